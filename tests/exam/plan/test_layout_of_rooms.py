"""The desks of a room: snake, door side, uneven columns, tiered halls."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exam.plan.layout import room_layout, room_outline
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Door, Room

DOORS: tuple[Door, ...] = ("front-left", "front-right", "back-left", "back-right")


def a_room(**more: object) -> Room:
    return Room("r01", "01", "A101", **more)  # type: ignore[arg-type]


def place(room: Room, number: int) -> tuple[int, int]:
    desk = room_layout(room).desk(number)
    assert desk is not None
    return desk.row, desk.column


def test_the_default_room_is_five_columns_of_six_in_a_snake_from_the_front_left_door() -> None:
    room = a_room()
    assert [place(room, n) for n in (1, 6, 7, 12, 13, 25, 30)] == [
        (1, 1),
        (6, 1),
        (6, 2),
        (1, 2),
        (1, 3),
        (1, 5),
        (6, 5),
    ]


@pytest.mark.parametrize(
    ("door", "column"), [("front-left", 1), ("back-left", 1), ("front-right", 5), ("back-right", 5)]
)
def test_number_one_stands_at_the_front_of_the_column_on_the_doors_side(door: Door, column: int) -> None:
    assert place(a_room(door=door), 1) == (1, column)


def test_uneven_columns_are_numbered_column_by_column() -> None:
    room = a_room(row_sizes=(7, 8, 8, 7))
    assert [place(room, n) for n in (7, 8, 15, 16, 23, 24, 30)] == [
        (7, 1),
        (8, 2),
        (1, 2),
        (1, 3),
        (8, 3),
        (7, 4),
        (1, 4),
    ]


def test_a_tiered_hall_uses_alternate_rows() -> None:
    layout = room_layout(a_room(kind="tiered", columns=6, rows=9))
    assert layout.capacity == 30
    assert {d.row for d in layout.desks} == {1, 3, 5, 7, 9}


def test_capacity_is_the_least_of_grid_room_and_rule() -> None:
    assert room_layout(a_room(capacity=20)).capacity == 20
    assert room_layout(a_room(capacity=40, columns=8, rows=6)).capacity == 30
    assert room_layout(a_room(columns=4, rows=5)).capacity == 20
    assert room_layout(a_room(capacity=40, columns=8, rows=6), PlanningParams(room_capacity=45)).capacity == 40


ROOMS = st.builds(
    a_room,
    columns=st.integers(1, 9),
    rows=st.integers(1, 12),
    door=st.sampled_from(DOORS),
    kind=st.sampled_from(["standard", "tiered"]),
    capacity=st.integers(1, 60),
    row_sizes=st.one_of(st.just(()), st.lists(st.integers(1, 9), min_size=1, max_size=7).map(tuple)),
)
DRAWN = st.builds(
    replace,
    ROOMS,
    aisles=st.lists(st.integers(0, 9), max_size=3).map(tuple),
    gaps=st.lists(st.builds("{}-{}".format, st.integers(0, 12), st.integers(0, 9)), max_size=5).map(tuple),
)


@given(DRAWN)
def test_what_is_drawn_holds_every_desk_and_no_desk_stands_in_a_pillar(room: Room) -> None:
    outline, desks = room_outline(room), room_layout(room).desks
    assert all(d.row <= outline.rows and d.column <= outline.columns for d in desks)
    assert not {(d.row, d.column) for d in desks} & set(outline.pillars)
    assert all(1 <= row <= outline.rows and 1 <= column <= outline.columns for row, column in outline.pillars)
    assert all(1 <= aisle < outline.columns for aisle in outline.aisles), "an aisle lies between two columns"
    assert outline.door == room.door


def test_a_pillar_beyond_a_short_column_is_not_in_the_room() -> None:
    room = a_room(row_sizes=(7, 8, 8, 7), gaps=("3-2", "8-1"), aisles=(2, 4))
    outline = room_outline(room)
    assert (outline.columns, outline.rows) == (4, 8)
    assert (outline.pillars, outline.aisles) == (((3, 2),), (2,))


@given(ROOMS)
def test_numbers_run_without_gaps_and_no_desk_is_used_twice(room: Room) -> None:
    desks = room_layout(room).desks
    assert [d.number for d in desks] == list(range(1, len(desks) + 1))
    assert len({(d.row, d.column) for d in desks}) == len(desks)
    assert len(desks) <= min(30, room.capacity)


@given(ROOMS)
def test_the_snake_goes_along_a_column_or_turns_into_the_next_one(room: Room) -> None:
    step = 2 if room.kind == "tiered" else 1
    desks = room_layout(room).desks
    for one, other in itertools.pairwise(desks):
        along = one.column == other.column and abs(one.row - other.row) == step
        turned = abs(one.column - other.column) == 1
        assert along or turned
        if turned and not room.row_sizes:
            assert one.row == other.row


@given(ROOMS)
def test_a_tiered_hall_never_uses_two_rows_in_succession(room: Room) -> None:
    if room.kind == "tiered":
        assert all(d.row % 2 == 1 for d in room_layout(room).desks)


@given(ROOMS)
def test_being_beside_somebody_is_mutual(room: Room) -> None:
    layout = room_layout(room)
    for desk in layout.desks:
        for other in layout.beside(desk.number):
            assert desk.number in layout.beside(other)
            assert other != desk.number
