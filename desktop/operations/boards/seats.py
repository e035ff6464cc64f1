"""What the office's page of seats shows: a sitting's rooms, one of them desk by desk, somebody in hand; and the drawing
board of a room's layout. Places are drawn with the lectern on top, row 1 nearest to it, column 1 leftmost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.operations.boards.shell import Tone

Verdict = Literal["", "ok", "warn", "stop"]
Place = tuple[int, int]
"""(row, column)"""
WAITING = "waiting"
"""The room that is none: people of the sitting without a seat."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with the clause it serves, if any."""

    sentence: str
    clause: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class SeatBox:
    """A desk of the room, or a person without one (number 0). `group` and `employer` are colours of their own from 1, 0
    for none. While somebody is in hand `verdict` and `told` say what putting them down here would come to, and `seen`
    are the codes of the warnings told."""

    number: int
    row: int
    column: int
    candidate: str = ""
    name: str = ""
    note: str = ""
    group: int = 0
    employer: int = 0
    printed: bool = False
    by_hand: bool = False
    colleague: bool = False
    reasons: tuple[Told, ...] = ()
    verdict: Verdict = ""
    told: str = ""
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room in the list. `verdict`, `told` and `seen` as in a desk, for the best free desk of the room."""

    id: str
    number: str
    note: str = ""
    count: str = ""
    printed: int = 0
    tone: Tone = "plain"
    verdict: Verdict = ""
    told: str = ""
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hue:
    """One colour of the map: `hue` from 1, and what it stands for."""

    hue: int
    words: str


@dataclass(frozen=True, slots=True)
class SeatsWork:
    """The whole pane. `aisles` are columns with an aisle at their right, `pillars` places where no desk can stand.
    `held` names who is in hand (id, and words saying who and from where); `said` is what the last act came to."""

    sitting: str
    sittings: int
    rooms: tuple[RoomRow, ...]
    room: str
    title: str
    columns: int
    rows: int
    boxes: tuple[SeatBox, ...]
    aisles: tuple[int, ...] = ()
    pillars: tuple[Place, ...] = ()
    door: str = ""
    held: str = ""
    held_words: str = ""
    groups: tuple[Hue, ...] = ()
    employers: tuple[Hue, ...] = ()
    said: Told | None = None


PlaceKind = Literal["desk", "gap", "free", "over"]


@dataclass(frozen=True, slots=True)
class DrawnPlace:
    """A place of the drawing: a desk in use, a pillar, a row left free in a tiered hall, one beyond the capacity."""

    row: int
    column: int
    kind: PlaceKind
    number: int = 0
    name: str = ""
    printed: bool = False


@dataclass(frozen=True, slots=True)
class LayoutField:
    """A figure or choice of the drawing: `name` for the act, `value` as it is read; `typed` ones take figures."""

    name: str
    title: str
    value: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class LayoutWork:
    """The drawing board. `told` is what the layout comes to: refusals, warnings, notes; `saving` is false where nothing
    has changed or something refuses."""

    title: str
    fields: tuple[LayoutField, ...]
    places: tuple[DrawnPlace, ...]
    columns: int
    rows: int
    aisles: tuple[int, ...]
    door: str
    seats: int
    told: tuple[Told, ...] = ()
    saving: bool = False
