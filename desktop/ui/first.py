"""The first thing a person sees: the window's own colours and name, painted before anything else is imported.

Building the real window takes a tenth of a second of imports; it stands where this one stood as soon as it is there.
The stylesheet paints it: the first call of a painter from Python makes every enumeration of Qt, a tenth of this paint.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel

from desktop.ui.shared import theme

NAME = "Kaodian 考点"


class First(QFrame):
    """Paints once and then calls `then`."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self._then: Callable[[], None] | None = then
        self.setWindowTitle(NAME)
        self.setProperty("look", "paper")
        self._bar = QFrame(self)
        self._bar.setProperty("look", "top")
        self._name = QLabel(NAME, self._bar)
        self._name.setProperty("tone", "white")
        self._name.setFont(theme.font(theme.LEAD, bold=True))
        self.resize(1366, 768)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar.setGeometry(0, 0, self.width(), theme.TOP_BAR)
        self._name.setGeometry(20, 0, self.width(), theme.TOP_BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        then, self._then = self._then, None
        if then is not None:
            QTimer.singleShot(0, then)
