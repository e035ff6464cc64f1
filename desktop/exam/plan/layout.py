"""A room's desks, numbered in a snake from the door side (002 附件3 三(四), N7, G6).

Number 1 stands at the front of the column on the door's side. Column 1 of the snake runs away from the lectern, the
next one comes back, and so on across the room. A back door has the same number 1 as the front door of that side: the
text counts "from the door side", and a number 1 at the front keeps one picture for every room (G6).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Door, Room


@dataclass(frozen=True, slots=True)
class Desk:
    """`row` 1 is nearest the lectern, `column` 1 the leftmost as seen from the lectern, `number` counts the snake."""

    number: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The desks of a room in use, by number, and for each of them the numbers that sit next to it.

    Neighbours are the one before and after in the snake and the nearest desk in use in front, behind, left and right.
    """

    desks: tuple[Desk, ...]
    neighbours: tuple[tuple[int, ...], ...]

    @property
    def capacity(self) -> int:
        return len(self.desks)

    def desk(self, number: int) -> Desk | None:
        return self.desks[number - 1] if 1 <= number <= len(self.desks) else None

    def beside(self, number: int) -> tuple[int, ...]:
        return self.neighbours[number - 1] if 1 <= number <= len(self.desks) else ()


def room_layout(room: Room, params: PlanningParams | None = None) -> Layout:
    """The desks a room offers: its grid without its gaps, alternate rows in a tiered hall (N5), cut at the room's own
    and the rule's capacity. The last numbers fall away first, so the desks in use are always one unbroken snake."""
    params = params or PlanningParams()
    step = params.tiered_row_step if room.kind == "tiered" else 1
    most = min(room.capacity, params.room_capacity)
    return _layout(column_sizes(room), room.door.endswith("right"), step, most, frozenset(room.gaps))


@dataclass(frozen=True, slots=True)
class Outline:
    """A room as it is drawn with the lectern on top: its grid, the columns with an aisle at their right, the places
    (row, column) where a pillar stands, and the corner of the door. Every drawing of a room is made from this one."""

    columns: int
    rows: int
    aisles: tuple[int, ...]
    pillars: tuple[tuple[int, int], ...]
    door: Door


def room_outline(room: Room) -> Outline:
    """The outline of a room; a pillar beyond the end of a short column is not in the room."""
    sizes = column_sizes(room)
    return Outline(
        len(sizes),
        max(sizes, default=0),
        tuple(a for a in room.aisles if 1 <= a < len(sizes)),
        tuple(
            (row, column)
            for column, size in enumerate(sizes, start=1)
            for row in range(1, size + 1)
            if place_name(row, column) in room.gaps
        ),
        room.door,
    )


def column_sizes(room: Room) -> tuple[int, ...]:
    """The places of each column of the grid, from the left; in a tiered hall those of the rows left free too."""
    return room.row_sizes or (room.rows,) * room.columns


def place_name(row: int, column: int) -> str:
    """A place of the grid as `Room.gaps` names it."""
    return f"{row}-{column}"


@lru_cache(maxsize=512)
def _layout(sizes: tuple[int, ...], from_right: bool, step: int, capacity: int, gaps: frozenset[str]) -> Layout:
    across = range(len(sizes), 0, -1) if from_right else range(1, len(sizes) + 1)
    desks: list[Desk] = []
    for turn, column in enumerate(across):
        rows = [r for r in range(1, sizes[column - 1] + 1, step) if not gaps or place_name(r, column) not in gaps]
        desks += [
            Desk(len(desks) + ahead, row, column)
            for ahead, row in enumerate(reversed(rows) if turn % 2 else rows, start=1)
        ]
    desks = desks[: max(0, capacity)]
    at = {(d.row, d.column): d.number for d in desks}
    return Layout(tuple(desks), tuple(_beside(d, at, step, len(desks)) for d in desks))


def _beside(desk: Desk, at: dict[tuple[int, int], int], step: int, last: int) -> tuple[int, ...]:
    found = {n for n in (desk.number - 1, desk.number + 1) if 1 <= n <= last}
    for place in (
        (desk.row - step, desk.column),
        (desk.row + step, desk.column),
        (desk.row, desk.column - 1),
        (desk.row, desk.column + 1),
    ):
        if place in at:
            found.add(at[place])
    return tuple(sorted(found))
