"""The search over a real window: empty until something is typed, by keyboard to the person or to the seat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.operations.boards.people import Found, FoundRow, PersonBoard
from desktop.operations.boards.shell import ActionRow, Refusal
from desktop.ui.search.pane import SearchPane
from tests.ui import samples
from tests.ui.conftest import Opened
from tests.ui.test_layout import nothing_cut

ROWS = (
    FoundRow(
        "candidate:s1/c1",
        "单雄信",
        "03 考场 17 号",
        "准考证 2611280517 · 身份证尾号 1178",
        "present",
        "在场",
        True,
        True,
    ),
    FoundRow(
        "candidate:s1/c2", "单雄信", "05 考场 22 号", "准考证 2611280622 · 身份证尾号 2233", "expected", "未到", True
    ),
    FoundRow("candidate:s1/c3", "欧阳䶮菲·买买提古丽阿不都热合曼", "12 考场 3 号", "护照尾号 02C3", "out", "外出 4 分"),
)
ACTS = (
    ActionRow("annul-admission", "撤销入场", about=("candidate:s1/c1",)),
    ActionRow("admit-by-order", "主考决定放行", enabled=False, why="已经入场", clause="附件4", next="核对座位"),
)
PERSON = PersonBoard(ROWS[0], (("准考证号", "2611280517"), ("入场", "08:12")), ACTS)


def search(out: Opened, qtbot: QtBot) -> SearchPane:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier, "\x06")
    QCoreApplication.sendEvent(out.window.windowHandle(), event)
    qtbot.waitUntil(lambda: isinstance(out.window.aids.cover(), SearchPane))
    pane = out.window.aids.cover()
    assert isinstance(pane, SearchPane)
    return pane


@pytest.fixture
def door(opened: Callable[..., Opened]) -> Opened:
    out = opened("door", {"door": samples.WAITING})
    out.session.people = lambda words: Found(words, ROWS if words.strip() else ())
    out.session.persons = {"candidate:s1/c1": PERSON, "candidate:s1/c2": replace(PERSON, row=ROWS[1], actions=())}
    return out


def words_on(widget: Any) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_door_shows_no_name_before_something_is_typed(door: Opened, qtbot: QtBot) -> None:
    pane = search(door, qtbot)
    assert pane.list.count() == 0
    assert not any(row.name in words_on(door.window) for row in ROWS)
    door.hands.key("w")
    qtbot.waitUntil(lambda: pane.list.count() == 3)
    door.hands.key("Esc")
    assert door.window.aids.cover() is None
    assert not any(row.name in words_on(door.window) for row in ROWS)


def test_who_may_not_look_is_told_why_and_by_which_clause(door: Opened, qtbot: QtBot) -> None:
    door.session.people = lambda words: Refusal("no-search", "只限主监考员", "附件4", "请出示证件")
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier, "\x06")
    QCoreApplication.sendEvent(door.window.windowHandle(), event)
    qtbot.waitUntil(lambda: "只限主监考员" in words_on(door.window))
    assert door.window.aids.cover() is None


def test_arrows_and_enter_lead_to_the_person_and_their_acts(door: Opened, qtbot: QtBot) -> None:
    pane = search(door, qtbot)
    door.hands.type("sxx")
    qtbot.waitUntil(lambda: pane.list.count() == 3)
    door.hands.key("Down")
    assert pane.current() == ROWS[1]
    door.hands.key("Up")
    door.hands.key("Enter")
    qtbot.waitUntil(lambda: pane.person.isVisible())
    assert "2611280517" in words_on(pane.person)
    assert pane.person.current() == ACTS[0]
    door.hands.key("Enter")
    qtbot.waitUntil(lambda: door.window.view.sheet.is_open())
    form = door.window.view.sheet.form
    assert form is not None
    assert form.row == ACTS[0]
    assert door.window.aids.cover() is None


def test_an_act_that_cannot_be_done_says_why(door: Opened, qtbot: QtBot) -> None:
    pane = search(door, qtbot)
    door.hands.type("w")
    qtbot.waitUntil(lambda: pane.list.count() == 3)
    door.hands.key("Enter")
    qtbot.waitUntil(lambda: pane.person.isVisible())
    door.hands.key("Down")
    assert "已经入场" in words_on(pane.person)
    door.hands.key("Esc")
    assert pane.line.isVisible()
    assert pane.line.text() == "w"


def test_on_the_room_desk_enter_selects_the_seat(opened: Callable[..., Opened], qtbot: QtBot) -> None:
    out = opened("room", {"room": samples.ROOM})
    cell = next(c for c in samples.ROOM.seats.cells if c.about)
    row = replace(ROWS[0], about=cell.about[0])
    out.session.people = lambda words: Found(words, (row,) if words else ())
    pane = search(out, qtbot)
    out.hands.type("w")
    qtbot.waitUntil(lambda: pane.list.count() == 1)
    out.hands.key("Enter")
    assert out.window.aids.cover() is None
    selected = out.window.view.map.selection()
    assert selected is not None
    assert selected.number == cell.number


def test_a_scan_takes_the_search_away_and_is_checked(door: Opened, qtbot: QtBot) -> None:
    pane = search(door, qtbot)
    door.hands.type("w")
    qtbot.waitUntil(lambda: pane.list.count() == 3)
    door.hands.scan("990102199003071178")
    qtbot.waitUntil(lambda: "990102199003071178" in str(door.desk.asked))
    assert door.window.aids.cover() is None


def test_what_is_typed_while_an_answer_is_on_its_way_is_asked_next(door: Opened, qtbot: QtBot) -> None:
    pane = search(door, qtbot)
    for words in ("w", "wj", "wjg"):
        pane.line.setText(words)
    qtbot.waitUntil(lambda: pane.list.count() == 3)
    qtbot.waitUntil(lambda: door.session.sought[-1] == "wjg")
    assert "wj" not in door.session.sought, "only the newest is asked"


def test_a_name_two_people_have_is_said_and_so_are_those_left_off(door: Opened, qtbot: QtBot) -> None:
    pane = search(door, qtbot)
    door.hands.type("w")
    qtbot.waitUntil(lambda: "同名" in words_on(pane))
    pane.show_found(Found("w", ROWS, more=12))
    assert "12" in words_on(pane)
    pane.show_found(Found("zz"))
    assert "没有找到" in words_on(pane)


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_nothing_of_the_search_is_cut(door: Opened, qtbot: QtBot, size: tuple[int, int]) -> None:
    door.window.resize(*size)
    pane = search(door, qtbot)
    nothing_cut(door, qtbot, "empty")
    door.hands.type("w")
    qtbot.waitUntil(lambda: pane.list.count() == 3)
    nothing_cut(door, qtbot, "found")
    door.hands.key("Enter")
    qtbot.waitUntil(lambda: pane.person.isVisible())
    nothing_cut(door, qtbot, "person")


def test_locking_takes_the_names_away(door: Opened, qtbot: QtBot) -> None:
    pane = search(door, qtbot)
    door.hands.type("w")
    qtbot.waitUntil(lambda: pane.list.count() == 3)
    door.window.locking.lock()
    assert door.window.aids.cover() is None
