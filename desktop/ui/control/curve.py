"""The arrivals as a line: people in against time, dashed from now to what is expected."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.operations.boards.control import Arrivals
from desktop.ui.shared import theme
from desktop.ui.shared.panels import site_clock


class ArrivalCurve(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._board: Arrivals | None = None
        self._offset = 480
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_board(self, board: Arrivals | None, utc_offset: int) -> None:
        if (board, utc_offset) != (self._board, self._offset):
            self._board, self._offset = board, utc_offset
            arrived = board.points[-1][1] if board is not None and board.points else 0
            self.setAccessibleName("" if board is None else f"{arrived}/{board.expected}")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, 92)

    def paintEvent(self, event: QPaintEvent) -> None:
        board = self._board
        if board is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(2, 6, self.width() - 4, self.height() - 30)
        painter.setPen(QPen(theme.color(theme.LINE), 1))
        painter.drawLine(area.topLeft(), area.topRight())
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        span, most = max(board.closes - board.opens, 1), max(board.expected, 1)

        def at(moment: int, count: int) -> QPointF:
            x = min(max((moment - board.opens) / span, 0.0), 1.0)
            return QPointF(area.left() + area.width() * x, area.bottom() - area.height() * min(count / most, 1.0))

        last = board.points[-1] if board.points else (board.opens, 0)
        way = QPainterPath(at(board.opens, 0))
        for moment, count in board.points:
            way.lineTo(at(moment, count))
        painter.setPen(QPen(theme.color(theme.BRAND), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(way)
        if last[0] < board.closes:
            dashed = QPen(theme.color(theme.BRAND), 2)
            dashed.setDashPattern([2, 2.4])
            painter.setPen(dashed)
            painter.drawLine(at(*last), at(board.closes, board.expected))
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(theme.color(theme.INK_2))
        foot = QRectF(2, area.bottom() + 5, self.width() - 4, 20)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | middle, site_clock(board.opens, self._offset, False))
        now = f"{site_clock(last[0], self._offset, False)} · {last[1]}/{board.expected}"
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | middle, now)
        painter.end()
