"""Identity documents (002 Art 19; G4): their names, what their numbers must look like, what a number tells.

Region codes are never judged: codes of abolished counties stay on cards, and synthetic people have region 99.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Literal

from desktop.exam.plan.model import Sex

NumberFault = Literal["bad-length", "bad-birth-date", "bad-check-digit", "bad-number"]
# The first fault of a number; else the sex (odd sequence male, even female) and birth date it carries.
Told = tuple[NumberFault | None, Sex, date | None]
Check = Callable[[str, date], Told]

RESIDENT = "居民身份证"
TEMPORARY = "临时居民身份证"
PASSPORT = "护照"
HOME_RETURN = "港澳居民来往内地通行证"
TAIWAN_PERMIT = "台湾居民来往大陆通行证"
RESIDENCE_PERMIT = "港澳台居民居住证"
FOREIGNER_CARD = "外国人永久居留身份证"
OFFICER = "军官证"
SOLDIER = "士兵证"


@dataclass(frozen=True, slots=True)
class DocumentType:
    """`name` is the official one and is what candidates carry; `check` judges a normalised number."""

    name: str
    aliases: tuple[str, ...]
    check: Check


# --- GB 11643: 6 region + 8 birth + 3 sequence + 1 check, ISO 7064 MOD 11-2 -----------------------------------------

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# Month and day, and the sequence, have few values: tables spare seven multiplications a card.
_MONTH_DAY = {
    f"{m:02d}{d:02d}": m // 10 * 7 + m % 10 * 9 + d // 10 * 10 + d % 10 * 5 for m in range(1, 13) for d in range(1, 32)
}
_SEQUENCE = {f"{a}{b}{c}": a * 8 + b * 4 + c * 2 for a, b, c in product(range(10), repeat=3)}
_SEX_OF: dict[str, Sex] = {str(n): "male" if n % 2 else "female" for n in range(10)}
_NOTHING: Told = (None, "unknown", None)
_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
_FIFTEEN_FOREIGN = re.compile(r"[A-Z]{3}[0-9]{12}")
_HOME_RETURN = re.compile(r"[HM](?:[0-9]{8}|[0-9]{10})")
_TAIWAN = re.compile(r"[0-9]{8}|[0-9]{10}[A-Z]?|[0-9]{10}\([A-Z]\)")
_PASSPORT = re.compile(r"[0-9A-Z]+")
_LOST = re.compile(r"[0-9]+\.[0-9]*(?:E[+-]?[0-9]+)?|[0-9]+E[+-][0-9]+")


def check_digit(first17: str) -> str:
    """The 18th character for 17 digits."""
    return _CHECKS[sum(int(c) * w for c, w in zip(first17, _WEIGHTS, strict=True)) % 11]


@lru_cache(maxsize=65536)
def _head_sum(region_and_year: str) -> int:
    return sum(int(c) * w for c, w in zip(region_and_year, _WEIGHTS[:10], strict=True))


def _fault(code: NumberFault) -> Told:
    return code, "unknown", None


def _eighteen(number: str, today: date) -> Told:
    if len(number) != 18:
        return _fault("bad-length")
    if _EIGHTEEN.fullmatch(number) is None:
        return _fault("bad-check-digit" if number[:17].isdecimal() else "bad-number")
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return _fault("bad-birth-date")
    if born > today:
        return _fault("bad-birth-date")
    total = _head_sum(number[:10]) + _MONTH_DAY[number[10:14]] + _SEQUENCE[number[14:17]]
    if number[17] != _CHECKS[total % 11]:
        return _fault("bad-check-digit")
    return None, _SEX_OF[number[16]], born


def _foreigner(number: str, today: date) -> Told:
    """Cards of 2017: 3 letters and 12 digits, their check digit's rule is not published. Cards of 2023: 18 digits, the
    first a 9, the resident card's arithmetic (National Immigration Administration, in force 2023-12-01)."""
    if len(number) == 15:
        return _NOTHING if _FIFTEEN_FOREIGN.fullmatch(number) else _fault("bad-number")
    if len(number) == 18 and number[0] != "9":
        return _fault("bad-number")
    return _eighteen(number, today)


def _pattern(pattern: re.Pattern[str], lengths: Iterable[int]) -> Check:
    allowed = frozenset(lengths)

    def check(number: str, today: date) -> Told:
        if len(number) not in allowed:
            return _fault("bad-length")
        return _NOTHING if pattern.fullmatch(number) else _fault("bad-number")

    return check


def _free(number: str, today: date) -> Told:
    return _NOTHING if 4 <= len(number) <= 30 else _fault("bad-length")


DOCUMENT_TYPES: tuple[DocumentType, ...] = (
    DocumentType(RESIDENT, ("身份证", "二代身份证", "第二代居民身份证", "中华人民共和国居民身份证"), _eighteen),
    DocumentType(TEMPORARY, ("临时身份证",), _eighteen),
    DocumentType(PASSPORT, ("中国护照", "外国护照", "普通护照"), _pattern(_PASSPORT, range(5, 21))),
    DocumentType(HOME_RETURN, ("回乡证", "港澳通行证", "港澳居民通行证"), _pattern(_HOME_RETURN, (9, 11))),
    DocumentType(TAIWAN_PERMIT, ("台胞证", "台湾居民通行证"), _pattern(_TAIWAN, (8, 10, 11, 13))),
    DocumentType(RESIDENCE_PERMIT, ("居住证", "港澳居民居住证", "台湾居民居住证"), _eighteen),
    DocumentType(FOREIGNER_CARD, ("外国人永久居留证", "永久居留身份证", "永居证"), _foreigner),
    DocumentType(OFFICER, ("军人身份证件", "警官证"), _free),
    DocumentType(SOLDIER, ("士官证", "义务兵证"), _free),
)
_BY_NAME: dict[str, DocumentType] = {n: t for t in DOCUMENT_TYPES for n in (t.name, *t.aliases)}
_DROPPED = str.maketrans("", "", ' （）()《》"“”')


def document_type(written: str, also: Iterable[str] = ()) -> DocumentType | None:
    """The type a normalised text names; empty text is the resident card. `also`: further types a rule set lists."""
    if not written:
        return _BY_NAME[RESIDENT]
    found = _BY_NAME.get(written) or _BY_NAME.get(written.translate(_DROPPED))
    if found is None and written in also:
        return DocumentType(written, (), _free)
    return found


def read_number(type_name: str, number: str, today: date) -> Told:
    """Fault, sex, birth date. `number` is normalised, without marks, in upper case; only 18-digit numbers carry sex
    and birth, and only when they have no fault."""
    found = _BY_NAME.get(type_name)
    return _free(number, today) if found is None else found.check(number, today)


def check_number(type_name: str, number: str, today: date) -> NumberFault | None:
    """The first fault of a document number, or None."""
    return read_number(type_name, number, today)[0]


def check_staff_number(number: str, today: date) -> NumberFault | None:
    """A number whose type nobody wrote down: judged as a resident card when it looks like one."""
    if number[:-1].isdecimal() and len(number) >= 14:
        return _eighteen(number, today)[0]
    return _free(number, today)[0]


def age_on(birth: date, day: date) -> int:
    """Full years on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def lost_digits(written: str) -> bool:
    """True for text a spreadsheet made of a number (`1.0`, `4.1E+17`): its digits cannot be had back."""
    return _LOST.fullmatch(written.upper()) is not None


def make_number(region: str, birth: date, sequence: int) -> str:
    """A resident-card number with a valid check digit; rehearsal and tests use region 99...., which nobody has."""
    body = f"{region}{birth:%Y%m%d}{sequence:03d}"
    return body + check_digit(body)
