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

_INSERT = "INSERT INTO entries (record, desk, number, line) VALUES (?, ?, ?, ?)"
_HEADS = "SELECT desk, max(number) FROM entries WHERE record = ? GROUP BY desk"


class EntryStore:
    """Entries are checked by whoever hands them over; the store keeps what it is given, once, in order, for good.

    Per desk no number is missing: appending and taking in refuse a gap, so a version vector is `max(number)`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- writing ---------------------------------------------------------------------------------------------------

    def append(self, entries: Entry | Sequence[Entry]) -> None:
        """Make this desk's own next entries durable, all or none. They are on the disk when this returns.

        Raises SiteFault: entry-exists when another process of this home has used the number (load and decide again),
        entry-gap, disk-full, home-busy, disk-failing. Nothing is stored then.
        """
        if isinstance(entries, Entry):
            entries = (entries,)
        rows = [(e.record, e.desk, e.number, entry_line(e).decode()) for e in entries]
        if len(rows) == 1:  # one statement is a transaction by itself: two round trips fewer at the door
            self._database.insert(_INSERT, rows[0])
        elif rows:
            with self._database.writing() as cursor:
                cursor.executemany(_INSERT, rows)

    def take_in(self, entries: Iterable[Entry]) -> int:
        """Add what is missing of entries from peers, in any order and any repetition. Returns how many were missing.

        A desk whose entries do not continue what is held here is left out, the others are taken in; then this raises
        SiteFault: record-forked (the desk signed two entries under one number) or record-gap (entries between are
        missing), with `record`, `desk`, `number` and `taken`.
        """
        taken, faults = 0, []
        with self._database.writing() as cursor:
            for (record, desk), group in groupby(sorted(entries, key=_place_key), key=lambda e: (e.record, e.desk)):
                chain = list(group)
                held = cursor.execute(
                    "SELECT number, json_extract(line, '$.hash') FROM entries"
                    " WHERE record = ? AND desk = ? AND number >= ?",
                    (record, desk, chain[0].number - 1),
                ).fetchall()
                missing, fault = continuing(chain, dict(held))
                faults += [fault] if fault else []
                rows = [(record, desk, e.number, entry_line(e).decode()) for e in missing]
                cursor.executemany(_INSERT, rows)
                taken += len(rows)
        if faults:
            raise SiteFault(faults[0].code, **faults[0].facts, taken=taken)
        return taken

    # --- reading ---------------------------------------------------------------------------------------------------

    def load(self, record: str) -> Iterator[Entry]:
        """The whole record in the order of folding."""
        rows = self._database.select("SELECT line FROM entries WHERE record = ? ORDER BY place", record)
        return iter(sorted(_entries(rows), key=fold_key))

    def arrived(self, record: str, after: int = 0) -> tuple[list[Entry], int]:
        """What reached this home since the place `after`, in order of arrival, and the place to ask from next time.
        Shows what another process of the same home has written."""
        rows = self._database.select(
            "SELECT line, place FROM entries WHERE place > ? AND record = ? ORDER BY place", after, record
        )
        return _entries(rows), rows[-1][1] if rows else after

    def since(self, record: str, versions: Mapping[str, int]) -> Iterator[Entry]:
        """What someone who has `versions` (desk to last number) lacks, by desk and number."""
        lacking: list[Any] = []
        for desk in sorted(self.versions(record)):
            lacking += self._database.select(
                "SELECT line FROM entries WHERE record = ? AND desk = ? AND number > ? ORDER BY number",
                *(record, desk, versions.get(desk, 0)),
            )
        return iter(_entries(lacking))

    def lines(self, record: str) -> Iterator[bytes]:
        """The lines of the record's file, without line ends."""
        rows = self._database.select("SELECT line FROM entries WHERE record = ? ORDER BY desk, number", record)
        return (line.encode() for (line,) in rows)

    def versions(self, record: str) -> dict[str, int]:
        """desk to its last number."""
        return dict(self._database.select(_HEADS, record))

    def heads(self, record: str) -> dict[str, Head]:
        out: dict[str, Head] = {}
        for desk in self.versions(record):
            last = self.last(record, desk)
            assert last is not None
            out[desk] = Head(last.number, last.hash)
        return out

    def last(self, record: str, desk: str) -> Entry | None:
        rows = self._database.select(
            "SELECT line FROM entries WHERE record = ? AND desk = ? ORDER BY number DESC LIMIT 1", record, desk
        )
        return parse_entry(rows[0][0].encode()) if rows else None

    def count(self, record: str) -> int:
        return int(self._database.select("SELECT count(*) FROM entries WHERE record = ?", record)[0][0])

    def records(self) -> list[str]:
        """Ids of the records with entries here."""
        return [row[0] for row in self._database.select("SELECT DISTINCT record FROM entries ORDER BY record")]


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


def _place_key(entry: Entry) -> tuple[str, tuple[str, int]]:
    return entry.record, chain_key(entry)


def _entries(rows: Sequence[Sequence[Any]]) -> list[Entry]:
    """Entries of trusted lines, parsed as one JSON text: a call per line costs as much as a short line itself.

    The collector rests meanwhile: hundreds of thousands of fresh objects, all of them to live.
    """
    with collector.resting():
        return [trusted_entry(obj) for obj in json.loads(f"[{','.join([row[0] for row in rows])}]")]
