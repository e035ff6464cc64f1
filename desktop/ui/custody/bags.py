"""Where the bags are: one column a place, a card a bag; as small as many bags and little room make it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.operations.boards.shell import BagCard, BagColumn
from desktop.ui.shared import theme
from desktop.ui.shared.cards import ScrollBody, empty, flowing
from desktop.ui.shared.panels import Panel, text

LEAST_COLUMN, MANY_BAGS = 112, 9
"""Pixels a place needs to stand as a column, and bags it shows as whole cards."""


class BagColumns(ScrollBody):
    """Where the bags are: one column a place, a card a bag; many bags in one place are small cards side by side, and
    with little width the places lie one below the other. `picked(bag id)` on a click."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__("paper")
        self._columns: tuple[BagColumn, ...] = ()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def show_columns(self, columns: tuple[BagColumn, ...]) -> None:
        if columns == self._columns:
            return
        before, self._columns = self._columns, columns
        narrow, below = self._narrow(), self._row.direction() == QBoxLayout.Direction.TopToBottom
        if len(before) != len(columns) or narrow != below:
            self._lay(narrow)
            return
        for place, (old, new) in enumerate(zip(before, columns, strict=True)):
            if old != new:
                item = self._row.takeAt(place)
                gone = item.widget() if item is not None else None
                if gone is not None:
                    gone.hide()
                    gone.deleteLater()
                self._put(place, new, narrow)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below = self._row.direction() == QBoxLayout.Direction.TopToBottom
        if below != self._narrow():
            self._lay(self._narrow())

    def _narrow(self) -> bool:
        return self.width() < LEAST_COLUMN * len(self._columns)

    def _lay(self, narrow: bool) -> None:
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        empty(self._row)
        for place, column in enumerate(self._columns):
            self._put(place, column, narrow)
        if narrow:
            self._row.addStretch(1)

    def _put(self, place: int, column: BagColumn, narrow: bool) -> None:
        """A place with many bags gets the width of two."""
        many = len(column.bags) > MANY_BAGS
        self._row.insertWidget(place, self._column(column, narrow or many), 0 if narrow else 2 if many else 1)

    def _column(self, column: BagColumn, small: bool) -> QWidget:
        well = Panel("well", (8, 8, 8, 8), 8)
        head = QHBoxLayout()
        head.addWidget(text(column.title, theme.BODY, bold=True, tone="quiet"), 1)
        head.addWidget(text(str(len(column.bags)), theme.BODY, bold=True))
        well.column.addLayout(head)
        holder, flow = flowing(8, 8) if small and column.bags else (None, None)
        for bag in column.bags:
            card = _BagFrame(bag, small)
            card.pressed.connect(self.picked)
            (flow or well.column).addWidget(card)
        if holder is not None:
            well.column.addWidget(holder)
        well.column.addStretch(1)
        return well


class _BagFrame(QFrame):
    pressed = Signal(str)

    def __init__(self, bag: BagCard, small: bool) -> None:
        """Since when beside the label, a line for whoever holds it (a name is never broken), one for its seal or
        what is wrong. A small card says no more than its label while nothing is wrong with the bag."""
        super().__init__()
        self._bag = bag
        self.setProperty("bag", bag.tone)
        told = " ".join(part for part in (bag.time, *bag.people, bag.note) if part)
        self.setAccessibleName(f"{bag.label} {told}".strip())
        self.setToolTip(told if small else "")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(text(bag.label, theme.BODY, bold=True))
        if bag.time and not small:
            head.addStretch(1)
            head.addWidget(text(bag.time, theme.SMALL, tone="quiet"))
        column.addLayout(head)
        if bag.people and not small:
            holder, flow = flowing(8, 0)
            for name in bag.people:
                flow.addWidget(text(name, theme.SMALL, tone="quiet"))
            column.addWidget(holder)
        if bag.note and not (small and bag.tone in ("plain", "ok")):
            tone = "stop" if bag.tone == "stop" else "quiet"
            column.addWidget(text(bag.note, theme.SMALL, tone=tone, wrap=not small))

    def mouseReleaseEvent(self, event: object) -> None:
        self.pressed.emit(self._bag.id)
