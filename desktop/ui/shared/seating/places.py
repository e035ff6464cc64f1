"""Where the places of a room lie on the screen: a grid with aisles, the lectern on top, the door at its corner."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.operations.boards.seats import Place
from desktop.ui.shared import theme

MOVES = {"Left": (0, -1), "Right": (0, 1), "Up": (-1, 0), "Down": (1, 0)}


@dataclass(frozen=True)
class PlaceGrid:
    """`rows` x `columns` places in a widget of `wide` x `tall` pixels. `door` empty: no lectern and no door. `compact`
    is a drawing that stands beside other things and has numbers only."""

    columns: int
    rows: int
    aisles: tuple[int, ...] = ()
    door: str = ""
    wide: int = 0
    tall: int = 0
    compact: bool = False

    @property
    def low(self) -> bool:
        return self.tall < 240

    @property
    def gap(self) -> float:
        return 3.0 if self.low else 4.0 if self.wide < 460 else 8.0

    @property
    def aisle(self) -> float:
        """What an aisle adds to the gap."""
        return 8.0 if self.wide < 460 or self.compact else 18.0

    @property
    def head(self) -> float:
        return 0.0 if not self.door else 20.0 if self.low or self.compact else 34.0

    @property
    def foot(self) -> float:
        return (18.0 if self.low or self.compact else 24.0) if self.door.startswith("back") else 0.0

    def box(self, place: Place) -> QRectF:
        """The rectangle of a place."""
        row, column = place
        aisles = [a for a in self.aisles if a < self.columns]
        wide = (self.wide - 2 - self.gap * (self.columns - 1) - self.aisle * len(aisles)) / max(self.columns, 1)
        tall = (self.tall - 2 - self.head - self.foot - self.gap * (self.rows - 1)) / max(self.rows, 1)
        tall = min(tall, 40.0 if self.compact else 120.0)
        left = 1 + (column - 1) * (wide + self.gap) + self.aisle * sum(a < column for a in aisles)
        return QRectF(left, 1 + self.head + (row - 1) * (tall + self.gap), wide, tall)

    def lane(self, column: int) -> QRectF:
        """The strip at the right of a column, where an aisle is or could be."""
        top, bottom = self.box((1, column)), self.box((self.rows, column))
        wide = self.gap + (self.aisle if column in self.aisles else 0.0)
        return QRectF(top.right(), top.top(), wide, bottom.bottom() - top.top())

    def at(self, point: QPointF) -> Place | None:
        """The place under a point."""
        for column in range(1, self.columns + 1):
            for row in range(1, self.rows + 1):
                if self.box((row, column)).contains(point):
                    return row, column
        return None

    def lane_at(self, point: QPointF) -> int | None:
        """The column at whose right edge a point lies."""
        for column in range(1, self.columns):
            if self.lane(column).adjusted(-4, 0, 4, 0).contains(point):
                return column
        return None


def paint_front(painter: QPainter, grid: PlaceGrid, lectern: str, door: str) -> None:
    """Lectern, and the door where it is."""
    if not grid.door:
        return
    wide, tall = grid.wide * 0.5, grid.head - (4 if grid.low or grid.compact else 8)
    desk = QRectF((grid.wide - wide) / 2, 0, wide, tall)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(theme.LECTERN))
    painter.drawRoundedRect(desk, 4, 4)
    painter.setFont(theme.shrunk(theme.font(theme.SMALL), lectern, wide - 8))
    painter.setPen(theme.color(theme.ON_LECTERN))
    painter.drawText(desk, Qt.AlignmentFlag.AlignCenter, lectern)
    top = 0.0 if grid.door.startswith("front") else grid.tall - grid.foot + 4
    area = QRectF(0, top, (grid.wide - wide) / 2 - 8, tall if top == 0.0 else grid.foot - 4)
    words = f"← {door}"
    side = Qt.AlignmentFlag.AlignLeft
    if grid.door.endswith("right"):
        area.moveRight(grid.wide)
        words, side = f"{door} →", Qt.AlignmentFlag.AlignRight
    painter.setPen(theme.color(theme.INK_2))
    painter.setFont(theme.shrunk(theme.font(theme.SMALL), words, area.width()))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | side, words)


def paint_aisles(painter: QPainter, grid: PlaceGrid) -> None:
    """A faint band down each aisle."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(theme.WELL))
    for column in grid.aisles:
        if column < grid.columns:
            lane = grid.lane(column)
            painter.drawRoundedRect(lane.adjusted(grid.gap, 0, -grid.gap, 0), 3, 3)


def paint_pillars(painter: QPainter, grid: PlaceGrid, pillars: tuple[Place, ...]) -> None:
    """A filled square where each pillar stands, as on a builder's plan: no chair looks like it, empty or not."""
    for place in pillars:
        paint_pillar(painter, grid.box(place))


def paint_pillar(painter: QPainter, box: QRectF) -> None:
    side = min(box.width(), box.height()) * 0.62
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(theme.LECTERN))
    painter.drawRect(QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side))
