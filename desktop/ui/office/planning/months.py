"""Months as a wall calendar has them: days off and worked instead, today, the first exam day, and on each day the rules
that end there."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.operations.boards.planning.dates import Day, Month
from desktop.ui.shared import theme
from desktop.wording import Wording

_TITLE, _HEADS, _GAP = 26, 22, 8
_TWO_LINES, _LEAST = 34, 20


class MonthGrid(QWidget):
    """Shows as many months as `show_at_once` says, the one of the chosen day among them."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._weekdays = wording.text("calendar-weekdays").split()
        words = wording.text
        self._marks = {"holiday": words("calendar-off"), "worked": words("calendar-worked")}
        self._today, self._exam = words("calendar-today"), words("calendar-exam")
        self._months: tuple[Month, ...] = ()
        self._chosen = self._first = ""
        self._count = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(400, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 150)

    def show_at_once(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self.update()

    def show_months(self, months: tuple[Month, ...], chosen: str, first: str) -> None:
        """`chosen` is the day that is looked at, `first` the first exam day, which is looked at where there is none."""
        self._months, self._chosen, self._first = months, chosen, first
        told = (f"{m.title} {d.number} {' '.join(d.keys)}" for m in months for d in m.days if d.keys)
        self.setAccessibleName(" · ".join(told) or " ".join(m.title for m in months))
        self.update()

    def shown(self) -> tuple[Month, ...]:
        """The months on the screen: around the chosen day, else around the first exam day."""
        ids = [m.id for m in self._months]
        at = next((ids.index(day[:7]) for day in (self._chosen, self._first) if day[:7] in ids), 0)
        begin = max(0, min(at, len(ids) - self._count))
        if self._first[:7] in ids[max(0, at - self._count + 1) : at]:
            begin = max(0, at - self._count + 1)
        return self._months[begin : begin + self._count]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self.shown()
        tall = (self.height() - _GAP * (self._count - 1)) // max(self._count, 1)
        for n, month in enumerate(shown):
            self._paint_month(painter, month, QRect(0, n * (tall + _GAP), self.width(), tall))
        painter.end()

    def _paint_month(self, painter: QPainter, month: Month, box: QRect) -> None:
        painter.setPen(theme.color(theme.LINE))
        painter.setBrush(theme.color(theme.CARD))
        painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), theme.RADIUS, theme.RADIUS)
        inner = box.adjusted(8, 4, -8, -4)
        painter.setFont(theme.font(theme.BODY, bold=True))
        painter.setPen(theme.color(theme.INK))
        painter.drawText(
            QRect(inner.x() + 4, inner.y(), inner.width(), _TITLE), Qt.AlignmentFlag.AlignVCenter, month.title
        )
        wide = inner.width() // 7
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(theme.color(theme.INK_2))
        for n, word in enumerate(self._weekdays):
            area = QRect(inner.x() + n * wide, inner.y() + _TITLE, wide, _HEADS)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, word)
        begin, weeks = self._weeks(month, inner.height() - _TITLE - _HEADS)
        tall = (inner.height() - _TITLE - _HEADS) // max(weeks, 1)
        for n, day in enumerate(month.days, start=month.lead - begin * 7):
            if not 0 <= n < weeks * 7:
                continue
            cell = QRect(inner.x() + n % 7 * wide, inner.y() + _TITLE + _HEADS + n // 7 * tall, wide - 2, tall - 2)
            self._paint_day(painter, day, cell, f"{month.id}-{day.number:02d}" == self._chosen)

    def _weeks(self, month: Month, height: int) -> tuple[int, int]:
        """The first week that is drawn, and how many: all, or in a low window those around the day looked at."""
        weeks = (month.lead + len(month.days) + 6) // 7
        fit = max(1, min(weeks, height // _LEAST))
        looked = next((day for day in (self._chosen, self._first) if day[:7] == month.id), "")
        at = (month.lead + int(looked[8:]) - 1) // 7 if looked else 0
        return min(max(0, at - fit // 2), weeks - fit), fit

    def _paint_day(self, painter: QPainter, day: Day, cell: QRect, chosen: bool) -> None:
        self._ground(painter, day, cell, chosen)
        two = cell.height() >= _TWO_LINES
        top = QRect(cell.x() + 4, cell.y(), cell.width() - 6, cell.height() // 2 if two else cell.height())
        ink = theme.BRAND if day.today or day.first else theme.INK_3 if day.kind in ("off", "holiday") else theme.INK
        painter.setFont(theme.font(theme.SMALL, bold=day.today or day.first or bool(day.keys)))
        painter.setPen(theme.color(ink))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(top, left, str(day.number))
        mark = self._exam if day.first else self._today if day.today else self._marks.get(day.kind, "")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if mark and (two or not day.keys):
            painter.setFont(theme.font(theme.SMALL))
            special = day.first or day.today
            painter.setPen(theme.color(theme.BRAND if special else theme.STOP if day.kind == "worked" else theme.OK))
            painter.drawText(top, right, mark)
        if day.keys:
            area = QRect(top.x(), top.bottom(), top.width(), cell.height() - top.height()) if two else top
            painter.setFont(theme.font(theme.SMALL, bold=True))
            painter.setPen(theme.color(theme.INK_2) if day.tone == "plain" else theme.strong(day.tone))
            room = area.width() - (0 if two else painter.fontMetrics().horizontalAdvance("00 "))
            words = painter.fontMetrics().elidedText(" ".join(day.keys), Qt.TextElideMode.ElideRight, room)
            painter.drawText(area, left if two else right, words)

    def _ground(self, painter: QPainter, day: Day, cell: QRect, chosen: bool) -> None:
        """What the day is as a field: a rule's state, the exam, today's ring, the chosen one's edge."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if day.keys and day.tone != "plain":
            painter.setBrush(theme.soft(day.tone))
        elif day.first:
            painter.setBrush(theme.color(theme.BRAND_SOFT))
        elif day.keys or day.kind in ("off", "holiday"):
            painter.setBrush(theme.color(theme.WELL))
        if chosen or day.today or day.first:
            painter.setPen(QPen(theme.color(theme.BRAND if day.today or day.first else theme.INK), 2))
        painter.drawRoundedRect(cell, 4, 4)
