"""考场分布图: the buildings of a site in elevation, floor over floor, every exam room in its place (002 附件3 二1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from forms import catalogue
from forms.context import PrintContext
from forms.exam import Exam
from forms.page import blocks
from forms.page.cards import Area, say, say_within
from forms.page.flow import Piece, space
from forms.page.making import Making
from forms.page.sheet import LANDSCAPE
from forms.page.text import BOLD, REGULAR, cut, fitted, put, width

FORM = catalogue.form("site-map")
_NOTE = "本图示意各楼层考场位置，房间次序以现场门牌为准。"
_FLOOR = 56.0
_ROOM = 86.0
_ROW = 60.0
_ROOF = 34.0
_GROUND = 26.0
_BESIDE = 44.0
_SMALLEST = 0.6
"""A map that would have to be drawn smaller goes on over several sheets instead, building by building."""
_Drawn = tuple[float, list[Piece]]
"""A building's width, and its roof, floors from the top down, ground."""


@dataclass(frozen=True, slots=True)
class MapRoom:
    """A room box: its number, where it is, how many sit there."""

    number: str
    place: str
    candidates: int
    occupation: str = ""


@dataclass(frozen=True, slots=True)
class MapFloor:
    """A floor's rooms from left to right. `name` as people call it."""

    name: str
    rooms: tuple[MapRoom, ...]


@dataclass(frozen=True, slots=True)
class MapBuilding:
    """A building, its floors from the ground up."""

    name: str
    floors: tuple[MapFloor, ...]


@dataclass(frozen=True, slots=True)
class SiteMap:
    """One sitting's rooms. `others` are further places, such as 考务办公室."""

    exam: Exam
    buildings: tuple[MapBuilding, ...]
    address: str = ""


def _pieces(item: SiteMap, context: PrintContext) -> list[Piece]:
    under = "　".join(p for p in (context.plan, item.exam.subject, item.exam.when(context.utc_offset)) if p)
    pieces = [blocks.title(FORM.title, under, context, LANDSCAPE)]
    address = f"考点地址：{item.address}　　" if item.address else ""
    pieces += blocks.note(address + _NOTE, LANDSCAPE, 10, keep=True)
    pieces.append(space(6))
    free = LANDSCAPE.inner_height - sum(piece.height for piece in pieces)
    sheets: list[list[_Drawn]] = []
    for building in map(_building, item.buildings):
        if sheets and _fits([*sheets[-1], building], free) >= _SMALLEST:
            sheets[-1].append(building)
        else:
            sheets.append([building])
    for drawn in sheets:
        pieces += _sheet(drawn, free)
    return pieces


def _fits(drawn: Sequence[_Drawn], free: float) -> float:
    """How large these buildings can be drawn on one sheet."""
    high = sum(piece.height for piece in _side_by_side(drawn))
    return min(free / high if high else 1.0, LANDSCAPE.inner_width / max(_widths(drawn), default=1))


def _sheet(drawn: Sequence[_Drawn], free: float) -> list[Piece]:
    """Whole buildings in one piece, so that none is parted; a single one that is too high goes on floor by floor."""
    fits = _fits(drawn, free)
    if fits < _SMALLEST:
        return [piece for _, found in drawn for piece in (*(_scaled(p, 1.0) for p in found), space(12))]
    rows = [_scaled(piece, min(1.9, fits)) for piece in _side_by_side(drawn)]

    def draw(canvas: Any, top: float) -> None:
        for row in rows:
            row.draw(canvas, top)
            top -= row.height

    return [Piece(float(int(sum(row.height for row in rows))), draw)]


def _side_by_side(natural: Sequence[_Drawn]) -> list[Piece]:
    """Rows of whole buildings standing on one ground, as many beside each other as the page is wide."""
    out = []
    for row in _packed(natural):
        total = sum(wide + _BESIDE for wide, _ in row)
        high = max(sum(piece.height for piece in found) for _, found in row)

        def draw(canvas: Any, top: float, row: Any = row, total: float = total, high: float = high) -> None:
            x = -total / 2
            for wide, found in row:
                canvas.saveState()
                canvas.translate(x + (wide + _BESIDE) / 2, 0)
                y = top - high + sum(piece.height for piece in found)
                for piece in found:
                    piece.draw(canvas, y)
                    y -= piece.height
                canvas.restoreState()
                x += wide + _BESIDE

        out.append(Piece(high + 8, draw))
    return out


def _packed(natural: Sequence[_Drawn]) -> list[list[_Drawn]]:
    rows: list[list[_Drawn]] = []
    for one in natural:
        if rows and sum(wide + _BESIDE for wide, _ in rows[-1]) + one[0] + _BESIDE <= LANDSCAPE.inner_width:
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows


def _widths(natural: Sequence[_Drawn]) -> list[float]:
    return [sum(wide + _BESIDE for wide, _ in row) for row in _packed(natural)]


def _scaled(piece: Piece, scale: float) -> Piece:
    """The piece drawn larger around the middle of the page."""

    def draw(canvas: Any, top: float) -> None:
        canvas.saveState()
        canvas.translate(LANDSCAPE.width / 2, top)
        canvas.scale(scale, scale)
        piece.draw(canvas, 0)
        canvas.restoreState()

    return Piece(piece.height * scale, draw, keep=piece.keep)


def _building(building: MapBuilding) -> _Drawn:
    """The building around x = 0. The roof stays with the top floor, the ground
    with the lowest."""
    most = int((LANDSCAPE.inner_width - _FLOOR) / _ROOM)
    widest = max((min(len(floor.rooms), most) for floor in building.floors), default=1)
    wide = _FLOOR + max(widest, 3) * _ROOM
    left = -wide / 2
    count = sum(len(floor.rooms) for floor in building.floors)
    people = sum(room.candidates for floor in building.floors for room in floor.rooms)
    title = f"{building.name or '考试楼'}（{count} 个考场，{people} 人）"
    roof = Piece(_ROOF, partial(_roof, left=left, wide=wide, title=title), keep=True)
    floors = [_floor(floor, left, wide, most) for floor in reversed(building.floors)]
    ground = Piece(_GROUND, partial(_ground, left=left, wide=wide))
    return wide, [roof, *floors[:-1], *(Piece(f.height, f.draw, keep=True) for f in floors[-1:]), ground]


def _roof(canvas: Any, top: float, left: float, wide: float, title: str) -> None:
    y = top - _ROOF
    canvas.setLineWidth(1.5)
    path = canvas.beginPath()
    path.moveTo(left - 8, y)
    path.lineTo(left + 18, y + _ROOF - 4)
    path.lineTo(left + wide - 18, y + _ROOF - 4)
    path.lineTo(left + wide + 8, y)
    path.close()
    canvas.drawPath(path)
    say(canvas, title, left + wide / 2, y + 10, 16, wide - 60, 8, BOLD, "centre")


def _floor(floor: MapFloor, left: float, wide: float, most: int) -> Piece:
    rows = [floor.rooms[i : i + most] for i in range(0, len(floor.rooms), most)] or [()]
    high = _ROW * len(rows)

    def draw(canvas: Any, top: float) -> None:
        canvas.setLineWidth(1.5)
        canvas.rect(left, top - high, wide, high)
        canvas.setFillGray(0.92)
        canvas.rect(left + 0.75, top - high + 0.75, _FLOOR - 0.75, high - 1.5, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.line(left + _FLOOR, top - high, left + _FLOOR, top)
        say(canvas, floor.name, left + _FLOOR / 2, top - high / 2 - 6, 17, _FLOOR - 8, 8, BOLD, "centre")
        for i, row in enumerate(rows):
            _rooms(canvas, row, left + _FLOOR, top - i * _ROW)

    return Piece(high, draw)


def _rooms(canvas: Any, rooms: Sequence[MapRoom], x: float, top: float) -> None:
    for room in rooms:
        canvas.setLineWidth(0.75)
        canvas.rect(x + 4, top - _ROW + 5, _ROOM - 8, _ROW - 10)
        middle, inner = x + _ROOM / 2, _ROOM - 14
        size, _ = fitted(room.number, 22, inner - 24, 10, BOLD)
        number = cut(room.number, size, inner - 24, BOLD)
        start = middle - (width(number, size, BOLD) + 22) / 2
        put(canvas, number, start, top - 28, size, BOLD)
        put(canvas, "考场", start + width(number, size, BOLD) + 4, top - 28, 9)
        say(canvas, room.place, middle, top - 40, 9, inner, 6, REGULAR, "centre")
        detail = " ".join(part for part in (room.occupation, f"{room.candidates} 人") if part)
        say_within(canvas, detail, Area(middle - inner / 2, top - 54.5, inner, 13), 7.5)
        x += _ROOM


def _ground(canvas: Any, top: float, left: float, wide: float) -> None:
    canvas.setLineWidth(2.5)
    canvas.line(left - 20, top, left + wide + 20, top)
    path = canvas.beginPath()
    middle = left + wide / 2
    path.moveTo(middle, top - 3)
    path.lineTo(middle - 8, top - 16)
    path.lineTo(middle + 8, top - 16)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
    put(canvas, "入口", middle + 14, top - 15, 11, BOLD)


_MAKING = Making(FORM, _pieces, lambda item: item.exam.subject, LANDSCAPE)
preflight, render = _MAKING.preflight, _MAKING.render
