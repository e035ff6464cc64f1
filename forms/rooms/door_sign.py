"""考场标识: the sign at a room's door, read from the corridor, followed by the posted list (002 附件3 三(三))."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from forms import catalogue, words
from forms.candidates.summary_sheet import RoomSheet, SheetRow, sheet_pages
from forms.candidates.summary_sheet import preflight as list_preflight
from forms.context import Flag, PrintContext, Printed
from forms.page.cards import Area, say_within
from forms.page.sheet import LANDSCAPE, PORTRAIT, Press
from forms.page.text import BOLD, REGULAR, cut, fitted, put, width

__all__ = ["RoomSheet", "SheetRow", "preflight", "render"]

FORM = catalogue.form("door-sign")
LIST = catalogue.form("summary-sheet")
_FACT = 46.0


def preflight(inputs: Sequence[RoomSheet]) -> tuple[Flag, ...]:
    """What the posted lists show: see summary_sheet.preflight."""
    return list_preflight([replace(sheet, posted=True) for sheet in inputs])


def render(
    inputs: Sequence[RoomSheet], out: BinaryIO | Path, context: PrintContext, *, with_list: bool = True
) -> Printed:
    """Print each room's sign on A4 across and, unless told otherwise, its posted list after it; what is posted is
    masked whatever the input's `posted` says. Raises OSError when `out` cannot be written."""
    press = Press(FORM, context)
    for given in press.each(inputs):
        sheet = replace(given, posted=True)
        press.document([partial(_sign, sheet=sheet, context=context)], f"{sheet.room}考场 标识", LANDSCAPE)
        if with_list:
            press.document(sheet_pages(sheet, context), f"{sheet.room}考场 张贴", PORTRAIT, LIST)
    return press.printed(out, preflight(context.watched(inputs)))


def _sign(canvas: Any, sheet: RoomSheet, context: PrintContext) -> None:
    paper = LANDSCAPE
    middle, room = paper.width / 2, paper.inner_width - 40
    top, bottom = paper.height - paper.top, paper.bottom
    canvas.setLineWidth(3)
    canvas.rect(paper.left, bottom, paper.inner_width, top - bottom)
    canvas.setLineWidth(1)
    canvas.rect(paper.left + 6, bottom + 6, paper.inner_width - 12, top - bottom - 12)
    above = f"{context.organisation}职业技能等级认定" if context.organisation else "职业技能等级认定"
    size, _ = fitted(above, 22, room - 80, 11)
    put(canvas, cut(above, size, room - 80), middle, top - 48, size, REGULAR, "centre")
    _number(canvas, sheet.room, middle, top - 218, room)
    size, _ = fitted(sheet.place, 28, room, 12, BOLD)
    put(canvas, cut(sheet.place, size, room, BOLD), middle, top - 268, size, BOLD, "centre")
    _facts(canvas, sheet, context, top - 296)


def _number(canvas: Any, number: str, middle: float, y: float, room: float) -> None:
    """第 03 考场, the number as large as the sheet allows."""
    words_size = 80.0
    before, after = width("第", words_size, BOLD), width("考场", words_size, BOLD)
    size, _ = fitted(number, 180, room - before - after - 48, 40, BOLD)
    number = cut(number, size, room - before - after - 48, BOLD)
    wide = width(number, size, BOLD)
    x = middle - (before + wide + after + 48) / 2
    put(canvas, "第", x, y + 8, words_size, BOLD)
    put(canvas, number, x + before + 24, y, size, BOLD)
    put(canvas, "考场", x + before + wide + 48, y + 8, words_size, BOLD)


def _facts(canvas: Any, sheet: RoomSheet, context: PrintContext, top: float) -> None:
    offset = context.utc_offset
    rows = [
        ("职业等级", _kinds(sheet), "考试科目", f"{sheet.subject}（{sheet.mode}）"),
        ("考试日期", words.day(sheet.start, offset), "考试时间", words.span(sheet.start, sheet.end, offset)),
        ("考生人数", f"{len(sheet.rows)} 人", "座位号", _between([f"{row.seat:02d}" for row in sheet.rows])),
        ("准考证号", _numbers(sheet), "", ""),
    ]
    left, right = LANDSCAPE.left + 24, LANDSCAPE.width - LANDSCAPE.right - 24
    middle = round((left + right) / 2)
    label = 84.0
    for i, (name, value, other, second) in enumerate(rows):
        y = top - (i + 1) * _FACT
        pairs = [(name, value, left, middle), (other, second, middle, right)] if other else [(name, value, left, right)]
        for title, text, x, end in pairs:
            canvas.setFillGray(0.92)
            canvas.rect(x, y, label, _FACT, stroke=0, fill=1)
            canvas.setFillGray(0)
            canvas.setLineWidth(0.5)
            canvas.rect(x, y, label, _FACT)
            canvas.rect(x + label, y, end - x - label, _FACT)
            put(canvas, title, x + label / 2, y + 17, 16, BOLD, "centre")
            say_within(canvas, text, Area(x + label + 8, y, end - x - label - 16, _FACT), 20, REGULAR, 9, "left")
    canvas.setLineWidth(1)
    canvas.rect(left, top - len(rows) * _FACT, right - left, len(rows) * _FACT)


def _kinds(sheet: RoomSheet) -> str:
    """Occupation and level of the room, or all of them where it holds several."""
    if sheet.occupation:
        return words.occupation_level(sheet.occupation, sheet.level)
    return "、".join(dict.fromkeys(words.occupation_level(row.occupation, row.level) for row in sheet.rows))


def _numbers(sheet: RoomSheet) -> str:
    """From-to where that tells who belongs here; else the list beside the sign does."""
    if sheet.ranged:
        return _between([row.admission_number for row in sheet.rows])
    return "见《考生信息汇总表》" if sheet.rows else ""


def _between(values: list[str]) -> str:
    """First to last of the values that are there."""
    there = sorted(value for value in values if value)
    if not there:
        return ""
    return there[0] if there[0] == there[-1] else f"{there[0]} — {there[-1]}"
