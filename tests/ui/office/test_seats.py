"""The map of seats under the hand: keys do what the mouse does; what it would come to is told before."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.bootstrap.parts import Parts
from desktop.operations.boards.office import OfficeBoard
from desktop.operations.boards.seats import SeatsWork
from desktop.operations.desks.session import HomeSession
from desktop.store.home import create_home
from desktop.ui.office.seats.layout import LayoutPane
from desktop.ui.office.seats.pane import SeatsPane
from desktop.ui.office.view import OfficeView
from desktop.ui.shared.bridge import Bridge
from desktop.wording import Wording
from tests.helpers.homes import PASSPHRASE
from tests.operations.office.test_seats_page import arranged
from tests.ui.office.boards import BEFORE, OfficeDesk
from tests.ui.office.hands import Key, key
from tests.ui.office.seatboards import BIG, DRAWING, HELD, LAYOUT, SEATS, SEATS_DONE, SEATS_HELD, TOLD, WORK, page


@pytest.fixture
def view(stage: Callable[..., OfficeView], desk: OfficeDesk) -> OfficeView:
    return stage(OfficeView, desk, SEATS, lambda: 0)


def seats(view: OfficeView) -> SeatsPane:
    assert isinstance(view.page.pane, SeatsPane)
    return view.page.pane


def asked(desk: OfficeDesk, qtbot: QtBot, count: int = 1) -> list[tuple[str, dict[str, Any]]]:
    """The acts of the page of seats, once there are so many."""
    found: list[tuple[str, dict[str, Any]]] = []

    def there() -> bool:
        found[:] = [(c.removeprefix("seats:"), d[1]) for c, d in desk.asked if c.startswith("seats:")]
        return len(found) >= count

    qtbot.waitUntil(there)
    return found


def centre(pane: SeatsPane, number: int) -> QPoint:
    return pane.map.rectangle(number).center().toPoint()


# --- the keyboard -----------------------------------------------------------------------------------------------------


def test_arrows_go_over_desks_and_say_who_sits_there_and_why(view: OfficeView) -> None:
    pane = seats(view)
    key(view, Key.Key_Right, Key.Key_Down)
    here = pane.map.here()
    assert here is not None
    assert here.number == 11
    assert "11 号" in pane.strip.words()
    assert any("蛇形" in label.text() for label in pane.side.findChildren(type(pane.strip._head)))
    assert "11" in pane.map.accessibleName()
    key(view, *[Key.Key_Up] * 9)
    assert pane.map.here().number == 12  # type: ignore[union-attr]


def test_enter_takes_up_and_puts_down_with_the_warnings_that_stood_there(
    view: OfficeView, desk: OfficeDesk, qtbot: QtBot
) -> None:
    pane = seats(view)
    pane.map.go_to(13)
    key(view, Key.Key_Return)
    assert asked(desk, qtbot) == [("pick", {"candidate": "c013"})]
    view.show_board(SEATS_HELD)
    pane.map.go_to(12)
    assert TOLD["warn"] in pane.strip.words()
    assert "拿着 秦岭" in pane.strip.words()
    key(view, Key.Key_Space)
    assert asked(desk, qtbot, 2)[1] == ("put", {"room": "r01", "number": 12, "seen": ("employer-beside",)})


def test_a_printed_seat_is_not_taken_up_and_says_why(view: OfficeView, desk: OfficeDesk) -> None:
    pane = seats(view)
    key(view, Key.Key_Return)
    assert "已打印或已发布" in pane.strip.words()
    assert not [c for c in desk.commands() if c.startswith("seats:")]


def test_escape_lets_go_and_without_anybody_in_hand_is_the_page_s(
    view: OfficeView, desk: OfficeDesk, qtbot: QtBot
) -> None:
    key(view, Key.Key_Escape)
    assert "seats:let-go" not in desk.commands()
    view.show_board(SEATS_HELD)
    key(view, Key.Key_Escape)
    assert asked(desk, qtbot) == [("let-go", {})]


def test_a_room_is_turned_to_by_page_keys_or_by_its_number(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    key(view, Key.Key_PageDown)
    assert asked(desk, qtbot) == [("show", {"room": "r02"})]
    key(view, Key.Key_G, Key.Key_7)
    assert "到考场：7" in seats(view).strip.words()
    assert "turn_to" not in desk.commands(), "figures are a room's number now"
    key(view, Key.Key_Return)
    assert asked(desk, qtbot, 2)[1] == ("show", {"room": "r07"})
    key(view, Key.Key_G, Key.Key_Escape, Key.Key_S)
    assert asked(desk, qtbot, 3)[2] == ("next-sitting", {})


def test_with_somebody_in_hand_another_room_begins_at_a_free_desk_that_suits(view: OfficeView) -> None:
    view.show_board(SEATS_HELD)
    pane = seats(view)
    there = replace(HELD, room="r03")
    view.show_board(page(there))
    here = pane.map.here()
    assert here is not None
    assert (here.candidate, here.verdict) == ("", "ok")


def test_what_was_done_stands_below_until_the_cursor_goes_on(view: OfficeView) -> None:
    view.show_board(SEATS_DONE)
    assert "秦岭 → 01 考场 26 号" in seats(view).strip.words()
    key(view, Key.Key_Down)
    assert "秦岭 →" not in seats(view).strip.words()


def test_c_changes_what_the_colours_stand_for(view: OfficeView) -> None:
    pane = seats(view)
    before = pane.map.grab().toImage()
    key(view, Key.Key_C)
    assert pane.map.grab().toImage() != before
    assert any("同单位" in label.text() for label in pane.side.findChildren(type(pane.strip._head)))


def test_in_a_narrow_window_the_reasons_take_the_map_s_place(view: OfficeView, qtbot: QtBot) -> None:
    view.window().resize(683, 300)
    pane = seats(view)
    qtbot.waitUntil(lambda: not pane.side.isVisible())
    assert "W" in {hint.key for hint in pane.keys()}  # noqa: SIM118
    key(view, Key.Key_W)
    assert pane.below.isVisible()
    assert not pane.map.isVisible()
    key(view, Key.Key_Escape)
    assert pane.map.isVisible()


# --- the mouse --------------------------------------------------------------------------------------------------------


def drag(pane: SeatsPane, begin: QPoint, *path: QPoint, board: OfficeBoard | None, view: OfficeView) -> None:
    """Press on the map, move in steps, release at the end; `board` comes once somebody was taken up."""
    left, map_ = Qt.MouseButton.LeftButton, pane.map
    QTest.mousePress(map_, left, pos=begin)
    QTest.mouseMove(map_, begin + QPoint(30, 4))
    if board is not None:
        view.show_board(board)
    for point in path:
        QTest.mouseMove(map_, point)
    QTest.mouseRelease(map_, left, pos=path[-1])


def test_dragged_onto_another_desk(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    pane = seats(view)
    drag(pane, centre(pane, 13), centre(pane, 12), centre(pane, 26), board=SEATS_HELD, view=view)
    assert asked(desk, qtbot, 2) == [
        ("pick", {"candidate": "c013"}),
        ("put", {"room": "r01", "number": 26, "seen": ()}),
    ]


def test_dragged_onto_a_room_of_the_list(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    pane = seats(view)
    row = pane.rooms.visualRect(pane.rooms.model().index(4, 1)).center()
    goal = pane.map.mapFromGlobal(pane.rooms.viewport().mapToGlobal(row))
    drag(pane, centre(pane, 13), goal, goal + QPoint(2, 0), board=SEATS_HELD, view=view)
    assert asked(desk, qtbot, 2)[1] == ("put", {"room": "r05", "seen": ("would-mix",)})


def test_over_a_room_of_the_list_what_it_would_come_to_is_told(view: OfficeView) -> None:
    pane = seats(view)
    row = pane.rooms.visualRect(pane.rooms.model().index(1, 1)).center()
    goal = pane.map.mapFromGlobal(pane.rooms.viewport().mapToGlobal(row))
    QTest.mousePress(pane.map, Qt.MouseButton.LeftButton, pos=centre(pane, 13))
    QTest.mouseMove(pane.map, centre(pane, 13) + QPoint(30, 0))
    view.show_board(SEATS_HELD)
    QTest.mouseMove(pane.map, goal)
    assert "02 考场已满" in pane.strip.words()
    assert pane.ghost.isVisible()
    assert pane.ghost.text() == "秦岭"
    QTest.mouseRelease(pane.map, Qt.MouseButton.LeftButton, pos=goal)
    assert not pane.ghost.isVisible()


def test_dropped_beside_everything_lets_go(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    pane = seats(view)
    outside = QPoint(pane.map.width() + 60, -40)
    drag(pane, centre(pane, 13), outside, board=SEATS_HELD, view=view)
    assert asked(desk, qtbot, 2)[1] == ("let-go", {})


def test_a_printed_seat_is_not_dragged(view: OfficeView, desk: OfficeDesk) -> None:
    pane = seats(view)
    drag(pane, centre(pane, 1), centre(pane, 26), board=None, view=view)
    assert not [c for c in desk.commands() if c.startswith("seats:")]
    assert "已打印或已发布" in pane.strip.words()


def test_a_press_on_a_room_shows_it(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    pane = seats(view)
    at = pane.rooms.visualRect(pane.rooms.model().index(2, 0)).center()
    QTest.mouseClick(pane.rooms.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked(desk, qtbot) == [("show", {"room": "r03"})]


class Watched:
    """What a widget painted: the rectangles of its paint events."""

    def __init__(self, widget: QWidget, patch: pytest.MonkeyPatch) -> None:
        self.seen: list[QRect] = []
        paint = type(widget).paintEvent

        def painted(itself: QWidget, event: QPaintEvent) -> None:
            self.seen.append(event.rect())
            paint(itself, event)

        patch.setattr(type(widget), "paintEvent", painted)


def test_only_what_changed_is_painted_again(view: OfficeView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    pane = seats(view)
    view.show_board(page(BIG))
    for _ in range(5):
        QApplication.processEvents()
    watched = Watched(pane.map, monkeypatch)
    begun = time.perf_counter()
    pane.map.repaint()
    assert time.perf_counter() - begun < 0.1, "a room of 64 in one go"
    whole = watched.seen.pop()
    key(view, Key.Key_Right)
    qtbot.waitUntil(lambda: bool(watched.seen))
    assert watched.seen[-1].width() * 2 < whole.width()
    watched.seen.clear()
    renamed = replace(BIG, boxes=tuple(replace(b, name="甲") if b.number == 64 else b for b in BIG.boxes))
    view.show_board(page(renamed))
    qtbot.waitUntil(lambda: bool(watched.seen))
    assert max(r.width() for r in watched.seen) * 4 < whole.width()


def test_in_the_running_desk_a_drag_changes_two_seats_of_the_draft_and_u_gives_them_back(
    stage: Callable[..., OfficeView], qtbot: QtBot, tmp_path: Path
) -> None:
    with create_home(tmp_path / "h", PASSPHRASE) as home:
        home.plans.save_draft(arranged())
        bridge = Bridge()
        real = HomeSession(home, Parts(), Wording()).open_desk("office", bridge)
        real.turn_to("seats")
        view = stage(OfficeView, real, real.board(), lambda: 0)
        bridge.board_changed.connect(view.show_board)
        pane, before = seats(view), home.plans.draft()
        assert before is not None
        left = Qt.MouseButton.LeftButton
        QTest.mousePress(pane.map, left, pos=centre(pane, 3))
        QTest.mouseMove(pane.map, centre(pane, 3) + QPoint(20, 0))
        qtbot.waitUntil(lambda: pane._work is not None and bool(pane._work.held))
        QTest.mouseMove(pane.map, centre(pane, 9))
        assert "互换" in pane.strip.words()
        QTest.mouseRelease(pane.map, left, pos=centre(pane, 9))
        qtbot.waitUntil(lambda: home.plans.draft() != before)
        now = {s.number: s.candidate for s in home.plans.draft().seats if s.room == "r01"}  # type: ignore[union-attr]
        then = {s.number: s.candidate for s in before.seats if s.room == "r01"}
        assert now == then | {3: then[9], 9: then[3]}
        qtbot.waitUntil(lambda: "互换" in pane.strip.words() and not pane._work.held)  # type: ignore[union-attr]
        key(view, Key.Key_U)
        qtbot.waitUntil(lambda: home.plans.draft() == before)
        bridge.close()
        view.tools.lane.close()


def test_carried_to_the_edge_of_the_list_the_list_goes_on(view: OfficeView, qtbot: QtBot) -> None:
    pane = seats(view)
    many = tuple(replace(WORK.rooms[3], id=f"r{n}", number=f"{n}") for n in range(60))
    view.show_board(page(replace(HELD, rooms=(*HELD.rooms, *many))))
    port = pane.rooms.viewport()
    goal = pane.map.mapFromGlobal(port.mapToGlobal(QPoint(40, port.height() - 6)))
    QTest.mousePress(pane.map, Qt.MouseButton.LeftButton, pos=centre(pane, 13))
    QTest.mouseMove(pane.map, centre(pane, 13) + QPoint(30, 0))
    QTest.mouseMove(pane.map, goal)
    qtbot.waitUntil(lambda: pane.rooms.verticalScrollBar().value() > 40)
    QTest.mouseRelease(pane.map, Qt.MouseButton.LeftButton, pos=goal)
    assert not pane._edge.isActive()


# --- the drawing board ------------------------------------------------------------------------------------------------


@pytest.fixture
def board(stage: Callable[..., OfficeView], desk: OfficeDesk) -> OfficeView:
    return stage(OfficeView, desk, LAYOUT, lambda: 0)


def drawing(view: OfficeView) -> LayoutPane:
    assert isinstance(view.page.pane, LayoutPane)
    return view.page.pane


def test_figures_are_changed_by_arrows_or_typed(board: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    key(board, Key.Key_Right, Key.Key_Down, Key.Key_1, Key.Key_1, Key.Key_Return, Key.Key_Down, Key.Key_Left)
    assert asked(desk, qtbot, 3) == [
        ("draw", {"field": "columns", "by": 1}),
        ("draw", {"field": "rows", "value": 11}),
        ("draw", {"field": "door", "by": -1}),
    ]
    assert "turn_to" not in desk.commands()


def test_pillars_aisles_and_columns_by_keyboard(board: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    key(board, Key.Key_G, Key.Key_Right, Key.Key_Down, Key.Key_Space, Key.Key_A, Key.Key_Minus)
    QTest.keyClicks(board, "+")
    assert asked(desk, qtbot, 4) == [
        ("draw", {"gap": (2, 2)}),
        ("draw", {"aisle": 2}),
        ("draw", {"size": 2, "by": -1}),
        ("draw", {"size": 2, "by": 1}),
    ]
    key(board, Key.Key_Escape)
    assert not drawing(board).in_drawing
    key(board, Key.Key_R, Key.Key_Escape)
    assert asked(desk, qtbot, 6)[4:] == [("draw", {"again": True}), ("leave-layout", {})]


def test_pillars_and_aisles_by_the_mouse(board: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    pane = drawing(board)
    grid, left = pane.map.grid(), Qt.MouseButton.LeftButton
    QTest.mouseClick(pane.map, left, pos=grid.box((3, 2)).center().toPoint())
    QTest.mouseClick(pane.map, left, pos=grid.lane(1).center().toPoint())
    assert asked(desk, qtbot, 2) == [("draw", {"gap": (3, 2)}), ("draw", {"aisle": 1})]


def test_saving_asks_first_where_people_would_lose_their_seats(
    board: OfficeView, desk: OfficeDesk, qtbot: QtBot
) -> None:
    key(board, Key.Key_F6)
    assert board.sheet.is_open()
    assert "seats:save-layout" not in desk.commands()
    key(board, Key.Key_Return)
    qtbot.waitUntil(lambda: "seats:save-layout" in desk.commands())


def test_another_drawing_of_the_same_room_keeps_the_place(board: OfficeView) -> None:
    key(board, Key.Key_Down, Key.Key_Down)
    board.show_board(replace(LAYOUT, page=replace(LAYOUT.page, work=replace(DRAWING, seats=28))))
    assert drawing(board)._at == 2
    board.show_board(SEATS)
    assert isinstance(board.page.pane, SeatsPane)
    board.show_board(BEFORE)
    assert board.page.pane is None


def test_a_map_without_anybody_takes_keys_without_harm(view: OfficeView) -> None:
    empty = SeatsWork("", 1, WORK.rooms, "r01", "01", 0, 0, ())
    view.show_board(page(empty))
    key(view, Key.Key_Right, Key.Key_Return, Key.Key_Space, Key.Key_W, Key.Key_C, Key.Key_Escape)
    assert seats(view).map.here() is None
