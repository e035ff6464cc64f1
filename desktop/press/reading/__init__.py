"""Signed sheets that come back: the layouts they were printed with, and what they say against the record.

layouts.py   the layouts of a print run, to be kept; a layout made anew from plan and record
comparing.py rows of a signature copy against the door's entries
desk.py      all of it for a desk: files, pages, boxes
recorded.py  what the record says to the other boxes of a sheet
"""
