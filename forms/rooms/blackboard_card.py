"""板书: what is written at the left of the blackboard, to copy from or to post, in the layout of 002 附件3 三(五)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from forms import catalogue
from forms.catalogue import Form
from forms.context import PrintContext
from forms.page.cards import say
from forms.page.flow import Piece, whole
from forms.page.making import Making
from forms.page.sheet import LANDSCAPE, Paper
from forms.page.sign import balanced, frame
from forms.page.text import BOLD, fitted, left_out, put, width, wrapped

FORM = catalogue.form("blackboard-card")
_SIZE, _SMALLEST = 62.0, 26.0
_LEADING = 1.42


@dataclass(frozen=True, slots=True)
class Blackboard:
    """A room's board: the lines exactly as they are written, `职业：电工` and so on."""

    room: str
    lines: tuple[str, ...]


def board_pieces(paper: Paper, board: Blackboard, context: PrintContext) -> list[Piece]:
    """One page; a line too long for it is wrapped under its value, all in one size."""
    return [whole(partial(_draw, paper=paper, board=board), paper)]


def _draw(canvas: Any, paper: Paper, board: Blackboard) -> None:
    frame(canvas, paper)
    scale = paper.height / LANDSCAPE.height
    left, room = paper.left + 34 * scale, paper.inner_width - 68 * scale
    high = paper.inner_height - 40 * scale
    size = _SIZE * scale
    while True:
        laid = [_laid(line, size, room) for line in board.lines]
        rows = sum(map(len, laid))
        if rows * size * _LEADING <= high or size <= 8:
            break
        size -= 1
    if rows * size * _LEADING > high:
        most = max(1, int(high / size / _LEADING / len(laid)))
        for line, lines in zip(board.lines, laid, strict=True):
            if len(lines) > most:
                left_out(line)
        laid = [lines[:most] for lines in laid]
    rows = sum(map(len, laid))
    y = paper.bottom + paper.inner_height / 2 + rows * size * _LEADING / 2
    for lines in laid:
        for indent, text in lines:
            y -= size * _LEADING
            put(canvas, text, left + indent, y + size * (_LEADING - 1) / 2 + size * 0.12, size, BOLD)
    right, foot = paper.width - paper.right - 16 * scale, paper.bottom + 14 * scale
    say(canvas, f"第 {board.room} 考场", right, foot, 12 * scale, room, 6, BOLD, "right")


def _laid(line: str, size: float, room: float) -> list[tuple[float, str]]:
    if fitted(line, size, room, size, BOLD)[1]:
        return [(0.0, line)]
    label, mark, value = line.partition("：")
    indent = width(label + mark, size, BOLD)
    if not mark or indent > room / 2:
        return [(0.0, part) for part in wrapped(line, size, room, BOLD)]
    first, *rest = balanced(value, size, room - indent, BOLD)
    return [(0.0, label + mark + first), *((indent, part) for part in rest)]


def making(form: Form, paper: Paper) -> Making[Blackboard]:
    """The card on a sheet of another size."""
    return Making(form, partial(board_pieces, paper), lambda board: f"{board.room}考场 板书", paper)


_MAKING = making(FORM, LANDSCAPE)
preflight, render = _MAKING.preflight, _MAKING.render
