"""资质抽查名单: the candidates drawn for the district's check, with the seed anybody can draw them again with, and room
for each result (002 第十三条)."""

from __future__ import annotations

from dataclasses import dataclass

from forms import catalogue, words
from forms.context import PrintContext
from forms.page.blocks import SignatureBox
from forms.page.flow import Piece
from forms.page.layouts import listing
from forms.page.making import Making
from forms.page.sheet import PORTRAIT
from forms.page.table import Cell, Choices, Column, columns_of

FORM = catalogue.form("sampling-list")
_NOTE = (
    "抽取方法：以种子号、一个斜线和考生编号连成一串求 SHA-256，"
    "按摘要由小到大取前若干名；种子号和考生名单不变，结果不变。"
    "抽查结果须在首次认定日期前报市鉴定管理中心。"
)
COLUMNS = columns_of(
    PORTRAIT,
    [
        Column("序", 26),
        Column("姓名", 70, size=10.5, bold=True, name=True),
        Column("准考证号", 92, smallest=6.5),
        Column("证件号码", 108, smallest=6.5),
        Column("职业（工种）、等级", 97, smallest=6.5),
        Column("抽查结果", 78, size=8.5),
        Column("备注", 40),
    ],
)


@dataclass(frozen=True, slots=True)
class SampledRow:
    """One candidate drawn."""

    name: str
    admission_number: str
    document_number: str
    occupation: str = ""
    level: int | None = None
    direction: str = ""

    @property
    def subject(self) -> str:
        return words.candidate(self.name, self.admission_number)


@dataclass(frozen=True, slots=True)
class SamplingList:
    """A plan's sample. `of` is how many candidates there are, `percent` what the rule asks for at least."""

    rows: tuple[SampledRow, ...]
    of: int
    seed: int
    percent: int = 30
    first_day: str = ""
    organisation: str = ""


def _pieces(item: SamplingList, context: PrintContext) -> list[Piece]:
    rows: list[tuple[Cell, ...]] = [
        (
            str(n),
            row.name,
            row.admission_number,
            row.document_number,
            words.short_occupation(row.occupation, row.level, row.direction),
            Choices(("符合", "不符")),
            "",
        )
        for n, row in enumerate(item.rows, 1)
    ]
    return listing(
        FORM,
        context,
        context.plan,
        COLUMNS,
        rows,
        about=[
            [("评价机构", item.organisation), ("首次日期", item.first_day)],
            [("考生人数", f"{item.of} 人"), ("抽查人数", f"{len(item.rows)} 人（不低于 {item.percent}%）")],
            [("种 子 号", str(item.seed)), ("抽查时间", "　　　年　　月　　日")],
        ],
        height=20,
        note=_NOTE,
        signed=[SignatureBox("抽查人"), SignatureBox("复核人"), SignatureBox("区鉴定管理机构（盖章）")],
        who=[row.subject for row in item.rows],
    )


_MAKING = Making(FORM, _pieces, lambda item: FORM.title)
preflight, render, tables = _MAKING.preflight, _MAKING.render, _MAKING.tables
