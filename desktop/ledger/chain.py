"""Sealing: a desk's next entry, hashed, chained to its last one and signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from desktop.ledger.canonical import NotCanonical, check
from desktop.ledger.clock import HybridClock, Time
from desktop.ledger.entry import ENROLLED, FORMAT, NO_HASH, Entry, sealed_entry
from desktop.ledger.heads import Head
from desktop.ledger.keys import DeskKey, encode_base64, proof_of


class Draft(NamedTuple):
    """What is to be sealed."""

    kind: str
    about: Sequence[str]
    data: Mapping[str, Any]
    officers: Sequence[str] = ()
    edition: int = 1


class Chain:
    """One desk's chain in one record.

    Sealing does not move the chain: seal, make the entry durable, then `advance`. An entry that could not be stored
    leaves no trace, and the next one takes its number.
    """

    __slots__ = ("clock", "head", "key", "record")

    def __init__(self, record: str, key: DeskKey, head: Head | None = None, clock: HybridClock | None = None) -> None:
        self.record = record
        self.key = key
        self.head = head
        self.clock = clock or HybridClock()

    def seal(
        self,
        kind: str,
        about: Sequence[str],
        data: Mapping[str, Any],
        officers: Sequence[str] = (),
        edition: int = 1,
        *,
        wall: int,
        offset: int | None = None,
    ) -> Entry:
        """The next entry, `wall` and `offset` in milliseconds. NotCanonical for data a record may not hold."""
        return self._seal(Draft(kind, about, data, officers, edition), self.head, self.clock.peek(wall), wall, offset)

    def seal_all(self, drafts: Sequence[Draft], *, wall: int, offset: int | None = None) -> list[Entry]:
        """Entries that follow one another, for one durable write. Advance with each, in order, once they are stored."""
        head, clock, sealed = self.head, HybridClock(self.clock.last), []
        for draft in drafts:
            entry = self._seal(draft, head, clock.tick(wall), wall, offset)
            head = Head(entry.number, entry.hash)
            sealed.append(entry)
        return sealed

    def enrol(self, label: str, role: str, secret: bytes, *, wall: int, offset: int | None = None) -> Entry:
        """The desk's first entry; `role` one of control, door, room, custody, office."""
        data = {
            "public_key": encode_base64(self.key.public),
            "label": label,
            "role": role,
            "proof": proof_of(secret, self.key.public),
        }
        return self.seal(ENROLLED, [f"desk:{self.key.desk_id}"], data, wall=wall, offset=offset)

    def advance(self, entry: Entry) -> None:
        """The entry is durable: the next one follows it."""
        self.head = Head(entry.number, entry.hash)
        self.clock.observe(entry.time)

    def _seal(self, draft: Draft, head: Head | None, time: Time, wall: int, offset: int | None) -> Entry:
        if not draft.about:
            raise NotCanonical("an entry is about one thing at least")
        about, officers = tuple(draft.about), tuple(draft.officers)
        # What this chain adds by itself is sound; the rest came from outside.
        check((about, officers, draft.kind, draft.edition, wall, offset))
        check(draft.data)
        members: dict[str, Any] = {
            "v": FORMAT,
            "record": self.record,
            "desk": self.key.desk_id,
            "number": head.number + 1 if head else 1,
            "time": time,
            "wall": wall,
            "offset": offset,
            "officers": officers,
            "kind": draft.kind,
            "edition": draft.edition,
            "about": about,
            "data": draft.data,
            "previous": head.hash if head else NO_HASH,
        }
        try:
            return sealed_entry(members, self._sign)
        except UnicodeEncodeError as fault:
            raise NotCanonical("a lone surrogate") from fault

    def _sign(self, digest: bytes) -> str:
        return encode_base64(self.key.sign(digest))
