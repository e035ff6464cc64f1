"""Painted signs: the three verdict shapes and the marks of seat states. A state is never told by colour alone."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.operations.boards.shell import SeatState, Tone
from desktop.ui.shared import theme


def paint_verdict(painter: QPainter, box: QRectF, tone: Tone, fore: QColor, back: QColor) -> None:
    """✓ in a ring (ok), ! in a triangle (warn), ✕ in an octagon (stop), a ring with a dot (others).

    `fore` draws the shape, `back` the sign cut out of a filled one.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(box.width(), box.height())
    area = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
    if tone == "ok":
        _ring_with_tick(painter, area, fore)
    elif tone == "warn":
        _triangle(painter, area, fore, back)
    elif tone == "stop":
        _octagon(painter, area, fore, back)
    else:
        pen = QPen(fore, side * 0.08)
        painter.setPen(pen)
        painter.drawEllipse(area.adjusted(side * 0.06, side * 0.06, -side * 0.06, -side * 0.06))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fore)
        painter.drawEllipse(area.center(), side * 0.1, side * 0.1)
    painter.restore()


def _at(area: QRectF, x: float, y: float) -> QPointF:
    return QPointF(area.left() + area.width() * x, area.top() + area.height() * y)


def _round_pen(ink: QColor, width: float) -> QPen:
    return QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def paint_tick(painter: QPainter, area: QRectF, ink: QColor, width: float) -> None:
    painter.setPen(_round_pen(ink, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([_at(area, 0.29, 0.53), _at(area, 0.44, 0.70), _at(area, 0.72, 0.32)]))


def _ring_with_tick(painter: QPainter, area: QRectF, ink: QColor) -> None:
    wide = area.width() * 0.078
    painter.setPen(QPen(ink, wide))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(area.adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2))
    paint_tick(painter, area, ink, wide * 1.05)


def _triangle(painter: QPainter, area: QRectF, fore: QColor, back: QColor) -> None:
    painter.setPen(_round_pen(fore, area.width() * 0.09))
    painter.setBrush(fore)
    painter.drawPolygon(QPolygonF([_at(area, 0.5, 0.09), _at(area, 0.95, 0.89), _at(area, 0.05, 0.89)]))
    painter.setPen(_round_pen(back, area.width() * 0.095))
    painter.drawLine(_at(area, 0.5, 0.37), _at(area, 0.5, 0.61))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(back)
    painter.drawEllipse(_at(area, 0.5, 0.78), area.width() * 0.06, area.width() * 0.06)


def _octagon(painter: QPainter, area: QRectF, fore: QColor, back: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fore)
    corners = (math.radians(22.5 + 45 * n) for n in range(8))
    reach = area.width() / 2 / math.cos(math.radians(22.5))
    mid = area.center()
    painter.drawPolygon(
        QPolygonF([QPointF(mid.x() + reach * math.cos(a), mid.y() + reach * math.sin(a)) for a in corners])
    )
    painter.setPen(_round_pen(back, area.width() * 0.075))
    painter.drawLine(_at(area, 0.31, 0.31), _at(area, 0.69, 0.69))
    painter.drawLine(_at(area, 0.69, 0.31), _at(area, 0.31, 0.69))


SIGN_WORDS: dict[Tone, str] = {"plain": "○", "brand": "○", "ok": "✓", "warn": "!", "stop": "✕"}
"""What a sign is called where it cannot be seen: the character it is drawn after, the same in every language."""


class Sign(QWidget):
    """A verdict shape of fixed `size` in the colour of its tone."""

    def __init__(self, tone: Tone = "plain", size: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: Tone = tone
        self.setAccessibleName(SIGN_WORDS[tone])
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_tone(self, tone: Tone) -> None:
        self._tone = tone
        self.setAccessibleName(SIGN_WORDS[tone])
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_verdict(painter, QRectF(self.rect()), self._tone, theme.strong(self._tone), theme.color(theme.CARD))
        painter.end()


class Disc(QWidget):
    """The number of a stage in a disc, filled with the brand colour where work stands; `ring` draws a circle only."""

    def __init__(self, number: int, size: int, now: bool = False, ring: bool = False) -> None:
        super().__init__()
        self._number, self._now, self._ring = str(number), now, ring
        self.setFixedSize(size, size)
        self.setAccessibleName(self._number)

    def show_now(self, now: bool) -> None:
        self._now = now
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._ring:
            ink = theme.color(theme.BRAND if self._now else theme.INK_2)
            painter.setPen(QPen(theme.color(theme.BRAND if self._now else theme.RULE), 2))
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        else:
            ink = theme.color(theme.ON_FILL if self._now else theme.INK)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(theme.BRAND_FILL if self._now else theme.WELL))
            painter.drawEllipse(box)
        painter.setFont(theme.font(theme.BODY if self.width() > 30 else theme.SMALL, bold=self._now or not self._ring))
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._number)
        painter.end()


SEAT_TONE: dict[SeatState, Tone] = {
    "free": "plain",
    "expected": "plain",
    "present": "ok",
    "out": "warn",
    "handed": "plain",
    "absent": "plain",
    "misconduct": "stop",
    "removed": "stop",
}
"""The colour of a seat's state; `paint_mark` gives its shape, absent seats are hatched besides."""


def paint_mark(painter: QPainter, box: QRectF, state: SeatState) -> None:
    """The small shape of a seat state, the same in the map and in its legend: square present, grid handed in, half
    square out, hatched square absent, triangle misconduct, cross removed, ring expected."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = {"present": theme.OK, "out": theme.WARN, "misconduct": theme.STOP, "removed": theme.STOP}.get(
        state, theme.INK_2
    )
    pen = QPen(theme.color(ink), 1.4)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    area = box.adjusted(1, 1, -1, -1)
    if state == "present":
        painter.fillRect(area, theme.color(ink))
    elif state == "handed":
        painter.drawRect(area)
        painter.drawLine(_at(area, 0.5, 0), _at(area, 0.5, 1))
        painter.drawLine(_at(area, 0, 0.5), _at(area, 1, 0.5))
    elif state == "out":
        painter.drawRect(area)
        painter.setBrush(theme.color(ink))
        painter.drawPolygon(QPolygonF([_at(area, 0, 0), _at(area, 1, 0), _at(area, 0, 1)]))
    elif state == "absent":
        painter.drawRect(area)
        for part in (0.35, 0.7):
            painter.drawLine(_at(area, 0, part), _at(area, part, 0))
        painter.drawLine(_at(area, 0.05, 0.95), _at(area, 0.95, 0.05))
        painter.drawLine(_at(area, 0.45, 1), _at(area, 1, 0.45))
    elif state == "misconduct":
        painter.setBrush(theme.color(ink))
        painter.drawPolygon(QPolygonF([_at(area, 0.5, 0), _at(area, 1, 1), _at(area, 0, 1)]))
    elif state == "removed":
        painter.setPen(QPen(theme.color(ink), 2))
        painter.drawLine(_at(area, 0.1, 0.1), _at(area, 0.9, 0.9))
        painter.drawLine(_at(area, 0.9, 0.1), _at(area, 0.1, 0.9))
    elif state == "expected":
        painter.drawEllipse(area)
    painter.restore()


def hatch(painter: QPainter, area: QRectF, ink: QColor, gap: int = 12) -> None:
    """Wide diagonal stripes clipped to `area` (an empty chair)."""
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QBrush(ink), gap / 2))
    x = area.left() - area.height()
    while x < area.right() + area.height():
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x + area.height(), area.top()))
        x += gap
    painter.restore()
