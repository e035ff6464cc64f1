"""板书 on A3."""

from __future__ import annotations

from desktop.press.rooms.blackboard_card import boards
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.rooms.blackboard_card_a3 import render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    return boards(source, wanted), render
