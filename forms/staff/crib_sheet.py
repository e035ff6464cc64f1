"""岗位流程卡: every step of one role with its time, what to read aloud, what to leave as evidence, what to do when it
fails; from the protocol of the exam (002 附件4, 附件5)."""

from __future__ import annotations

from dataclasses import dataclass

from forms import catalogue, words
from forms.context import PrintContext
from forms.exam import Exam
from forms.page import blocks
from forms.page.flow import Piece, space
from forms.page.making import Making
from forms.page.sheet import PORTRAIT
from forms.page.table import Cell, Choices, Column, columns_of, facts, table

FORM = catalogue.form("crib-sheet")
_NOTE = "时间以主考命令为准，任何人不得擅自提前或拖延。异常情况立即报告主考。本卡考后交回。"
COLUMNS = columns_of(
    PORTRAIT,
    [
        Column("时间", 44, size=12, bold=True),
        Column("环节", 74, size=10.5, smallest=8, bold=True),
        Column("要求与用语", 250, "left", 9.5, long=True),
        Column("异常处置", 117, "left", 8.5, long=True),
        Column("完成", 26, size=11),
    ],
)


@dataclass(frozen=True, slots=True)
class CribStep:
    """One step. `at` is UTC milliseconds; `others` who does it together with this role."""

    at: int
    title: str
    text: str = ""
    evidence: tuple[str, ...] = ()
    failure: str = ""
    clause: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CribSheet:
    """One role in one sitting."""

    role: str
    exam: Exam
    steps: tuple[CribStep, ...]
    source: str = ""


def _pieces(item: CribSheet, context: PrintContext) -> list[Piece]:
    offset = context.utc_offset
    title = f"{item.role}　流程卡"
    pieces = [blocks.title(title, "　".join(part for part in (context.plan, item.source) if part), context, PORTRAIT)]
    pieces += facts(
        [[("考试科目", item.exam.title), ("考试时间", item.exam.when(offset))]],
        PORTRAIT,
        label=48,
        height=22,
    )
    pieces.append(space(5))
    rows: list[tuple[Cell, ...]] = [
        (words.clock(s.at, offset), s.title, _what(s), s.failure, Choices(("",))) for s in item.steps
    ]
    pieces += table(COLUMNS, rows or [("", "", "无", "", "")], PORTRAIT, 26, 22)
    return [*pieces, space(4), *blocks.note(_NOTE, PORTRAIT)]


def _what(step: CribStep) -> str:
    """What to read aloud; then, on a line of its own, the clause (so that it is never broken) and what it asks for."""
    parts = [step.clause] if step.clause else []
    if step.evidence:
        parts.append(f"留存：{'、'.join(step.evidence)}")
    if step.others:
        parts.append(f"与{'、'.join(step.others)}共同办理")
    return "\n".join([*([f"“{step.text}”"] if step.text else []), "　".join(parts)])


_MAKING = Making(FORM, _pieces, lambda item: f"{item.role} {item.exam.subject}")
preflight, render = _MAKING.preflight, _MAKING.render
