"""The drawing of a room: desks with their numbers along the snake, pillars, rows left free, aisles."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.operations.boards.seats import DrawnPlace, LayoutWork, Place
from desktop.ui.shared import theme
from desktop.ui.shared.look.icons import paint_icon
from desktop.ui.shared.seating.places import MOVES, PlaceGrid, paint_aisles, paint_front, paint_pillar


class DrawingMap(QWidget):
    """`place_pressed(row, column)` and `aisle_pressed(column)` by the mouse; the keyboard is the pane's."""

    place_pressed = Signal(int, int)
    aisle_pressed = Signal(int)

    def __init__(self, lectern: str, door: str, title: str) -> None:
        super().__init__()
        self._lectern, self._door, self._title = lectern, door, title
        self._work: LayoutWork | None = None
        self._places: dict[Place, DrawnPlace] = {}
        self.cursor_place: Place = (1, 1)
        self._active = False
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)

    def show_drawing(self, work: LayoutWork) -> None:
        if work == self._work:
            return
        self._work = work
        self._places = {(p.row, p.column): p for p in work.places}
        if self.cursor_place not in self._places:
            self.cursor_place = min(self._places, key=lambda p: (p[0] != 1, p[1]), default=(1, 1))
        self._name()
        self.update()

    def activate(self, active: bool) -> None:
        """Whether the arrows move in the drawing just now."""
        self._active = active
        self._name()
        self.update()

    def step(self, key: str) -> None:
        down, across = MOVES[key]
        place = self.cursor_place[0] + down, self.cursor_place[1] + across
        if place not in self._places and across and self._work is not None and 1 <= place[1] <= self._work.columns:
            # A shorter column: its last place.
            place = max((p for p in self._places if p[1] == place[1]), default=place)
        if place in self._places:
            self.cursor_place = place
            self._name()
            self.update()

    def _name(self) -> None:
        found = self._places.get(self.cursor_place)
        words = f"{found.number or ''} {found.name}" if found is not None and self._active else ""
        self.setAccessibleName(f"{self._title} {words}".strip())

    def grid(self) -> PlaceGrid:
        work = self._work
        if work is None:
            return PlaceGrid(0, 0)
        return PlaceGrid(work.columns, work.rows, work.aisles, work.door, self.width(), self.height())

    def sizeHint(self) -> QSize:
        return QSize(640, 420)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        grid = self.grid()
        place = grid.at(event.position())
        if place in self._places:
            self.cursor_place = place
            self.place_pressed.emit(*place)
        elif (lane := grid.lane_at(event.position())) is not None:
            self.aisle_pressed.emit(lane)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grid = self.grid()
        paint_front(painter, grid, self._lectern, self._door)
        paint_aisles(painter, grid)
        self._paint_snake(painter, grid)
        for place, drawn in self._places.items():
            self._paint(painter, grid.box(place), drawn, self._active and place == self.cursor_place)
        painter.end()

    def _paint_snake(self, painter: QPainter, grid: PlaceGrid) -> None:
        """A line from number to number, under the desks."""
        desks = sorted((p for p in self._places.values() if p.number), key=lambda p: p.number)
        if not desks:
            return
        path = QPainterPath(grid.box((desks[0].row, desks[0].column)).center())
        for desk in desks[1:]:
            path.lineTo(grid.box((desk.row, desk.column)).center())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color(theme.SHADE_2), 4))
        painter.drawPath(path)

    def _paint(self, painter: QPainter, box: QRectF, drawn: DrawnPlace, chosen: bool) -> None:
        corner = min(8.0, box.height() / 5)
        dashed = QPen(theme.color(theme.RULE), 1, Qt.PenStyle.DashLine)
        if drawn.kind == "desk":
            painter.setBrush(theme.color(theme.BRAND_SOFT if drawn.name else theme.CARD))
            painter.setPen(QPen(theme.color(theme.LINE), 1))
        else:
            painter.setBrush(theme.color(theme.PAPER))
            painter.setPen(dashed)
        painter.drawRoundedRect(box, corner, corner)
        if drawn.kind == "gap":
            paint_pillar(painter, box)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color(theme.BRAND), 3))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), corner, corner)
        if drawn.number:
            self._write(painter, box, drawn)

    def _write(self, painter: QPainter, box: QRectF, drawn: DrawnPlace) -> None:
        tall = box.height()
        font = theme.font(theme.LEAD if tall >= 44 else theme.BODY if tall >= 22 else theme.SMALL, bold=True)
        painter.setPen(theme.color(theme.INK))
        painter.setFont(font)
        named = bool(drawn.name) and tall >= 44 and box.width() >= 44
        upper = QRectF(box.left(), box.top(), box.width(), box.height() / 2 + 3) if named else box
        down = Qt.AlignmentFlag.AlignBottom if named else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(upper, Qt.AlignmentFlag.AlignHCenter | down, str(drawn.number))
        if named:
            small = theme.shrunk(theme.font(theme.SMALL), drawn.name, box.width() - 8)
            painter.setFont(small)
            painter.setPen(theme.color(theme.INK_2))
            lower = QRectF(box.left() + 4, box.center().y() + 3, box.width() - 8, box.height() / 2 - 3)
            shown = painter.fontMetrics().elidedText(drawn.name, Qt.TextElideMode.ElideRight, int(lower.width()))
            painter.drawText(lower, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, shown)
        if drawn.printed and box.width() >= 40:
            at = QPointF(box.right() - 18, box.top() + 4)
            paint_icon(painter, QRectF(at.x(), at.y(), 14, 14), "lock", theme.INK_2)
