"""The key of a travel document's chip: the zone scanned for it, or number, birth and expiry typed. Gone with the person
it is of, and never kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.operations.boards.shell import ActionRow, FieldRow
from desktop.operations.door import WANTS_KEY
from desktop.operations.ports import ReaderDoing
from desktop.operations.words import Words

TRAVEL_KEY = "enter-travel-key"
"""Typing the key; no command of the rules."""
PARTS = ("document", "birth", "expiry")


class ChipKey:
    """`given` is tried at the next chip; `refused` was, and did not open it."""

    def __init__(self) -> None:
        self.given: Mapping[str, str] = {}
        self.refused: Mapping[str, str] = {}

    def did_not_open(self) -> None:
        """A key that was refused here is the wrong one for the next person's chip too."""
        self.refused, self.given = self.given or self.refused, {}

    def forget(self) -> None:
        self.given = self.refused = {}


def typed(data: Mapping[str, Any]) -> dict[str, str]:
    return {part: str(data.get(part) or "") for part in PARTS}


def key_row(words: Words) -> ActionRow:
    """What opens the chip that lies there, where no reader of zones is at hand."""
    word = words.text
    fields = tuple(
        FieldRow(part, word(f"door-key-{part}"), "code", hint=word(f"door-key-hint-{part}")) for part in PARTS
    )
    group = word("group-desk")
    return ActionRow(TRAVEL_KEY, word("door-key-enter"), fields=fields, persons=0, about=("desk",), group=group)


def chip_waits(readers: Sequence[ReaderDoing]) -> bool:
    """Whether a chip lies on one of these readers (by their states) and waits for its key."""
    return any(s.doing == "unreadable" and s.trouble in WANTS_KEY for s in readers)
