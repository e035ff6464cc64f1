"""The real PC/SC service, one on a machine: whoever needs it waits for the lock of whoever has it.

    @pytest.fixture(scope="module")
    def pcscd() -> Iterator[PcscService]:
        with pcsc_service() as service:
            yield service

It is started in the foreground and ended by its process id. One that a killed run left behind is ended by the next.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from desktop.devices.pcsc import scard as sc
from tests.helpers.cards.vpcd import READERS

LOCK = Path(tempfile.gettempdir()) / "kaodian-test-pcscd"
_DEADLINE = 20.0


class PcscService:
    """`start` and `stop` as often as wanted."""

    def __init__(self, held: IO[str]) -> None:
        self._held = held
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Returns once both virtual readers are there. Raises RuntimeError where they do not come."""
        program = _program()
        command = [program, "--foreground", "--error"]
        told = subprocess.run([program, "--help"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if "--disable-polkit" in told.stdout + told.stderr:
            command.append("--disable-polkit")
        with tempfile.TemporaryFile() as log:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            self._note(str(self._process.pid))
            until = time.monotonic() + _DEADLINE
            while not self._ready():
                if self._process.poll() is not None or time.monotonic() > until:
                    self.stop()
                    log.seek(0)
                    raise RuntimeError("pcscd: " + log.read(2000).decode("utf-8", "replace"))
                time.sleep(0.01)

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)
            self._note("")

    def empty(self) -> None:
        """Returns once both readers are empty: a card that was taken away is seen to be at the driver's next look, and
        until then the next one would be torn in its place. Raises TimeoutError where a card stays."""
        system, until = sc.SystemScard(), time.monotonic() + _DEADLINE
        _, context = system.establish()
        known = [sc.ReaderState(name, sc.STATE_UNAWARE) for name in READERS]
        try:
            while True:
                _, states = system.wait(context, 500, known)
                if all(one.state & sc.STATE_EMPTY for one in states):
                    return
                if time.monotonic() > until:
                    raise TimeoutError("a card lies on a virtual reader")
                known = [sc.ReaderState(one.reader, one.state & ~sc.STATE_CHANGED) for one in states]
        finally:
            system.release(context)

    def end_left_behind(self) -> None:
        """End the service that a run left behind which could not clean up: it noted the process id."""
        self._held.seek(0)
        noted = self._held.read().strip()
        if noted.isdigit() and _name_of(int(noted)) == "pcscd":
            os.kill(int(noted), signal.SIGTERM)
            until = time.monotonic() + 5
            while _name_of(int(noted)) == "pcscd" and time.monotonic() < until:
                time.sleep(0.02)

    def _note(self, text: str) -> None:
        self._held.seek(0)
        self._held.truncate()
        self._held.write(text)
        self._held.flush()

    @staticmethod
    def _ready() -> bool:
        system = sc.SystemScard()
        result, context = system.establish()
        if result != sc.OK:
            return False
        _, names = system.readers(context)
        system.release(context)
        return set(READERS) <= set(names)


@contextmanager
def pcsc_service() -> Iterator[PcscService]:
    """A started service. Raises FileNotFoundError where pcscd is not installed."""
    if os.name == "nt":
        pytest.skip("pcscd is not the card service of Windows")
    import fcntl

    with LOCK.open("a+", encoding="ascii") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        service = PcscService(held)
        service.end_left_behind()
        service.start()
        try:
            yield service
        finally:
            service.stop()


def _program() -> str:
    found = shutil.which("pcscd") or shutil.which("pcscd", path="/usr/sbin:/sbin")
    if found is None:
        raise FileNotFoundError("pcscd (packages pcscd and vsmartcard-vpcd)")
    return found


def _name_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""
