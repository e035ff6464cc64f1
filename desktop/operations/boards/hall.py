"""The hall clock: what everybody in a room or corridor may read, and what is said aloud there, when and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from desktop.operations.boards.shell import NextStep, StatusDot

Phase = Literal["none", "waiting", "unopened", "running", "suspended", "over", "ended"]
"""No exam; before its start; its start has come and nobody has recorded it; running; suspended; its end has come and
nobody has recorded it; ended."""

SaidBy = Literal["voice", "sounds"]
SaidWhen = Literal["clock", "orders"]
Standing = Literal["off", "coming", "held", "said", "shown", "missed"]
"""Switched off; to come; without a time yet (suspended, or the order is not given); said; shown without a sound (muted,
or its voice failed); its moment passed and nothing was said."""

KINDS = ("start", "fifteen", "end")
LATEST = 20_000
"""Milliseconds after its moment within which an announcement may still be said. Later it would be wrong."""


@dataclass(frozen=True, slots=True)
class Custom:
    """An announcement of the site's own. `when` is site time as "09:30", or "-5": minutes before the end."""

    words: str
    when: str


@dataclass(frozen=True, slots=True)
class Announcing:
    """How this desk announces; kept for one record, so that yesterday's choice never sounds today.

    Attributes:
        on: False until somebody switches it on: nothing sounds by itself.
        kinds: which of `KINDS` are announced.
        by: the system's Chinese voice, or sound files.
        when: at the protocol's moments, or when the chief's order is recorded.
        sounds: the sound file of a kind (or of `custom`); without one the shipped bell.
    """

    on: bool = False
    muted: bool = False
    kinds: tuple[str, ...] = KINDS
    by: SaidBy = "voice"
    when: SaidWhen = "orders"
    sounds: Mapping[str, str] = field(default_factory=dict)
    customs: tuple[Custom, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnouncementRow:
    """One announcement. `due` UTC ms, None while it has no time; `state` says how it stands, `note` in words."""

    key: str
    kind: str
    title: str
    words: str
    due: int | None
    state: Standing = "coming"
    time: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class HallBoard:
    """Finished for the screen. `left` is how much is left of the exam while it is suspended (ms), else None: the window
    counts down to `start` or `end` itself."""

    place: str
    subject: str = ""
    lines: tuple[str, ...] = ()
    phase: Phase = "none"
    state: str = ""
    note: str = ""
    start: int = 0
    end: int = 0
    left: int | None = None
    step: str = ""
    next: NextStep | None = None
    rooms: tuple[str, ...] = ()
    clock: StatusDot | None = None
    rehearsal: bool = False
    utc_offset: int = 480
    whole: bool = True
    announcing: Announcing = field(default_factory=Announcing)
    announcements: tuple[AnnouncementRow, ...] = ()


class Voice(Protocol):
    """What speaks and plays. `say` and `play` wait until it is over and raise SiteFault; `stop` from any thread ends
    what sounds now, and whoever waits for it comes back at once."""

    @property
    def name(self) -> str:
        """The voice in the system's own words; empty where this computer has no Chinese voice."""
        ...

    def say(self, words: str) -> None: ...

    def play(self, path: Path) -> None: ...

    def length(self, path: Path) -> int:
        """Milliseconds of a sound file. Raises SiteFault sound-unreadable, sound-too-long, file-not-found."""
        ...

    def stop(self) -> None: ...


class HallActions(Protocol):
    """What the hall clock asks for, in the record's lane; `voice` belongs to any thread."""

    @property
    def voice(self) -> Voice: ...

    def turn(self, by: int) -> None:
        """Show the next (1) or the last (-1) of: the whole site, then each room."""
        ...

    def choose(self, announcing: Announcing) -> None:
        """Announce so from now on. Raises SiteFault announce-when for a time nobody can read."""
        ...

    def told(self, row: AnnouncementRow, state: Standing) -> None:
        """This announcement was said or only shown: it is not said again for this moment."""
        ...

    def close(self) -> None: ...
