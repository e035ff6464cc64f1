"""The record without a file: the same interface as `desktop.store.entries.EntryStore`, held to it by the same tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from desktop.faults import SiteFault
from desktop.ledger.entry import Entry, entry_line
from desktop.ledger.heads import Head
from desktop.ledger.merge import chain_key, order
from desktop.store.entries import continuing


class MemoryEntries:
    """Chains by record and desk; number n is at index n - 1."""

    def __init__(self) -> None:
        self._chains: dict[str, dict[str, list[Entry]]] = {}

    def append(self, entries: Entry | Sequence[Entry]) -> None:
        given = (entries,) if isinstance(entries, Entry) else tuple(entries)
        ends: dict[tuple[str, str], int] = {}
        for e in given:
            last = ends.get((e.record, e.desk), len(self._chain(e.record, e.desk)))
            if e.number <= last:
                raise SiteFault("entry-exists")
            if e.number > last + 1:
                raise SiteFault("entry-gap")
            ends[e.record, e.desk] = e.number
        for e in given:
            self._chain(e.record, e.desk).append(e)

    def take_in(self, entries: Iterable[Entry]) -> int:
        taken, faults = 0, []
        given = sorted(entries, key=lambda e: (e.record, *chain_key(e)))
        for (record, desk), group in groupby(given, key=lambda e: (e.record, e.desk)):
            chain = self._chain(record, desk)
            missing, fault = continuing(list(group), {e.number: e.hash for e in chain})
            faults += [fault] if fault else []
            chain += missing
            taken += len(missing)
        if faults:
            raise SiteFault(faults[0].code, **faults[0].facts, taken=taken)
        return taken

    def load(self, record: str) -> Iterator[Entry]:
        return iter(order(self._all(record)))

    def since(self, record: str, versions: Mapping[str, int]) -> Iterator[Entry]:
        return (e for e in self._all(record) if e.number > versions.get(e.desk, 0))

    def lines(self, record: str) -> Iterator[bytes]:
        return (entry_line(e) for e in self._all(record))

    def versions(self, record: str) -> dict[str, int]:
        return {desk: len(chain) for desk, chain in self._held(record).items()}

    def heads(self, record: str) -> dict[str, Head]:
        return {desk: Head(len(chain), chain[-1].hash) for desk, chain in self._held(record).items()}

    def last(self, record: str, desk: str) -> Entry | None:
        chain = self._held(record).get(desk)
        return chain[-1] if chain else None

    def count(self, record: str) -> int:
        return len(self._all(record))

    def records(self) -> list[str]:
        return sorted(record for record in self._chains if self._held(record))

    def _chain(self, record: str, desk: str) -> list[Entry]:
        return self._chains.setdefault(record, {}).setdefault(desk, [])

    def _held(self, record: str) -> dict[str, list[Entry]]:
        return {desk: chain for desk, chain in self._chains.get(record, {}).items() if chain}

    def _all(self, record: str) -> list[Entry]:
        held = self._held(record)
        return [e for desk in sorted(held) for e in held[desk]]
