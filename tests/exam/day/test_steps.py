"""The protocol of App5, row by row (S): what each step needs, what it leaves as evidence, what happens if it fails."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.exam.day.protocol import step_standing
from tests.helpers.morning import FITTER, OPENING, PREPARED, SITE, SITTING, Morning, clock

R1 = "room:s1/r01"
LABEL = {"occupation": FITTER, "level": 3, "copies": 5, "seal": "F001", "seal_intact": True}
BRIEFING = {"lists_announced": True, "clocks_compared": True}


def test_a_normal_day_goes_from_report_in_to_the_receipt_at_marking() -> None:
    m = Morning(absent=["c00003"]).run_normal_day()
    assert m.fold.state.unreadable == []
    assert m.ctx.conflicts() == []
    assert m.fold.state.sitting("s1").closed is not None
    assert {m.bag(b).place for b in ("b01", "b02a", "b02b", "b03")} == {"received"}
    protocol = m.ctx.protocol("s1")
    assert protocol is not None
    for step in protocol.steps:
        for room in m.ctx.rooms("s1") if step.scope == "room" else ("",):
            assert step_standing(m.ctx, step, "s1", room, m.now).standing == "done", (step.id, room)


# --- 7:30 report-in ---------------------------------------------------------------------------------------------------


def test_step_report_in_keeps_the_arrival_of_every_person() -> None:
    m = Morning()
    m.act("report-staff", SITTING, {"staff": "p11"}, at="7:29")
    assert m.fold.state.sitting("s1").reported == {"p11": clock("7:29")}
    m.refuses("report-staff", SITTING, {"staff": "p11"}, code="already-done")
    m.refuses("report-staff", SITTING, {"staff": "nobody"}, code="officer-unknown")


def test_step_report_in_a_missing_proctor_leaves_the_room_unstaffed_until_a_stand_in_reports() -> None:
    m = Morning().skip("brief-staff", SITTING)
    m.skip("report-staff", SITTING)  # everybody by hand
    m.run_until("7:36")
    for duty in m.plan.duties:
        if duty.staff != "p12":
            m.act("report-staff", SITTING, {"staff": duty.staff}, at="7:36")
    refused = m.refuses("brief-staff", SITTING, BRIEFING, code="rooms-staffed")
    assert (refused.facts["room"], refused.facts["missing"]) == ("r01", ["p12"])
    change = {"room": "r01", "role": "assistant-proctor", "absent": "p12", "stand_in": "p99", "reason": "未到"}
    m.act("replace-staff", SITTING, change)
    assert m.refuses("brief-staff", SITTING, BRIEFING, code="rooms-staffed").facts["missing"] == ["p99"]
    m.act("report-staff", SITTING, {"staff": "p99"})
    m.act("brief-staff", SITTING, BRIEFING)


def test_step_report_in_counts_the_replacement_and_not_the_person_replaced() -> None:
    m = Morning().run_until("7:36")
    step = m.ctx.protocol("s1").step("report-in")  # type: ignore[union-attr]
    assert step is not None
    assert step_standing(m.ctx, step, "s1", "", m.now).standing == "done"
    change = {"room": "r01", "role": "assistant-proctor", "absent": "p12", "stand_in": "p99", "reason": "病"}
    m.act("replace-staff", SITTING, change)
    assert step_standing(m.ctx, step, "s1", "", clock("7:40")).standing == "late"
    m.act("report-staff", SITTING, {"staff": "p99"})
    assert step_standing(m.ctx, step, "s1", "", clock("7:40")).standing == "done"


# --- 7:35 briefing, badges, clocks -----------------------------------------------------------------------------------


def test_step_briefing_needs_lists_announced_and_clocks_compared() -> None:
    m = Morning().skip("brief-staff", SITTING).run_until("7:35")
    m.refuses("brief-staff", SITTING, {**BRIEFING, "clocks_compared": False}, code="tick-missing")
    m.refuses("brief-staff", SITTING, BRIEFING, officers=["p03"], code="not-entitled")
    m.act("brief-staff", SITTING, BRIEFING)
    m.refuses("brief-staff", SITTING, BRIEFING, code="already-done")


def test_step_badges_are_issued_once_and_come_back() -> None:
    m = Morning().run_until("7:35")
    assert m.fold.state.staff("p11").badge_out
    m.refuses("issue-badge", "staff:p11", code="badge-out")
    m.act("return-badge", "staff:p11", at="10:20")
    m.refuses("return-badge", "staff:p11", code="badge-not-out")


def test_step_clock_off_by_more_than_thirty_seconds_is_set_and_recorded() -> None:
    m = Morning().skip("check-clock", R1).run_until("7:40")
    refused = m.refuses("check-clock", R1, {"seconds_off": -31}, code="clock-off")
    assert refused.clause == "002 附件5 7:35"
    m.act("check-clock", R1, {"seconds_off": -31, "reset": True})
    assert m.room("r01").steps["clock-checked"].data["reset"] is True
    m.act("check-clock", "room:s1/r02", {"seconds_off": 30})


# --- 7:40 papers out, papers issued ----------------------------------------------------------------------------------


def test_step_papers_out_needs_chief_and_confidentiality_officer_after_the_briefing() -> None:
    m = Morning().skip("take-out-bag", "bag:b01").skip("brief-staff", SITTING)
    m.run_until("7:36")
    seal = {"seal": "F001", "seal_intact": True}
    m.refuses("take-out-bag", "bag:b01", seal, at="7:40", code="step-first")
    m.act("brief-staff", SITTING, BRIEFING, at="7:40")
    m.refuses("take-out-bag", "bag:b01", seal, officers=["p01"], code="signature-missing")
    m.refuses("take-out-bag", "bag:b01", seal, officers=["p06", "p03"], code="not-entitled")
    (hop,) = m.act("take-out-bag", "bag:b01", seal)
    assert hop.officers == ("p01", "p06")
    assert m.bag("b01").place == "office"
    assert m.bag("b01").seal == "F001"
    m.refuses("take-out-bag", "bag:b01", seal, code="bag-not-there")


@pytest.mark.parametrize("wrong", [{"seal": "F999", "seal_intact": True}, {"seal": "F001", "seal_intact": False}])
def test_step_papers_out_any_difference_stops_with_incident_and_leak_alarm(wrong: dict[str, object]) -> None:
    m = Morning().skip("take-out-bag", "bag:b01").run_until("7:41")
    kinds = [e.kind for e in m.act("take-out-bag", "bag:b01", wrong, at="7:41")]
    assert kinds == ["bag-refused", "leak-alarm-raised", "incident-reported"]
    assert m.bag("b01").place == "secure-room"
    again = {"seal": "F001", "seal_intact": True}
    m.refuses("take-out-bag", "bag:b01", again, code="leak-open")
    (alarm,) = m.fold.state.site("k1").leaks
    decision = {"alarm": alarm, "decision": "封条登记有误，已核实"}
    m.refuses("close-leak-alarm", SITE, decision, officers=["p01"], code="sender-cannot-close")
    m.act("close-leak-alarm", SITE, decision, officers=["p02"])
    m.act("take-out-bag", "bag:b01", again)


def test_step_papers_out_of_a_competition_needs_its_receipt() -> None:
    plan = replace(Morning().plan, kind="competition")
    m = Morning(plan).skip("take-out-bag", "bag:b01")
    for b in ("b02a", "b02b", "b03", "b90", "b91"):
        m.skip("take-out-bag", f"bag:{b}")
    m.run_until("7:41")
    seal = {"seal": "F001", "seal_intact": True}
    assert m.refuses("take-out-bag", "bag:b01", seal, code="receipt-missing").clause == "003 §4"
    m = Morning(replace(plan, milestones={"receipt": "2026-11-01"})).run_until("7:41")
    assert m.bag("b01").place == "office"


def test_step_papers_issued_needs_three_persons_and_the_right_room() -> None:
    m = Morning().skip("issue-bag", "bag:b01").run_until("7:43")
    m.refuses("issue-bag", "bag:b01", LABEL, officers=["p01", "p11"], code="signature-missing")
    m.refuses("issue-bag", "bag:b01", LABEL, officers=["p01", "p11", "p22"], code="not-entitled")
    (receipt,) = m.act("issue-bag", "bag:b01", LABEL)
    assert receipt.officers == ("p01", "p11", "p12")
    assert m.bag("b01").place == "carried"


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        ({"occupation": "焊工"}, "occupation"),
        ({"level": 4}, "level"),
        ({"copies": 4}, "copies"),
        ({"seal_intact": False}, "seal-broken"),
        ({"seal": "F999"}, "seal-number"),
        ({"room": "r03"}, "room"),
    ],
)
def test_step_papers_issued_mismatch_is_not_signed_but_exchanged_with_an_incident(
    change: dict[str, object], difference: str
) -> None:
    m = Morning().skip("issue-bag", "bag:b01").run_until("7:43")
    refused, incident = m.act("issue-bag", "bag:b01", {**LABEL, **change})
    assert refused.kind == "bag-refused"
    assert refused.data["differences"] == [difference]
    assert incident.kind == "incident-reported"
    assert m.bag("b01").place == "office"
    m.refuses("exchange-bag", "bag:b01", {"replacement": "b91", "reason": "错装"}, code="wrong-paper")
    m.refuses("exchange-bag", "bag:b01", {"replacement": "b03", "reason": "错装"}, code="not-a-spare")
    m.act("exchange-bag", "bag:b01", {"replacement": "b90", "reason": "错装"})
    m.refuses("issue-bag", "bag:b01", LABEL, code="bag-withdrawn")
    label = {"occupation": FITTER, "level": 3, "copies": 5, "seal": "F090", "seal_intact": True}
    m.act("issue-bag", "bag:b90", label)
    assert [b.id for b in m.ctx.bags("s1", "r01")] == ["b90"]


def test_a_day_with_an_exchanged_bag_still_ends_well() -> None:
    """The spare bag belongs to the room it was given to, at every later step."""
    m = Morning().skip("issue-bag", "bag:b01").skip("open-bag", "bag:b01").skip("seal-bag", "bag:b01")
    m.skip("depart", SITTING).skip("receive-at-marking", SITTING).skip("close-room", R1).skip("close-sitting", SITTING)
    m.run_until("7:43")
    m.act("issue-bag", "bag:b01", {**LABEL, "copies": 4})
    m.act("exchange-bag", "bag:b01", {"replacement": "b90", "reason": "份数不符"})
    m.act("issue-bag", "bag:b90", {"occupation": FITTER, "level": 3, "copies": 5, "seal_intact": True})
    m.run_until("8:26")
    m.refuses("open-bag", "bag:b90", {**OPENING, "counted": 5}, officers=["p31", "p32"], code="not-entitled")
    m.act("open-bag", "bag:b90", {**OPENING, "counted": 5})
    m.run_until("10:11")
    m.act("seal-bag", "bag:b90", {"seal": "M-b90"})
    m.run_until("10:20")
    assert "incident" in m.refuses("close-room", R1, code="room-not-finished").facts["open"]
    (incident,) = m.fold.state.incidents()
    m.act("resolve-incident", f"incident:{incident}", {"decision": "已换袋"})
    m.act("close-room", R1)
    bags = ["b90", "b02a", "b02b", "b03"]
    m.act("depart", SITTING, {"bags": bags, "escorts": ["p05", "p93"], "vehicle": "京A"}, at="10:30")
    m.act("receive-at-marking", SITTING, {"bags": bags}, at="11:00")
    m.act("close-sitting", SITTING)


def test_a_bag_refused_at_the_take_out_can_be_replaced_by_a_spare() -> None:
    m = Morning().skip("take-out-bag", "bag:b01").skip("issue-bag", "bag:b01").run_until("7:43")
    m.act("take-out-bag", "bag:b01", {"seal_intact": False})
    m.act("exchange-bag", "bag:b01", {"replacement": "b90", "reason": "封条破损"})
    assert [b.id for b in m.ctx.bags("s1", "r01")] == ["b90"]


# --- 7:50 to the room ------------------------------------------------------------------------------------------------


def test_step_papers_brought_needs_the_receipt_and_both_proctors() -> None:
    m = Morning().skip("issue-bag", "bag:b02b").skip("bring-bags", "room:s1/r02").skip("bring-bags", R1)
    m.skip("open-door", "room:s1/r02").run_until("7:51")
    assert m.refuses("bring-bags", "room:s1/r02", code="bags-carried").facts["label"] == "T-02B"
    m.refuses("bring-bags", R1, officers=["p11"], code="signature-missing")
    m.act("bring-bags", R1)
    assert m.bag("b01").place == "room"


def test_step_papers_brought_is_late_from_t_minus_35_on() -> None:
    m = Morning().skip("bring-bags", R1).run_until("7:56")
    step = m.ctx.protocol("s1").step("papers-brought")  # type: ignore[union-attr]
    assert step is not None
    assert step_standing(m.ctx, step, "s1", "r01", clock("7:55")).standing == "due"
    assert step_standing(m.ctx, step, "s1", "r01", clock("7:55:01")).standing == "late"
    assert "T-35" in step.failure


# --- 8:05 the door ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left_out", "about", "code"),
    [
        ("bring-bags", R1, "bags-in-room"),
        ("prepare-room", R1, "step-first"),
        ("check-clock", R1, "step-first"),
    ],
)
def test_step_door_opens_only_with_papers_in_the_room_and_board_labels_clock_ticked(
    left_out: str, about: str, code: str
) -> None:
    m = Morning().skip(left_out, about).skip("open-door", R1).run_until("8:05")
    m.refuses("open-door", R1, at="8:05", code=code)


def test_step_door_does_not_open_early_or_without_the_room_being_staffed() -> None:
    m = Morning().skip("open-door", R1).run_until("8:05")
    assert m.refuses("open-door", R1, at="8:04:59", code="too-early").facts["opens"] == clock("8:05")
    change = {"room": "r01", "role": "lead-proctor", "absent": "p11", "stand_in": "p99", "reason": "病"}
    m.act("replace-staff", SITTING, change, at="8:05")
    assert m.refuses("open-door", R1, code="room-staffed").facts["missing"] == ["p99"]


def test_step_room_prepared_needs_every_tick() -> None:
    m = Morning().skip("prepare-room", R1).run_until("8:00")
    for tick in PREPARED:
        refused = m.refuses("prepare-room", R1, {**PREPARED, tick: False}, code="tick-missing")
        assert refused.facts["field"] == tick


# --- 8:20 rules, 8:25 opening ----------------------------------------------------------------------------------------


def test_step_rules_are_read_by_the_lead_proctor_at_t_minus_10() -> None:
    m = Morning().skip("read-rules", R1).run_until("8:20")
    m.refuses("read-rules", R1, at="8:19:59", code="too-early")
    m.refuses("read-rules", R1, officers=["p12"], code="not-entitled")
    m.act("read-rules", R1, {"text_version": "2022-1"}, at="8:20")
    assert m.room("r01").steps["rules-read"].data["text_version"] == "2022-1"
    step = m.ctx.protocol("s1").step("rules-read")  # type: ignore[union-attr]
    assert step is not None
    assert step_standing(m.ctx, step, "s1", "r02", clock("8:24")).standing == "late"


def test_step_bags_opened_not_before_t_minus_5_nor_before_the_rules_are_read_nor_by_one_alone() -> None:
    m = Morning().skip("open-bag", "bag:b01").skip("read-rules", R1).run_until("8:25")
    opening = {**OPENING, "counted": 5}
    m.refuses("open-bag", "bag:b01", opening, at="8:24:59", code="too-early")
    refused = m.refuses("open-bag", "bag:b01", opening, at="8:25", code="step-first")
    assert refused.facts["step"] == "rules-read"
    assert refused.clause == "002 附件5 8:25(一)"
    m.act("read-rules", R1, at="8:25")
    m.refuses("open-bag", "bag:b01", opening, officers=["p11"], code="signature-missing")
    m.refuses("open-bag", "bag:b01", {**opening, "seals_intact": False}, code="seal-broken")
    m.act("open-bag", "bag:b01", opening)
    assert m.bag("b01").counted == 5


def test_step_bags_opened_wrong_count_is_reported_and_a_spare_helps_out() -> None:
    m = Morning().skip("open-bag", "bag:b01").run_until("8:25")
    opened, defect = m.act("open-bag", "bag:b01", {**OPENING, "counted": 3}, at="8:25")
    assert (opened.kind, defect.kind) == ("bag-opened", "paper-defect-reported")
    assert defect.data["missing"] == 2
    spare = {"bag": "b90", "copies": 2, "reason": "缺 2 份"}
    m.refuses("release-spare", R1, {**spare, "copies": 6}, code="not-so-many")
    m.refuses("release-spare", R1, {**spare, "bag": "b91"}, code="wrong-paper")
    m.refuses("release-spare", R1, spare, officers=["p01"], code="signature-missing")
    m.act("release-spare", R1, spare)
    assert m.room("r01").spare_copies == 2
    assert m.bag("b90").released == 2
    m.run_normal_day()


def test_step_bags_opened_misprints_are_reported_and_voided_by_both() -> None:
    m = Morning().skip("open-bag", "bag:b01").run_until("8:25")
    m.act("open-bag", "bag:b01", {**OPENING, "counted": 5, "misprinted": 1}, at="8:25")
    m.refuses("void-paper", R1, {"copies": 1, "reason": "错印"}, officers=["p11"], code="signature-missing")
    m.act("void-paper", R1, {"copies": 1, "reason": "错印"})
    m.refuses("void-paper", R1, {"copies": 1, "reason": "错印"}, code="not-so-many")
    assert m.room("r01").void_copies == 1
    m.act("report-defect", "bag:b01", {"what": "double", "copies": 1})
    assert len(m.bag("b01").defects) == 2
    m.run_normal_day()
