"""The second check at the seats: a document read there is one more seat seen to; whoever should not sit there is told
about and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.exam.frame.command import Fact
from desktop.operations.boards.door import DoorBoard
from tests.helpers.homes import enrolled
from tests.operations.test_desks import Site
from tests.operations.test_exchange import admit


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with enrolled(tmp_path / "h", "control") as desk:
        yield Site(desk)


def of_room(site: Site, room: str) -> list[Any]:
    people = site.record.index.candidates
    seats = sorted((s for s in site.record.plan.seats if s.room == room), key=lambda s: s.number)
    return [people[s.candidate] for s in seats]


def going_round(site: Site) -> tuple[Any, list[Any]]:
    """Two of the room's people are in, the exam has begun, the round too."""
    inside = of_room(site, "r01")[:2]
    numbers = [c.id for c in site.record.plan.candidates]
    for person in inside:
        admit(site.desk, numbers.index(person.id))
    started(site)
    desk = site.open("door", site.duty("assistant-proctor", "r01"))
    row = next(r for r in board(site).available if r.key == "F7")
    assert desk.act(row.command, row.about, {}, ()).done
    return desk, inside


def started(site: Site) -> None:
    site.desk.clock.set("8:31")
    site.desk.record.write((Fact("exam-started", ("room:s1/r01",), {}),), (site.duty("lead-proctor", "r01"),))
    site.record.refresh()


def board(site: Site) -> DoorBoard:
    shown = site.screen.last
    assert isinstance(shown, DoorBoard)
    return shown


def test_a_document_read_at_a_seat_is_one_seat_more_and_nobody_is_let_in_by_it(site: Site) -> None:
    desk, (first, second) = going_round(site)
    assert (board(site).round, board(site).expected, board(site).missing) == (True, 2, 2)
    assert board(site).verdict is None
    desk.scanned(first.document_number)
    shown = board(site)
    assert shown.verdict is not None
    assert (shown.verdict.tone, shown.verdict.seat, shown.verdict.name) == ("ok", "1", first.name)
    assert not shown.verdict.awaits_signature
    assert (shown.arrived, shown.missing) == (1, 1)
    state = site.record.state.candidate("s1", first.id)
    assert state.second_check is not None
    assert state.second_check.data["result"] == "same"
    assert state.refusals == ()
    written = site.record.fold.count
    desk.scanned(first.document_number)
    assert site.record.fold.count == written, "a seat is checked once"
    desk.scanned(second.document_number)
    assert board(site).missing == 0
    assert [line.seat for line in board(site).recent] == ["2", "1", "1"]
    desk.dismiss()
    assert all(line.name == "" for line in board(site).recent), "no names without a read (U15)"


def test_who_sits_here_and_should_not_is_named_with_his_place_and_nothing_is_written(site: Site) -> None:
    desk, _ = going_round(site)
    written = site.record.fold.count
    elsewhere, not_in = of_room(site, "r03")[0], of_room(site, "r01")[2]
    for stranger in (elsewhere, not_in):
        desk.scanned(stranger.document_number)
        verdict = board(site).verdict
        assert verdict is not None
        assert (verdict.tone, verdict.name) == ("stop", stranger.name)
        assert "F9" in verdict.next
    assert site.record.fold.count == written
    assert site.record.state.candidate("s1", elsewhere.id).refusals == ()


def test_the_round_begins_after_the_start_and_ends_with_the_same_key(site: Site) -> None:
    numbers = [c.id for c in site.record.plan.candidates]
    admit(site.desk, numbers.index(of_room(site, "r01")[0].id))
    site.record.refresh()
    desk = site.open("door", site.duty("assistant-proctor", "r01"))
    row = next(r for r in board(site).available if r.key == "F7")
    assert not row.enabled
    assert row.why
    assert row.clause
    started(site)
    site.session.refresh()
    row = next(r for r in board(site).available if r.key == "F7")
    assert row.immediate
    desk.act(row.command, row.about, {}, ())
    assert board(site).round
    desk.act(row.command, row.about, {}, ())
    assert not board(site).round
    assert board(site).phase == "waiting"


def test_the_lead_proctor_can_annul_at_the_door_that_somebody_else_keeps(site: Site) -> None:
    who = of_room(site, "r01")[0]
    site.desk.clock.set("8:10")
    desk = site.open("door", site.duty("assistant-proctor", "r01"))
    desk.scanned(who.document_number)
    row = next(r for r in board(site).available if r.key == "F4")
    assert row.command == "annul-admission"
    assert [slot.signed for slot in row.slots] == [None], "the one at the desk cannot sign it"
    desk.scanned(of_room(site, "r03")[0].document_number)
    assert "F4" not in {r.key for r in board(site).available}, "nobody came in here by that"
