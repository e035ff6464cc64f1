"""考生信息更正单: what was wrong about a candidate, before, in or after the exam, and what it is (002 第二十八条)."""

from __future__ import annotations

from dataclasses import dataclass

from forms import catalogue, words
from forms.context import PrintContext
from forms.page import blocks, flow
from forms.page.flow import Piece
from forms.page.making import Making
from forms.page.sheet import PORTRAIT
from forms.page.table import Cell, Choices, Column, columns_of, facts, table

FORM = catalogue.form("correction")
_FIELDS = ("姓名", "证件类型", "证件号码", "性别", "工作单位", "联系电话", "照片")
_NOTE = "更正须核对证件原件并留存复印件，由考务人员和主考（副主考）两人办理；花名册、汇总表、准考证同时更正。"
CHANGES = columns_of(
    PORTRAIT,
    [
        Column("更正项", 76, size=10, bold=True),
        Column("原登记", 158, size=10.5, smallest=7),
        Column("更正为", 158, size=10.5, smallest=7),
        Column("时间", 119, size=9.5),
    ],
)


@dataclass(frozen=True, slots=True)
class Changed:
    """One field. `at` is UTC milliseconds."""

    field: str
    before: str = ""
    after: str = ""
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """One candidate; without `changes` every field is a line to write in."""

    name: str = ""
    admission_number: str = ""
    room: str = ""
    seat: int | None = None
    occupation: str = ""
    changes: tuple[Changed, ...] = ()
    reason: str = ""
    approved: str = ""

    @property
    def subject(self) -> str:
        return words.candidate(self.name, self.admission_number) if self.name else FORM.title


def _pieces(item: Correction, context: PrintContext) -> list[Piece]:
    offset = context.utc_offset
    seat = f"第 {item.room} 考场 {item.seat:02d} 号" if item.room and item.seat is not None else ""
    pieces = [blocks.title(FORM.title, context.plan, context, PORTRAIT, head=True)]
    pieces += facts(
        [
            [("姓　　名", item.name), ("准考证号", item.admission_number)],
            [("职业等级", item.occupation), ("考场座位", seat)],
            [("更正阶段", Choices(("考前", "考中", "考后"))), ("提 出 人", Choices(("考生本人", "工作人员")))],
        ],
        PORTRAIT,
        66,
        26,
    )
    pieces.append(blocks.heading("更正内容", PORTRAIT))
    changes = item.changes or tuple(Changed(field) for field in _FIELDS)
    rows: list[tuple[Cell, ...]] = [(c.field, c.before, c.after, words.moment(c.at, offset)) for c in changes]
    pieces += [*table(CHANGES, rows, PORTRAIT, 28, 22), flow.space(6)]
    pieces += facts([[("原　　因", item.reason)], [("证明材料", "")]], PORTRAIT, 66, 52)
    pieces.append(flow.space(6))
    for row in (("考生确认", "考务人员"), ("主考（副主考）", "评价机构（盖章）")):
        boxes = [blocks.SignatureBox(role, item.approved if "主考" in role else "") for role in row]
        pieces += [blocks.signatures(boxes, PORTRAIT, 62), flow.space(6)]
    return [*pieces, *blocks.note(_NOTE, PORTRAIT)]


_MAKING = Making(FORM, _pieces, lambda item: item.subject)
preflight, render = _MAKING.preflight, _MAKING.render
