"""A desk nobody touches locks by itself, and whoever comes back finds it as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ui.door.view import DoorView
from tests.ui import samples
from tests.ui.conftest import Opened

MINUTES = 10


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def door(opened: Callable[..., Opened], qtbot: QtBot) -> Opened:
    """A door whose home locks after ten minutes, by a clock the test turns."""
    out = opened("door", {"door": replace(samples.WAITING, officer=samples.LI_MIN)})
    out.session.lock_after = MINUTES
    out.window.locking.clock = Clock()
    out.window.locking.touched()
    qtbot.waitUntil(lambda: view_of(out).officer() is not None)
    return out


def go(out: Opened, minutes: float) -> None:
    """So many minutes go by, and the window looks at its clock."""
    clock = out.window.locking.clock
    assert isinstance(clock, Clock)
    clock.now += minutes * 60
    out.window.tick()


def view_of(out: Opened) -> DoorView:
    assert isinstance(out.window.view, DoorView)
    return out.window.view


def sign_in(out: Opened, qtbot: QtBot, who: str = "1012") -> None:
    out.hands.type(who)
    out.hands.key("Enter")
    out.hands.type("2468")
    out.hands.key("Enter")
    qtbot.waitUntil(out.window.on_desk)


def test_ten_minutes_without_a_touch_hide_the_desk_and_say_so(door: Opened) -> None:
    go(door, MINUTES - 0.1)
    assert door.window.on_desk()
    go(door, 0.1)
    assert not door.window.on_desk()
    assert door.window.entry.title.text() == door.window.wording.text("shell-idle")
    assert not view_of(door).isVisible()


def test_a_home_may_say_never(door: Opened) -> None:
    door.session.lock_after = 0
    go(door, 600)
    assert door.window.on_desk()


def pointer(door: Opened) -> None:
    at = QPointF(5, 5)
    button, none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    move = QMouseEvent(QEvent.Type.MouseMove, at, at, button, button, none)
    QCoreApplication.sendEvent(door.window.windowHandle(), move)


def card(door: Opened) -> None:
    door.window.arming.document_read("pcsc:*", SimpleNamespace(number="990102199003072335", token=""))  # type: ignore[arg-type]


TOUCHES: dict[str, Callable[[Opened], None]] = {
    "key": lambda door: door.hands.key("Esc"),
    "scan": lambda door: door.hands.scan("990102199003072335"),
    "pointer": pointer,
    "card": card,
}


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES)
def test_whatever_touches_the_desk_keeps_it_open(door: Opened, touch: Callable[[Opened], None]) -> None:
    for _ in range(4):
        go(door, MINUTES - 1)
        assert door.window.on_desk()
        touch(door)


def test_what_was_half_typed_is_neither_shown_nor_lost(door: Opened, qtbot: QtBot) -> None:
    door.hands.key("F2")
    sheet = view_of(door).sheet
    door.hands.type("990102")
    form = sheet.form
    go(door, MINUTES)
    assert not any(line.isVisible() and line.text() for line in door.window.findChildren(QLineEdit))
    sign_in(door, qtbot)
    assert sheet.form is form
    door.hands.type("1990")
    assert form is not None
    assert form.data()["number"] == "9901021990"


def test_a_pin_half_typed_is_gone(door: Opened, qtbot: QtBot) -> None:
    door.hands.key("F2")
    form = view_of(door).sheet.form
    assert form is not None
    assert form.signatures is not None
    form.signatures.form.pin.setText("24")
    go(door, MINUTES)
    assert form.signatures.form.pin.text() == ""


def test_another_officer_does_not_find_what_was_anothers_to_sign(door: Opened, qtbot: QtBot) -> None:
    door.hands.key("F2")
    door.hands.type("990102")
    go(door, MINUTES)
    sign_in(door, qtbot, "1011")
    assert not view_of(door).sheet.is_open()


def test_a_candidate_at_a_locked_desk_is_not_checked_not_shown_and_it_is_said_why(door: Opened) -> None:
    go(door, MINUTES)
    door.hands.scan("990102199003072335")
    card(door)
    entry = door.window.entry
    assert entry.message.text() == door.window.wording.text("shell-locked-document")
    assert entry.sign_in is not None
    assert entry.sign_in.who.text() == ""
    assert not [what for what, _ in door.desk.asked if what in ("scanned", "read")]


def test_nobody_is_asked_twice(door: Opened) -> None:
    go(door, MINUTES)
    page = door.window.entry.sign_in
    go(door, MINUTES)
    assert door.window.entry.sign_in is page
