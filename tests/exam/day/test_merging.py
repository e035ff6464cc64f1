"""Desks that worked apart and meet (U3, U9, U10, U17, X7): conflicts are shown with both versions and decided by a
chief; undone things are not counted; corrections keep what was there."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exam.day.balance import tally
from desktop.exam.fold import Fold
from desktop.exam.frame.command import Fact, Refused
from desktop.exam.frame.context import Context
from tests.helpers.morning import SITE, SITTING, Morning, Recorded, clock, small_plan

ONE = "candidate:s1/c00001"


def context(m: Morning, entries: Sequence[Recorded]) -> Context:
    return Context(m.ctx.index, m.ctx.rules, m.ctx.protocols, Fold(entries).state)


def admitted_at_two_desks(at_one: str = "8:10", at_two: str = "8:12") -> Morning:
    m = Morning(absent=[c.id for c in small_plan().candidates]).run_until("8:09")
    outcome = m.decide("check-candidate", "room:s1/r01", _reading(m), (), at=at_one)
    again = m.decide("check-candidate", "room:s1/r01", _reading(m), (), at=at_two)
    assert not isinstance(outcome, Refused)
    assert not isinstance(again, Refused)
    m.record(outcome[0], at=at_one, desk="d1")
    m.record(again[0], at=at_two, desk="d2")
    m.now = clock("8:15")
    return m


def _reading(m: Morning) -> dict[str, str]:
    return {"number": m.ctx.index.candidates["c00001"].document_number}


# --- admitted twice --------------------------------------------------------------------------------------------------


def test_two_offline_desks_admit_one_person_and_both_are_shown() -> None:
    m = admitted_at_two_desks()
    (conflict,) = m.ctx.conflicts()
    assert (conflict.kind, conflict.about, conflict.sitting, conflict.room) == ("admitted-twice", ONE, "s1", "r01")
    assert [(v.desk, v.at) for v in conflict.versions] == [  # type: ignore[union-attr]
        ("d1", clock("8:10")),
        ("d2", clock("8:12")),
    ]
    assert tally(m.ctx, "s1", "r01").present == 1


def test_a_chief_decides_and_both_records_stay_in_the_history() -> None:
    m = admitted_at_two_desks()
    (conflict,) = m.ctx.conflicts()
    data = {"conflict": conflict.id, "keep": 2, "reason": "二台为准"}
    m.refuses("resolve-conflict", SITE, data, officers=["p11"], code="not-entitled")
    m.refuses("resolve-conflict", SITE, {**data, "keep": 3}, code="data-wrong")
    m.act("resolve-conflict", SITE, data)
    assert m.person("c00001").admission.desk == "d2"
    assert m.ctx.conflicts() == []
    m.refuses("resolve-conflict", SITE, data, code="no-such-conflict")
    assert [e.kind for e in m.fold.history(ONE)].count("candidate-admitted") == 2


def test_a_third_record_that_comes_in_after_the_decision_is_a_conflict_of_its_own() -> None:
    """A decision settles the versions it saw; what nobody had seen is not resolved in silence."""
    m = admitted_at_two_desks()
    (conflict,) = m.ctx.conflicts()
    m.act("resolve-conflict", SITE, {"conflict": conflict.id, "keep": 2, "reason": "二台为准"})
    third = next(e for e in m.entries if e.kind == "candidate-admitted")
    for at in ("8:08", "8:11", "8:14"):  # earlier than both, between, or later: the decision means the same two
        again = Fact(third.kind, third.about, third.data)
        merged = [*m.entries, Recorded(again.kind, again.about, again.data, (), (clock(at), 0), clock(at), "d3", 1)]
        ctx = context(m, merged)
        (left,) = ctx.conflicts()
        assert left.id != conflict.id
        assert {v.desk for v in left.versions} == {"d2", "d3"}  # type: ignore[union-attr]


def test_annulling_one_of_two_admissions_leaves_the_other() -> None:
    m = admitted_at_two_desks()
    m.act("annul-admission", ONE, {"reason": "重复"}, officers=["p11"])
    assert m.person("c00001").admission.desk == "d2"
    assert m.ctx.conflicts() == []


# --- a seat, a bag, an absentee twice ---------------------------------------------------------------------------------


def test_one_seat_for_two_people_is_a_conflict() -> None:
    m = Morning(absent=["c00001", "c00002"]).run_until("8:09")
    m.door("r01", "c00001", "8:10")
    seated = {"sitting": "s1", "room": "r01", "seat": 1, "late": 0, "method": "reader", "code": "ok"}
    m.record(Fact("candidate-admitted", ("candidate:s1/c00002", "room:s1/r01"), seated), at="8:11", desk="d2")
    (conflict,) = m.ctx.conflicts()
    assert (conflict.kind, conflict.about) == ("seat-twice", "room:s1/r01#1")
    m.act("move-seat", "candidate:s1/c00002", {"room": "r01", "number": 9, "reason": "座位重复"}, at="8:12")
    assert m.ctx.conflicts() == []
    assert m.person("c00002").admission.seat == 9


def test_a_bag_handed_over_twice_is_a_conflict_and_the_chief_may_keep_either() -> None:
    for keep, place in ((1, "carried"), (2, "office")):
        m = Morning().run_until("7:43")
        again = Fact("bag-taken-out", ("bag:b01",), {"from": "secure-room", "to": "office", "seal": "F001"})
        m.record(again, officers=("p02", "p06"), at="7:42:30", desk="d2")
        (conflict,) = m.ctx.conflicts()
        assert (conflict.kind, len(conflict.versions)) == ("bag-twice", 2)
        m.act("resolve-conflict", SITE, {"conflict": conflict.id, "keep": keep, "reason": "查明"})
        assert m.ctx.conflicts() == []
        assert m.bag("b01").place == place


def test_frozen_as_absent_here_and_admitted_there_is_a_conflict_either_way_out() -> None:
    for keep, status in ((1, "present"), (2, "absent")):
        m = Morning(absent=["c00001"]).run_until("9:10")
        seat = {"sitting": "s1", "room": "r01", "seat": 1, "late": 20, "method": "reader", "code": "ok-late"}
        m.record(Fact("candidate-admitted", (ONE, "room:s1/r01"), seat), at="8:50", desk="d2")
        (conflict,) = m.ctx.conflicts()
        assert conflict.kind == "absent-and-admitted"
        m.act("resolve-conflict", SITE, {"conflict": conflict.id, "keep": keep, "reason": "查明"})
        assert m.person("c00001").status == status
        assert m.ctx.conflicts() == []


def test_a_conflict_in_one_room_keeps_that_room_and_the_sitting_open_and_no_other() -> None:
    m = admitted_at_two_desks()
    for name, about in (("close-room", "room:s1/r01"), ("depart", SITTING), ("receive-at-marking", SITTING)):
        m.skip(name, about)
    m.skip("close-sitting", SITTING).run_until("10:20")
    assert m.room("r02").closed
    assert m.refuses("close-room", "room:s1/r01", code="room-not-finished").facts["open"] == ["conflict"]


# --- undo and late corrections ---------------------------------------------------------------------------------------


def test_undoing_an_admission_takes_it_out_of_every_count_and_keeps_the_original() -> None:
    m = Morning().run_until("8:20")
    assert tally(m.ctx, "s1", "r01").present == 4
    m.refuses("annul-admission", ONE, {"reason": "误读"}, officers=["p12"], code="not-entitled")
    m.act("annul-admission", ONE, {"reason": "误读"}, officers=["p11"])
    assert tally(m.ctx, "s1", "r01").present == 3
    assert m.person("c00001").annulled == 1
    assert m.person("c00001").signed is None
    assert m.door("r01", "c00001", "8:21").kind == "candidate-admitted"
    assert tally(m.ctx, "s1", "r01").present == 4


def test_attendance_after_the_freeze_is_corrected_by_two_names_both_ways() -> None:
    m = Morning(absent=["c00001"]).run_until("9:10")
    m.refuses("annul-admission", "candidate:s1/c00002", {"reason": "没来"}, code="absentees-frozen")
    data = {"attendance": "present", "reason": "纸质记录补录"}
    m.refuses("correct-attendance", ONE, data, officers=["p11"], code="signature-missing")
    m.act("correct-attendance", ONE, data)
    assert (m.person("c00001").status, m.person("c00001").admission.method) == ("present", "correction")
    m.refuses("correct-attendance", ONE, data, code="attendance-same")
    m.act("correct-attendance", "candidate:s1/c00002", {"attendance": "absent", "reason": "冒签"})
    t = tally(m.ctx, "s1", "r01")
    assert (t.present, t.absent) == (3, 1)
    m.run_normal_day()  # the papers balance with the corrected figures
    m.refuses("correct-attendance", "candidate:s1/c00003", {"attendance": "absent", "reason": "x"}, code="not-closed")


def test_a_moved_person_is_in_one_room_whatever_two_desks_wrote() -> None:
    m = Morning(absent=["c00001"]).run_until("8:10")
    for room, desk, at in (("r03", "d1", "8:11"), ("r02", "d2", "8:12")):
        moved = {"sitting": "s1", "room": room, "seat": 9, "row": 1, "column": 1, "reason": "x"}
        m.record(Fact("seat-moved", (ONE,), moved), at=at, desk=desk)
        m.record(Fact("candidate-moved-out", ("room:s1/r01",), {"candidate": "c00001", "to": room}), at=at, desk=desk)
        m.record(
            Fact("candidate-moved-in", (f"room:s1/{room}",), {"candidate": "c00001", "from": "r01"}), at=at, desk=desk
        )
    where = [r for r in m.ctx.rooms("s1") if "c00001" in dict(m.ctx.people("s1", r))]
    assert where == ["r02"]
    assert sum(tally(m.ctx, "s1", r).registered for r in m.ctx.rooms("s1")) == 12


def test_moving_a_seat_keeps_papers_seats_and_counts_right() -> None:
    m = Morning(absent=["c00001"]).run_until("8:10")
    to = {"room": "r02", "number": 9, "reason": "视力"}
    m.refuses("move-seat", ONE, {**to, "number": 1}, code="seat-taken")
    m.refuses("move-seat", ONE, {**to, "number": 31}, code="no-such-seat")
    m.refuses("move-seat", ONE, {**to, "room": "r77"}, code="room-unknown")
    m.refuses("move-seat", "candidate:s1/c00007", {**to, "room": "r01"}, code="paper-not-there")
    m.refuses("move-seat", "candidate:s1/c00002", to, code="already-admitted")
    m.act("move-seat", ONE, to)
    assert m.door("r01", "c00001", "8:11").data["code"] == "wrong-room"
    assert m.door("r02", "c00001", "8:12").data["seat"] == 9


def test_nobody_is_moved_after_the_absentees_are_frozen() -> None:
    m = Morning(absent=["c00001"]).run_until("9:10")
    m.refuses("move-seat", ONE, {"room": "r02", "number": 9, "reason": "x"}, code="absentees-frozen")


def test_a_person_without_a_seat_keeps_the_sitting_open() -> None:
    plan = small_plan()
    m = Morning(replace(plan, seats=plan.seats[1:])).skip("close-sitting", SITTING).run_normal_day()
    refused = m.refuses("close-sitting", SITTING, code="no-seat")
    assert refused.facts["candidates"] == ["c00001"]  # U23


def test_an_art_28_correction_names_field_and_attachment_never_the_value() -> None:
    m = Morning().run_until("8:10")
    data = {"field": "name", "attachment": "ab" * 32, "reason": "错别字"}
    m.refuses("correct-candidate", ONE, {**data, "attachment": "新名字"}, code="data-wrong")
    (entry,) = m.act("correct-candidate", ONE, data)
    assert set(entry.data) == {"field", "attachment", "reason"}
    assert len(m.person("c00001").corrections) == 1


# --- one state -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def busy() -> Morning:
    """A day on three desks with everything in it that can contradict."""
    m = admitted_at_two_desks()
    (conflict,) = m.ctx.conflicts()
    m.act("resolve-conflict", SITE, {"conflict": conflict.id, "keep": 2, "reason": "x"}, desk="d3")
    m.run_until("8:50")
    m.act("annul-admission", ONE, {"reason": "x"}, desk="d2")
    m.record(Fact("exam-suspended", (SITTING,), {"scope": "site", "reason": "x"}), at="8:51", desk="d1")
    m.record(Fact("exam-suspended", (SITTING,), {"scope": "site", "reason": "x"}), at="8:51", desk="d2")
    m.record(Fact("exam-resumed", (SITTING,), {"scope": "site", "compensation": 60_000}), at="8:52", desk="d3")
    m.record(Fact("bag-opened", ("bag:b01", "room:s1/r01"), {"counted": 4, "counted_cards": 0}), at="8:26", desk="d2")
    m.record(Fact("bag-opened", ("bag:b01",), {"counted": "?"}), at="8:27", desk="d3")
    m.record(Fact("seat-moved", (ONE,), {"room": "r09", "seat": [], "row": 1, "column": 1}), at="8:28", desk="d3")
    return m


@settings(max_examples=60)
@given(seed=st.integers(), repeats=st.integers(0, 3))
def test_any_order_and_any_repetition_of_the_desks_entries_gives_one_state(
    busy: Morning, seed: int, repeats: int
) -> None:
    chance = random.Random(seed)
    entries = [*busy.entries, *chance.choices(busy.entries, k=repeats * 20)]
    chance.shuffle(entries)
    fold = Fold(entries)
    assert fold.state.values == busy.fold.state.values
    assert fold.state.unreadable == busy.fold.state.unreadable
    assert len(fold.state.unreadable) == 2
    assert fold.count == len(busy.entries)
    ctx = Context(busy.ctx.index, busy.ctx.rules, busy.ctx.protocols, fold.state)
    assert ctx.conflicts() == busy.ctx.conflicts()
    assert all(fold.history(k) == busy.fold.history(k) for k in busy.fold.state.values)


@settings(max_examples=30)
@given(cuts=st.lists(st.integers(0, 200), min_size=2, max_size=4))
def test_desks_that_exchange_in_pieces_agree(busy: Morning, cuts: list[int]) -> None:
    one, other = Fold(), Fold()
    for cut in sorted(cuts):
        for entry in busy.entries[:cut]:
            one.take(entry)
        for entry in busy.entries[-cut or len(busy.entries) :]:
            other.take(entry)
    for entry in busy.entries:
        other.take(entry)
        one.take(entry)
    assert one.state.values == other.state.values == busy.fold.state.values
