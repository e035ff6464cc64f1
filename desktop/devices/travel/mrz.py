"""The machine-readable zone (ICAO 9303-3 for characters and check digits; part 5 TD1, part 6 TD2, part 4 TD3).

The zone comes from a chip, from an OCR reader or from fingers, so spaces, lower case, full-width characters, lines that
run on or lost their fillers at the end are put right; digits and letters that OCR confuses are put right only where the
standard allows nothing but the one kind. Check digits are reported, not judged: which of them matter is the caller's.

Names in the zone are the issuer's transliteration into A-Z (9303-3, section 6; pinyin on Chinese documents). The way
back is not unique, so the name is given as it stands there, fillers as spaces.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import Literal, NamedTuple

from desktop.exam.plan.documents import HOME_RETURN, PASSPORT, TAIWAN_PERMIT
from desktop.exam.plan.model import Sex

Kind = Literal["TD1", "TD2", "TD3"]
Field = Literal["number", "birth", "expiry", "optional", "composite"]

LINES: dict[Kind, tuple[int, int]] = {"TD1": (3, 30), "TD2": (2, 36), "TD3": (2, 44)}
MOST_INPUT = 1024
# Every character's value for check digits: digits their own, letters from 10, the filler none.
_VALUES = bytes.maketrans(b"<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", bytes((0, *range(36))))
_ZONE = re.compile(r"[0-9A-Z<]*")
_SAME_FILLER = str.maketrans({"«": "<<", "‹": "<", "〈": "<", "《": "<<"})
_TO_DIGIT = str.maketrans("OQDILZSGB", "000112568")
_TO_LETTER = str.maketrans("01258", "OIZSB")
_SEXES: dict[str, Sex] = {"M": "male", "F": "female"}
_HOME_RETURN_NUMBER = re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?")
_TAIWAN_NUMBER = re.compile(r"[0-9]{8}")
# A document is read within fifty years of its expiry, before or after (9303-3 leaves the century to the reader).
_WINDOW_YEARS = 50
_LONGEST_VALIDITY_YEARS = 10


class MrzError(Exception):
    """The text is no machine-readable zone."""


class Mrz(NamedTuple):
    """One zone, field by field.

    `code` is the document code (`P`, `ID`), `issuer` and `nationality` three letters, `number` without fillers, `birth`
    and `expiry` YYMMDD as printed, `optional` what the issuer added. `failed` names the check digits that are wrong.
    `name_cut`: the name fills its field to the end, so some of it may be missing. `lines` is the zone put right.
    """

    kind: Kind
    code: str
    issuer: str
    surname: str
    given: str
    number: str
    nationality: str
    birth: str
    sex: Sex
    expiry: str
    optional: str
    failed: tuple[Field, ...]
    name_cut: bool
    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        """Primary identifier first, as in the visual zone of most documents."""
        return f"{self.surname} {self.given}".strip()

    @property
    def text(self) -> str:
        return "".join(self.lines)

    @property
    def document_type(self) -> str:
        """The official Chinese name where the zone tells it beyond doubt, else empty.

        Passports of every state have a code that begins with P. The permits of the People's Republic are told by code
        and by the shape of their numbers both (see documents.py), since neither alone is the standard's.
        """
        if self.code.startswith("P"):
            return PASSPORT
        if self.issuer == "CHN" and self.code == "CR" and _HOME_RETURN_NUMBER.fullmatch(self.number):
            return HOME_RETURN
        if self.issuer == "CHN" and self.code == "CT" and _TAIWAN_NUMBER.fullmatch(self.number):
            return TAIWAN_PERMIT
        return ""

    def birth_on(self, today: date | None) -> str:
        """The birth date in ISO, empty where it is unknown or impossible. Nobody is born after `today`; without it,
        after the latest day the document can have been issued on the evidence of its own expiry."""
        latest = today
        if latest is None:
            expires = self.expires_on(None)
            if not expires:
                return ""
            latest = date.fromisoformat(expires) - timedelta(days=_LONGEST_VALIDITY_YEARS * 365)
        century = latest.year // 100 * 100
        for start in (century, century - 100):
            found = _day(self.birth, start)
            if found is not None and found <= latest:
                return found.isoformat()
        return ""

    def expires_on(self, today: date | None) -> str:
        """The expiry date in ISO, empty where it is none: the one nearest to `today`, of this century without it."""
        if today is None:
            found = _day(self.expiry, 2000)
            return "" if found is None else found.isoformat()
        century = today.year // 100 * 100
        for start in (century, century - 100, century + 100):
            found = _day(self.expiry, start)
            if found is not None and -_WINDOW_YEARS <= found.year - today.year < _WINDOW_YEARS:
                return found.isoformat()
        return ""


def check_digit(text: str) -> str:
    """Weights 7, 3, 1, modulo 10 (9303-3, 4.9). Raises MrzError for a character that no zone has."""
    if not _ZONE.fullmatch(text):
        raise MrzError("a character that no zone has")
    return _digit(text)


def _digit(text: str) -> str:
    values = text.encode("ascii").translate(_VALUES)
    return str((7 * sum(values[0::3]) + 3 * sum(values[1::3]) + sum(values[2::3])) % 10)


def parse_mrz(text: str) -> Mrz:
    """A zone from whatever a reader or a person gave. Raises MrzError where it cannot be one, visas included: they have
    the same shape and identify nobody."""
    kind, lines = _lines(text)
    if lines[0][0] == "V":
        raise MrzError("a visa")
    if kind == "TD1":
        return _td1(lines)
    return _two_lines(kind, lines)


def _lines(text: str) -> tuple[Kind, list[str]]:
    if len(text) > MOST_INPUT:
        raise MrzError("too long")
    rows = [text]
    if not _ZONE.fullmatch(text):
        clean = unicodedata.normalize("NFKC", text.translate(_SAME_FILLER)).upper()
        rows = [row for row in ("".join(line.split()) for line in clean.splitlines()) if row]
    whole = "".join(rows)
    if not _ZONE.fullmatch(whole):
        raise MrzError("a character that no zone has")
    for kind, (count, width) in LINES.items():
        if len(whole) == count * width:
            return kind, [whole[at : at + width] for at in range(0, len(whole), width)]
    # Fillers at the end of a line are easily lost; the line with the check digit at its end never loses any.
    widths = [len(row) for row in rows]
    if len(rows) == 3 and max(widths) <= 30 and widths[1] == 30:
        return "TD1", [row.ljust(30, "<") for row in rows]
    if len(rows) == 2 and widths[1] in (36, 44) and widths[0] <= widths[1]:
        return ("TD2" if widths[1] == 36 else "TD3"), [row.ljust(widths[1], "<") for row in rows]
    raise MrzError("no zone has this length")


def _td1(lines: list[str]) -> Mrz:
    upper, middle, names = lines
    upper = _digits(upper, (14, 15))
    middle = _digits(middle, (0, 7), (8, 15), (29, 30))
    optional = upper[15:] + middle[18:29]
    number, number_right, taken = _number(upper[5:14], upper[14], upper[15:])
    failed = _failed(number_right, middle[0:7], middle[8:15])
    if _digit(upper[5:] + middle[0:7] + middle[8:15] + middle[18:29]) != middle[29]:
        failed.append("composite")
    return _made("TD1", [upper, middle, names], upper, names, number, middle[15:18], middle, optional[taken:], failed)


def _two_lines(kind: Kind, lines: list[str]) -> Mrz:
    upper, lower = lines
    last = len(lower) - 1
    lower = _digits(lower, (9, 10), (13, 20), (21, 28), (last, last + 1), *([(42, 43)] if kind == "TD3" else []))
    number, number_right, taken = _number(lower[0:9], lower[9], lower[28:35] if kind == "TD2" else "")
    optional = lower[28 + taken : 35] if kind == "TD2" else lower[28:42]
    failed = _failed(number_right, lower[13:20], lower[21:28])
    # TD3 only: with no optional data the check digit may be 0 or a filler (9303-4, 4.2.2.2, note j).
    if kind == "TD3" and not _right(lower[28:42], lower[42]) and (optional.strip("<") or lower[42] != "<"):
        failed.append("optional")
    if _digit(lower[0:10] + lower[13:20] + lower[21:last]) != lower[last]:
        failed.append("composite")
    dates = lower[13:20] + lower[20] + lower[21:28]
    return _made(kind, [upper, lower], upper, upper[5:], number, lower[10:13], dates, optional, failed)


def _made(
    kind: Kind,
    lines: list[str],
    upper: str,
    names: str,
    number: str,
    nationality: str,
    dates: str,
    optional: str,
    failed: list[Field],
) -> Mrz:
    """`dates` is birth with check digit, sex, expiry with check digit."""
    primary, _, secondary = names.translate(_TO_LETTER).partition("<<")
    return Mrz(
        kind=kind,
        code=upper[0:2].strip("<"),
        issuer=_state(upper[2:5]),
        surname=_words(primary),
        given=_words(secondary),
        number=number.replace("<", ""),
        nationality=_state(nationality),
        birth=dates[0:6],
        sex=_SEXES.get(dates[7], "unknown"),
        expiry=dates[8:14],
        optional=_words(optional),
        failed=tuple(failed),
        name_cut=not names.endswith("<"),
        lines=tuple(lines),
    )


def _number(head: str, check: str, optional: str) -> tuple[str, bool, int]:
    """The document number, whether its check digit is right, and how many characters of the optional data it takes.

    A number of more than nine characters has a filler for its check digit and goes on in the optional data, its check
    digit after it (9303-5, 4.2.2, note j; 9303-6 likewise). Numbers of nine and fewer never do both.
    """
    if check != "<" or not optional or optional[0] == "<":
        return head, _right(head, check), 0
    rest = optional.partition("<")[0]
    return head + rest[:-1], _right(head + rest[:-1], rest[-1]), len(rest)


def _failed(number_right: bool, birth: str, expiry: str) -> list[Field]:
    found: list[Field] = [] if number_right else ["number"]
    if not _right(birth[:6], birth[6]):
        found.append("birth")
    if not _right(expiry[:6], expiry[6]):
        found.append("expiry")
    return found


def _right(text: str, check: str) -> bool:
    return _digit(text) == check


def _digits(line: str, *spans: tuple[int, int]) -> str:
    """Letters that OCR reads for digits, put right where only digits may stand."""
    for begin, end in spans:
        if not line[begin:end].isdecimal():
            line = line[:begin] + line[begin:end].translate(_TO_DIGIT) + line[end:]
    return line


def _words(text: str) -> str:
    return " ".join(text.replace("<", " ").split())


def _state(code: str) -> str:
    """Three letters; Germany is the one state whose code here is not ISO 3166's (9303-3, section 5)."""
    found = (code if code.isalpha() else code.translate(_TO_LETTER)).strip("<")
    return "DEU" if found == "D" else found


def _day(six: str, century: int) -> date | None:
    if len(six) != 6 or not six.isdecimal():
        return None
    try:
        return date(century + int(six[:2]), int(six[2:4]), int(six[4:]))
    except ValueError:
        return None
