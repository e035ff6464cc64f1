"""The forms there are: title, and below it paper and clause."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from desktop.operations.boards.printing import FormLine
from desktop.ui.shared import theme
from desktop.ui.shared.act.ground import paint_ground


class FormList(QListWidget):
    """`picked(name)` when another form is gone to, by key or mouse."""

    picked = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_FormRow(self))
        self._lines: tuple[FormLine, ...] = ()
        self.itemClicked.connect(self._clicked)

    def show_lines(self, lines: tuple[FormLine, ...], chosen: str) -> None:
        if lines != self._lines:
            self._lines = lines
            self.clear()
            for line in lines:
                item = QListWidgetItem(line.title)
                item.setData(Qt.ItemDataRole.UserRole, line)
                item.setToolTip(f"{line.title}\n{line.note}")
                self.addItem(item)
        at = next((n for n, line in enumerate(lines) if line.name == chosen), None)
        if at is not None and self.currentRow() < 0:
            self.setCurrentRow(at)

    def name(self) -> str:
        """The form gone to; the first one before that."""
        at = max(self.currentRow(), 0)
        return self._lines[at].name if self._lines else ""

    def step(self, by: int) -> None:
        if self.count():
            self.setCurrentRow(min(max(self.currentRow() + by, 0), self.count() - 1))
            self.picked.emit(self.name())

    def _clicked(self) -> None:
        self.picked.emit(self.name())


class _FormRow(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, 50)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: FormLine = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        box, chosen = paint_ground(painter, option)
        inner = box.adjusted(12, 5, -8, -5)
        for words, size, ink, edge in (
            (line.title, theme.BODY, theme.BRAND if chosen else theme.INK, Qt.AlignmentFlag.AlignTop),
            (line.note, theme.SMALL, theme.INK_2, Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setFont(theme.font(size, bold=chosen and size == theme.BODY))
            painter.setPen(theme.color(ink))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | edge, shown)
        painter.restore()
