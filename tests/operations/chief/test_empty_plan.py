"""A plan in which nobody is registered: every desk opens, and the morning keeps its times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.operations.boards.control import ControlBoard
from desktop.operations.boards.shell import DESKS, DeskName
from tests.helpers.homes import enrolled, published_plan
from tests.helpers.morning import small_plan
from tests.operations.test_desks import Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    nobody = published_plan(replace(small_plan(), candidates=(), seats=()))
    with enrolled(tmp_path / "h", "control", published=nobody, at="8:06") as desk:
        yield Site(desk)


@pytest.mark.parametrize("desk", DESKS)
def test_every_desk_opens(site: Site, desk: DeskName) -> None:
    site.open(desk, "p01")
    site.session.refresh()
    assert site.screen.last.top.title


def test_steps_of_rooms_stand_at_their_planned_times(site: Site) -> None:
    site.open("control", "p01")
    board = site.screen.last
    assert isinstance(board, ControlBoard)
    steps = {row.id: row for row in board.steps}
    assert (steps["door-open"].time, steps["rules-read"].time, steps["end"].time) == ("08:05", "08:20", "10:00")
    assert {row.state for row in board.steps if row.time > "08:10"} == {"coming"}
