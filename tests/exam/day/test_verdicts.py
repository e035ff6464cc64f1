"""The cases at the door (V): each one answer with reason, clause, colour and an entry, refusals too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.exam.day.verdict import CODES, Reading, Verdict, judge
from desktop.exam.frame.command import Target
from tests.helpers.morning import SITTING, Morning, clock, document_number, small_plan, with_afternoon, with_params

R1 = Target("room:s1/r01", "room", "s1", "r01", id="r01")
ONE, OTHER = "c00001", "c00005"  # seats 1 of r01 and of r02


def morning(at: str = "8:10", **kwargs: object) -> Morning:
    """A morning up to `at` at which nobody has come through the door yet."""
    plan = kwargs.pop("plan", None) or small_plan()
    return Morning(plan, absent=[c.id for c in plan.candidates], **kwargs).run_until(at)  # type: ignore[arg-type]


def verdict(m: Morning, who: str = ONE, officers: int = 1, **reading: object) -> Verdict:
    found = m.ctx.index.candidates[who]
    given = {"number": found.document_number, "name": found.name, **reading}
    return judge(m.ctx, R1, Reading(**given), officers, m.now)  # type: ignore[arg-type]


def test_verdict_ok_admits_to_the_seat_and_writes_one_entry_without_name_or_number() -> None:
    m = morning()
    entry = m.door("r01", ONE, "8:10")
    assert entry.kind == "candidate-admitted"
    assert entry.about == ("candidate:s1/c00001", "room:s1/r01")
    assert entry.data["seat"] == 1
    assert entry.data["mode"] == "local"  # there is no other mode: U1, U5
    assert entry.data["revision"] == m.plan.revision
    who = m.ctx.index.candidates[ONE]
    assert who.name not in str(entry)
    assert who.document_number not in str(entry)
    assert m.person(ONE).status == "present"


def test_verdict_wrong_room_names_the_right_one() -> None:
    m = morning()
    v = verdict(m, OTHER)
    assert (v.code, v.colour, v.clause) == ("wrong-room", "stop", "002 附件4 二(六)")
    assert (v.facts["room"], v.facts["number"], v.facts["seat"]) == ("r02", "02", 1)
    assert m.door("r01", OTHER).kind == "candidate-refused"
    assert m.person(OTHER).status == "expected"


def test_verdict_wrong_sitting_names_subject_and_time() -> None:
    m = Morning(with_afternoon(small_plan()))
    m.now = clock("8:10")
    afternoon = Target("room:s2/r03", "room", "s2", "r03", id="r03")
    number = m.ctx.index.candidates[ONE].document_number
    v = judge(m.ctx, afternoon, Reading(number=number), 1, clock("13:10"))
    assert (v.code, v.facts["sitting"]) == ("wrong-sitting", "s1")
    both = m.ctx.index.candidates[OTHER]
    v = judge(m.ctx, afternoon, Reading(number=both.document_number), 1, clock("13:10"))
    assert v.code == "ok"


def test_verdict_wrong_day_is_a_wrong_sitting() -> None:
    m = morning()
    m.now -= 86_400_000
    assert verdict(m).code == "wrong-sitting"


def test_verdict_not_on_roster_tells_nothing_of_anybody() -> None:
    m = morning()
    v = verdict(m, number=document_number(77777))
    assert (v.code, v.candidate, dict(v.facts)) == ("not-on-roster", "", {})
    entry = m.door("r01", "nobody", number=document_number(77777))
    assert entry.about == ("room:s1/r01",)


def test_verdict_already_in_shows_when_and_where() -> None:
    m = morning()
    m.door("r01", ONE, "8:10")
    v = verdict(m)
    assert (v.code, v.facts["at"], v.facts["seat"], v.facts["desk"]) == ("already-in", clock("8:10"), 1, "d1")


def test_verdict_has_left_after_the_hand_in() -> None:
    m = Morning().run_until("9:05")
    m.act("hand-in", f"candidate:s1/{ONE}", {"paper_checked": True})
    assert verdict(m).code == "has-left"


def test_verdict_ticket_mismatch_never_says_where_to_go() -> None:
    m = morning()
    v = verdict(m, OTHER, ticket=m.ctx.index.candidates[ONE].admission_number)
    assert (v.code, dict(v.facts)) == ("ticket-mismatch", {"roster": True})
    assert verdict(m, number=document_number(77777), name="别人", ticket="2612050100001").code == "ticket-mismatch"
    assert verdict(m, number=document_number(77777), name="", ticket="2612050100001").code == "ticket-mismatch"


def test_verdict_ticket_missing_is_an_event_and_a_reissued_ticket_helps() -> None:
    m = morning()
    assert m.door("r01", ONE, ticket="").data["code"] == "ticket-missing"
    m.refuses("reissue-ticket", f"candidate:s1/{ONE}", {"reason": "丢失"}, officers=["p03"], code="not-entitled")
    m.act("reissue-ticket", f"candidate:s1/{ONE}", {"reason": "丢失"})
    assert m.door("r01", ONE, ticket="").kind == "candidate-admitted"


@pytest.mark.parametrize("kind", ["学生证", "驾驶证"])
def test_verdict_document_not_accepted(kind: str) -> None:
    assert verdict(morning(), document_type=kind).code == "document-not-accepted"


@pytest.mark.parametrize(
    ("expires", "code"),
    [
        ("2026-12-04", "document-expired"),
        ("20261204", "document-expired"),
        ("2026.12.04", "document-expired"),
        ("2026-12-05", "ok"),
        ("长期", "ok"),
        ("", "ok"),
        ("?", "ok"),
    ],
)
def test_verdict_document_expired_the_day_after_its_last_day(expires: str, code: str) -> None:
    assert verdict(morning(), expires=expires).code == code


def test_verdict_document_unreadable_then_typed_needs_two_on_duty_one_of_them_at_this_door() -> None:
    m = morning()
    assert m.door("r01", ONE, number="", unreadable=True).data["code"] == "document-unreadable"
    assert verdict(m, method="typed").code == "second-officer-needed"
    assert verdict(m, method="camera").code == "second-officer-needed"  # anybody can print a number
    for officers in (["p12"], ["p31", "p32"], ["p12", "p99"], ["p91", "p93"]):
        entry = m.door("r01", ONE, officers=officers, method="typed")
        assert entry.data["code"] == "second-officer-needed", officers
    assert m.door("r01", ONE, officers=["p12", "p07"], method="typed").kind == "candidate-admitted"


@pytest.mark.parametrize("method", ["typed", "camera", "wedge", "token"])
def test_whoever_came_by_a_number_or_a_chip_alone_is_asked_to_show_how_long_the_document_is_valid(method: str) -> None:
    m = morning()
    assert "validity-unseen" in verdict(m, officers=2, method=method).warnings
    assert "validity-unseen" not in verdict(m, officers=2, method=method, expires="2031-05-01").warnings
    assert "validity-unseen" not in verdict(m, officers=2, method=method, expires="长期").warnings
    assert verdict(m, officers=2, method=method, expires="2020-05-01").code == "document-expired"


def test_verdict_name_mismatch_and_a_name_the_reader_cannot_hold() -> None:
    m = morning()
    assert verdict(m, name="别人").code == "name-mismatch"
    name = m.ctx.index.candidates[ONE].name
    v = verdict(m, name="□" + name[1:])
    assert (v.code, v.colour, v.admits) == ("ok-name-check", "look", True)


def test_verdict_corrected_under_article_28_by_number_or_by_name() -> None:
    m = morning()
    new = document_number(55555)
    ctx = replace(m.ctx, corrections={ONE: {"document_number": new, "name": "新名字"}})
    v = judge(ctx, R1, Reading(number=new, name="新名字"), 1, m.now)
    assert (v.code, v.candidate, v.clause) == ("ok-corrected", ONE, "002 第二十八条")
    old = m.ctx.index.candidates[ONE].document_number
    assert judge(ctx, R1, Reading(number=old, name="新名字"), 1, m.now).code == "ok-corrected"


def test_verdict_too_early_says_from_when_and_is_no_error() -> None:
    m = morning("8:04")
    v = verdict(m)
    assert (v.code, v.facts["opens"], v.colour) == ("too-early", clock("8:05"), "look")


def test_verdict_late_within_the_cutoff_counts_begun_minutes() -> None:
    m = morning("8:31")
    m.now = clock("8:30:01")
    v = verdict(m)
    assert (v.code, v.late, v.admits) == ("ok-late", 1, True)
    m.now = clock("9:00")
    assert verdict(m).late == 30


@pytest.mark.parametrize("minutes", [5, 15, 30])
def test_verdict_after_cutoff_for_each_selectable_cutoff(minutes: int) -> None:
    m = morning(rules=with_params(late_cutoff=minutes))
    m.now = clock("8:30") + minutes * 60_000
    assert verdict(m).code == "ok-late"
    m.now += 1000
    v = verdict(m)
    assert (v.code, v.facts["cutoff"]) == ("after-cutoff", clock("8:30") + minutes * 60_000)


def test_verdict_after_cutoff_once_the_absentees_are_frozen_even_within_the_same_minute() -> None:
    m = morning("8:59")
    m.run_until("9:00:30")
    m.now = clock("9:00")
    assert verdict(m).code == "after-cutoff"


def test_verdict_barred_until_the_bar_is_lifted_and_after_a_removal() -> None:
    m = morning()
    m.act("bar-candidate", f"candidate:s1/{ONE}", {"reason": "替考嫌疑"})
    assert verdict(m).code == "barred"
    m.act("lift-bar", f"candidate:s1/{ONE}", {"reason": "已查清"})
    assert verdict(m).code == "ok"
    m = Morning().run_until("8:40")
    m.act("record-misconduct", f"candidate:s1/{ONE}", {"kind": "phone", "told": True, "removed": True})
    assert verdict(m).code == "barred"


def test_verdict_suspended_while_the_chief_has_stopped_the_exam() -> None:
    m = morning()
    m.act("suspend-exam", SITTING, {"reason": "火警"})
    assert verdict(m).code == "suspended"
    m.act("resume-exam", SITTING)
    assert verdict(m).code == "ok"


def test_verdict_seat_taken_by_a_second_person() -> None:
    m = morning()
    m.door("r01", ONE)
    seats = tuple(replace(s, number=1) if s.candidate == "c00002" else s for s in m.plan.seats)
    twice = morning(plan=replace(small_plan(), seats=seats))
    twice.door("r01", ONE)
    assert verdict(twice, "c00002").code == "seat-taken"


def test_verdict_no_seat_is_shown_not_hidden() -> None:
    plan = small_plan()
    m = morning(plan=replace(plan, seats=plan.seats[1:]))
    assert verdict(m).code == "no-seat"
    assert m.door("r01", ONE).kind == "candidate-refused"


def test_verdict_room_not_ready_only_where_the_rule_set_asks_for_it() -> None:
    m = Morning(absent=[ONE]).skip("open-door", "room:s1/r01").run_until("8:00")
    m.now = clock("8:10")
    v = verdict(m)
    assert (v.code, v.warnings) == ("ok", ("door-not-opened",))
    m.ctx = replace(m.ctx, rules=with_params(door_needs_ready_room="refuse"))
    assert verdict(m).code == "room-not-ready"


def test_verdict_ticket_scan_where_the_rule_set_requires_it() -> None:
    m = morning(rules=with_params(ticket_scan="required"))
    assert verdict(m).code == "ticket-missing"
    assert verdict(m, ticket=m.ctx.index.candidates[ONE].admission_number).code == "ok"


def test_the_document_kind_tells_two_people_with_one_number_apart() -> None:
    plan = small_plan()
    twin = replace(plan.candidates[1], document_type="护照", document_number=plan.candidates[0].document_number)
    plan = replace(plan, candidates=(plan.candidates[0], twin, *plan.candidates[2:]))
    m = morning(plan=plan)
    assert verdict(m, ONE, name="", document_type="护照").candidate == "c00002"
    assert verdict(m, ONE, name="", document_type="居民身份证").candidate == ONE
    assert verdict(m, ONE, name="", ticket=twin.admission_number).candidate == "c00002"


@pytest.mark.parametrize("code", ["face-mismatch", "document-doubtful", "prohibited-item", "disturbance"])
def test_the_officer_refuses_for_what_no_reader_sees_and_it_burns_nothing(code: str) -> None:
    m = morning()
    m.act("refuse-candidate", f"candidate:s1/{ONE}", {"code": code})
    assert m.person(ONE).refusals == ((m.now, code),)
    assert m.door("r01", ONE).kind == "candidate-admitted"  # U8
    m.refuses("refuse-candidate", f"candidate:s1/{ONE}", {"code": code}, code="already-admitted")


def test_a_chief_overrules_what_may_be_overruled_and_nothing_else() -> None:
    m = morning()
    about, why = f"candidate:s1/{ONE}", {"reason": "已核实"}
    m.refuses("admit-by-order", about, why, code="nothing-to-overrule")
    m.door("r01", ONE, expires="2026-01-01")
    m.refuses("admit-by-order", about, why, officers=["p01"], code="signature-missing")
    (entry,) = m.act("admit-by-order", about, why)
    assert (entry.data["forced"], entry.data["code"], entry.data["reason"]) == (True, "document-expired", "已核实")
    assert m.person(ONE).admission.forced
    m.refuses("admit-by-order", about, why, code="already-admitted")
    m.act("bar-candidate", "candidate:s1/c00002", {"reason": "取消资格"})
    m.door("r01", "c00002")
    m.refuses("admit-by-order", "candidate:s1/c00002", why, code="not-overridable")


def test_every_verdict_has_a_test_of_its_own_here_and_a_clause() -> None:
    m = morning()
    source = Path(__file__).read_text(encoding="utf-8")
    source += (Path(__file__).parent / "test_match.py").read_text(encoding="utf-8")
    for code in CODES:
        assert f'"{code}"' in source, code
        assert m.ctx.rules.clause(code), code
