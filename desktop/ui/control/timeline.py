"""The morning as a line: every step where it was planned and where it was done, what stopped the exam, and now."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF

from desktop.operations.boards.control import Morning, MorningBlock, MorningStep
from desktop.ui.control.painted import PaintedRows
from desktop.ui.shared import theme
from desktop.ui.shared.panels import site_clock
from desktop.ui.shared.signs import hatch

_SCALE, _LANE = 20, 22
"""The hours, and a line of what stopped the exam or added to it."""
_TALLEST, _LOWEST = 30, 22
_EVERY = (5, 10, 15, 30, 60, 120)
"""Minutes between two figures of the scale: the first that leaves room for them."""


class TimeLine(PaintedRows):
    """Arrow keys are the desk's; it calls `go` and, once a second, `tick`. `moved` on any move."""

    moved = Signal()

    def __init__(self, planned: str, ordered: str, done: str) -> None:
        """The three words explain the three marks."""
        super().__init__()
        self._marks = (planned, ordered, done)
        self._morning: Morning | None = None
        self._offset = 480
        self._now = 0
        self._step = ""

    # -- what is shown

    def show_morning(self, morning: Morning | None, utc_offset: int) -> None:
        if (morning, utc_offset) == (self._morning, self._offset):
            return
        self._morning, self._offset = morning, utc_offset
        if self._row() < 0:
            self._step = self._first_open()
        self._settle()
        self.viewport().update()
        self.moved.emit()

    def tick(self, now: int) -> None:
        """UTC ms. The line moves by what can be seen: nothing is painted for less than a pixel."""
        before, self._now = self._now, now
        if round(self._x(before)) != round(self._x(now)) and self._morning is not None:
            self.viewport().update()

    def focused(self) -> MorningStep | None:
        row = self._row()
        return self._steps()[row] if row >= 0 else None

    def go(self, step: int) -> None:
        steps = self._steps()
        if steps:
            row = min(max(self._row() + step, 0), len(steps) - 1)
            self._step = steps[row].id
            self._reveal(row)
            self.viewport().update()
            self.moved.emit()

    def _steps(self) -> tuple[MorningStep, ...]:
        return self._morning.steps if self._morning is not None else ()

    def _lanes(self) -> tuple[MorningBlock, ...]:
        """What stopped the exam or added to it, one line each; what goes on now first where not all have a place. A
        morning full of room by room extensions must leave the steps theirs."""
        found = [b for b in self._morning.blocks if b.kind != "exam"] if self._morning is not None else []
        most = 4 if self.viewport().height() >= 320 else 1
        if len(found) > most:
            found = sorted(found, key=lambda b: (b.until is not None, -b.since))[:most]
        return tuple(sorted(found, key=lambda b: b.since))

    def _row(self) -> int:
        return next((n for n, s in enumerate(self._steps()) if s.id == self._step), -1)

    def _first_open(self) -> str:
        steps = self._steps()
        open_ = next((s for s in steps if s.done < s.total), None)
        return open_.id if open_ is not None else steps[0].id if steps else ""

    # -- geometry

    def sizeHint(self) -> QSize:
        return QSize(760, _SCALE + _TALLEST * 14)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, _SCALE + _LOWEST * 4)

    def _head(self) -> int:
        return _SCALE + _LANE * len(self._lanes())

    def _pitch(self) -> int:
        return min(max((self.viewport().height() - self._head()) // max(len(self._steps()), 1), _LOWEST), _TALLEST)

    def _label(self) -> int:
        return 232 if self.viewport().width() >= 620 else 140

    def _x(self, at: int) -> float:
        m = self._morning
        if m is None:
            return 0.0
        left = self._label()
        wide = self.viewport().width() - left - 12
        return left + wide * min(max((at - m.opens) / max(m.closes - m.opens, 1), 0.0), 1.0)

    def _line(self, row: int) -> QRect:
        y = self._head() + (row - self.verticalScrollBar().value()) * self._pitch()
        return QRect(0, y, self.viewport().width(), self._pitch())

    def _visible(self) -> int:
        return max((self.viewport().height() - self._head()) // self._pitch(), 1)

    def _count(self) -> int:
        return len(self._steps())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        first = self.verticalScrollBar().value()
        for row in range(first, min(first + self._visible(), len(self._steps()))):
            if self._line(row).contains(at):
                self.go(row - self._row())

    # -- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._morning is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_scale(painter)
        for block in self._morning.blocks:
            self._paint_block(painter, block)
        first = self.verticalScrollBar().value()
        painter.setClipRect(0, self._head(), self.viewport().width(), self.viewport().height() - self._head())
        for row in range(first, min(first + self._visible() + 1, len(self._steps()))):
            self._paint_step(painter, self._steps()[row], self._line(row))
        painter.setClipping(False)
        self._paint_now(painter)
        for lane, block in enumerate(self._lanes()):
            self._paint_title(painter, block, lane)
        painter.end()

    def _paint_scale(self, painter: QPainter) -> None:
        m = self._morning
        if m is None:
            return
        self._paint_marks(painter)
        painter.setFont(theme.font(theme.SMALL))
        room = painter.fontMetrics().horizontalAdvance("00:00") + 16
        minutes = max((m.closes - m.opens) // 60_000, 1)
        wide = self._x(m.closes) - self._x(m.opens)
        every = next((e for e in _EVERY if wide * e / minutes >= room), _EVERY[-1]) * 60_000
        shift = self._offset * 60_000
        at = -(-(m.opens + shift) // every) * every - shift
        while at <= m.closes:
            x = self._x(at)
            painter.setPen(QPen(theme.color(theme.LINE), 1))
            painter.drawLine(QPointF(x, _SCALE - 2), QPointF(x, self.viewport().height()))
            painter.setPen(theme.color(theme.INK_2))
            box = QRectF(x - room / 2, 0, room, _SCALE - 2)
            if abs(x - self._x(self._now)) >= room or not m.opens <= self._now <= m.closes:
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, site_clock(at, self._offset, False))
            at += every

    def _paint_marks(self, painter: QPainter) -> None:
        """What the marks mean, where the labels leave the corner free."""
        painter.setFont(theme.font(theme.SMALL))
        x, middle = 14.0, (_SCALE - 2) / 2
        for draw, words in zip((_planned, _ordered, _done), self._marks, strict=True):
            wide = painter.fontMetrics().horizontalAdvance(words)
            if x + 10 + wide > self._label() - 16:
                return
            draw(painter, x, middle)
            painter.setPen(theme.color(theme.INK_2))
            painter.drawText(QRectF(x + 10, 0, wide + 4, _SCALE - 2), Qt.AlignmentFlag.AlignVCenter, words)
            x += wide + 30

    def _span(self, block: MorningBlock) -> tuple[float, float]:
        left = self._x(block.since)
        return left, max(self._x(block.until if block.until is not None else max(self._now, block.since)), left + 3)

    def _paint_block(self, painter: QPainter, block: MorningBlock) -> None:
        left, right = self._span(block)
        top = self._head()
        area = QRectF(left, top, right - left, self.viewport().height() - top)
        soft = {"exam": theme.BRAND_SOFT, "suspended": theme.STOP_SOFT, "extended": theme.WARN_SOFT}[block.kind]
        painter.fillRect(area, theme.color(soft))
        if block.kind == "suspended":
            hatch(painter, area, theme.color(theme.STOP_LINE), 16)

    def _paint_title(self, painter: QPainter, block: MorningBlock, lane: int) -> None:
        """Beside its block on the side that has more room, in the block's own words."""
        left, right = self._span(block)
        tone = theme.STOP if block.kind == "suspended" else theme.WARN
        box = QRectF(self._label(), _SCALE + lane * _LANE, self.viewport().width() - self._label() - 4, _LANE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(tone))
        painter.drawRect(QRectF(left, box.top() + 3, right - left, _LANE - 6))
        painter.setFont(theme.font(theme.SMALL, bold=True))
        painter.setPen(theme.color(tone))
        times = site_clock(block.since, self._offset, False)
        times += f"–{site_clock(block.until, self._offset, False)}" if block.until is not None else "–"
        words = f"{times} {block.title}"
        before, after = left - box.left() - 8, box.right() - right - 8
        if after >= before:
            place, side = QRectF(right + 8, box.top(), after, _LANE), Qt.AlignmentFlag.AlignLeft
        else:
            place, side = QRectF(box.left(), box.top(), before, _LANE), Qt.AlignmentFlag.AlignRight
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
        at = painter.fontMetrics().boundingRect(place.toRect(), int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.fillRect(at.adjusted(-4, 0, 4, 0), theme.color(theme.PAPER))
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_step(self, painter: QPainter, step: MorningStep, line: QRect) -> None:
        focused = step.id == self._step
        whole = step.total > 0 and step.done >= step.total
        ink = theme.STOP if step.late else theme.INK_2 if whole else theme.INK
        self._paint_label(painter, step, line, ink, focused)
        middle = line.center().y() + 0.5
        due = self._x(step.due)
        if step.first is not None and step.last is not None:
            left, right = self._x(step.first), self._x(step.last)
            bar = QRectF(left - 3, middle - 5, max(right - left, 1) + 6, 10)
            painter.setPen(QPen(theme.color(theme.OK if whole else theme.BRAND), 1.4))
            painter.setBrush(theme.color(theme.OK if whole else theme.CARD))
            painter.drawRoundedRect(bar, 5, 5)
        if step.late and not whole:
            painter.setPen(QPen(theme.color(theme.STOP), 2, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(due, middle), QPointF(max(self._x(self._now), due), middle))
        _planned(painter, due, middle, theme.STOP if step.late else theme.INK)
        if step.ordered is not None:
            _ordered(painter, self._x(step.ordered), middle - 4)
        if focused:
            painter.setPen(QPen(theme.color(theme.INK), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(line).adjusted(1, 1, -2, -1), 6, 6)

    def _paint_label(self, painter: QPainter, step: MorningStep, line: QRect, ink: str, focused: bool) -> None:
        side = Qt.AlignmentFlag.AlignVCenter
        box = QRectF(line).adjusted(8, 0, self._label() - line.width() - 8, 0)
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(theme.color(ink))
        count = f"{step.done}/{step.total}" if step.total > 1 else "✓" if step.done else ""
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | side, count)
        taken = painter.fontMetrics().horizontalAdvance(count) + 8 if count else 0
        used = 0
        if self._label() >= 200:
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | side, site_clock(step.due, self._offset, False))
            used = painter.fontMetrics().horizontalAdvance("00:00") + 8
        painter.setFont(theme.font(theme.SMALL, bold=focused or step.late))
        title = box.adjusted(used, 0, -taken, 0)
        shown = painter.fontMetrics().elidedText(step.title, Qt.TextElideMode.ElideRight, int(title.width()))
        painter.drawText(title, Qt.AlignmentFlag.AlignLeft | side, shown)

    def _paint_now(self, painter: QPainter) -> None:
        m = self._morning
        if m is None or not m.opens <= self._now <= m.closes:
            return
        x = self._x(self._now)
        painter.setPen(QPen(theme.color(theme.BRAND), 2))
        painter.drawLine(QPointF(x, _SCALE - 2), QPointF(x, self.viewport().height()))
        painter.setFont(theme.font(theme.SMALL, bold=True))
        words = site_clock(self._now, self._offset, False)
        wide = painter.fontMetrics().horizontalAdvance(words) + 12
        flag = QRectF(min(max(x - wide / 2, self._label()), self.viewport().width() - wide), 0, wide, _SCALE - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(theme.BRAND_FILL))
        painter.drawRoundedRect(flag, 4, 4)
        painter.setPen(theme.color(theme.ON_FILL))
        painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, words)


def _planned(painter: QPainter, x: float, y: float, ink: str = theme.INK) -> None:
    painter.setPen(QPen(theme.color(ink), 1.6))
    painter.setBrush(theme.color(theme.CARD))
    painter.drawPolygon(QPolygonF([QPointF(x, y - 6), QPointF(x + 6, y), QPointF(x, y + 6), QPointF(x - 6, y)]))


def _ordered(painter: QPainter, x: float, y: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(theme.BRAND))
    painter.drawPolygon(QPolygonF([QPointF(x - 6, y - 5), QPointF(x + 6, y - 5), QPointF(x, y + 5)]))


def _done(painter: QPainter, x: float, y: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(theme.OK))
    painter.drawRoundedRect(QRectF(x - 6, y - 4, 13, 8), 4, 4)
