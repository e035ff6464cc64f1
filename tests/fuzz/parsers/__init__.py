"""Every parser of what comes from outside at a reader (issue 3, "Bad input").

all.py        their list
lines.py      machine-readable zones, typed lines, wedges, texts of codes
files.py      a chip's files, security objects, certificates
chips.py      answers of travel documents' chips, in the clear and protected
cards.py      APDU answers, page readers, whatever else lies on a reader
modules.py    a security module's frames and records, the helper process
pictures.py   portraits, frames of a camera
"""
