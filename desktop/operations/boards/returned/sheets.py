"""Signed sheets read back at the office desk: what was read, beside what the record says, and what a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.operations.boards.shell import ActionRow, Tone

CardState = Literal["look", "ready", "confirmed", "duplicate", "fault"]


@dataclass(frozen=True, slots=True)
class SheetCard:
    """One sheet in the list: `look` has rows for a person's eye, `ready` can be confirmed as it is, `fault` could not
    be read (`words` say why). `short` and `mark` are title and state in few words."""

    id: str
    title: str
    file: str
    state: CardState
    words: str
    short: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row or box. `paper` and `record` are what each says, in words; `says` what differs, or nothing. A row that is
    `open` waits for a person's eye; `decided` came from one. `options` name what may be ticked where it is a question,
    and are empty where it is signed. `picture` is a JPEG of the row."""

    key: str
    place: str
    who: str
    paper: str
    record: str
    says: str = ""
    tone: Tone = "plain"
    open: bool = False
    decided: bool = False
    options: tuple[str, ...] = ()
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class SheetBoard:
    """The chosen sheet: rows that differ or are doubtful first. `notes` are for the whole page; `confirm` writes it
    down."""

    card: SheetCard
    heads: tuple[str, ...]
    rows: tuple[SheetRow, ...] = ()
    notes: tuple[str, ...] = ()
    confirm: ActionRow | None = None


@dataclass(frozen=True, slots=True)
class SheetsBoard:
    """Every sheet read since the section was opened, in the order read, and the chosen one."""

    cards: tuple[SheetCard, ...]
    sheet: SheetBoard | None = None


YES, NO, DOUBTFUL, NONE = "yes", "no", "doubtful", "none"
"""Answers of a place to sign; `NONE` is a question with nothing ticked. An option is its number from 0."""
