"""Sealing: a desk's next entry, hashed, chained to its last one and signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from desktop.ledger.canonical import NotCanonical, check
from desktop.ledger.clock import HybridClock, Time, after
from desktop.ledger.entry import ENROLLED, NO_HASH, Entry, sealed_entry
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
        return self.seal_all((Draft(kind, about, data, officers, edition),), wall=wall, offset=offset)[0]

    def seal_all(self, drafts: Sequence[Draft], *, wall: int, offset: int | None = None) -> list[Entry]:
        """Entries that follow one another, for one durable write. Advance with each, in order, once they are stored."""
        before: Head | Entry | None = self.head
        time, sealed = self.clock.last, []
        for draft in drafts:
            time = after(time, wall)
            before = self._seal(draft, before, time, wall, offset)
            sealed.append(before)
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

    def _seal(self, draft: Draft, before: Head | Entry | None, time: Time, wall: int, offset: int | None) -> Entry:
        if not draft.about:
            raise NotCanonical("an entry is about one thing at least")
        kind, about, data, officers, edition = draft
        # What this chain adds by itself is sound; the rest came from outside.
        check((*about, *officers, kind, edition, wall, offset))
        check(data)
        try:
            return sealed_entry(
                self._sign,
                record=self.record,
                desk=self.key.desk_id,
                number=before.number + 1 if before else 1,
                time=time,
                wall=wall,
                offset=offset,
                officers=tuple(officers),
                kind=kind,
                edition=edition,
                about=tuple(about),
                data=data,
                previous=before.hash if before else NO_HASH,
            )
        except UnicodeEncodeError as fault:
            raise NotCanonical("a lone surrogate") from fault

    def _sign(self, digest: bytes) -> str:
        return encode_base64(self.key.sign(digest))
