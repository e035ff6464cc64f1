"""Rows painted by one widget that scrolls by whole rows: the board of rooms and the line of the morning."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy


class PaintedRows(QAbstractScrollArea):
    """The row chosen stays in sight. Who paints says how many rows there are (`_count`), how many fit (`_visible`) and
    which is chosen (`_row`, -1 for none)."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setAutoFillBackground(False)

    def page(self) -> int:
        """Rows a page further."""
        return max(self._visible() - 1, 1)

    def _count(self) -> int:
        raise NotImplementedError

    def _visible(self) -> int:
        raise NotImplementedError

    def _row(self) -> int:
        raise NotImplementedError

    def _settle(self) -> None:
        """The rows, or the room for them, have changed."""
        bar = self.verticalScrollBar()
        bar.setRange(0, max(self._count() - self._visible(), 0))
        bar.setPageStep(self._visible())
        bar.setSingleStep(1)

    def _reveal(self, row: int) -> None:
        bar = self.verticalScrollBar()
        if row < bar.value():
            bar.setValue(row)
        elif row >= bar.value() + self._visible():
            bar.setValue(row - self._visible() + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()
        if self._row() >= 0:
            self._reveal(self._row())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
