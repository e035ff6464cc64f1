"""Behind the hall clock.

moments         start, end and what is left, suspensions still running included
announcements   what is said when, kept for one record
seats           seats whose time is not their room's
desk            the board, one room or the whole site
schedule        which announcement to say now, by steady time
"""
