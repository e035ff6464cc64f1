"""What goes wrong in a rehearsal: each mishap is a function that takes people and papers and puts itself on the clock.

site.py       of papers, staff, clocks and the whole site
doors.py      of people and readers at the doors
documents.py  a morning of every document a candidate may bring
pick.py       whom and what a mishap takes
"""
