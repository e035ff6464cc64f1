"""PC/SC as a script, in place of the system's: readers that come and go, services that stop, cards that hang.

Waits block on a condition and end when something changes, as the real ones do; nothing here sleeps.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from typing import Literal

from desktop.devices.pcsc import scard as sc
from desktop.devices.pcsc.scard import PNP, ReaderState
from tests.helpers.cards.vpcd import CONTACTLESS, Handler, table

HANG = b"hang"
"""The answer of a card that gives none until it is taken away."""
Pnp = Literal["quiet", "counting", "unaware"]


class ScriptedCard:
    """`handler` as for a virtual card; it may also answer HANG. `deaf`: what connecting to it comes to."""

    def __init__(
        self, handler: Handler | Mapping[str, str] | None = None, atr: bytes = CONTACTLESS, deaf: int = sc.OK
    ) -> None:
        self.handler = handler if callable(handler) else table(handler or {})
        self.atr, self.deaf = atr, deaf


class ScriptedScard:
    """`insert`, `remove`, `plug`, `unplug`, `stop`, `restart` from any thread; `fail` scripts the next results of a
    function by name. `pnp` is how the pseudo reader behaves: quiet as with pcsc-lite, counting as on Windows, or
    unaware, which answers at once and says nothing."""

    def __init__(self, *readers: str, pnp: Pnp = "quiet") -> None:
        self.pnp = pnp
        self.calls: Counter[str] = Counter()
        self.threads: dict[str, set[int]] = {}
        self.commands: list[bytes] = []
        self._changed = threading.Condition()
        self._counts: dict[str, int] = dict.fromkeys(readers, 0)
        self._plugs = len(readers)
        self._cards: dict[str, ScriptedCard] = {}
        self._hung: set[str] = set()
        self._numbers = itertools.count(1)
        self._contexts: set[int] = set()
        self._cancelled: set[int] = set()
        self._handles: dict[int, tuple[str, ScriptedCard]] = {}
        self._down: int | None = None
        self._failing: dict[str, deque[int]] = {}

    # --- the script ---

    def insert(self, reader: str, card: ScriptedCard) -> None:
        with self._changed:
            self._cards[reader] = card
            self._counts[reader] += 1
            self._changed.notify_all()

    def remove(self, reader: str) -> None:
        with self._changed:
            del self._cards[reader]
            self._counts[reader] += 1
            self._changed.notify_all()

    def swap(self, reader: str, card: ScriptedCard) -> None:
        """Off and on again between two looks."""
        with self._changed:
            self._cards[reader] = card
            self._counts[reader] += 2
            self._changed.notify_all()

    def plug(self, *readers: str) -> None:
        with self._changed:
            self._counts.update(dict.fromkeys(readers, 0))
            self._plugs += len(readers)
            self._changed.notify_all()

    def unplug(self, *readers: str) -> None:
        with self._changed:
            for reader in readers:
                del self._counts[reader]
                self._cards.pop(reader, None)
            self._plugs += len(readers)
            self._changed.notify_all()

    def stop(self, result: int = sc.E_NO_SERVICE) -> None:
        """Every context and handle is void from now on, and establishing one answers `result`."""
        with self._changed:
            self._down = result
            self._contexts.clear()
            self._handles.clear()
            self._changed.notify_all()

    def restart(self) -> None:
        with self._changed:
            self._down = None

    def fail(self, function: str, *results: int) -> None:
        with self._changed:
            self._failing.setdefault(function, deque()).extend(results)
            self._changed.notify_all()

    def until(self, function: str, count: int, deadline: float = 10.0) -> None:
        """Wait until a function was called that often."""
        end = time.monotonic() + deadline
        with self._changed:
            while self.calls[function] < count:
                assert self._changed.wait(max(0.0, end - time.monotonic())), f"{function} {self.calls[function]}"

    @property
    def open_contexts(self) -> int:
        with self._changed:
            return len(self._contexts)

    # --- what PC/SC is asked ---

    def establish(self) -> tuple[int, int]:
        with self._changed:
            result = self._begin("establish")
            if result == sc.OK and self._down is not None:
                result = self._down
            context = next(self._numbers)
            if result == sc.OK:
                self._contexts.add(context)
            return result, context

    def release(self, context: int) -> int:
        with self._changed:
            self._begin("release")
            self._contexts.discard(context)
            return sc.OK

    def cancel(self, context: int) -> int:
        with self._changed:
            self._begin("cancel")
            self._cancelled.add(context)
            self._changed.notify_all()
            return sc.OK

    def readers(self, context: int) -> tuple[int, list[str]]:
        with self._changed:
            result = self._begin("readers") or self._valid(context)
            if result == sc.OK and not self._counts:
                result = sc.E_NO_READERS_AVAILABLE
            return result, list(self._counts) if result == sc.OK else []

    def wait(self, context: int, milliseconds: int, known: Sequence[ReaderState]) -> tuple[int, Sequence[ReaderState]]:
        end = time.monotonic() + milliseconds / 1000
        plugs = self._plugs
        with self._changed:
            self._begin("wait", scripted=False)
            while True:
                result = self._scripted("wait") or self._valid(context)
                if context in self._cancelled:
                    self._cancelled.discard(context)
                    result = sc.E_CANCELLED
                if result == sc.OK and any(k.reader not in self._counts for k in known if k.reader != PNP):
                    result = sc.E_UNKNOWN_READER
                if result != sc.OK:
                    return result, known
                answered = [self._seen(one, plugs) for one in known]
                if any(one.state & sc.STATE_CHANGED or self.pnp == "unaware" for one in answered):
                    return sc.OK, answered
                if not self._changed.wait(max(0.0, end - time.monotonic())):
                    return sc.E_TIMEOUT, known

    def connect(self, context: int, reader: str) -> tuple[int, int, int]:
        with self._changed:
            result = self._begin("connect") or self._valid(context)
            self._changed.wait_for(lambda: reader not in self._hung)
            card = self._cards.get(reader)
            if result == sc.OK and reader not in self._counts:
                result = sc.E_UNKNOWN_READER
            if result == sc.OK and card is None:
                result = sc.E_NO_SMARTCARD
            if result != sc.OK or card is None or card.deaf != sc.OK:
                return result or (card.deaf if card else sc.E_NO_SMARTCARD), 0, 0
            handle = next(self._numbers)
            self._handles[handle] = (reader, card)
            return sc.OK, handle, 2

    def atr(self, handle: int) -> tuple[int, bytes]:
        with self._changed:
            result = self._begin("atr") or self._lies(handle)
            return result, self._handles[handle][1].atr if result == sc.OK else b""

    def begin(self, handle: int) -> int:
        with self._changed:
            return self._begin("begin") or self._lies(handle)

    def end(self, handle: int) -> int:
        with self._changed:
            return self._begin("end") or self._lies(handle)

    def transmit(self, handle: int, protocol: int, command: bytes) -> tuple[int, bytes]:
        assert protocol == 2
        with self._changed:
            result = self._begin("transmit") or self._lies(handle)
            if result != sc.OK:
                return result, b""
            reader, card = self._handles[handle]
            self.commands.append(command)
        answer = card.handler(command)
        if answer is None:
            return sc.OK, b""
        if answer is not HANG:
            return sc.OK, answer
        with self._changed:
            self._hung.add(reader)
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._cards.get(reader) is not card or self._down is not None)
            self._hung.discard(reader)
            self._changed.notify_all()
            return sc.W_REMOVED_CARD, b""

    def disconnect(self, handle: int, disposition: int) -> int:
        with self._changed:
            self._begin("disconnect")
            return sc.OK if self._handles.pop(handle, None) else sc.E_INVALID_HANDLE

    def _begin(self, function: str, scripted: bool = True) -> int:
        self.calls[function] += 1
        self.threads.setdefault(function, set()).add(threading.get_ident())
        self._changed.notify_all()
        return self._scripted(function) if scripted else sc.OK

    def _scripted(self, function: str) -> int:
        failing = self._failing.get(function)
        return failing.popleft() if failing else sc.OK

    def _valid(self, context: int) -> int:
        if self._down is not None:
            return self._down
        return sc.OK if context in self._contexts else sc.E_INVALID_HANDLE

    def _lies(self, handle: int) -> int:
        if handle not in self._handles:
            return sc.E_INVALID_HANDLE
        reader, card = self._handles[handle]
        return sc.OK if self._cards.get(reader) is card else sc.W_REMOVED_CARD

    def _seen(self, one: ReaderState, plugs: int) -> ReaderState:
        if one.reader == PNP:
            if self.pnp == "counting":
                state = self._plugs << 16
                return ReaderState(PNP, state | sc.STATE_CHANGED if state != one.state else state)
            return ReaderState(PNP, sc.STATE_CHANGED if self._plugs != plugs else sc.STATE_UNAWARE)
        flags = sc.STATE_PRESENT if one.reader in self._cards else sc.STATE_EMPTY
        state = self._counts[one.reader] << 16 | flags
        return ReaderState(one.reader, state | sc.STATE_CHANGED if state != one.state else state)
