"""The seat map: a room as it was drawn, with the lectern on top, painted in one widget. Small (numbers) for the door,
large (names and states) as the room's main control. Arrow keys move the selection; a state is colour and shape."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.operations.boards.shell import SeatCell, SeatMapBoard
from desktop.ui.shared import theme
from desktop.ui.shared.seating.places import PlaceGrid, paint_aisles, paint_front, paint_pillars
from desktop.ui.shared.signs import SEAT_TONE, hatch, paint_mark

_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class SeatMap(QWidget):
    """`compact` shows numbers only and takes no selection. `selected(number)` tells of a new selection."""

    selected = Signal(int)

    def __init__(self, compact: bool = False, lectern: str = "", door: str = "", title: str = "") -> None:
        """`title` is what the map is called while no seat is selected."""
        super().__init__()
        self._title = title
        self.setAccessibleName(title)
        self._board = SeatMapBoard(0, 0)
        self._compact = compact
        self._lectern, self._door = lectern, door
        self._selected: int | None = None
        self._places: dict[tuple[int, int], SeatCell] = {}
        self._number_font = theme.font(theme.SMALL if compact else theme.TITLE, bold=True)
        self._thin_font = theme.font(theme.SMALL)
        self._name_font = theme.font(theme.BODY)
        vertical = QSizePolicy.Policy.Preferred if compact else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)

    # -- content

    def show_board(self, board: SeatMapBoard) -> None:
        if board == self._board:
            return
        before = self._board
        self._board = board
        self._places = {(c.row, c.column): c for c in board.cells}
        if self._selected is not None and self.cell(self._selected) is None:
            self._selected = None
        if (board.columns, board.rows, board.aisles) != (before.columns, before.rows, before.aisles):
            self.updateGeometry()
        self.update()

    def cell(self, number: int | None) -> SeatCell | None:
        return next((c for c in self._board.cells if c.number == number), None)

    def selection(self) -> SeatCell | None:
        """The selected seat as it is now."""
        return self.cell(self._selected) if self._selected is not None else None

    def selected_number(self) -> int | None:
        return self._selected

    def select(self, number: int | None) -> None:
        if number == self._selected or (number is not None and self.cell(number) is None):
            return
        self._selected = number
        cell = self.selection()
        self.setAccessibleName(self._title if cell is None else f"{cell.number} {cell.name} {cell.note}")
        self.update()
        if number is not None:
            self.selected.emit(number)

    def step(self, key: int) -> bool:
        """Move the selection by an arrow key; over gaps to the next seat. False when `key` is no arrow."""
        step = _MOVES.get(Qt.Key(key))
        if step is None or not self._places:
            return False
        now = self.selection()
        if now is None:
            self.select(min(c.number for c in self._board.cells))
            return True
        row, column = now.row + step[0], now.column + step[1]
        while 1 <= row <= self._board.rows and 1 <= column <= self._board.columns:
            if (row, column) in self._places:
                self.select(self._places[row, column].number)
                break
            row, column = row + step[0], column + step[1]
        return True

    # -- geometry

    def sizeHint(self) -> QSize:
        grid, columns, rows = self._grid(), max(self._board.columns, 1), max(self._board.rows, 1)
        ends = round(grid.head + grid.foot)
        if self._compact:
            return QSize(columns * 57 + round(grid.aisle) * len(grid.aisles), rows * 32 + ends)
        return QSize(columns * 126, rows * 98 + ends)

    def minimumSizeHint(self) -> QSize:
        grid, columns, rows = self._grid(), max(self._board.columns, 1), max(self._board.rows, 1)
        if self._compact:
            return QSize(columns * 28, rows * 20 + round(grid.head + grid.foot))
        return QSize(columns * 64, rows * 50 + round(grid.head + grid.foot))

    def _grid(self) -> PlaceGrid:
        board = self._board
        return PlaceGrid(
            board.columns, board.rows, board.aisles, board.door, self.width(), self.height(), self._compact
        )

    def rectangle(self, number: int) -> QRectF:
        """Where a seat lies in this widget."""
        return self._grid().box(next((c.row, c.column) for c in self._board.cells if c.number == number))

    # -- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._compact:
            return
        cell = self._places.get(self._grid().at(event.position()) or (0, 0))
        if cell is not None:
            self.select(cell.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._compact or not self.step(event.key()):
            super().keyPressEvent(event)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grid = self._grid()
        paint_front(painter, grid, self._lectern, self._door)
        paint_aisles(painter, grid)
        paint_pillars(painter, grid, self._board.pillars)
        for place, cell in self._places.items():
            box = grid.box(place).adjusted(0.5, 0.5, -0.5, -0.5)
            if self._compact:
                self._paint_small(painter, box, cell)
            else:
                self._paint_large(painter, box, cell)
        painter.end()

    def _paint_small(self, painter: QPainter, box: QRectF, cell: SeatCell) -> None:
        tone = SEAT_TONE[cell.state]
        here = cell.state in ("present", "handed", "out")
        ink = theme.INK_2
        if cell.latest:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.fill("ok" if here else tone))
            ink = theme.ON_FILL
        elif cell.conflict:
            painter.setPen(QPen(theme.strong("stop"), 2))
            painter.setBrush(theme.soft("stop"))
            ink = theme.STOP
        elif cell.state == "expected":
            painter.setPen(QPen(theme.color(theme.LINE), 1))
            painter.setBrush(theme.color(theme.CARD))
        elif cell.state == "free":
            painter.setPen(QPen(theme.color(theme.LINE), 1, Qt.PenStyle.DashLine))
            painter.setBrush(theme.color(theme.PAPER))
            ink = theme.INK_3
        else:
            painter.setPen(QPen(theme.edge(tone), 1))
            painter.setBrush(theme.soft(tone))
            ink = theme.STRONG[tone]
        painter.drawRoundedRect(box, 4, 4)
        if cell.state == "absent":
            hatch(painter, box.adjusted(2, 2, -2, -2), theme.color(theme.CARD), 8)
        painter.setFont(self._number_font if here or cell.latest else self._thin_font)
        painter.setPen(theme.color(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(cell.number))

    def _paint_large(self, painter: QPainter, box: QRectF, cell: SeatCell) -> None:
        tone = SEAT_TONE[cell.state]
        chosen = cell.number == self._selected
        back, line = theme.soft(tone), theme.edge(tone)
        if cell.state == "expected":
            back = theme.color(theme.CARD)
        elif cell.state in ("handed", "removed"):
            back = theme.color(theme.GONE)
        elif cell.state in ("free", "absent"):
            back = theme.color(theme.CARD)
        if cell.conflict:
            line = theme.strong("stop")
        painter.setBrush(back)
        style = Qt.PenStyle.DashLine if cell.state == "free" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(line, 2 if cell.conflict else 1, style))
        corner = min(8.0, box.height() / 4)
        painter.drawRoundedRect(box, corner, corner)
        if cell.state == "absent":
            hatch(painter, box.adjusted(3, 3, -3, -3), theme.color(theme.HATCH))
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color(theme.BRAND), 3))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), corner - 1, corner - 1)
        tight = box.height() < 66 or box.width() < 96
        self._write_large(painter, box.adjusted(4, 3, -3, -2) if tight else box.adjusted(10, 7, -8, -6), cell, tight)

    def _write_large(self, painter: QPainter, area: QRectF, cell: SeatCell, tight: bool) -> None:
        """Number and name, below them the note; a name that does not fit beside the number gets its own line. What has
        no room is left out whole: the mark always tells the state."""
        painter.save()
        number_font = theme.font(theme.BODY, bold=True) if tight else self._number_font
        name_font = self._thin_font if tight else self._name_font
        number, name, note = QFontMetricsF(number_font), QFontMetricsF(name_font), QFontMetricsF(self._thin_font)
        mark = 8.0 if tight else 11.0
        gone = cell.state in ("handed", "absent", "free", "removed")
        painter.setPen(theme.color(theme.INK_3 if gone else theme.INK))
        painter.setFont(number_font)
        wide = number.horizontalAdvance(str(cell.number))
        x, room = area.left() + wide + 3, area.width() - wide - 3 - mark - 1
        own_line = name.horizontalAdvance(cell.name) > room and area.height() > 2.6 * name.height()
        alone = tight and not own_line and area.height() < 2.4 * name.height()
        base = (
            area.center().y() + number.capHeight() / 2 if alone else area.top() + number.ascent() - (1 if tight else 4)
        )
        painter.drawText(QPointF(area.left(), base), str(cell.number))
        if own_line:
            x, room, base = area.left(), area.width(), base + name.height() - 1
        name_font = theme.shrunk(name_font, cell.name, room)
        painter.setFont(name_font)
        name = QFontMetricsF(name_font)
        if room > 16:
            painter.drawText(QPointF(x, base), name.elidedText(cell.name, Qt.TextElideMode.ElideRight, room))
        rest = QRectF(area.left(), base + (2 if tight else 7), area.width(), 0)
        rest.setBottom(area.bottom() + 2)
        if rest.height() >= note.height() and area.width() > 40:
            note_font, words = self._thin_font, cell.note
            if rest.height() < 2 * note.height():
                note_font = theme.shrunk(note_font, words, rest.width())
                words = QFontMetricsF(note_font).elidedText(words, Qt.TextElideMode.ElideRight, rest.width())
            painter.setFont(note_font)
            painter.setPen(theme.color(theme.INK_2))
            painter.drawText(rest, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, words)
        top = area.center().y() - mark / 2 if alone else area.top() + 2
        paint_mark(painter, QRectF(area.right() - mark, top, mark, mark), cell.state)
        if cell.checked and not alone:
            painter.setPen(theme.color(theme.OK))
            painter.setFont(theme.font(theme.SMALL, bold=True))
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, "✓")
        painter.restore()
