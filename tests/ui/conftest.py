"""Every test of the window runs without a display, in the house fonts, with keys whose times the test sets."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.operations.boards.shell import DeskName
from desktop.ui.app import application
from desktop.ui.desk import DeskTools
from desktop.ui.shared.bridge import Bridge
from desktop.ui.shared.lanes import Lane
from desktop.ui.shared.sound import Sound
from desktop.ui.shell.window import Window
from desktop.wording import RESOURCES, Wording
from tests.ui.samples import LI_MIN, Desk, Session

KEYS = {
    "Enter": (Qt.Key.Key_Return, "\r"),
    "Tab": (Qt.Key.Key_Tab, "\t"),
    "Esc": (Qt.Key.Key_Escape, "\x1b"),
    "Space": (Qt.Key.Key_Space, " "),
    "Up": (Qt.Key.Key_Up, ""),
    "Down": (Qt.Key.Key_Down, ""),
    "Left": (Qt.Key.Key_Left, ""),
    "Right": (Qt.Key.Key_Right, ""),
    "Delete": (Qt.Key.Key_Delete, ""),
}


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return application(["kaodian-tests"])


@dataclass
class Hands:
    """A keyboard with its own time in ms: `type` like a person, `scan` like a wedge reader."""

    window: Window
    qtbot: QtBot
    now: int = 1_000_000

    def key(self, name: str) -> None:
        """One key by its name (Enter, F2, W) and whatever follows from it in the GUI thread."""
        self.now += 200
        self._send(name)
        self.qtbot.waitUntil(lambda: not self.window.wedge.holding())
        QCoreApplication.processEvents()

    def type(self, words: str) -> None:
        for letter in words:
            self.key(letter)

    def scan(self, words: str, closing: str = "Enter") -> None:
        """A burst, 3 ms a key."""
        self.now += 400
        for name in [*words, closing] if closing else list(words):
            self.now += 3
            self._send(name)

    def _send(self, name: str) -> None:
        key, words = KEYS.get(name, (None, name))
        if key is None and len(name) > 1:
            key, words = Qt.Key(Qt.Key.Key_F1 + int(name[1:]) - 1), ""
        if key is None:
            key = Qt.Key(ord(name.upper())) if name.isascii() else Qt.Key.Key_unknown
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, words)
            event.setTimestamp(self.now)
            QCoreApplication.sendEvent(self.window.windowHandle(), event)


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Callable[..., Any]]:
    """Sets up a desk's view alone in a window of the smallest size, with its board and its focus, listening to its
    desk where it has a listener: `stage(CustodyView, desk, board, clock)`."""
    lane, sound = Lane("desk-test"), Sound(RESOURCES / "sounds", enabled=False)
    bridges: list[Bridge] = []
    holders: list[QWidget] = []  # Qt lets go of a window nobody holds

    def show(make: Callable[[Any, DeskTools], Any], desk: Any, board: object, clock: Callable[[], int]) -> Any:
        made = make(desk, DeskTools(lane, Wording(), sound, clock))
        if hasattr(desk, "listener"):
            bridge = desk.listener = Bridge(made)
            bridge.board_changed.connect(made.show_board)
            bridges.append(bridge)
        holders.append(holder := QWidget())
        holder.setMinimumSize(600, 300)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(made)
        qtbot.addWidget(holder)
        holder.resize(1366, 668)
        holder.show()
        made.show_board(board)
        made.setFocus()
        return made

    yield show
    for bridge in bridges:
        bridge.close()
    lane.close()
    sound.close()


@dataclass
class Opened:
    """A window on one desk, signed in."""

    window: Window
    session: Session
    hands: Hands
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.desk = self.session.desk


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Callable[[Session, DeskName | None], Window]]:
    made: list[Window] = []

    def make(session: Session, desk: DeskName | None = None) -> Window:
        made.append(Window(session.open, Wording(), desk))
        made[-1].show()
        made[-1].begin()
        return made[-1]

    yield make
    for one in made:
        one.close()
        one.deleteLater()


@pytest.fixture
def opened(
    qtbot: QtBot, window: Callable[[Session, DeskName | None], Window]
) -> Callable[[DeskName, dict[str, object]], Opened]:
    def open_it(name: DeskName, first: dict[str, object]) -> Opened:
        session = Session(first)
        made = window(session, name)
        qtbot.waitUntil(lambda: made.entry.sign_in is not None)
        assert made.entry.sign_in is not None
        made.entry.sign_in.passed.emit(LI_MIN)
        qtbot.waitUntil(made.on_desk)
        return Opened(made, session, Hands(made, qtbot))

    return open_it
