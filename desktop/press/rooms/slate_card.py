"""影像记录场记牌: the five facts of a room for the recording."""

from __future__ import annotations

from desktop.exam.plan.layout import room_layout, room_outline
from desktop.exam.plan.model import Room
from desktop.press.exams import exam_of, kinds
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.rooms.slate_card import SlateCard, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    cards = []
    for sitting, room in source.rooms(wanted.room, wanted.candidate):
        people = [who for _, who in source.seated(sitting.id, room.id)]
        outline, rows = room_outline(room), sorted({d.row for d in room_layout(room).desks})
        cards.append(
            SlateCard(
                room=room.number,
                place=source.place_of(room),
                site=source.plan.site.name,
                exam=exam_of(sitting),
                occupation=kinds(people),
                candidates=len(people),
                columns=_columns(room, outline.columns, rows),
                door_right=outline.door.endswith("right"),
                door_back=outline.door.startswith("back"),
                aisles=outline.aisles,
                pillars=tuple((rows.index(row) + 1, column) for row, column in outline.pillars if row in rows),
            )
        )
    return cards, render


def _columns(room: Room, count: int, rows: list[int]) -> tuple[tuple[int, ...], ...]:
    """The seat numbers of each column, row by row of those in use; 0 where no desk stands, nothing behind the last."""
    desks = room_layout(room).desks
    numbers = {(d.column, d.row): d.number for d in desks}
    out = []
    for column in range(1, count + 1):
        last = max((d.row for d in desks if d.column == column), default=0)
        out.append(tuple(numbers.get((column, row), 0) for row in rows if row <= last))
    return tuple(out)
