"""Every rule with its last day, and the months they fall in; with another first day supposed, what would move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.operations.boards.shell import ActionRow, Tone

DayKind = Literal["work", "off", "holiday", "worked", "unknown"]


@dataclass(frozen=True, slots=True)
class DateRow:
    """One rule. `due` as written, `day` its ISO date or ""; `moved` from where, while another first day is supposed.
    `told` is what the chosen row says below: clause, holidays in the way, what to do."""

    key: str
    title: str
    due: str
    state: str
    tone: Tone = "plain"
    day: str = ""
    moved: str = ""
    told: str = ""
    action: ActionRow | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month. `keys` are the rules whose last day it is, `tone` the worst of them."""

    number: int
    kind: DayKind = "work"
    name: str = ""
    keys: tuple[str, ...] = ()
    tone: Tone = "plain"
    today: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """`id` is "2026-11"; `lead` the weekday of its first day, Monday 0."""

    id: str
    title: str
    lead: int
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class DatesBoard:
    """`first` is the plan's first exam day, `supposed` another one that is only tried; `words` what that would do."""

    rows: tuple[DateRow, ...]
    months: tuple[Month, ...]
    today: str
    first: str
    supposed: str = ""
    words: str = ""
    tone: Tone = "plain"
