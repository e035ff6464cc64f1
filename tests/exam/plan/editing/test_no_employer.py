"""People without an employer are no colleagues, whatever word stands where one should."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exam.plan.arranging.neighbours import employed
from desktop.exam.plan.editing.moves import Moves
from desktop.exam.plan.editing.reasons import explain_seat
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Plan
from desktop.exam.plan.seating import arrange_seats
from tests.exam.plan.test_seating_rules import a_plan, candidate, rooms

WORDS = sorted(PlanningParams().words_for_no_employer)
NOBODY = st.sampled_from([*WORDS, "", "  ", *(f" {word} " for word in WORDS)])
EMPLOYERS = st.one_of(NOBODY, NOBODY, st.sampled_from(["金悦餐饮", "福瑞楼", "无锡小笼", "个体书店有限公司"]))


def bare(plan: Plan) -> Plan:
    """The same plan with nothing written where no employer is named."""
    none = {*WORDS, ""}
    people = (replace(c, employer="" if c.employer.strip() in none else c.employer) for c in plan.candidates)
    return replace(plan, candidates=tuple(people))


@given(st.lists(EMPLOYERS, min_size=1, max_size=40), st.integers(1, 3), st.integers(0, 5))
def test_seats_are_those_of_a_roster_that_left_the_cell_empty(employers: list[str], count: int, seed: int) -> None:
    plan = a_plan([candidate(n, employer=e) for n, e in enumerate(employers)], rooms(count))
    assert arrange_seats(plan, seed).seats == arrange_seats(bare(plan), seed).seats


@given(st.lists(NOBODY, min_size=2, max_size=30))
def test_nobody_without_an_employer_has_a_colleague_beside(employers: list[str]) -> None:
    plan = a_plan([candidate(n, employer=e) for n, e in enumerate(employers)], rooms(1))
    plan = replace(plan, seats=arrange_seats(plan, 1).seats)
    assert not any("employer-beside" in seat.why for seat in plan.seats)
    moves = Moves(plan, "s1")
    for seat in plan.seats:
        told = explain_seat(moves, seat)
        assert told.employer_gap
        assert told.employer == ""
        weighed = moves.weigh(seat.candidate, seat.room, len(plan.seats))
        assert "employer-beside" not in str(weighed)


@pytest.mark.parametrize("word", ["待业", "无", "个体", "自由职业", " 无业 ", "/"])
def test_the_words_of_every_registration_form_are_known(word: str) -> None:
    assert employed([candidate(1, employer=word)], PlanningParams())[0].employer == ""


def test_a_house_whose_name_begins_like_such_a_word_is_a_house() -> None:
    for name in ("无锡小笼", "个体书店有限公司", "学生书局"):
        assert employed([candidate(1, employer=name)], PlanningParams())[0].employer == name


def test_the_list_is_the_rule_set_s() -> None:
    params = PlanningParams.from_data({"no-employer": {"value": "家里、海上", "clause": ""}})
    people = [candidate(n, employer=e) for n, e in enumerate(("家里", "海上", "待业"))]
    assert [c.employer for c in employed(people, params)] == ["", "", "待业"]
