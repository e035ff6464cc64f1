"""An English window names the steps of the protocol in English and keeps the official name in sight; a Chinese one is
as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.homes import enrolled
from tests.operations.test_desks import Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with enrolled(tmp_path / "h", "control") as desk:
        made = Site(desk)
        made.desk.clock.set("8:12")
        made.session.refresh()
        yield made


def test_the_room_has_both_names_and_its_list_the_english_one(site: Site) -> None:
    site.open("room", site.duty("lead-proctor", "r01"))
    board = site.screen.last
    assert (board.step.title, board.step.official) == ("Check the clock", "核对考场钟表")
    assert {row.title for row in board.steps} >= {"Read the rules", "Hand out papers", "Close the room"}
    assert all(row.title.isascii() for row in board.steps)
    late = next(a for a in board.alerts if a.id == "late-clock")
    assert late.title == "Check the clock (核对考场钟表)"
    site.desk.clock.set("8:26")
    site.session.refresh()
    site.open("room", site.duty("lead-proctor", "r01"))
    refused = next(r for r in site.screen.last.available if r.command == "open-bag")
    assert "Read the rules (宣布考场纪律)" in refused.why


def test_the_chief_sees_english_heads_and_reads_the_official_name_below(site: Site) -> None:
    desk = site.open("control", site.duty("chief"))
    board = site.screen.last
    assert [c.title for c in board.columns][1:4] == ["Issue", "Papers", "Board"]
    assert all(c.title.isascii() and c.whole.isascii() for c in board.columns)
    assert board.top.next.text == "08:20 Read the rules"
    assert all(row.title.isascii() for row in board.steps)
    assert desk.look("r01", "rules-read").title == "Room 01 · Read the rules (宣布考场纪律)"
    told = {cell.told for room in board.rooms for cell in room.cells}
    assert any("Read the rules (宣布考场纪律)" in t for t in told)
    assert {s.title for s in board.morning.steps} >= {"Papers out", "Escort leaves"}


def test_a_chinese_window_has_the_official_names_alone(site: Site) -> None:
    site.session.words.catalogue.locale = "zh-CN"
    site.open("room", site.duty("lead-proctor", "r01"))
    board = site.screen.last
    assert (board.step.title, board.step.official) == ("核对考场钟表", "")
    assert "宣布考场纪律" in {row.title for row in board.steps}
    site.open("control", site.duty("chief"))
    assert "纪律" in {c.title for c in site.screen.last.columns}
