"""A room desk by desk, painted in one widget. The mouse takes somebody up and puts them down; the keyboard is the
pane's, which calls `step`. Only what changed is painted again."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from desktop.operations.boards.seats import Place, SeatBox, SeatsWork
from desktop.operations.boards.shell import Tone
from desktop.ui.shared import theme
from desktop.ui.shared.look.icons import paint_icon
from desktop.ui.shared.seating.places import MOVES, PlaceGrid, paint_aisles, paint_front, paint_pillars
from desktop.ui.shared.signs import paint_verdict


class RoomMap(QWidget):
    """`moved` on any move of the cursor; `lifted(SeatBox)` when the mouse drags somebody; `carried(QPoint)` with every
    step of it and `dropped(QPoint)` at its end, in screen coordinates."""

    moved = Signal()
    lifted = Signal(object)
    carried = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self, lectern: str, door: str, title: str) -> None:
        super().__init__()
        self._lectern, self._door, self._title = lectern, door, title
        self._boxes: dict[Place, SeatBox] = {}
        self._pillars: tuple[Place, ...] = ()
        self._grid = PlaceGrid(0, 0)
        self._room = self._held = ""
        self._by_employer = False
        self._cursor: Place | None = None
        self._pressed: QPointF | None = None
        self.dragging = False
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)

    # -- what is shown

    def show_room(self, work: SeatsWork) -> None:
        """Another room, or the same one with only the changed desks painted again."""
        boxes = {(b.row, b.column): b for b in work.boxes}
        grid = PlaceGrid(work.columns, work.rows, work.aisles, work.door, self.width(), self.height())
        before, self._boxes = self._boxes, boxes
        same = grid == self._grid and work.pillars == self._pillars and work.held == self._held
        self._grid, self._pillars, self._held = grid, work.pillars, work.held
        if self._cursor not in boxes or work.room != self._room:
            self._cursor = self._first(work)
        self._room = work.room
        if not same:
            self.update()
        else:
            for place in before.keys() | boxes.keys():
                if before.get(place) != boxes.get(place):
                    self._repaint(place)
        self._name()

    def colour(self, by_employer: bool) -> None:
        """Colours stand for employers, or for occupations and levels."""
        if by_employer != self._by_employer:
            self._by_employer = by_employer
            self.update()

    def _first(self, work: SeatsWork) -> Place | None:
        """Where to begin: at the desk that suits who is in hand, else at number 1."""
        free = next((b for b in work.boxes if work.held and not b.candidate and b.verdict == "ok"), None)
        first = free or next(iter(work.boxes), None)
        return (first.row, first.column) if first is not None else None

    def here(self) -> SeatBox | None:
        """The desk under the cursor."""
        return self._boxes.get(self._cursor) if self._cursor is not None else None

    def go_to(self, number: int) -> None:
        """The cursor to a number."""
        found = next((p for p, b in self._boxes.items() if b.number == number), None)
        self._go(found)

    def go_to_person(self, candidate: str) -> None:
        self._go(next((p for p, b in self._boxes.items() if b.candidate == candidate), None))

    def step(self, key: str) -> None:
        """One desk further, over gaps and aisles; the edge is the end."""
        if self._cursor is None:
            return
        down, across = MOVES[key]
        row, column = self._cursor[0] + down, self._cursor[1] + across
        while 1 <= row <= self._grid.rows and 1 <= column <= self._grid.columns:
            if (row, column) in self._boxes:
                self._go((row, column))
                return
            row, column = row + down, column + across

    def _go(self, place: Place | None) -> None:
        if place is None or place == self._cursor:
            return
        before, self._cursor = self._cursor, place
        for touched in (before, place):
            if touched is not None:
                self._repaint(touched)
        self._name()
        self.moved.emit()

    def _name(self) -> None:
        box = self.here()
        words = f"{box.number or ''} {box.name} {box.note} {box.told}" if box is not None else ""
        self.setAccessibleName(f"{self._title} {words}".strip())

    def _repaint(self, place: Place) -> None:
        self.update(self._grid.box(place).toAlignedRect().adjusted(-2, -2, 2, 2))

    # -- geometry and mouse

    def sizeHint(self) -> QSize:
        return QSize(640, 420)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        grid = self._grid
        self._grid = PlaceGrid(grid.columns, grid.rows, grid.aisles, grid.door, self.width(), self.height())

    def box_at(self, at: QPoint) -> SeatBox | None:
        """The desk under a point of the screen."""
        place = self._grid.at(QPointF(self.mapFromGlobal(at)))
        return self._boxes.get(place) if place is not None else None

    def rectangle(self, number: int) -> QRectF:
        """Where a number lies in this widget."""
        return self._grid.box(next(p for p, b in self._boxes.items() if b.number == number))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._grid.at(event.position())
        if place in self._boxes:
            self._pressed = event.position()
            self._go(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        at = event.globalPosition().toPoint()
        if not self.dragging:
            far = (event.position() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            box = self.here()
            if not far or box is None or not box.candidate:
                return
            self.dragging = True
            self.lifted.emit(box)
            if not self.dragging:
                return
        place = self._grid.at(event.position())
        if place in self._boxes:
            self._go(place)
        self.carried.emit(at)

    def give_up(self) -> None:
        """What is being dragged stays where it is."""
        self._pressed, self.dragging = None, False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if self.dragging:
            self.dragging = False
            self.dropped.emit(event.globalPosition().toPoint())

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(event.rect())
        paint_front(painter, self._grid, self._lectern, self._door)
        paint_aisles(painter, self._grid)
        paint_pillars(painter, self._grid, self._pillars)
        for place, seat in self._boxes.items():
            box = self._grid.box(place)
            if box.adjusted(-2, -2, 2, 2).intersects(area):
                self._paint(painter, box, seat, place == self._cursor)
        painter.end()

    def _paint(self, painter: QPainter, box: QRectF, seat: SeatBox, chosen: bool) -> None:
        hue = seat.employer if self._by_employer else seat.group
        corner = min(8.0, box.height() / 5)
        painter.setBrush(theme.hue(hue) if seat.candidate else theme.color(theme.PAPER))
        if seat.colleague:
            painter.setPen(QPen(theme.edge("warn"), 2))
        else:
            style = Qt.PenStyle.SolidLine if seat.candidate else Qt.PenStyle.DashLine
            painter.setPen(QPen(theme.color(theme.LINE if seat.candidate else theme.RULE), 1, style))
        painter.drawRoundedRect(box, corner, corner)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color(theme.BRAND), 3))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), corner, corner)
        elif seat.candidate and seat.candidate == self._held:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color(theme.BRAND), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), corner, corner)
        self._write(painter, box, seat)

    def _write(self, painter: QPainter, box: QRectF, seat: SeatBox) -> None:
        """Number and signs in the first line, below it the name, then the note as far as there is room."""
        tight = box.height() < 76 or box.width() < 84
        inner = box.adjusted(5, 3, -5, -3) if tight else box.adjusted(9, 6, -8, -6)
        if box.height() < 26:
            inner = box.adjusted(4, 1, -4, -1)
        faint = self._held and seat.verdict == "stop"
        low = box.height() < 20
        number_font = theme.font(theme.TINY if low else theme.BODY if tight else theme.LEAD, bold=True)
        name_font = theme.font(theme.TINY if low else theme.SMALL if tight else theme.BODY)
        note_font = theme.font(theme.SMALL)
        number, name, note = (QFontMetricsF(f) for f in (number_font, name_font, note_font))
        painter.setFont(number_font)
        painter.setPen(theme.color(theme.INK_3 if faint or not seat.candidate else theme.INK))
        words = str(seat.number) if seat.number else ""
        flat = inner.height() < number.height() + name.height() - 4
        base = inner.center().y() + number.capHeight() / 2 if flat else inner.top() + number.ascent() - 2
        painter.drawText(QPointF(inner.left(), base), words)
        free = self._signs(painter, inner, base - number.capHeight() / 2, seat)
        painter.setFont(name_font)
        x = inner.left()
        if flat:
            x += number.horizontalAdvance(words) + 4
        room = (free if flat else inner.right()) - x
        if not flat and words:
            base += name.height() - (4 if tight else 0)
        if room > 14 and seat.name:
            font = theme.shrunk(name_font, seat.name, room)
            painter.setFont(font)
            shown = QFontMetricsF(font).elidedText(seat.name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(x, base), shown)
        below = base + note.height() - (3 if tight else 0)
        if not flat and seat.note and below + note.descent() <= box.bottom() - 2 and room > 40:
            painter.setFont(note_font)
            painter.setPen(theme.color(theme.INK_2))
            shown = note.elidedText(seat.note, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(QPointF(inner.left(), below), shown)

    def _signs(self, painter: QPainter, inner: QRectF, middle: float, seat: SeatBox) -> float:
        """Small signs from the right edge: what putting down would come to, printed, by hand, colleague beside. Returns
        where they begin."""
        side, right = min(14.0, inner.height()), inner.right()
        marks: list[str] = []
        if self._held and seat.verdict in ("warn", "stop"):
            marks.append(seat.verdict)
        elif seat.colleague:
            marks.append("warn")
        if seat.printed:
            marks.append("lock")
        elif seat.by_hand:
            marks.append("pen")
        for mark in marks:
            if right - side < inner.left() + 18:
                break
            area = QRectF(right - side, middle - side / 2, side, side)
            if mark == "lock" or mark == "pen":
                paint_icon(painter, area, mark, theme.INK_2)
            else:
                tone: Tone = "stop" if mark == "stop" else "warn"
                paint_verdict(painter, area, tone, theme.strong(tone), theme.color(theme.CARD))
            right -= side + 3
        return right
