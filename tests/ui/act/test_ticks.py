"""Ticks in a form: what must be true, and what may be."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from desktop.operations.boards.shell import FieldRow
from desktop.ui.shared.act.fields import FieldEditor
from desktop.wording import Wording


def editor(qtbot: QtBot, required: bool, value: bool | None = None) -> FieldEditor:
    made = FieldEditor(FieldRow("removed", "已带离考场", "tick", required=required, value=value), Wording())
    qtbot.addWidget(made)
    return made


def press(of: FieldEditor, key: Qt.Key) -> None:
    QTest.keyClick(of.findChild(QCheckBox), key)


def test_enter_says_yes_to_what_must_be_true_and_goes_on(qtbot: QtBot) -> None:
    tick = editor(qtbot, required=True)
    with qtbot.waitSignal(tick.entered):
        press(tick, Qt.Key.Key_Return)
    assert tick.value() is True


def test_enter_goes_past_what_may_be_true_and_leaves_it_as_it_is(qtbot: QtBot) -> None:
    tick = editor(qtbot, required=False)
    with qtbot.waitSignal(tick.entered):
        press(tick, Qt.Key.Key_Return)
    assert tick.value() is False


def test_what_may_be_true_can_be_taken_back_by_space_and_stays_so(qtbot: QtBot) -> None:
    tick = editor(qtbot, required=False, value=True)
    press(tick, Qt.Key.Key_Space)
    press(tick, Qt.Key.Key_Return)
    assert (tick.value(), tick.problem()) == (False, "")
