"""The maker's library as this desk sees it: a process that is asked, ended when it hangs, started anew when it fell."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from desktop.devices.resident.vendor_wire import (
    Answered,
    Asked,
    MessageParser,
    read_answered,
    write_asked,
)
from desktop.faults import SiteFault

START_LIMIT = 15.0
# Seconds for one call. Some libraries look a second long for a card; a read with a slow module takes two.
LIMITS = {
    "open": 5.0,
    "close": 5.0,
    "status": 3.0,
    "number": 3.0,
    "find": 3.0,
    "select": 3.0,
    "read": 6.0,
    "added": 3.0,
}
QUICK_RESTARTS = 5
"""So often the process is started again soon (0.5, 1, 2, 4, 8 seconds later); then once a minute, until a card is read.
"""
SLOW_RESTART = 60.0
_ENDING = 2.0
# Handed over as a program and not by PYTHONPATH: Windows' embeddable Python, which a site unpacks because it needs no
# installer, reads no variables and looks in no folder of ours. Nothing is imported from the library's folder either.
_BEGIN = """
import sys
sys.path[:] = [sys.argv.pop(1), *filter(None, sys.path)]
from desktop.devices.resident.vendor_process import main
sys.exit(main(sys.argv[1:]))
"""


class Library:
    """Calls into the library at `path`. Belongs to one thread. Starts its process when it is first asked."""

    def __init__(self, path: str, source: str, patience: float = 1.0) -> None:
        self._path = path
        self._source = source
        self._patience = patience
        self._clock: Callable[[], float] = time.monotonic
        self._process: _Process | None = None
        self._falls = 0
        self._not_before = float("-inf")
        self._last: SiteFault | None = None
        self._asked = 0

    @property
    def pid(self) -> int | None:
        """The process that holds the library now."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Have the library loaded. Raises SiteFault as `ask` does, and while it is too early to start it again."""
        self._running()

    def ask(self, call: str, port: int) -> tuple[int, bytes]:
        """What the function returned and wrote. Raises SiteFault: library-missing, library-not-loadable, library-hung
        (no answer in time; the process was ended), library-crashed (it ended, or what it said made no sense)."""
        process = self._running()
        self._asked += 1
        limit = LIMITS[call] * self._patience
        try:
            answered = process.ask(Asked(self._asked, call, port), limit)
        except _Hung:
            raise self._fell(SiteFault("library-hung", source=self._source, seconds=round(limit, 1))) from None
        except _Gone:
            raise self._fell(SiteFault("library-crashed", source=self._source)) from None
        return answered.status, answered.data

    def worked(self) -> None:
        """A card was read: what fell before is forgotten."""
        self._falls = 0

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()

    def _running(self) -> _Process:
        if self._process is not None:
            return self._process
        if self._last is not None and self._clock() < self._not_before:
            raise SiteFault(self._last.code, **self._last.facts)
        try:
            process = self._process = _Process(self._path)
            answered = process.first(START_LIMIT)
        except _Hung:
            raise self._fell(SiteFault("library-hung", source=self._source, seconds=START_LIMIT)) from None
        except _Gone:
            raise self._fell(SiteFault("library-crashed", source=self._source)) from None
        except _NotStarted as error:
            raise self._fell(_library_fault("library-not-loadable", self._source, str(error))) from error
        if answered.failed:
            code = "library-missing" if answered.failed == "not-found" else "library-not-loadable"
            raise self._fell(_library_fault(code, self._source, self._path))
        return process

    def _fell(self, fault: SiteFault) -> SiteFault:
        self.close()
        self._falls += 1
        soon = self._falls <= QUICK_RESTARTS
        self._not_before = self._clock() + (0.25 * 2**self._falls if soon else SLOW_RESTART)
        self._last = fault
        return fault


def _library_fault(code: str, source: str, path: str) -> SiteFault:
    if code == "library-missing":
        return SiteFault("library-missing", source=source, path=path)
    return SiteFault("library-not-loadable", source=source, path=path)


class _Hung(Exception):
    pass


class _Gone(Exception):
    pass


class _NotStarted(Exception):
    """The program that should run the process cannot be started."""


class _Process:
    """One process. A thread takes in what it says, since pipes cannot be asked with a time limit on every system."""

    def __init__(self, path: str) -> None:
        program = os.environ.get("KAODIAN_SDT_PYTHON") or sys.executable
        root = str(Path(__file__).resolve().parents[3])
        self._answers: queue.SimpleQueue[Answered | None] = queue.SimpleQueue()
        try:
            self._child = subprocess.Popen(
                [program, "-B", "-c", _BEGIN, root, path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                # A key press meant for the program is not meant for the library.
                start_new_session=sys.platform != "win32",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise _NotStarted(program) from error
        self._thread = threading.Thread(target=self._listen, args=(self._child,), name="sdtapi", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        return self._child.pid

    def first(self, limit: float) -> Answered:
        return self._answer(0, limit)

    def ask(self, asked: Asked, limit: float) -> Answered:
        try:
            assert self._child.stdin is not None
            self._child.stdin.write(write_asked(asked))
        except OSError:
            raise _Gone from None
        return self._answer(asked.n, limit)

    def _answer(self, n: int, limit: float) -> Answered:
        try:
            answered = self._answers.get(timeout=limit)
        except queue.Empty:
            raise _Hung from None
        if answered is None or answered.n != n:
            raise _Gone
        return answered

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        parser = MessageParser()
        try:
            while child.stdout is not None and (piece := child.stdout.read(65536)):
                for message in parser.feed(piece):
                    self._answers.put(read_answered(message))
        except (OSError, ValueError):  # a WireError is one
            pass
        self._answers.put(None)

    def end(self) -> None:
        """Its input is closed, which ends it; it is killed where that does not."""
        child = self._child
        if child.stdin is not None:
            child.stdin.close()
        try:
            child.wait(_ENDING)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        self._thread.join(_ENDING)
        if child.stdout is not None:
            child.stdout.close()
