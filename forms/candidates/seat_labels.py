"""座位号: one label a seat for the desk's upper right corner (002 附件3 三(四), snake order from the door side)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from forms import barcode, catalogue, words
from forms import stock as stocks
from forms.context import Flag, PrintContext, Printed
from forms.page import preflight as checks
from forms.page.cards import margin_lines, outline
from forms.page.sheet import Paper, Press, rehearsal_tag
from forms.page.text import BOLD, REGULAR, cut, fitted, noticing, parted, shortened, width
from forms.stock import Order, Stock

FORM = catalogue.form("seat-labels")
_PAD = 7.0
_NAME_SMALLEST = 8.0


@dataclass(frozen=True, slots=True)
class SeatLabel:
    """One seat of one sitting. `room` is the room's number as people say it; `level` 5..1 or None."""

    room: str
    seat: int
    name: str
    admission_number: str
    occupation: str = ""
    level: int | None = None
    direction: str = ""
    place: str = ""
    sitting: str = ""


_Line = tuple[str, float, float, float, str]
"""font, size, x, y, text"""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where things stand on a label of the stock; lengths in points, type scaled from a label of 64×33.9 mm."""

    scale: float
    width: float
    height: float
    seat_room: float

    @property
    def inner(self) -> float:
        return self.width - 2 * _PAD

    @property
    def name_room(self) -> float:
        return self.inner - self.seat_room - 4


def preflight(inputs: Sequence[SeatLabel], stock: Stock | None = None) -> tuple[Flag, ...]:
    """Characters without glyph, names that do not fit a line, numbers that cannot be bars or occur twice."""
    plan = _plan(stock or stocks.load())
    flags = checks.glyphs(
        inputs,
        _who,
        lambda item: (
            ("姓名", item.name),
            ("职业", item.occupation),
            ("工种", item.direction),
            ("地点", item.place),
            ("场次", item.sitting),
            ("考场", item.room),
        ),
    )
    size, smallest = 16 * plan.scale, _NAME_SMALLEST * plan.scale
    room, easy, bars = plan.name_room, plan.name_room / size, plan.width - 4
    for item in inputs:
        if len(item.name) > easy:
            flags += checks.name_fits(_who(item), item.name, size, room, smallest, BOLD)
        number = item.admission_number
        if not (number.isdecimal() and number.isascii() and len(number) <= 18):  # the usual kind always fits
            flags += checks.code128(_who(item), number, bars)
    flags += checks.duplicates(inputs, _who, lambda item: (item.sitting, item.admission_number), "准考证号")
    flags += checks.duplicates(inputs, _who, lambda item: ((item.sitting, item.room), str(item.seat)), "座位号")
    return tuple(flags)


def render(
    inputs: Sequence[SeatLabel],
    out: BinaryIO | Path,
    context: PrintContext,
    *,
    stock: Stock | None = None,
    start_at: int = 1,
    order: Order = "sheets",
) -> Printed:
    """Print labels in the given order, the first on label `start_at` (1 is the upper left) of its sheet.

    Raises ValueError when the sheet has no such label, OSError when `out` cannot be written.
    """
    stock = stock or stocks.load()
    sheets = stock.sheets(list(enumerate(inputs)), start_at, order)
    press = Press(FORM, context, Paper(*stock.page, 0, 0, 0, 0))
    for n, sheet in enumerate(press.counted(sheets), 1):
        _sheet(press, stock, sheet, n, len(sheets))
        press.sheet([given[0] for given in sheet if given is not None])
    return press.printed(out, preflight(context.watched(inputs), stock))


def _plan(stock: Stock) -> _Plan:
    scale = min(stock.width / 181.4, stock.height / 96.0, 1.5)
    return _Plan(scale, stock.width, stock.height, 62 * scale)


def _who(item: SeatLabel) -> str:
    return f"{item.room}考场{item.seat}号{item.name}"


def _sheet(press: Press, stock: Stock, sheet: Sequence[tuple[int, SeatLabel] | None], n: int, of: int) -> None:
    canvas, context, plan = press.canvas, press.context, _plan(stock)
    lines: list[_Line] = []
    bare = stock.top < 26
    mark = f"{n}/{of}" if bare else ""
    cells: list[tuple[float, float]] = []
    with noticing() as lost:
        for place, given in enumerate(sheet):
            if given is None:
                continue
            index, item = given
            again = context.reprint(index)
            x, y = stock.corner(place)
            cells.append((x, y))
            lines += _label(canvas, plan, item, x, y, "　".join(filter(None, (again, mark))), context.rehearsal)
            if lost:
                press.lost(_who(item), lost)
                lost.clear()
    if not bare:
        rooms = list(dict.fromkeys(given[1].room for given in sheet if given is not None))
        which = f"{rooms[0]}—{rooms[-1]} 考场" if len(rooms) > 1 else f"{rooms[0]} 考场"
        lines += margin_lines(FORM, stock, context, which, n, of)
    outline(canvas, stock, cells)
    text = canvas.beginText()
    now: tuple[str, float] | None = None
    for font, size, x, y, words_ in sorted(lines, key=lambda line: line[:2]):
        if (font, size) != now:
            text.setFont(font, size)
            now = (font, size)
        text.setTextOrigin(x, y)
        text.textOut(words_)
    canvas.drawText(text)


def _label(canvas: Any, plan: _Plan, item: SeatLabel, x: float, y: float, mark: str, rehearsal: bool) -> list[_Line]:
    s, left, right, top = plan.scale, x + _PAD, x + plan.width - _PAD, y + plan.height
    lines: list[_Line] = []

    def say(text: str, size: float, at: float, base: float, room: float, smallest: float, font: str = REGULAR) -> None:
        size, fits = fitted(text, size, room, smallest, font) if len(text) * size > room else (size, True)
        lines.append((font, size, at, base, text if fits else cut(text, size, room, font)))

    say(f"第 {item.room} 考场", 11 * s, left, top - 17 * s, plan.name_room - (28 * s if rehearsal else 0), 8 * s, BOLD)
    lines += _name(plan, item.name, left, top)
    kind = words.occupation_level(item.occupation, item.level, item.direction)
    if len(kind) * 6 * s > plan.name_room and not fitted(kind, 8 * s, plan.name_room, 6 * s)[1]:
        kind = words.short_occupation(item.occupation, item.level, item.direction)
    say(kind, 8 * s, left, top - 53 * s, plan.name_room, 6 * s)
    seat = f"{item.seat:02d}"
    size, _ = fitted(seat, 52 * s, plan.seat_room, 20 * s, BOLD)
    lines.append((BOLD, size, right - width(seat, size, BOLD), top - 56 * s, seat))
    lines.append((REGULAR, 6.5 * s, right - 6.5 * s * 3, top - 11 * s, "座位号"))
    number = item.admission_number
    used = width(number, 8.5 * s)
    say(number, 8.5 * s, left, y + 6 * s, plan.inner, 6 * s)
    about = "　".join(part for part in (mark, item.place, item.sitting) if part)
    room = plan.inner - used - 6
    if about.strip() and room > 20:
        size, fits = fitted(about, 6.5 * s, room, 5 * s)
        about = about if fits else cut(about, size, room)
        lines.append((REGULAR, size, right - width(about, size), y + 6 * s, about))
    if barcode.encodable(number):
        bars = barcode.code128(number)
        wide = bars.width
        if wide <= plan.width - 4:
            start = max(left - barcode.QUIET * barcode.MODULE, x + 2)
            start = start if start + wide <= x + plan.width - 2 else x + (plan.width - wide) / 2
            barcode.draw_code128(canvas, bars, start, y + 16 * s, 23 * s)
    if rehearsal:
        rehearsal_tag(canvas, left + plan.name_room - 24 * s, top - 20 * s, 8 * s)
    return lines


def _name(plan: _Plan, name: str, left: float, top: float) -> list[_Line]:
    """One line as large as fits; a name too long for that on two small lines, cut at the end if it must be."""
    s, room = plan.scale, plan.name_room
    size, fits = fitted(name, 16 * s, room, _NAME_SMALLEST * s, BOLD) if len(name) * 16 * s > room else (16 * s, True)
    if fits:
        return [(BOLD, size, left, top - 37 * s, name)]
    first, *rest = parted(name, size, room, BOLD)
    second = shortened("".join(rest), size, room, BOLD)
    return [(BOLD, size, left, top - 30 * s, first), (BOLD, size, left, top - 40 * s, second)]
