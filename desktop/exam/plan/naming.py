"""The plan's name (N13; 002 App1 note 2): date of the first exam, then the short name of the body: 20201103成人按摩."""

from __future__ import annotations

import re
from datetime import date

_SHAPE = re.compile(r"(\d{8})\s*(\S.*)")


def plan_name(first_exam_date: str, short_name: str) -> str:
    """The name the rule asks for. `first_exam_date` is ISO; without one only the short name is left."""
    return first_exam_date.replace("-", "") + short_name.strip()


def name_fault(name: str, first_exam_date: str, short_name: str) -> str:
    """Why a name breaks the rule: `shape`, `date` (no such day), `other-date`, `other-body`; "" when it keeps it."""
    found = _SHAPE.fullmatch(name.strip())
    if found is None:
        return "shape"
    digits, body = found.groups()
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return "date"
    if first_exam_date and digits != first_exam_date.replace("-", ""):
        return "other-date"
    return "other-body" if short_name and body.strip() != short_name.strip() else ""
