"""考点收尾单: every room's counts on one sheet with the sums, beside the head code, before the site closes
(002 附件4 一(十); U18, C7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forms import catalogue, words
from forms.context import PrintContext
from forms.exam import Exam
from forms.page.balance import HIDDEN
from forms.page.blocks import SignatureBox
from forms.page.flow import Piece
from forms.page.layouts import listing
from forms.page.making import Making
from forms.page.sheet import LANDSCAPE
from forms.page.table import Cell, Column, columns_of

FORM = catalogue.form("site-closing")
_NOTE = (
    "出库袋数 = 封装送还袋数 + 未发袋数；各考场数目与《考场收尾单》逐行核对，一致后签字。不一致的不得撤场，报告主考。"
)
COLUMNS = columns_of(
    LANDSCAPE,
    [
        Column("考场", 52, size=12, bold=True),
        *(Column(title, 56, size=10.5) for title in ("应考", "签到", "缺考", "迟到", "提前交卷", "离场")),
        Column("试卷袋", 56, size=10.5),
        Column("袋标份数", 62, size=10.5),
        Column("交回份数", 62, size=10.5),
        Column("交回卡数", 62, size=10.5),
        Column("状态", 60, size=9.5),
        Column("核对签字", 68),
    ],
)


@dataclass(frozen=True, slots=True)
class ClosedRoom:
    """One room's line. `counts` in the order of the columns 应考 to 离场; `hidden`: what it gives back is left off, the
    office has not counted it yet."""

    room: str
    counts: tuple[int | None, ...]
    bags: int
    labelled: int | None = None
    papers: int | None = None
    cards: int | None = None
    state: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class SiteClosing:
    """One sitting. `out`, `sealed`, `unissued` are bags (C7)."""

    exam: Exam
    rooms: tuple[ClosedRoom, ...]
    out: int | None = None
    sealed: int | None = None
    unissued: int | None = None
    closed: int | None = None
    chief: str = ""


def _pieces(item: SiteClosing, context: PrintContext) -> list[Piece]:
    offset = context.utc_offset
    rows: list[tuple[Cell, ...]] = [
        (
            r.room,
            *map(words.number, r.counts),
            str(r.bags),
            words.number(r.labelled),
            words.number(r.papers),
            words.number(r.cards),
            r.state,
            "",
        )
        for r in item.rooms
    ]
    sums = [_sum(r.counts[i] for r in item.rooms) for i in range(6)]
    rows.append(
        (
            "合计",
            *sums,
            str(sum(r.bags for r in item.rooms)),
            *(_sum(values) for values in zip(*((r.labelled, r.papers, r.cards) for r in item.rooms), strict=True)),
            *[""] * (5 if not item.rooms else 2),
        )
    )
    return listing(
        FORM,
        context,
        context.plan,
        COLUMNS,
        rows,
        paper=LANDSCAPE,
        about=[
            [
                ("考试科目", item.exam.title),
                ("考试时间", item.exam.when(offset)),
                ("关场时间", words.moment(item.closed, offset) or "　　时　　分"),
            ],
            [
                ("出库袋数", words.number(item.out)),
                ("送还袋数", words.number(item.sealed)),
                ("未发袋数", words.number(item.unissued)),
            ],
        ],
        height=21,
        note=f"{HIDDEN}\n{_NOTE}" if any(room.hidden for room in item.rooms) else _NOTE,
        signed=[
            SignatureBox("主考", item.chief),
            SignatureBox("保密员"),
            SignatureBox("考务人员"),
            SignatureBox("质量督导员"),
        ],
    )


def _sum(values: Iterable[int | None]) -> str:
    known = [value for value in values if value is not None]
    return str(sum(known)) if known else ""


_MAKING = Making(FORM, _pieces, lambda item: item.exam.subject, LANDSCAPE)
preflight, render, tables = _MAKING.preflight, _MAKING.render, _MAKING.tables
