"""One card, connected. Everything here is called in the thread of one errand and may block there (errand.py).

What goes wrong is told three ways apart: the card was taken away (SiteFault read-torn, an answer of no bytes included),
the reader or its service is gone (SiteFault reader-lost), the card is there and cannot be used (BadCard, whose
`trouble` becomes the document's).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from desktop.devices.apdu import whole_answer
from desktop.devices.pcsc import scard as sc
from desktop.devices.pcsc.scard import Scard
from desktop.faults import SiteFault

T = TypeVar("T")

PAUSES = (0.05, 0.075, 0.1)
"""Seconds before each further attempt to connect: a quick tap is powered a moment after it is seen."""

_TORN = {sc.E_NO_SMARTCARD, sc.W_REMOVED_CARD, sc.E_NOT_TRANSACTED, sc.E_COMM_DATA_LOST, sc.W_RESET_CARD}
_LOST = {
    sc.E_INVALID_HANDLE,
    sc.E_UNKNOWN_READER,
    sc.E_CANCELLED,
    sc.E_SYSTEM_CANCELLED,
    sc.F_COMM_ERROR,
    sc.E_READER_UNAVAILABLE,
    sc.E_NO_SERVICE,
    sc.E_SERVICE_STOPPED,
    sc.E_NO_READERS_AVAILABLE,
    *sc.WINDOWS_GONE,
}
_PASSING = {
    sc.W_UNPOWERED_CARD: "card-unpowered",
    sc.W_UNRESPONSIVE_CARD: "card-mute",
    sc.E_SHARING_VIOLATION: "card-in-use",
    sc.W_RESET_CARD: "card-in-use",
}
"""What another moment may cure, with the trouble it is when it does not."""


class BadCard(Exception):
    """A card is there and cannot be used. `trouble` is its code, `result` what PC/SC said."""

    def __init__(self, trouble: str, result: int = sc.OK) -> None:
        self.trouble, self.result = trouble, result
        super().__init__(f"{trouble} (0x{result:08X})")


class Connection:
    """An `apdu.Card`. Answers are whole: 61xx and 6Cxx are followed here and nowhere else.

    `asked` hears True before and False after each call that may hang, for whoever watches the time. Where it raises on
    True, no further call is made: that is how an errand ends that was given up. `atr_holds` is False where the card may
    be another than the one the service made out: its answer to reset is then the other's.
    """

    def __init__(
        self,
        scard: Scard,
        reader: str,
        asked: Callable[[bool], None] = lambda asked: None,
        pause: Callable[[float], None] = time.sleep,
        atr_holds: bool = True,
    ) -> None:
        self.atr_holds = atr_holds
        self._scard, self._reader, self._asked, self._pause = scard, reader, asked, pause
        self._context: int | None = None
        self._handle: int | None = None
        self._protocol = 0
        self._atr = b""

    def open(self) -> None:
        """Connect, with three short retries where the card is not powered yet or another program holds it.

        Raises SiteFault read-torn, reader-lost; BadCard card-unpowered, card-mute, card-in-use, card-failed.
        """
        self._context = self._checked(*self._timed(self._scard.establish))
        result, handle, protocol = self._connect(self._context)
        for seconds in PAUSES:
            if result not in _PASSING:
                break
            self._pause(seconds)
            result, handle, protocol = self._connect(self._context)
        if result in _PASSING:
            raise BadCard(_PASSING[result], result)
        self._handle, self._protocol = self._checked(result, handle), protocol
        self._atr = self._checked(*self._timed(lambda: self._scard.atr(handle)))

    @property
    def atr(self) -> bytes:
        return self._atr

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """No other program speaks to the card in between: one SELECT of theirs would end a secured session."""
        result = self._begin()
        for seconds in PAUSES:
            if result != sc.W_RESET_CARD:
                break
            # Another program has reset the card since: nothing of ours is lost yet, the connection is made anew.
            self._pause(seconds)
            self.close()
            self.open()
            result = self._begin()
        self._checked(result, None)
        try:
            yield
        finally:
            self._timed(lambda: self._scard.end(self._opened()))

    def transmit(self, command: bytes) -> bytes:
        """See apdu.Card. Raises BadCard card-failed too, where PC/SC has a fault that is neither reader nor removal."""
        return whole_answer(self._exchange, command)

    def close(self) -> None:
        """Let go of the card as it is: a reset that finds it gone leaves pcsc-lite saying "empty" without an event, and
        the next card unseen. Nobody watches the time here: what the errand found out is told before."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            self._scard.disconnect(handle, sc.LEAVE_CARD)
        if self._context is not None:
            context, self._context = self._context, None
            self._scard.release(context)

    def _begin(self) -> int:
        handle = self._opened()
        return self._timed(lambda: self._scard.begin(handle))

    def _connect(self, context: int) -> tuple[int, int, int]:
        return self._timed(lambda: self._scard.connect(context, self._reader))

    def _exchange(self, command: bytes) -> bytes:
        handle = self._opened()
        answer = self._checked(*self._timed(lambda: self._scard.transmit(handle, self._protocol, command)))
        if len(answer) < 2:
            # Success with no bytes: the card left in the middle. Half a status word is no other case.
            raise SiteFault("read-torn", reader=self._reader)
        return answer

    def _opened(self) -> int:
        if self._handle is None:
            raise SiteFault("read-torn", reader=self._reader)
        return self._handle

    def _timed(self, call: Callable[[], T]) -> T:
        self._asked(True)
        came = call()
        self._asked(False)
        return came

    def _checked(self, result: int, value: T) -> T:
        if result == sc.OK:
            return value
        if result in _TORN:
            raise SiteFault("read-torn", reader=self._reader)
        if result in _LOST:
            raise SiteFault("reader-lost", source=self._reader)
        raise BadCard(_PASSING.get(result, "card-failed"), result)
