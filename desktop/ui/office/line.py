"""The deadline line: what was due, what comes, and where today stands on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.operations.boards.office import Mark
from desktop.ui.shared import theme

_INK = {"done": theme.OK, "today": theme.BRAND, "soon": theme.WARN, "late": theme.STOP, "ahead": theme.INK_2}
_SIDE, _AXIS = 70, 30


class DeadlineLine(QWidget):
    """Marks by their place; labels that would touch the one before them move up or down a line."""

    def __init__(self) -> None:
        super().__init__()
        self._marks: tuple[Mark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(400, 84)

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        if marks != self._marks:
            self._marks = marks
            self.setAccessibleName(" · ".join(f"{mark.date} {mark.title}" for mark in marks))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = max(1, self.width() - 2 * _SIDE)
        today = next((m.at for m in self._marks if m.state == "today"), 0)

        def place(at: int) -> float:
            return _SIDE + wide * at / 1000

        for begin, end, ink in ((0, today, theme.OK), (today, 1000, theme.LINE)):
            painter.setPen(QPen(theme.color(ink), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(place(begin), _AXIS), QPointF(place(end), _AXIS))
        taken = {0: -1.0, 1: -1.0, 2: -1.0}
        for mark in self._marks:
            self._mark(painter, mark, place(mark.at), taken)

    def _mark(self, painter: QPainter, mark: Mark, x: float, taken: dict[int, float]) -> None:
        ink = theme.color(_INK[mark.state])
        big = 9 if mark.state == "today" else 6
        painter.setPen(QPen(ink, 2))
        painter.setBrush(theme.color(theme.CARD) if mark.state == "ahead" else ink)
        painter.drawEllipse(QPointF(x, _AXIS), big, big)
        painter.setFont(theme.font(theme.SMALL, bold=mark.state in ("today", "late")))
        painter.setPen(ink)
        words = f"{mark.date} {mark.title}"
        width = painter.fontMetrics().horizontalAdvance(words) + 10
        left = min(max(0.0, x - width / 2), self.width() - width)
        line = next((n for n in (0, 1, 2) if left >= taken[n]), 2)
        taken[line] = left + width
        top = (_AXIS + 12, _AXIS + 32, 0)[line]
        painter.drawText(QRectF(left, top, width, 20), Qt.AlignmentFlag.AlignCenter, words)
