"""A whole exam morning through the real code, with invented people and scripted mishaps (X8). Above bootstrap.

script.py    what to rehearse: sizes, seed, faults, speed
site.py      the site made ready: roster, arrangement, package, desks and their homes
desk.py      one desk at work: acts with PIN signatures, door checks with a virtual reader, power cuts
cast.py      who comes to the door when and with which document; who signs what
morning.py   the clock, what happens when, and `rehearse`
steps.py     the protocol's steps as the site does them when all goes well
door.py      what a person at a door does after each verdict
faults.py    FAULTS, and the mishaps of papers, staff and the site
doorfaults.py  the mishaps at the doors
pick.py      whom and what a mishap takes
summary.py   what the morning came to
selftest.py  the check of readers, fonts, clock, disk and roster before a morning (U2)
"""
