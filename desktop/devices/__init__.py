"""What is plugged in. The only place that talks to readers.

sources.py   Document, IdentitySource, and `open_source`: a setting string to a reader
apdu.py      a chip card as a port, commands as bytes
virtual.py   scripted documents and failures, for rehearsal and tests
keyboard.py  typed numbers and keyboard-wedge readers, one line each
"""
