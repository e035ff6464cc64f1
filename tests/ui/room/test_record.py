"""The record sheet beside the seats: the printed form, drawn off the window's thread, anew as the record moves."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.bootstrap.parts import Parts
from desktop.operations.boards.room import DrawSheet
from tests.helpers.homes import enrolled
from tests.operations.test_desks import Site
from tests.ui import samples
from tests.ui.conftest import Opened
from tests.ui.room.test_room import show, view_of


@dataclass(frozen=True)
class Page:
    width: int
    height: int
    pixels: bytes


@dataclass
class Sheets:
    """What the sample desk answers with: how often it was filled and drawn, and in which threads."""

    warmed: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def warm(self) -> None:
        self.warmed.append(threading.current_thread().name)

    def sheet(self) -> DrawSheet:
        def draw(width: int) -> Sequence[Page]:
            assert self.gate.wait(5)
            self.drawn.append(threading.current_thread().name)
            return [Page(width, 40, b"\xff" * (width * 40 * 3)) for _ in range(2)]

        return draw


@pytest.fixture
def sheets() -> Sheets:
    return Sheets()


@pytest.fixture
def room(opened: Callable[..., Opened], qtbot: QtBot, sheets: Sheets) -> Opened:
    out = opened("room", {"room": samples.ROOM})
    out.desk.warm_sheet, out.desk.sheet = sheets.warm, sheets.sheet  # type: ignore[attr-defined]
    return out


def test_r_shows_the_sheet_in_the_seats_place_and_the_seats_again(room: Opened, sheets: Sheets, qtbot: QtBot) -> None:
    sheets.gate.set()
    view = view_of(room)
    room.hands.key("R")
    assert view.map.isHidden()
    qtbot.waitUntil(lambda: len(view.record.pages()) == 2)
    assert sheets.warmed == ["kaodian-sheet"], "nothing heavy is loaded in the record's lane or the window's thread"
    assert sheets.drawn == ["kaodian-sheet"]
    offered = view.keys()
    assert "R" in [hint.key for hint in offered]
    room.hands.key("R")
    assert view.record.isHidden()
    assert not view.map.isHidden()


def test_the_sheet_follows_the_record_and_only_the_record(room: Opened, sheets: Sheets, qtbot: QtBot) -> None:
    sheets.gate.set()
    view = view_of(room)
    room.hands.key("R")
    qtbot.waitUntil(lambda: bool(view.record.pages()) and not view.record._later.isActive())
    drawn = len(sheets.drawn)
    balance = replace(samples.BALANCE, title="试卷账")
    show(room, qtbot, replace(samples.ROOM, balance=balance))
    assert not view.record._later.isActive(), "no entry, no drawing"
    show(room, qtbot, replace(samples.ROOM, balance=balance, written=7))
    qtbot.waitUntil(lambda: len(sheets.drawn) == drawn + 1)


def test_while_one_is_drawn_the_window_goes_on_and_the_next_waits(room: Opened, sheets: Sheets, qtbot: QtBot) -> None:
    view = view_of(room)
    room.hands.key("R")
    for written in (3, 4, 5):
        show(room, qtbot, replace(samples.ROOM, written=written))
    assert view.record.pages() == ()
    sheets.gate.set()
    qtbot.waitUntil(lambda: len(sheets.drawn) == 2)
    qtbot.waitUntil(lambda: view.record._drawn_at == 5)
    assert len(sheets.drawn) == 2, "what came in between is in one drawing"


def test_a_real_room_draws_its_own_form_with_what_was_recorded(tmp_path: Path) -> None:
    with enrolled(tmp_path / "h", "control") as home:
        site = Site(home)
        site.desk.clock.set("7:58")
        desk = site.open("room", site.duty("lead-proctor", "r01"))
        assert desk.sheet() is None
        desk.sheets = Parts().sheets()
        desk.warm_sheet()
        draw = desk.sheet()
        assert draw is not None
        before = draw(500)
        assert [page.width for page in before] == [500] * len(before)
        rows = {r.command: r for r in site.screen.last.available}
        ticks = {f.name: True for f in rows["prepare-room"].fields if f.kind == "tick"}
        assert desk.complete_step("room-prepared", ticks).done
        after = desk.sheet()
        assert after is not None
        assert [p.pixels for p in after(500)] != [p.pixels for p in before]
        assert [p.pixels for p in draw(500)] == [p.pixels for p in before], "a sheet that was filled says what it said"
