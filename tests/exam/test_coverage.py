"""The coverage report (X5): every C, S, V, G, R and X key of the requirements that is a rule, where it is kept, and the
test that holds it. A key without a rule or a test fails here. D, N, K, B and P belong to the plan and the forms."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.helpers.morning import protocols, rule_set

ROOT = Path(__file__).resolve().parents[2]
DAY, TESTS = "desktop/exam/day/", "tests/exam/day/"
STEPS, AFTER, DOOR = TESTS + "test_steps.py", TESTS + "test_steps_from_the_start.py", TESTS + "test_verdicts.py"
COUNTS, RIGHTS, MERGE, GAPS = (TESTS + f"test_{n}.py" for n in ("counts", "rights", "merging", "gaps"))
WILD, HOSTILE = TESTS + "test_random_mornings.py", "tests/exam/frame/test_hostile_input.py"
PROTOCOLS, WORDS = "tests/exam/rules/test_protocols.py", "tests/exam/test_wording.py"

# key: (where the rule is: `file:function`, or `protocol:step`, `gate:command`, `param:key`, `clause:code`; its test)
KEYS: dict[str, tuple[str, str]] = {
    "C1": (DAY + "custody.py:issue_bag", COUNTS + "::test_c1"),
    "C2": (DAY + "papers.py:open_bag", COUNTS + "::test_c2"),
    "C3": (DAY + "presence.py:freeze_absentees", COUNTS + "::test_c3"),
    "C4": ("gate:hand-out-papers", COUNTS + "::test_c4"),
    "C5": (DAY + "balance.py:collected_equations", COUNTS + "::test_c5"),
    "C6": (DAY + "papers.py:count_returned", COUNTS + "::test_c6"),
    "C7": (DAY + "balance.py:site_equations", COUNTS + "::test_c7"),
    "C8": (DAY + "custody.py:receive_at_marking", COUNTS + "::test_c8"),
    "C two persons": ("desktop/exam/frame/rights.py:check_rights", RIGHTS + "::test_one_person_alone"),
    "S 7:30 报到": ("protocol:report-in", STEPS + "::test_step_report_in"),
    "S 7:35 布置": ("protocol:briefing", STEPS + "::test_step_briefing"),
    "S 7:35 对时": ("param:clock-limit", STEPS + "::test_step_clock"),
    "S 7:40a 出库": ("protocol:papers-out", STEPS + "::test_step_papers_out"),
    "S 7:40b 领卷": ("protocol:papers-issued", STEPS + "::test_step_papers_issued"),
    "S 7:50 到场": ("protocol:papers-brought", STEPS + "::test_step_papers_brought"),
    "S 8:05 入场": ("protocol:door-open", STEPS + "::test_step_door"),
    "S 8:20 纪律": ("protocol:rules-read", STEPS + "::test_step_rules"),
    "S 8:25 启封": ("protocol:bags-opened", STEPS + "::test_step_bags_opened"),
    "S 8:30 开考": ("protocol:start", AFTER + "::test_step_start"),
    "S 迟到": ("param:late-cutoff", AFTER + "::test_step_late"),
    "S 9:00 交卷": ("gate:hand-in", AFTER + "::test_step_hand_in"),
    "S 9:00 缺考": ("protocol:absentees", AFTER + "::test_step_absentees"),
    "S 9:45 停交": ("protocol:fifteen", AFTER + "::test_step_fifteen"),
    "S 10:00 收卷": ("protocol:collected", AFTER + "::test_step_collected"),
    "S 10:05 验收": ("protocol:accepted", AFTER + "::test_step_accepted"),
    "S 10:05 封装": ("protocol:sealed", AFTER + "::test_step_sealed"),
    "S 押送": ("protocol:departed", AFTER + "::test_step_departed"),
    "V OK": ("clause:ok", DOOR + "::test_verdict_ok"),
    "V sex and birth date": ("clause:details-mismatch", TESTS + "test_match.py::test_verdict_details_mismatch"),
    "V another document": ("clause:ok-other-document", TESTS + "test_match.py::test_verdict_other_document"),
    "V wrong room": ("clause:wrong-room", DOOR + "::test_verdict_wrong_room"),
    "V wrong session or day": ("clause:wrong-sitting", DOOR + "::test_verdict_wrong_day"),
    "V not on the roster": ("clause:not-on-roster", DOOR + "::test_verdict_not_on_roster"),
    "V already in": ("clause:already-in", DOOR + "::test_verdict_already_in"),
    "V ticket mismatch": ("clause:ticket-mismatch", DOOR + "::test_verdict_ticket_mismatch"),
    "V ID type not accepted": ("clause:document-not-accepted", DOOR + "::test_verdict_document_not_accepted"),
    "V ID expired": ("clause:document-expired", DOOR + "::test_verdict_document_expired"),
    "V card unreadable": ("clause:document-unreadable", DOOR + "::test_verdict_document_unreadable"),
    "V name corrected": ("clause:ok-corrected", DOOR + "::test_verdict_corrected"),
    "V before opening": ("clause:too-early", DOOR + "::test_verdict_too_early"),
    "V after cut-off": ("clause:after-cutoff", DOOR + "::test_verdict_after_cutoff"),
    "V barred": ("clause:barred", DOOR + "::test_verdict_barred"),
    "V station offline": (
        DAY + "admission.py:check_facts",
        DOOR + "::test_verdict_ok_admits",
    ),  # local is the only mode
    "V second person on one seat": ("clause:seat-taken", DOOR + "::test_verdict_seat_taken"),
    "G1": ("param:late-cutoff", GAPS + "::test_g1"),
    "G2": ("clause:ok-late", GAPS + "::test_g2"),
    "G3": (DAY + "admission.py:reissue_ticket", GAPS + "::test_g3"),
    "G4": (DAY + "verdict.py:_document", GAPS + "::test_g4"),
    "G5": ("clause:second-officer-needed", GAPS + "::test_g5"),
    "G6": ("desktop/exam/plan/layout.py:room_layout", "tests/exam/plan/test_layout_of_rooms.py::test_the_default_room"),
    "G7": ("param:spare-bag-copies", GAPS + "::test_g7"),
    "G8": (DAY + "custody.py:appoint_keyholders", RIGHTS + "::test_the_secure_room_opens"),
    "G9": (DAY + "papers.py:open_bag", GAPS + "::test_g9"),
    "G10": ("gate:seal-bag", GAPS + "::test_g10"),
    "G11": (DAY + "presence.py:let_out", GAPS + "::test_g11"),
    "G12": (DAY + "incidents.py:record_misconduct", GAPS + "::test_g12"),
    "G13": (DAY + "incidents.py:resume_exam", GAPS + "::test_g13"),
    "G14": ("desktop/exam/plan/limits/calendar.py:WorkingCalendar", "tests/exam/plan/test_calendar_days.py::test_"),
    "G16": ("desktop/exam/frame/gates.py:_window", GAPS + "::test_g16"),
    "G17": ("desktop/exam/rules/protocol.py:protocol_from_data", GAPS + "::test_g17"),
    "G20": (DAY + "incidents.py:call_chief", GAPS + "::test_g20"),
    "G21": ("desktop/exam/rules/ruleset.py:ruleset_from_data", GAPS + "::test_g21"),
    "R 主考": (DAY + "protocol.py:give_order", AFTER + "::test_step_start"),
    "R 监考员": (DAY + "presence.py:log_visitor", RIGHTS + "::test_only_chiefs_and_supervision"),
    "R 保密员": (DAY + "incidents.py:close_leak_alarm", STEPS + "::test_step_papers_out_any_difference"),
    "R 流动监考员": (DAY + "staffing.py:start_stand_in", RIGHTS + "::test_a_stand_in_signs"),
    "R 考务人员": (DAY + "papers.py:count_returned", COUNTS + "::test_c6_one_person"),
    "R 督导": (DAY + "corrections.py:note_supervision", RIGHTS + "::test_supervision_looks"),
    "R 工作记录": (DAY + "staffing.py:sign_work_record", RIGHTS + "::test_everyone_signs"),
    "X1": ("desktop/exam/decide.py:decide", WILD + "::test_no_illegal_order"),
    "X2": (DAY + "balance.py:first_broken", COUNTS + "::test_a_seeded_loss"),
    "X4": ("desktop/exam/frame/rights.py:check_rights", RIGHTS + "::test_every_pair_of_roles"),
    "X5": ("desktop/exam/decide.py:why_not", HOSTILE + "::test_why_not"),
    "X7": ("desktop/exam/fold.py:take", MERGE + "::test_any_order_and_any_repetition"),
    "X11": (DAY + "roomrecord.py:present_at", "tests/exam/day/test_timeline.py::test_"),
    "U3 U17": ("desktop/exam/frame/context.py:conflicts", MERGE + "::test_two_offline_desks"),
    "U8": (DAY + "admission.py:refuse_candidate", DOOR + "::test_the_officer_refuses"),
    "U9 U10": (DAY + "admission.py:annul_admission", MERGE + "::test_undoing_an_admission"),
    "U16": ("desktop/exam/identity/match.py:find", TESTS + "test_match.py::test_verdict_several_match"),
    "U21": (DAY + "verdict.py:_hour", DOOR + "::test_verdict_too_early"),
    "U22": (DAY + "corrections.py:correct_attendance", MERGE + "::test_attendance_after_the_freeze"),
    "U23": (DAY + "roomrecord.py:close_sitting", MERGE + "::test_a_person_without_a_seat"),
    "U28": (DAY + "presence.py:freeze_absentees", AFTER + "::test_step_absentees"),
    "U29": (DAY + "roomrecord.py:open_points", AFTER + "::test_step_closed"),
    "U30": (DAY + "papers.py:collect_papers", AFTER + "::test_step_collected"),
}
# The plan's, the forms' or the archive's: not a rule of the day.
ELSEWHERE = {
    "G15": "the door sheet masks (forms)",
    "G18": "retention (archive)",
    "G19": "the printed word 存包处 (forms)",
}


@cache
def defined(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef))


@pytest.mark.parametrize("key", KEYS)
def test_the_key_has_its_rule_and_its_test(key: str) -> None:
    rule, test = KEYS[key]
    kind, _, name = rule.partition(":")
    paper = protocols()["paper"]
    match kind:
        case "protocol":
            step = paper.step(name)
            assert step is not None
            assert step.clause
        case "gate":
            assert paper.gates[name].clause
        case "param":
            assert rule_set().params[name].clause
        case "clause":
            assert rule_set().clause(name)
        case _:
            assert name in defined(kind), rule
    path, _, begins = test.partition("::")
    assert any(t.startswith(begins) for t in defined(path)), test


def test_no_key_of_the_requirements_is_forgotten() -> None:
    assert {f"C{n}" for n in range(1, 9)} <= set(KEYS)
    assert {f"G{n}" for n in range(1, 22)} == {k for k in KEYS if re.fullmatch(r"G\d+", k)} | set(ELSEWHERE)
    assert sum(k.startswith("V ") for k in KEYS) >= 14
    assert {"X1", "X2", "X4", "X5", "X7", "X11"} <= set(KEYS)


def test_every_step_of_the_protocol_is_named_in_a_test_of_the_steps() -> None:
    names = {n for path in (STEPS, AFTER) for n in defined(path)}
    said = " ".join(sorted(names))
    words = {
        "report-in": "report_in", "briefing": "briefing", "clock": "clock", "papers-out": "papers_out",
        "papers-issued": "papers_issued", "papers-brought": "papers_brought", "room-prepared": "room_prepared",
        "door-open": "door", "rules-read": "rules", "bags-opened": "bags_opened", "papers-handed-out": "start_needs",
        "start": "start", "absentees": "absentees", "fifteen": "fifteen", "end": "end", "collected": "collected",
        "released": "collected_nobody_leaves", "returned": "returned", "accepted": "accepted", "approved": "approved",
        "sealed": "sealed", "closed": "closed", "departed": "departed",
    }  # fmt: skip
    for step in protocols()["paper"].steps:
        assert f"test_step_{words[step.id]}" in said, step.id
