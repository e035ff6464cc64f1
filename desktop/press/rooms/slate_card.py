"""影像记录场记牌: the five facts of a room for the recording."""

from __future__ import annotations

from desktop.exam.plan.layout import column_sizes, room_layout
from desktop.exam.plan.model import Room
from desktop.press.exams import exam_of, kinds
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.rooms.slate_card import SlateCard, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    cards = []
    for sitting, room in source.rooms(wanted.room, wanted.candidate):
        people = [who for _, who in source.seated(sitting.id, room.id)]
        cards.append(
            SlateCard(
                room=room.number,
                place=source.place_of(room),
                site=source.plan.site.name,
                exam=exam_of(sitting),
                occupation=kinds(people),
                candidates=len(people),
                columns=_columns(room),
                door_right=room.door.endswith("right"),
                door_back=room.door.startswith("back"),
                aisles=room.aisles,
            )
        )
    return cards, render


def _columns(room: Room) -> tuple[tuple[int, ...], ...]:
    """The seat numbers of each column, row by row of those in use; 0 where a pillar stands, nothing behind the last."""
    desks = room_layout(room).desks
    rows = sorted({d.row for d in desks})
    numbers = {(d.column, d.row): d.number for d in desks}
    out = []
    for column in range(1, len(column_sizes(room)) + 1):
        last = max((d.row for d in desks if d.column == column), default=0)
        out.append(tuple(numbers.get((column, row), 0) for row in rows if row <= last))
    return tuple(out)
