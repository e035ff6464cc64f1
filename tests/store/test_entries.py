"""One contract for every place that keeps entries: memory, the SQLCipher home, the PostgreSQL hub."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.faults import SiteFault
from desktop.ledger.entry import Entry, entry_line
from desktop.ledger.heads import Head, heads_of
from desktop.ledger.merge import order, versions
from desktop.ledger.verify import verify
from desktop.store.entries import EntryStore
from desktop.store.home import Home, create_home, open_home
from desktop.store.hub import Hub
from tests.helpers.memory import MemoryEntries
from tests.ledger.records import OTHER_RECORD, RECORD, SECRET, desk_of, record_of, resealed

ENTRIES = record_of()
DESKS = sorted({e.desk for e in ENTRIES})
PASSPHRASE = "synthetic passphrase"


class Peer(Protocol):
    """What all three can do."""

    def take_in(self, entries: Iterable[Entry]) -> int: ...
    def versions(self, record: str) -> dict[str, int]: ...
    def since(self, record: str, versions: Mapping[str, int]) -> Iterable[Entry]: ...
    def heads(self, record: str) -> dict[str, Head]: ...


class HubPeer:
    """The hub by the names of an entry store."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.versions = hub.versions
        self.heads = hub.heads
        self.since = hub.pull

    def take_in(self, entries: Iterable[Entry]) -> int:
        return self.hub.push(RECORD, entries)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with create_home(tmp_path / "home", PASSPHRASE) as made:
        yield made


@pytest.fixture(params=["memory", "home", "hub"])
def peer(request: pytest.FixtureRequest) -> Iterator[Peer]:
    if request.param == "memory":
        yield MemoryEntries()
    elif request.param == "home":
        yield request.getfixturevalue("home").entries
    else:
        with Hub(request.getfixturevalue("hub_url")) as hub:
            hub.init()
            yield HubPeer(hub)


@pytest.fixture(params=["memory", "home"])
def store(request: pytest.FixtureRequest) -> EntryStore | MemoryEntries:
    return MemoryEntries() if request.param == "memory" else request.getfixturevalue("home").entries


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(SiteFault) as fault:
        work()
    return fault.value.code


class TestPeers:
    """What every peer does, the hub included."""

    def test_entries_come_back_as_they_were_by_desk_and_number(self, peer: Peer) -> None:
        assert peer.take_in(random.Random(1).sample(ENTRIES, len(ENTRIES))) == len(ENTRIES)
        assert list(peer.since(RECORD, {})) == ENTRIES
        assert peer.versions(RECORD) == versions(ENTRIES)
        assert peer.heads(RECORD) == heads_of(ENTRIES)

    def test_repetition_changes_nothing(self, peer: Peer) -> None:
        assert peer.take_in(ENTRIES[:4]) == 4
        assert peer.take_in(ENTRIES[:4]) == 0
        assert peer.take_in(ENTRIES) == len(ENTRIES) - 4
        assert peer.take_in([]) == 0
        assert peer.versions(RECORD) == versions(ENTRIES)

    def test_only_what_is_lacking_is_handed_out(self, peer: Peer) -> None:
        peer.take_in(ENTRIES)
        known = {DESKS[0]: 6, DESKS[1]: 4, "f" * 16: 9}
        assert list(peer.since(RECORD, known)) == [e for e in ENTRIES if e.number > known.get(e.desk, 0)]

    def test_an_unknown_record_is_empty(self, peer: Peer) -> None:
        peer.take_in(ENTRIES)
        assert (peer.versions(OTHER_RECORD), list(peer.since(OTHER_RECORD, {})), peer.heads(OTHER_RECORD)) == (
            {},
            [],
            {},
        )

    def test_a_desk_with_a_gap_is_left_out_and_the_others_taken_in(self, peer: Peer) -> None:
        holed = [e for e in ENTRIES if (e.desk, e.number) != (DESKS[1], 3)]
        assert refused(lambda: peer.take_in(holed)) == "record-gap"
        assert peer.versions(RECORD) == {DESKS[0]: 6, DESKS[1]: 2, DESKS[2]: 6}
        assert peer.take_in(ENTRIES) == 4

    def test_a_desk_that_signed_twice_under_one_number_is_shown_and_not_taken_in(self, peer: Peer) -> None:
        peer.take_in(ENTRIES[:3])
        other = resealed(ENTRIES[2], data={"other": 1})
        assert refused(lambda: peer.take_in([other])) == "record-forked"
        after_other = resealed(ENTRIES[3], previous=other.hash)
        assert refused(lambda: peer.take_in([after_other])) == "record-forked"
        assert list(peer.since(RECORD, {})) == ENTRIES[:3]


class TestStores:
    """What a desk's own store does besides."""

    def test_what_is_appended_loads_in_folding_order(self, store: EntryStore) -> None:
        for e in ENTRIES:
            store.append(e)
        assert list(store.load(RECORD)) == order(ENTRIES)
        assert list(store.lines(RECORD)) == [entry_line(e) for e in ENTRIES]
        assert verify(store.lines(RECORD), RECORD, SECRET).ok
        assert (store.count(RECORD), store.records()) == (18, [RECORD])
        assert store.last(RECORD, DESKS[1]) == ENTRIES[11]
        assert store.last(RECORD, "f" * 16) is None

    def test_several_are_appended_together_or_not_at_all(self, store: EntryStore) -> None:
        store.append(ENTRIES[:2])
        assert refused(lambda: store.append([ENTRIES[2], ENTRIES[2]])) == "entry-exists"
        assert refused(lambda: store.append([ENTRIES[2], ENTRIES[4]])) == "entry-gap"
        assert store.versions(RECORD) == {DESKS[0]: 2}
        store.append([])
        store.append(ENTRIES[2:6])
        assert store.versions(RECORD) == {DESKS[0]: 6}

    def test_a_used_number_is_refused(self, store: EntryStore) -> None:
        store.append(ENTRIES[:3])
        assert refused(lambda: store.append(resealed(ENTRIES[2], data={}))) == "entry-exists"
        assert refused(lambda: store.append(ENTRIES[4])) == "entry-gap"
        assert list(store.since(RECORD, {})) == ENTRIES[:3]

    def test_records_do_not_mix(self, store: EntryStore) -> None:
        other = desk_of(0, 4, OTHER_RECORD)
        assert store.take_in([*ENTRIES, *other]) == 22
        assert store.records() == sorted([RECORD, OTHER_RECORD])
        assert list(store.since(OTHER_RECORD, {})) == other
        assert store.count(RECORD) == 18


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_desks_that_meet_in_any_order_and_repetition_agree(data: st.DataObject) -> None:
    stores = [MemoryEntries() for _ in DESKS]
    for store, desk in zip(stores, DESKS, strict=True):
        store.append([e for e in ENTRIES if e.desk == desk])
    meetings = st.tuples(st.integers(0, 2), st.integers(0, 2))
    for a, b in [*data.draw(st.lists(meetings, max_size=8)), (0, 1), (1, 2), (2, 0), (0, 1)]:
        stores[a].take_in(stores[b].since(RECORD, stores[a].versions(RECORD)))
        stores[b].take_in(stores[a].since(RECORD, stores[b].versions(RECORD)))
    assert [list(s.load(RECORD)) for s in stores] == [order(ENTRIES)] * 3


# --- the home only -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET line = '{}'",
        "UPDATE OR REPLACE entries SET place = 1",
        "DELETE FROM entries",
        "INSERT OR REPLACE INTO entries SELECT place, '{}' FROM entries",
        "REPLACE INTO entries (line, place) SELECT '{}', max(place) FROM entries",
        "INSERT INTO entries SELECT place, '{}' FROM entries WHERE true"
        " ON CONFLICT (place) DO UPDATE SET line = excluded.line",
        "INSERT INTO entries SELECT place + 7, '{}' FROM entries",
        "INSERT INTO entries SELECT (place >> 40) << 40, '{}' FROM entries",
        "INSERT INTO entries SELECT ((place >> 40) + 1 << 40) + 1, '{}' FROM entries",
        "INSERT INTO entries SELECT -place, '{}' FROM entries",
        "INSERT INTO entries (line) VALUES ('{}')",
        "UPDATE chains SET desk = 'other'",
        "DELETE FROM chains",
        "INSERT OR REPLACE INTO chains SELECT chain, record, 'other' FROM chains",
        "INSERT OR REPLACE INTO chains SELECT chain + 1, record, desk FROM chains",
    ],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_no_statement_changes_takes_away_or_skips_an_entry(home: Home, statement: str, recursive: str) -> None:
    home.entries.append(ENTRIES[:6])
    home.database.raw.execute(f"PRAGMA recursive_triggers = {recursive}")
    with pytest.raises(SiteFault), home.database.writing() as cursor:
        cursor.execute(statement)
    assert list(home.entries.lines(RECORD)) == [entry_line(e) for e in ENTRIES[:6]]


def test_what_another_process_wrote_is_seen_and_its_numbers_are_refused(home: Home) -> None:
    home.entries.append(ENTRIES[:2])
    with open_home(home.folder, PASSPHRASE) as other:
        assert list(home.entries.since(RECORD, {})) == ENTRIES[:2]
        other.entries.append(ENTRIES[2])
        assert refused(lambda: home.entries.append(resealed(ENTRIES[2], data={}))) == "entry-exists"
        assert list(home.entries.since(RECORD, {DESKS[0]: 2})) == [ENTRIES[2]]
        assert list(home.entries.since(RECORD, {DESKS[0]: 3})) == []
        home.entries.append(ENTRIES[3])
        assert list(other.entries.since(RECORD, {})) == ENTRIES[:4]


def test_a_home_another_process_is_writing_to_is_busy_for_writers_only(home: Home) -> None:
    home.entries.append(ENTRIES[:2])
    with open_home(home.folder, PASSPHRASE) as other, other.database.writing() as cursor:
        cursor.execute("UPDATE settings SET value = value")
        home.database.raw.execute("PRAGMA busy_timeout = 1")
        assert refused(lambda: home.entries.append(ENTRIES[2])) == "home-busy"
        assert refused(lambda: home.entries.append(ENTRIES[2:4])) == "home-busy"
        assert refused(lambda: home.settings.put("a", "b")) == "home-busy"
        assert home.entries.count(RECORD) == 2
        assert home.settings.get("a") is None
    home.entries.append(ENTRIES[2])


def test_a_full_disk_is_a_fault_of_the_site_and_nothing_is_counted(home: Home) -> None:
    home.entries.append(ENTRIES[0])
    pages = home.database.select("PRAGMA page_count")[0][0]
    home.database.raw.execute(f"PRAGMA max_page_count = {pages}")
    big = resealed(ENTRIES[1], data={"note": "长" * 20_000})
    assert refused(lambda: home.entries.append(big)) == "disk-full"
    assert refused(lambda: home.entries.append([big, resealed(ENTRIES[2], previous=big.hash)])) == "disk-full"
    assert refused(lambda: home.entries.take_in([big])) == "disk-full"
    assert refused(lambda: home.attachments.put(b"x" * 50_000)) == "disk-full"
    assert home.entries.versions(RECORD) == {DESKS[0]: 1}
    home.database.raw.execute("PRAGMA max_page_count = 1000000")
    home.entries.append(ENTRIES[1])
    with open_home(home.folder, PASSPHRASE) as again:
        assert again.entries.versions(RECORD) == {DESKS[0]: 2}


def test_a_failure_in_the_middle_leaves_nothing_and_no_open_transaction(home: Home) -> None:
    def by_cursor() -> None:
        with home.database.writing() as cursor:
            cursor.execute("INSERT INTO settings VALUES ('a', 'b')")
            raise ZeroDivisionError

    def by_core() -> None:
        with home.database.changing() as core:
            core.exec_driver_sql("INSERT INTO settings VALUES ('a', 'b')")
            raise ZeroDivisionError

    for work in (by_cursor, by_core):
        with pytest.raises(ZeroDivisionError):
            work()
    assert not home.database.raw.in_transaction
    assert home.settings.all() == {}


def test_each_durable_write_reaches_the_log_before_it_returns(home: Home) -> None:
    """FULL and WAL are set on every connection; the kill test shows what they are for."""
    with open_home(home.folder, PASSPHRASE) as again:
        for each in (home, again):
            pragmas = {name: each.database.select(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous")}
            assert pragmas == {"journal_mode": "wal", "synchronous": 2}
            assert each.database.select("PRAGMA foreign_keys")[0][0] == 1


def test_lines_are_kept_as_written(home: Home) -> None:
    odd = resealed(ENTRIES[1], data={"𠮷": "\u0000\x7f\u2028", "\ue000": None})
    home.entries.append([ENTRIES[0], odd])
    assert list(home.entries.lines(RECORD))[1] == entry_line(odd)
    assert list(home.entries.load(RECORD))[1] == odd
    assert json.loads(home.database.select("SELECT line FROM entries WHERE place & 0xFFFFFFFFFF = 2")[0][0])[
        "data"
    ] == dict(odd.data)
