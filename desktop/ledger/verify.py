"""Checks a whole record and names the first fault (contract, "Verification").

Entries are judged one after another in the order of the file. The contract's order of checks leaves one question open,
which is answered by its sentence "an entry whose own content does not give its hash is bad-hash, whatever its
neighbours say": what an entry says of itself (malformed, wrong-record, bad-desk-id, bad-hash) comes before what follows
from its neighbours (place in the file, not-enrolled, gap, duplicate, broken-chain); then come signature, clock, proof.
Two lines that changed places are a file out of order, not a gap: a gap means that nothing later in the file fills it.

`resources/verifier/verify_record.py` gives the same verdicts without this program; a test holds the two together.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

from desktop.ledger.entry import ENROLLED, NO_HASH, ROLES, Malformed, read_line
from desktop.ledger.heads import Head, HeadClaim, head_code
from desktop.ledger.keys import Seal, decode_base64, desk_id_of, proof_of, same_proof

REASONS: Final = (
    "malformed",
    "wrong-record",
    "bad-desk-id",
    "not-enrolled",
    "gap",
    "duplicate",
    "broken-chain",
    "bad-hash",
    "bad-signature",
    "clock-backwards",
    "bad-proof",
    "head-mismatch",
)
LONGEST_LINE: Final = 4 << 20

_DESK = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Report:
    """Outcome of a verification.

    Attributes:
        entries: how many entries were found good, up to the fault if there is one.
        heads, code: of the entries found good.
        proof_checked: False when no record secret was given, and the enrolment proofs were left unchecked.
        desk, number, line, reason: the first fault; `line` counts from 1. A line that is no entry has neither desk
            nor number; a cut or missing chain names its desk and the last number found, if any, and no line.
    """

    ok: bool
    entries: int
    heads: dict[str, Head]
    code: str
    proof_checked: bool
    desk: str | None = None
    number: int | None = None
    line: int | None = None
    reason: str | None = None


class _Fault(Exception):
    def __init__(self, reason: str, desk: str | None = None, number: int | None = None, line: int | None = None):
        self.reason, self.desk, self.number, self.line = reason, desk, number, line


@dataclass(slots=True)
class _Desk:
    """The chain being read."""

    id: str
    seal: Seal
    number: int = 0
    hash: str = NO_HASH
    time: list[int] | None = None


@dataclass(slots=True)
class _Reading:
    record: str | None
    secret: bytes | None
    wanted: dict[str, int]
    desk: _Desk | None = None
    entries: int = 0
    line: int = 0
    heads: dict[str, Head] = field(default_factory=dict)
    claimed: dict[str, Head] = field(default_factory=dict)


def verify(
    lines: Iterable[bytes],
    record: str | None = None,
    secret: bytes | None = None,
    expected: HeadClaim | None = None,
) -> Report:
    """Check the lines of a record, each without its line end.

    `record` is the id it must have (else that of `expected`, else the first entry's), `secret` the record secret for
    the enrolment proofs, `expected` what a printed sheet claims. Never raises for what the lines hold.
    """
    reading = _Reading(
        record if record is not None or expected is None else expected.record,
        secret,
        dict(expected.numbers or {}) if expected else {},
    )
    fault: _Fault | None = None
    try:
        rest = iter(lines)
        for line in rest:
            reading.line += 1
            _read(reading, line, rest)
        if not reading.entries:
            raise _Fault("malformed")
        if expected is not None:
            _compare(reading, expected)
    except _Fault as found:
        fault = found
    good = (reading.entries, reading.heads, head_code(reading.heads), secret is not None)
    if fault is None:
        return Report(True, *good)
    return Report(False, *good, fault.desk, fault.number, fault.line, fault.reason)


def verify_file(
    stream: BinaryIO, record: str | None = None, secret: bytes | None = None, expected: HeadClaim | None = None
) -> Report:
    """`verify` of an open `.jsonl` file, whose every line has to end with a line feed."""
    return verify(file_lines(stream), record, secret, expected)


def file_lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a `.jsonl` file without line feeds. A last line without one is cut: it is handed on empty, which is
    no entry. So is a line too long to be one."""
    while raw := stream.readline(LONGEST_LINE):
        if not raw.endswith(b"\n"):
            yield b""
            return
        yield raw[:-1]


def _read(reading: _Reading, line: bytes, rest: Iterator[bytes]) -> None:
    try:
        entry, hashed = read_line(line)
    except Malformed:
        raise _Fault("malformed", line=reading.line) from None
    name, number = entry["desk"], entry["number"]

    def fault(reason: str) -> _Fault:
        return _Fault(reason, name, number, reading.line)

    if reading.record is None:
        reading.record = entry["record"]
    if entry["record"] != reading.record:
        raise fault("wrong-record")
    desk = reading.desk
    public = None
    if desk is None or desk.id != name:
        if not _DESK.fullmatch(name):
            raise fault("bad-desk-id")
        if entry["kind"] == ENROLLED:
            public = _public_key(entry)
            if public is None:
                raise fault("bad-desk-id")
    digest = hashlib.sha256(hashed)
    if digest.hexdigest() != entry["hash"]:
        raise fault("bad-hash")
    desk = _placed(reading, entry, desk, public, rest)
    if entry["previous"] != desk.hash:
        raise fault("broken-chain")
    signature = decode_base64(entry["signature"], 64)
    if signature is None or not desk.seal.holds(signature, digest.digest()):
        raise fault("bad-signature")
    if desk.time is not None and entry["time"] <= desk.time:
        raise fault("clock-backwards")
    if public is not None and reading.secret is not None:
        proof = entry["data"]["proof"]
        if not same_proof(proof, proof_of(reading.secret, public)):
            raise fault("bad-proof")
    desk.number, desk.hash, desk.time = number, entry["hash"], entry["time"]
    reading.desk = desk
    reading.entries += 1
    reading.heads[name] = head = Head(number, desk.hash)
    if reading.wanted.get(name) == number:
        reading.claimed[name] = head


def _public_key(entry: dict[str, Any]) -> bytes | None:
    """The raw key an enrolment gives, if the desk's id is made from it."""
    text = entry["data"].get("public_key")
    raw = decode_base64(text, 32) if type(text) is str else None
    return raw if raw is not None and desk_id_of(raw) == entry["desk"] else None


def _placed(
    reading: _Reading, entry: dict[str, Any], desk: _Desk | None, public: bytes | None, rest: Iterator[bytes]
) -> _Desk:
    """The desk of an entry that stands in its right place: enrolled, in order, next in number."""
    name, number = entry["desk"], entry["number"]
    at = (name, number, reading.line)
    if desk is not None and (name, number) < (desk.id, desk.number):
        raise _Fault("malformed", *at)
    if desk is None or desk.id != name:
        if entry["kind"] != ENROLLED or (number == 1 and not _enrols(entry)) or public is None:
            _look_ahead(reading, (name, number), rest)
            raise _Fault("not-enrolled", *at)
        try:
            desk = _Desk(name, Seal(public))
        except ValueError:
            raise _Fault("bad-desk-id", *at) from None
    if number == desk.number:
        raise _Fault("duplicate", *at)
    if number != desk.number + 1:
        _look_ahead(reading, (name, number), rest)
        raise _Fault("gap", *at)
    return desk


def _enrols(entry: dict[str, Any]) -> bool:
    """Whether it is a whole first entry (contract, "First entry of a desk")."""
    data = entry["data"]
    return (
        entry["about"] == [f"desk:{entry['desk']}"]
        and type(data.get("label")) is str
        and data.get("role") in ROLES
        and type(data.get("proof")) is str
    )


def _look_ahead(reading: _Reading, here: tuple[str, int], rest: Iterator[bytes]) -> None:
    """Raises malformed when a later line belongs before this one: then nothing is missing, the file is out of order."""
    for at, line in enumerate(rest, reading.line + 1):
        try:
            entry, _ = read_line(line)
        except Malformed:
            continue
        key = (entry["desk"], entry["number"])
        if key < here:
            raise _Fault("malformed", *key, at)


def _compare(reading: _Reading, expected: HeadClaim) -> None:
    """Raises head-mismatch when the record lacks what was printed, or is another one.

    A record that went on after printing fits: the code is made anew from the heads it had at the printed numbers.
    """
    if expected.numbers is None:
        if head_code(reading.heads) != expected.code:
            raise _Fault("head-mismatch")
        return
    for desk in sorted(expected.numbers):
        if desk not in reading.claimed:
            found = reading.heads.get(desk)
            raise _Fault("head-mismatch", desk, found.number if found else None)
    if head_code(reading.claimed) != expected.code:
        only = next(iter(reading.claimed)) if len(reading.claimed) == 1 else None
        raise _Fault("head-mismatch", only, reading.claimed[only].number if only else None)
