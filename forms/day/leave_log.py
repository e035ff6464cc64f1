"""考生离场登记表: who left the room during the exam, with whom, and came back when (002 附件4 四(三); one at a
time, G11)."""

from __future__ import annotations

from dataclasses import dataclass

from forms import catalogue, words
from forms.context import PrintContext
from forms.exam import Exam
from forms.page.blocks import SignatureBox
from forms.page.flow import Piece
from forms.page.layouts import listing
from forms.page.making import Making
from forms.page.sheet import PORTRAIT
from forms.page.table import Cell, Column, columns_of

FORM = catalogue.form("leave-log")
_NOTE = (
    "同一时间只准一名考生离场，由流动监考员全程陪同；离场时试卷、答题卡留在桌上。考试结束前 15 分钟内只有就医可以离场。"
)
COLUMNS = columns_of(
    PORTRAIT,
    [
        Column("座位", 38, size=11, bold=True),
        Column("姓名", 84, size=10.5, smallest=7, name=True),
        Column("准考证号", 106, size=9.5, smallest=7),
        Column("事由", 65, size=9.5, smallest=7),
        Column("离场", 46, size=10.5),
        Column("返回", 46, size=10.5),
        Column("陪同人", 66, size=10, smallest=7, name=True),
        Column("监考员签字", 60),
    ],
)


@dataclass(frozen=True, slots=True)
class Leave:
    """One time out. Times are UTC milliseconds."""

    seat: int
    name: str
    admission_number: str
    reason: str
    left: int
    back: int | None = None
    escort: str = ""

    @property
    def subject(self) -> str:
        return f"{self.seat}号{self.name}"


@dataclass(frozen=True, slots=True)
class LeaveLog:
    """One room's; it goes on by hand."""

    room: str
    place: str
    exam: Exam
    leaves: tuple[Leave, ...] = ()


def _pieces(log: LeaveLog, context: PrintContext) -> list[Piece]:
    offset = context.utc_offset
    rows: list[tuple[Cell, ...]] = [
        (
            f"{v.seat:02d}",
            v.name,
            v.admission_number,
            v.reason,
            words.clock(v.left, offset),
            words.clock(v.back, offset),
            v.escort,
            "",
        )
        for v in log.leaves
    ]
    return listing(
        FORM,
        context,
        "　".join(part for part in (context.plan, f"第 {log.room} 考场") if part),
        COLUMNS,
        rows,
        about=[[("考场地点", log.place), ("考试时间", f"{log.exam.subject} {log.exam.when(offset)}")]],
        height=28,
        blank=("",) * len(COLUMNS),
        least=5,
        note=_NOTE,
        signed=[SignatureBox("主监考"), SignatureBox("副监考")],
        line="共 ______ 人次",
        who=[v.subject for v in log.leaves],
    )


_MAKING = Making(FORM, _pieces, lambda log: f"{log.room}考场 离场登记")
preflight, render, tables = _MAKING.preflight, _MAKING.render, _MAKING.tables
