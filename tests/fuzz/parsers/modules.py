"""What a security module sends: frames, payloads, records, answers to every command; what its helper process says."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from random import Random

from desktop.devices.resident.frame import LONGEST, PREAMBLE, FrameParser, frame
from desktop.devices.resident.module import WiredModule, module_number, text_of
from desktop.devices.resident.record import LENGTH, RecordError, added_address, read_text
from desktop.devices.resident.vendor_wire import (
    Answered,
    Asked,
    MessageParser,
    WireError,
    read_answered,
    read_asked,
    write_answered,
    write_asked,
)
from desktop.devices.resident.writing import write_addresses, write_payload, write_text
from desktop.faults import SiteFault
from tests.devices.resident.people import CARDS, RESIDENT_CARD
from tests.fuzz.mutation import joined, pieces_of, spoiled, spoiled_pieces
from tests.fuzz.parser import Parser

_OF_MODULES = {"reader-lost", "reader-garbled"}
_STATUSES = range(256)
_UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Cs")


@cache
def records() -> tuple[bytes, ...]:
    """One of each layout, and one filled up with NULs."""
    return (*map(write_text, CARDS), write_text(RESIDENT_CARD, "\0"))


def spoiled_record(rng: Random, seeds: Sequence[bytes]) -> bytes:
    """Mostly of the right length: what has another is refused at once."""
    data = spoiled(rng, seeds)
    return data if rng.random() < 0.1 else data[:LENGTH].ljust(LENGTH, b" ")


@cache
def bodies() -> tuple[bytes, ...]:
    payload = write_payload(records()[0])
    return (
        *(b"\x00\x00" + bytes((status,)) for status in (0x90, 0x9F, 0x80, 0x81, 0x41, 0x91, 0x66, 0x10, 0x21)),
        b"\x00\x00\x9f" + bytes(4),
        b"\x00\x00\x90" + bytes(8),
        b"\x00\x00\x90" + bytes(range(16)),
        b"\x00\x00\x90" + payload,
        b"\x00\x00\x90" + write_addresses("虚构省虚构市新路2号"),
    )


@cache
def streams() -> tuple[bytes, ...]:
    frames = [frame(body) for body in bodies()]
    return (*frames, b"".join(frames[:6]), b"\xaa" * 7 + frames[0], PREAMBLE + b"\x0f\xff" + frames[-1] + frames[1])


@cache
def talks() -> tuple[bytes, ...]:
    """What a module sends to one command after the other, piece by piece; the first byte says which are asked."""
    frames = [frame(body) for body in bodies()]
    whole = [bytes((n,)) for n in range(5)]
    return tuple(
        joined([first, *frames[n : n + 3], frames[12][:200], frames[12][200:], *frames[9:]])
        for n, first in enumerate(whole)
    )


def try_frame(data: bytes) -> bool:
    parser, came = FrameParser(), False
    cut = data[0] * 7 % (len(data) + 1) if data else 0
    for piece in (data[:cut], data[cut : cut + 9], data[cut + 9 :]):
        for body in parser.feed(piece):
            came |= body is not None
            assert body is None or frame(body) in data
        assert len(parser._rest) <= LONGEST + 7
    parser.salvage()
    assert len(parser._rest) <= LONGEST + 7
    return came


def try_record(data: bytes) -> bool:
    added_address(data)
    try:
        document = read_text(data)
    except RecordError:
        return False
    assert document.number.isascii()
    assert len(document.number) in (15, 18)
    shown = document.name + document.address + document.issuer + document.ethnic + document.other_name
    assert all(char.isprintable() or unicodedata.category(char) not in _UNSEEN for char in shown)
    return True


def try_payload(data: bytes) -> bool:
    for lengths in (2, 3):
        assert len(text_of(data, lengths)) in (0, LENGTH)
    if len(data) == 16:
        assert module_number(data)
    return bool(text_of(data, 2) or text_of(data, 3))


class _Port:
    """A line on which whatever comes has been thought out before; the time passes with every look."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._now = 0.0

    def clock(self) -> float:
        self._now += 0.01
        return self._now

    def write(self, data: bytes) -> None: ...

    def flush(self) -> None: ...

    def close(self) -> None: ...

    def read(self, wait: float) -> bytes:
        if self._pieces:
            return self._pieces.pop(0)
        self._now += wait
        return b""


def try_module(data: bytes) -> bool:
    pieces = pieces_of(data)
    port = _Port(pieces[1:])
    module = WiredModule(port, "module", "serial:")
    module._clock = port.clock
    first = pieces[0][:1] if pieces else b""
    try:
        if first == b"\x00":
            module.ask_number()
        assert module.find() in _STATUSES
        assert module.select() in _STATUSES
        _, text = module.read()
        assert len(text) in (0, LENGTH)
        _, added = module.added()
        added_address(added)
    except SiteFault as fault:
        if fault.code not in _OF_MODULES:
            raise
        return False
    return bool(text)


@cache
def messages() -> tuple[bytes, ...]:
    said = [
        write_answered(Answered(7, 144, write_payload(records()[0]))),
        write_answered(Answered(0, failed="not-found")),
    ]
    asked = [write_asked(Asked(7, "read", 1001)), write_asked(Asked(8, "open", 1))]
    hostile = [
        b"\x00\x00\x10\x00" + b"[" * 4096,
        b"\x00\x00\x00\x40" + b'{"n": 1e999, "status": NaN, "data": "\\ud800"}'.ljust(64),
    ]
    return (*said, *asked, said[1] + asked[0] + said[0], *hostile)


def try_wire(data: bytes) -> bool:
    parser, came = MessageParser(), False
    cut = data[-1] * 3 % (len(data) + 1) if data else 0
    try:
        found = parser.feed(data[:cut]) + parser.feed(data[cut:])
    except WireError:
        return False
    for message in found:
        for read in (read_asked, read_answered):
            try:
                read(message)
            except WireError:
                continue
            came = True
    return came


PARSERS = (
    Parser("sam-frame", streams, spoiled, try_frame),
    Parser(
        "sam-payload",
        lambda: (bodies()[12][3:], bodies()[11][3:], write_payload(records()[0], finger=b"")),
        spoiled,
        try_payload,
    ),
    Parser("sam-record", records, spoiled_record, try_record),
    Parser("sam-answers", talks, spoiled_pieces(), try_module),
    Parser("helper-process", messages, spoiled, try_wire),
)
