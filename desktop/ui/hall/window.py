"""The hall clock's own window. Keys are few, all of them function keys: letters and figures may be a scan."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations.boards.hall import HallBoard
from desktop.ui.hall.face import HallFace
from desktop.ui.shared.readers.wedge import Wedge
from desktop.wording import Wording

_KEYS = {
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_F4: "F4",
    Qt.Key.Key_F6: "F6",
    Qt.Key.Key_F8: "F8",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
}


class HallWindow(QWidget):
    """`pressed(key)` for the keys it knows; `scanned(text)` for a read that came while it had the keyboard;
    `dismissed` when it was closed by hand; `place` is the screen it was put on last."""

    pressed = Signal(str)
    scanned = Signal(str)
    dismissed = Signal()

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.place = QRect()
        self.setMinimumSize(400, 240)
        self.face = HallFace(wording)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.face)
        self.wedge = Wedge(parent=self)
        self.wedge.scanned.connect(self.scanned)
        self.show_board(HallBoard(""))

    def show_board(self, board: HallBoard) -> None:
        title = (
            f"{self._wording.text('hall-title')} · {board.place}" if board.place else self._wording.text("hall-title")
        )
        if board.rehearsal:
            title = f"{title} · {self._wording.text('shell-rehearsal')}"
        self.setWindowTitle(title)
        self.face.show_board(board)

    def stand(self, place: QRect, apart: bool) -> None:
        """Fill the screen at `place`. `apart` is a screen of its own: the desk keeps the keyboard, and no line of keys
        is shown to the hall."""
        self.place = place
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, apart)
        self.face.hint_keys("" if apart else self._wording.text("hall-keys"))
        if self.isVisible():
            self.showNormal()
        screen = QGuiApplication.screenAt(place.center())
        if screen is not None:
            self.setScreen(screen)
        self.setGeometry(place)
        self.showFullScreen()
        if not apart:
            self.raise_()
            self.activateWindow()
            self.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            self.wedge.watch(handle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = _KEYS.get(Qt.Key(event.key()))
        if name is None:
            super().keyPressEvent(event)
            return
        event.accept()
        if not event.isAutoRepeat() or name in ("Left", "Right"):
            self.pressed.emit(name)

    def closeEvent(self, event: QCloseEvent) -> None:
        # Closed by its frame: the same as Esc. It comes back with F8.
        super().closeEvent(event)
        self.dismissed.emit()
