"""A window on a desk with a hall clock, and screens that are plugged in and out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QRect, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.operations.boards.shell import DeskName
from desktop.ui.hall import hall as module
from desktop.ui.hall.hall import Hall
from desktop.ui.hall.panel import HallPanel
from desktop.ui.shell.window import Window
from tests.ui import samples
from tests.ui.conftest import Hands
from tests.ui.control import boards as control
from tests.ui.hall.boards import HallSession
from tests.ui.samples import LI_MIN

OWN_SCREEN, HALL_SCREEN = QRect(0, 0, 1366, 768), QRect(1366, 0, 1920, 1080)


class Screens(QObject):
    """Screens a test plugs in and out."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.own, self.other = OWN_SCREEN, None

    def plug(self, other: QRect | None) -> None:
        self.other = other
        self.changed.emit()

    def beside(self, window: QWidget) -> QRect | None:
        return self.other

    def under(self, window: QWidget) -> QRect:
        return self.own


@dataclass
class Beside:
    """A window on a desk with a hall clock."""

    qtbot: QtBot
    window: Window
    session: HallSession
    hands: Hands

    @property
    def hall(self) -> Hall:
        assert self.window.hall.hall is not None
        return self.window.hall.hall

    @property
    def panel(self) -> HallPanel:
        assert self.hall.panel is not None
        return self.hall.panel

    @property
    def screens(self) -> Screens:
        found = self.hall.screens
        assert isinstance(found, Screens)
        return found

    def open(self) -> None:
        self.hands.key("F8")
        self.qtbot.waitUntil(lambda: self.hall.announcer is not None)

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.hall.window, key)
        QCoreApplication.processEvents()

    def send(self, board: object) -> None:
        assert self.session.hall.listener is not None
        self.session.hall.listener.board(board)
        bridge = self.hall._bridge
        self.qtbot.waitUntil(lambda: bridge is not None and bridge.last is board)


@pytest.fixture
def beside(
    qtbot: QtBot, window: Callable[..., Window], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Beside]]:
    monkeypatch.setattr(module, "Screens", Screens)

    def make(desk: DeskName = "room", other: QRect | None = None, **more: object) -> Beside:
        first = {"room": samples.ROOM, "control": control.BOARD, "door": samples.WAITING}[desk]
        session = HallSession({desk: first}, **more)  # type: ignore[arg-type]
        monkeypatch.setattr(HallSession, "desks", property(lambda self: (samples.DeskRow(desk, desk),)))
        made = window(session, desk)
        qtbot.waitUntil(lambda: made.entry.sign_in is not None)
        assert made.entry.sign_in is not None
        made.entry.sign_in.passed.emit(LI_MIN)
        qtbot.waitUntil(made.on_desk)
        if other is not None:
            monkeypatch.setattr(Screens, "beside", lambda self, window: self.other)
            init = Screens.__init__

            def plugged(self: Screens, parent: QObject | None = None) -> None:
                init(self, parent)
                self.other = other

            monkeypatch.setattr(Screens, "__init__", plugged)
        return Beside(qtbot, made, session, Hands(made, qtbot))

    return make
