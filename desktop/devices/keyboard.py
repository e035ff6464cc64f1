"""Typed numbers, and readers that type: one line is one document. A second officer confirms it at the door (G5).

The lines of a machine-readable zone, typed or sent by an OCR reader, are one document too. Bytes are read by a thread
of their own, because a pipe or console cannot be asked with a time limit on every system.
"""

from __future__ import annotations

import os
import queue
import re
import sys
import threading
from math import ceil
from time import monotonic
from types import TracebackType

from desktop.devices.numbers import told_by, type_told, typed_number
from desktop.devices.sources import Document
from desktop.exam.plan.scans import follows, plain, whole_zone, zone_line
from desktop.faults import SiteFault

LONGEST = 400
WAITING = 64
"""Lines kept before they are read; a stuck reader that types without end is left waiting, not stored."""
_ENDS = re.compile(rb"[\r\n\t\x03\x04]")
_TICK = 0.2


class KeyboardSource:
    """Lines from a file descriptor (standard input unless given). Line feed, return and tab end one."""

    def __init__(self, descriptor: int | None = None, source: str = "keyboard:") -> None:
        self._descriptor = _standard_input(source) if descriptor is None else descriptor
        self._source = source
        self._lines: queue.Queue[bytes | None] = queue.Queue(WAITING)
        self._zone: list[str] = []
        self._ended = False
        self._thread: threading.Thread | None = None

    def read(self, timeout: float) -> Document:
        """See IdentitySource. A number that cannot be right is a fault; the next line is read all the same.

        Further SiteFaults: number-old, zone-malformed, zone-check-digit. Of a zone, lines that came before the time was
        up are kept for the next read.
        """
        until = monotonic() + max(0.0, timeout)
        while True:
            line = self._line(until, timeout)
            text = plain(line.decode("utf-8", "replace"))
            document = self._document(text) if text else None
            if document is not None:
                return document

    def _line(self, until: float, timeout: float) -> bytes:
        if self._ended:
            raise SiteFault("source-ended", source=self._source)
        if self._thread is None:
            self._thread = threading.Thread(target=self._pump, name="keyboard-source", daemon=True)
            self._thread.start()
        try:
            line = self._lines.get(timeout=max(0.0, until - monotonic()))
        except queue.Empty:
            raise SiteFault("read-timeout", source=self._source, seconds=ceil(timeout)) from None
        if line is None:
            self._ended = True
            raise SiteFault("source-ended", source=self._source)
        return line

    def _document(self, text: str) -> Document | None:
        """The document of a line, None while a zone waits for its next one."""
        if follows(self._zone, text):
            self._zone.append(text)
            whole = whole_zone("\n".join(self._zone))
            if not whole:
                return None
            self._zone = []
            return zone_document(whole, self._source)
        place = zone_line(text)
        self._zone = [text] if place is not None and place[1] == 1 else []
        if self._zone:
            return None
        whole = whole_zone(text)
        if whole:
            return zone_document(whole, self._source)
        number = typed_number(text)
        sex, birth = told_by(number)
        return Document(
            number=number,
            method="typed",
            document_type=type_told(number),
            sex=sex,
            birth=birth,
            source=self._source,
        )

    def _pump(self) -> None:
        rest = b""
        while not self._ended:
            try:
                piece = os.read(self._descriptor, 4096)
            except OSError:
                piece = b""
            if not piece:
                break
            *whole, rest = _ENDS.split(rest + piece)
            for line in whole:
                if line.strip():
                    self._put(line[:LONGEST])
            rest = rest[:LONGEST]
        if rest.strip():
            self._put(rest)
        self._put(None)

    def _put(self, line: bytes | None) -> None:
        while not self._ended:
            try:
                self._lines.put(line, timeout=_TICK)
                return
            except queue.Full:
                continue

    def close(self) -> None:
        self._ended = True

    def __enter__(self) -> KeyboardSource:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _standard_input(source: str) -> int:
    """Raises SiteFault source-ended where there is none: closed before we were started."""
    try:
        return sys.stdin.fileno()
    except (AttributeError, ValueError, OSError):
        raise SiteFault("source-ended", source=source) from None


def zone_document(zone: str, source: str = "keyboard:", method: str = "typed") -> Document:
    """The document a typed or scanned machine-readable zone tells of. Nothing proves it: the chip was not asked.

    Raises SiteFault zone-malformed, zone-check-digit (the number's, a date's or that over all of them).
    """
    from desktop.devices.travel.mrz import MrzError, parse_mrz

    try:
        told = parse_mrz(zone)
    except MrzError:
        raise SiteFault("zone-malformed") from None
    if any(field != "optional" for field in told.failed):
        raise SiteFault("zone-check-digit")
    return Document(
        number=told.number,
        document_type=told.document_type,
        expires=told.expires_on(None),
        method=method,
        sex=told.sex,
        birth=told.birth_on(None),
        source=source,
        other_name=told.name,
        nationality=told.nationality,
    )
