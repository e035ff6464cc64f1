"""监考安排表: who is on duty in which room, and everybody with a duty for the whole site (002 附件3 一, 附件5 7:35)."""

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

FORM = catalogue.form("duty-list")
_NOTE = "监考人员于报到时由主考宣布，未经主考批准不得调换；临时顶替按《监考人员替换单》办理。"
ROOMS = columns_of(
    PORTRAIT,
    [
        Column("考场", 42, size=12, bold=True),
        Column("地点", 117, size=9.5, smallest=7),
        Column("职业等级", 112, smallest=7),
        Column("人数", 32, size=10),
        Column("主监考", 104, size=10.5, smallest=7, name=True),
        Column("副监考", 104, size=10.5, smallest=7, name=True),
    ],
)
POSTS = columns_of(
    PORTRAIT,
    [
        Column("岗位", 92, bold=True, size=10),
        Column("人数", 34, size=10),
        Column("人员（工号）", 385, "left", 10, long=True),
    ],
)


@dataclass(frozen=True, slots=True)
class DutyRoom:
    """One room and its two proctors; names with numbers, `张建国（P011）`."""

    number: str
    place: str
    occupation: str
    candidates: int
    lead: str = ""
    assistant: str = ""

    @property
    def subject(self) -> str:
        return f"{self.number}考场监考"


@dataclass(frozen=True, slots=True)
class DutyPost:
    """A role of the whole site and its people."""

    role: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyList:
    """One sitting."""

    exam: Exam
    rooms: tuple[DutyRoom, ...]
    posts: tuple[DutyPost, ...] = ()


def _pieces(item: DutyList, context: PrintContext) -> list[Piece]:
    pieces = [blocks.title(FORM.title, context.plan, context, PORTRAIT)]
    seats = sum(room.candidates for room in item.rooms)
    pieces += facts(
        [
            [
                ("考试科目", item.exam.title),
                ("考试时间", item.exam.when(context.utc_offset)),
                ("考场考生", f"{len(item.rooms)} 场 {seats} 人"),
            ]
        ],
        PORTRAIT,
        label=48,
        height=22,
    )
    pieces.append(blocks.heading("一、全场岗位", PORTRAIT))
    posts: list[tuple[Cell, ...]] = [(p.role, str(len(p.people)), "、".join(p.people)) for p in item.posts]
    pieces += table(POSTS, posts or [("", "", "无")], PORTRAIT, 20, 20)
    pieces.append(blocks.heading("二、各考场监考员", PORTRAIT))
    rows: list[tuple[Cell, ...]] = [
        (r.number, r.place, r.occupation, str(r.candidates), r.lead, r.assistant) for r in item.rooms
    ]
    pieces += table(ROOMS, rows or [("", "无", "", "", "", "")], PORTRAIT, 22, 20, who=[r.subject for r in item.rooms])
    pieces += [space(4), *blocks.note(_NOTE, PORTRAIT)]
    return [
        *pieces,
        space(4),
        blocks.signatures([blocks.SignatureBox("主考"), blocks.SignatureBox("副主考")], PORTRAIT),
    ]


_MAKING = Making(FORM, _pieces, lambda item: item.exam.subject)
preflight, render, tables = _MAKING.preflight, _MAKING.render, _MAKING.tables
