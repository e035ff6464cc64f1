"""A desk that shows the whole site: its board costs more than a change of the record does.

What this desk's own officer does is shown at once. What comes from other desks, two hundred entries in a second when a
site's doors open and a file of entries is merged, is shown as often as the building allows without ever taking more
than a share of one core; the window asks for the board once a second, so the last change never waits longer.
"""

from __future__ import annotations

from time import monotonic
from typing import Any

from desktop.ledger.entry import Entry
from desktop.operations.boards.shell import Answer
from desktop.operations.desks.desk import DeskBehind

SHARE = 4
"""A board is not built again before this many times its own building time has passed."""
LEAST, MOST = 0.25, 1.0
"""Seconds between two boards, whatever the building takes."""


class PacedDesk(DeskBehind):
    """Sends its board at once after its own acts, else no oftener than its pace."""

    def __init__(self, *parts: Any) -> None:
        self._next = 0.0
        self._owed = False
        super().__init__(*parts)
        self._stop()
        self._stop = self.record.listen(self._moved)

    def _moved(self, changed: frozenset[str]) -> None:
        if monotonic() >= self._next:
            self.send()
        else:
            self._owed = True

    def send(self) -> None:
        began = monotonic()
        super().send()
        ended = monotonic()
        self._next = ended + min(max((ended - began) * SHARE, LEAST), MOST)
        self._owed = False

    def done(self, written: tuple[Entry, ...]) -> Answer:
        if self._owed:
            self.send()
        return super().done(written)
