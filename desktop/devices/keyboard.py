"""Typed numbers, and readers that type: one line is one document. A second officer confirms it at the door (G5).

Bytes are read by a thread of their own, because a pipe or console cannot be asked with a time limit on every system.
"""

from __future__ import annotations

import os
import queue
import re
import sys
import threading
import unicodedata
from datetime import date
from types import TracebackType

from desktop.devices.sources import Document
from desktop.exam.plan.documents import check_digit
from desktop.exam.plan.model import Sex
from desktop.faults import SiteFault

LONGEST = 400
_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
_NUMBER = re.compile(r"[0-9A-Z()]{4,30}")


class KeyboardSource:
    """Lines from a file descriptor (standard input unless given)."""

    def __init__(self, descriptor: int | None = None, source: str = "keyboard:") -> None:
        self._descriptor = sys.stdin.fileno() if descriptor is None else descriptor
        self._source = source
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._ended = False
        self._thread: threading.Thread | None = None

    def read(self, timeout: float) -> Document:
        """See IdentitySource. A number that cannot be right is a fault; the next line is read all the same."""
        if self._ended:
            raise SiteFault("source-ended", source=self._source)
        if self._thread is None:
            self._thread = threading.Thread(target=self._pump, name="keyboard-source", daemon=True)
            self._thread.start()
        try:
            line = self._lines.get(timeout=max(0.0, timeout))
        except queue.Empty:
            raise SiteFault("read-timeout", source=self._source, seconds=round(timeout)) from None
        if line is None:
            self._ended = True
            raise SiteFault("source-ended", source=self._source)
        return self._document(line)

    def _document(self, line: bytes) -> Document:
        number = typed_number(line.decode("utf-8", "replace"))
        sex, birth = told_by(number)
        return Document(number=number, method="typed", sex=sex, birth=birth, source=self._source)

    def _pump(self) -> None:
        rest = b""
        while True:
            try:
                piece = os.read(self._descriptor, 4096)
            except OSError:
                piece = b""
            if not piece:
                break
            *whole, rest = (rest + piece).split(b"\n")
            for line in whole:
                if line.strip():
                    self._lines.put(line[:LONGEST])
            rest = rest[:LONGEST]
        if rest.strip():
            self._lines.put(rest)
        self._lines.put(None)

    def close(self) -> None:
        self._ended = True

    def __enter__(self) -> KeyboardSource:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def typed_number(text: str) -> str:
    """A typed document number in its one form: no spaces, half width, upper case.

    Raises SiteFault: number-malformed, number-check-digit (eighteen characters whose check digit, GB 11643, is wrong).
    """
    number = "".join(unicodedata.normalize("NFKC", text).split()).replace("-", "").upper()
    if not _NUMBER.fullmatch(number):
        raise SiteFault("number-malformed", length=len(number))
    # Seventeen digits and one more are a resident card's number, whatever the document is called.
    if _EIGHTEEN.fullmatch(number) and check_digit(number[:17]) != number[17]:
        raise SiteFault("number-check-digit", length=len(number))
    return number


def told_by(number: str) -> tuple[Sex, str]:
    """Sex (odd sequence male, even female) and birth (ISO) that an 18-digit number carries; others tell neither."""
    if not _EIGHTEEN.fullmatch(number):
        return "unknown", ""
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14])).isoformat()
    except ValueError:
        birth = ""
    return ("male" if int(number[16]) % 2 else "female"), birth
