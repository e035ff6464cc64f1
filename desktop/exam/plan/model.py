"""The plan: what should happen. Frozen values; every change makes a new plan.

Times are UTC milliseconds, dates ISO `YYYY-MM-DD`. Ids are opaque and short (`c00017`, `r03`, `p012`, `s1`,
`b-s1-r03-a`); people read numbers and names. Shapes follow the roster workbook (contract) and DESIGN section 3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal, TypeVar

_HASH = re.compile("[0-9a-f]{64}")
PlanKind = Literal["social", "enterprise", "competition"]
Mode = Literal["paper", "computer", "simulated", "interview", "practical"]
Door = Literal["front-left", "front-right", "back-left", "back-right"]
RoomKind = Literal["standard", "tiered"]
Sex = Literal["male", "female", "unknown"]
Role = Literal[
    "chief",
    "deputy-chief",
    "lead-proctor",
    "assistant-proctor",
    "roving-proctor",
    "office",
    "confidentiality",
    "assessor",
    "quality",
    "supervisor",
    "support",
]

ROLES: tuple[Role, ...] = (
    "chief",
    "deputy-chief",
    "lead-proctor",
    "assistant-proctor",
    "roving-proctor",
    "office",
    "confidentiality",
    "assessor",
    "quality",
    "supervisor",
    "support",
)


@dataclass(frozen=True, slots=True)
class Organisation:
    """评价机构: the body that holds the exam (002 Art 5)."""

    name: str
    short_name: str = ""
    filing_number: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """考点. `utc_offset` is site time minus UTC in minutes; China has one zone and no summer time."""

    id: str
    name: str
    address: str = ""
    utc_offset: int = 480


@dataclass(frozen=True, slots=True)
class Sitting:
    """场次: one subject at one time. `level` 5..1 or None when the sitting takes all levels; `occupation` likewise."""

    id: str
    subject: str
    mode: Mode
    start: int
    end: int
    occupation: str = ""
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """考场, always one logical room: a hall used as two rooms is two of these with the same `place` (App3 §3(1)).

    `row_sizes` (seats per column, e.g. 7-8-8-7) wins over `columns` x `rows` where it is given. `aisles` are the
    columns that have an aisle at their right, as drawn; `gaps` the places of the grid without a desk (a pillar), each
    as "row-column".
    """

    id: str
    number: str
    place: str
    building: str = ""
    floor: str = ""
    capacity: int = 30
    columns: int = 5
    rows: int = 6
    door: Door = "front-left"
    kind: RoomKind = "standard"
    note: str = ""
    row_sizes: tuple[int, ...] = ()
    aisles: tuple[int, ...] = ()
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """考生. `level` 5..1 (五级..一级); `document_type` is the official Chinese name (居民身份证, 护照 ...). `photo` is
    the SHA-256 of a picture the site keeps, or a file's name that led to none."""

    id: str
    name: str
    document_type: str
    document_number: str
    sex: Sex
    admission_number: str
    occupation: str
    level: int
    direction: str = ""
    employer: str = ""
    phone: str = ""
    photo: str = ""
    needs: str = ""
    note: str = ""
    sittings: tuple[str, ...] = ()

    @property
    def has_photo(self) -> bool:
        """Whether the site keeps a photo of theirs."""
        return _HASH.fullmatch(self.photo) is not None


@dataclass(frozen=True, slots=True)
class Staff:
    """Anyone on duty. `avoids` holds names, units or document numbers that must not meet (回避, 002 Art 17)."""

    id: str
    number: str
    name: str
    role: Role
    unit: str = ""
    document_number: str = ""
    phone: str = ""
    avoids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """One candidate's seat in one sitting. `number` counts along the snake from the door side; `row` 1 is nearest the
    lectern, `column` 1 the leftmost as seen from the lectern. `locked` seats (printed) never move (U24, X9)."""

    candidate: str
    sitting: str
    room: str
    number: int
    row: int
    column: int
    locked: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """Who does what in a sitting. `room` is None for duties of the whole site."""

    staff: str
    sitting: str
    room: str | None
    role: Role


@dataclass(frozen=True, slots=True)
class Bag:
    """试卷袋 as ordered: one paper (occupation, direction, level) for one room of one sitting.

    `room` None is the sealed spare bag of the site (G7). `copies` counts all papers in it, spares included
    (P of C1-C5); `cards` counts the answer cards.
    """

    id: str
    label: str
    sitting: str
    room: str | None
    occupation: str
    level: int
    copies: int
    direction: str = ""
    spares: int = 0
    cards: int = 0
    paper_code: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan. `first_exam_date` is D of REQUIREMENTS; `milestones` maps a D-key to the date it was done."""

    id: str
    name: str
    kind: PlanKind
    organisation: Organisation
    site: Site
    revision: int = 0
    first_exam_date: str = ""
    contact: str = ""
    contact_phone: str = ""
    rule_set: str = "beijing-2022-1"
    seed: int = 0
    rehearsal: bool = False
    sittings: tuple[Sitting, ...] = ()
    rooms: tuple[Room, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    staff: tuple[Staff, ...] = ()
    seats: tuple[Seat, ...] = ()
    duties: tuple[Duty, ...] = ()
    bags: tuple[Bag, ...] = ()
    milestones: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


T = TypeVar("T")
K = TypeVar("K")

PASSES = {"港澳居民来往内地通行证": 9, "台湾居民来往大陆通行证": 8}


class Index:
    """Look-ups over one plan, built once; the door path reads these and nothing else.

    Every mapping is by id unless its name says otherwise. Build a new one when the plan changes.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.sittings: Mapping[str, Sitting] = {t.id: t for t in plan.sittings}
        self.rooms: Mapping[str, Room] = {r.id: r for r in plan.rooms}
        self.candidates: Mapping[str, Candidate] = {c.id: c for c in plan.candidates}
        self.staff: Mapping[str, Staff] = {p.id: p for p in plan.staff}
        self.bags: Mapping[str, Bag] = {b.id: b for b in plan.bags}

    @cached_property
    def by_start(self) -> tuple[Sitting, ...]:
        """The sittings as they begin."""
        return tuple(sorted(self.plan.sittings, key=lambda t: t.start))

    @cached_property
    def seat_of(self) -> Mapping[tuple[str, str], Seat]:
        """(sitting, candidate) to seat."""
        return {(s.sitting, s.candidate): s for s in self.plan.seats}

    @cached_property
    def seats_in(self) -> Mapping[tuple[str, str], tuple[Seat, ...]]:
        """(sitting, room) to its seats by number."""
        return _grouped(sorted(self.plan.seats, key=lambda s: s.number), lambda s: (s.sitting, s.room))

    @cached_property
    def bags_in(self) -> Mapping[tuple[str, str | None], tuple[Bag, ...]]:
        """(sitting, room or None) to its bags."""
        return _grouped(self.plan.bags, lambda b: (b.sitting, b.room))

    @cached_property
    def duties_in(self) -> Mapping[tuple[str, str | None], tuple[Duty, ...]]:
        """(sitting, room or None) to its duties."""
        return _grouped(self.plan.duties, lambda d: (d.sitting, d.room))

    @cached_property
    def duties_of(self) -> Mapping[str, tuple[Duty, ...]]:
        return _grouped(self.plan.duties, lambda d: d.staff)

    @cached_property
    def by_document(self) -> Mapping[str, tuple[Candidate, ...]]:
        """document number (upper case) to candidates; more than one only across document types."""
        return _grouped(self.plan.candidates, lambda c: c.document_number.upper())

    @cached_property
    def by_pass(self) -> Mapping[str, tuple[Candidate, ...]]:
        """What stays of a pass to the mainland's number for life (a letter and eight digits for Hong Kong and Macau,
        eight digits for Taiwan), to candidates; the issue count behind it is left out."""
        passes = (c for c in self.plan.candidates if c.document_type in PASSES)
        return _grouped(passes, lambda c: c.document_number.upper()[: PASSES[c.document_type]])

    @cached_property
    def by_admission_number(self) -> Mapping[str, Candidate]:
        return {c.admission_number: c for c in self.plan.candidates if c.admission_number}

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Candidate, ...]]:
        return _grouped(self.plan.candidates, lambda c: c.name)

    @cached_property
    def rooms_of_sitting(self) -> Mapping[str, tuple[Room, ...]]:
        """sitting to the rooms that have seats in it, in order of the plan."""
        used = {(s.sitting, s.room) for s in self.plan.seats}
        return {t.id: tuple(r for r in self.plan.rooms if (t.id, r.id) in used) for t in self.plan.sittings}

    def room(self, given: str) -> Room | None:
        """A room by id or number; `3` also finds `03`."""
        found = self.rooms.get(given)
        if found is not None:
            return found
        plain = given.lstrip("0") or given
        same = (r for r in self.plan.rooms if r.number == given or (r.number.lstrip("0") or r.number) == plain)
        return next(same, None)

    def staff_member(self, given: str) -> Staff | None:
        """A person on duty by id or number (工号)."""
        return self.staff.get(given) or next((p for p in self.plan.staff if p.number == given), None)


def _grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, tuple[T, ...]]:
    out: dict[K, list[T]] = {}
    for item in items:
        out.setdefault(key(item), []).append(item)
    return {k: tuple(v) for k, v in out.items()}


# --- plain data, for packages, the plan store and the content hash -------------------------------------------------

_LISTS: Mapping[str, type] = {
    "sittings": Sitting,
    "rooms": Room,
    "candidates": Candidate,
    "staff": Staff,
    "seats": Seat,
    "duties": Duty,
    "bags": Bag,
}


def photos_named(plan: Plan) -> frozenset[str]:
    """SHA-256 of every photo the plan's candidates have."""
    return frozenset(c.photo for c in plan.candidates if c.has_photo)


def plan_to_data(plan: Plan) -> dict[str, Any]:
    """The plan as JSON-ready data (dicts, lists, strings, integers), member for member."""
    out: dict[str, Any] = {}
    for f in fields(plan):
        value = getattr(plan, f.name)
        if f.name in _LISTS:
            out[f.name] = [row_to_data(item) for item in value]
        elif f.name in ("organisation", "site"):
            out[f.name] = row_to_data(value)
        elif f.name == "milestones":
            out[f.name] = dict(value)
        else:
            out[f.name] = value
    return out


def plan_from_data(data: Mapping[str, Any]) -> Plan:
    """The inverse of `plan_to_data`. Raises ValueError on an unknown or missing member, TypeError on a wrong shape."""
    known = {f.name for f in fields(Plan)}
    if unknown := sorted(set(data) - known):
        raise ValueError(f"unknown plan members: {', '.join(unknown)}")
    out: dict[str, Any] = dict(data)
    for name, cls in _LISTS.items():
        out[name] = tuple(row_from_data(cls, row) for row in data.get(name, ()))
    out["organisation"] = row_from_data(Organisation, data["organisation"])
    out["site"] = row_from_data(Site, data["site"])
    out["milestones"] = MappingProxyType(dict(data.get("milestones", {})))
    return Plan(**out)


def row_to_data(item: Any) -> dict[str, Any]:
    """One row of the plan (a seat, a room, a duty) as JSON-ready data."""
    return {f: list(v) if isinstance(v := getattr(item, f), tuple) else v for f in item.__slots__}


def row_from_data(cls: type, row: Mapping[str, Any]) -> Any:
    """The inverse of `row_to_data`. Raises TypeError on an unknown or missing member."""
    return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()})
