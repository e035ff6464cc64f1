"""FLOOR 3: what people do. No Qt, no SQL, no drivers.

ports       what operations need from the floors beside them
record      one record at one desk: decide, seal, append, fold, tell
session     who has signed, with which PIN; tokens: chips by their digest
door        one check at a door
planning    the draft before the day; rooms/ its seats and layouts by hand; publishing: the package, enrolment
exchange    the record on its way: files, hub, centre
desks/      what stands behind each desk's screen; boards/ what the screens show
words       ids, times, refusals as people read them; verdicts: a check in words and pictures
search      finding people
reports     what a report may be asked for; reporting/ the facts of each
"""
