"""Whoever cannot see the screen is told the same: every control of every desk has a name, every icon is of the set."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage, QPainter
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractScrollArea, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.exam.decide import COMMANDS
from desktop.paths import RESOURCES
from desktop.ui.hall.fitted import Fitted
from desktop.ui.shared import theme
from desktop.ui.shared.look.icons import OF_COMMANDS, Icon, icon_of, paint_icon
from desktop.ui.shared.panels import Pressable
from desktop.ui.shell.window import Window
from desktop.wording import Wording
from tests.ui.look.scenes import SCENES, Stage

ICONS = sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg") if path.stem not in ("kaodian", "tick"))


def told(widget: QWidget) -> str:
    """What a screen reader says of a widget: its own name, the words on it, or the words of the labels it holds."""
    found: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(widget)
    name = found.text(QAccessible.Text.Name) if found is not None else ""
    return name or widget.accessibleName()


def is_control(widget: QWidget) -> bool:
    """What is pressed, typed into, chosen from, or painted to be read."""
    if isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QAbstractItemView | Pressable):
        return True
    if type(widget).__module__.startswith("desktop.ui") and "paintEvent" in vars(type(widget)):
        return True
    # Hands of the desk itself take keys and say who they are.
    own = type(widget).__module__.startswith("desktop.ui") and not isinstance(widget, QAbstractScrollArea)
    return own and widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def controls(root: QWidget) -> list[QWidget]:
    """The controls in sight; a place for words that holds none just now is none."""
    found = (w for w in root.findChildren(QWidget) if w.isVisible() and is_control(w))
    return [w for w in found if not isinstance(w, Fitted) or w.words()]


def nameless(root: QWidget) -> set[str]:
    """The kinds of controls in sight that have no name."""
    return {f"{type(w).__module__}.{type(w).__name__}" for w in controls(root) if not told(w).strip()}


def test_every_control_has_a_name(qtbot: QtBot, window: Callable[..., Window]) -> None:
    stage = Stage(qtbot, window)
    found: dict[str, str] = {}
    seen = 0
    for scene in SCENES:
        stage.show(scene)
        seen += len(controls(stage.window))
        found |= dict.fromkeys(nameless(stage.window), scene.name)
    assert seen > 300
    assert not found, "\n".join(f"{kind} in {scene}" for kind, scene in found.items())


OVER: dict[str, Callable[[Stage], None]] = {
    "help": lambda stage: stage.window.aids.help(),
    "keys": lambda stage: stage.window.aids.keymap(),
    "search": lambda stage: stage.window.aids.search(),
    "locked": lambda stage: stage.window.locking.lock(),
    "another-officer": lambda stage: stage.window.arrival.ask_officer("shell-change-officer", may_leave=True),
}


@pytest.mark.parametrize("name", OVER)
def test_what_lies_over_a_desk_is_named_too(qtbot: QtBot, window: Callable[..., Window], name: str) -> None:
    stage = Stage(qtbot, window)
    stage.show(next(scene for scene in SCENES if scene.name == "room"))
    OVER[name](stage)
    qtbot.waitUntil(lambda: stage.window.aids.cover() is not None or not stage.window.on_desk())
    assert controls(stage.window)
    assert not nameless(stage.window)


def test_every_icon_is_drawn_on_the_same_grid() -> None:
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
    )
    for icon in ICONS:
        drawing = (RESOURCES / "icons" / f"{icon}.svg").read_text(encoding="utf-8")
        assert drawing.startswith(head), icon
        assert not re.search("#|style|href|font", drawing.removeprefix(head)), icon
        assert len(drawing) < 700, icon


def test_every_icon_shows_something_of_its_own(qtbot: QtBot) -> None:
    drawn: dict[bytes, str] = {}
    for icon in ICONS:
        image = QImage(48, 48, QImage.Format.Format_ARGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        paint_icon(painter, QRectF(0, 0, 48, 48), icon, theme.INK)
        painter.end()
        dark = sum(image.pixelColor(x, y).lightness() < 200 for x in range(48) for y in range(48))
        assert 100 < dark < 1500, icon
        assert bytes(image.constBits()) not in drawn, icon
        drawn[bytes(image.constBits())] = icon


def test_icons_belong_to_commands_there_are() -> None:
    words = Wording()
    named = [command for commands in OF_COMMANDS.values() for command in commands.split()]
    assert len(named) == len(set(named))
    for command in named:
        kind, _, rest = command.partition(":")
        assert kind in COMMANDS or words.has(f"job-{rest}") or words.has(command), command
    assert set(OF_COMMANDS) <= set(ICONS)
    assert (icon_of("give-order:start"), icon_of("give-order:prepare"), icon_of("nothing")) == ("play", "bell", "")


def test_an_icon_says_what_its_button_does(qtbot: QtBot) -> None:
    icon = Icon("flag", "违规登记")
    qtbot.addWidget(icon)
    assert told(icon) == "违规登记"
