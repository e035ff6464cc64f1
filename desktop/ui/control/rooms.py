"""Rooms by steps, painted: sixty rooms stay one widget, and no cell is told by colour alone. Where the rooms do not fit
below each other in rows that can be read they stand in two blocks side by side, in rows as low as it takes."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen

from desktop.operations.boards.control import CellState, RoomCell, RoomLine, StepColumn
from desktop.ui.control.painted import PaintedRows
from desktop.ui.shared import theme
from desktop.ui.shared.signs import paint_tick

_HEAD = 30
_TALLEST, _LOWEST = 30, 25
_DENSE, _BLOCK, _BETWEEN = 14, 350, 16
"""Pixels of the lowest row of two blocks, of a block's least width, and between the blocks."""
_LOW_BOARD, _TIGHT = 200, 17
"""A board lower than this has rows as low as this: words have no room in it anyway."""
_WORDY = 18
"""A row lower than this has marks where others have words."""
_GAP = 3
_EMPTY = RoomCell()
_MARKS: dict[CellState, str] = {"due": "!", "late": "✕", "blocked": "✕"}
"""What stands in a cell too narrow for its words; the line below the board has them. A share is its bar alone."""

# back, edge, ink, bold
_DRESS: dict[CellState, tuple[str, str, str, bool]] = {
    "coming": (theme.CARD, theme.LINE, theme.INK_3, False),
    "waiting": (theme.WELL, theme.WELL, theme.INK_2, False),
    "due": (theme.WARN_SOFT, theme.WARN_SOFT, theme.WARN, True),
    "done": (theme.OK_SOFT, theme.OK_SOFT, theme.OK, False),
    "late": (theme.STOP_FILL, theme.STOP_FILL, theme.ON_FILL, True),
    "blocked": (theme.STOP_FILL, theme.STOP_FILL, theme.ON_FILL, True),
    "share": (theme.CARD, theme.LINE, theme.INK, False),
}


class RoomGrid(PaintedRows):
    """Arrow keys are the desk's; it calls `go`. `opened(room, step)` on a press of the mouse, `moved` on any move."""

    opened = Signal(str, str)
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._columns: tuple[StepColumn, ...] = ()
        self._all: tuple[RoomLine, ...] = ()
        self._rooms: tuple[RoomLine, ...] = ()
        self._room, self._step = "", ""
        self._left = 56
        self._blocks, self._pitch, self._lines = 1, _TALLEST, 1
        self.room_word = ""
        self.troubled_only = False
        self.close_up = False

    # -- what is shown

    def show_rooms(self, columns: tuple[StepColumn, ...], rooms: tuple[RoomLine, ...]) -> None:
        """Only what is another than before is painted again, as long as every row and column stays in its place."""
        before, noted, columns_before = self._rooms, self._noted(), self._columns
        self._columns, self._all = columns, rooms
        shown = self._shown()
        if columns != columns_before or [r.id for r in shown] != [r.id for r in before]:
            self._choose()
            return
        self._rooms = shown
        if self._noted() != noted:
            self._settle()
            self.viewport().update()
        else:
            self._repaint_changed(before)
        self.moved.emit()

    def _repaint_changed(self, before: tuple[RoomLine, ...]) -> None:
        first, left = self.verticalScrollBar().value(), self._left
        for row in range(first, min(first + self._visible(), len(self._rooms))):
            old, new = before[row], self._rooms[row]
            if old is new:
                continue
            if (old.label, old.note, old.tone) != (new.label, new.note, new.tone):
                line = self._box(row, 0)
                self.viewport().update(QRect(line.left() - left, line.top(), left, line.height()))
            for place in range(len(self._columns)):
                if _cell(old, place) != _cell(new, place):
                    # The frame around the focused cell lies two pixels outside it.
                    self.viewport().update(self._box(row, place).adjusted(-2, -2, 2, 2))

    def only_troubled(self, only: bool) -> None:
        self.troubled_only = only
        self._choose()

    def look_closely(self, close_up: bool) -> None:
        """One block with words in its cells, which scrolls; or everything at once."""
        self.close_up = close_up
        self._choose()

    def crowded(self) -> bool:
        """Whether not every room fits in one block."""
        return len(self._rooms) * _LOWEST > self.viewport().height() - _HEAD and self._wide_enough()

    def _wide_enough(self) -> bool:
        return self.viewport().width() >= 2 * _BLOCK + _BETWEEN

    def _shown(self) -> tuple[RoomLine, ...]:
        return tuple(room for room in self._all if room.troubled) if self.troubled_only else self._all

    def _choose(self) -> None:
        self._rooms = self._shown()
        if self._rooms and self._row() < 0:
            self._room = self._rooms[0].id
        if self._columns and self._place() < 0:
            self._step = next((c.id for c in self._columns if c.current), self._columns[0].id)
        self._settle()
        self.viewport().update()
        self.moved.emit()

    def focused(self) -> tuple[RoomLine, StepColumn, RoomCell] | None:
        row, place = self._row(), self._place()
        if row < 0 or place < 0:
            return None
        return self._rooms[row], self._columns[place], _cell(self._rooms[row], place)

    def stand_where(self, other: RoomGrid) -> None:
        """The focus and the filter of another grid of the same rooms."""
        self._room, self._step, self.troubled_only = other._room, other._step, other.troubled_only
        self.close_up = other.close_up
        self._choose()

    def go(self, down: int, across: int) -> None:
        """One step of the arrows; the edge is the end, and between two blocks the way goes on in the other. Page steps
        are more than one down."""
        if not self._rooms or not self._columns:
            return
        row, place, last = self._row() + down, self._place() + across, len(self._columns) - 1
        block = (row - self.verticalScrollBar().value()) // self._lines
        if place > last and block + 1 < self._blocks and row + self._lines < len(self._rooms):
            row, place = row + self._lines, 0
        elif place < 0 and 0 < block < self._blocks:
            row, place = row - self._lines, last
        row, place = min(max(row, 0), len(self._rooms) - 1), min(max(place, 0), last)
        self._room, self._step = self._rooms[row].id, self._columns[place].id
        self._reveal(row)
        self.viewport().update()
        self.moved.emit()

    def go_to(self, room: str, step: str = "") -> None:
        """Focus this room, and this step of it where it has a column."""
        if any(line.id == room for line in self._rooms):
            self._room = room
            self._step = step if any(column.id == step for column in self._columns) else self._step
            self.go(0, 0)

    def _row(self) -> int:
        return next((n for n, room in enumerate(self._rooms) if room.id == self._room), -1)

    def _place(self) -> int:
        return next((n for n, column in enumerate(self._columns) if column.id == self._step), -1)

    # -- geometry

    def sizeHint(self) -> QSize:
        return QSize(760, _HEAD + _TALLEST * 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, _HEAD + _LOWEST * 4)

    def page(self) -> int:
        return self._lines if self._blocks > 1 else super().page()

    def _noted(self) -> bool:
        return any(room.note for room in self._rooms)

    def _start(self, block: int) -> int:
        """Where a block begins, from the left."""
        return round(block * (self.viewport().width() + _BETWEEN) / self._blocks)

    def _across(self, block: int, place: int) -> tuple[int, int]:
        """A column of a block: its left edge and its width."""
        whole = (self.viewport().width() - _BETWEEN * (self._blocks - 1)) / self._blocks
        left = self._start(block) + self._left
        wide = (whole - self._left - 2) / max(len(self._columns), 1)
        x, right = left + round(place * wide), left + round((place + 1) * wide)
        return x, right - x - self._gap()

    def _gap(self) -> int:
        return _GAP if self._pitch >= _WORDY else 2

    def _box(self, row: int, place: int) -> QRect:
        block, line = divmod(row - self.verticalScrollBar().value(), self._lines)
        x, wide = self._across(block, place)
        return QRect(x, _HEAD + line * self._pitch, wide, self._pitch - self._gap())

    def _visible(self) -> int:
        return self._lines * self._blocks

    def _settle(self) -> None:
        """The bar counts rows, so no row is ever half shown."""
        room, rooms = self.viewport().height() - _HEAD, max(len(self._rooms), 1)
        self._blocks = 2 if self.crowded() and not self.close_up else 1
        in_block = -(-rooms // self._blocks)
        lowest = _DENSE if self._blocks > 1 else _LOWEST if room >= _LOW_BOARD else _TIGHT
        self._pitch = min(max(room // in_block, lowest), _TALLEST)
        self._lines = max(room // self._pitch, 1)
        if self._blocks > 1:
            self._lines = min(self._lines, in_block)
            self._left = 44
        else:
            self._left = 108 if self._noted() and self.viewport().width() > 640 else 56
        super()._settle()

    def _count(self) -> int:
        return len(self._rooms)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        first = self.verticalScrollBar().value()
        for row in range(first, min(first + self._visible(), len(self._rooms))):
            for place in range(len(self._columns)):
                if at.y() > _HEAD and self._box(row, place).contains(at):
                    self._room, self._step = self._rooms[row].id, self._columns[place].id
                    self.viewport().update()
                    self.moved.emit()
                    self.opened.emit(self._room, self._step)
                    return

    # -- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dirty = event.region()
        if event.rect().top() < _HEAD:
            self._paint_head(painter)
        first, wide, tall = self.verticalScrollBar().value(), self.viewport().width(), self.viewport().height()
        painter.setClipRect(0, _HEAD - 2, wide, tall - _HEAD + 2)
        for row, room in enumerate(self._rooms):
            if not first <= row < first + self._visible():
                continue
            line = self._box(row, 0)
            if not dirty.intersects(QRect(line.left() - self._left, line.top() - 2, wide, line.height() + 4)):
                continue
            label = QRect(line.left() - self._left, line.top(), self._left, line.height())
            if dirty.intersects(label):
                self._paint_label(painter, room, label)
            for place in range(len(self._columns)):
                box = self._box(row, place)
                if dirty.intersects(box):
                    self._paint_cell(painter, QRectF(box), _cell(room, place))
        row, place = self._row(), self._place()
        if first <= row < first + self._visible() and place >= 0:
            painter.setPen(QPen(theme.color(theme.INK), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self._box(row, place)).adjusted(-1, -1, 1, 1), 6, 6)
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for block in range(self._blocks):
            painter.setFont(theme.font(theme.SMALL))
            painter.setPen(theme.color(theme.INK_2))
            painter.drawText(QRect(self._start(block), 0, self._left, _HEAD - 4), left, self.room_word)
            for place, column in enumerate(self._columns):
                x, wide = self._across(block, place)
                painter.setPen(theme.color(theme.BRAND if column.current else theme.INK_2))
                head = QRectF(x - 1, 0, wide + 2, _HEAD - 4)
                size = theme.SMALL if wide >= 30 else theme.TINY
                _heading(painter, head, column.title, size, column.current)

    def _paint_label(self, painter: QPainter, room: RoomLine, box: QRect) -> None:
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        low = self._pitch < _WORDY
        painter.setFont(theme.font(theme.TINY if low else theme.BODY, bold=True))
        focused = room.id == self._room
        painter.setPen(theme.color(theme.BRAND if focused else theme.INK))
        painter.drawText(box, middle, room.label)
        if room.note:
            used = painter.fontMetrics().horizontalAdvance(room.label) + 6
            ink = theme.strong(room.tone)
            if box.width() - used < 40:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ink)
                painter.drawRect(QRect(QPoint(box.left() + used, box.center().y() - 4), QSize(9, 9)))
                return
            painter.setPen(ink)
            painter.setFont(theme.font(theme.SMALL))
            note = painter.fontMetrics().elidedText(room.note, Qt.TextElideMode.ElideRight, box.width() - used - 2)
            painter.drawText(box.adjusted(used, 0, 0, 0), middle, note)

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: RoomCell) -> None:
        back, line, ink, bold = _DRESS[cell.state]
        painter.setPen(QPen(theme.color(line), 1))
        painter.setBrush(theme.color(back))
        frame = box.adjusted(0.5, 0.5, -0.5, -0.5)
        round_ = 5 if box.height() > 16 else 3
        painter.drawRoundedRect(frame, round_, round_)
        if cell.state == "share" and cell.part > 0:
            painter.save()
            full = cell.part >= 1000
            painter.setClipRect(
                QRectF(box.left(), box.top(), box.width() * min(cell.part, 1000) / 1000, box.height()),
                Qt.ClipOperation.IntersectClip,
            )
            painter.setPen(QPen(theme.color(theme.OK_PART), 1))
            painter.setBrush(theme.color(theme.OK_SOFT if full else theme.OK_PART))
            painter.drawRoundedRect(frame, round_, round_)
            painter.restore()
        if cell.words:
            painter.setPen(theme.color(ink))
            inner = box.adjusted(1, 0, -1, 0)
            low = box.height() < _WORDY - _GAP
            fits = not low and _fitting(inner.width(), cell.words, theme.SMALL, bold) is not None
            words = cell.words if fits else _MARKS.get(cell.state, "")
            _words(painter, inner, words, theme.TINY if low else theme.BODY if bold else theme.SMALL, bold)
        elif cell.state == "done":
            side = min(box.height(), 26.0) * 0.62
            mark = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
            paint_tick(painter, mark, theme.color(theme.OK), 1.6)
        elif cell.state == "waiting":
            painter.setPen(QPen(theme.color(theme.INK_3), 1.4))
            middle = box.center()
            painter.drawLine(QPoint(int(middle.x()) - 5, int(middle.y())), QPoint(int(middle.x()) + 5, int(middle.y())))


def _cell(room: RoomLine, place: int) -> RoomCell:
    return room.cells[place] if place < len(room.cells) else _EMPTY


def _fitting(wide: float, words: str, size: int, bold: bool) -> int | None:
    """The largest size up to `size` at which `words` take at most `wide`; None where even TINY is too large."""
    for smaller in range(size, theme.TINY - 1, -1):
        if QFontMetricsF(theme.font(smaller, bold)).horizontalAdvance(words) <= wide:
            return smaller
    return None


def _heading(painter: QPainter, box: QRectF, words: str, size: int, bold: bool) -> None:
    """Centred words as `_words`; what is too wide keeps its first letters, which say more than one and three dots."""
    shown = words
    while len(shown) > 1 and _fitting(box.width(), shown, size, bold) is None:
        shown = shown[:-1]
    _words(painter, box, shown, size, bold)


def _words(painter: QPainter, box: QRectF, words: str, size: int, bold: bool) -> None:
    """Centred words, a little smaller where they would not fit, cut only when even that is too wide."""
    painter.setFont(theme.font(_fitting(box.width(), words, size, bold) or theme.TINY, bold))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
