"""A room is drawn once: what the office drew is what the room and the door desk show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.exam.plan.model import Plan
from desktop.store.home import create_home
from tests.helpers.homes import PASSPHRASE, enrolled, published_plan
from tests.helpers.morning import small_plan
from tests.operations.office.test_seats_page import Page
from tests.operations.test_desks import Site


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The first room has columns of six and seven, an aisle, a pillar and its door at the back."""
    plan = small_plan()
    drawn = replace(
        plan.rooms[0], row_sizes=(6, 7, 7, 6), aisles=(2,), gaps=("5-3",), door="back-left", columns=4, rows=7
    )
    return replace(plan, rooms=(drawn, *plan.rooms[1:]))


@pytest.fixture
def office(plan: Plan, tmp_path: Path) -> Iterator[Any]:
    with create_home(tmp_path / "office", PASSPHRASE) as home:
        yield Page(home, plan).work


@pytest.mark.parametrize("name", ["room", "door"])
def test_the_desks_of_the_day_show_the_room_the_office_drew(name: str, plan: Plan, office: Any, tmp_path: Path) -> None:
    with enrolled(tmp_path / "day", "control", published=published_plan(plan)) as desk:
        site = Site(desk)
        site.open(name, site.duty("lead-proctor", "r01"))
        seats = site.screen.last.seats
    assert (seats.columns, seats.rows, seats.door) == (4, 7, "back-left")
    assert (seats.aisles, seats.pillars) == ((2,), ((5, 3),))
    assert (seats.columns, seats.rows, seats.door) == (office.columns, office.rows, office.door)
    assert (seats.aisles, seats.pillars) == (office.aisles, office.pillars)
    assert (5, 3) not in {(c.row, c.column) for c in seats.cells}
