"""Travel documents with a chip (ICAO 9303, eighth edition): what is printed, what opens the chip, what it holds.

tlv.py        objects of tag, length and value; nothing hostile gets through
mrz.py        the machine-readable zone of TD1, TD2 and TD3 documents
keys.py       what opens a chip: the zone's information or the card access number, and the keys made of it
ciphers.py    3DES and AES as secure messaging uses them
curves.py     elliptic curves of PACE and of signatures, in plain integers
bac.py        Basic Access Control
pace.py       PACE with generic mapping
messaging.py  secure messaging, and the channel to a chip
files.py      EF.CardAccess, EF.COM, DG1, DG2, DG11
portrait.py   the portrait as JPEG
passive.py    passive authentication: EF.SOD up to the issuing state's certificate
trust/        what that stands on: signatures and certificates
chip.py       a chip on the reader to a Document
"""
