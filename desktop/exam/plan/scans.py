"""What a scanner or a keyboard may have sent: shapes of lines, and nothing about people.

The wedge, the typed line, the camera and the door ask the same questions of a text: is this a line of a
machine-readable zone (ICAO 9303), could this be a document's number, is this a product's barcode (U13). Texts come from
outside: no answer takes more than a few passes over at most `MOST` characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from desktop.exam.plan.documents import check_digit

MOST = 4096
"""Characters of a text that are looked at; the code beside a head code has some hundreds."""

# What readers set around a text: NUL SOH STX ETX EOT ENQ ACK CAN, line ends and blanks, and marks without width.
_AROUND = "\x00\x01\x02\x03\x04\x05\x06\x18 \t\r\n\x0b\x0c\ufeff\u200b\u200e\u200f"
# An identifier before the text (ISO 15424 "AIM"); these are kept, because they say that the code is a product's:
# EAN and UPC, GS1-128, GS1 DataBar, GS1 DataMatrix and QR, ITF-14.
_IDENTIFIER = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_PRODUCTS = re.compile(r"\](?:E[0-9]|X[0-9]|C1|e[0-3]|d2|Q3|I1)")
# Full-width forms, and what a Chinese keyboard writes for the angle bracket.
_HALF = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20}
_BRACKETS = str.maketrans("《〈‹«", "<<<<")

# Shapes of lines. OCR readers confuse letters and digits; where only the one kind may stand its look-alikes pass too.
_D, _L = "[0-9<OQDILZSGB]", "[A-Z<01258]"
_FIRST = re.compile(rf"[PV][A-Z<][A-Z<]{{3}}{_L}{{39}}|[PACIV][A-Z<][A-Z<]{{3}}{_L}{{31}}")
_FIRST_CUT = re.compile(r"[PV][A-Z<][A-Z<]{3}[A-Z<]{2,36}<<[A-Z][A-Z<]*")
_SECOND = re.compile(
    rf"[A-Z0-9<]{{9}}{_D}{_L}{{3}}{_D}{{7}}[MFX<]{_D}{{7}}(?:[A-Z0-9<]{{14}}{_D}{{2}}|[A-Z0-9<]{{7}}{_D})"
)
_CARD_LINES = (
    re.compile(rf"[ACI][A-Z<]{_L}{{3}}[A-Z0-9<]{{9}}{_D}[A-Z0-9<]{{15}}"),
    re.compile(rf"{_D}{{7}}[MFX<]{_D}{{7}}{_L}{{3}}[A-Z0-9<]{{11}}{_D}"),
    re.compile(rf"[A-Z<]{_L}{{29}}"),
)
_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
_TAIWAN = re.compile(r"[0-9]{10}\([A-Z]\)")
_BARE = re.compile(r"[0-9A-Z]{6,20}")
FOREVER = "长期"
_DAY = re.compile(r"(?:^|[-至到~])([0-9]{4})(?:([0-9]{2})([0-9]{2})|[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?)$")
_OLD = re.compile(r"[1-9][0-9]{14}")


def plain(text: str) -> str:
    """A scanned or typed text without frame marks and blanks around it and a leading code identifier, in half width.

    Control characters inside it stay: they say that this is no number of ours.
    """
    words = text[:MOST].translate(_HALF).strip(_AROUND)
    if _IDENTIFIER.match(words) and not _PRODUCTS.match(words):
        words = words[3:].lstrip()
    return words


def zone_line(text: str) -> tuple[int, int] | None:
    """The width (44, 36 or 30 characters) and place (1 upwards) of one line of a machine-readable zone, or None.

    Width 0: a first line that has lost fillers at its end. Only the shape is judged: which places hold letters, digits
    and fillers (ICAO 9303 parts 4 to 6).
    """
    line = as_zone(text)
    if len(line) == 30:
        for place, shape in enumerate(_CARD_LINES, start=1):
            if shape.fullmatch(line):
                return 30, place
        return None
    if len(line) in (44, 36):
        if _SECOND.fullmatch(line):
            return len(line), 2
        if _FIRST.fullmatch(line) and "<" in line:
            return len(line), 1
    return (0, 1) if 10 <= len(line) < 44 and _FIRST_CUT.fullmatch(line) else None


def follows(before: Sequence[str], line: str) -> bool:
    """Whether `line` is the next one of a zone that has begun with the lines `before`."""
    if not before:
        return False
    first, place = zone_line(before[0]), zone_line(line)
    if first is None or place is None or place[1] != len(before) + 1:
        return False
    return place[0] == first[0] or (first[0] == 0 and len(as_zone(before[0])) <= place[0] != 30)


def as_zone(text: str) -> str:
    """A line as a zone writes it: half width, upper case, no blanks, the keyboard's other brackets made fillers."""
    words = text[:MOST].translate(_HALF).translate(_BRACKETS).strip(_AROUND)
    return "".join(words.split()).upper()


def whole_zone(text: str) -> str:
    """A whole machine-readable zone, its lines joined by line feeds; "" when the text is none.

    The lines may be divided by line ends or blanks, or stand one after the other without anything between; fillers that
    the first of two lines has lost are put back.
    """
    lines = [as_zone(line) for line in text[:MOST].splitlines() if line.strip()]
    if len(lines) == 2:
        lines[0] = lines[0].ljust(min(len(lines[1]), 44), "<")
    words = "".join(lines)
    width = {88: 44, 72: 36, 90: 30}.get(len(words))
    if width is None:
        return ""
    lines = [words[i : i + width] for i in range(0, len(words), width)]
    return "\n".join(lines) if all(zone_line(line) == (width, n) for n, line in enumerate(lines, 1)) else ""


def last_day(typed: str) -> str | None:
    """The last day a document is valid, as somebody types it from the document: ISO, `长期`, or empty; None for what is
    no day. 20310501, 2031-05-01, 2031.5.1 and 2031年5月1日 are one; of a span (2021.05.01-2031.05.01) it is the end.
    """
    words = "".join(plain(typed).split())
    if not words or words.endswith(FOREVER):
        return FOREVER if words else ""
    found = _DAY.search(words)
    try:
        return date(*(int(part) for part in found.groups() if part)).isoformat() if found else None
    except ValueError:
        return None


def old_resident_number(number: str) -> bool:
    """Whether this is a resident number of fifteen digits, whose cards have not been valid since 2013-01-01
    (Resident Identity Cards Act as amended 2011)."""
    if not _OLD.fullmatch(number) or not number.isascii():
        return False
    return 1 <= int(number[8:10]) <= 12 and 1 <= int(number[10:12]) <= 31


def could_be_number(text: str) -> bool:
    """Whether a read could be a document's number at all (U13).

    A product's barcode has 12 to 14 digits and no document has; eighteen digits must have the resident card's check
    digit, or they are a parcel's; addresses, product prefixes and texts with other marks are none.
    """
    number = text.strip().upper()
    if _TAIWAN.fullmatch(number):
        return True
    if not _BARE.fullmatch(number) or sum(c.isdigit() for c in number) < 5:
        return False
    if number.isdecimal() or _EIGHTEEN.fullmatch(number):
        if len(number) == 18:
            return check_digit(number[:17]) == number[17]
        return len(number) in (8, 9, 10, 15)
    return True
