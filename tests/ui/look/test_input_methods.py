"""An input method that is switched to Chinese, as it stands on most laptops: only where words are written may it take
a key. Anywhere else it would compose something of a reader's letters, of a number's X, of a desk's keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodQueryEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.operations.boards.shell import Choice, FieldKind, FieldRow
from desktop.ui.shared.act.fields import FieldEditor, Line
from desktop.ui.shell.window import Window
from desktop.wording import Wording
from tests.ui.look.scenes import SCENES, Stage

FILTERED = tuple(Choice(f"c{n}", f"第 {n} 个") for n in range(9))
KINDS: dict[FieldKind, bool] = {
    "text": True,
    "code": False,
    "number": False,
    "token": False,
    "seat": False,
    "bag": False,
    "staff": True,
    "choice": True,
}


def composes(widget: QWidget) -> bool:
    """Whether an input method is let in, asked as the platform asks it."""
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QCoreApplication.sendEvent(widget, asked)
    return bool(asked.value(Qt.InputMethodQuery.ImEnabled))


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_lets_it_in_where_words_or_names_are_written(qtbot: QtBot, kind: FieldKind) -> None:
    editor = FieldEditor(FieldRow("field", "栏目", kind, FILTERED), Wording())
    qtbot.addWidget(editor)
    line = editor.findChild(Line)
    assert composes(line) is KINDS[kind]


def test_people_who_are_found_by_their_letters_are_chosen_without_it(qtbot: QtBot) -> None:
    """Such a field takes a badge as well, and the badge's letters are no pinyin."""
    people = tuple(
        Choice(f"p{n}", f"张{name}", "主考", f"100{n} zhang{name} z") for n, name in enumerate("一二三四五六七八")
    )
    wang = Choice("p8", "王建国", "主考", "1008 wangjianguo wjg")
    editor = FieldEditor(FieldRow("staff", "人员", "staff", (*people, wang)), Wording())
    qtbot.addWidget(editor)
    line = editor.findChild(Line)
    assert not composes(line)
    for typed in ("wjg", "wangj", "1008"):
        line.setText(typed)
        assert editor.value() == "p8"


def test_nobody_composes_a_pin_or_a_staff_number(qtbot: QtBot, window: Callable[..., Window]) -> None:
    stage = Stage(qtbot, window)
    stage.show(next(scene for scene in SCENES if scene.name == "room"))
    stage.window.arrival.ask_officer("shell-change-officer", may_leave=True)
    asked = stage.window.entry.sign_in
    assert asked is not None
    assert not composes(asked.who)
    assert not composes(asked.pin)
    assert not composes(stage.window.entry.phrase)


DESKS = ("door-waiting", "room", "control", "custody", "office-import", "office-posts", "office-sheets", "office-print")


def test_no_desk_list_or_table_lets_it_in(qtbot: QtBot, window: Callable[..., Window]) -> None:
    stage = Stage(qtbot, window)
    seen: list[str] = []
    found: dict[str, str] = {}
    for scene in (scene for scene in SCENES if scene.name in DESKS):
        stage.show(scene)
        for widget in stage.window.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                seen.append(scene.name)
                if composes(widget):
                    found[f"{type(widget).__module__}.{type(widget).__name__}"] = scene.name
    assert set(seen) == set(DESKS)
    assert not found
