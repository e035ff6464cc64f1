"""Looking for a person: what a search found, and one person with their state and what may be done about them."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.operations.boards.shell import ActionRow, SeatState


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One person found. `about` names them to acts ("candidate:s1/c00017"); `place` says room and seat, `numbers` the
    ticket and the end of the document's number. `same_name` warns that another person goes by the same name (U16);
    `here` marks those of this desk's own room."""

    about: str
    name: str
    place: str
    numbers: str
    state: SeatState
    said: str
    same_name: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to `words`. `more` counts those who fit and are not listed."""

    words: str
    rows: tuple[FoundRow, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class PersonBoard:
    """One person: `said` how they stand now, `lines` (label, words), `actions` every command this officer may give
    about them at this desk."""

    row: FoundRow
    lines: tuple[tuple[str, str], ...] = ()
    actions: tuple[ActionRow, ...] = ()
