"""指示标识: which way to the rooms, at the roads and crossings of the site and on the stairs (002 附件3 二1)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from forms import catalogue
from forms.context import PrintContext
from forms.page.flow import Piece, whole
from forms.page.making import Making
from forms.page.sheet import LANDSCAPE
from forms.page.sign import Arrow, Line, arrow, centred, frame
from forms.page.text import REGULAR

FORM = catalogue.form("direction-signs")
_ARROW = 190.0
WAYS = {"left": "左转", "right": "右转", "ahead": "直行", "up": "上楼", "down": "下楼"}


@dataclass(frozen=True, slots=True)
class DirectionSign:
    """`goal` is what lies that way (a building, a floor, the office), `rooms` which exam rooms."""

    goal: str
    rooms: str = ""
    way: Arrow = "ahead"


def _pieces(sign: DirectionSign, context: PrintContext) -> list[Piece]:
    return [whole(partial(_draw, sign=sign, context=context), LANDSCAPE)]


def _draw(canvas: Any, sign: DirectionSign, context: PrintContext) -> None:
    paper = LANDSCAPE
    frame(canvas, paper)
    middle = paper.bottom + paper.inner_height / 2
    at_left = sign.way == "left"
    x = paper.left + 30 if at_left else paper.width - paper.right - 30 - _ARROW
    arrow(canvas, x, middle - _ARROW / 2, _ARROW, sign.way)
    left = paper.left + 30 + (_ARROW + 16 if at_left else 0)
    right = paper.width - paper.right - 30 - (0 if at_left else _ARROW + 16)
    lines = (
        Line(sign.goal, 84, 36, lines=2, gap=26),
        Line(sign.rooms, 60, 26, lines=2, gap=22),
        Line(WAYS.get(sign.way, ""), 34, 20, REGULAR),
    )
    centred(canvas, paper, lines, left, right)


_MAKING = Making(FORM, _pieces, lambda sign: f"{sign.goal} {WAYS.get(sign.way, '')}".strip(), LANDSCAPE)
preflight, render = _MAKING.preflight, _MAKING.render
