"""Travel documents that lie on the readers and that no key has opened: each is read again when another key is there.

A key that opened nothing is never tried twice on one document: wrong ones make a chip slower with every try.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from desktop.devices.pcsc.loop import Arrived, Left
from desktop.devices.sources import Document, TravelKey

AGAIN = 0.25
"""Seconds between two looks whether a key has come."""
WANT_KEY = frozenset({"travel-key-needed", "travel-key-misread", "travel-key-wrong"})


class Shut:
    def __init__(self) -> None:
        self._cards: dict[str, tuple[Arrived, TravelKey]] = {}

    def __bool__(self) -> bool:
        return bool(self._cards)

    def note(self, event: Arrived | Left) -> None:
        """What lay on that reader lies there no more."""
        self._cards.pop(event.reader, None)

    def came(self, card: Arrived, key: TravelKey, document: Document) -> None:
        """What a reading with this key came to."""
        if document.trouble in WANT_KEY:
            self._cards[card.reader] = (card, key)
        else:
            self._cards.pop(card.reader, None)

    def opened_by(self, key: Callable[[], TravelKey], readers: Collection[str]) -> list[Arrived]:
        """Those on these readers that the key there is now may open; each is told once for one key. `key` is only
        asked where something waits for it."""
        waiting = [self._cards[reader] for reader in readers if reader in self._cards]
        if not waiting:
            return []
        now = key()
        found = [card for card, tried in waiting if now.complete and now != tried]
        for card in found:
            del self._cards[card.reader]
        return found
