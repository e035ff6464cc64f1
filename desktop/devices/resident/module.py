"""The security module (SAM_V) over a byte port: one command, one answer, with the patience known from the field.

Every read goes find, select, read. Input is dropped before each command; an answer that is damaged, or says that the
command was, makes the command be sent once more. An answer of an earlier command that comes late is not taken for this
one's. All statuses are SW3 (frame.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from desktop.devices.resident.frame import (
    FOUND,
    NOT_FOUND,
    NOT_SELECTED,
    NOTHING_THERE,
    OK,
    READ_FAILED,
    FrameParser,
    frame,
    reaction,
)
from desktop.devices.resident.record import LENGTH
from desktop.faults import SiteFault

_SILENT_FINDS = 3
_NOT_THIS_WAY = ("21", "23", "24")


class SecurityModule(Protocol):
    """A module, on a wire or behind a library. Every call raises SiteFault when the reader itself is at fault:
    reader-lost, reader-garbled, and what a driver adds of its own."""

    @property
    def name(self) -> str:
        """What people know the reader by."""
        ...

    def status(self) -> int:
        """OK, or 60 or 66 for a module that is defective."""
        ...

    def find(self) -> int:
        """FOUND; NOT_FOUND also while a card lies there that was read already."""
        ...

    def select(self) -> int: ...

    def read(self) -> tuple[int, bytes]:
        """Status and the text record; only OK brings one, and it may have any length."""
        ...

    def added(self) -> tuple[int, bytes]:
        """Status and the added addresses; NOTHING_THERE for most cards."""
        ...

    def close(self) -> None: ...


class Port(Protocol):
    """A line of bytes. Each call raises OSError when the line is gone."""

    def write(self, data: bytes) -> None: ...

    def read(self, wait: float) -> bytes:
        """What has come, waiting at most `wait` seconds for the first byte; empty when nothing came."""
        ...

    def flush(self) -> None:
        """Drop what has come."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Command:
    """`wait` in seconds; `good` and `least`, `most`: the status of success and how many bytes of data come with it;
    `bad`: its own status for "no". Other statuses of success or "no" belong to other commands."""

    body: bytes
    wait: float
    good: int = OK
    least: int = 0
    most: int = 0
    bad: int = -1

    def fits(self, answer: bytes) -> bool:
        if len(answer) < 3:
            return False
        status = answer[2]
        if status == self.good:
            return self.least <= len(answer) - 3 <= self.most
        return status == self.bad or status not in _OF_SOME_COMMAND


_OF_SOME_COMMAND = frozenset((OK, FOUND, NOT_FOUND, NOT_SELECTED, NOTHING_THERE))
_STATUS = _Command(b"\x11\xff", 0.2)
_NUMBER = _Command(b"\x12\xff", 0.5, least=16, most=16)
_FIND = _Command(b"\x20\x01", 0.1, good=FOUND, most=16, bad=NOT_FOUND)
_SELECT = _Command(b"\x20\x02", 0.1, most=15, bad=NOT_SELECTED)
_READ = _Command(b"\x30\x01", 2.0, least=4 + LENGTH, most=4000)
_READ_FINGER = _Command(b"\x30\x10", 3.0, least=6 + LENGTH, most=4000)
_ADDED = _Command(b"\x30\x03", 1.0, least=70, most=280, bad=NOTHING_THERE)


class _Silent(Exception):
    """No answer in time."""


class WiredModule:
    """A module behind a port. `source` is the setting, for faults. `patience` stretches every wait, for slow lines."""

    def __init__(self, port: Port, name: str, source: str, patience: float = 1.0) -> None:
        self._port = port
        self._name = name
        self._source = source
        self._patience = patience
        self._parser = FrameParser()
        self._silent = 0
        self._clock: Callable[[], float] = time.monotonic

    @property
    def name(self) -> str:
        return self._name

    def answers(self) -> bool:
        """Whether a module is there and understood. Raises SiteFault reader-lost when the line is gone."""
        try:
            return self._once(_STATUS) is not None
        except _Silent:
            return False

    def status(self) -> int:
        try:
            return self._ask(_STATUS)[2]
        except _Silent:
            raise self._lost() from None

    def ask_number(self) -> str:
        """The module's own number as makers print it, from then on part of its name. Empty when it does not say."""
        try:
            answer = self._ask(_NUMBER)
        except _Silent:
            return ""
        number = module_number(answer[3:]) if answer[2] == OK else ""
        if number:
            self._name = f"{self._name} {number}"
        return number

    def find(self) -> int:
        return self._quick(_FIND, NOT_FOUND)

    def select(self) -> int:
        return self._quick(_SELECT, NOT_SELECTED)

    def read(self) -> tuple[int, bytes]:
        """Text and photo; where a module refuses that, text, photo and fingerprints. The photo is left alone: there is
        no open decoder for it."""
        try:
            answer, lengths = self._ask(_READ), 2
        except SiteFault as fault:
            if fault.code != "reader-garbled" or fault.facts["status"] not in _NOT_THIS_WAY:
                raise
            try:
                answer, lengths = self._ask(_READ_FINGER), 3
            except _Silent:
                return self._torn()
        except _Silent:
            return self._torn()
        return answer[2], text_of(answer[3:], lengths) if answer[2] == OK else b""

    def _torn(self) -> tuple[int, bytes]:
        """No answer to a read: the card was taken away, or the reader is gone."""
        self.status()
        return READ_FAILED, b""

    def added(self) -> tuple[int, bytes]:
        try:
            answer = self._ask(_ADDED)
        except _Silent:
            return NOTHING_THERE, b""
        return answer[2], answer[3:] if answer[2] == OK else b""

    def close(self) -> None:
        self._port.close()

    def _quick(self, command: _Command, nothing: int) -> int:
        """Silence is nothing found, until it lasts: then the module is asked whether it is there at all."""
        try:
            status = self._ask(command)[2]
        except _Silent:
            self._silent += 1
            if self._silent >= _SILENT_FINDS:
                self._silent = 0
                self.status()
            return nothing
        self._silent = 0
        return status

    def _ask(self, command: _Command) -> bytes:
        """Raises _Silent; SiteFault reader-garbled for an answer damaged, or a command called damaged, twice."""
        status = 0
        for _ in range(2):
            answer = self._once(command)
            if answer is not None:
                status = answer[2]
                if reaction(status) != "again":
                    return answer
        raise SiteFault("reader-garbled", source=self._source, status=f"{status:02X}" if status else "-")

    def _once(self, command: _Command) -> bytes | None:
        """One exchange; None for a damaged answer. Raises _Silent, SiteFault reader-lost."""
        parser, until = self._parser, self._clock() + command.wait * self._patience
        parser.clear()
        damaged = False
        try:
            self._port.flush()
            self._port.write(frame(command.body))
            while (left := until - self._clock()) > 0:
                for answer in parser.feed(self._port.read(left)):
                    if answer is None:
                        damaged = True
                    elif command.fits(answer):
                        return answer
                if damaged:
                    return None
        except OSError as error:
            raise self._lost() from error
        for answer in parser.salvage():
            if answer is not None and command.fits(answer):
                return answer
        raise _Silent

    def _lost(self) -> SiteFault:
        return SiteFault("reader-lost", source=self._source)


def text_of(payload: bytes, lengths: int) -> bytes:
    """The text record out of what a read brings: `lengths` lengths (text, photo, fingerprint) of two bytes each, then
    the parts. Empty when the lengths do not describe the payload."""
    head = lengths * 2
    parts = [int.from_bytes(payload[n : n + 2], "big") for n in range(0, head, 2)]
    if len(payload) != head + sum(parts) or parts[0] != LENGTH:
        return b""
    return payload[head : head + LENGTH]


def module_number(raw: bytes) -> str:
    """Sixteen bytes as `05.01-20140101-0000000001-0000000002`: kind, batch, date, two serials. Raises ValueError."""
    if len(raw) != 16:
        raise ValueError("a module's number has 16 bytes")
    day, first, second = (int.from_bytes(raw[n : n + 4], "little") for n in (4, 8, 12))
    return f"{raw[0]:02X}.{raw[2]:02X}-{day}-{first:010d}-{second:010d}"
