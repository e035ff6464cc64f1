"""Seats whose time is not their room's, on the clock everybody reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.homes import enrolled
from tests.operations.hall.test_hall import Hall, left

MINUTE = 60_000


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Hall]:
    with enrolled(tmp_path / "h", "control") as desk:
        hall = Hall(desk)
        hall.act("give-order", {"order": "prepare"}, "8:29")
        hall.act("give-order", {"order": "start"}, "8:30")
        yield hall


def test_a_seat_with_time_of_its_own_stands_on_the_clock_by_number_and_never_by_name(begun: Hall) -> None:
    seat = next(s for s in begun.home.record.plan.seats if s.room == "r02")
    scope = f"candidate:{seat.candidate}"
    begun.act("extend-exam", {"scope": scope, "minutes": 15, "reason": "视力障碍"}, "9:00")
    here = Hall(begun.home, "r02").at("9:50")
    assert here.rooms == (f"{seat.number} 号座位 10:15 结束",)
    assert left(here, "9:50") == 10 * MINUTE, "the others' time is what it was"
    assert Hall(begun.home, "r01").at("9:50").rooms == ()
    assert begun.at("9:50").rooms == (f"02 考场 {seat.number} 号座位 10:15 结束",)
    who = begun.home.record.index.candidates[seat.candidate]
    assert not any(who.name in line for line in begun.at("9:50").rooms)
