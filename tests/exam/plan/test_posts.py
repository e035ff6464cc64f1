"""One post by hand: who may hold it, who changes places, which rule with which clause stands in the way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.exam.plan.arranging.posts import IN_ROOM, Eligible, Post, PostRules, set_post
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Duty, Plan
from desktop.exam.plan.staffing import assign_staff
from tests.helpers.morning import small_plan

PARAMS = PlanningParams()


def plan(**changes: Any) -> Plan:
    return replace(small_plan(revision=0), **changes)


def post(of: Plan, role: str, room: str | None = None) -> Post:
    return next(p for p in PostRules(of, PARAMS).posts if (p.role, p.room) == (role, room))


def eligible(of: Plan, at: Post, person: str) -> Eligible:
    return next(e for e in PostRules(of, PARAMS).everybody(at) if e.person == person)


def codes(one: Eligible) -> list[str]:
    return [f.code for f in one.against]


def with_staff(of: Plan, person: str, **changes: Any) -> Plan:
    return replace(of, staff=tuple(replace(p, **changes) if p.id == person else p for p in of.staff))


def holder(of: Plan, role: str, room: str | None = None) -> str:
    return post(of, role, room).holder


def test_every_post_stands_there_filled_or_open() -> None:
    whole = plan()
    rules = PostRules(whole, PARAMS)
    assert {p.duty for p in rules.posts if p.holder} == set(whole.duties)
    gone = holder(whole, "assistant-proctor", "r01")
    fewer = replace(whole, duties=tuple(d for d in whole.duties if d.staff != gone))
    assert post(fewer, "assistant-proctor", "r01").holder == ""


def test_somebody_of_the_role_who_is_free_takes_the_post() -> None:
    whole = plan()
    at = post(whole, "assistant-proctor", "r01")
    someone = replace(next(p for p in whole.staff if p.id == at.holder), id="p99", number="099", name="新来")
    more = replace(whole, staff=(*whole.staff, replace(someone, document_number="")))
    assert PostRules(more, PARAMS).everybody(at)[0] == Eligible("p99")
    changed = set_post(more, PARAMS, at, "p99")
    assert isinstance(changed, Plan)
    assert Duty("p99", at.sitting, "r01", "assistant-proctor") in changed.duties
    assert len(changed.duties) == len(whole.duties)
    assert at.holder not in {d.staff for d in changed.duties}


def test_whoever_holds_another_post_changes_places() -> None:
    whole = plan()
    one, other = post(whole, "lead-proctor", "r01"), post(whole, "lead-proctor", "r02")
    assert eligible(whole, one, other.holder) == Eligible(other.holder, (), other)
    changed = set_post(whole, PARAMS, one, other.holder)
    assert isinstance(changed, Plan)
    assert (holder(changed, "lead-proctor", "r01"), holder(changed, "lead-proctor", "r02")) == (
        other.holder,
        one.holder,
    )
    assert len(changed.duties) == len(whole.duties)


def test_an_open_post_takes_nobody_from_a_post_that_is_needed() -> None:
    whole = plan()
    gone = holder(whole, "assistant-proctor", "r01")
    fewer = replace(whole, duties=tuple(d for d in whole.duties if d.staff != gone))
    at = post(fewer, "assistant-proctor", "r01")
    held = eligible(fewer, at, holder(fewer, "lead-proctor", "r02"))
    assert codes(held) == ["post-held"]
    assert held.against[0].clause == "002 附件3 三(一)"
    assert dict(held.against[0].facts) == {"room": "02", "role": "lead-proctor"}
    back = set_post(fewer, PARAMS, at, gone)
    assert isinstance(back, Plan)
    assert set(back.duties) == set(whole.duties)


def test_another_role_is_named_with_the_clause_of_the_post() -> None:
    whole = plan()
    at = post(whole, "lead-proctor", "r01")
    assert codes(eligible(whole, at, holder(whole, "chief")))[0] == "post-other-role"
    chief = post(whole, "chief")
    one = eligible(whole, chief, holder(whole, "lead-proctor", "r01"))
    assert one.against[0].clause == "002 附件3 一(1)"


def test_avoidance_of_a_candidate_bars_the_room_and_names_both() -> None:
    whole = plan()
    one, other = post(whole, "lead-proctor", "r01"), post(whole, "lead-proctor", "r02")
    seat = next(s for s in whole.seats if s.room == "r01")
    candidate = next(c for c in whole.candidates if c.id == seat.candidate)
    avoiding = with_staff(whole, other.holder, avoids=(candidate.name,))
    barred = eligible(avoiding, one, other.holder)
    assert codes(barred) == ["post-avoids-candidate"]
    assert barred.against[0].clause == "002 第十七条"
    assert barred.against[0].facts["candidate"] == candidate.name
    refused = set_post(avoiding, PARAMS, one, other.holder)
    assert not isinstance(refused, Plan)
    # The other way round the same two would change places, so it is barred too.
    assert codes(eligible(avoiding, other, one.holder)) == ["post-avoids-candidate-back"]


def test_colleagues_who_avoid_each_other_do_not_come_together() -> None:
    whole = plan()
    lead = post(whole, "lead-proctor", "r01")
    second, other = holder(whole, "assistant-proctor", "r01"), holder(whole, "lead-proctor", "r02")
    name = next(p.name for p in whole.staff if p.id == second)
    avoiding = with_staff(with_staff(whole, second, role="lead-proctor"), other, avoids=(name,))
    barred = eligible(avoiding, lead, other)
    assert codes(barred) == ["post-avoids-colleague"]
    assert barred.against[0].facts["colleague"] == name
    assert codes(eligible(avoiding, post(avoiding, "assistant-proctor", "r01"), other)) == [], "the avoided one leaves"


def test_nobody_on_duty_sits_the_exam() -> None:
    whole = plan()
    other = holder(whole, "lead-proctor", "r02")
    sits = with_staff(whole, other, document_number=whole.candidates[0].document_number)
    assert "post-sits-exam" in codes(eligible(sits, post(sits, "lead-proctor", "r01"), other))


def test_a_post_nobody_knows_is_no_post() -> None:
    whole = plan()
    with pytest.raises(KeyError):
        set_post(whole, PARAMS, Post("s1", "r99", "lead-proctor", ""), "p01")


def test_no_change_that_is_offered_breaks_a_rule_and_the_arrangement_keeps_it() -> None:
    whole = plan()
    rules = PostRules(whole, PARAMS)
    for at in [p for p in rules.posts if p.role in IN_ROOM]:
        for one in rules.everybody(at):
            changed = set_post(whole, PARAMS, at, one.person)
            assert isinstance(changed, Plan) == (not one.against)
            if isinstance(changed, Plan):
                assert len({(d.sitting, d.staff) for d in changed.duties}) == len(changed.duties)
                again = assign_staff(changed, 7, PARAMS)
                assert {d for d in again.duties if d.room} == {d for d in changed.duties if d.room}
                assert [p for p in again.problems if p.weight == "problem"] == []
