"""Small real records for tests: several desks, real keys, Chinese text, nested data."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from desktop.ledger.chain import Chain
from desktop.ledger.clock import HybridClock
from desktop.ledger.entry import Entry, body, entry_line, entry_to_data, trusted_entry
from desktop.ledger.keys import DeskKey, encode_base64

RECORD = "4f8f6f0e-6a5e-4f0b-9d59-3f4f4cf2a001"
OTHER_RECORD = "4f8f6f0e-6a5e-4f0b-9d59-3f4f4cf2a002"
SECRET = bytes(range(32))
MORNING = 1_795_217_400_000


def key(n: int) -> DeskKey:
    """The same keys in every run, so that a failure can be looked at again."""
    return DeskKey.from_bytes(hashlib.sha256(b"desk %d" % n).digest())


def desk_of(n: int, size: int, record: str = RECORD, start: int = MORNING) -> list[Entry]:
    """One desk's chain: its enrolment and `size` - 1 facts."""
    chain = Chain(record, key(n), None, HybridClock())
    entries = [chain.enrol(f"door {n}", "door", SECRET, wall=start)]
    chain.advance(entries[0])
    for i in range(1, size):
        entry = chain.seal(
            "candidate-admitted",
            [f"candidate:c{i:05}", "room:r03"],
            {"sitting": "s1", "seat": i, "late": False, "words": "准予入场", "facts": {"tries": [1, None]}},
            ["p012", "p013"][: i % 3],
            wall=start + (i // 2) * 1000,
            offset=None if i % 2 else -35,
        )
        chain.advance(entry)
        entries.append(entry)
    return entries


def record_of(desks: int = 3, size: int = 6, record: str = RECORD) -> list[Entry]:
    """A record in the order of its file."""
    chains = [desk_of(n, size, record, MORNING + n) for n in range(desks)]
    return sorted((e for chain in chains for e in chain), key=lambda e: (e.desk, e.number))


def lines_of(entries: list[Entry]) -> list[bytes]:
    return [entry_line(e) for e in entries]


def key_of(entry: Entry) -> DeskKey:
    return next(k for k in map(key, range(10)) if k.desk_id == entry.desk)


def changed(entry: Entry, **members: Any) -> bytes:
    """The line with some members changed and nothing else made to fit."""
    return json.dumps(
        entry_to_data(entry) | members, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def resealed(entry: Entry, signer: DeskKey | None = None, **members: Any) -> Entry:
    """The entry with some members changed, hashed and signed anew: what a dishonest desk could write."""
    obj = entry_to_data(entry) | members
    digest = hashlib.sha256(body(obj))
    obj["hash"] = digest.hexdigest()
    obj["signature"] = encode_base64((signer or key_of(entry)).sign(digest.digest()))
    return trusted_entry(obj)
