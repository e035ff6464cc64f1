"""Every post of every room and of the site as a grid; beside it the chosen one: whom its holder must not meet, or why
it is open. The arrows move, Enter asks who shall have it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.operations.boards.office import OfficeActions
from desktop.operations.boards.planning.posts import PostCell, PostDetail, PostRow, PostsBoard
from desktop.operations.boards.shell import KeyHint
from desktop.ui.desk import DeskTools
from desktop.ui.office.work import WorkPane
from desktop.ui.shared import theme
from desktop.ui.shared.cards import ScrollBody, empty
from desktop.ui.shared.panels import Panel, text

_ROW, _HEAD, _GAP = 44, 92, 4
_DETAIL, _NARROW = 340, 760


class PostGrid(QWidget):
    """The rows, painted; `chosen(PostCell)` when the cursor comes to another post."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[PostRow, ...] = ()
        self.at = (0, 0)
        self._wish = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(320, len(self._rows) * _ROW)

    def show_rows(self, rows: tuple[PostRow, ...]) -> None:
        if rows != self._rows:
            self._rows = rows
            self.setFixedHeight(max(1, len(rows)) * _ROW)
            self.update()

    def current(self) -> PostCell | None:
        row, column = self.at
        cells = self._rows[row].cells if row < len(self._rows) else ()
        return cells[min(column, len(cells) - 1)] if cells else None

    def go_to(self, post: str) -> None:
        """Put the cursor on a post; elsewhere it stays where it was."""
        for row, line in enumerate(self._rows):
            for column, cell in enumerate(line.cells):
                if cell.id == post:
                    self.at, self._wish = (row, column), column
        self._tell()

    def move_by(self, rows: int, columns: int) -> None:
        """By so many rows that hold posts, and so many posts. A short row on the way does not cost the column."""
        held = [n for n, line in enumerate(self._rows) if line.cells]
        if not held:
            return
        row, column = self.at
        place = held.index(row) if row in held else 0
        row = held[min(max(place + rows, 0), len(held) - 1)]
        last = len(self._rows[row].cells) - 1
        if columns:
            self._wish = min(max(column + columns, 0), last)
        self.at = (row, min(self._wish, last))
        self._tell()

    def _tell(self) -> None:
        cell = self.current()
        self.update()
        if cell is not None:
            line = self._rows[self.at[0]]
            self.setAccessibleName(" ".join(filter(None, (line.head, cell.role, cell.name, cell.mark))))
            self.chosen.emit(cell)

    def box(self, row: int, column: int) -> QRect:
        """Where a post is drawn."""
        wide = max(60, (self.width() - _HEAD - _GAP) // max(len(self._rows[row].cells), 2))
        return QRect(_HEAD + column * wide, row * _ROW, wide - _GAP, _ROW - _GAP)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y()) // _ROW
        cells = self._rows[row].cells if row < len(self._rows) else ()
        for column in range(len(cells)):
            if self.box(row, column).contains(event.position().toPoint()):
                self.at, self._wish = (row, column), column
                self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = event.rect().top() // _ROW, event.rect().bottom() // _ROW
        for row in range(max(first, 0), min(last + 1, len(self._rows))):
            self._paint_head(painter, row)
            for column, cell in enumerate(self._rows[row].cells):
                self._paint_cell(painter, self.box(row, column), cell, (row, column) == self.at)
        painter.end()

    def _paint_head(self, painter: QPainter, row: int) -> None:
        line = self._rows[row]
        wide = _HEAD - 12 if line.cells else self.width() - 8
        area = QRect(4, row * _ROW, wide, _ROW - _GAP)
        half = area.height() // 2
        painter.setFont(theme.font(theme.BODY, bold=True))
        painter.setPen(theme.color(theme.INK))
        top = area.adjusted(0, 0, 0, -half) if line.words else area
        _say(painter, top, line.head)
        if line.words:
            painter.setFont(theme.font(theme.SMALL))
            painter.setPen(theme.color(theme.INK_2))
            _say(painter, area.adjusted(0, half, 0, 0), line.words)

    def _paint_cell(self, painter: QPainter, box: QRect, cell: PostCell, current: bool) -> None:
        stop = cell.tone == "stop"
        painter.setPen(theme.color(theme.BRAND if current else theme.STOP_LINE if stop else theme.LINE))
        painter.setBrush(theme.color(theme.BRAND_SOFT if current else theme.STOP_SOFT if stop else theme.CARD))
        painter.drawRoundedRect(box, 6, 6)
        if current:
            painter.fillRect(box.x(), box.y() + 5, 4, box.height() - 10, theme.color(theme.BRAND))
        inner = box.adjusted(10, 1, -6, -1)
        half = inner.height() // 2
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(theme.color(theme.INK_2))
        _say(painter, inner.adjusted(0, 0, 0, -half), cell.role)
        if cell.mark:
            painter.setPen(theme.color(theme.STOP if stop else theme.WARN))
            _say(painter, inner.adjusted(inner.width() // 2, 0, 0, -half), cell.mark, right=True)
        painter.setFont(theme.font(theme.BODY, bold=True))
        painter.setPen(theme.color(theme.STOP if stop else theme.INK))
        _say(painter, inner.adjusted(0, half - 2, 0, 0), cell.name)


def _say(painter: QPainter, area: QRect, words: str, right: bool = False) -> None:
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, shown)


class PostsPane(WorkPane):
    """Shows a `PostsBoard`."""

    def __init__(self, actions: OfficeActions, tools: DeskTools) -> None:
        super().__init__(actions, tools)
        self._board = PostsBoard(())
        self._asked, self._waiting = "", False
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self.grid = PostGrid()
        self.grid.chosen.connect(self._ask)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = ScrollBody("paper")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 4, 0)
        self.nothing = text(tools.wording.text("posts-none"), theme.LEAD, tone="quiet", wrap=True)
        column.addWidget(self.nothing)
        column.addWidget(self.grid)
        column.addStretch(1)
        self.area.setWidget(body)
        self._row.addWidget(self.area, 1)
        self.detail = Panel("panel", (0, 0, 1, 0), 0)
        self.detail.setAccessibleName(tools.wording.text("posts-who"))
        lines = QScrollArea()
        lines.setWidgetResizable(True)
        lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = ScrollBody()
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(16, 8, 16, 8)
        self._lines.setSpacing(4)
        lines.setWidget(inside)
        self.detail.column.addWidget(lines)
        self._row.addWidget(self.detail)

    def show_work(self, work: Any) -> None:
        if not isinstance(work, PostsBoard):
            return
        self._waiting = False
        if work == self._board:
            return
        before, self._board = self._board, work
        self.nothing.setVisible(not any(row.cells for row in work.rows))
        if work.rows != before.rows:
            self.grid.show_rows(work.rows)
            if work.detail is not None:
                self._asked = work.detail.post
                self.grid.go_to(work.detail.post)
        if work.detail != before.detail:
            self._show_detail(work.detail)
        self.changed.emit()
        if (cell := self.grid.current()) is not None:
            self._ask(cell)

    def keys(self) -> tuple[KeyHint, ...]:
        out: tuple[KeyHint, ...] = (KeyHint("↑↓←→", self.tools.wording.text("posts-key-move")),)
        detail = self._board.detail
        if detail is not None and detail.change is not None:
            out += (KeyHint("Enter", detail.change.title),)
        return out

    def pressed(self, key: str) -> bool:
        steps = {"Up": (-1, 0), "Down": (1, 0), "Left": (0, -1), "Right": (0, 1), "PageUp": (-8, 0), "PageDown": (8, 0)}
        if key in steps:
            self.grid.move_by(*steps[key])
            self._reveal()
            return True
        if key == "Enter":
            cell, detail = self.grid.current(), self._board.detail
            if detail is not None and cell is not None and detail.post == cell.id and detail.change is not None:
                self.asked.emit(detail.change)
            return True
        return False

    def _reveal(self) -> None:
        box = self.grid.box(*self.grid.at)
        self.area.ensureVisible(box.center().x(), box.center().y(), 0, _ROW)

    def _ask(self, cell: PostCell) -> None:
        """What is to be told of this post, answered by the next board; of those passed by on the way nothing is."""
        if cell.id != self._asked and not self._waiting:
            self._asked, self._waiting = cell.id, True
            self.wanted.emit(partial(self.office.job, "choose-post", {"post": cell.id}))

    def _show_detail(self, detail: PostDetail | None) -> None:
        empty(self._lines)
        self.detail.setVisible(detail is not None)
        if detail is None:
            return
        self._lines.addWidget(text(detail.title, theme.BODY, bold=True, tone="quiet", wrap=True))
        self._lines.addWidget(text(detail.holder, theme.LEAD, bold=True, wrap=True))
        for words, tone in detail.lines:
            self._lines.addWidget(text(words, theme.BODY, tone="" if tone == "plain" else tone, wrap=True))
        self._lines.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chosen post beside the grid, or below it where the window is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        self.detail.setMaximumWidth(self.width() if narrow else _DETAIL)
        self.detail.setMinimumWidth(0 if narrow else _DETAIL)
        self.detail.setMaximumHeight(max(72, self.height() * 45 // 100) if narrow else 16_777_215)
