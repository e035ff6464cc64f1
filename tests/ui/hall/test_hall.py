"""The hall clock beside a desk: opened by a key, on its own screen where there is one, its operator's side with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.faults import SiteFault
from desktop.operations.boards.hall import Announcing
from desktop.operations.boards.shell import DeskName
from desktop.ui.hall.panel import HallPanel
from desktop.wording import Wording
from tests.ui.conftest import Hands
from tests.ui.hall import boards
from tests.ui.hall.boards import END, FIFTEEN, OWN, speaking
from tests.ui.hall.conftest import HALL_SCREEN, OWN_SCREEN, Beside
from tests.ui.samples import at
from tests.ui.test_layout import cut_labels

Key = Qt.Key
pytestmark = pytest.mark.qt_log_ignore("does not support raise")
"""Without a display there is nothing to bring to the front."""


# --- opening ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("desk", ["room", "control"])
def test_f8_opens_the_clock_at_the_desks_that_have_one_and_their_foot_says_so(
    beside: Callable[..., Beside], desk: DeskName
) -> None:
    out = beside(desk)
    assert [hint.key for hint in out.window.hall.hints()] == ["F8"]
    assert out.window.hall.hall is None, "nothing of it is loaded before"
    out.open()
    assert out.hall.window.isVisible()
    assert out.hall.window.face.place.words() == "第 03 考场"
    assert out.hall.window.face.clock.words() == "08:12:31"


def test_what_was_switched_on_goes_on_after_a_restart_without_the_clock_being_looked_at(
    beside: Callable[..., Beside],
) -> None:
    out = beside("control", announced=True)
    out.qtbot.waitUntil(lambda: out.window.hall.hall is not None and out.hall.announcer is not None)
    assert not out.hall.window.isVisible()
    assert out.hall._timer.isActive(), "it announces when its time comes"
    out.open()
    out.qtbot.waitUntil(out.hall.window.isVisible)


def test_the_foot_and_the_operators_side_say_when_nothing_will_sound(beside: Callable[..., Beside]) -> None:
    out = beside()
    out.qtbot.waitUntil(lambda: [hint.text for hint in out.window.hall.hints()] == ["大厅时钟 · 播报未开"])
    assert out.window.hall.hall is None, "said before anybody has looked at the clock"
    out.open()
    for announcing, foot, said in (
        (Announcing(), "大厅时钟 · 播报未开", "播报没有打开"),
        (Announcing(on=True, muted=True), "大厅时钟 · 已静音", "已静音"),
        (Announcing(on=True), "大厅时钟 · 播报已开", ""),
    ):
        out.send(replace(boards.RUNNING, announcing=announcing))
        assert [hint.text for hint in out.window.hall.hints()] == [foot]
        assert out.panel.silence_words.text().startswith(said)
        assert out.panel.silence.isHidden() == (not said)


def test_a_door_has_no_hall_clock(beside: Callable[..., Beside]) -> None:
    out = beside("door")
    out.hands.key("F8")
    assert out.window.hall.hints() == ()
    assert out.window.hall.hall is None


def test_on_one_screen_it_covers_the_desk_and_escape_gives_it_back(beside: Callable[..., Beside]) -> None:
    out = beside()
    out.open()
    assert out.hall.window.place == OWN_SCREEN
    assert "Esc" in out.hall.window.face.hint.words()
    out.key(Key.Key_Escape)
    assert not out.hall.window.isVisible()
    assert out.window.on_desk()
    out.hands.key("F8")
    assert out.hall.window.isVisible()
    out.hall.window.close()
    assert not out.hall.window.isVisible()
    out.hands.key("F8")
    assert out.hall.window.isVisible()


def test_on_a_second_screen_it_fills_that_and_the_second_f8_is_the_operators_side(
    beside: Callable[..., Beside],
) -> None:
    out = beside(other=HALL_SCREEN)
    out.open()
    assert out.hall.window.place == HALL_SCREEN
    assert out.hall.window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert out.hall.window.face.hint.words() == "", "the hall needs no keys"
    assert not out.panel.isVisible()
    out.hands.key("F8")
    assert out.panel.isVisible()
    assert OWN_SCREEN.contains(out.panel.geometry())
    QTest.keyClick(out.panel, Key.Key_Escape)
    assert not out.panel.isVisible()
    assert out.hall.window.isVisible()


def test_a_home_without_a_plan_says_why_there_is_no_clock(
    beside: Callable[..., Beside], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = beside(hall_fault=SiteFault("no-plan"))
    told: list[str] = []
    monkeypatch.setattr(out.window.view, "notify", lambda answer, words="": told.append(words))
    out.hands.key("F8")
    out.qtbot.waitUntil(lambda: told != [])
    assert "还没有导入计划" in told[0]
    assert not out.hall.window.isVisible()
    out.session.hall_fault = None
    out.open()
    assert out.hall.window.isVisible()


# --- screens ----------------------------------------------------------------------------------------------------------


def test_a_screen_that_is_unplugged_never_puts_the_clock_over_the_desk(beside: Callable[..., Beside]) -> None:
    out = beside(other=HALL_SCREEN)
    out.open()
    out.screens.plug(None)
    assert not out.hall.window.isVisible()
    assert out.window.on_desk()
    out.screens.plug(QRect(-1920, 0, 1920, 1080))
    assert out.hall.window.place == QRect(-1920, 0, 1920, 1080), "plugged in again it is there again"
    out.screens.plug(None)
    out.hands.key("F8")
    assert out.hall.window.place == OWN_SCREEN, "F8 wants it all the same"


def test_a_clock_that_was_put_away_does_not_come_back_with_a_screen(beside: Callable[..., Beside]) -> None:
    out = beside(other=HALL_SCREEN)
    out.open()
    out.key(Key.Key_Escape)
    out.screens.plug(None)
    out.screens.plug(HALL_SCREEN)
    assert not out.hall.window.isVisible()


def test_a_screen_that_comes_takes_the_clock_and_one_that_changes_its_size_is_filled(
    beside: Callable[..., Beside],
) -> None:
    out = beside()
    out.open()
    out.screens.own = QRect(0, 0, 1024, 768)
    out.screens.plug(None)
    assert out.hall.window.place == QRect(0, 0, 1024, 768)
    out.screens.plug(HALL_SCREEN)
    assert out.hall.window.place == HALL_SCREEN
    assert out.hall.window.face.hint.words() == ""


def test_announcements_go_on_while_the_screen_is_gone(beside: Callable[..., Beside]) -> None:
    out = beside(other=HALL_SCREEN, time=at(9, 44, 59), hall_board=speaking(FIFTEEN))
    out.open()
    out.screens.plug(None)
    out.session.time = at(9, 45)
    out.send(speaking(FIFTEEN))
    out.qtbot.waitUntil(lambda: out.session.hall.voice.heard == [FIFTEEN.words])


# --- scans, keys, time ------------------------------------------------------------------------------------------------


def test_a_scan_that_meets_the_clock_goes_to_the_desk_and_the_desk_is_seen(
    beside: Callable[..., Beside], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = beside()
    out.open()
    scanned: list[str] = []
    monkeypatch.setattr(out.window.view, "take_scan", scanned.append)
    Hands(out.hall.window, out.qtbot).scan("2611280317")  # type: ignore[arg-type]
    out.qtbot.waitUntil(lambda: scanned == ["2611280317"])
    assert not out.hall.window.isVisible()


def test_letters_and_space_at_the_clock_do_nothing_to_the_desk(beside: Callable[..., Beside]) -> None:
    out = beside()
    out.open()
    before = list(out.session.desk.asked)
    for key in (Key.Key_Space, Key.Key_Return, Key.Key_W, Key.Key_1):
        out.key(key)
    assert out.session.desk.asked == before
    assert out.hall.window.isVisible()


def test_the_clock_follows_the_sessions_time_and_boards(beside: Callable[..., Beside]) -> None:
    out = beside(time=at(9, 12))
    out.open()
    out.send(boards.HELD)
    out.session.time = at(9, 30, 7)
    out.qtbot.waitUntil(lambda: out.hall.window.face.clock.words() == "09:30:07")
    assert out.hall.window.face.left.words() == "0:48:00"
    out.session.time = at(8, 0)
    out.qtbot.waitUntil(lambda: out.hall.window.face.clock.words() == "08:00:00")


def test_arrows_turn_it_to_another_room(beside: Callable[..., Beside]) -> None:
    out = beside()
    out.open()
    out.key(Key.Key_Right)
    out.key(Key.Key_Left)
    out.qtbot.waitUntil(lambda: out.session.hall.turns == [1, -1])


def test_closing_the_desks_window_takes_clock_and_sound_with_it(beside: Callable[..., Beside]) -> None:
    out = beside(time=at(9, 45), hall_board=speaking(FIFTEEN))
    out.session.hall.voice.holds = True
    out.open()
    out.qtbot.waitUntil(lambda: out.session.hall.voice.heard == [FIFTEEN.words])
    clock = out.hall.window
    out.window.close()
    assert not clock.isVisible()
    assert out.session.hall.voice.stops == 1


# --- the operator's side ----------------------------------------------------------------------------------------------


def boxes(panel: HallPanel) -> dict[str, QCheckBox]:
    return {box.text(): box for box in panel.findChildren(QCheckBox)}


def test_the_panel_switches_mutes_and_stops_by_one_key_each(beside: Callable[..., Beside]) -> None:
    out = beside(hall_board=replace(boards.WAITING, announcements=(replace(FIFTEEN, state="off"), END)))
    out.open()
    out.hands.key("F8")
    chosen = out.session.hall.chosen
    QTest.keyClick(out.panel, Key.Key_F2)
    out.qtbot.waitUntil(lambda: len(chosen) == 1)
    assert chosen[-1] == Announcing(on=True)
    QTest.keyClick(out.panel, Key.Key_F3)
    out.qtbot.waitUntil(lambda: len(out.session.hall.voice.heard) == 1)
    QTest.keyClick(out.panel, Key.Key_F4)
    out.qtbot.waitUntil(lambda: len(chosen) == 2)
    assert chosen[-1].muted
    QTest.keyClick(out.panel, Key.Key_F6)
    assert out.panel.isVisible()


def test_f4_and_f6_work_at_the_clock_itself(beside: Callable[..., Beside]) -> None:
    out = beside(time=at(9, 45), hall_board=speaking(FIFTEEN))
    out.session.hall.voice.holds = True
    out.open()
    out.qtbot.waitUntil(lambda: out.session.hall.voice.heard == [FIFTEEN.words])
    assert out.hall.window.face.banner.words() == FIFTEEN.words
    out.key(Key.Key_F6)
    out.qtbot.waitUntil(lambda: out.session.hall.outcomes == [(FIFTEEN.key, "shown")])
    assert out.hall.window.face.banner.words() == ""
    out.key(Key.Key_F4)
    out.qtbot.waitUntil(lambda: [a.muted for a in out.session.hall.chosen] == [True])


@pytest.fixture
def panel(qtbot: QtBot) -> HallPanel:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = HallPanel(Wording(), "eSpeak NG", parent)
    made.show_board(speaking(replace(FIFTEEN, state="said"), END, OWN, board=boards.REHEARSAL))
    made.stand(OWN_SCREEN)
    made.keep = parent  # type: ignore[attr-defined]  # Qt lets go of a window nobody holds
    return made


def test_each_kind_is_chosen_by_itself(panel: HallPanel) -> None:
    chosen: list[Announcing] = []
    panel.chosen.connect(chosen.append)
    boxes(panel)["提示剩余时间"].click()
    assert set(chosen[-1].kinds) == {"start", "end"}
    panel.sounds.click()
    panel.orders.click()
    assert chosen[-2].by == "sounds"
    assert [c.when for c in chosen[-2:]] == ["orders", "clock"]


def test_own_words_go_at_once_or_to_their_time_and_can_be_taken_back(panel: HallPanel) -> None:
    chosen: list[Announcing] = []
    said: list[str] = []
    panel.chosen.connect(chosen.append)
    panel.said.connect(said.append)
    panel.own.click()
    assert panel.notice.isVisible()
    panel.words.setText("请安静")
    QTest.keyClick(panel.words, Key.Key_Return)
    assert said == ["请安静"]
    panel.words.setText("请检查姓名")
    panel.when.setText("-5")
    QTest.keyClick(panel.when, Key.Key_Return)
    assert [(c.words, c.when) for c in chosen[-1].customs] == [("请检查姓名", "-5")]
    panel.show_board(speaking(OWN, customs=chosen[-1].customs))
    QCoreApplication.processEvents()
    next(b for b in panel.lines.findChildren(QPushButton) if b.isVisible()).click()
    assert chosen[-1].customs == ()


def test_the_list_says_what_was_said_and_a_rehearsal_that_it_is_one(panel: HallPanel) -> None:
    assert panel.rehearsal.isVisible()
    assert panel.windowTitle().endswith("演练")
    words = [label.text() for label in panel.lines.findChildren(type(panel.rehearsal).__mro__[1]) if label.text()]
    assert "09:45" in words
    assert all(box.accessibleName() or box.text() for box in panel.findChildren(QCheckBox))
    assert all(button.text() for button in panel.findChildren(QPushButton))


@pytest.mark.parametrize("screen", [OWN_SCREEN, QRect(0, 0, 911, 512), QRect(0, 0, 683, 384)])
@pytest.mark.parametrize("by", ["voice", "sounds"])
def test_no_words_of_the_panel_are_cut_and_stop_is_always_in_sight(
    panel: HallPanel, qtbot: QtBot, screen: QRect, by: str
) -> None:
    panel.show_board(speaking(FIFTEEN, END, OWN, by=by, board=boards.WHOLE))
    panel.tell("考生正在考场内，现在不能试音。请在开考前或结束后试音")
    panel.stand(screen)
    qtbot.waitUntil(lambda: cut_labels(panel) == [])
    assert screen.contains(panel.geometry())
    for button in (panel.own, panel.test, panel.stop, panel.leave):
        place = QRect(button.mapTo(panel, button.rect().topLeft()), button.size())
        assert panel.rect().contains(place), button.text()
        assert button.width() >= button.sizeHint().width()
