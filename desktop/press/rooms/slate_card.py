"""影像记录场记牌: the five facts of a room for the recording."""

from __future__ import annotations

from desktop.exam.plan.layout import room_layout
from desktop.press.exams import exam_of, kinds
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.rooms.slate_card import SlateCard, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    cards = []
    for sitting, room in source.rooms(wanted.room, wanted.candidate):
        people = [who for _, who in source.seated(sitting.id, room.id)]
        columns: dict[int, list[tuple[int, int]]] = {}
        for desk in room_layout(room).desks:
            columns.setdefault(desk.column, []).append((desk.row, desk.number))
        cards.append(
            SlateCard(
                room=room.number,
                place=source.place_of(room),
                site=source.plan.site.name,
                exam=exam_of(sitting),
                occupation=kinds(people),
                candidates=len(people),
                columns=tuple(tuple(n for _, n in sorted(columns[c])) for c in sorted(columns)),
                door_right=room.door.endswith("right"),
            )
        )
    return cards, render
