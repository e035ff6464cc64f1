"""The office desk 考务台: before the day step by step to the published plan, on the day acceptance and closing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from desktop.operations.boards.printing import PrintActions
from desktop.operations.boards.shell import ActionRow, Answer, DeskActions, Signed, Tone, TopBoard

SectionState = Literal["done", "open", "trouble"]


@dataclass(frozen=True, slots=True)
class Section:
    """One step in the rail. `note` says what is still open ("6 处"); `apart` ones begin a new group, `next` is the one
    to do now."""

    id: str
    number: int
    title: str
    state: SectionState = "open"
    note: str = ""
    apart: bool = False
    next: bool = False


@dataclass(frozen=True, slots=True)
class StepRule:
    """A D or N rule of a step. One that waits for somebody has `said`, how it stands with its clause, and `todo`;
    `weight` 0 is the worst."""

    key: str
    title: str
    tone: Tone
    said: str = ""
    todo: str = ""
    weight: int = 9


@dataclass(frozen=True, slots=True)
class Guide:
    """The rules of the step that is shown, and where to go on: `here`, or at the step whose figure is `key`."""

    rules: tuple[StepRule, ...]
    words: str
    key: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A word over a number."""

    title: str
    count: int
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the page's table. `tones` colours cells by their place; `action` is what Enter offers on it."""

    cells: tuple[str, ...]
    tones: tuple[Tone, ...] = ()
    action: ActionRow | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A date on the deadline line: `at` per mille of the way, `state` done, today, soon, late or ahead."""

    at: int
    date: str
    title: str
    state: Literal["done", "today", "soon", "late", "ahead"]


@dataclass(frozen=True, slots=True)
class Page:
    """What the chosen section shows. `jobs` are its buttons with their keys; `told` what the last job came to.
    `work` is the board of what stands in the table's place: a sheet looked at, a room's seats, columns to match."""

    title: str
    words: str = ""
    figures: tuple[Figure, ...] = ()
    heads: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    lines: tuple[Line, ...] = ()
    nothing: str = ""
    jobs: tuple[ActionRow, ...] = ()
    told: str = ""
    told_tone: Tone = "ok"
    work: Any = None


@dataclass(frozen=True, slots=True)
class Doing:
    """A job under way: `words` say what it is at, `done` of `of` things (0: nobody knows how many). `stop` are the
    words of the button that calls it off."""

    title: str
    words: str = ""
    done: int = 0
    of: int = 0
    stop: str = ""


@dataclass(frozen=True, slots=True)
class OfficeBoard:
    """Everything on the screen. `available` holds every command of the rules that belongs here; `doing` stands there
    while the desk is at a job and can do nothing else."""

    top: TopBoard
    officer: Signed | None
    sections: tuple[Section, ...]
    current: str
    page: Page
    deadlines: tuple[Mark, ...] = ()
    deadline_title: str = ""
    available: tuple[ActionRow, ...] = ()
    guide: Guide | None = None
    doing: Doing | None = None


class OfficeActions(DeskActions, Protocol):
    """What the office asks for beyond any command of the rules: its jobs, by the name their row carries."""

    def turn_to(self, section: str) -> Answer:
        """Another section of the rail."""
        ...

    def job(self, name: str, data: Mapping[str, Any]) -> Answer:
        """Import, arrange, print, publish, enrol, synchronise. May take seconds: only in a lane."""
        ...

    @property
    def printing(self) -> PrintActions:
        """What the print page asks for besides its jobs."""
        ...

    def call_off(self) -> None:
        """End the job under way, if any, before it keeps anything. From any thread, never waits."""
        ...
