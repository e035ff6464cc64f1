"""成绩花名册: the marks of a subject, room by room, signed by those who gave them, then sealed (002 第二十四条)."""

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

FORM = catalogue.form("score-roster")
_NOTE = (
    "成绩用蓝黑或黑色墨水填写，更改须在旁签字；缺考、舞弊按考场记录填写，不得空白。签字后当面密封，2 个工作日内送交。"
)
COLUMNS = columns_of(
    PORTRAIT,
    [
        Column("序", 26),
        Column("座位", 36, size=11, bold=True),
        Column("姓名", 84, size=11, smallest=7, name=True),
        Column("准考证号", 106, size=9.5, smallest=7),
        Column("职业（工种）、等级", 105, smallest=6.5),
        Column("成绩", 52),
        Column("成绩（大写）", 62),
        Column("备注", 40, size=9.5),
    ],
)


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One candidate; `remark` is 缺考 or 舞弊 where the record says so."""

    seat: int
    name: str
    admission_number: str
    occupation: str = ""
    level: int | None = None
    direction: str = ""
    remark: str = ""

    @property
    def subject(self) -> str:
        return words.candidate(self.name, self.admission_number)


@dataclass(frozen=True, slots=True)
class ScoreRoster:
    """One room of one sitting."""

    room: str
    place: str
    exam: Exam
    rows: tuple[ScoreRow, ...]


def _pieces(item: ScoreRoster, context: PrintContext) -> list[Piece]:
    rows: list[tuple[Cell, ...]] = [
        (
            str(n),
            f"{row.seat:02d}",
            row.name,
            row.admission_number,
            words.short_occupation(row.occupation, row.level, row.direction),
            "—" if row.remark else "",
            row.remark,
            "",
        )
        for n, row in enumerate(item.rows, 1)
    ]
    absent = sum(bool(row.remark) for row in item.rows)
    return listing(
        FORM,
        context,
        "　".join(part for part in (context.plan, f"第 {item.room} 考场") if part),
        COLUMNS,
        rows,
        about=[
            [("考试科目", item.exam.title), ("考试时间", item.exam.when(context.utc_offset))],
            [("考场地点", item.place), ("人　　数", f"{len(item.rows)} 人，其中缺考、舞弊 {absent} 人")],
        ],
        height=19,
        note=_NOTE,
        signed=[SignatureBox("阅卷（考评）人"), SignatureBox("复核人"), SignatureBox("登统人")],
        who=[row.subject for row in item.rows],
    )


_MAKING = Making(FORM, _pieces, lambda item: f"{item.room}考场 {item.exam.subject}")
preflight, render, tables = _MAKING.preflight, _MAKING.render, _MAKING.tables
