"""Small true records: real keys, real chains, made-up happenings."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.exchange.central.client import Opening
from desktop.ledger.chain import Chain
from desktop.ledger.clock import HybridClock
from desktop.ledger.entry import Entry
from desktop.ledger.heads import Head, heads_of
from desktop.ledger.keys import DeskKey, encode_base64

MORNING = 1_797_206_400_000  # 2026-12-14 08:00 site time
SECRET = bytes(range(32))
SITE = "0b0e7a70-0000-4000-8000-000000000099"


@dataclass
class MadeDesk:
    """A desk that writes one thing after another, a second apart."""

    record: str
    key: DeskKey
    label: str = "03 考场查证台"
    role: str = "door"
    entries: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chain = Chain(self.record, self.key, None, HybridClock())
        public = self.key.public
        proof = hmac.new(SECRET, public, hashlib.sha256).hexdigest()
        data = {"public_key": encode_base64(public), "label": self.label, "role": self.role, "proof": proof}
        self.write("desk-enrolled", [f"desk:{self.key.desk_id}"], data)

    def write(self, kind: str, about: list[str], data: Mapping[str, Any], officers: tuple[str, ...] = ()) -> Entry:
        wall = MORNING + 1000 * len(self.entries)
        entry = self.chain.seal(kind, about, data, officers=officers, edition=1, wall=wall, offset=None)
        self.chain.advance(entry)
        self.entries.append(entry)
        return entry

    def admit(self, count: int) -> None:
        for _ in range(count):
            who = f"c{len(self.entries):05d}"
            self.write("candidate-admitted", [f"candidate:{who}"], {"room": "r03", "说明": "相符"}, ("p012",))


@dataclass
class MadeRecord:
    """A record of some desks; a `Source` for the synchronisation."""

    desks: list[MadeDesk]
    opening: Opening
    kept: dict[str, bytes] = field(default_factory=dict)

    @property
    def record(self) -> str:
        return self.desks[0].record

    def all(self) -> list[Entry]:
        return sorted((e for d in self.desks for e in d.entries), key=lambda e: (e.desk, e.number))

    def heads(self) -> dict[str, Head]:
        return heads_of(self.all())

    def since(self, versions: Mapping[str, int]) -> Iterator[Entry]:
        return (e for e in self.all() if e.number > versions.get(e.desk, 0))

    def attachments(self) -> Iterable[str]:
        return self.kept

    def attachment(self, sha256: str) -> bytes | None:
        return self.kept.get(sha256)

    def attach(self, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        self.kept[digest] = content
        return digest


def make_record(desks: int = 2, entries: int = 5, seed: int = 1) -> MadeRecord:
    """A record whose desks each hold the enrolment and `entries` admissions; the same seed gives the same bytes."""
    record = str(uuid.UUID(int=seed, version=4))
    made = []
    for at in range(desks):
        raw = hashlib.sha256(f"desk {seed} {at}".encode()).digest()
        desk = MadeDesk(record, DeskKey.from_bytes(raw))
        desk.admit(entries)
        made.append(desk)
    return MadeRecord(made, Opening(site=SITE, plan="20261214-cn-1", revision=3, content_hash="ab" * 32))
