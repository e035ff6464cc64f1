"""Readers on PC/SC (`pcsc:*`, `pcsc:<reader name>`): travel documents, page readers, contactless tokens.

source.py      the identity source: which card is read next, and what people are told meanwhile
loop.py        one thread that watches all readers and queues what happens
errand.py      the thread that reads one card, and may be given up
connection.py  one card, connected: retries, whole answers, torn and hung
identify.py    what lies there: page reader, travel document, resident chip or token
pages.py       readers that hand out the resident card's record by READ BINARY
tokens.py      chips known by their serial: badges, tickets, the resident card's chip
lying.py       which card is due to be read, and when once more
shut.py        travel documents that wait for their key
states.py      what each reader is doing, said once when it changes
scard.py       the system's PC/SC functions as a port, with their result codes
winscard.py    the same on Windows, by their wide names
"""
