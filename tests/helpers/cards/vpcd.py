"""A card on a virtual reader of the real PC/SC service.

The driver listens on TCP, one port a reader, one client each; a card is there while a client is connected. Frames both
ways are two bytes of length and a body. A body of one byte is a control code, of which only "send ATR" is answered;
every other is a command and gets one answer.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

PORTS = (35963, 35964)
READERS = ("Virtual PCD 00 00", "Virtual PCD 00 01")
CONTACTLESS = bytes.fromhex("3B80800101")
"""The answer to reset a reader makes for an ISO 14443-4 chip without historical bytes (PC/SC part 3)."""
PAGE = bytes.fromhex("3B8B80010031C06400000000009000" + "00")
"""One whose bytes 13 and 14 are 90 00, as a page reader's."""
STORAGE = bytes.fromhex("3B8F8001804F0CA000000306030001000000006A")
"""One of a storage chip (Mifare Classic)."""
REFUSED = bytes.fromhex("6D00")
_ATR_WANTED = 4

Handler = Callable[[bytes], bytes | None]
"""A command to its answer; None tears the card out in the middle."""


def table(rules: Mapping[str, str], default: bytes = REFUSED) -> Handler:
    """Answers by the command's beginning, both in hexadecimal; the longest beginning counts."""
    known = {bytes.fromhex(begin): bytes.fromhex(answer) for begin, answer in rules.items()}
    order = sorted(known, key=len, reverse=True)

    def answer(command: bytes) -> bytes:
        return next((known[begin] for begin in order if command.startswith(begin)), default)

    return answer


class VirtualCard:
    """`insert` and `remove` as often as wanted, or `with`. `slot` is the reader, 0 or 1. `handled` counts commands."""

    def __init__(
        self, handler: Handler | Mapping[str, str] | None = None, atr: bytes = CONTACTLESS, slot: int = 0
    ) -> None:
        self.atr, self.slot = atr, slot
        self.handled = 0
        self.spoken_to = threading.Event()
        self._looks = threading.Semaphore(0)
        self._handler = handler if callable(handler) else table(handler or {})
        self._socket: socket.socket | None = None
        self._thread: threading.Thread | None = None

    def insert(self) -> Self:
        """The reader sees the card at its next look, within 400 ms."""
        assert self._socket is None, "the card lies there already"
        line = socket.create_connection(("127.0.0.1", PORTS[self.slot]), timeout=5)
        line.settimeout(None)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = line
        self.spoken_to.clear()
        self._thread = threading.Thread(target=self._serve, args=(line,), name="virtual-card", daemon=True)
        self._thread.start()
        return self

    def until_settled(self) -> None:
        """Wait until the driver only looks now and then whether the card is there, once in 400 ms. A card that is
        swapped while it is still being powered is swapped unseen."""
        calm = 0
        while calm < 2:
            while self._looks.acquire(blocking=False):
                pass
            began = time.monotonic()
            assert self._looks.acquire(timeout=5), "the driver does not look"
            calm = calm + 1 if time.monotonic() - began > 0.3 else 0

    def remove(self) -> None:
        """Also in the middle of an exchange."""
        line, self._socket = self._socket, None
        if line is not None:
            _end(line)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(2)

    def __enter__(self) -> Self:
        return self.insert()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.remove()

    def _serve(self, line: socket.socket) -> None:
        try:
            while True:
                body = _read(line, int.from_bytes(_read(line, 2), "big"))
                if len(body) == 1:
                    if body[0] != _ATR_WANTED:
                        continue
                    self._looks.release()
                    answer: bytes | None = self.atr
                else:
                    self.handled += 1
                    self.spoken_to.set()
                    answer = self._handler(body)
                if answer is None:
                    break
                line.sendall(len(answer).to_bytes(2, "big") + answer)
        except (EOFError, OSError):
            pass
        _end(line)


def _read(line: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count:
        # The driver sends length and body apart: with delayed acknowledgements every command would take 40 ms.
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        piece = line.recv(count - len(got))
        if not piece:
            raise EOFError
        got += piece
    return got


def _end(line: socket.socket) -> None:
    with contextlib.suppress(OSError):  # the other side ended first
        line.shutdown(socket.SHUT_RDWR)
    line.close()


def badge(uid: str = "04A1B2C3D4E5F6", slot: int = 0) -> VirtualCard:
    """A contactless token and nothing else."""
    return VirtualCard({"FFCA000000": uid + " 9000"}, atr=STORAGE, slot=slot)


class Stuck:
    """A card that never answers, until `end`."""

    def __init__(self) -> None:
        self._end = threading.Event()

    def __call__(self, command: bytes) -> bytes | None:
        self._end.wait(60)
        return None

    def end(self) -> None:
        self._end.set()
