"""What the regulation leaves open (G): each default is data with a clause, and does what it says."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from desktop.exam.rules.ruleset import RuleSet
from tests.helpers.morning import OPENING, RESOURCES, SITTING, Morning, clock, protocols, rule_set, small_plan

R1 = "room:s1/r01"
ONE = "candidate:s1/c00001"


@pytest.fixture
def rules() -> RuleSet:
    return rule_set()


def test_g1_late_cutoff_is_thirty_minutes_selectable_five_fifteen_thirty(rules: RuleSet) -> None:
    param = rules.params["late-cutoff"]
    assert (param.value, param.choices, param.gap) == (30, (5, 15, 30), "G1")
    assert param.clause


def test_g2_a_latecomer_gets_no_extra_time() -> None:
    m = Morning(absent=["c00001"]).run_until("8:50")
    m.door("r01", "c00001")
    assert m.ctx.end("s1", "r01", "c00001") == clock("10:00")


def test_g3_a_missing_ticket_is_reprinted_under_the_chiefs_name(rules: RuleSet) -> None:
    right = rules.rights["reissue-ticket"]
    assert [s.roles for s in right.slots] == [("chief", "deputy-chief")]
    assert "G3" in right.clause


def test_g4_identity_documents_are_a_list_in_the_rule_set(rules: RuleSet) -> None:
    assert {"居民身份证", "临时居民身份证", "护照", "军官证", "台湾居民来往大陆通行证"} <= set(rules.documents)


def test_g5_an_unreadable_card_needs_a_second_officer(rules: RuleSet) -> None:
    assert "G5" in rules.clause("second-officer-needed")
    chip = rules.params["chip-as-document"]
    assert (chip.value, chip.choices, chip.gap) == ("no", ("no", "accept"), "G5")


def test_g7_spare_papers_are_numbers_of_the_rule_set(rules: RuleSet) -> None:
    assert rules.value("spare-per-room") == 1
    assert rules.params["spare-bag-copies"].gap == "G7"


def test_g8_the_second_key_is_with_the_office(rules: RuleSet) -> None:
    assert "G8" in rules.clause("secure-room")


def test_g9_two_candidates_may_witness_the_opening() -> None:
    m = Morning().skip("open-bag", "bag:b01").run_until("8:25")
    witnesses = ["c00001", "c00002"]
    opened = m.act("open-bag", "bag:b01", {**OPENING, "counted": 5, "witnesses": witnesses}, at="8:25")[0]
    assert opened.data["witnesses"] == witnesses


def test_g10_the_sealing_order_is_open_count_approve_seal() -> None:
    gates = protocols()["paper"].gates
    assert gates["count-returned"].requires == ("bags-returned",)
    assert gates["approve-sealing"].requires == ("balanced", "accepted")
    assert gates["seal-bag"].requires == ("balanced", "accepted", "approved")


def test_g11_one_at_a_time_with_a_roving_escort_and_both_times_kept() -> None:
    m = Morning().run_until("8:45")
    out = {"reason": "toilet", "escort": "p07"}
    m.refuses("let-out", ONE, {**out, "escort": "p12"}, code="escort-not-roving")
    m.act("let-out", ONE, out)
    assert m.refuses("let-out", "candidate:s1/c00002", {**out, "escort": "p08"}, code="someone-out").clause
    m.refuses("let-out", "candidate:s1/c00005", out, code="escort-busy")
    m.refuses("let-out", ONE, out, code="not-present")
    m.act("let-back", ONE, at="8:51")
    m.refuses("let-back", ONE, code="not-out")
    (outing,) = m.person("c00001").outings
    assert (outing.out, outing.back, outing.escort) == (clock("8:45"), clock("8:51"), "p07")


def test_g12_misconduct_is_signed_by_two_and_the_penalties_are_data(rules: RuleSet) -> None:
    m = Morning().run_until("8:45")
    data = {"kind": "phone", "told": True, "removed": True}
    m.refuses("record-misconduct", ONE, data, officers=["p11"], code="signature-missing")
    m.refuses("record-misconduct", ONE, {**data, "kind": "yawning"}, code="data-wrong")
    m.refuses("record-misconduct", ONE, {**data, "kind": "other"}, code="no-removal")
    m.act("record-misconduct", ONE, data)
    assert m.person("c00001").status == "removed"
    assert all(k.clause for group in rules.kinds.values() for k in group)


def test_g13_suspension_gives_back_what_was_lost_unless_the_chief_says_otherwise() -> None:
    m = Morning().run_until("9:10")
    m.act("suspend-exam", SITTING, {"reason": "停电"})
    (resumed,) = m.act("resume-exam", SITTING, at="9:22")
    assert resumed.data["compensation"] == resumed.data["lasted"] == 12 * 60_000


def test_g16_a_short_exam_has_no_hand_in_window() -> None:
    plan = small_plan()
    plan = replace(plan, sittings=(replace(plan.sittings[0], end=clock("9:15")),))
    m = Morning(plan).run_until("8:59")
    refused = m.refuses("hand-in", ONE, {"paper_checked": True}, at="9:00", code="no-window")
    assert refused.facts == {"opens": clock("9:00"), "closes": clock("9:00")}


def test_g17_each_kind_of_exam_has_its_own_protocol_as_data() -> None:
    assert set(protocols()) == {"paper", "computer", "practical", "interview"}


def test_g20_every_report_reaches_the_chief() -> None:
    m = Morning().run_until("8:45")
    m.act("call-chief", R1, {"note": "考生不适"})
    m.refuses("call-chief", R1, code="already-called")
    m.act("report-incident", "candidate:s1/c00001", {"kind": "medical"}, officers=["p11"])
    m.act("report-incident", SITTING, {"kind": "power"}, officers=["p03"])
    assert len(m.fold.state.incidents()) == 2
    for name in ("resolve-incident", "close-leak-alarm"):
        assert [s.roles for s in rule_set().rights[name].slots] == [("chief", "deputy-chief")]
    m.act("answer-call", R1)
    m.refuses("answer-call", R1, code="no-call")


def test_g21_the_rule_set_is_versioned_and_names_its_source() -> None:
    data = tomllib.loads((RESOURCES / "rulesets" / "beijing-2022-1.toml").read_text("utf-8"))
    assert data["edition"] >= 1
    assert "2022" in data["source"]
