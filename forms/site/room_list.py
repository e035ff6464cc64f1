"""考场安排表: at the entrance, every room of a sitting with place, occupation, people, numbers (002 附件3 二1)."""

from __future__ import annotations

from dataclasses import dataclass

from forms import catalogue
from forms.context import PrintContext
from forms.exam import Exam
from forms.page import blocks
from forms.page.flow import Piece, space
from forms.page.making import Making
from forms.page.sheet import PORTRAIT
from forms.page.table import Cell, Column, columns_of, facts, table

FORM = catalogue.form("room-list")
_NOTE = "请按准考证上的考场和座位号入场；找不到考场的，按指示标识或《考场分布图》前往，或询问工作人员。"
COLUMNS = columns_of(
    PORTRAIT,
    [
        Column("考场", 44, size=14, bold=True),
        Column("楼栋", 74, size=10),
        Column("楼层", 40, size=10),
        Column("房间", 78, size=10),
        Column("职业等级", 118, smallest=7),
        Column("人数", 34, size=10),
        Column("准考证号", 123, size=9.5, long=True),
    ],
)


@dataclass(frozen=True, slots=True)
class ListedRoom:
    """One room. `first` and `last` are the admission numbers its people, and nobody else, lie between; empty where the
    numbers of several rooms are mixed."""

    number: str
    building: str
    floor: str
    place: str
    occupation: str
    candidates: int
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class RoomList:
    """One sitting. `spot` is the site's address."""

    exam: Exam
    rooms: tuple[ListedRoom, ...]
    spot: str = ""


def _pieces(item: RoomList, context: PrintContext) -> list[Piece]:
    offset = context.utc_offset
    pieces = [blocks.title(FORM.title, context.plan, context, PORTRAIT)]
    people = sum(room.candidates for room in item.rooms)
    pieces += facts(
        [
            [("考试科目", item.exam.title), ("考试时间", item.exam.when(offset))],
            [("考点地址", item.spot), ("考场考生", f"{len(item.rooms)} 个考场，{people} 人")],
        ],
        PORTRAIT,
        label=56,
        height=22,
    )
    pieces.append(space(6))
    rows: list[tuple[Cell, ...]] = [_row(room) for room in item.rooms] or [("", "", "", "无", "", "", "")]
    free = PORTRAIT.inner_height - sum(piece.height for piece in pieces) - 22 - 20
    height = min(28.0, max(20.0, float(int(free / len(rows)))))
    return [*pieces, *table(COLUMNS, rows, PORTRAIT, height), space(4), *blocks.note(_NOTE, PORTRAIT)]


def _row(room: ListedRoom) -> tuple[Cell, ...]:
    numbers = room.first if room.first == room.last else f"{room.first}\n至 {room.last}"
    if not numbers and room.candidates:
        numbers = "见《考生信息汇总表》"
    return room.number, room.building, room.floor, room.place, room.occupation, str(room.candidates), numbers


_MAKING = Making(FORM, _pieces, lambda item: item.exam.subject)
preflight, render, tables = _MAKING.preflight, _MAKING.render, _MAKING.tables
