"""Long lists: a table model over a tuple of frozen rows and a view that only asks for what is on the screen (U20)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.operations.boards.shell import Tone
from desktop.ui.shared import theme

Row = TypeVar("Row")
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its head, the words of a row, and the tone of that cell (None for plain paper)."""

    title: str
    words: Callable[[Row], str]
    tone: Callable[[Row], Tone | None] | None = None
    width: int = 0


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows are given whole and replaced whole; nothing is copied per cell, so 10,000 rows cost what is visible."""

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._rows: Sequence[Row] = ()
        self._bold = theme.font(theme.BODY, bold=True)

    def show_rows(self, rows: Sequence[Row]) -> None:
        if rows is self._rows or rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> Row:
        return self._rows[number]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column, row = self._columns[index.column()], self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.words(row)
        if column.tone is None or role not in _TONED:
            return None
        tone = column.tone(row)
        if tone is None or tone == "plain":
            return None
        if role == Qt.ItemDataRole.BackgroundRole:
            return theme.soft(tone)
        return self._bold if role == Qt.ItemDataRole.FontRole else theme.strong(tone)


_TONED = (Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.FontRole)


class _Cell(QStyledItemDelegate):
    """A cell on the table's grid: words under their head, a tone that stays when the row is chosen."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box = option.rect  # type: ignore[attr-defined]  # PySide's stub leaves the fields of style options out
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        last = index.column() == index.model().columnCount() - 1
        painter.save()
        if chosen:
            painter.fillRect(box, theme.color(theme.BRAND_SOFT))
        if ink is not None and not last:
            # The last column is as wide as the window: a field of colour there would shout.
            painter.fillRect(box, index.data(Qt.ItemDataRole.BackgroundRole))
        if chosen and index.column() == 0:
            painter.fillRect(box.x(), box.y(), 4, box.height(), theme.color(theme.BRAND))
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, theme.color(theme.WELL))
        painter.setFont(theme.font(theme.BODY, bold=ink is not None))
        painter.setPen(ink if ink is not None else theme.color(theme.INK))
        inner = box.adjusted(_PAD, 0, -4, -1)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "").replace("\n", " ")
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


_PAD = 12
_LAST = 160


class RowsView(QTableView):
    """A quiet table: whole rows, hairlines, the last column takes the rest; never scrolled sideways."""

    def __init__(self, model: RowsModel[Any], widths: Sequence[int] = ()) -> None:
        super().__init__()
        self.setModel(model)
        self._widths = tuple(widths)
        heads = (model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount()))
        self.setAccessibleName(" ".join(str(head) for head in heads))
        self.horizontalHeader().setAccessibleName(self.accessibleName())
        self.setItemDelegate(_Cell(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(theme.font(theme.BODY))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(36)
        head = self.horizontalHeader()
        head.setFont(theme.font(theme.BODY))
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setStretchLastSection(True)
        self._fit()

    def _fit(self) -> None:
        """The wished widths, or their share of a narrower table; without a wish a column is as wide as Qt makes it."""
        columns = self.horizontalHeader().count()
        wished = self._widths[: max(columns - 1, 0)]
        room = self.viewport().width() - _LAST
        share = min(1.0, room / sum(wished)) if sum(wished) > 0 and room > 0 else 1.0
        heads = self.horizontalHeader().fontMetrics()
        for column, width in enumerate(wished):
            if width:
                head = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
                self.setColumnWidth(column, max(round(width * share), heads.horizontalAdvance(head) + 2 * _PAD + 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
