"""资格确认归档清单: which papers of each candidate's eligibility are filed, page by page (002 第十四条, 附件2)."""

from __future__ import annotations

from dataclasses import dataclass

from forms import catalogue, words
from forms.context import PrintContext
from forms.page.blocks import SignatureBox
from forms.page.flow import Piece
from forms.page.layouts import listing
from forms.page.making import Making
from forms.page.sheet import LANDSCAPE
from forms.page.table import Cell, Choices, Column, columns_of

FORM = catalogue.form("eligibility-index")
_NOTE = (
    "有一份勾一份，页数填实数。学历类在线验证码有效期最长 180 天，须在首次认定日期时有效。"
    "网络查询结果打印留存；没有原件核对记录的不得确认。"
)
KINDS = ("申报信息", "身份证件", "学历验证", "证书查询", "经历承诺书", "其他证明")
COLUMNS = columns_of(
    LANDSCAPE,
    [
        Column("序", 28),
        Column("姓名", 78, size=10.5, smallest=7, bold=True, name=True),
        Column("准考证号", 100, size=9.5, smallest=7),
        Column("职业（工种）、等级", 114, smallest=6.5),
        *(Column(kind, 52, size=10) for kind in KINDS),
        Column("页数", 36),
        Column("结论", 90, size=9),
    ],
)


@dataclass(frozen=True, slots=True)
class Eligible:
    """One candidate."""

    name: str
    admission_number: str
    occupation: str = ""
    level: int | None = None
    direction: str = ""

    @property
    def subject(self) -> str:
        return words.candidate(self.name, self.admission_number)


@dataclass(frozen=True, slots=True)
class EligibilityIndex:
    """A plan's candidates; what is there is ticked by hand."""

    rows: tuple[Eligible, ...]
    organisation: str = ""
    first_day: str = ""


def _pieces(item: EligibilityIndex, context: PrintContext) -> list[Piece]:
    rows: list[tuple[Cell, ...]] = [
        (
            str(n),
            row.name,
            row.admission_number,
            words.short_occupation(row.occupation, row.level, row.direction),
            *[Choices(("",))] * len(KINDS),
            "",
            Choices(("符合", "不符")),
        )
        for n, row in enumerate(item.rows, 1)
    ]
    return listing(
        FORM,
        context,
        context.plan,
        COLUMNS,
        rows,
        paper=LANDSCAPE,
        about=[
            [
                ("评价机构", item.organisation),
                ("首次日期", item.first_day),
                ("考生人数", f"{len(item.rows)} 人"),
            ]
        ],
        height=20,
        note=_NOTE,
        signed=[SignatureBox("确认人"), SignatureBox("复核人"), SignatureBox("归档人")],
        who=[row.subject for row in item.rows],
    )


_MAKING = Making(FORM, _pieces, lambda item: FORM.title, LANDSCAPE)
preflight, render, tables = _MAKING.preflight, _MAKING.render, _MAKING.tables
