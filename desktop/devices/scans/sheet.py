"""What a sheet says. Pure: no picture, no form.

The code on a page and the layout of its boxes are made by the forms (forms/page/marks.py); here they are read, as bytes
that may be anybody's.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import unquote

from desktop.faults import SiteFault

Answer = Literal["yes", "no", "doubtful"]
Kind = Literal["cell", "sign", "tick"]

_CODE: Final = re.compile(
    r"KD1:([A-Z0-9-]{1,40}):([0-9A-Z.]{1,8}):([0-9]{1,4}):([0-9]{1,4}):([0-9A-F]{8}):([0-9]{1,10}):"
    r"([0-9A-Z $%*+./-]{0,200})"
)
_KINDS: Final = ("cell", "sign", "tick")
_MOST_BOXES: Final = 5_000
_MOST_BYTES: Final = 4_000_000
_LONGEST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Identity:
    """Which page of which document a sheet is. `start` is the sitting's, UTC milliseconds; `scope` the room's or slip's
    number; `check` the beginning of its layout's SHA-256, upper case."""

    form: str
    edition: str
    page: int
    pages: int
    check: str
    start: int
    scope: str

    @staticmethod
    def of(code: str) -> Identity | None:
        """From the text of a page code; None when it is none of ours."""
        match = _CODE.fullmatch(code)
        if match is None:
            return None
        form, edition, page, pages, check, minute, scope = match.groups()
        if not 1 <= int(page) <= int(pages):
            return None
        return Identity(
            form.lower(), edition, int(page), int(pages), check, int(minute) * 60_000, unquote(scope, errors="replace")
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A box of the layout, in points from the page's upper left corner, y downwards. See forms/page/marks.py."""

    key: str
    kind: Kind
    x: float
    y: float
    width: float
    height: float
    who: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The boxes of one page; `width` and `height` of the page in points, `name` and `rehearsal` the exam plan's it was
    printed from."""

    width: float
    height: float
    places: tuple[Place, ...]
    name: str = ""
    rehearsal: bool = False

    @property
    def ticks(self) -> list[Place]:
        return [place for place in self.places if place.kind == "tick"]

    @staticmethod
    def of(identity: Identity, layout: bytes) -> Plan:
        """The page's boxes from its layout's bytes. Raises SiteFault scan-layout-unfit: another's, or damaged."""
        unfit = SiteFault("scan-layout-unfit", form=identity.form, scope=identity.scope)
        if len(layout) > _MOST_BYTES or hashlib.sha256(layout).hexdigest()[:8].upper() != identity.check:
            raise unfit
        try:
            data = json.loads(layout)
            page = data["pages"][identity.page - 1]
            places = tuple(_place(row) for row in page)
            name, rehearsal = str(data.get("plan", "")), data.get("rehearsal") is True
            plan = Plan(_length(data["width"]), _length(data["height"]), places, name, rehearsal)
        except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
            raise unfit from error
        if len(places) > _MOST_BOXES or min(plan.width, plan.height) < 100:
            raise unfit
        return plan


@dataclass(frozen=True, slots=True)
class Row:
    """One place to sign. `seat` is its number on a list, None elsewhere (`key` says which); `who` the admission number
    printed in the row. `confidence` is per mille; doubtful rows are for a person to look at."""

    key: str
    seat: int | None
    who: str
    signed: Answer
    confidence: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One question of tick boxes: `chosen` counts its options from 0, None when nothing is ticked or `doubtful`."""

    key: str
    chosen: int | None
    doubtful: bool
    confidence: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as read. `rows` in the order printed."""

    identity: Identity
    rows: tuple[Row, ...]
    choices: tuple[Choice, ...]

    @property
    def doubtful(self) -> bool:
        """Whether anything on it is for a person to look at."""
        return any(row.signed == "doubtful" for row in self.rows) or any(c.doubtful for c in self.choices)


def _place(row: Any) -> Place:
    key, kind, x, y, width, height, who = row
    if kind not in _KINDS or not isinstance(key, str) or not isinstance(who, str):
        raise ValueError(kind)
    return Place(key, kind, _length(x), _length(y), _length(width), _length(height), who)


def _length(tenths: Any) -> float:
    if not isinstance(tenths, int) or not 0 <= tenths <= _LONGEST:
        raise ValueError(tenths)
    return tenths / 10
