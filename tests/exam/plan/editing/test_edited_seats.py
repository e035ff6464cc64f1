"""Seats moved and layouts drawn by hand: printed seats never move, every breach is told before, and there is a way
back."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exam.plan.arranging.findings import Finding
from desktop.exam.plan.editing.change import Change, changed, taken_back
from desktop.exam.plan.editing.moves import Moves, Weighed, by_hand
from desktop.exam.plan.editing.reasons import explain_seat
from desktop.exam.plan.editing.shapes import reshape, tidy
from desktop.exam.plan.layout import room_layout
from desktop.exam.plan.model import Duty, Plan, Room, Seat, Staff
from desktop.exam.plan.papers import order_bags
from desktop.exam.plan.seating import arrange_seats
from tests.exam.plan.test_seating_rules import MORNING, SAME_TIME, a_plan, candidate, check_sound, rooms


def seated(people: int = 40, rooms_: int = 3) -> Plan:
    plan = a_plan([candidate(n) for n in range(people)], rooms(rooms_))
    plan = replace(plan, seats=arrange_seats(plan, 1).seats)
    return replace(plan, bags=order_bags(plan))


def seat_of(plan: Plan, who: str) -> Seat:
    return next(s for s in plan.seats if s.candidate == who)


def free_in(plan: Plan, room: str) -> int:
    taken = {s.number for s in plan.seats if s.room == room}
    return next(n for n in range(1, 31) if n not in taken)


def refused(weighed: Weighed) -> str:
    assert weighed.change is None
    assert weighed.refused is not None
    return weighed.refused.code


def done(plan: Plan, weighed: Weighed) -> Plan:
    assert weighed.refused is None
    assert weighed.change is not None
    return changed(plan, weighed.change)


def locked(plan: Plan, *who: str) -> Plan:
    return replace(plan, seats=tuple(replace(s, locked=s.candidate in who or not who) for s in plan.seats))


def test_somebody_moves_to_a_free_desk_and_the_bags_follow() -> None:
    plan = seated()
    before = seat_of(plan, "c00003")
    target = "r02" if before.room == "r01" else "r01"
    number = free_in(plan, target)
    after = done(plan, Moves(plan, "s1").weigh("c00003", target, number))
    seat = seat_of(after, "c00003")
    assert (seat.room, seat.number) == (target, number)
    assert by_hand(seat)
    desk = room_layout(next(r for r in plan.rooms if r.id == target)).desk(number)
    assert desk is not None
    assert (seat.row, seat.column) == (desk.row, desk.column)
    copies = {b.room: b.copies for b in after.bags}
    seats = Counter(s.room for s in after.seats)
    assert all(copies[room] == seats[room] + 1 for room in seats)
    assert {b.id for b in after.bags} == {b.id for b in plan.bags}


def test_who_sits_there_takes_the_other_seat_and_both_stay_through_a_new_draw() -> None:
    plan = seated(30, 2)
    one, other = seat_of(plan, "c00003"), next(s for s in plan.seats if s.candidate != "c00003")
    weighed = Moves(plan, "s1").weigh("c00003", other.room, other.number)
    assert weighed.swapped == other.candidate
    plan = done(plan, weighed)
    assert (seat_of(plan, "c00003").number, seat_of(plan, other.candidate).number) == (other.number, one.number)
    for again in (arrange_seats(plan), arrange_seats(plan, 99, fresh=True)):
        now = {s.candidate: (s.room, s.number) for s in again.seats}
        assert now["c00003"] == (other.room, other.number)
        assert now[other.candidate] == (one.room, one.number)
    redrawn = arrange_seats(plan, 99, fresh=True, release=True)
    assert not any(by_hand(s) for s in redrawn.seats)


def test_what_no_reason_can_replace_is_refused() -> None:
    plan = a_plan([candidate(n) for n in range(40)], rooms(4), MORNING, SAME_TIME)
    plan = replace(plan, candidates=(*plan.candidates, candidate(99, sittings=("s3",))))
    plan = replace(plan, seats=arrange_seats(plan, 1).seats)
    here, there = seat_of(plan, "c00003"), next(s for s in plan.seats if s.candidate == "c00004")
    moves = Moves(plan, "s1")
    assert refused(moves.weigh("c00099", here.room)) == "not-in-sitting"
    assert refused(moves.weigh("c00003", "r77")) == "no-such-room"
    assert refused(moves.weigh("c00003", here.room, 31)) == "no-such-desk"
    assert refused(moves.weigh("c00003", here.room, here.number)) == "same-seat"
    assert refused(moves.weigh("c00003", seat_of(plan, "c00099").room)) == "room-in-use"
    assert refused(Moves(locked(plan), "s1").weigh("c00003", there.room, there.number)) == "seat-locked"
    told = Moves(locked(plan, "c00004"), "s1").weigh("c00003", there.room, there.number)
    assert refused(told) == "seat-locked"
    assert told.refused is not None
    assert told.refused.facts["name"] == "考生4", "the printed one is named, not the one who wants the seat"
    unseated = replace(plan, seats=tuple(s for s in plan.seats if s.candidate != "c00003"))
    assert refused(Moves(unseated, "s1").weigh("c00003", there.room, there.number)) == "desk-taken"
    assert Moves(unseated, "s1").weigh("c00003", here.room, here.number).change is not None


def test_a_full_room_takes_nobody_and_a_room_alone_takes_the_best_free_desk() -> None:
    plan = seated(33, 2)
    full = next(r for r, n in Counter(s.room for s in plan.seats).items() if n < 30)
    plan = replace(plan, rooms=(*plan.rooms, Room("r09", "09", "", capacity=2)))
    moves = Moves(plan, "s1")
    plan = done(plan, moves.weigh("c00001", "r09"))
    plan = done(plan, Moves(plan, "s1").weigh("c00002", "r09"))
    assert {s.number for s in plan.seats if s.room == "r09"} == {1, 2}
    assert refused(Moves(plan, "s1").weigh("c00003", "r09")) == "room-full"
    assert moves.best("c00003", full) is not None


def test_a_proctor_who_must_not_meet_somebody_keeps_that_room_closed_both_ways() -> None:
    plan = seated(40, 2)
    one = next(s for s in plan.seats if s.room == "r01")
    other = next(s for s in plan.seats if s.room == "r02")
    name = {c.id: c.name for c in plan.candidates}
    plan = replace(
        plan,
        staff=(Staff("p1", "1001", "何英", "lead-proctor", avoids=(name[one.candidate],)),),
        duties=(Duty("p1", "s1", "r02", "lead-proctor"),),
    )
    moves = Moves(plan, "s1")
    told = moves.weigh(one.candidate, "r02")
    assert refused(told) == "proctor-avoids"
    assert told.refused is not None
    assert told.refused.clause == "002 第十七条"
    swap = moves.weigh(other.candidate, one.room, one.number)
    assert refused(swap) == "proctor-avoids", "the one who would be sent there in exchange counts too"


def test_what_is_a_matter_of_judgement_is_told_before() -> None:
    people = [candidate(0, employer="甲"), candidate(1, employer="甲", needs="轮椅"), candidate(2, level=3)]
    plan = a_plan(people, rooms(2))
    seats = (
        Seat("c00000", "s1", "r01", 1, 1, 1),
        Seat("c00001", "s1", "r01", 9, 4, 2),
        Seat("c00002", "s1", "r02", 1, 1, 1),
    )
    plan = replace(plan, seats=seats)
    moves = Moves(plan, "s1")
    beside = moves.weigh("c00001", "r01", 2)
    assert [w.code for w in beside.warnings] == ["employer-beside", "needs-moved"]
    assert beside.warnings[0].facts["beside"] == ("1 考生0",)
    assert beside.change is not None
    assert "employer-beside" in beside.change.after[0].why
    mixed = moves.weigh("c00002", "r01", 20)
    assert [w.code for w in mixed.warnings] == ["would-mix", "room-emptied"]
    alone = Moves(replace(plan, rooms=rooms(3)), "s1").weigh("c00000", "r03", 1)
    assert [w.code for w in alone.warnings] == ["room-without-proctors"]
    assert not moves.weigh("c00000", "r01", 20).warnings


def test_a_step_is_taken_back_unless_the_seats_were_touched_since() -> None:
    plan = seated()
    weighed = Moves(plan, "s1").weigh("c00003", "r03", free_in(plan, "r03"))
    after = done(plan, weighed)
    assert weighed.change is not None
    assert taken_back(after, weighed.change) == plan
    later = done(after, Moves(after, "s1").weigh("c00003", "r02", free_in(after, "r02")))
    told = taken_back(later, weighed.change)
    assert isinstance(told, Finding)
    assert told.code == "changed-since"


def test_a_hand_seat_that_cannot_be_kept_is_said() -> None:
    plan = seated(10, 1)
    plan = done(plan, Moves(plan, "s1").weigh("c00003", "r01", 30))
    smaller = replace(plan, rooms=(replace(plan.rooms[0], capacity=20),))
    again = arrange_seats(smaller)
    assert [(f.code, f.weight, f.facts["reason"]) for f in again.findings] == [("hand-seat-lost", "note", "no-desk")]
    other = replace(plan, candidates=tuple(replace(c, level=3) if c.id == "c00003" else c for c in plan.candidates))
    assert [f.facts["reason"] for f in arrange_seats(other).findings if f.code == "hand-seat-lost"] == ["group"]


def test_a_seat_can_be_explained() -> None:
    plan = seated(30, 1)
    told = explain_seat(Moves(plan, "s1"), plan.seats[16])
    assert (told.number, told.row, told.column, told.room) == (17, 5, 3, "01")
    assert told.in_snake
    assert told.employer_gap
    assert [b.number for b in told.beside] == [8, 16, 18, 20]
    assert (told.group, told.groups) == ("中式烹调师/4", (("中式烹调师/4", 30),))
    assert told.why.startswith("group=中式烹调师/4 room=01 order=17 employer-gap")
    assert not told.by_hand
    moved = done(plan, Moves(plan, "s1").weigh(plan.seats[16].candidate, "r01", 3))
    assert explain_seat(Moves(moved, "s1"), seat_of(moved, plan.seats[16].candidate)).by_hand


# --- layouts ----------------------------------------------------------------------------------------------------------


def test_a_pillar_takes_one_desk_and_the_snake_goes_on_behind_it() -> None:
    room = tidy(Room("r01", "01", "", gaps=("2-1", "9-9"), aisles=(2, 2, 7)))
    assert (room.gaps, room.aisles) == (("2-1",), (2,))
    layout = room_layout(room)
    assert [(d.row, d.column) for d in layout.desks[:6]] == [(1, 1), (3, 1), (4, 1), (5, 1), (6, 1), (6, 2)]
    assert layout.capacity == 29


def test_columns_of_one_height_are_kept_as_a_plain_grid() -> None:
    even = tidy(Room("r", "1", "", row_sizes=(6, 6, 6, 6, 6)))
    assert (even.columns, even.rows, even.row_sizes) == (5, 6, ())
    uneven = tidy(Room("r", "1", "", row_sizes=(7, 8, 8, 7)))
    assert (uneven.columns, uneven.rows, uneven.row_sizes) == (4, 8, (7, 8, 8, 7))


def test_everybody_keeps_the_number_and_who_has_none_any_more_is_named() -> None:
    plan = seated(28, 1)
    tried = reshape(plan, replace(plan.rooms[0], columns=4, rows=6))
    assert not tried.refused
    assert [s.number for s in tried.lost] == [25, 26, 27, 28]
    (told,) = [w for w in tried.warnings if w.code == "layout-loses-seats"]
    assert told.facts["count"] == 4
    assert tried.change is not None
    after = changed(plan, tried.change)
    assert {s.candidate: s.number for s in after.seats}.items() <= {s.candidate: s.number for s in plan.seats}.items()
    assert len(after.seats) == 24
    assert next(b.copies for b in after.bags if b.room == "r01") == 25
    assert taken_back(after, tried.change) == plan


def test_a_layout_that_would_move_a_printed_seat_is_refused_one_that_would_not_is_kept() -> None:
    plan = seated(20, 1)
    printed = next(s for s in plan.seats if s.number == 9)
    plan = locked(plan, printed.candidate)
    printed = seat_of(plan, printed.candidate)
    turned = reshape(plan, replace(plan.rooms[0], door="front-right"))
    assert [f.code for f in turned.refused] == ["layout-moves-printed"]
    assert turned.refused[0].facts["numbers"] == (9,)
    assert turned.change is None
    wider = reshape(plan, replace(plan.rooms[0], columns=4, aisles=(2,), gaps=("1-4",)))
    assert wider.change is not None
    assert seat_of(changed(plan, wider.change), printed.candidate) == printed


def test_a_layout_says_what_the_rules_make_of_it() -> None:
    plan = seated(5, 1)
    room = plan.rooms[0]
    codes = {
        "over": [w.code for w in reshape(plan, replace(room, columns=8, capacity=48)).warnings],
        "under": [w.code for w in reshape(plan, replace(room, columns=4)).warnings],
        "tiered": [w.code for w in reshape(plan, replace(room, kind="tiered", rows=11)).warnings],
        "plain": [w.code for w in reshape(plan, room).warnings],
    }
    assert codes == {
        "over": ["layout-over-rule"],
        "under": ["layout-under-capacity"],
        "tiered": ["layout-tiered"],
        "plain": [],
    }
    for wrong in (
        replace(room, columns=0),
        replace(room, rows=61),
        replace(room, capacity=0),
        replace(room, row_sizes=(0,)),
    ):
        assert [f.code for f in reshape(plan, wrong).refused] == ["layout-bounds"]
    pillars = tuple(f"{row}-{column}" for row in range(1, 7) for column in range(1, 6))
    assert [f.code for f in reshape(plan, replace(room, gaps=pillars)).refused] == ["layout-empty"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_any_morning_of_moves_and_layouts_leaves_printed_seats_alone(seed: int, count: int) -> None:
    """Moves, swaps, layouts, arrangements in any order: printed seats stay to the letter, seats stay sound, everything
    done can be taken back one step."""
    rnd = random.Random(seed)
    people = [candidate(n, level=rnd.randint(3, 4), employer=rnd.choice("甲乙丙")) for n in range(rnd.randint(1, 40))]
    plan = a_plan(people, rooms(count))
    plan = replace(plan, seats=arrange_seats(plan, 1).seats)
    plan = replace(plan, bags=order_bags(plan))
    plan = replace(plan, seats=tuple(replace(s, locked=rnd.random() < 0.2) for s in plan.seats))
    printed = {s for s in plan.seats if s.locked}
    for _ in range(8):
        before, change = plan, one_step(plan, rnd)
        if change is None:
            plan = replace(plan, seats=arrange_seats(plan, rnd.randint(0, 3), fresh=rnd.random() < 0.5).seats)
            plan = replace(plan, bags=order_bags(plan))
        else:
            plan = changed(plan, change)
            assert taken_back(plan, change) == before
        assert printed <= set(plan.seats)
        assert len({(s.sitting, s.room, s.number) for s in plan.seats}) == len(plan.seats)
        assert len({s.candidate for s in plan.seats}) == len(plan.seats)
        layouts = {r.id: room_layout(r) for r in plan.rooms}
        for seat in plan.seats:
            desk = layouts[seat.room].desk(seat.number)
            assert desk is not None
            assert (desk.row, desk.column) == (seat.row, seat.column)
    check_sound(plan, arrange_seats(plan))


def one_step(plan: Plan, rnd: random.Random) -> Change | None:
    """A move or a layout by chance; None where it is refused or where it is time to arrange again."""
    kind = rnd.choice(["move", "move", "shape", "arrange"])
    if kind == "move":
        who, room = rnd.choice(plan.candidates).id, rnd.choice(plan.rooms).id
        return Moves(plan, "s1").weigh(who, room, rnd.choice([None, rnd.randint(1, 31)])).change
    if kind == "shape":
        room_ = rnd.choice(plan.rooms)
        sizes = tuple(rnd.randint(1, 8) for _ in range(rnd.randint(1, 6)))
        gaps = tuple(f"{rnd.randint(1, 8)}-{rnd.randint(1, 6)}" for _ in range(rnd.randint(0, 3)))
        return reshape(plan, replace(room_, row_sizes=sizes, gaps=gaps, capacity=rnd.randint(1, 40))).change
    return None
