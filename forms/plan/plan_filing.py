"""北京市职业技能等级评价计划备案表: the filing of a plan, in the layout of 002 附件1 (第八条)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forms import catalogue
from forms.context import PrintContext
from forms.page import blocks, flow
from forms.page.flow import Piece
from forms.page.making import Making
from forms.page.sheet import PORTRAIT
from forms.page.table import Cell, Column, columns_of, facts, table
from forms.page.text import REGULAR, put

FORM = catalogue.form("plan-filing")
LEVELS = ("五", "四", "三", "二", "一")
_LINES = 3
_NOTES = (
    "评价机构：与备案复函上的机构名称一致。",
    "计划名称：“年月+首次认定日期+机构简称”，如：20201103 成人按摩。",
    "评价职业、等级：在备案复函的职业、等级范围内。",
    "评价地点地址：为已备案的地点；超出备案范围的，先向市鉴定管理中心提出增项备案。",
    "评价方式：按国家职业技能标准或评价规范中的“鉴定方式”填写：笔试、机考、模拟考试、面试答辩等。",
    "评价日期：依次为理论知识、操作技能、综合评审，后一科目最晚于前一科目结束后 1 个月内完成。",
    "评价机构情况说明：写明考生来源、资质情况、考务组织准备情况及承诺。",
)
"""The seven of the annex, in its order."""
KINDS = columns_of(
    PORTRAIT,
    [
        Column("评价职业", 211, size=10.5, smallest=7),
        *(Column(level, 50, size=10.5) for level in LEVELS),
        Column("合计", 50, size=10.5),
    ],
)
ITEMS = columns_of(
    PORTRAIT,
    [
        Column("科目/模块 ＼ 事项", 92, size=10, bold=True),
        Column("评价地点地址", 168, size=9.5, smallest=7),
        Column("评价方式", 62, size=10),
        Column("评价日期", 94, size=9.5),
        Column("评价时间", 95, size=10),
    ],
)
SUBJECTS = ("理论知识\n/ 过程模块 1", "操作技能\n/ 过程模块 2", "综合评审\n/ 过程模块 3")


@dataclass(frozen=True, slots=True)
class FiledKind:
    """One occupation; `counts` of candidates for levels 5, 4, 3, 2, 1."""

    occupation: str
    counts: tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class FiledItem:
    """One of the three subjects; empty where the plan has none. `place` is name and address; all in words."""

    place: tuple[str, ...] = ()
    mode: str = ""
    days: tuple[str, ...] = ()
    times: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanFiling:
    """A plan as it is filed; `items` are theory, skills, review."""

    organisation: str
    name: str
    kinds: tuple[FiledKind, ...]
    items: tuple[FiledItem, FiledItem, FiledItem]
    contact: str = ""
    phone: str = ""
    situation: str = ""


def _pieces(item: PlanFiling, context: PrintContext) -> list[Piece]:
    pieces = [blocks.title(FORM.title, "", context, PORTRAIT)]
    pieces += facts([[("评价机构", item.organisation), ("计划名称", item.name)]], PORTRAIT, 56, 26)
    rows = [_kind(kind.occupation, kind.counts) for kind in item.kinds]
    rows += [("", *[""] * 6)] * max(0, _LINES - len(rows))
    rows.append(_kind("总计", [sum(kind.counts[i] for kind in item.kinds) for i in range(len(LEVELS))]))
    pieces += table(KINDS, rows, PORTRAIT, 22, 22)
    items: list[tuple[Cell, ...]] = [
        (subject, _lines(one.place), one.mode, _lines(one.days), _lines(one.times) or "　　至　　")
        for subject, one in zip(SUBJECTS, (*item.items, *[FiledItem()] * 3), strict=False)
    ]
    pieces += table(ITEMS, items, PORTRAIT, 34, 22)
    pieces += facts([[("联 系 人", item.contact), ("联系电话", item.phone)]], PORTRAIT, 56, 26)
    pieces += [_opinion(*opinion) for opinion in _opinions(item)]
    pieces.append(flow.space(6))
    pieces.append(blocks.heading("填表说明", PORTRAIT))
    return [*pieces, *blocks.numbered(_NOTES, PORTRAIT, 9, 1)]


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def _opinions(item: PlanFiling) -> Iterable[tuple[str, str, str]]:
    """(label, text, what is to be written there)."""
    yield "评价机构\n情况说明", item.situation, ""
    yield "考点所在区\n鉴定管理\n机构意见", "", "（填写检查情况，是否同意评价机构组织本次职业技能评价。）"
    yield "市鉴定管理\n中心确认\n意见", "", ""


def _opinion(label: str, text: str, hint: str) -> Piece:
    """A tall box with 负责人签字、盖章、日期 at its lower right."""
    (piece,) = facts([[(label, text)]], PORTRAIT, 70, 84)

    def draw(canvas: object, top: float) -> None:
        piece.draw(canvas, top)
        foot = "负责人签字：　　　　　　　　（盖章）　　　　年　　月　　日"
        put(canvas, hint, PORTRAIT.left + 76, top - 13, 8.5)
        put(canvas, foot, PORTRAIT.width - PORTRAIT.right - 6, top - piece.height + 7, 9.5, REGULAR, "right")

    return Piece(piece.height, draw, frame=piece.frame, left=piece.left, width=piece.width)


def _kind(name: str, counts: Iterable[int]) -> tuple[Cell, ...]:
    numbers = tuple(counts)
    return (name, *(str(n) if n else "" for n in numbers), str(sum(numbers)))


_MAKING = Making(FORM, _pieces, lambda item: item.name)
preflight, render = _MAKING.preflight, _MAKING.render
