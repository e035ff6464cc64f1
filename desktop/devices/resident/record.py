"""The 256-byte text record of resident cards and permits, UTF-16LE, padded with spaces or NULs (GA/T 490).

The flag at byte 248 says which of four layouts it is; offsets below are in characters, half of the bytes. Without the
flag a foreigner's English name would be shown as an address and the count of renewals as 汉.

    at   resident            J (Hong Kong, Macau, Taiwan)  I (foreigner, 2017)  Y (foreigner, 2023)
    0    name 15             name 15                       English name 60      Chinese name 15
    15   sex 1               sex 1                         .                    sex 1
    16   ethnic group 2      .                             .                    renewals 2
    18   birth 8             birth 8                       .                    birth 8
    26   address 35          address 35                    .                    English name 35
    60   .                   .                             sex 1                .
    61   number 18           number 18                     number 15            number 18
    76   .                   .                             nationality 3        .
    79   authority 15        authority 15                  Chinese name 15      .
    94   valid from 8        valid from 8                  valid from 8         valid from 8
    102  valid to 8          valid to 8                    valid to 8           valid to 8
    110  .                   pass number 9                 birth 8              English name, rest 11
    118  .                   .                             version 2            .
    119  .                   issue count 2                 .                    .
    120  .                   .                             authority's code 4   .
    121  .                   .                             .                    nationality 3
    124  blank or 0          J                             I                    Y
    125  .                   .                             .                    previous card 3
"""

from __future__ import annotations

import unicodedata
from datetime import date

from desktop.devices.resident.codes import ETHNIC, SEX
from desktop.devices.sources import Document
from desktop.exam.plan.documents import FOREIGNER_CARD, RESIDENCE_PERMIT, RESIDENT

LENGTH = 256
UNITS = LENGTH // 2
LONG_TERM = "长期"
_FLAG = slice(248, 250)
_ADDRESS = 70
_NUMBER_LENGTHS = (15, 18)
# Controls, invisible marks and line ends have no business in a name; private-use characters are rare names.
_UNSEEN = frozenset(("Cc", "Cf", "Zl", "Zp", "Cs"))


class RecordError(ValueError):
    """These bytes are no text record: a wrong length, or nothing in it that could be a document number."""


def read_text(text: bytes, source: str = "") -> Document:
    """The document a text record describes. Personal data.

    What is odd is shown, not refused: unknown codes stand as they are, broken characters become U+FFFD, a date that is
    none is empty, a number with a wrong check digit is for the match to judge. Raises RecordError.
    """
    if len(text) != LENGTH:
        raise RecordError("a text record has 256 bytes")
    units = text.decode("utf-16-le", "replace").replace("\0", " ")
    if len(units) != UNITS:
        # A character outside the basic plane takes two units: fields are cut from the bytes instead.
        return _READ.get(text[_FLAG], _resident)(_Cut(text), source)
    if not units.isprintable():
        units = _seen(units)
    return _READ.get(text[_FLAG], _resident)(units, source)


def added_address(added: bytes) -> str:
    """The latest of the addresses added to a card: up to four of 70 bytes, unused ones blank. Empty for none."""
    places = (added[n : n + _ADDRESS] for n in range(0, min(len(added), 4 * _ADDRESS) // _ADDRESS * _ADDRESS, _ADDRESS))
    written = [_seen(place.decode("utf-16-le", "replace")).strip() for place in places]
    return next((place for place in reversed(written) if place), "")


def _seen(text: str) -> str:
    return "".join([" " if c == "\uffff" or unicodedata.category(c) in _UNSEEN else c for c in text])


class _Cut:
    """A record whose units are not its characters, cut by unit like a string."""

    def __init__(self, text: bytes) -> None:
        self._text = text

    def __getitem__(self, at: slice) -> str:
        return _seen(self._text[at.start * 2 : at.stop * 2].decode("utf-16-le", "replace"))


def _resident(units: str | _Cut, source: str) -> Document:
    ethnic = units[16:18].strip()
    return Document(
        number=_number(units[61:79]),
        name=units[0:15].strip(),
        document_type=RESIDENT,
        expires=_expiry(units[102:110]),
        sex=SEX.get(units[15:16], "unknown"),
        birth=_day(units[18:26]),
        source=source,
        ethnic=ETHNIC.get(ethnic, ethnic),
        address=units[26:61].strip(),
        issuer=units[79:94].strip(),
        valid_from=_day(units[94:102]),
    )


def _permit(units: str | _Cut, source: str) -> Document:
    pass_number = units[110:119].strip().upper()
    return Document(
        number=_number(units[61:79]),
        name=units[0:15].strip(),
        document_type=RESIDENCE_PERMIT,
        expires=_expiry(units[102:110]),
        sex=SEX.get(units[15:16], "unknown"),
        birth=_day(units[18:26]),
        source=source,
        other_numbers=(pass_number,) if pass_number else (),
        address=units[26:61].strip(),
        issuer=units[79:94].strip(),
        valid_from=_day(units[94:102]),
    )


def _foreigner_2017(units: str | _Cut, source: str) -> Document:
    chinese = units[79:94].strip()
    english = " ".join(units[0:60].split())
    return Document(
        number=_number(units[61:76]),
        name=chinese or english,
        document_type=FOREIGNER_CARD,
        expires=_expiry(units[102:110]),
        sex=SEX.get(units[60:61], "unknown"),
        birth=_day(units[110:118]),
        source=source,
        other_name=english if chinese else "",
        nationality=_nationality(units[76:79]),
        issuer=units[120:124].strip(),
        valid_from=_day(units[94:102]),
    )


def _foreigner_2023(units: str | _Cut, source: str) -> Document:
    # The three characters at 125 only point to a part of the previous card's number: no number to match by.
    chinese = units[0:15].strip()
    english = " ".join((units[26:61] + units[110:121]).split())
    return Document(
        number=_number(units[61:79]),
        name=chinese or english,
        document_type=FOREIGNER_CARD,
        expires=_expiry(units[102:110]),
        sex=SEX.get(units[15:16], "unknown"),
        birth=_day(units[18:26]),
        source=source,
        other_name=english if chinese else "",
        nationality=_nationality(units[121:124]),
        valid_from=_day(units[94:102]),
    )


_READ = {b"J\0": _permit, b"I\0": _foreigner_2017, b"Y\0": _foreigner_2023}


def _number(field: str) -> str:
    """Raises RecordError for what cannot be any card's number."""
    number = field.strip()
    if len(number) in _NUMBER_LENGTHS and number.isascii() and number.isalnum() and not number.isalpha():
        return number.upper()
    raise RecordError("no document number where the layout has one")


def _day(field: str) -> str:
    """YYYYMMDD as ISO; empty for what is no date."""
    # Digits only: fromisoformat also takes weeks (2024W011).
    if field.isascii() and field.isdigit():
        try:
            return date.fromisoformat(field).isoformat()
        except ValueError:
            pass
    return ""


def _expiry(field: str) -> str:
    return LONG_TERM if field.startswith(LONG_TERM) else _day(field)


def _nationality(field: str) -> str:
    return field.upper() if len(field) == 3 and field.isascii() and field.isalpha() else ""
