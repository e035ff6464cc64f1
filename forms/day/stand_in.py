"""监考人员替换单: who took whose post, from when to when, so that two per room stays provable (002 附件4 一(五),
四(四))."""

from __future__ import annotations

from dataclasses import dataclass

from forms import catalogue, words
from forms.context import PrintContext
from forms.exam import Exam
from forms.page.blocks import SignatureBox
from forms.page.flow import Piece
from forms.page.layouts import listing
from forms.page.making import Making
from forms.page.sheet import LANDSCAPE
from forms.page.table import Cell, Choices, Column, columns_of

FORM = catalogue.form("stand-in")
_NOTE = "顶替期间考场内仍须两名监考员在场；顶替人须回避本考场考生。被替换人返回时填写“止”并由双方签字。"
COLUMNS = columns_of(
    LANDSCAPE,
    [
        Column("考场", 44, size=12, bold=True),
        Column("岗位", 70, size=10, smallest=7),
        Column("原人员", 84, size=10.5, smallest=7, name=True),
        Column("替换人员", 84, size=10.5, smallest=7, name=True),
        Column("起", 46, size=10.5),
        Column("止", 46, size=10.5),
        Column("方式", 96, size=9),
        Column("原因", 128, "left", 9.5, long=True),
        Column("顶替人签字", 80),
        Column("主考批准", 80),
    ],
)


@dataclass(frozen=True, slots=True)
class Change:
    """One replacement. Times are UTC milliseconds; `lasting` for good, else for a while."""

    room: str
    role: str
    replaced: str
    name: str
    start: int | None = None
    end: int | None = None
    reason: str = ""
    lasting: bool | None = None

    @property
    def subject(self) -> str:
        return f"{self.room}考场{self.role}"


@dataclass(frozen=True, slots=True)
class StandIns:
    """One sitting's replacements so far; the list goes on by hand."""

    exam: Exam
    changes: tuple[Change, ...] = ()


def _pieces(item: StandIns, context: PrintContext) -> list[Piece]:
    offset = context.utc_offset
    rows: list[tuple[Cell, ...]] = [
        (
            c.room or "—",
            c.role,
            c.replaced,
            c.name,
            words.clock(c.start, offset),
            words.clock(c.end, offset),
            Choices(("临时", "全程"), None if c.lasting is None else int(c.lasting)),
            c.reason,
            "",
            "",
        )
        for c in item.changes
    ]
    return listing(
        FORM,
        context,
        context.plan,
        COLUMNS,
        rows,
        paper=LANDSCAPE,
        about=[[("考试科目", item.exam.title), ("考试时间", item.exam.when(offset))]],
        height=30,
        blank=(*[""] * 6, Choices(("临时", "全程")), "", "", ""),
        least=3,
        note=_NOTE,
        signed=[SignatureBox("主考")],
        line="共 ______ 人次",
        who=[c.subject for c in item.changes],
    )


_MAKING = Making(FORM, _pieces, lambda item: item.exam.subject, LANDSCAPE)
preflight, render, tables = _MAKING.preflight, _MAKING.render, _MAKING.tables
