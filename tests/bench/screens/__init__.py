"""What the screens cost.

windows.py   paint, readiness and memory beside a bare window, each in a process of its own
painting.py  a document to its painted verdict at a door, a table of 10,000 rows to its first paint
boards.py    the chief's sixty rooms under two hundred changes a second
"""
