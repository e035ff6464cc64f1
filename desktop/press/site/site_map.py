"""考场分布图: the rooms of a sitting by building and floor, floors from the ground up."""

from __future__ import annotations

import re

from desktop.exam.plan.model import Room, Sitting
from desktop.press.exams import exam_of, short_kinds, sittings_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.site.site_map import MapBuilding, MapFloor, MapRoom, SiteMap, render

_CHINESE = "零一二三四五六七八九十"


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    maps = [
        SiteMap(exam_of(sitting), tuple(_buildings(source, sitting, rooms)), source.plan.site.address)
        for sitting, rooms in sittings_of(source)
    ]
    return maps, render


def _buildings(source: PrintSource, sitting: Sitting, rooms: list[Room]) -> list[MapBuilding]:
    out = []
    for building in dict.fromkeys(room.building for room in rooms):
        here = [room for room in rooms if room.building == building]
        floors = sorted({room.floor for room in here}, key=storey)
        out.append(
            MapBuilding(
                building,
                tuple(
                    MapFloor(
                        source.words.floor(floor),
                        tuple(_room(source, sitting, room) for room in here if room.floor == floor),
                    )
                    for floor in floors
                ),
            )
        )
    return out


def _room(source: PrintSource, sitting: Sitting, room: Room) -> MapRoom:
    people = [who for _, who in source.seated(sitting.id, room.id)]
    return MapRoom(room.number, room.place.removeprefix(room.building).strip(), len(people), short_kinds(people))


def storey(floor: str) -> tuple[int, str]:
    """The height a floor's name says: `3`, `三层`, `B1`, `地下一层`; what says none comes at the ground."""
    below = -1 if floor[:1] in ("B", "b", "负") or "地下" in floor else 1
    digits = re.search(r"\d+", floor)
    if digits:
        return below * int(digits.group()[:4]), floor
    word = "".join(ch for ch in floor if ch in _CHINESE)
    if not word:
        return 0, floor
    tens, _, ones = word.rpartition("十")
    high = _CHINESE.index(ones[-1]) if ones else 0
    if "十" in word:
        high += 10 * (_CHINESE.index(tens[-1]) if tens else 1)
    return below * high, floor
