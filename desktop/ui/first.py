"""The first thing a person sees: the window's own colours and name, painted before anything else is imported.

Building the real window takes a tenth of a second of imports; it stands where this one stood as soon as it is there.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.shared import theme

NAME = "Kaodian 考点"


class First(QWidget):
    """Paints once and then calls `then`."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self._then: Callable[[], None] | None = then
        self.setWindowTitle(NAME)
        self.resize(1366, 768)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color(theme.PAPER))
        bar = QRectF(0, 0, self.width(), theme.TOP_BAR)
        painter.fillRect(bar, theme.color(theme.BAR))
        painter.setPen(theme.color(theme.ON_BAR_STRONG))
        painter.setFont(theme.font(theme.LEAD, bold=True))
        painter.drawText(bar.adjusted(20, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, NAME)
        painter.end()
        then, self._then = self._then, None
        if then is not None:
            QTimer.singleShot(0, then)
