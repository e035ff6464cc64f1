"""What a typed document number says of itself: whether it can be right, whose card it is of, sex and birth."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from desktop.exam.plan.documents import FOREIGNER_CARD, HOME_RETURN, RESIDENCE_PERMIT, TAIWAN_PERMIT, check_digit
from desktop.exam.plan.model import Sex
from desktop.exam.plan.scans import old_resident_number, plain
from desktop.faults import SiteFault

_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
_NUMBER = re.compile(r"[0-9A-Z()]{4,30}")
_DROPPED = dict.fromkeys(map(ord, " \t-‐‑‒–—−·"))
# GB/T 2260, first two digits: where a foreigner's card of 2023 was applied for stands in its second and third place.
_PROVINCES = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]"
# Numbers no other document has. Eight digits after H or M are told apart from passports by nobody (M is Korea's).
_UNMISTAKABLE = (
    (re.compile(r"8[123]0000[0-9]{11}[0-9X]"), RESIDENCE_PERMIT),
    (re.compile(rf"9(?:{_PROVINCES})[0-9]{{14}}[0-9X]"), FOREIGNER_CARD),
    (re.compile(r"[A-Z]{3}[0-9]{12}"), FOREIGNER_CARD),
    (re.compile(r"[HM][0-9]{10}"), HOME_RETURN),
    (re.compile(r"[0-9]{10}\([A-Z]\)"), TAIWAN_PERMIT),
)


def typed_number(text: str) -> str:
    """A typed document number in its one form: no spaces, half width, upper case.

    Raises SiteFault: number-malformed, number-check-digit (eighteen characters whose check digit, GB 11643, is wrong),
    number-old (fifteen digits of a resident card that is no longer valid).
    """
    number = unicodedata.normalize("NFKC", plain(text)).translate(_DROPPED).upper()
    if not _NUMBER.fullmatch(number):
        raise SiteFault("number-malformed", length=len(number))
    if old_resident_number(number):
        raise SiteFault("number-old")
    # Seventeen digits and one more are a resident card's number, whatever the document is called.
    if _EIGHTEEN.fullmatch(number) and check_digit(number[:17]) != number[17]:
        raise SiteFault("number-check-digit", length=len(number))
    return number


def told_by(number: str) -> tuple[Sex, str]:
    """Sex (odd sequence male, even female) and birth (ISO) that an 18-digit number carries; others tell neither."""
    if not _EIGHTEEN.fullmatch(number):
        return "unknown", ""
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14])).isoformat()
    except ValueError:
        birth = ""
    return ("male" if int(number[16]) % 2 else "female"), birth


def type_told(number: str) -> str:
    """The type of document, where its number is unmistakable; empty elsewhere.

    A resident's eighteen digits stand on the resident card, on the temporary one and in permits alike.
    """
    return next((kind for shape, kind in _UNMISTAKABLE if shape.fullmatch(number)), "")
