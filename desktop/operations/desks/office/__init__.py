"""The office desk.

desk    the desk itself: sections, acts, board
pages   one page a section: figures, table, jobs
jobs    what a page's keys do before the day: import, arrange, print, publish
cards   the page on which badges, tickets and chips are enrolled
"""
