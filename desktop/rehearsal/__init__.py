"""A whole exam morning through the real code, with invented people and scripted mishaps (X8). Above bootstrap.

script.py    what to rehearse: sizes, seed, faults, speed
site.py      the site made ready: roster, arrangement, package, desks and their homes
desk.py      one desk at work: acts with PIN signatures, door checks with a virtual reader, power cuts
cast.py      who comes to the door when and with which document; who signs what
morning.py   the clock, what happens when, and `rehearse`
steps.py     the protocol's steps as the site does them when all goes well
door.py      what a person at a door does after each verdict
faults.py    FAULTS: what can go wrong, by name
mishaps/     what makes it go wrong
summary.py   what the morning came to
selftest.py  the check of this computer before a morning (U2)
checks/      what it checks: samples, readers, fonts, clock, disk, roster, record, printers
"""
