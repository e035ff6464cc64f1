"""The control desk by keyboard: the board, the queue, the orders asked twice, the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.operations.boards.control import CELL_STATES, SHOW, RoomCell
from desktop.operations.boards.shell import ActionRow, AlertRow, Refusal
from desktop.ui.control.orders import BOUNCE
from desktop.ui.control.rooms import _DRESS
from desktop.ui.control.view import ControlView
from tests.ui.control.boards import ALERTS, BOARD, CALM, ORDERS, SIXTY, SUSPENDED, ControlDesk, at

Key = Qt.Key


@pytest.fixture
def desk() -> ControlDesk:
    return ControlDesk()


@pytest.fixture
def view(stage: Callable[..., ControlView], desk: ControlDesk) -> ControlView:
    return stage(ControlView, desk, BOARD, lambda: at(8, 24))


def press(view: ControlView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(view, key)


def test_arrows_move_the_focus_and_stop_at_the_edges(view: ControlView) -> None:
    press(view, Key.Key_Up, Key.Key_Left)
    focused = view.grid.focused()
    assert focused is not None
    assert (focused[0].id, focused[1].id) == ("r01", "s4")
    press(view, *[Key.Key_Down] * 30, *[Key.Key_Right] * 30)
    focused = view.grid.focused()
    assert focused is not None
    assert (focused[0].id, focused[1].id) == ("r12", "s12")


def test_the_line_below_the_board_says_what_the_focused_cell_means(view: ControlView) -> None:
    press(view, *[Key.Key_Down] * 4)
    assert "赵力" in view.told.toolTip() + view.told.text()


def test_enter_shows_who_and_when_and_a_figure_gives_a_command_for_that_room(
    view: ControlView, desk: ControlDesk, qtbot: QtBot
) -> None:
    press(view, *[Key.Key_Down] * 4, Key.Key_Return)
    qtbot.waitUntil(lambda: view.detail.shown() is not None)
    assert desk.looked == [("r05", "s5")]
    press(view, Key.Key_1)
    qtbot.waitUntil(lambda: bool(desk.asked))
    assert desk.asked == [("release-spare", ("room:s1/r05",), {}, ("p001",))]
    press(view, Key.Key_Escape, Key.Key_Escape)
    assert view.keys()[0].key == "↑↓←→"


def test_a_blocked_command_of_a_room_says_why(view: ControlView, desk: ControlDesk, qtbot: QtBot) -> None:
    press(view, Key.Key_Return)
    qtbot.waitUntil(lambda: view.detail.shown() is not None)
    press(view, Key.Key_4)
    assert view.notice.sentence.text() == "份数不符"
    assert desk.asked == []


def test_the_most_urgent_alert_comes_first_and_figures_run_through_the_queue(
    view: ControlView, desk: ControlDesk, qtbot: QtBot
) -> None:
    press(view, Key.Key_1)
    qtbot.waitUntil(lambda: bool(desk.asked))
    assert desk.asked[0][:2] == ("call-room", ("room:s1/r09",))
    press(view, Key.Key_3)
    qtbot.waitUntil(lambda: len(desk.asked) == 2)
    assert desk.asked[1][0] == "release-spare"
    press(view, Key.Key_5)
    assert view.matters.isVisible()


def test_an_order_needs_two_presses_and_a_bounce_is_none(view: ControlView, desk: ControlDesk, qtbot: QtBot) -> None:
    now = 100.0
    view.orders.clock = lambda: now
    press(view, Key.Key_F3)
    assert view.orders.armed() == "F3"
    press(view, Key.Key_F3)
    assert view.orders.armed() == "F3"
    now += BOUNCE + 0.01
    press(view, Key.Key_F3)
    qtbot.waitUntil(lambda: bool(desk.asked))
    assert desk.commands() == ["order-start"]
    assert view.orders.armed() == ""


def test_any_other_key_takes_the_first_press_back(view: ControlView, desk: ControlDesk) -> None:
    now = 100.0
    view.orders.clock = lambda: now
    press(view, Key.Key_F3, Key.Key_Down)
    assert view.orders.armed() == ""
    now += 1
    press(view, Key.Key_F3)
    assert view.orders.armed() == "F3"
    assert desk.asked == []


def test_an_order_before_its_time_says_when_and_by_which_clause(view: ControlView, desk: ControlDesk) -> None:
    press(view, Key.Key_F4)
    assert view.notice.sentence.text() == "09:45 起可用"
    assert "附件4" in view.notice.more.text()
    assert desk.asked == []


def test_an_armed_order_that_is_taken_away_is_no_longer_armed(view: ControlView) -> None:
    press(view, Key.Key_F3)
    gone = tuple(replace(o, action=replace(o.action, enabled=False)) for o in ORDERS)
    view.show_board(replace(BOARD, orders=gone))
    assert view.orders.armed() == ""


def test_suspension_asks_for_a_reason_and_a_second_officer(view: ControlView, desk: ControlDesk, qtbot: QtBot) -> None:
    press(view, Key.Key_F7)
    form = view.sheet.form
    assert form is not None
    form.editors[0].setFocus()
    QTest.keyClicks(view.focusWidget(), "fire")
    QTest.keyClick(view.focusWidget(), Key.Key_Return)
    assert form.signatures is not None
    assert form.signatures.missing()
    assert view.sheet.scanned("KD1002")
    QTest.keyClicks(form.signatures.form.pin, "2468")
    QTest.keyClick(form.signatures.form.pin, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(desk.asked))
    assert desk.asked == [("suspend", (), {"reason": "fire"}, ("p001", "p002"))]


def test_letters_turn_the_pages_and_escape_comes_back_to_the_rooms(view: ControlView) -> None:
    press(view, Key.Key_B)
    assert view.balance_page.isVisible()
    press(view, Key.Key_V)
    assert view.matters.isVisible()
    press(view, Key.Key_Down)
    row = view.matters.current()
    assert row is not None
    assert row.id == "i2"
    press(view, Key.Key_Escape)
    assert view.grid.isVisible()


def test_an_alert_of_a_late_step_goes_to_the_room_and_its_cell(view: ControlView) -> None:
    show = ActionRow(f"{SHOW}rooms", "查看考场", about=("r11", "s2"))
    view.show_board(replace(BOARD, alerts=(AlertRow("late", "11 考场尚未送达", tone="stop", actions=(show,)),)))
    press(view, Key.Key_B, Key.Key_1)
    assert view.grid.isVisible()
    focused = view.grid.focused()
    assert focused is not None
    assert (focused[0].id, focused[1].id) == ("r11", "s2")


def test_an_alert_of_a_broken_balance_turns_to_the_account(view: ControlView, desk: ControlDesk) -> None:
    press(view, Key.Key_4)
    assert view.balance_page.isVisible()
    assert desk.asked == []


def test_an_alert_of_a_conflict_turns_to_its_two_versions_and_enter_decides_for_the_chosen_one(
    view: ControlView,
) -> None:
    press(view, Key.Key_5)
    assert view.matters.isVisible()
    row = view.matters.current()
    assert row is not None
    assert row.id == "c1"
    shown = [label.text() for label in view.matters.versions.findChildren(QLabel)]
    assert shown.count("08:09:12") == 1
    assert shown.count("08:13:40") == 1
    press(view, Key.Key_Right, Key.Key_Return)
    assert view.sheet.form is not None
    assert view.sheet.form.row.command == "resolve-conflict:c1"
    assert view.sheet.form.row.fields[0].value == 2


def test_what_two_versions_have_in_common_is_quiet_and_what_differs_is_bold(view: ControlView) -> None:
    press(view, Key.Key_C, Key.Key_Down)
    bold = {label.text() for label in view.matters.versions.findChildren(QLabel) if label.font().bold()}
    assert {"08:09:12", "08:13:40", "吴桐", "冯雪"} <= bold
    assert "—" not in bold


def test_the_orders_page_lists_the_silent_rooms_first(view: ControlView) -> None:
    press(view, Key.Key_O)
    row = view.matters.current()
    assert row is not None
    assert (row.place, row.state) == ("05", "未确认")


def test_n_reports_an_incident_and_offers_every_way_to_replace_a_person(view: ControlView) -> None:
    press(view, Key.Key_V, Key.Key_N)
    assert view.sheet.form is not None
    assert view.sheet.form.row.command == "report-incident"
    view.sheet.leave()
    press(view, Key.Key_P, Key.Key_N)
    assert view.sheet.is_open()


def test_the_morning_stands_as_a_line_and_the_arrows_tell_each_step(view: ControlView) -> None:
    press(view, Key.Key_M)
    assert view.timeline.isVisible()
    step = view.timeline.focused()
    assert step is not None
    assert step.title == "宣布考场纪律"
    assert "08:20" in view.told.toolTip() + view.told.text()
    press(view, Key.Key_Down)
    assert view.timeline.focused() is not step
    press(view, Key.Key_Escape)
    assert view.grid.isVisible()


def test_the_line_of_now_moves_with_the_clock_and_a_suspension_stands_across_the_steps(view: ControlView) -> None:
    view.show_board(replace(BOARD, morning=SUSPENDED))
    press(view, Key.Key_M)
    view.tick(at(8, 24))
    before = view.timeline.grab().toImage()
    view.tick(at(9, 30))
    assert view.timeline.grab().toImage() != before


def test_a_change_in_one_cell_paints_no_other_room(view: ControlView, qtbot: QtBot) -> None:
    """Sixty rooms under two hundred changes a second cost what has changed (bench/screens)."""
    view.show_board(SIXTY)
    qtbot.waitExposed(view.window())
    QCoreApplication.processEvents()
    painted: list[QRect] = []
    paint = view.grid.paintEvent

    def watched(event: QPaintEvent) -> None:
        painted.append(event.rect())
        paint(event)

    view.grid.paintEvent = watched  # type: ignore[method-assign]
    rooms = list(SIXTY.rooms)
    rooms[2] = replace(rooms[2], cells=(*rooms[2].cells[:6], RoomCell("done"), *rooms[2].cells[7:]))
    view.show_board(replace(SIXTY, rooms=tuple(rooms)))
    qtbot.waitUntil(lambda: bool(painted))
    assert all(rect.height() < 60 and rect.width() < 100 for rect in painted)


def test_sixty_rooms_fit_the_width_and_the_focus_stays_in_view(view: ControlView) -> None:
    view.show_board(SIXTY)
    press(view, *[Key.Key_Down] * 59)
    focused = view.grid.focused()
    assert focused is not None
    assert focused[0].id == "r60"
    assert not view.grid.horizontalScrollBar().isVisible()
    assert view.grid.verticalScrollBar().value() == view.grid.verticalScrollBar().maximum()


def test_sixty_rooms_are_all_in_sight_and_z_makes_their_words_readable(view: ControlView) -> None:
    view.show_board(SIXTY)
    QCoreApplication.processEvents()
    steps = len(SIXTY.columns)
    boxes = [view.grid._box(row, place) for row in range(60) for place in range(steps)]
    inside = view.grid.viewport().rect()
    assert len({(box.x(), box.y()) for box in boxes}) == 60 * steps
    assert all(inside.contains(box) for box in boxes)
    assert view.grid.verticalScrollBar().maximum() == 0
    offered = view.keys()
    assert "Z" in [hint.key for hint in offered]
    press(view, Key.Key_Z)
    assert view.grid._box(0, 0).height() >= 20
    assert view.grid.verticalScrollBar().maximum() > 0
    press(view, Key.Key_Z)
    assert view.grid.verticalScrollBar().maximum() == 0


def test_the_arrows_go_over_from_one_block_of_rooms_to_the_other_and_back(view: ControlView) -> None:
    view.show_board(SIXTY)
    last = len(SIXTY.columns) - 1
    press(view, *[Key.Key_Right] * (last + 1))
    focused = view.grid.focused()
    assert focused is not None
    assert focused[0].id == "r31"
    press(view, *[Key.Key_Left] * (last + 1))
    focused = view.grid.focused()
    assert focused is not None
    assert focused[0].id == "r01"


def test_x_leaves_only_rooms_in_trouble(view: ControlView) -> None:
    view.show_board(SIXTY)
    press(view, Key.Key_X)
    press(view, *[Key.Key_Down] * 59)
    focused = view.grid.focused()
    assert focused is not None
    assert focused[0].id == "r09"


def test_the_focus_stays_on_its_cell_when_the_board_moves_on(view: ControlView) -> None:
    press(view, Key.Key_Down, Key.Key_Down)
    view.show_board(replace(BOARD, rooms=BOARD.rooms[1:]))
    focused = view.grid.focused()
    assert focused is not None
    assert focused[0].id == "r03"


def test_every_cell_state_has_a_dress_and_no_two_are_told_by_colour_alone() -> None:
    assert set(_DRESS) == set(CELL_STATES)
    worded = {"due", "late", "blocked", "share"}
    for room in (*BOARD.rooms, *CALM.rooms):
        assert all(cell.words for cell in room.cells if cell.state in worded)


def test_a_refusal_stands_above_the_board_with_its_clause(view: ControlView, desk: ControlDesk, qtbot: QtBot) -> None:
    desk.refuse["call-room"] = Refusal("desk-offline", "09 考场离线", "附件4 一", "请派流动监考员")
    press(view, Key.Key_1)
    qtbot.waitUntil(lambda: not view.notice.isHidden())
    assert "流动监考员" in view.notice.more.text()


def test_a_board_without_anything_is_no_fault(view: ControlView) -> None:
    view.show_board(replace(BOARD, rooms=(), columns=(), alerts=(), orders=(), lists=(), balance=None, arrivals=None))
    press(view, Key.Key_Return, Key.Key_Down, Key.Key_1, Key.Key_F3, Key.Key_B, Key.Key_X)
    view.show_board(replace(BOARD, rooms=(replace(BOARD.rooms[0], cells=(RoomCell("done"),)),), alerts=ALERTS))
    assert view.grab().width() == 1366


def test_a_form_on_a_small_window_does_not_widen_it(view: ControlView, qtbot: QtBot) -> None:
    view.window().resize(910, 412)
    press(view, Key.Key_F7)
    layout = view.layout()
    assert layout is not None
    qtbot.waitUntil(lambda: layout.minimumSize().width() <= 910)
    assert view.width() == 910
