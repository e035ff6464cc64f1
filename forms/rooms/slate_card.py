"""影像记录场记牌: held into the picture before the exam, so that the recording shows which site, time, mode, room and
layout it is of (002 第二十二条)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from forms import catalogue
from forms.context import PrintContext
from forms.exam import Exam
from forms.page.cards import Area, say_within
from forms.page.flow import Piece, whole
from forms.page.making import Making
from forms.page.sheet import LANDSCAPE
from forms.page.sign import frame
from forms.page.text import BOLD, REGULAR, put

FORM = catalogue.form("slate-card")
_LABEL = 118.0


@dataclass(frozen=True, slots=True)
class SlateCard:
    """A room in a sitting. `columns` are the columns from the left as drawn with the lectern on top, each with its seat
    numbers from the front, 0 where no desk stands; `aisles` are columns with an aisle at their right, `pillars` the
    places (row, column) where a pillar stands; `door_right` and `door_back` say where the door is."""

    room: str
    place: str
    site: str
    exam: Exam
    occupation: str = ""
    candidates: int = 0
    columns: tuple[tuple[int, ...], ...] = ()
    door_right: bool = False
    door_back: bool = False
    aisles: tuple[int, ...] = ()
    pillars: tuple[tuple[int, int], ...] = ()


def _pieces(card: SlateCard, context: PrintContext) -> list[Piece]:
    return [whole(partial(_draw, card=card, context=context), LANDSCAPE)]


def _draw(canvas: Any, card: SlateCard, context: PrintContext) -> None:
    paper = LANDSCAPE
    frame(canvas, paper)
    left, right = paper.left + 20, paper.width - paper.right - 20
    top, bottom = paper.height - paper.top - 18, paper.bottom + 18
    desks = 214.0
    rows = (
        ("考点名称", card.site),
        ("认定时间", card.exam.when(context.utc_offset)),
        ("认定方式", f"{card.exam.subject}　{card.exam.mode}"),
        ("考场名称", f"第 {card.room} 考场　{card.place}"),
        ("职业等级", card.occupation),
        ("考场布置", _layout(card)),
    )
    high = (top - bottom) / len(rows)
    canvas.setLineWidth(1)
    for i, (label, value) in enumerate(rows):
        y = top - (i + 1) * high
        end = right - desks - 14
        canvas.setFillGray(0.92)
        canvas.rect(left, y, _LABEL, high, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.rect(left, y, end - left, high)
        canvas.line(left + _LABEL, y, left + _LABEL, y + high)
        put(canvas, label, left + _LABEL / 2, y + high / 2 - 9, 25, BOLD, "centre")
        area = Area(left + _LABEL + 10, y, end - left - _LABEL - 20, high)
        say_within(canvas, value, area, 30, BOLD, 13, "left")
    _desks(canvas, card, right - desks, bottom, desks, top - bottom)


def _layout(card: SlateCard) -> str:
    """单人单桌 5 列，共 30 座, and how many sit there."""
    seats = sum(1 for column in card.columns for number in column if number)
    return f"单人单桌 {len(card.columns)} 列 {seats} 座，考生 {card.candidates} 人"


def _desks(canvas: Any, card: SlateCard, x: float, y: float, wide: float, high: float) -> None:
    """The room from above, the lectern on top."""
    canvas.setLineWidth(1)
    canvas.rect(x, y, wide, high)
    canvas.rect(x + wide * 0.3, y + high - 34, wide * 0.4, 22)
    put(canvas, "讲台", x + wide / 2, y + high - 28, 13, REGULAR, "centre")
    door = y + 8 if card.door_back else y + high - 28
    put(canvas, "门", (x + wide - 16) if card.door_right else (x + 16), door, 13, BOLD, "centre")
    most = max((len(column) for column in card.columns), default=0)
    if not most:
        return
    aisles = [a for a in card.aisles if a < len(card.columns)]
    step_x = (wide - 16) / (len(card.columns) + len(aisles) * 0.6)
    step_y = (high - (74 if card.door_back else 56)) / most
    side = min(step_x, step_y) * 0.72
    size = min(15.0, side * 0.6)

    def centre(row: int, column: int) -> tuple[float, float]:
        before = sum(0.6 for a in aisles if a < column)
        return x + 8 + step_x * (column - 0.5 + before), y + high - 46 - step_y * (row - 0.5)

    canvas.setFillGray(0.92)
    for aisle in aisles:
        middle = centre(1, aisle)[0] + step_x * 0.8
        canvas.rect(
            middle - step_x * 0.2,
            centre(most, aisle)[1] - side * 0.38,
            step_x * 0.4,
            step_y * (most - 1) + side * 0.76,
            stroke=0,
            fill=1,
        )
    canvas.setFillGray(0.35)
    for row, column in card.pillars:
        cx, cy = centre(row, column)
        canvas.rect(cx - side * 0.24, cy - side * 0.24, side * 0.48, side * 0.48, stroke=0, fill=1)
    canvas.setFillGray(0)
    for column, numbers in enumerate(card.columns, start=1):
        for row, number in enumerate(numbers, start=1):
            if number:
                cx, cy = centre(row, column)
                canvas.rect(cx - side / 2, cy - side * 0.38, side, side * 0.76)
                put(canvas, str(number), cx, cy - size * 0.36, size, REGULAR, "centre")


_MAKING = Making(FORM, _pieces, lambda card: f"{card.room}考场 场记牌", LANDSCAPE)
preflight, render = _MAKING.preflight, _MAKING.render
