"""A file as tables of cells, whatever its kind. Everything dangerous is measured before it is unpacked.

calamine lays a sheet out densely from its first to its last cell and ends the process when memory does not suffice:
two cells in opposite corners would ask for 500 GB. So corners are looked up first, kind by kind.

files      `open_tables`: which kind a file is, and its sheets
archives   .xlsx and .ods: members, corners, repetitions
compound   .xls: the records of the old binary format
text       .csv: encodings and separators
limits     how much is too much; `FileFault`
"""
