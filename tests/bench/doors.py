"""One door decision, look-up, rules, hash, signature, durable row, beside one durable row by raw sqlcipher3."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlcipher3 import dbapi2

from desktop.bootstrap.parts import Parts
from desktop.exam.day.verdict import Reading
from desktop.exam.frame.command import Refused
from desktop.ledger.entry import Entry, entry_line
from desktop.operations.door import check
from desktop.operations.publishing import opened
from desktop.operations.record import Record
from tests.bench.measure import Measure, percentile, turns
from tests.bench.site import PASSPHRASE, Site


class Timed:
    """The home's entry store, with the time its durable writes took."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.spent = 0.0

    def append(self, entries: Entry | Sequence[Entry]) -> None:
        start = perf_counter()
        self._store.append(entries)
        self.spent += perf_counter() - start

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def measure(site: Site, folder: Path, rounds: int = 9, each: int = 1000) -> list[Measure]:
    parts = Parts()
    own: list[float] = []
    whole: list[float] = []
    with parts.open_home(site.home, PASSPHRASE) as home:
        store = Timed(home.entries)
        record = Record(opened(home), store, parts.clock, home.attachments)
        people = _people(site, record)
        lines: list[str] = []

        def ours() -> float:
            start = perf_counter()
            for room, reading, at in islice(people, each):
                spent, begun = store.spent, perf_counter()
                checked = check(record, room, reading, (), at)
                took = perf_counter() - begun
                assert not isinstance(checked, Refused)
                assert checked.verdict.admits
                if len(lines) < each:
                    lines.append(entry_line(checked.entry).decode())
                whole.append(took)
                own.append(took - (store.spent - spent))
            return each / (perf_counter() - start)

        ours()
        own.clear()
        whole.clear()
        raw = _raw(folder / "rows.db")
        written = 0

        def theirs() -> float:
            nonlocal written
            start = perf_counter()
            for line in lines:
                written += 1
                raw.execute("INSERT INTO entries (record, desk, number, line) VALUES (?, ?, ?, ?)", _row(written, line))
            return each / (perf_counter() - start)

        theirs()
        rate, yardstick = turns(rounds, ours, theirs, warm=False)
        raw.close()
    facts = {
        "p50, p99, max of a decision, ms": _ms(whole),
        "p50, p99, max of our own time in it, ms": _ms(own),
    }
    return [
        Measure(
            *("door", "door decision, 10,000 candidates", "a durable row by raw sqlcipher3", "a second"),
            *(rate, yardstick, 0.5, False, facts),
        ),
        Measure(
            *("door-p99", "our own time in a door decision, p99 in ms", "-", "ms"),
            *(percentile(own, 0.99) * 1000, None, 5.0, True),
        ),
    ]


def _people(site: Site, record: Record) -> Iterator[tuple[str, Reading, int]]:
    """Everybody once, at the right door and in time, in an order that jumps between rooms."""
    seats = list(site.plan.seats)
    for n in range(len(seats)):
        seat = seats[n * 7919 % len(seats)]
        who = record.index.candidates[seat.candidate]
        yield seat.room, Reading(who.document_number, who.name, ticket=who.admission_number), site.doors_open + n * 10


def _raw(path: Path) -> Any:
    """What the home's own file is, without us: SQLCipher with a raw key, WAL, FULL."""
    path.unlink(missing_ok=True)
    raw = dbapi2.connect(str(path), isolation_level=None)
    raw.execute(f"PRAGMA key = \"x'{'00' * 48}'\"")
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute(
        "CREATE TABLE entries (place INTEGER PRIMARY KEY, record TEXT, desk TEXT, number INTEGER, line TEXT,"
        " UNIQUE (record, desk, number))"
    )
    return raw


def _row(number: int, line: str) -> tuple[str, str, int, str]:
    return "00000000-0000-4000-8000-000000000000", "0123456789abcdef", number, line


def _ms(values: list[float]) -> str:
    shown = (percentile(values, 0.5), percentile(values, 0.99), max(values))
    return ", ".join(f"{value * 1000:.2f}" for value in shown)
