"""The room desk by keyboard: seats, steps, the paper balance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from pytestqt.qtbot import QtBot

from desktop.operations.boards.room import RoomBoard
from desktop.operations.boards.shell import Refusal, SeatCell, SeatMapBoard
from desktop.ui.room.view import RoomView
from desktop.ui.shared import theme
from tests.ui import samples
from tests.ui.conftest import Opened

Open = Callable[..., Opened]


@pytest.fixture
def room(opened: Open, qtbot: QtBot) -> Opened:
    out = opened("room", {"room": samples.ROOM})
    qtbot.waitUntil(lambda: view_of(out).map.cell(17) is not None)
    return out


def view_of(out: Opened) -> RoomView:
    assert isinstance(out.window.view, RoomView)
    return out.window.view


def show(out: Opened, qtbot: QtBot, board: RoomBoard) -> None:
    assert out.desk.listener is not None
    out.desk.listener.board(board)
    qtbot.waitUntil(lambda: view_of(out)._board == board)


def chosen(out: Opened) -> int | None:
    cell = view_of(out).map.selection()
    return cell.number if cell is not None else None


def test_arrows_move_over_the_snake_as_it_stands_in_the_room(room: Opened) -> None:
    room.hands.key("Right")
    assert chosen(room) == 1
    room.hands.key("Right")
    assert chosen(room) == 12
    room.hands.key("Down")
    assert chosen(room) == 11
    room.hands.key("Left")
    room.hands.key("Up")
    room.hands.key("Up")
    assert chosen(room) == 1


def test_arrows_cross_a_gap_to_the_next_seat(room: Opened, qtbot: QtBot) -> None:
    cells = (SeatCell(1, 1, 1), SeatCell(2, 1, 4))
    show(room, qtbot, replace(samples.ROOM, seats=SeatMapBoard(4, 1, cells)))
    room.hands.key("Right")
    room.hands.key("Right")
    assert chosen(room) == 2
    room.hands.key("Right")
    assert chosen(room) == 2


def test_the_map_stands_as_the_room_does_with_its_aisles_pillars_and_door(room: Opened, qtbot: QtBot) -> None:
    cells = (SeatCell(1, 1, 1), SeatCell(2, 1, 2), SeatCell(3, 1, 3), SeatCell(4, 2, 1), SeatCell(5, 2, 3))
    drawn = SeatMapBoard(3, 2, cells, "back-left", aisles=(1,), pillars=((2, 2),))
    show(room, qtbot, replace(samples.ROOM, seats=drawn))
    seats = view_of(room).map
    one, two, three = (seats.rectangle(number) for number in (1, 2, 3))
    assert two.left() - one.right() > 2 * (three.left() - two.right()), "an aisle lies after the first column"
    picture = seats.grab().toImage()
    ratio = picture.devicePixelRatio()
    middle = QPointF(two.center().x(), seats.rectangle(5).center().y()) * ratio
    assert picture.pixelColor(middle.toPoint()) == theme.color(theme.LECTERN)
    lane = QPointF((one.right() + two.left()) / 2, one.center().y()) * ratio
    assert picture.pixelColor(lane.toPoint()) == theme.color(theme.WELL)
    below = [picture.pixelColor(x, picture.height() - y) for x in range(60) for y in range(2, 20)]
    assert any(abs(c.lightness() - theme.color(theme.INK_2).lightness()) < 12 for c in below), "the door is at the back"
    show(room, qtbot, replace(samples.ROOM, seats=replace(drawn, pillars=(), aisles=())))
    bare = seats.grab().toImage()
    assert bare.pixelColor(middle.toPoint()) != theme.color(theme.LECTERN)


def test_a_press_in_an_aisle_or_on_a_pillar_chooses_nobody(room: Opened, qtbot: QtBot) -> None:
    drawn = SeatMapBoard(2, 1, (SeatCell(1, 1, 1),), "front-left", aisles=(1,), pillars=((1, 2),))
    show(room, qtbot, replace(samples.ROOM, seats=drawn))
    seats = view_of(room).map
    one = seats.rectangle(1)
    for across in (one.width() + 10, one.width() * 1.5 + 30):
        qtbot.mouseClick(seats, Qt.MouseButton.LeftButton, pos=QPointF(one.left() + across, one.center().y()).toPoint())
        assert chosen(room) is None
    qtbot.mouseClick(seats, Qt.MouseButton.LeftButton, pos=one.center().toPoint())
    assert chosen(room) == 1


def test_figures_select_a_seat_by_its_number(room: Opened) -> None:
    room.hands.type("17")
    assert chosen(room) == 17


def test_a_scanned_ticket_selects_its_seat_and_an_unknown_one_says_so(room: Opened, qtbot: QtBot) -> None:
    room.hands.scan("2611280316")
    assert chosen(room) == 16
    room.hands.scan("9999999999")
    assert "9999999999" in view_of(room).rail.notice.sentence.text()
    assert chosen(room) == 16


def test_space_hands_in_for_the_selected_seat_at_once(room: Opened, qtbot: QtBot) -> None:
    room.hands.type("16")
    room.hands.key("Space")
    qtbot.waitUntil(lambda: bool(room.desk.asked))
    assert room.desk.asked == [("hand-in-paper", (("candidate:c00016",), {}, ("p011",)))]


def test_a_key_without_a_seat_asks_for_the_seat(room: Opened) -> None:
    room.hands.key("Space")
    assert "选好座位" in view_of(room).rail.notice.sentence.text()
    assert room.desk.asked == []


def test_a_key_that_does_not_fit_the_seat_says_what_the_seat_is(room: Opened) -> None:
    room.hands.type("12")
    room.hands.key("Space")
    words = view_of(room).rail.notice.sentence.text()
    assert "12 号 韩梅" in words
    assert "已交卷" in words
    assert room.desk.asked == []


def test_one_key_lets_out_who_is_in_and_back_who_is_out(room: Opened, qtbot: QtBot) -> None:
    room.hands.type("15")
    room.hands.key("W")
    qtbot.waitUntil(lambda: room.desk.commands() == ["let-back"])
    room.hands.key("Left")
    room.hands.key("W")
    sheet = view_of(room).sheet
    assert sheet.form is not None
    assert sheet.form.row.command == "let-out"
    room.hands.key("1")
    room.hands.key("Enter")
    room.hands.key("Down")
    room.hands.key("Enter")
    qtbot.waitUntil(lambda: room.desk.commands()[-1] == "let-out")
    assert room.desk.asked[-1][1] == (("candidate:c00010",), {"reason": "toilet", "escort": "p021"}, ("p011",))


def test_a_badge_picks_the_escort_it_names(room: Opened, qtbot: QtBot) -> None:
    room.hands.type("16")
    room.hands.key("W")
    room.hands.key("1")
    room.hands.key("Enter")
    room.hands.scan("p022")
    qtbot.waitUntil(lambda: room.desk.commands() == ["let-out"])
    assert room.desk.asked[-1][1][1]["escort"] == "p022"


def test_misconduct_needs_every_field_and_two_officers(room: Opened, qtbot: QtBot) -> None:
    room.hands.type("16")
    room.hands.key("V")
    form = view_of(room).sheet.form
    assert form is not None
    room.hands.key("Enter")
    assert form.editors[0].problem() != ""
    room.hands.key("1")
    room.hands.key("Enter")
    room.hands.type("phone rang")
    room.hands.key("Enter")
    room.hands.key("Enter")
    room.hands.scan("1012")
    room.hands.type("2468")
    room.hands.key("Enter")
    qtbot.waitUntil(lambda: not view_of(room).sheet.is_open())
    command, (about, data, signed) = room.desk.asked[-1]
    assert command == "record-misconduct"
    assert about == ("candidate:c00016",)
    assert data == {"kind": "phone", "words": "phone rang", "told": True}
    assert signed == ("p011", "p012")


def test_a_blocked_step_says_why_with_clause_and_next(room: Opened) -> None:
    room.hands.key("Enter")
    notice = view_of(room).rail.notice
    assert notice.sentence.text() == "09:45 起可用"
    assert notice.more.text() == "请在 09:45 宣读\n附件5 9:45"
    assert room.desk.asked == []


def test_enter_ticks_line_by_line_and_then_completes_the_step(room: Opened, qtbot: QtBot) -> None:
    show(room, qtbot, samples.ROOM_DUE)
    room.hands.key("Enter")
    assert room.desk.asked == []
    room.hands.key("Enter")
    qtbot.waitUntil(lambda: room.desk.commands() == ["complete_step"])
    assert room.desk.asked[0][1] == ("last-quarter", {"announced": True})


def test_a_step_the_record_does_not_allow_yet_is_not_completed(room: Opened, qtbot: QtBot) -> None:
    assert samples.ROOM_DUE.step is not None
    checks = tuple(replace(c, done=False) if c.name == "all-back" else c for c in samples.ROOM_DUE.step.checks)
    show(room, qtbot, replace(samples.ROOM_DUE, step=replace(samples.ROOM_DUE.step, checks=checks)))
    room.hands.key("Enter")
    room.hands.key("Enter")
    assert room.desk.asked == []
    assert not view_of(room).rail.notice.isHidden()


def test_a_refused_hand_in_stands_there_until_the_next_act(room: Opened, qtbot: QtBot) -> None:
    room.desk.refuse["hand-in-paper"] = Refusal("too-early", "09:00 起可交卷", "附件5 9:00（一）", "请考生坐好")
    room.hands.type("16")
    room.hands.key("Space")
    notice = view_of(room).rail.notice
    qtbot.waitUntil(lambda: notice.sentence.text() == "09:00 起可交卷")
    room.hands.key("Esc")
    assert notice.isHidden()


def test_every_command_of_the_desk_is_on_the_list(room: Opened) -> None:
    room.hands.type("16")
    room.hands.key("F10")
    panel = view_of(room).sheet.panel
    titles = [panel.list.item(n).text() for n in range(panel.list.count())]
    fitting = [r.title for r in samples.ROOM_ACTIONS if not r.for_seats or "present" in r.for_seats]
    assert titles == fitting


def test_the_countdown_turns_into_time_gone_by(room: Opened) -> None:
    rail = view_of(room).rail
    rail.tick(samples.at(9, 41, 20))
    assert rail.countdown.text() == "03:40"
    rail.tick(samples.at(9, 45))
    assert rail.countdown.text() == "00:00"
    rail.tick(samples.at(9, 46, 5))
    assert rail.countdown.text() == "+01:05"


def test_a_held_key_does_not_take_a_second_paper(room: Opened, qtbot: QtBot) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    room.hands.type("16")
    repeat = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True, 1)
    for _ in range(20):
        QCoreApplication.sendEvent(room.window.windowHandle(), repeat)
    room.hands.key("Space")
    qtbot.waitUntil(lambda: bool(room.desk.asked))
    assert room.desk.commands() == ["hand-in-paper"]


def test_a_form_being_filled_survives_a_new_board(room: Opened, qtbot: QtBot) -> None:
    room.hands.key("E")
    room.hands.type("fire alarm")
    show(room, qtbot, samples.ROOM_BROKEN)
    form = view_of(room).sheet.form
    assert form is not None
    assert form.data() == {"words": "fire alarm"}


def test_keys_do_not_wander_between_foot_and_buttons_for_ever(room: Opened, qtbot: QtBot) -> None:
    """A side column about as tall as its place: what the foot bar repeats must not decide what it repeats."""
    side, window = view_of(room).side, room.window
    body = side.widget()
    assert body is not None
    qtbot.waitUntil(lambda: body.minimumHeight() > 0)
    changes: list[int] = []
    side.verticalScrollBar().rangeChanged.connect(lambda low, high: changes.append(high))
    for width in range(1080, 1140, 9):
        for short in (16, 10, 4):
            window.resize(width, 768)
            _settle()
            window.resize(width, window.height() + body.minimumHeight() - side.height() - short)
            _settle()
            changes.clear()
            _settle()
            assert len(changes) < 3, (width, short, changes)


def _settle() -> None:
    for _ in range(20):
        QCoreApplication.processEvents()
