"""FLOOR 5, the only place that wires stores, readers, files and paper into operations. Nothing connects at import time;
every real part is imported where it is first needed, so that the window paints before any of them is loaded.

parts.py     everything real, one member each; tests build one with other parts
packages.py  plan packages as operations ask for them
central.py   a record and the central system: entries, closing statements, what was refused
printing.py  what there is to print from: the record, or the draft plan before there is one
"""
