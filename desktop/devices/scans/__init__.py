"""Signed sheets read back: which page it is and which boxes carry ink.

sheet.py        what a sheet says: page code, layout of its boxes, rows and answers read from it
picture.py      bytes of a photo or scan (JPEG, PNG, PDF, TIFF) as grey pixels
tiff.py         the pages of a TIFF
corners.py      page code and corner marks in a picture; the sheet laid straight
lines.py        where the printed lines of a column really are; the column cut out along them
ink.py          strokes in a box: signed, not signed, doubtful
ticks.py        which squares are ticked
reading.py      `read_sheet`: all of it
crops.py        what is in a box, as a small picture for a person's eye
"""
