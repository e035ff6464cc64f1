"""The hub is one more peer: push, pull by version vector, heads, NOTIFY; append-only; a lost hub stops nobody."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from desktop.exam.day.verdict import Reading
from desktop.faults import SiteFault
from desktop.ledger.chain import Chain
from desktop.ledger.entry import Entry, entry_line
from desktop.ledger.keys import DeskKey
from desktop.operations.door import check
from desktop.operations.exchange import sync_hub
from desktop.store.hub import Hub
from tests.helpers.homes import enrolled, published_plan

RECORD = "11111111-2222-3333-4444-555555555555"


def chain_of(count: int, record: str = RECORD) -> list[Entry]:
    chain = Chain(record, DeskKey.generate())
    out = [chain.enrol("A", "door", b"s" * 32, wall=1000)]
    chain.advance(out[0])
    for n in range(1, count):
        entry = chain.seal("room-note", ["room:s1/r01"], {"n": n}, wall=1000 + n)
        chain.advance(entry)
        out.append(entry)
    return out


@pytest.fixture
def hub(hub_url: str) -> Iterator[Hub]:
    with Hub(hub_url) as ready:
        ready.init()
        yield ready


def test_what_is_pushed_is_pulled_by_those_who_lack_it(hub: Hub) -> None:
    entries = chain_of(5)
    desk = entries[0].desk
    assert hub.push(RECORD, entries[:3]) == 3
    assert hub.push(RECORD, entries) == 2
    assert hub.push(RECORD, entries) == 0
    assert hub.versions(RECORD) == {desk: 5}
    assert [e.number for e in hub.pull(RECORD, {desk: 2})] == [3, 4, 5]
    assert hub.pull(RECORD, {}) == entries
    assert hub.heads(RECORD)[desk].hash == entries[-1].hash
    assert hub.status()["records"] == {RECORD: 5}


def test_a_gap_and_a_fork_are_refused(hub: Hub) -> None:
    entries = chain_of(4)
    hub.push(RECORD, entries[:1])
    with pytest.raises(SiteFault) as gap:
        hub.push(RECORD, entries[2:])
    assert gap.value.code == "record-gap"
    other = Chain(RECORD, DeskKey.generate())
    first = other.enrol("B", "door", b"s" * 32, wall=1000)
    twin = other.enrol("C", "door", b"s" * 32, wall=1000)
    hub.push(RECORD, [first])
    with pytest.raises(SiteFault) as fork:
        hub.push(RECORD, [twin])
    assert fork.value.code == "record-forked"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kaodian_entries SET line = 'x'",
        "DELETE FROM kaodian_entries",
        "TRUNCATE kaodian_entries",
        "INSERT INTO kaodian_entries SELECT record, desk, number, 'x' FROM kaodian_entries "
        "ON CONFLICT (record, desk, number) DO UPDATE SET line = 'x'",
        "INSERT INTO kaodian_entries SELECT record, desk, number + 5, 'x' FROM kaodian_entries",
    ],
)
def test_nothing_in_the_hub_can_be_changed_or_skipped(hub: Hub, hub_url: str, statement: str) -> None:
    hub.push(RECORD, chain_of(2))
    with psycopg.connect(hub_url) as connection, pytest.raises(psycopg.Error):
        connection.execute(statement.encode())
    assert len(hub.pull(RECORD, {})) == 2


def test_init_again_changes_nothing(hub: Hub) -> None:
    hub.push(RECORD, chain_of(2))
    hub.init()
    assert len(hub.pull(RECORD, {})) == 2


def test_two_desks_may_set_it_up_at_once(hub_url: str) -> None:
    faults: list[SiteFault] = []

    def set_up() -> None:
        try:
            with Hub(hub_url) as one:
                one.init()
        except SiteFault as fault:
            faults.append(fault)

    threads = [threading.Thread(target=set_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with Hub(hub_url) as one:
        assert one.status() == {"edition": 1, "records": {}}


def test_a_newer_hub_is_left_alone(hub: Hub, hub_url: str) -> None:
    with psycopg.connect(hub_url) as connection:
        connection.execute(b"UPDATE kaodian_hub SET edition = 2")
    for work in (hub.init, hub.status, lambda: hub.push(RECORD, chain_of(1))):
        with pytest.raises(SiteFault) as fault:
            work()
        assert fault.value.code == "hub-newer"


def test_a_row_that_holds_another_entry_is_named_and_not_taken(hub: Hub, hub_url: str) -> None:
    line = entry_line(chain_of(1)[0])
    with psycopg.connect(hub_url) as connection:
        connection.execute("INSERT INTO kaodian_entries VALUES (%s, 'feed', 1, %s)", (RECORD, line.decode()))
    with pytest.raises(SiteFault) as fault:
        hub.pull(RECORD, {})
    assert (fault.value.code, fault.value.facts["desk"]) == ("hub-damaged", "feed")


def test_entries_of_another_record_are_not_pushed(hub: Hub) -> None:
    with pytest.raises(ValueError):
        hub.push(RECORD, chain_of(1, "22222222-2222-3333-4444-555555555555"))


def test_many_desks_pushing_at_once_lose_nothing(hub: Hub, hub_url: str) -> None:
    chains = [chain_of(40) for _ in range(4)]
    sent: list[int] = []

    def push(mine: list[Entry]) -> None:
        with Hub(hub_url) as own:
            sent.extend(own.push(RECORD, mine[:n]) for n in (10, 25, 40))

    threads = [threading.Thread(target=push, args=(chains[n % 4],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 160
    assert hub.versions(RECORD) == {chain[0].desk: 40 for chain in chains}


def test_a_hub_that_was_never_set_up_says_so(hub_url: str) -> None:
    with Hub(hub_url) as bare, pytest.raises(SiteFault) as fault:
        bare.versions(RECORD)
    assert fault.value.code == "hub-not-ready"


def test_a_hub_that_is_not_there_says_so() -> None:
    with Hub("postgresql://nobody@127.0.0.1:1/none") as gone, pytest.raises(SiteFault) as fault:
        gone.versions(RECORD)
    assert fault.value.code == "hub-unreachable"
    assert "nobody" not in str(fault.value.facts["hub"])


@pytest.mark.parametrize("url", ["", "sqlite:///x.db", "nonsense", "mysql://h/d"])
def test_only_postgresql_is_a_hub(url: str) -> None:
    with pytest.raises(SiteFault) as fault:
        Hub(url)
    assert fault.value.code == "hub-url"


def test_a_line_that_is_no_entry_is_named_and_not_taken(hub: Hub, hub_url: str) -> None:
    with psycopg.connect(hub_url) as connection:
        connection.execute(b"INSERT INTO kaodian_entries VALUES ('%s', 'feed', 1, '{}')" % RECORD.encode())
    with pytest.raises(SiteFault) as fault:
        hub.pull(RECORD, {})
    assert (fault.value.code, fault.value.facts["number"]) == ("hub-damaged", 1)


def test_a_push_is_told_to_those_who_listen(hub: Hub, hub_url: str) -> None:
    told: list[str] = []
    heard, listening = threading.Event(), threading.Event()

    def changed(record: str) -> None:
        told.append(record)
        heard.set()

    def stop() -> bool:
        listening.set()
        return heard.is_set()

    with Hub(hub_url) as ear:
        thread = threading.Thread(target=ear.listen, args=(changed, stop, 0.2))
        thread.start()
        assert listening.wait(10)
        hub.push(RECORD, chain_of(1))
        thread.join(10)
    assert told == [RECORD]


def test_two_desks_through_one_hub_agree(hub: Hub, tmp_path: Path) -> None:
    published = published_plan()
    with (
        enrolled(tmp_path / "a", "control", "A", published) as a,
        enrolled(tmp_path / "b", "door", "B", published) as b,
    ):
        for desk, n in ((a, 0), (b, 1), (b, 2)):
            desk.clock.set("8:10")
            _admit(desk, n)
        assert sync_hub(a.record, a.home.entries, hub).sent == 2
        done = sync_hub(b.record, b.home.entries, hub)
        assert (done.sent, done.received, done.heads_agree) == (3, 2, True)
        assert sync_hub(a.record, a.home.entries, hub).received == 3
        again = sync_hub(a.record, a.home.entries, hub)
        assert (again.sent, again.received, again.heads_agree) == (0, 0, True)
        assert a.record.head_code() == b.record.head_code()


def _admit(desk: Any, n: int) -> None:
    who = desk.record.plan.candidates[n]
    room = next(s.room for s in desk.record.plan.seats if s.candidate == who.id)
    check(desk.record, room, Reading(number=who.document_number))
