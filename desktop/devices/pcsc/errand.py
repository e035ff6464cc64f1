"""The reading of one card, on a thread of its own.

PC/SC has no time limit for an exchange: a card that hangs keeps its thread for minutes. So whoever waits for an errand
looks at `since` and gives it up; the thread then ends whenever its call comes back, or with the program. Exchanges
themselves run without any handing over between threads.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from desktop.devices.pcsc.connection import BadCard, Connection
from desktop.devices.pcsc.lying import Look
from desktop.devices.pcsc.scard import Scard
from desktop.devices.sources import Document, TravelKey
from desktop.faults import SiteFault

Reading = Callable[[Connection, Callable[[], TravelKey]], Document]
"""What is done with a card that is connected. The second argument asks for a travel document's key."""


@dataclass(frozen=True, slots=True)
class KeyWanted:
    """The errand waits for `answer_key`."""

    errand: Errand


@dataclass(frozen=True, slots=True)
class Finished:
    """What an errand came to: a document, or what was raised."""

    errand: Errand
    document: Document | None
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class CameBack:
    """An errand that was given up has ended after all."""

    errand: Errand


Message = KeyWanted | Finished | CameBack


class Errand:
    """One card's reading. `posted` hears what becomes of it from the errand's thread."""

    def __init__(self, scard: Scard, look: Look, reading: Reading, posted: Callable[[Message], None]) -> None:
        self.card, self.look = look.card, look.number
        self.left_at: float | None = None
        """Since when the card is known to be gone (time.monotonic())."""
        self._posted = posted
        self._reading = reading
        self._given_up = threading.Event()
        self._answered = threading.Event()
        self._key = TravelKey()
        self._began = time.monotonic()
        self._asked_at = 0.0
        self._call_began: float | None = None
        self._connection = Connection(scard, self.card.reader, self._mark, self._rest, atr_holds=not self.look)
        self._thread = threading.Thread(target=self._run, name=f"pcsc-card {self.card.visit}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def since(self) -> tuple[float, float | None]:
        """When the errand began, and the call it is in; None between two calls and while a key is asked for."""
        return self._began, self._call_began

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def give_up(self) -> None:
        """Let the thread end at its next step; what it still brings is not told."""
        self._given_up.set()
        self._answered.set()

    @property
    def key(self) -> TravelKey:
        """What it was answered; none where it never asked."""
        return self._key

    def answer_key(self, key: TravelKey) -> None:
        """The time the key took is not the card's."""
        self._began += time.monotonic() - self._asked_at
        self._key = key
        self._answered.set()

    def _mark(self, asked: bool) -> None:
        if asked and self._given_up.is_set():
            raise SiteFault("card-hung", reader=self.card.reader)
        self._call_began = time.monotonic() if asked else None

    def _rest(self, seconds: float) -> None:
        self._given_up.wait(seconds)

    def _ask_key(self) -> TravelKey:
        self._asked_at = time.monotonic()
        self._posted(KeyWanted(self))
        self._answered.wait()
        self._answered.clear()
        return self._key

    def _run(self) -> None:
        document: Document | None = None
        error: Exception | None = None
        try:
            self._connection.open()
            document = self._reading(self._connection, self._ask_key)
        except BadCard as bad:
            document = Document(unreadable=True, trouble=bad.trouble)
        except Exception as raised:
            error = raised
        # Told before the card is let go: that may hang as well.
        if not self._given_up.is_set():
            self._posted(Finished(self, document, error))
        self._connection.close()
        if self._given_up.is_set():
            self._posted(CameBack(self))
