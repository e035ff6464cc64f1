"""考场安排表: one list a sitting."""

from __future__ import annotations

from desktop.exam.plan.model import Room, Sitting
from desktop.press.exams import exam_of, kinds, sittings_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.site.room_list import ListedRoom, RoomList, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    spot = source.plan.site.address or source.plan.site.name
    lists = []
    for sitting, rooms in sittings_of(source):
        ranged = source.unbroken(sitting.id)
        listed = tuple(_room(source, sitting, room, room.id in ranged) for room in rooms)
        lists.append(RoomList(exam_of(sitting), listed, spot))
    return lists, render


def _room(source: PrintSource, sitting: Sitting, room: Room, ranged: bool) -> ListedRoom:
    people = [who for _, who in source.seated(sitting.id, room.id)]
    numbers = sorted(c.admission_number for c in people if c.admission_number) if ranged else []
    place = room.place.removeprefix(room.building).strip()
    return ListedRoom(
        room.number,
        room.building,
        source.words.floor(room.floor),
        place,
        kinds(people),
        len(people),
        numbers[0] if numbers else "",
        numbers[-1] if numbers else "",
    )
