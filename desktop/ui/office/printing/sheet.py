"""One page as it will be printed: whole, or as wide as there is room and moved up and down."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.office.printing.pictures import Pictures
from desktop.ui.shared import theme

_EDGE = 6
_STEP = 64
_SETTLED = 80
"""Milliseconds a size must last before a page is drawn for it: a window being pulled larger passes through hundreds."""


class SheetView(QWidget):
    """`turned(by)` when the wheel asks for another page. `words` stand there while there is no page."""

    turned = Signal(int)

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 100)
        self._pictures = pictures
        self._page, self._words, self._named = 0, "", ""
        self._top = 0
        self.whole = True
        self._shape = (210, 297)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLED)
        self._settle.timeout.connect(self.update)
        pictures.arrived.connect(self._arrived)

    def sizeHint(self) -> QSize:
        return QSize(360, 420)

    def show_page(self, page: int, named: str) -> None:
        """Page 0 is none. `named` is what a screen reader says of it."""
        if page != self._page:
            self._top = 0
        self._page = page
        self._name(named)

    def say(self, words: str) -> None:
        """Instead of a page."""
        self._words = words
        self._name(words)

    def _name(self, words: str) -> None:
        self._named = words
        self.setAccessibleName(words)
        self.update()

    def enlarge(self) -> None:
        """Whole page, or its width; and back."""
        self.whole, self._top = not self.whole, 0
        self.update()

    def move_by(self, steps: int) -> bool:
        """Up or down in an enlarged page; False at its edge."""
        most = max(0, self._box().height() + 2 * _EDGE - self.height())
        before, self._top = self._top, min(max(self._top + steps * _STEP, 0), most)
        self.update()
        return self._top != before

    def _box(self) -> QRect:
        """Where the page stands."""
        across, down = self._shape
        room = self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        wide = room.width() if not self.whole else min(room.width(), room.height() * across // max(down, 1))
        tall = wide * down // max(across, 1)
        top = room.y() - self._top if tall > room.height() else room.y() + (room.height() - tall) // 2
        return QRect(room.x() + (room.width() - wide) // 2, top, max(wide, 1), max(tall, 1))

    def _found(self) -> QPixmap | None:
        if self._settle.isActive():
            return self._pictures.nearest(self._page)
        wide = round(self._box().width() * self.devicePixelRatioF())
        return self._pictures.of(self._page, wide) or self._pictures.nearest(self._page)

    def _arrived(self, page: int) -> None:
        if page == self._page:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._page:
            painter.setFont(theme.font(theme.LEAD))
            painter.setPen(theme.color(theme.INK_2))
            how = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect().adjusted(12, 0, -12, 0), how, self._words)
            return
        found = self._found()
        if found is not None:
            self._shape = (found.width(), found.height())
        box = self._box()
        painter.fillRect(box, theme.color(theme.CARD))
        if found is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(box, found)
        painter.setPen(QPen(theme.color(theme.RULE), 1))
        painter.drawRect(box.adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        by = -1 if event.angleDelta().y() > 0 else 1
        if event.angleDelta().y() and (self.whole or not self.move_by(by)):
            self.turned.emit(by)
        event.accept()
