"""One thread that watches every reader and queues what happens. It does no work of its own with a card.

    with ReaderLoop(SystemScard(), queue.put) as loop: ...

Each turn lists the readers anew and waits at most WAIT for a change. Changes are found by the counter in the upper half
of a state and not only by "present": a swap between two looks counts two. A service that stops, or a context that no
longer holds, is established again; the readers that stay keep their state when others come and go.
"""

from __future__ import annotations

import itertools
import logging
import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType

from desktop.devices.pcsc import scard as sc
from desktop.devices.pcsc.scard import PNP, ReaderState, Scard

log = logging.getLogger(__name__)

WAIT = 1.5
"""Seconds one wait lasts at most, so that nothing that was missed is missed for longer."""
AGAIN = 1.0
"""Seconds between two attempts to reach the service."""
REST = 0.25
"""Seconds of rest when waits come back at once and bring nothing."""
_AT_ONCE = 0.02
_PATIENCE = 3
_PASSING = sc.STATE_CHANGED | sc.STATE_IGNORE
"""Flags of one answer. Handed back, "ignore" would hide a reader for good."""
_VANISHED = {sc.E_UNKNOWN_READER, sc.E_READER_UNAVAILABLE}


@dataclass(frozen=True, slots=True)
class Service:
    """Whether the PC/SC service can be reached. Said when it changes, and once in the beginning."""

    up: bool


@dataclass(frozen=True, slots=True)
class Attached:
    """The readers that are there now. Said when they change."""

    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrived:
    """A card lies on a reader. `visit` numbers arrivals, no two alike; `at` is time.monotonic(), `away` how many
    seconds before that the last card left that reader."""

    reader: str
    visit: int
    at: float
    away: float = math.inf


@dataclass(frozen=True, slots=True)
class Left:
    """The card of that visit is gone, or its reader is."""

    reader: str
    visit: int


Event = Service | Attached | Arrived | Left


class ReaderLoop:
    """`queued` hears every event from the loop's thread and must return at once."""

    def __init__(self, scard: Scard, queued: Callable[[Event], None], wait: float = WAIT, again: float = AGAIN) -> None:
        self._scard, self._queued = scard, queued
        self._wait_ms, self._again = round(wait * 1000), again
        self._closing = threading.Event()
        self._context: int | None = None
        self._up: bool | None = None
        self._attached: tuple[str, ...] | None = None
        self._known: dict[str, int] = {}
        self._visits: dict[str, int] = {}
        self._left_at: dict[str, float] = {}
        self._numbers = itertools.count(1)
        self._thread = threading.Thread(target=self._run, name="pcsc-loop", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self, patience: float = 1.0) -> None:
        """Ask the loop to end and wait `patience` seconds for it. A service that does not even answer a cancel is left
        behind: its threads are daemons and end with the program."""
        self._closing.set()
        context = self._context
        if context is not None:
            threading.Thread(target=self._scard.cancel, args=(context,), name="pcsc-cancel", daemon=True).start()
        if self._thread.ident is not None:
            self._thread.join(patience)

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def __enter__(self) -> ReaderLoop:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                self._one_context()
            except Exception:
                # A fault of ours, or of what hears us: told, but it must not leave the readers unwatched (U12).
                log.exception("the PC/SC loop failed and begins anew")
            self._closing.wait(self._again)

    def _one_context(self) -> None:
        result, context = self._scard.establish()
        if result != sc.OK:
            self._service(False, result)
            return
        self._context = context
        try:
            result = self._watch(context)
        finally:
            self._context = None
            self._scard.release(context)
            self._forget()
        if result in (sc.E_NO_SERVICE, sc.E_SERVICE_STOPPED, sc.F_COMM_ERROR):
            self._service(False, result)

    def _service(self, up: bool, result: int = sc.OK) -> None:
        if up != self._up:
            log.info("PC/SC service %s (0x%08X)", "reached" if up else "not reached", result)
            self._up = up
            self._queued(Service(up))

    def _watch(self, context: int) -> int:
        """Turns of this context until it fails; what it failed with."""
        pnp: int | None = sc.STATE_UNAWARE
        idle = 0
        while not self._closing.is_set():
            result, names = self._scard.readers(context)
            if result not in (sc.OK, sc.E_NO_READERS_AVAILABLE):
                return result
            self._service(True)
            self._match(names if result == sc.OK else [])
            asked = [ReaderState(name, state) for name, state in self._known.items()]
            if pnp is not None:
                asked.append(ReaderState(PNP, pnp))
            if not asked:
                self._closing.wait(self._wait_ms / 1000)
                continue
            began = time.monotonic()
            result, answered = self._scard.wait(context, self._wait_ms, asked)
            if result == sc.OK:
                changed = self._look(answered)
                for one in answered:
                    if pnp is not None and one.reader == PNP:
                        # Handed back as it came, or a system that answers at once would do so for ever.
                        before, pnp = pnp, one.state & ~_PASSING
                        changed = changed or pnp != before
            elif result in (sc.E_TIMEOUT, sc.E_CANCELLED) or result in _VANISHED:
                changed = False
            else:
                return result
            if changed or time.monotonic() - began > _AT_ONCE:
                idle = 0
                continue
            idle += 1
            if idle >= _PATIENCE:
                # The list is read again each turn, so a reader that comes is seen without the pseudo reader too.
                pnp = None
                self._closing.wait(REST)
        return sc.E_CANCELLED

    def _match(self, names: list[str]) -> None:
        """Watch exactly these readers. Those that stay keep what is known of them: forgetting it would hide a card
        that comes to one reader in the moment in which another is plugged in."""
        for gone in [name for name in self._known if name not in names]:
            del self._known[gone]
            self._leave(gone)
        for name in names:
            self._known.setdefault(name, sc.STATE_UNAWARE)
        if self._attached != tuple(names):
            self._attached = tuple(names)
            self._queued(Attached(self._attached))

    def _look(self, answered: Sequence[ReaderState]) -> bool:
        """Take in what a wait brought; whether anything of it is new. A reader that says nothing of itself (UNAWARE)
        changes nothing and is asked again."""
        changed = False
        for one in answered:
            before = self._known.get(one.reader)
            now = one.state & ~_PASSING
            if before is None or now in (before, sc.STATE_UNAWARE):
                continue
            changed = True
            self._known[one.reader] = now
            lies = bool(now & sc.STATE_PRESENT)
            if one.reader in self._visits and (not lies or now >> 16 != before >> 16):
                self._leave(one.reader)
            if lies and one.reader not in self._visits:
                visit, at = next(self._numbers), time.monotonic()
                self._visits[one.reader] = visit
                self._queued(Arrived(one.reader, visit, at, at - self._left_at.get(one.reader, -math.inf)))
        return changed

    def _leave(self, reader: str) -> None:
        visit = self._visits.pop(reader, None)
        if visit is not None:
            self._left_at[reader] = time.monotonic()
            self._queued(Left(reader, visit))

    def _forget(self) -> None:
        """The context is gone, and with it all that was known: cards that lie there come again when it is back."""
        for reader in list(self._visits):
            self._leave(reader)
        self._known.clear()
        self._attached = None
