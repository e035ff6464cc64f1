"""The test server itself: does it judge as the contract says? (Its wire form is checked in test_contract.)"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from desktop.exchange.central.client import CentralClient
from desktop.ledger.entry import entry_to_data
from desktop.ledger.heads import head_code
from desktop.ledger.keys import DeskKey, encode_base64
from tests.helpers.central import judge
from tests.helpers.central.records import MadeDesk, MadeRecord, make_record
from tests.helpers.central.running import RunningCentral

Wire = dict[str, Any]


def enrolled(client: CentralClient, record: MadeRecord) -> list[Wire]:
    client.open_record(record.record, record.opening)
    for desk in record.desks:
        key = encode_base64(desk.key.public)
        client.enrol_desk(record.record, desk.key.desk_id, public_key=key, label=desk.label, role=desk.role)
    return [entry_to_data(entry) for entry in record.all()]


def answers(client: CentralClient, record: MadeRecord, wire: list[Any]) -> list[tuple[int, str]]:
    return [(one.number, one.code) for one in client.entries(record.record, wire).refused]


def resealed(desk: MadeDesk, entry: Wire, **changes: Any) -> Wire:
    """The entry with changes, hashed and signed anew by its own desk, as a cheating desk could."""
    made = {**copy.deepcopy(entry), **changes}
    digest = judge.content_hash(made)
    return {**made, "hash": digest.hex(), "signature": encode_base64(desk.key.sign(digest))}


def test_our_ledger_and_the_independent_judge_agree_on_hashes_and_head_codes() -> None:
    record = make_record(desks=3, entries=20)
    record.desks[0].write(
        "note-made", ["room:r03"], {"𠮷": 1, "\uffee": [None, True, {"": -(2**53 - 1)}], "a\n": "\u2028"}
    )
    for entry in record.all():
        wire = entry_to_data(entry)
        assert not judge.is_malformed(wire)
        assert judge.content_hash(wire).hex() == entry.hash
    heads = {desk: {"number": head.number, "hash": head.hash} for desk, head in record.heads().items()}
    assert judge.head_code(heads) == head_code(record.heads())


SPOILED: dict[str, tuple[str, Callable[[MadeDesk, Wire], Any]]] = {
    "another record": ("wrong-record", lambda d, e: resealed(d, e, record="f" * 8 + e["record"][8:])),
    "content changed": ("bad-hash", lambda d, e: {**e, "wall": e["wall"] + 1}),
    "content and previous changed": ("bad-hash", lambda d, e: {**e, "previous": "ab" * 32}),
    "another chain": ("broken-chain", lambda d, e: resealed(d, e, previous="ab" * 32)),
    "signed by another": ("bad-signature", lambda d, e: {**e, "signature": encode_base64(b"x" * 64)}),
    "signature cut": ("bad-signature", lambda d, e: {**e, "signature": "AAAA"}),
    "clock stands": ("clock-backwards", lambda d, e: resealed(d, e, time=entry_to_data(d.entries[1])["time"])),
    "number skipped": ("gap", lambda d, e: resealed(d, e, number=5)),
    "a float": ("malformed", lambda d, e: {**e, "data": {"x": 1.5}}),
    "an integer too large": ("malformed", lambda d, e: {**e, "data": {"x": 2**53}}),
    "a member more": ("malformed", lambda d, e: {**e, "more": 1}),
    "a member less": ("malformed", lambda d, e: {k: v for k, v in e.items() if k != "offset"}),
    "a yes for a number": ("malformed", lambda d, e: {**e, "wall": True}),
    "about nothing": ("malformed", lambda d, e: {**e, "about": []}),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_entry_is_refused_by_its_code_again_and_again_and_what_follows_is_a_gap(
    centre: RunningCentral, client: CentralClient, name: str
) -> None:
    code, spoil = SPOILED[name]
    record = make_record(desks=1, entries=3)
    wire = enrolled(client, record)
    wire[2] = spoil(record.desks[0], wire[2])
    number = wire[2]["number"]
    for _ in range(2):
        assert answers(client, record, wire) == [(number, code), (4, "gap")]
    assert centre.database.last(record.record, record.desks[0].key.desk_id).number == 2


def test_what_is_no_object_is_malformed_without_a_name(client: CentralClient) -> None:
    record = make_record(desks=1, entries=1)
    enrolled(client, record)
    given: Any = [None, 5, "x", {"desk": 5, "number": "1"}, {"desk": "X", "number": 2**70}]
    assert answers(client, record, given) == [(0, "malformed")] * 5


def test_a_desk_not_made_known_is_refused_until_it_is(client: CentralClient) -> None:
    record = make_record(desks=1, entries=2)
    client.open_record(record.record, record.opening)
    wire = [entry_to_data(entry) for entry in record.all()]
    assert answers(client, record, wire) == [(1, "not-enrolled"), (2, "not-enrolled"), (3, "not-enrolled")]
    enrolled(client, record)
    assert answers(client, record, wire) == []


def test_a_chain_that_does_not_begin_with_the_enrolment_is_not_enrolled(client: CentralClient) -> None:
    record = make_record(desks=1, entries=1)
    wire = enrolled(client, record)
    assert answers(client, record, [resealed(record.desks[0], wire[0], kind="day-begun")]) == [(1, "not-enrolled")]


def test_a_second_entry_of_a_number_held_is_another_chain_and_the_first_is_taken_again(client: CentralClient) -> None:
    record = make_record(desks=1, entries=3)
    wire = enrolled(client, record)
    assert answers(client, record, wire) == []
    assert answers(client, record, [resealed(record.desks[0], wire[2], wall=1)]) == [(3, "broken-chain")]
    assert answers(client, record, wire) == []


def test_one_desks_fault_does_not_stop_another(client: CentralClient) -> None:
    record = make_record(desks=2, entries=2)
    wire = enrolled(client, record)
    wire[1] = {**wire[1], "wall": 0}
    taken = client.entries(record.record, wire)
    assert taken.accepted == {wire[0]["desk"]: 1, wire[3]["desk"]: 3}


def test_a_desk_cannot_come_with_anothers_key(client: CentralClient) -> None:
    record = make_record(desks=1, entries=1)
    enrolled(client, record)
    key = encode_base64(DeskKey.generate().public)
    with pytest.raises(Exception, match="bad-desk-id"):
        client.enrol_desk(record.record, record.desks[0].key.desk_id, public_key=key, label="x", role="door")


def test_more_than_500_entries_are_too_many_and_every_error_is_a_problem(centre: RunningCentral) -> None:
    record = make_record(desks=1, entries=1)
    with CentralClient(centre.url, centre.token) as client:
        enrolled(client, record)
    path = f"{centre.url}/records/{record.record}/entries"
    token = {"Authorization": f"Bearer {centre.token}"}
    cases = [
        (httpx.post(path, json={"entries": [{}] * 501}, headers=token), 413),
        (httpx.post(path, json={"entries": []}), 401),
        (httpx.post(path, json={"entries": []}, headers={"Authorization": "Bearer x"}), 401),
        (httpx.post(path, content=b"[" * 100_000, headers={**token, "Content-Type": "application/json"}), 400),
        (httpx.post(path, content=b'{"entries":[]}', headers=token), 415),
        (httpx.post(path, json={"entries": 5}, headers=token), 422),
        (httpx.delete(path, headers=token), 405),
        (httpx.get(f"{centre.url}/nothing", headers=token), 404),
        (httpx.get(f"{centre.url}/records/x/heads", headers=token), 422),
    ]
    for response, status in cases:
        problem = response.json()
        assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
        assert problem["status"] == status
        assert problem.keys() >= {"type", "title", "status", "code"}


def test_no_token_is_needed_for_the_clock_alone(centre: RunningCentral) -> None:
    assert httpx.get(f"{centre.url}/time").status_code == 200
    assert httpx.head(f"{centre.url}/records/x/attachments/{'0' * 64}").status_code == 401
