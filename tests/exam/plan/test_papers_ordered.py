"""Bags: one for each paper in each room, spares counted, labels that stay."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Candidate, Organisation, Plan, Room, Site, Sitting
from desktop.exam.plan.papers import order_bags
from desktop.exam.plan.seating import arrange_seats

HOUR = 3_600_000


def a_plan(groups: list[tuple[str, int, int]], room_count: int) -> Plan:
    """Seated groups (occupation, level, people) in a paper sitting s1, a skills sitting s2 and a paper sitting s3."""
    people: list[Candidate] = []
    for occupation, level, count in groups:
        for _ in range(count):
            n = len(people)
            people.append(
                Candidate(
                    f"c{n:04}",
                    f"考生{n}",
                    "护照",
                    f"E{n}",
                    "male",
                    f"{n}",
                    occupation,
                    level,
                    sittings=("s1", "s2", "s3"),
                )
            )
    plan = Plan(
        "p",
        "20261128京饪",
        "social",
        Organisation("机构"),
        Site("k", "考点"),
        sittings=(
            Sitting("s1", "理论知识", "paper", 0, HOUR),
            Sitting("s2", "操作技能", "practical", 2 * HOUR, 3 * HOUR),
            Sitting("s3", "综合评审", "paper", 4 * HOUR, 5 * HOUR),
        ),
        rooms=tuple(Room(f"r{i:02}", f"{i:02}", "教室") for i in range(1, room_count + 1)),
        candidates=tuple(people),
    )
    return replace(plan, seats=arrange_seats(plan, 1).seats)


def test_a_room_of_thirty_gets_thirty_one_copies_and_as_many_cards() -> None:
    bags = order_bags(a_plan([("美容师", 4, 30)], 6))
    assert [(b.label, b.sitting, b.room, b.copies, b.spares, b.cards) for b in bags] == [
        ("01-A", "s1", "r01", 31, 1, 31),
        ("01-B", "s3", "r01", 31, 1, 31),
        ("B-01", "s1", None, 5, 5, 5),
        ("B-02", "s3", None, 5, 5, 5),
    ]
    assert bags[0].id == "b-s1-r01-a"
    assert [b.paper_code for b in bags] == ["s1-01", "s3-01", "s1-01", "s3-01"]


def test_a_mixed_room_gets_a_bag_for_each_paper() -> None:
    bags = [b for b in order_bags(a_plan([("美容师", 4, 10), ("育婴员", 5, 8)], 1)) if b.sitting == "s1"]
    assert [(b.label, b.occupation, b.level, b.copies) for b in bags] == [
        ("01-A", "美容师", 4, 11),
        ("01-B", "育婴员", 5, 9),
        ("B-01", "美容师", 4, 5),
        ("B-02", "育婴员", 5, 5),
    ]


def test_a_sitting_that_is_not_on_paper_needs_no_bags() -> None:
    assert "s2" not in {b.sitting for b in order_bags(a_plan([("美容师", 4, 3)], 2))}


def test_bags_ordered_before_keep_label_code_and_seal_when_numbers_change() -> None:
    plan = a_plan([("美容师", 4, 40), ("育婴员", 5, 8)], 3)
    first = tuple(
        replace(b, seal=f"S{i}", paper_code=f"LL-{b.occupation}-{b.sitting}") for i, b in enumerate(order_bags(plan))
    )
    more = (*plan.candidates, replace(plan.candidates[0], id="c9999", document_number="E9999"))
    grown = replace(plan, candidates=more, bags=first)
    grown = replace(grown, seats=arrange_seats(grown, 1).seats)
    second = order_bags(grown)
    assert [(b.id, b.label, b.seal, b.paper_code) for b in second] == [
        (b.id, b.label, b.seal, b.paper_code) for b in first
    ]
    assert sum(b.copies for b in second) == sum(b.copies for b in first) + 2


def test_spares_are_numbers_of_the_rule_set() -> None:
    bags = order_bags(a_plan([("美容师", 4, 10)], 1), PlanningParams(spare_per_room=2, spare_bag_copies=9))
    assert [(b.copies, b.spares) for b in bags] == [(12, 2), (12, 2), (9, 9), (9, 9)]


@given(
    st.lists(st.tuples(st.sampled_from("甲乙丙丁"), st.integers(1, 5), st.integers(1, 40)), max_size=8),
    st.integers(1, 6),
)
def test_every_seated_candidate_has_a_copy_and_no_label_or_id_is_used_twice(
    groups: list[tuple[str, int, int]], room_count: int
) -> None:
    plan = a_plan(groups, room_count)
    bags = order_bags(plan)
    assert len({b.id for b in bags}) == len({b.label for b in bags}) == len(bags)
    seated = Counter(s.sitting for s in plan.seats)
    for sitting in ("s1", "s3"):
        in_rooms = [b for b in bags if b.sitting == sitting and b.room]
        assert sum(b.copies - b.spares for b in in_rooms) == seated[sitting]
        papers = {b.paper_code for b in in_rooms}
        assert sorted(b.paper_code for b in bags if b.sitting == sitting and b.room is None) == sorted(papers)
        assert all(b.cards == b.copies for b in bags)
    assert order_bags(replace(plan, bags=bags)) == bags
