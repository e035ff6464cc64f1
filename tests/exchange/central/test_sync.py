from __future__ import annotations

import pytest

from desktop.exchange.central.client import CentralClient
from desktop.exchange.central.problems import CentralProblem
from desktop.exchange.central.sync import RefusalsInMemory, SyncResult, hand_in, sync_record
from desktop.faults import SiteFault
from desktop.ledger.heads import head_code
from tests.helpers.central.records import MadeRecord, make_record
from tests.helpers.central.running import RunningCentral


def agrees(result: SyncResult, record: MadeRecord) -> bool:
    return result.heads_agree and result.centre_heads == record.heads() and not result.refused


def test_everything_goes_over_and_a_second_run_sends_nothing(centre: RunningCentral, client: CentralClient) -> None:
    record = make_record(desks=3, entries=400)
    record.attach(b"photo")
    steps: list[tuple[int, int, str]] = []

    def tell(done: int, of: int, on: str = "", /) -> None:
        steps.append((done, of, on))

    first = sync_record(client, record, tell=tell)
    assert agrees(first, record)
    assert (first.sent, first.attachments_sent, centre.database.count(record.record)) == (1203, 1, 1203)
    assert steps == [(n, 1203, "sending") for n in (0, 500, 1000, 1203)] + [(0, 1, "attachments")]
    assert len([call for call in centre.sent() if call[0] == "POST"]) == 3
    centre.mishaps.calls.clear()
    again = sync_record(client, record)
    assert agrees(again, record)
    assert (again.sent, again.attachments_sent) == (0, 0)
    assert not [call for call in centre.mishaps.calls if call.method == "POST" or "/desks/" in call.path]
    assert [method for method, _ in centre.sent()] == ["HEAD"]


def test_only_what_is_new_goes_over_later(centre: RunningCentral, client: CentralClient) -> None:
    record = make_record(desks=2, entries=5)
    sync_record(client, record)
    record.desks[1].admit(3)
    result = sync_record(client, record)
    assert agrees(result, record)
    assert result.sent == 3


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_connection_that_drops_for_good_in_mid_upload_loses_nothing(
    centre: RunningCentral, client: CentralClient, after: bool
) -> None:
    record = make_record(desks=3, entries=500)
    centre.mishaps.drop(method="POST", skip=1, times=5, after=after)
    with pytest.raises(SiteFault, match="central-unreachable"):
        sync_record(client, record)
    held = centre.database.count(record.record)
    assert held == (1000 if after else 500)
    result = sync_record(client, record)
    assert agrees(result, record)
    assert result.sent == 1503 - held


def test_an_answer_lost_on_the_way_is_asked_for_again_and_counted_once(
    centre: RunningCentral, client: CentralClient, waits: list[float]
) -> None:
    record = make_record(desks=1, entries=9)
    centre.mishaps.drop(method="POST", after=True)
    result = sync_record(client, record)
    assert agrees(result, record)
    assert (result.sent, waits) == (10, [0.5])


def test_a_busy_centre_in_mid_upload_only_delays(
    centre: RunningCentral, client: CentralClient, waits: list[float]
) -> None:
    record = make_record(desks=2, entries=300)
    centre.mishaps.busy(429, retry_after=3, method="POST", skip=1)
    assert agrees(sync_record(client, record), record)
    assert waits == [3]


def test_a_refusal_stops_its_desk_only_is_kept_and_is_not_sent_again(
    centre: RunningCentral, client: CentralClient
) -> None:
    record = make_record(desks=2, entries=600)
    desk = record.desks[0].key.desk_id
    centre.mishaps.refuse(desk, 101, "bad-signature", "signature does not verify")
    kept = RefusalsInMemory()
    first = sync_record(client, record, refusals=kept)
    assert [(one.desk, one.number, one.code, one.message) for one in first.refused] == [
        (desk, 101, "bad-signature", "signature does not verify")
    ]
    assert (first.sent, first.held_back, first.heads_agree) == (601 + 100, 500, False)
    assert [(one.desk, one.kind) for one in first.differences] == [(desk, "centre-lacks")]
    assert kept.kept(record.record) == first.refused
    centre.mishaps.calls.clear()
    again = sync_record(client, record, refusals=kept)
    assert (again.refused, again.sent, again.held_back, again.heads_agree) == (first.refused, 0, 500, False)
    assert centre.sent() == []


def test_a_refusal_that_was_mended_at_the_centre_stops_nothing_any_more(
    centre: RunningCentral, client: CentralClient
) -> None:
    record = make_record(desks=1, entries=5)
    desk = record.desks[0].key.desk_id
    centre.mishaps.refuse(desk, 3, "malformed")
    kept = RefusalsInMemory()
    sync_record(client, record, refusals=kept)
    centre.mishaps.clear()
    sync_record(client, record)  # another desk, that knows of no refusal, brings the entry
    result = sync_record(client, record, refusals=kept)
    assert agrees(result, record)


def test_heads_changed_in_the_centres_database_are_told_loudly(centre: RunningCentral, client: CentralClient) -> None:
    record = make_record(desks=2, entries=5)
    sync_record(client, record)
    desk = record.desks[0].key.desk_id
    centre.database.rows("UPDATE entries SET hash = ? WHERE desk = ? AND number = 6", "ee" * 32, desk)
    record.desks[0].admit(2)
    record.desks[1].admit(2)
    result = sync_record(client, record)
    assert not result.heads_agree
    (difference,) = result.differences
    assert (difference.desk, difference.kind) == (desk, "another-chain")
    assert difference.centre is not None
    assert difference.centre.hash == "ee" * 32
    # What cannot fit is not even sent; the honest desk goes on.
    assert (result.sent, result.held_back) == (2, 2)


def test_a_tail_deleted_at_the_centre_is_handed_over_again(centre: RunningCentral, client: CentralClient) -> None:
    record = make_record(desks=2, entries=5)
    sync_record(client, record)
    centre.database.rows("DELETE FROM entries WHERE number > 3")
    result = sync_record(client, record)
    assert agrees(result, record)
    assert result.sent == 6


def test_a_hole_cut_at_the_centre_shows_as_a_difference(centre: RunningCentral, client: CentralClient) -> None:
    record = make_record(desks=1, entries=5)
    sync_record(client, record)
    record.desks[0].entries.pop()  # this desk's disk was restored from an older copy
    result = sync_record(client, record)
    assert [(one.kind) for one in result.differences] == ["centre-ahead"]
    assert (result.sent, result.heads_agree) == (0, False)


def test_a_desk_the_centre_forgot_is_made_known_again(centre: RunningCentral, client: CentralClient) -> None:
    record = make_record(desks=2, entries=5)
    sync_record(client, record)
    centre.database.rows("DELETE FROM desks")
    for desk in record.desks:
        desk.admit(3)
    result = sync_record(client, record)
    assert agrees(result, record)
    assert result.sent == 6


def test_a_gap_that_does_not_close_is_shown_but_tried_again_next_time(
    centre: RunningCentral, client: CentralClient
) -> None:
    record = make_record(desks=1, entries=5)
    desk = record.desks[0].key.desk_id
    centre.mishaps.refuse(desk, 4, "gap")
    kept = RefusalsInMemory()
    result = sync_record(client, record, refusals=kept)
    assert [(one.number, one.code) for one in result.refused] == [(4, "gap")]
    assert (kept.kept(record.record), result.held_back) == ((), 2)
    centre.mishaps.clear()
    assert agrees(sync_record(client, record, refusals=kept), record)


def test_a_batch_too_large_for_the_centre_goes_in_halves(centre: RunningCentral, client: CentralClient) -> None:
    record = make_record(desks=2, entries=300)
    centre.mishaps.answer(413, b"{}", method="POST", times=2)
    assert agrees(sync_record(client, record), record)


def test_a_centre_that_will_not_have_a_batch_because_of_one_entry_gets_all_the_others(
    centre: RunningCentral, client: CentralClient
) -> None:
    record = make_record(desks=2, entries=300)
    # The whole, its first half, that half's first half and so on down to one entry: 602, 301 ... 4, 2, 1.
    for times in (8, 1):
        centre.mishaps.answer(422, b'{"code":"bad-shape"}', method="POST", times=times)
    result = sync_record(client, record)
    first = record.all()[0]
    assert [(one.desk, one.number, one.code) for one in result.refused] == [(first.desk, 1, "bad-shape")]
    assert (result.sent, result.held_back) == (301, 300)


def test_a_desk_enrolled_with_a_wrong_role_is_refused_by_name_and_the_others_go_on(
    centre: RunningCentral, client: CentralClient
) -> None:
    record = make_record(desks=2, entries=2)
    centre.mishaps.answer(422, b'{"code":"bad-shape","detail":"role"}', path="/desks/" + sorted(record.heads())[0])
    result = sync_record(client, record)
    assert [(one.number, one.code, one.message) for one in result.refused] == [(1, "bad-shape", "role")]
    assert (result.sent, result.held_back) == (3, 2)


def test_refusals_of_what_was_never_sent_stop_nobody(centre: RunningCentral, client: CentralClient) -> None:
    record = make_record(desks=1, entries=2)
    strange = b'{"accepted":{},"refused":[{"desk":"","number":0,"code":"malformed","message":"?"}]}'
    centre.mishaps.answer(200, strange, method="POST")
    result = sync_record(client, record)
    assert [(one.desk, one.code) for one in result.refused] == [("", "malformed")]
    assert (result.sent, result.heads_agree) == (0, False)
    assert agrees(sync_record(client, record), record)


def test_an_attachment_changed_on_our_disk_or_refused_is_named_by_its_hash(
    centre: RunningCentral, client: CentralClient
) -> None:
    record = make_record(desks=1, entries=1)
    changed, refused = record.attach(b"one"), record.attach(b"two")
    record.kept[changed] = b"changed"
    record.kept["ab" * 32] = b""
    centre.mishaps.answer(422, b"{}", method="PUT", path=refused)
    result = sync_record(client, record)
    assert result.refused_attachments == {changed: "bad-hash", refused: "http-422", "ab" * 32: "bad-hash"}
    assert result.attachments_sent == 0


def test_the_outcome_is_refused_before_and_receipted_after_the_synchronisation(
    centre: RunningCentral, client: CentralClient
) -> None:
    record = make_record(desks=2, entries=5)
    heads = record.heads()
    outcome = {
        "sitting": "s1",
        "registered": 5,
        "present": 5,
        "absent": [],
        "misconduct": [],
        "rooms": [],
        "heads": {desk: {"number": head.number, "hash": head.hash} for desk, head in heads.items()},
        "code": head_code(heads),
    }
    client.open_record(record.record, record.opening)
    with pytest.raises(CentralProblem) as caught:
        hand_in(client, record.record, outcome)
    assert caught.value.problem == "heads-differ"
    sync_record(client, record)
    receipt = hand_in(client, record.record, outcome)
    assert hand_in(client, record.record, outcome) == receipt
