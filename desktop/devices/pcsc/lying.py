"""The cards that lie on the readers, and which of them is due to be read.

Each is due once. One that was torn, or whose errand came back after it was given up, is looked at again as long as its
reader does not say that it left: a card that came back between two looks of the service (0.4 s apart) comes without any
event. Nobody is told of a second look that finds nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.devices.pcsc.loop import Arrived, Left

AGAIN_AFTER = 0.6
"""Seconds until a card is looked at again: the service has looked itself by then."""
MOST_LOOKS = 4


@dataclass(frozen=True, slots=True)
class Look:
    """A card that is read for the `number`th time, from 0, not before `due` (time.monotonic())."""

    card: Arrived
    number: int = 0
    due: float = 0.0


class Lying:
    def __init__(self) -> None:
        self._cards: dict[str, Arrived] = {}
        self._looks: dict[str, Look] = {}

    def note(self, event: Arrived | Left) -> None:
        if isinstance(event, Arrived):
            self._cards[event.reader] = event
            self._looks[event.reader] = Look(event)
        elif event.reader in self._cards and self._cards[event.reader].visit == event.visit:
            del self._cards[event.reader]
            self._looks.pop(event.reader, None)

    def again(self, card: Arrived, number: int, now: float) -> None:
        """Look once more, if the card has not left and was not looked at too often."""
        if self._cards.get(card.reader) == card and number < MOST_LOOKS:
            self._looks[card.reader] = Look(card, number, now + AGAIN_AFTER)

    def anew(self, card: Arrived, now: float) -> None:
        """Read it from the beginning, if it has not left: something has changed that may open it."""
        if self._cards.get(card.reader) == card:
            self._looks[card.reader] = Look(card, 0, now)

    def take(self, readers: Iterable[str], now: float) -> list[Look]:
        """What is due on these readers; it is not due a second time."""
        due = [self._looks[r] for r in readers if r in self._looks and self._looks[r].due <= now]
        for look in due:
            del self._looks[look.card.reader]
        return due

    def next_due(self, readers: Iterable[str]) -> float:
        return min((self._looks[reader].due for reader in readers if reader in self._looks), default=math.inf)
