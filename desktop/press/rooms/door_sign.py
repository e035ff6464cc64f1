"""考场标识: a room's sign with its posted list."""

from __future__ import annotations

from desktop.press.candidates.summary_sheet import room_sheets
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.rooms.door_sign import render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    return room_sheets(source, wanted.room, wanted.candidate, now, posted=True, ranged=True), render
