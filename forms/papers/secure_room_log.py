"""保密室出入登记表: who was in the secure room, with whom and what for; never one alone (002 附件4 三(一)(三))."""

from __future__ import annotations

from dataclasses import dataclass

from forms import catalogue, words
from forms.context import PrintContext
from forms.page.blocks import SignatureBox
from forms.page.flow import Piece
from forms.page.layouts import listing
from forms.page.making import Making
from forms.page.sheet import LANDSCAPE
from forms.page.table import Column, columns_of

FORM = catalogue.form("secure-room-log")
_NOTE = (
    "保密室须两人以上同时出入，任何人不得单独进入、不得擅自启封试卷。"
    "发现门锁、柜锁、封条异常或失泄密，立即停止办理并报告考务办、主考。"
)
COLUMNS = columns_of(
    LANDSCAPE,
    [
        Column("序号", 32),
        Column("日期", 84, size=10),
        Column("进入", 50, size=11),
        Column("离开", 50, size=11),
        Column("进入人员（两人以上）", 172, "left", 10.5, long=True),
        Column("事由", 178, "left", 10, long=True),
        Column("门、柜、封条", 64),
        Column("签字", 128),
    ],
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay. Times are UTC milliseconds; `people` with their numbers."""

    people: tuple[str, ...]
    entered: int
    left: int | None = None
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class SecureRoomLog:
    """A site's log so far; it goes on by hand. `keyholders` are named at the head."""

    visits: tuple[Visit, ...] = ()
    keyholders: str = ""
    place: str = "保密室"


def _pieces(log: SecureRoomLog, context: PrintContext) -> list[Piece]:
    offset = context.utc_offset
    rows = [
        (
            str(n),
            words.moment(v.entered, offset, "%Y-%m-%d"),
            words.clock(v.entered, offset),
            words.clock(v.left, offset),
            "、".join(v.people),
            v.purpose,
            "",
            "",
        )
        for n, v in enumerate(log.visits, 1)
    ]
    return listing(
        FORM,
        context,
        context.plan,
        COLUMNS,
        rows,
        paper=LANDSCAPE,
        about=[[("地　　点", log.place), ("钥匙持有人", log.keyholders)]],
        height=25,
        blank=("",) * len(COLUMNS),
        least=3,
        note=_NOTE,
        signed=[SignatureBox("保密员"), SignatureBox("主考")],
        line="本页核对无误",
    )


_MAKING = Making(FORM, _pieces, lambda log: log.place, LANDSCAPE)
preflight, render, tables = _MAKING.preflight, _MAKING.render, _MAKING.tables
