"""F2 to F7: the chief's orders. Every order is asked twice; a bounce of the key or a double click does not count."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import monotonic

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.operations.boards.control import Order
from desktop.ui.shared import theme
from desktop.ui.shared.cards import empty
from desktop.ui.shared.panels import paint_cap
from desktop.wording import Wording

BOUNCE = 0.35
"""Seconds below which a second press is the same press."""
ARMED_FOR = 6000
"""Milliseconds an armed order waits for its second press."""


class OrderBar(QWidget):
    """`given(Order)` after the second press; `blocked(Order)` for one whose time has not come."""

    given = Signal(object)
    blocked = Signal(object)

    def __init__(self, wording: Wording, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self.clock = clock
        self._wording = wording
        self._orders: tuple[Order, ...] = ()
        self._buttons: list[_OrderButton] = []
        self._armed = ""
        self._armed_at = 0.0
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(ARMED_FOR)
        self._calm.timeout.connect(self.disarm)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "foot")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 8, 20, 8)
        self._row.setSpacing(12)

    def show_orders(self, orders: tuple[Order, ...]) -> None:
        if orders == self._orders:
            return
        self._orders = orders
        if [o.action.key for o in orders] != [b.order.action.key for b in self._buttons]:
            empty(self._row)
            self._buttons = []
            for order in orders:
                button = _OrderButton(order)
                button.pressed.connect(partial(self.press, order.action.key))
                self._buttons.append(button)
                self._row.addWidget(button, 1)
        for button, order in zip(self._buttons, orders, strict=True):
            button.order = order
        if self._armed and not any(o.action.key == self._armed and o.action.enabled for o in orders):
            self.disarm()
        self._dress()

    def armed(self) -> str:
        """The key that waits for its second press, or ""."""
        return self._armed

    def press(self, key: str) -> bool:
        """An order's key. True when there is such an order."""
        order = next((o for o in self._orders if o.action.key == key), None)
        if order is None:
            return False
        if not order.action.enabled:
            self.disarm()
            self.blocked.emit(order)
        elif not order.action.immediate:
            # Its form asks for what is missing and for the word: that is the second step.
            self.disarm()
            self.given.emit(order)
        elif self._armed != key:
            self._armed, self._armed_at = key, self.clock()
            self._calm.start()
            self._dress()
        elif self.clock() - self._armed_at >= BOUNCE:
            self.disarm()
            self.given.emit(order)
        return True

    def disarm(self) -> None:
        self._calm.stop()
        if self._armed:
            self._armed = ""
            self._dress()

    def compact(self, small: bool) -> None:
        self._row.setContentsMargins(*((12, 4, 12, 4) if small else (20, 8, 20, 8)))
        self._row.setSpacing(8 if small else 12)
        for button in self._buttons:
            button.small = small
            button.updateGeometry()

    def _dress(self) -> None:
        again = self._wording.text("control-press-again")
        for button in self._buttons:
            button.again = again if button.order.action.key == self._armed else ""
            button.update()


class _OrderButton(QWidget):
    pressed = Signal()

    def __init__(self, order: Order) -> None:
        super().__init__()
        self.order = order
        self.again = ""
        self.small = False
        self.setAccessibleName(order.action.title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, 40 if self.small else 54)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def _colours(self) -> tuple[str, str, str, str]:
        """back, line, title, note"""
        if self.again:
            return theme.WARN_SOFT, theme.WARN, theme.WARN, theme.WARN
        state = self.order.state
        if state == "now" and self.order.action.enabled:
            return theme.BRAND_FILL, theme.BRAND_FILL, theme.ON_FILL, theme.ON_FILL_2
        if state == "danger":
            return theme.CARD, theme.STOP_LINE, theme.STOP, theme.INK_2
        if state == "given":
            return theme.CARD, theme.LINE, theme.INK, theme.INK_2
        if state in ("coming", "now"):
            return theme.CARD, theme.LINE, theme.INK_3, theme.INK_2
        return theme.CARD, theme.LINE, theme.INK, theme.INK_2

    def paintEvent(self, event: QPaintEvent) -> None:
        back, line, title_ink, note_ink = self._colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color(line), 2 if self.again else 1))
        painter.setBrush(theme.color(back))
        painter.drawRoundedRect(box, 9, 9)
        key = self.order.action.key
        narrow = self.width() < 178
        left = 0.0
        if key:
            painter.setFont(theme.font(theme.SMALL))
            wide = painter.fontMetrics().horizontalAdvance(key) + 12
            cap = QRectF(5, 5, wide, 17) if narrow else QRectF(9, (self.height() - 20) / 2, wide, 19)
            paint_cap(painter, cap)
            painter.setPen(theme.color(theme.INK))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
            left = cap.right() + 3
        words = box.adjusted(6, 4, -6, -4)
        note = self.again or self.order.note
        # A cut note says less than none, its last part by itself more; the order and its key are never cut.
        metrics = QFontMetricsF(theme.font(theme.TINY, bool(self.again)))
        parts = (note, note.rpartition(" · ")[2])
        note = next((part for part in parts if metrics.horizontalAdvance(part) <= words.width()), "")
        title = self.order.action.title
        beside = QRectF(QPointF(max(left, words.left()), words.top()), words.bottomRight())
        smallest = QFontMetricsF(theme.font(theme.TINY, True))
        if smallest.horizontalAdvance(title) > beside.width() and not self.again:
            painter.setFont(theme.font(theme.TINY, True))
            painter.setPen(theme.color(title_ink))
            painter.drawText(beside, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), title)
            painter.end()
            return
        split = words.top() + words.height() * (0.56 if note else 1)
        upper = QRectF(QPointF(max(left, words.left()), words.top()), QPointF(words.right(), split))
        lower_left = words.left() if narrow else upper.left()
        lower = QRectF(QPointF(lower_left, split), words.bottomRight())
        _fit(painter, upper, title, title_ink, theme.LEAD, True)
        _fit(painter, lower, note, note_ink, theme.SMALL, bool(self.again))
        painter.end()


def _fit(painter: QPainter, box: QRectF, words: str, ink: str, size: int, bold: bool) -> None:
    painter.setPen(theme.color(ink))
    for smaller in range(size, theme.TINY - 1, -1):
        painter.setFont(theme.font(smaller, bold))
        if painter.fontMetrics().horizontalAdvance(words) <= box.width():
            break
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
