"""A security module byte for byte, and a line it can be plugged into: a pseudo-terminal.

module = SyntheticModule()
with Line(module, folder) as line:
    module.lay(write_text(person))        # ... and a reader on line.path reads it
    line.mishaps["3001"] = [wrong_checksum]
"""

from __future__ import annotations

import os
import select
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from desktop.devices.resident.frame import FOUND, NOT_FOUND, NOT_SELECTED, NOTHING_THERE, OK, FrameParser, frame
from desktop.devices.resident.writing import write_payload

SERIAL = bytes.fromhex("05000100e14f330139300000d2040000")
NUMBER = "05.01-20140001-0000012345-0000001234"
_COMMANDS = {"1001", "10ff", "11ff", "12ff", "2001", "2002", "3001", "3010", "3003"}

Mishap = Callable[[bytes], list[bytes]]
"""What becomes of an answer's frame on the way: the pieces that are sent."""


class SyntheticModule:
    """`lay` and `lift` cards, `refuse` commands. `forgetful`: finds a card again that it has read, as some do."""

    def __init__(self, forgetful: bool = False) -> None:
        self.forgetful = forgetful
        self.health = OK
        self.asked: list[str] = []
        self._card: bytes | None = None
        self._finger: bytes | None = None
        self._added = b""
        self._found = self._selected = self._read = False
        self._refusals: dict[str, list[int]] = defaultdict(list)
        self._lock = threading.Lock()

    def lay(self, text: bytes, added: bytes = b"", finger: bytes | None = None) -> None:
        with self._lock:
            self._card, self._added, self._finger = text, added, finger
            self._found = self._selected = self._read = False

    def lift(self) -> None:
        with self._lock:
            self._card = None
            self._found = self._selected = self._read = False

    def refuse(self, command: str, status: int, times: int = 1) -> None:
        """Answer the next `times` of these commands with a status."""
        with self._lock:
            self._refusals[command] += [status] * times

    def forgive(self) -> None:
        """No more refusals."""
        with self._lock:
            self._refusals.clear()

    def answer(self, body: bytes) -> bytes:
        """The body of the answer to a command's body."""
        with self._lock:
            command = body.hex()
            self.asked.append(command)
            if self._refusals[command]:
                return _says(self._refusals[command].pop(0))
            return self._answered(command)

    def _answered(self, command: str) -> bytes:
        if command not in _COMMANDS:
            return _says(0x21)
        if command in ("10ff", "11ff"):
            return _says(self.health)
        if command == "12ff":
            return _says(OK, SERIAL)
        if command == "2001":
            self._found = self._card is not None and (self.forgetful or not self._read)
            self._selected = False
            return _says(FOUND, bytes(4)) if self._found else _says(NOT_FOUND)
        if command == "2002":
            self._selected = self._found
            return _says(OK, bytes(8)) if self._selected else _says(NOT_SELECTED)
        if not self._selected or self._card is None:
            return _says(0x41)
        if command == "3003":
            return _says(OK, self._added) if self._added else _says(NOTHING_THERE)
        self._read = True
        return _says(OK, write_payload(self._card, finger=None if command == "3001" else self._finger or b""))


def _says(status: int, data: bytes = b"") -> bytes:
    return bytes((0, 0, status)) + data


def wrong_checksum(whole: bytes) -> list[bytes]:
    return [whole[:-1] + bytes((whole[-1] ^ 0x55,))]


def noise_before(whole: bytes) -> list[bytes]:
    return [b"\x00\xff\xaa\xaa\xaa\x96\xaa\xaa\xaa" + whole]


def in_pieces(whole: bytes) -> list[bytes]:
    return [whole[:7], *(whole[n : n + 200] for n in range(7, len(whole), 200))]


def silence(whole: bytes) -> list[bytes]:
    del whole
    return []


class Line:
    """The module on a pseudo-terminal at `path`. It answers at `rate` only; at another a reader gets rubbish.

    A pseudo-terminal carries bytes at any speed, so the player looks at the speed the reader's side was set to.
    """

    def __init__(self, module: SyntheticModule, folder: Path, rate: int = 115200) -> None:
        self.module = module
        self.path = folder / "ttyUSB0"
        self.rate = rate
        self.mishaps: dict[str, list[Mishap]] = defaultdict(list)
        self._thread: threading.Thread | None = None
        self._ends: tuple[int, ...] = ()

    def plug(self) -> None:
        if os.name == "nt":
            pytest.skip("a line made of pseudo-terminals, which Windows has not")
        import termios

        master, slave = os.openpty()
        settings = termios.tcgetattr(slave)
        settings[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(slave, termios.TCSANOW, settings)
        stop, stopped = os.pipe()
        self._ends = (master, slave, stop, stopped)
        self._thread = threading.Thread(target=self._play, args=(master, stop), name="synthetic-module")
        self._thread.start()
        self.path.symlink_to(os.ttyname(slave))

    def pull(self) -> None:
        """The cable is pulled out."""
        if self._thread is None:
            return
        self.path.unlink()
        os.write(self._ends[3], b".")
        self._thread.join()
        self._thread = None
        for end in self._ends:
            os.close(end)

    def __enter__(self) -> Self:
        self.plug()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pull()

    def _play(self, master: int, stop: int) -> None:
        import termios

        parser = FrameParser()
        while True:
            ready, _, _ = select.select([master, stop], [], [])
            if stop in ready:
                return
            heard = os.read(master, 4096)
            if termios.tcgetattr(master)[5] != getattr(termios, f"B{self.rate}"):
                _send(master, [b"\xf8\x00\xe0\x1f"])
                continue
            for body in parser.feed(heard):
                if body is not None:
                    _send(master, self._mishandled(body.hex(), frame(self.module.answer(body))))

    def _mishandled(self, command: str, whole: bytes) -> Iterable[bytes]:
        waiting = self.mishaps[command]
        return waiting.pop(0)(whole) if waiting else [whole]


def _send(master: int, pieces: Iterable[bytes]) -> None:
    for piece in pieces:
        sent = 0
        while sent < len(piece):
            sent += os.write(master, piece[sent:])
