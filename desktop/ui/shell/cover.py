"""What lies over a desk for a moment: help, the keyboard map, a search, the first tour. The desk goes on beneath."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.operations.boards.shell import KeyHint
from desktop.ui.keys import key_name


class Cover(QWidget):
    """Closes by `left`; `bars_changed` when what its keys do has changed. Keys it has no use for go nowhere: a desk
    that cannot be seen must not act."""

    left = Signal()
    bars_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "paper")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keys(self) -> tuple[KeyHint, ...]:
        """For the foot bar, while this is open."""
        return ()

    def place(self, stage: QRect, window: QRect) -> QRect:
        """Where it lies, in the window's coordinates; `stage` is the room between the bars."""
        return stage

    def begin(self) -> None:
        """It has come up: take the focus where it belongs."""
        self.setFocus()

    def pressed(self, key: str) -> bool:
        """A key by its name in `KeyHint`, from the foot bar's mouse or the keyboard. True when it was of use."""
        if key == "Esc":
            self.left.emit()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # F1, F11 and their like stay the window's.
        taken = self.pressed(key_name(event)) or not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F12
        event.setAccepted(taken)


class Stage(QStackedWidget):
    """The window's middle. At most one cover lies over it."""

    def __init__(self) -> None:
        super().__init__()
        self._cover: Cover | None = None

    def cover(self) -> Cover | None:
        return self._cover

    def lay(self, cover: Cover) -> None:
        """Bring a cover up, in place of one that lay there."""
        self.lift()
        self._cover = cover
        cover.setParent(self.window())
        self._place()
        cover.show()
        cover.raise_()
        cover.begin()

    def lift(self) -> None:
        """Take the cover away."""
        cover, self._cover = self._cover, None
        if cover is not None:
            cover.hide()
            cover.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if self._cover is not None:
            stage = QRect(self.mapTo(self.window(), QPoint(0, 0)), self.size())
            self._cover.setGeometry(self._cover.place(stage, self.window().rect()))
