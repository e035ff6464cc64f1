"""The record in a home: append-only, one line per entry, each call one durable transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from desktop import collector
from desktop.faults import SiteFault
from desktop.ledger.entry import Entry, entry_line, parse_entry, trusted_entry
from desktop.ledger.heads import Head
from desktop.ledger.merge import chain_key, fold_key
from desktop.store.database import Database

CHAIN_STEP = 1 << 40
"""An entry's place is its desk's chain times this, plus its number: << 40 and & 0xFFFFFFFFFF in SQL (tables.py)."""

_INSERT = "INSERT INTO entries (place, line) VALUES (?, ?)"
_OF_A_RECORD = (
    "FROM chains CROSS JOIN entries ON place BETWEEN chain << 40 AND (chain << 40) + 0xFFFFFFFFFF WHERE record = ?"
)
_AFTER = "SELECT line FROM entries WHERE place > ? AND place < ? ORDER BY place"
_LAST = "SELECT place, line FROM entries WHERE place > ? AND place < ? ORDER BY place DESC LIMIT 1"


class EntryStore:
    """Entries are checked by whoever hands them over; the store keeps what it is given, once, in order, for good.

    Per desk no number is missing: appending and taking in refuse a gap, so the last number says how far it is held.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._chains: dict[tuple[str, str], int] = {}

    # --- writing ---------------------------------------------------------------------------------------------------

    def append(self, entries: Entry | Sequence[Entry]) -> None:
        """Make this desk's own next entries durable, all or none. They are on the disk when this returns.

        Raises SiteFault: entry-exists when another process of this home has used the number (load and decide again),
        entry-gap, disk-full, home-busy, disk-failing. Nothing is stored then.
        """
        if isinstance(entries, Entry):
            entries = (entries,)
        chains = self._chains
        if len(entries) == 1 and (chain := chains.get((entries[0].record, entries[0].desk))) is not None:
            # One statement is a transaction by itself: two round trips fewer at the door.
            self._database.insert(_INSERT, _row(chain, entries[0]))
        elif entries:
            with self._database.writing() as cursor:
                used = {(e.record, e.desk): 0 for e in entries}
                used = {of: self._chain(cursor, *of) for of in used}
                cursor.executemany(_INSERT, [_row(used[e.record, e.desk], e) for e in entries])
            chains |= used

    def take_in(self, entries: Iterable[Entry]) -> int:
        """Add what is missing of entries from peers, in any order and any repetition. Returns how many were missing.

        A desk whose entries do not continue what is held here is left out, the others are taken in; then this raises
        SiteFault: record-forked (the desk signed two entries under one number) or record-gap (entries between are
        missing), with `record`, `desk`, `number` and `taken`.
        """
        taken, faults = 0, []
        with self._database.writing() as cursor:
            for (record, desk), group in groupby(sorted(entries, key=_place_key), key=lambda e: (e.record, e.desk)):
                brought = list(group)
                missing, fault = continuing(brought, self._held(record, desk, brought[0].number - 1))
                faults += [fault] if fault else []
                if missing:
                    chain = self._chain(cursor, record, desk)
                    cursor.executemany(_INSERT, [_row(chain, e) for e in missing])
                    taken += len(missing)
        if faults:
            raise SiteFault(faults[0].code, **faults[0].facts, taken=taken)
        return taken

    def _chain(self, cursor: Any, record: str, desk: str) -> int:
        """A desk's chain, begun in the transaction of its first entry."""
        found = self._known(record, desk)
        if found is None:
            cursor.execute("INSERT INTO chains (record, desk) VALUES (?, ?)", (record, desk))
            found = int(cursor.lastrowid)
        return found

    def _known(self, record: str, desk: str) -> int | None:
        rows = self._database.select("SELECT chain FROM chains WHERE record = ? AND desk = ?", record, desk)
        return int(rows[0][0]) if rows else None

    def _held(self, record: str, desk: str, first: int) -> dict[int, str]:
        """Numbers to hashes of a desk's entries from `first` on."""
        chain = self._known(record, desk)
        if chain is None:
            return {}
        rows = self._database.select(
            "SELECT place & 0xFFFFFFFFFF, json_extract(line, '$.hash') FROM entries WHERE place >= ? AND place < ?",
            *(chain * CHAIN_STEP + first, (chain + 1) * CHAIN_STEP),
        )
        return dict(rows)

    # --- reading ---------------------------------------------------------------------------------------------------

    def load(self, record: str) -> Iterator[Entry]:
        """The whole record in the order of folding."""
        rows = self._database.select(f"SELECT line {_OF_A_RECORD}", record)
        return iter(sorted(_entries(rows), key=fold_key))

    def since(self, record: str, versions: Mapping[str, int]) -> Iterator[Entry]:
        """What someone who has `versions` (desk to last number) lacks, by desk and number. What another
        process of the same home has written is there too."""
        lacking: list[Any] = []
        for desk, chain in self._desks(record):
            first = chain * CHAIN_STEP
            lacking += self._database.select(_AFTER, first + versions.get(desk, 0), first + CHAIN_STEP)
        return iter(_entries(lacking))

    def lines(self, record: str) -> Iterator[bytes]:
        """The lines of the record's file, without line ends."""
        rows = self._database.select(f"SELECT line {_OF_A_RECORD} ORDER BY desk, place", record)
        return (line.encode() for (line,) in rows)

    def versions(self, record: str) -> dict[str, int]:
        """desk to its last number."""
        found = ((desk, self._last(chain)) for desk, chain in self._desks(record))
        return {desk: last[0] % CHAIN_STEP for desk, last in found if last}

    def heads(self, record: str) -> dict[str, Head]:
        found = ((desk, self._last(chain)) for desk, chain in self._desks(record))
        entries = {desk: parse_entry(last[1].encode()) for desk, last in found if last}
        return {desk: Head(e.number, e.hash) for desk, e in entries.items()}

    def last(self, record: str, desk: str) -> Entry | None:
        chain = self._known(record, desk)
        last = self._last(chain) if chain is not None else None
        return parse_entry(last[1].encode()) if last else None

    def count(self, record: str) -> int:
        return int(self._database.select(f"SELECT count(*) {_OF_A_RECORD}", record)[0][0])

    def records(self) -> list[str]:
        """Ids of the records with entries here."""
        return [row[0] for row in self._database.select("SELECT DISTINCT record FROM chains ORDER BY record")]

    def _desks(self, record: str) -> list[tuple[str, int]]:
        return self._database.select("SELECT desk, chain FROM chains WHERE record = ? ORDER BY desk", record)

    def _last(self, chain: int) -> tuple[int, str] | None:
        """Place and line of a chain's last entry."""
        rows = self._database.select(_LAST, chain * CHAIN_STEP, (chain + 1) * CHAIN_STEP)
        return rows[0] if rows else None


def continuing(chain: Sequence[Entry], held: Mapping[int, str]) -> tuple[list[Entry], SiteFault | None]:
    """Of one desk's entries by number, those that continue what is held, and the fault that stopped there if any.

    `held` maps number to hash, from one before the first entry given on.
    """
    missing: list[Entry] = []
    hashes = dict(held)
    for e in chain:
        facts = {"record": e.record, "desk": e.desk, "number": e.number}
        known = hashes.get(e.number)
        if known is not None:
            if known != e.hash:
                return missing, SiteFault("record-forked", **facts)
            continue
        before = hashes.get(e.number - 1)
        if before is None and e.number > 1:
            return missing, SiteFault("record-gap", **facts)
        if before is not None and before != e.previous:
            return missing, SiteFault("record-forked", **facts)
        hashes[e.number] = e.hash
        missing.append(e)
    return missing, None


def _row(chain: int, entry: Entry) -> tuple[int, str]:
    return chain * CHAIN_STEP + entry.number, entry_line(entry).decode()


def _place_key(entry: Entry) -> tuple[str, tuple[str, int]]:
    return entry.record, chain_key(entry)


def _entries(rows: Sequence[Sequence[Any]]) -> list[Entry]:
    """Entries of trusted lines, parsed as one JSON text: a call per line costs as much as a short line itself.

    The collector rests meanwhile: hundreds of thousands of fresh objects, all of them to live.
    """
    with collector.resting():
        return [trusted_entry(obj) for obj in json.loads(f"[{','.join([row[0] for row in rows])}]")]
