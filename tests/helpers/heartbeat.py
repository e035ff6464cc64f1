"""How long the window's thread was kept from its events by this program itself, on a machine with other work too.

A timer beats every 5 ms; between two beats nothing else was painted, typed or answered. By the clock alone such a gap
says little: on a loaded machine a thread that is ready waits for a processor as long as others like. Linux tells for
each thread how long it ran and how long it stood ready and waited (schedstat). Of a gap is taken off what the window's
own thread stood ready, and what others of ours stood ready, who may have held the interpreter meanwhile. What is left
is surely the program's: a handler that takes too long, a call that waits in the window's thread, C code of a lane that
keeps the interpreter. On an idle machine nothing is taken off and the measure is exact; on a loaded one it may excuse
too much, never too little. Elsewhere than on Linux only the thread's own work is counted.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt, QTimer

_TASKS = Path("/proc/self/task")
EXACT = (_TASKS / str(os.getpid()) / "schedstat").is_file()


class Heartbeat:
    """`worst` is the longest gap so far in milliseconds that nothing but this program explains, and `why` what was done
    in it; `passed` the longest by the clock, less what the window's own thread stood ready; `beats` how many there
    were."""

    def __init__(self) -> None:
        self.worst, self.passed, self.beats, self.why = 0.0, 0.0, 0, ""
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._own = str(threading.get_native_id())
        self._threads, self._last = _threads(), _now()
        self._timer.start(5)

    def stop(self) -> None:
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now, threads = _now(), _threads()
        passed = now - self._last
        ran = ready = own = 0
        for thread, (running, waiting) in threads.items():
            before = self._threads.get(thread, (running, waiting))
            ran += running - before[0]
            if thread == self._own:
                own = waiting - before[1]
            else:
                ready += waiting - before[1]
        self.passed = max(self.passed, (passed - own) / 1e6)
        left = (passed - own - ready) / 1e6
        if left > self.worst:
            self.worst = left
            mine = threads[self._own][0] - self._threads[self._own][0] if threads else passed
            self.why = f"{left:.0f} of {passed / 1e6:.0f} ms: own work {mine / 1e6:.0f}, all {ran / 1e6:.0f}"
        self.beats += 1
        # Reading took time too, which is nobody's fault: the next gap begins after it.
        self._threads, self._last = _threads(), _now()


def _now() -> int:
    return time.perf_counter_ns() if EXACT else time.thread_time_ns()


def _threads() -> dict[str, tuple[int, int]]:
    """Nanoseconds each thread of ours has run, and has stood ready without a processor."""
    found: dict[str, tuple[int, int]] = {}
    if not EXACT:
        return found
    for thread in os.listdir(_TASKS):
        try:
            running, waiting, _ = (_TASKS / thread / "schedstat").read_text().split()
            found[thread] = (int(running), int(waiting))
        except (OSError, ValueError):
            continue  # it has ended
    return found


@contextmanager
def heartbeat() -> Iterator[Heartbeat]:
    """Beats while the body lets the event loop run. Belongs to the window's thread."""
    assert threading.current_thread() is threading.main_thread()
    beat = Heartbeat()
    try:
        yield beat
    finally:
        beat.stop()
