"""Keeps this computer from falling asleep and its screen on: a laptop at a door is not touched for minutes on end, and
one that sleeps at 8:55 reads no card.

Only sleep that comes by itself is kept away: a lid that is closed, an empty battery and a person's own command win.
"""

from __future__ import annotations

import ctypes
import logging
import os
import shutil
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from typing import Protocol

log = logging.getLogger(__name__)

_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2
_ENDING = 2.0


class Wakefulness(Protocol):
    """Belongs to one thread, and lasts no longer than that thread."""

    def keep(self, wanted: bool) -> None:
        """Stay awake from now on, or no longer. May be said again and again: only a change costs anything. A computer
        that cannot is left as it is, and our log says so once."""
        ...


def find_wakefulness() -> Wakefulness:
    """This computer's way."""
    if sys.platform == "win32":
        return WindowsWakefulness()
    return LogindWakefulness(shutil.which("systemd-inhibit"))


class WindowsWakefulness:
    """SetThreadExecutionState, which ends with the thread that asked for it."""

    def __init__(self) -> None:
        self._kept = False

    def keep(self, wanted: bool) -> None:
        if sys.platform != "win32" or wanted == self._kept:
            return
        self._kept = wanted
        if not _set_state(_CONTINUOUS | (_SYSTEM | _DISPLAY if wanted else 0)):
            log.info("Windows does not let us keep it awake")


def _set_state(state: int) -> int:
    """What held before, which has the continuous flag unless it failed."""
    if sys.platform != "win32":
        return 0
    change = ctypes.windll.kernel32.SetThreadExecutionState
    change.argtypes, change.restype = [ctypes.c_uint], ctypes.c_uint
    return int(change(state))


class LogindWakefulness:
    """systemd's inhibitor: a process holds it for as long as its input is open, so it ends with us whatever happens.
    Without the program, or without a logind that answers it, nothing is kept awake."""

    def __init__(self, program: str | None) -> None:
        self._program = program
        self._kept = False
        self._holder: subprocess.Popen[bytes] | None = None
        self._let_go: Callable[[], object] = lambda: None

    def keep(self, wanted: bool) -> None:
        if wanted == self._kept:
            return
        self._kept = wanted
        if wanted:
            self._hold()
        else:
            self._end()

    def _hold(self) -> None:
        if self._program is None:
            log.info("no systemd-inhibit: this computer sleeps when it is set to")
            return
        quiet = subprocess.DEVNULL
        command = (self._program, "--what=idle:sleep", "--who=Kaodian", "--why=Kaodian", "--mode=block", "cat")
        its, ours = os.pipe()
        # Closed by whoever forgets us as well.
        self._let_go = weakref.finalize(self, os.close, ours)
        try:
            self._holder = subprocess.Popen(command, stdin=its, stdout=quiet, stderr=quiet, start_new_session=True)
        except OSError as error:
            log.info("systemd-inhibit cannot be started: %s", error.strerror)
            self._let_go()
            return
        finally:
            os.close(its)
        threading.Thread(target=_wait, args=(self._holder,), name="wakefulness", daemon=True).start()

    def _end(self) -> None:
        holder, self._holder = self._holder, None
        self._let_go()
        if holder is None:
            return
        try:
            holder.wait(_ENDING)
        except subprocess.TimeoutExpired:
            holder.kill()


def _wait(holder: subprocess.Popen[bytes]) -> None:
    if holder.wait():
        log.info("logind does not let us keep this computer awake")
