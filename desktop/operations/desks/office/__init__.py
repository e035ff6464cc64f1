"""The office desk.

desk    the desk itself: sections, acts, board
pages   one page a section: figures, table, jobs
jobs    what a page's keys do before the day: import, arrange, print, publish
planning/ import, deadlines and duties: the pages of the plan
wires   the jobs with the record on its way: hub, centre, files, verification
running a job under way: how far it is, and calling it off
given   what a form was given
paper   signed sheets that come back
seats/  the page of seats and room layouts
printing the print page
acceptance
        papers that come back: counted blind, approved, sealed
cards   the page on which badges, tickets and chips are enrolled
"""
