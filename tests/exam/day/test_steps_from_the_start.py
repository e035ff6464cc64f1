"""The protocol of App5 from the start to the escort, row by row (S); what comes before is in test_steps.py."""

from __future__ import annotations

from dataclasses import replace

from desktop.exam.day.protocol import step_standing
from desktop.exam.frame.command import Refused
from tests.helpers.morning import MINUTE, SITTING, Morning, clock, with_params

R1 = "room:s1/r01"


# --- 8:30 the start --------------------------------------------------------------------------------------------------


def test_step_start_needs_the_chiefs_order_and_papers_handed_out() -> None:
    m = Morning().skip("give-order", SITTING).skip("start-exam", R1).skip("hand-out-papers", R1)
    for r in ("r02", "r03"):
        m.skip("start-exam", f"room:s1/{r}")
    m.run_until("8:30")
    m.refuses("give-order", SITTING, {"order": "start"}, at="8:29:59", code="too-early")
    m.refuses("start-exam", "room:s1/r02", at="8:30", code="order-first")
    m.refuses("give-order", SITTING, {"order": "start"}, officers=["p11"], code="not-entitled")
    m.act("give-order", SITTING, {"order": "start"}, at="8:30")
    m.refuses("give-order", SITTING, {"order": "start"}, code="order-given")
    m.refuses("start-exam", R1, code="step-first")
    m.act("hand-out-papers", R1, {"absentee_desks_empty": True})
    m.act("start-exam", R1, at="8:34")
    ordered, started = m.fold.state.sitting("s1").orders["start"], m.room("r01").steps["exam-started"]
    assert (ordered.data["planned"], ordered.at, started.at) == (clock("8:30"), clock("8:30"), clock("8:34"))
    m.act("extend-exam", SITTING, {"scope": "room:r01", "minutes": 4, "reason": "开考晚"})
    assert m.ctx.end("s1", "r01") == clock("10:04")
    assert m.ctx.end("s1", "r02") == clock("10:00")


def test_step_start_documents_are_checked_again_at_the_seat() -> None:
    m = Morning(absent=["c00003"]).run_until("8:31")
    m.act("check-at-seat", "candidate:s1/c00004", {"result": "same"})
    assert m.person("c00004").second_check.data["result"] == "same"
    m.refuses("check-at-seat", "candidate:s1/c00003", {"result": "same"}, code="not-present")


# --- 9:00 hand-in, absentees -----------------------------------------------------------------------------------------


def test_step_late_arrivals_are_let_in_until_the_cutoff_and_are_absent_after_it() -> None:
    m = Morning(absent=["c00004", "c00003"]).run_until("8:59")
    entry = m.door("r01", "c00004", "9:00")
    assert (entry.kind, entry.data["late"], entry.data["code"]) == ("candidate-admitted", 30, "ok-late")
    assert m.door("r01", "c00003", "9:00:01").data["code"] == "after-cutoff"


def test_step_hand_in_only_between_t_plus_30_and_e_minus_15_with_the_paper_checked() -> None:
    m = Morning().run_until("9:00")
    who = "candidate:s1/c00004"
    m.refuses("hand-in", who, {"paper_checked": True}, at="8:59:59", code="too-early")
    m.refuses("hand-in", who, {"paper_checked": False}, at="9:00", code="tick-missing")
    m.act("hand-in", who, {"paper_checked": True}, at="9:00")
    assert m.person("c00004").status == "handed-in"
    m.refuses("hand-in", who, {"paper_checked": True}, code="not-present")
    m.refuses("hand-in", "candidate:s1/c00003", {"paper_checked": True}, at="9:45:01", code="too-late")


def test_step_absentees_are_frozen_at_t_plus_30_by_two_who_saw_the_list() -> None:
    m = Morning(absent=["c00003"]).run_until("8:59").skip("freeze-absentees", R1)
    data = {"candidates": ["c00003"], "signatures": 3, "heads": 3}
    m.refuses("freeze-absentees", R1, data, at="8:59:59", code="too-early")
    m.refuses("freeze-absentees", R1, data, at="9:00", officers=["p11"], code="signature-missing")
    differ = m.refuses("freeze-absentees", R1, {**data, "candidates": ["c00004"]}, at="9:00", code="absentees-differ")
    assert (differ.facts["missing"], differ.facts["extra"]) == (["c00003"], ["c00004"])
    m.act("freeze-absentees", R1, data, at="9:00")
    assert m.person("c00003").status == "absent"
    m.refuses("freeze-absentees", R1, data, code="already-done")


def test_step_record_is_filled_after_the_absentees() -> None:
    m = Morning().skip("fill-record", R1).skip("freeze-absentees", R1).run_until("9:02")
    m.refuses("fill-record", R1, code="step-first")


# --- 9:45, 10:00 -----------------------------------------------------------------------------------------------------


def test_step_fifteen_is_announced_and_then_only_illness_lets_anyone_out() -> None:
    m = Morning().skip("announce-fifteen", R1).run_until("9:45")
    m.refuses("announce-fifteen", R1, at="9:44:59", code="too-early")
    m.act("announce-fifteen", R1, at="9:45")
    who, out = "candidate:s1/c00004", {"reason": "toilet", "escort": "p07"}
    m.refuses("let-out", who, out, at="9:46", code="too-late")
    kinds = [e.kind for e in m.act("let-out", who, {**out, "reason": "medical"}, at="9:46")]
    assert kinds == ["candidate-let-out", "incident-reported"]


def test_step_end_waits_for_the_order_and_for_the_rooms_own_end() -> None:
    m = Morning().skip("end-exam", R1).run_until("9:50")
    m.act("extend-exam", SITTING, {"scope": "candidate:c00004", "minutes": 10, "reason": "设备故障"})
    m.run_until("10:01")
    assert m.refuses("end-exam", R1, at="10:09:59", code="too-early").facts["opens"] == clock("10:10")
    m.act("end-exam", R1, at="10:10")
    m.refuses("extend-exam", SITTING, {"scope": "room:r01", "minutes": 5, "reason": "晚"}, code="exam-running")


def test_step_end_not_without_the_chiefs_order() -> None:
    m = Morning().skip("give-order", SITTING).run_until("8:30")
    m.act("give-order", SITTING, {"order": "start"}, at="8:30")
    for r in ("r01", "r02", "r03"):
        m.skip("end-exam", f"room:s1/{r}")
    m.run_until("10:01")
    m.refuses("end-exam", R1, code="order-first")


def test_step_collected_nobody_leaves_before_the_papers_balance() -> None:
    m = Morning().skip("collect-papers", R1).skip("release-candidates", R1).skip("return-bags", R1)
    m.run_until("10:02")
    (bad,) = m.act("collect-papers", R1, m.count("r01", collected=-1), at="10:02")
    assert bad.data["agreed"] is False
    assert bad.data["broken"] == ["C5-answered", "C5-papers"]
    m.refuses("release-candidates", R1, code="balanced")
    m.refuses("return-bags", R1, code="balanced")
    m.act("collect-papers", R1, m.count("r01"))
    m.act("release-candidates", R1)
    assert len(m.room("r01").counts) == 2  # every attempt is kept (U30)


def test_step_collected_not_while_somebody_is_out_and_someone_in_hospital_does_not_block_it() -> None:
    m = Morning().skip("collect-papers", R1).run_until("9:30")
    m.act("let-out", "candidate:s1/c00002", {"reason": "medical", "escort": "p08"}, at="9:30")
    m.act("leave-for-care", "candidate:s1/c00002", at="9:40")
    m.act("let-out", "candidate:s1/c00004", {"reason": "toilet", "escort": "p07"}, at="9:41")
    m.refuses("leave-for-care", "candidate:s1/c00004", code="not-medical")
    assert m.person("c00002").status == "handed-in"
    m.skip("release-candidates", R1).skip("return-bags", R1).run_until("10:02")
    assert m.refuses("collect-papers", R1, m.count("r01"), code="nobody-out").facts["candidates"] == ["c00004"]
    m.act("let-back", "candidate:s1/c00004")
    m.act("collect-papers", R1, m.count("r01"))


# --- 10:05 back, accepted, approved, sealed --------------------------------------------------------------------------


def test_step_returned_by_both_and_counted_blind_by_the_office() -> None:
    m = Morning().skip("return-bags", R1).skip("count-returned", R1).run_until("10:05")
    m.refuses("count-returned", R1, m.blind("r01"), code="bags-returned")
    m.refuses("return-bags", R1, officers=["p12"], code="signature-missing")
    m.act("return-bags", R1)
    m.refuses("count-returned", R1, m.blind("r01"), officers=["p11"], code="not-entitled")
    m.act("count-returned", R1, m.blind("r01"))
    assert m.room("r01").accepted is not None


def test_step_accepted_c6_failure_goes_back_to_the_pair_with_an_incident_and_unsealed() -> None:
    m = Morning().skip("count-returned", R1).skip("approve-sealing", R1).skip("seal-bag", "bag:b01")
    m.skip("close-room", R1).run_until("10:06")
    m.refuses("collect-papers", R1, m.count("r01"), code="bag-not-there")
    kinds = [e.kind for e in m.act("count-returned", R1, m.blind("r01", answered=-1), at="10:07")]
    assert kinds == ["bags-counted", "incident-reported"]
    m.refuses("approve-sealing", R1, code="accepted")
    m.refuses("seal-bag", "bag:b01", {"seal": "M1"}, code="accepted")
    m.act("collect-papers", R1, m.count("r01"), at="10:09")
    assert m.bag("b01").place == "packed"
    m.act("return-bags", R1)
    m.act("count-returned", R1, m.blind("r01"))
    m.act("approve-sealing", R1)
    m.act("seal-bag", "bag:b01", {"seal": "M1"})
    assert [c.agreed for c in m.room("r01").office_counts] == [False, True]
    assert m.ctx.conflicts() == []


def test_step_approved_by_a_chief_who_did_not_count_and_only_for_the_last_count() -> None:
    m = Morning().skip("approve-sealing", R1).skip("seal-bag", "bag:b01").skip("close-room", R1).run_until("10:12")
    m.refuses("seal-bag", "bag:b01", {"seal": "M1"}, code="approved")
    m.act("approve-sealing", R1)
    m.refuses("approve-sealing", R1, code="already-done")
    m.act("count-returned", R1, m.blind("r01", unused=1))  # counted once more, and now it differs
    assert m.room("r01").sealing is None
    m.refuses("seal-bag", "bag:b01", {"seal": "M1"}, code="accepted")
    m.act("count-returned", R1, m.blind("r01"))
    m.refuses("seal-bag", "bag:b01", {"seal": "M1"}, code="approved")


def test_step_sealed_papers_and_cards_apart_with_numbers_never_used_before() -> None:
    m = Morning().skip("seal-bag", "bag:b02a").skip("close-room", "room:s1/r02").run_until("10:12")
    m.refuses("seal-bag", "bag:b02a", {"seal": "N1"}, code="data-missing")
    m.refuses("seal-bag", "bag:b02a", {"seal": "N1", "card_seal": "N1"}, code="seal-used")
    m.refuses("seal-bag", "bag:b02a", {"seal": "M-b01", "card_seal": "N2"}, code="seal-used")
    m.refuses("seal-bag", "bag:b02a", {"seal": "N1", "card_seal": "N2"}, officers=["p21"], code="signature-missing")
    m.act("seal-bag", "bag:b02a", {"seal": "N1", "card_seal": "N2"})
    assert (m.bag("b02a").seal, m.bag("b02a").card_seal) == ("N1", "N2")


# --- closing and escort ----------------------------------------------------------------------------------------------


def test_step_closed_lists_everything_still_open() -> None:
    m = Morning().skip("seal-bag", "bag:b01").skip("close-room", R1).skip("depart", SITTING)
    m.skip("receive-at-marking", SITTING).skip("close-sitting", SITTING).run_until("9:20")
    m.act("call-chief", R1, {"note": "请来"})
    m.act("report-incident", R1, {"kind": "equipment"})
    m.run_until("10:16")
    m.refuses("close-room", R1, code="bags-sealed")
    m.act("seal-bag", "bag:b01", {"seal": "M1"})
    assert m.refuses("close-room", R1, code="room-not-finished").facts["open"] == ["incident", "call-open"]
    m.act("answer-call", R1)
    (incident,) = m.fold.state.incidents()
    m.act("resolve-incident", f"incident:{incident}", {"decision": "已修复"})
    m.act("close-room", R1)


def test_step_departed_only_when_every_room_is_sealed_and_closed_and_nothing_is_missing() -> None:
    m = Morning().skip("close-room", R1).skip("depart", SITTING).skip("receive-at-marking", SITTING)
    m.skip("close-sitting", SITTING).run_until("10:31")
    bags = ["b01", "b02a", "b02b", "b03"]
    load = {"bags": bags, "escorts": ["p05", "p93"], "vehicle": "京A00000"}
    assert m.refuses("depart", SITTING, load, code="rooms-closed").facts["rooms"] == ["r01"]
    m.act("close-room", R1)
    m.refuses("depart", SITTING, {**load, "escorts": ["p05"]}, code="two-people-needed")
    m.refuses("depart", SITTING, {**load, "escorts": ["p05", "p05"]}, code="two-people-needed")
    assert m.refuses("depart", SITTING, {**load, "bags": bags[1:]}, code="load-incomplete").facts["bags"] == ["b01"]
    m.refuses("depart", SITTING, {**load, "bags": [*bags, "b90"]}, code="not-sealed")
    m.act("depart", SITTING, load)
    m.refuses("depart", SITTING, load, code="load-incomplete")
    m.refuses("receive-at-marking", SITTING, {"bags": ["b90"]}, code="not-loaded")
    m.refuses("receive-at-marking", SITTING, {"bags": []}, code="data-missing")
    m.act("receive-at-marking", SITTING, {"bags": bags[:3]})
    assert m.refuses("close-sitting", SITTING, code="equation-broken").facts["equation"] == "C8"
    m.act("receive-at-marking", SITTING, {"bags": ["b03"]})
    m.refuses("receive-at-marking", SITTING, {"bags": ["b03"]}, code="already-done")
    m.act("close-sitting", SITTING)


def test_nothing_is_changed_in_a_closed_room() -> None:
    m = Morning().run_until("10:20")
    for name, about, data in (
        ("record-misconduct", "candidate:s1/c00004", {"kind": "phone", "told": True}),
        ("annul-admission", "candidate:s1/c00004", {"reason": "错"}),
        ("correct-attendance", "candidate:s1/c00004", {"attendance": "absent", "reason": "错"}),
        ("confirm-signature", "candidate:s1/c00004", {}),
        ("report-defect", "bag:b01", {"what": "wrong", "copies": 1}),
    ):
        m.refuses(name, about, data, code="not-closed")
    m.refuses("move-seat", "candidate:s1/c00004", {"room": "r01", "number": 9, "reason": "错"}, code="not-closed")


# --- orders, suspension ----------------------------------------------------------------------------------------------


def test_orders_are_acknowledged_room_by_room_once() -> None:
    m = Morning().run_until("8:29")
    m.refuses("acknowledge-order", R1, {"order": "start"}, code="order-first")
    m.act("acknowledge-order", R1, {"order": "prepare"})
    m.refuses("acknowledge-order", R1, {"order": "prepare"}, code="already-done")
    m.refuses("give-order", SITTING, {"order": "end"}, at="10:00", code="order-first")


def test_a_suspension_stops_the_clock_and_resuming_gives_the_time_back() -> None:
    m = Morning().run_until("9:20")
    m.act("suspend-exam", SITTING, {"reason": "停电"}, at="9:20")
    m.refuses("hand-in", "candidate:s1/c00004", {"paper_checked": True}, at="9:25", code="not-suspended")
    m.refuses("give-order", SITTING, {"order": "fifteen-minutes"}, at="9:45", code="not-suspended")
    m.refuses("suspend-exam", SITTING, {"reason": "停电"}, code="already-done")
    m.refuses("resume-exam", SITTING, {"compensation_minutes": 181}, at="9:35", code="too-long")
    m.act("resume-exam", SITTING, at="9:35")
    assert m.ctx.end("s1", "r01", "c00004") == clock("10:15")
    m.refuses("resume-exam", SITTING, code="not-suspended-now")
    m.refuses("give-order", SITTING, {"order": "fifteen-minutes"}, at="9:59", code="too-early")
    m.act("suspend-exam", SITTING, {"reason": "设备", "scope": "room:r02"}, at="9:50")
    m.act("resume-exam", SITTING, {"scope": "room:r02", "compensation_minutes": 3}, at="9:52")
    assert m.ctx.end("s1", "r02") == clock("10:18")
    assert m.ctx.end("s1", "r01") == clock("10:15")


def test_two_desks_that_suspend_and_resume_the_same_thing_count_it_once() -> None:
    m = Morning().run_until("9:20")
    first = m.decide("suspend-exam", SITTING, {"reason": "停电"}, at="9:20")
    assert not isinstance(first, Refused)
    m.record(first[0], at="9:20", desk="d1")
    m.record(first[0], at="9:20:30", desk="d2")
    resumed = m.decide("resume-exam", SITTING, at="9:30")
    assert not isinstance(resumed, Refused)
    m.record(resumed[0], at="9:30", desk="d1")
    m.record(resumed[0], at="9:30:20", desk="d2")
    assert m.ctx.end("s1") == clock("10:10")
    assert not m.ctx.suspended(m.ctx.target(R1))  # type: ignore[arg-type]


def test_a_day_of_another_length_keeps_its_offsets() -> None:
    """Nothing about 8:30 to 10:00 is in code (G16)."""
    plan = Morning().plan
    plan = replace(plan, sittings=(replace(plan.sittings[0], start=clock("14:00"), end=clock("16:00")),))
    m = Morning(plan)
    step = m.ctx.protocol("s1").step("fifteen")  # type: ignore[union-attr]
    assert step is not None
    assert step_standing(m.ctx, step, "s1", "r01", 0).due == clock("15:45")
    assert m.ctx.late_cutoff("s1") == clock("14:30")


def test_the_cutoff_is_never_beyond_the_first_hand_in() -> None:
    m = Morning(rules=with_params(hand_in_after=20))
    assert m.ctx.late_cutoff("s1") == clock("8:30") + 20 * MINUTE
