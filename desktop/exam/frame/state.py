"""The folded state: one frozen value per aggregate, replaced as entries come in, never changed in place.

Times are UTC milliseconds of the desk's own clock when the entry was made (`wall`). Mappings inside are never mutated
after they are set. A reader in another thread may keep any value it was given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, make_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, Protocol, TypeVar

from desktop.exam.frame.command import NOTHING


class Recorded(Protocol):
    """What the rules read of a ledger entry."""

    @property
    def kind(self) -> str: ...
    @property
    def about(self) -> tuple[str, ...]: ...
    @property
    def data(self) -> Mapping[str, Any]: ...
    @property
    def officers(self) -> tuple[str, ...]: ...
    @property
    def time(self) -> tuple[int, int]: ...
    @property
    def wall(self) -> int: ...
    @property
    def desk(self) -> str: ...
    @property
    def number(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Done:
    """That something was done: when, by whom, with what evidence."""

    at: int
    officers: tuple[str, ...] = ()
    data: Mapping[str, Any] = NOTHING


class Admission(NamedTuple):
    """One admission as recorded. Two that stand for one candidate are a conflict (U3, U17)."""

    at: int
    desk: str
    number: int
    room: str
    seat: int
    late: int = 0
    forced: bool = False
    method: str = ""
    officers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outing:
    """Out of the room with an escort, from and (when back) to (G11)."""

    out: int
    reason: str
    escort: str
    back: int | None = None


class Place(Protocol):
    """Where a candidate sits in a sitting: the plan's seat, or the one moved to."""

    @property
    def room(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def row(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True)
class MovedSeat:
    room: str
    number: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class CandidateState:
    """One candidate in one sitting. `chips` are digests of resident cards enrolled as theirs."""

    admission: Admission | None = None
    rivals: tuple[Admission, ...] = ()
    refusals: tuple[tuple[int, str], ...] = ()
    annulled: int = 0
    signed: int | None = None
    second_check: Done | None = None
    absent: int | None = None
    handed_in: int | None = None
    collected: bool = False
    outings: tuple[Outing, ...] = ()
    misconduct: tuple[Done, ...] = ()
    removed: int | None = None
    barred: str = ""
    ticket_reissued: int | None = None
    seat: MovedSeat | None = None
    corrections: tuple[Done, ...] = ()
    chips: tuple[str, ...] = ()

    @property
    def out(self) -> Outing | None:
        """The outing under way, if any."""
        return self.outings[-1] if self.outings and self.outings[-1].back is None else None

    @property
    def status(self) -> str:
        """expected | present | out | handed-in | removed | absent."""
        if self.removed is not None:
            return "removed"
        if self.handed_in is not None:
            return "handed-in"
        if self.admission is None:
            return "absent" if self.absent is not None else "expected"
        return "out" if self.out else "present"

    @property
    def result(self) -> str:
        """cheated | absent | empty: all that the day itself says of a result (Art 25). Passed or not is marked later,
        and an absentee is one only once the room has said so."""
        if self.removed is not None:
            return "cheated"
        return "absent" if self.status == "absent" else ""

    @property
    def late(self) -> bool:
        return self.admission is not None and self.admission.late > 0


@dataclass(frozen=True, slots=True)
class Count:
    """One attempt at counting, kept for ever (U30). `papers`/`cards` map what was counted to how many; `against` says
    of an office's count which of the room's (from 1) it was compared with."""

    at: int
    officers: tuple[str, ...]
    papers: Mapping[str, int]
    cards: Mapping[str, int]
    agreed: bool
    against: int = 0


@dataclass(frozen=True, slots=True)
class RoomState:
    """One room in one sitting. `heads` keeps the attempts at C3 that did not agree (U30), `sheets` the
    pages of signed sheets as confirmed last."""

    steps: Mapping[str, Done] = NOTHING
    acknowledged: Mapping[str, Done] = NOTHING
    moved_in: tuple[str, ...] = ()
    moved_out: tuple[str, ...] = ()
    spare_copies: int = 0
    void_copies: int = 0
    void_cards: int = 0
    counts: tuple[Count, ...] = ()
    office_counts: tuple[Count, ...] = ()
    sealing: Done | None = None
    visitors: tuple[Done, ...] = ()
    calls: tuple[Done, ...] = ()
    answered: int = 0
    closed: Done | None = None
    heads: tuple[Done, ...] = ()
    office_fresh: bool = False
    photos: tuple[Done, ...] = ()
    sheets: Mapping[str, Done] = NOTHING

    @property
    def balanced(self) -> Count | None:
        """The room's own last count, if it balanced (C5)."""
        return self.counts[-1] if self.counts and self.counts[-1].agreed else None

    @property
    def accepted(self) -> Count | None:
        """The office's last count, if it agreed with the room's (C6). A later count of the room's makes it stale."""
        fresh = self.office_fresh and self.office_counts and self.office_counts[-1].agreed
        return self.office_counts[-1] if fresh else None


BAG_PLACES = (
    "secure-room",
    "office",
    "carried",
    "room",
    "opened",
    "packed",
    "returned",
    "sealed",
    "departed",
    "received",
)


@dataclass(frozen=True, slots=True)
class BagState:
    """Where a bag is and what was found in it. `rivals` are hand-overs that contradict an earlier one."""

    place: str = "secure-room"
    room: str = ""
    holders: tuple[str, ...] = ()
    since: int | None = None
    seal: str = ""
    card_seal: str = ""
    seal_intact: bool = True
    counted: int | None = None
    defects: tuple[Done, ...] = ()
    refused: tuple[Done, ...] = ()
    released: int = 0
    withdrawn: bool = False
    counted_cards: int | None = None
    hops: tuple[tuple[int, str, tuple[str, ...]], ...] = ()
    rivals: tuple[Done, ...] = ()


@dataclass(frozen=True, slots=True)
class Pause:
    """Suspension of `scope` (`site`, `room:<room>`, `candidate:<id>`); `compensation` ms is added to its end."""

    scope: str
    since: int
    reason: str
    until: int | None = None
    compensation: int = 0


@dataclass(frozen=True, slots=True)
class DutyChange:
    """`stand_in` does `role` in `room` for `absent`, from `since` until `until` (None = for good or still)."""

    room: str | None
    role: str
    absent: str
    stand_in: str
    since: int
    until: int | None = None
    lasting: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SittingState:
    """One sitting at the site."""

    steps: Mapping[str, Done] = NOTHING
    orders: Mapping[str, Done] = NOTHING
    reported: Mapping[str, int] = NOTHING
    pauses: tuple[Pause, ...] = ()
    extensions: Mapping[str, int] = NOTHING
    duty_changes: tuple[DutyChange, ...] = ()
    departed: tuple[Done, ...] = ()
    received: tuple[Done, ...] = ()
    closed: Done | None = None
    photos: tuple[Done, ...] = ()
    sheets: Mapping[str, Done] = NOTHING

    def pause_of(self, *scopes: str) -> Pause | None:
        """The open suspension of any of these scopes."""
        return next((p for p in self.pauses if p.until is None and p.scope in scopes), None)


@dataclass(frozen=True, slots=True)
class StaffState:
    badge: str = ""
    badge_out: bool = False
    trained: Done | None = None
    work_record: Done | None = None


@dataclass(frozen=True, slots=True)
class IncidentState:
    opened: Done | None = None
    by: str = ""
    resolved: Done | None = None


@dataclass(frozen=True, slots=True)
class DeskState:
    """`readers` maps a reader's setting to the last word about it (`lost`, `ready`)."""

    label: str = ""
    role: str = ""
    public_key: str = ""
    set_backs: tuple[Done, ...] = ()
    offset: int | None = None
    checked: Done | None = None
    readers: Mapping[str, str] = NOTHING

    @property
    def reader(self) -> str:
        """lost while any reader is lost, ready while there is one and none is lost, empty before any was told."""
        return "lost" if "lost" in self.readers.values() else "ready" if self.readers else ""


@dataclass(frozen=True, slots=True)
class SiteState:
    """What belongs to the whole site: the secure room, its keys, alarms, notes of supervisors."""

    keyholders: tuple[str, ...] = ()
    secure_room: tuple[Done, ...] = ()
    inside: tuple[str, ...] = ()
    leaks: Mapping[str, Done] = NOTHING
    leaks_closed: Mapping[str, Done] = NOTHING
    notes: tuple[Done, ...] = ()
    resolutions: Mapping[str, Done] = NOTHING


@dataclass(frozen=True, slots=True)
class TokenState:
    """A contactless chip. `owners` say whose it is: data `owner` (`candidate:<id>`, `staff:<id>`), `kind`, `version`.
    Two of them are a conflict."""

    owners: tuple[Done, ...] = ()


T = TypeVar("T")


@cache
def _thawed(cls: Any) -> tuple[Any, Any]:
    """The same slots without the frost, to be filled and then turned into a `cls`; and what reads them all at once."""
    return make_dataclass(f"_Thawed{cls.__name__}", cls.__slots__, slots=True), attrgetter(*cls.__slots__)


def changed(state: T, **fields: Any) -> T:
    """`dataclasses.replace` for the states above of two members and more, four times as fast: the door folds tens of
    thousands of entries, and a frozen class pays for every member it sets."""
    cls: Any = type(state)
    make, members = _thawed(cls)
    new = make(*members(state))
    for name, value in fields.items():
        setattr(new, name, value)
    new.__class__ = cls
    done: T = new
    return done
