"""Paper by command.

printing.py   print: one form, to a file or a printer
whole.py      every form of the site in one go
sending.py    one print run followed until it is over
decisions.py  what somebody has to decide before a print
reports.py    report
sheets.py     record sheets: signed sheets that came back
"""
