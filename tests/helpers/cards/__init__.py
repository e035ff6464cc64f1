"""Cards and readers for tests: a real PC/SC service with its virtual readers, and a scripted one.

service.py    the real service, one per machine, ended by process id
vpcd.py       a card on one of its virtual readers
scripted.py   PC/SC as a script: faults no virtual reader can show
page.py       a page reader with a synthetic resident card
reading.py    a source as tests open it, and what a read comes to
hearing.py    what a reader tells of itself, waited for
idling.py     how much processor time waiting takes
passport.py   a travel document's chip
"""
