"""档案目录: what is kept of a plan, for how long, where; paper three years, electronic five, the roster for ever
(002 第二十九条; first day of the period: our choice is the day the plan is closed, G18)."""

from __future__ import annotations

from dataclasses import dataclass

from forms import catalogue
from forms.context import PrintContext
from forms.page.blocks import SignatureBox
from forms.page.flow import Piece
from forms.page.layouts import listing
from forms.page.making import Making
from forms.page.sheet import PORTRAIT
from forms.page.table import Cell, Choices, Column, columns_of

FORM = catalogue.form("archive-index")
_NOTE = (
    "保管期限自计划结案之日起算：纸质材料不少于 3 年，电子材料不少于 5 年，花名册永久。"
    "到期销毁须列清单，由两人批准；花名册不得销毁。归档材料在固定地点存放。"
)
COLUMNS = columns_of(
    PORTRAIT,
    [
        Column("序", 26),
        Column("材料名称", 168, "left", 9.5, smallest=7),
        Column("载体", 78, size=8.5),
        Column("保管期限", 50, size=9.5, bold=True),
        Column("最早处置日", 66, size=9),
        Column("份数", 38),
        Column("存放位置", 85),
    ],
)


@dataclass(frozen=True, slots=True)
class Filed:
    """One kind of material. `electronic` None is ticked by hand; `until` the earliest day it may go, in words."""

    title: str
    electronic: bool | None = False
    period: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveIndex:
    """A plan's index. `closed` is the day the periods begin, in words; empty before it is known."""

    rows: tuple[Filed, ...]
    organisation: str = ""
    closed: str = ""
    days: str = ""


def _pieces(item: ArchiveIndex, context: PrintContext) -> list[Piece]:
    rows: list[tuple[Cell, ...]] = [
        (
            str(n),
            row.title,
            Choices(("纸质", "电子"), None if row.electronic is None else int(row.electronic)),
            row.period,
            row.until,
            "",
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
            [("评价机构", item.organisation), ("认定日期", item.days)],
            [("结案日期", item.closed or "　　　年　　月　　日"), ("存放地点", "")],
        ],
        height=20,
        blank=("", "", Choices(("纸质", "电子")), "", "", "", ""),
        least=2,
        note=_NOTE,
        signed=[SignatureBox("归档人"), SignatureBox("接收人"), SignatureBox("机构负责人")],
    )


_MAKING = Making(FORM, _pieces, lambda item: FORM.title)
preflight, render, tables = _MAKING.preflight, _MAKING.render, _MAKING.tables
