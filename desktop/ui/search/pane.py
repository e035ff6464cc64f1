"""The search beside a desk: one line, the people who fit, and the one that was chosen. Empty until something is typed
(U15); a scan or a card closes it, as it closes everything (U11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.operations.boards.people import Found, FoundRow, PersonBoard
from desktop.operations.boards.shell import KeyHint
from desktop.ui.search.person import STATE_TONES, PersonPage
from desktop.ui.shared import theme
from desktop.ui.shared.act.fields import ListLine
from desktop.ui.shared.act.ground import paint_ground
from desktop.ui.shared.panels import text
from desktop.ui.shell.cover import Cover
from desktop.wording import Wording

Ask = Callable[[str, Callable[[Any], None]], None]
"""Asks in the record's lane and brings the answer back into the GUI thread: find words, or look at a person."""


class SearchPane(Cover):
    """`find` and `look` ask; `goes_to(about)` tells whether the desk beneath showed that person itself; `act(row)` does
    one of a person's actions."""

    acted = Signal(object)

    def __init__(self, wording: Wording, find: Ask, look: Ask, goes_to: Callable[[str], bool]) -> None:
        super().__init__()
        self._wording, self._find, self._look, self._goes_to = wording, find, look, goes_to
        self.setAccessibleName(wording.text("people-title"))
        self._asked: str | None = None
        self.setProperty("look", "card")
        self._pages = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.person = PersonPage(wording)
        self.person.picked.connect(self.acted)
        self._pages.addWidget(self._results(wording))
        self._pages.addWidget(self.person)

    def _results(self, wording: Wording) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(8)
        column.addWidget(text(wording.text("people-title"), theme.TITLE, bold=True))
        self.line = ListLine(wording.text("people-hint"), 6)
        self.line.setAccessibleName(wording.text("people-hint"))
        self.line.setMaxLength(60)
        self.line.textChanged.connect(self._typed)
        self.line.entered.connect(self._chosen)
        self.line.moved.connect(self._move)
        self.line.left.connect(self._back)
        column.addWidget(self.line)
        self.told = text(wording.text("people-way"), theme.BODY, tone="quiet", wrap=True)
        column.addWidget(self.told)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_PersonRow(wording, self.list))
        self.list.setAccessibleName(wording.text("people-title"))
        self.list.itemClicked.connect(self._clicked)
        self.list.hide()
        column.addWidget(self.list, 1)
        column.addStretch(0)
        return page

    # -- a cover

    def place(self, stage: QRect, window: QRect) -> QRect:
        wide = min(max(440, stage.width() * 36 // 100), stage.width())
        return QRect(stage.right() - wide + 1, stage.top(), wide, stage.height())

    def begin(self) -> None:
        self.line.setFocus()

    def keys(self) -> tuple[KeyHint, ...]:
        words = self._wording.text
        out = [KeyHint("Esc", words("shell-back"))]
        if self._pages.currentIndex() == 1:
            if self.person.current() is not None:
                out.append(KeyHint("Enter", words("people-act")))
            return tuple(out)
        if self.list.count():
            out += [KeyHint("↑↓", words("people-choose")), KeyHint("Enter", words("people-look"))]
        return tuple(out)

    def pressed(self, key: str) -> bool:
        if key == "Esc":
            self._back()
        elif self._pages.currentIndex() == 1:
            return self.person.pressed(key)
        elif key == "Enter":
            self._chosen()
        return True

    # -- searching

    def _typed(self, words: str) -> None:
        """One question at a time: what is typed meanwhile is asked when the answer is there."""
        asking, self._asked = self._asked, words
        if asking is None:
            self._find(words, self._found)

    def _found(self, found: object) -> None:
        wanted, self._asked = self._asked, None
        if isinstance(found, Found) and wanted is not None and found.words != wanted:
            self._typed(wanted)
        if isinstance(found, Found):
            self.show_found(found)

    def show_found(self, found: Found) -> None:
        words = self._wording.text
        self.list.clear()
        for row in found.rows:
            item = QListWidgetItem(row.name)
            item.setData(Qt.ItemDataRole.UserRole, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.name} {row.place} {row.numbers} {row.said}")
            self.list.addItem(item)
        if found.rows:
            self.list.setCurrentRow(0)
        self.list.setVisible(bool(found.rows))
        if found.more:
            said = words("people-more", n=found.more)
        elif found.rows:
            said = words("people-same") if any(row.same_name for row in found.rows) else ""
        else:
            said = words("people-nobody" if found.words.strip() else "people-way")
        self.told.setText(said)
        self.told.setVisible(bool(said))
        self.bars_changed.emit()

    def current(self) -> FoundRow | None:
        item = self.list.currentItem()
        row = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return row if isinstance(row, FoundRow) else None

    def _move(self, step: int) -> None:
        if self.list.count():
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))

    def _clicked(self) -> None:
        self._chosen()

    def _chosen(self) -> None:
        row = self.current()
        if row is None:
            return
        if self._goes_to(row.about):
            self.left.emit()
        else:
            self._look(row.about, self._show_person)

    def _show_person(self, board: object) -> None:
        if isinstance(board, PersonBoard):
            self.person.show_board(board)
            self._pages.setCurrentIndex(1)
            self.person.setFocus()
            self.bars_changed.emit()

    def _back(self) -> None:
        if self._pages.currentIndex() == 1:
            self._pages.setCurrentIndex(0)
            self.line.setFocus()
            self.bars_changed.emit()
        else:
            self.left.emit()


class _PersonRow(QStyledItemDelegate):
    """Name and seat, below them numbers and how they stand; a name two people have is marked."""

    def __init__(self, wording: Wording, parent: QWidget) -> None:
        super().__init__(parent)
        self._wording = wording

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, 60)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: FoundRow = index.data(Qt.ItemDataRole.UserRole)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        painter.save()
        box, chosen = paint_ground(painter, option)
        inner = box.adjusted(14, 7, -12, -7)
        upper, lower = QRect(inner), QRect(inner)
        upper.setHeight(26)
        lower.setTop(inner.bottom() - 20)
        place = theme.font(theme.BODY, bold=row.here)
        wide = QFontMetrics(place).horizontalAdvance(row.place) + 12
        self._line(painter, upper, row.place, place, theme.BRAND if row.here else theme.INK_2, right)
        name = upper.adjusted(0, 0, -wide, 0)
        fore = theme.BRAND if chosen else theme.INK
        shown = self._line(painter, name, row.name, theme.font(theme.LEAD, bold=True), fore, left)
        if row.same_name:
            painter.setPen(theme.color(theme.WARN))
            painter.setFont(theme.font(theme.SMALL, bold=True))
            painter.drawText(name.adjusted(shown + 8, 0, 0, 0), left | Qt.AlignmentFlag.AlignVCenter, "!")
        said = QFontMetrics(theme.font(theme.SMALL)).horizontalAdvance(row.said) + 12 if row.said else 0
        self._line(
            painter, lower, row.said, theme.font(theme.SMALL), theme.STRONG[STATE_TONES.get(row.state, "plain")], right
        )
        self._line(painter, lower.adjusted(0, 0, -said, 0), row.numbers, theme.font(theme.SMALL), theme.INK_2, left)
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, box: QRect, words: str, font: Any, fore: str, side: Qt.AlignmentFlag) -> int:
        painter.setFont(font)
        painter.setPen(theme.color(fore))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return painter.fontMetrics().horizontalAdvance(shown)
