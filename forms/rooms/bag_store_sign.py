"""存包处: the sign over the place for bags in every room (002 附件3 三(四); the word is the annex's, G19)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from forms import catalogue
from forms.context import PrintContext
from forms.page.flow import Piece, whole
from forms.page.making import Making
from forms.page.sheet import LANDSCAPE
from forms.page.sign import Line, centred, frame
from forms.page.text import REGULAR

FORM = catalogue.form("bag-store-sign")


@dataclass(frozen=True, slots=True)
class BagStoreSign:
    """One room's."""

    room: str


def _pieces(sign: BagStoreSign, context: PrintContext) -> list[Piece]:
    lines = (
        Line(f"第 {sign.room} 考场", 30, 14),
        Line("存包处", 205, 100),
        Line("手机等通讯工具关闭后放入包内，贵重物品请自行保管", 25, 14, REGULAR),
    )

    def draw(canvas: Any, lines: tuple[Line, ...]) -> None:
        frame(canvas, LANDSCAPE)
        centred(canvas, LANDSCAPE, lines)

    return [whole(partial(draw, lines=lines), LANDSCAPE)]


_MAKING = Making(FORM, _pieces, lambda sign: f"{sign.room}考场 存包处", LANDSCAPE)
preflight, render = _MAKING.preflight, _MAKING.render
