"""Lanes: one named thread each, doing its calls in order. What comes back arrives in the GUI thread by a signal.

Nothing that can wait (disk, reader, key derivation, network) runs anywhere else, so no desk ever freezes. A lane has no
parent among the widgets: it must outlast the window that closes while it works, or its thread would speak through an
object that is gone.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

log = logging.getLogger(__name__)
YIELD = 0.0001
"""Seconds after which a lane at work lets the window have the interpreter. One painting asks for it dozens of times,
and the interpreter's own five milliseconds each would add up to a window that stands still."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Outcome:
    value: Any
    fault: BaseException | None
    done: Callable[[Any], None] | None
    failed: Callable[[BaseException], None] | None
    owner: QObject | None


@dataclass(frozen=True, slots=True)
class _Call:
    work: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[BaseException], None] | None
    owner: QObject | None


_LEFT_BEHIND: set[Lane] = set()
"""Lanes that were still working when they were closed: held here until their thread has ended."""


class Lane(QObject):
    """A thread with a queue. Build it in the GUI thread, hold it, and close it. `faulted` tells of a failed call nobody
    asked to handle."""

    faulted = Signal(object)
    _returned = Signal(object)
    _ended = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._closed = False
        sys.setswitchinterval(YIELD)
        self._returned.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._forget, Qt.ConnectionType.QueuedConnection)
        self._thread = Thread(target=self._run, name=f"kaodian-{name}", daemon=True)
        self._thread.start()

    def call(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Do `work` in the lane, then `done(value)` or `failed(fault)` in the GUI thread.

        Nothing is delivered once `owner` is gone: a late answer must not wake a closed screen.
        """
        if not self._closed:
            self._calls.put(_Call(work, done, failed, owner))

    def waiting(self) -> int:
        """How many calls have not begun yet."""
        return self._calls.qsize()

    def close(self, seconds: float = 5.0) -> bool:
        """Let the calls in the queue finish, then end the thread. False when it did not end in time: it then ends by
        itself, and until then nothing it holds goes away."""
        if not self._closed:
            self._closed = True
            _LEFT_BEHIND.add(self)
            self._calls.put(None)
        self._thread.join(seconds)
        if self._thread.is_alive():
            return False
        _LEFT_BEHIND.discard(self)
        return True

    def _run(self) -> None:
        while (call := self._calls.get()) is not None:
            value, fault = None, None
            try:
                value = call.work()
            except BaseException as caught:
                fault = caught
            outcome = _Outcome(value, fault, call.done, call.failed, call.owner)
            del call
            try:
                self._returned.emit(outcome)
            except RuntimeError:
                log.warning("a lane outlived its window")
                return
        with suppress(RuntimeError):
            self._ended.emit()

    @Slot()
    def _forget(self) -> None:
        _LEFT_BEHIND.discard(self)

    @Slot(object)
    def _deliver(self, outcome: _Outcome) -> None:
        if outcome.owner is not None and not isValid(outcome.owner):
            return
        if outcome.fault is not None:
            if outcome.failed is not None:
                outcome.failed(outcome.fault)
            else:
                self.faulted.emit(outcome.fault)
        elif outcome.done is not None:
            outcome.done(outcome.value)
