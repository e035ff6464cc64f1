"""What is plugged in. The only place that talks to readers, cameras and printers.

sources.py   Document, IdentitySource, and `open_source`: a setting string to a reader
finding.py   what is plugged in now, as settings
apdu.py      a chip card as a port, commands as bytes
pcsc/        PC/SC readers: our own loop, one errand a card, page readers, tokens
travel/      travel documents by ICAO 9303: zone, BAC, PACE, secure messaging, files, passive authentication
resident/    resident cards and permits: text record, security module over a serial line, the maker's library
camera/      frames, the codes on them, evidence photos
keyboard.py  typed numbers and readers that type, on a standard input
numbers.py   a typed number in its one form, and what it tells
virtual.py   scripted documents and failures, for rehearsal, training and tests
wakefulness.py  keeps the computer awake while an exam runs
printers/    printers of the system, previews
voice/       what announces in a hall: the system's voice, sound files
scans/       signed sheets read back
"""
