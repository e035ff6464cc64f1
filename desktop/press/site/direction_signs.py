"""指示标识: to every building from outside, on every floor to both sides and up the stairs, and to the exam office."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.exam.plan.model import Room
from desktop.press.exams import sittings_of
from desktop.press.site.site_map import storey
from desktop.press.source import PrintSource, runs
from desktop.press.wanted import Filled, Wanted
from forms.page.sign import Arrow
from forms.site.direction_signs import DirectionSign, render

_OUTSIDE: tuple[Arrow, ...] = ("left", "ahead", "right")
_CORRIDOR: tuple[Arrow, ...] = ("left", "right")


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    rooms = list({room.id: room for _, found in sittings_of(source) for room in found}.values())
    return list(_signs(source, rooms)), render


def _signs(source: PrintSource, rooms: list[Room]) -> Iterator[DirectionSign]:
    words = source.words
    for building in dict.fromkeys(room.building for room in rooms):
        here = [room for room in rooms if room.building == building]
        goal = building or words.text("press-sign-rooms")
        for way in _OUTSIDE:
            yield DirectionSign(goal, _numbers(source, here), way)
        floors = sorted({room.floor for room in here}, key=storey)
        for floor in floors:
            there = _numbers(source, [room for room in here if room.floor == floor])
            name = words.floor(floor) or words.text("press-sign-rooms")
            if storey(floor)[0] > 1:
                yield DirectionSign(name, there, "up")
            elif storey(floor)[0] < 0:
                yield DirectionSign(name, there, "down")
            for way in _CORRIDOR:
                yield DirectionSign(name, there, way)
    for way in _CORRIDOR:
        yield DirectionSign(words.text("press-to-return"), "", way)


def _numbers(source: PrintSource, rooms: list[Room]) -> str:
    """第 01–06、09 考场, or the numbers one by one where they are no numbers."""
    plain = sorted(int(room.number) for room in rooms if room.number.isascii() and room.number.isdecimal())
    other = [room.number for room in rooms if not (room.number.isascii() and room.number.isdecimal())]
    shown = ["–".join(f"{int(n):02d}" for n in run.split("–")) for run in runs(sorted(set(plain)))]
    return source.words.text("press-sign-numbers", numbers="、".join([*shown, *other]))
