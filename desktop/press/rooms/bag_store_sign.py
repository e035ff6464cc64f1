"""存包处: one sign a room, whatever its sittings."""

from __future__ import annotations

from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.rooms.bag_store_sign import BagStoreSign, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    rooms = dict.fromkeys(room.number for _, room in source.rooms(wanted.room, wanted.candidate))
    return [BagStoreSign(number) for number in rooms], render
