"""Paper by command: print and report (printing.py), signed sheets that came back (sheets.py)."""
