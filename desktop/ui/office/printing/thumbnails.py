"""All pages small, drawn only where they are on the screen: a job of 340 pages costs what is visible."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.office.printing.pictures import Pictures
from desktop.ui.shared import theme

WIDE, TALL = 76, 108
"""Logical pixels a page has; lying ones are drawn as wide and less tall."""
_NOWHERE = QModelIndex()


class Thumbnails(QListView):
    """`picked(page)`, from 1."""

    picked = Signal(int)

    def __init__(self, pictures: Pictures, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFixedWidth(WIDE + 48)
        self._pages = _Numbers()
        self.setModel(self._pages)
        self.setItemDelegate(_Thumbnail(self, pictures))
        pictures.arrived.connect(self._arrived)
        self.clicked.connect(self._clicked)

    def show_pages(self, count: int) -> None:
        self._pages.show_count(count)

    def go_to(self, page: int) -> None:
        index = self._pages.index(page - 1)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _clicked(self, index: QModelIndex) -> None:
        self.picked.emit(index.row() + 1)

    def _arrived(self, page: int) -> None:
        self.update(self._pages.index(page - 1))


class _Numbers(QAbstractListModel):
    """Pages by their numbers and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0

    def show_count(self, count: int) -> None:
        self.beginResetModel()
        self._count = count
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._count

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return str(index.row() + 1) if role == Qt.ItemDataRole.DisplayRole else None


class _Thumbnail(QStyledItemDelegate):
    def __init__(self, view: QListView, pictures: Pictures) -> None:
        super().__init__(view)
        self._view, self._pictures = view, pictures

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(WIDE + 16, TALL + 30)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box: QRect = option.rect  # type: ignore[attr-defined]  # PySide's stub leaves the fields of style options out
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        page = index.row() + 1
        painter.save()
        found = self._pictures.of(page, round(WIDE * self._view.devicePixelRatioF()))
        tall = TALL if found is None else min(TALL, WIDE * found.height() // max(found.width(), 1))
        sheet = QRect(box.center().x() - WIDE // 2, box.y() + 4 + (TALL - tall) // 2, WIDE, tall)
        painter.fillRect(sheet, theme.color(theme.PAPER))
        if found is not None:
            painter.drawPixmap(sheet, found)
        painter.setPen(QPen(theme.color(theme.BRAND if chosen else theme.LINE), 3 if chosen else 1))
        painter.drawRect(sheet)
        painter.setFont(theme.font(theme.SMALL, bold=chosen))
        painter.setPen(theme.color(theme.BRAND if chosen else theme.INK_2))
        below = QRect(box.x(), box.y() + TALL + 6, box.width(), 22)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(page))
        painter.restore()
