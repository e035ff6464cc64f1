"""职业技能等级认定花名册: everybody of a plan with what came of it, kept for ever (002 第二十九条, 第二十五条)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forms import catalogue, words
from forms.context import Flag, PrintContext
from forms.page import preflight as checks
from forms.page.blocks import SignatureBox
from forms.page.flow import Piece
from forms.page.layouts import listing
from forms.page.making import Making
from forms.page.sheet import LANDSCAPE
from forms.page.table import Cell, Column, columns_of

FORM = catalogue.form("roster")
_NOTE = (
    "认定结果填：合格、不合格、缺考、舞弊。本花名册永久保存，归档后不得更改；更正须附《考生信息更正单》。"
    "缺考、舞弊按考场记录填入，其余成绩在阅卷登统后填写。"
)
COLUMNS = columns_of(
    LANDSCAPE,
    [
        Column("序号", 32),
        Column("准考证号", 96, smallest=6.5),
        Column("姓名", 76, size=10.5, bold=True, name=True),
        Column("性别", 28),
        Column("证件类型及号码", 122, smallest=6.5),
        Column("职业（工种）、等级", 112, smallest=6.5),
        Column("工作单位", 90, size=8, smallest=6.5),
        Column("理论", 34),
        Column("技能", 34),
        Column("评审", 34),
        Column("认定结果", 50),
        Column("证书编号", 50),
    ],
)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One candidate; `marks` for theory, skills, review as the record has them (缺考, 舞弊) or empty to be filled."""

    name: str
    admission_number: str
    document_type: str
    document_number: str
    sex: str = "unknown"
    occupation: str = ""
    level: int | None = None
    direction: str = ""
    employer: str = ""
    marks: tuple[str, str, str] = ("", "", "")
    result: str = ""

    @property
    def subject(self) -> str:
        return words.candidate(self.name, self.admission_number)


@dataclass(frozen=True, slots=True)
class Roster:
    """A plan's people in the order of their admission numbers."""

    rows: tuple[RosterRow, ...]
    organisation: str = ""
    filing_number: str = ""
    first_day: str = ""
    place: str = ""


def _pieces(roster: Roster, context: PrintContext) -> list[Piece]:
    return listing(
        FORM,
        context,
        context.plan,
        COLUMNS,
        [_row(n, row) for n, row in enumerate(roster.rows, 1)],
        paper=LANDSCAPE,
        about=[
            [("评价机构", roster.organisation), ("备 案 号", roster.filing_number), ("考　　点", roster.place)],
            [("计划名称", context.plan), ("首次日期", roster.first_day), ("考生人数", f"{len(roster.rows)} 人")],
        ],
        height=19,
        note=_NOTE,
        signed=[SignatureBox("经办人"), SignatureBox("审核人"), SignatureBox("机构负责人（盖章）")],
        who=[row.subject for row in roster.rows],
    )


def _row(n: int, row: RosterRow) -> tuple[Cell, ...]:
    return (
        str(n),
        row.admission_number,
        row.name,
        words.SEXES.get(row.sex, ""),
        row.document_number if row.document_type == "居民身份证" else f"{row.document_type}\n{row.document_number}",
        words.short_occupation(row.occupation, row.level, row.direction),
        row.employer,
        *row.marks,
        row.result,
        "",
    )


def _checks(inputs: Sequence[Roster]) -> Iterable[Flag]:
    rows = [(roster, row) for roster in inputs for row in roster.rows]
    return checks.duplicates(
        rows, lambda item: item[1].subject, lambda item: (id(item[0]), item[1].admission_number), "准考证号"
    )


_MAKING = Making(FORM, _pieces, lambda roster: FORM.title, LANDSCAPE, checks=_checks)
preflight, render, tables = _MAKING.preflight, _MAKING.render, _MAKING.tables
