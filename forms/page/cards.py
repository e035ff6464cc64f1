"""Cards on label stock: tickets, badges, bag labels. The margin says what a sheet is; only used cards get cut lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

from forms import barcode, words
from forms import stock as stocks
from forms.catalogue import Form
from forms.context import Flag, PrintContext, Printed
from forms.page import preflight as checks
from forms.page.sheet import Paper, Press, rehearsal_tag, tag
from forms.page.sign import balanced
from forms.page.text import (
    BOLD,
    REGULAR,
    Align,
    cut,
    fitted,
    left_out,
    noticing,
    parted,
    put,
    shortened,
    width,
)
from forms.stock import Order, Stock

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Area:
    """Where a card lies: its lower left corner, width and height in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def top(self) -> float:
        return self.y + self.height

    def inset(self, by: float) -> Area:
        return Area(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True, slots=True)
class Cards(Generic[T]):
    """`draw(canvas, item, box, context)` draws a card into its box; `stock` is the sheet it is laid out for; `flags`
    is what to look at in one card; `name` says whose it is, `number` (and `what` that is) what no two may share. A
    reprint says so in the upper right corner, or low at the right where that is taken (`reprint_low`)."""

    form: Form
    stock: str
    draw: Callable[[Any, T, Area, PrintContext], None]
    name: Callable[[T], str]
    flags: Callable[[T], Iterable[Flag]]
    number: Callable[[T], str]
    what: str
    reprint_low: bool = False

    def preflight(self, inputs: Sequence[T]) -> tuple[Flag, ...]:
        """Characters without glyph, what the card itself checks, and numbers that occur twice."""
        twice = checks.duplicates(inputs, self.name, lambda item: ("", self.number(item)), self.what)
        return (*checks.spelling(inputs, self.name), *(flag for item in inputs for flag in self.flags(item)), *twice)

    def render(
        self,
        inputs: Sequence[T],
        out: BinaryIO | Path,
        context: PrintContext,
        *,
        stock: Stock | None = None,
        start_at: int = 1,
        order: Order = "sheets",
    ) -> Printed:
        """Print the cards in the given order, the first at place `start_at` (1 is the upper left) of its sheet.

        Raises ValueError when the sheet has no such place, OSError when `out` cannot be written.
        """
        stock = stock or stocks.load(self.stock)
        sheets = stock.sheets(list(enumerate(inputs)), start_at, order)
        press = Press(self.form, context, Paper(*stock.page, 0, 0, 0, 0))
        for n, sheet in enumerate(press.counted(sheets), 1):
            boxes = [
                (given, Area(*stock.corner(place), stock.width, stock.height))
                for place, given in enumerate(sheet)
                if given is not None
            ]
            for (which, item), box in boxes:
                with noticing() as lost:
                    self.draw(press.canvas, item, box, context)
                press.lost(self.name(item), lost)
                if context.rehearsal:
                    rehearsal_tag(press.canvas, box.x + 6, box.top - 22, 9)
                if again := context.reprint(which):
                    wide, y = width(again, 8, BOLD) + 8, box.y + 24 if self.reprint_low else box.top - 21
                    tag(press.canvas, again, box.right - 8 - wide, y, 8)
                if stock.top < 26:
                    put(press.canvas, f"{n}/{len(sheets)}", box.right - 8, box.top - 12, 5.5, REGULAR, "right")
            margin(press.canvas, self.form, stock, context, "", n, len(sheets))
            outline(press.canvas, stock, [(box.x, box.y) for _, box in boxes])
            press.sheet([which for (which, _), _ in boxes])
        return press.printed(out, self.preflight(context.watched(inputs)))


def margin(canvas: Any, form: Form, stock: Stock, context: PrintContext, which: str, n: int, of: int) -> None:
    """What the sheet is, in its upper margin; it is thrown away with the backing. Nothing where there is no margin."""
    if stock.top < 26:
        return
    for font, size, x, y, text in margin_lines(form, stock, context, which, n, of):
        put(canvas, text, x, y, size, font)


def margin_lines(
    form: Form, stock: Stock, context: PrintContext, which: str, n: int, of: int
) -> list[tuple[str, float, float, float, str]]:
    """`margin` as (font, size, x, y, text)."""
    y = stock.page[1] - stock.top + 6
    rehearsal = "（演练）" if context.rehearsal else ""
    name = f"{form.title}{rehearsal}（第{form.edition}版）{form.clause}"
    about = (which, context.site, context.plan)
    room = stock.page[0] / 2 - max(stock.left, 14) - 36
    head, size = name, 7.5
    for much in range(len(about), -1, -1):
        head = "　".join(part for part in (name, *about[:much]) if part)
        size, fits = fitted(head, 7.5, room, 6)
        if fits:
            break
    middle = f"第 {n} 页  共 {of} 页"
    printed = f"打印 {words.moment(context.printed_at, context.utc_offset)}"
    left, right = max(stock.left, 14), stock.page[0] - max(stock.left, 14)
    return [
        (REGULAR, size, left, y, shortened(head, size, room)),
        (REGULAR, 9, stock.page[0] / 2 - width(middle, 9) / 2, y, middle),
        (REGULAR, 7.5, right - width(printed, 7.5), y, printed),
    ]


def outline(canvas: Any, stock: Stock, corners: Sequence[tuple[float, float]]) -> None:
    """Cut lines around the used labels only."""
    if stock.outline == "none" or not corners:
        return
    canvas.saveState()
    canvas.setLineWidth(0.35)
    canvas.setStrokeGray(0.4)
    if stock.outline == "dashed":
        canvas.setDash(2, 2)
    path = canvas.beginPath()
    for x, y in corners:
        path.rect(x, y, stock.width, stock.height)
    canvas.drawPath(path)
    canvas.restoreState()


def say(
    canvas: Any,
    text: str,
    x: float,
    y: float,
    size: float,
    room: float,
    smallest: float,
    font: str = REGULAR,
    align: Align = "left",
) -> None:
    """One line that shrinks down to `smallest`, then is cut."""
    size, fits = fitted(text, size, room, smallest, font)
    put(canvas, text if fits else cut(text, size, room, font), x, y, size, font, align)


def say_within(
    canvas: Any,
    text: str,
    area: Area,
    size: float,
    font: str = REGULAR,
    smallest: float = 5.0,
    align: Align = "centre",
) -> None:
    """In the middle of a box's height: one line while that need not shrink by more than a quarter, else two, as large
    as they fit, down to `smallest`; then cut."""
    one, whole = fitted(text, size, area.width, size * 0.75, font)
    lines = [text]
    if whole:
        size = one
    else:
        size = min(size, area.height / 2 / 1.15)
        while len(lines := balanced(text, size, area.width, font)) > 2 and size > smallest:
            size -= 0.25
        if len(lines) > 2:
            left_out(text)
            lines = [lines[0], shortened("".join(lines[1:]), size, area.width, font)]
    x = {"left": area.x, "centre": area.x + area.width / 2, "right": area.right}[align]
    y = area.y + area.height / 2 + (len(lines) - 1) * size * 1.15 / 2 - size * 0.36
    for line in lines:
        put(canvas, line, x, y, size, font, align)
        y -= size * 1.15


def say_name(
    canvas: Any, name: str, x: float, y: float, size: float, room: float, smallest: float, align: Align = "left"
) -> None:
    """A person's name in one line; one too long for that in two small ones, cut at the end if it must be: the preflight
    tells of it."""
    size, fits = fitted(name, size, room, smallest, BOLD)
    if fits:
        put(canvas, name, x, y, size, BOLD, align)
        return
    first, *rest = parted(name, size, room, BOLD)
    put(canvas, first, x, y + size * 0.9, size, BOLD, align)
    put(canvas, shortened("".join(rest), size, room, BOLD), x, y - size * 0.15, size, BOLD, align)


def bars(canvas: Any, number: str, area: Area, size: float = 9) -> None:
    """A Code 128 in the middle with its number below; the number alone where it cannot be encoded or is too wide."""
    if barcode.encodable(number):
        code = barcode.code128(number)
        if code.width <= area.width:
            x = area.x + (area.width - code.width) / 2
            barcode.draw_code128(canvas, code, x, area.y + size * 1.4, area.height - size * 1.4)
    say(canvas, number, area.x + area.width / 2, area.y + size * 0.2, size, area.width, 6, BOLD, "centre")


def small_print(canvas: Any, form: Form, context: PrintContext, area: Area) -> None:
    """Edition, clause and print time at the foot of a card: it is cut from its sheet."""
    left = f"{form.title}（第{form.edition}版）{form.clause}"
    right = f"打印 {words.moment(context.printed_at, context.utc_offset)}"
    say(canvas, left, area.x, area.y, 5.5, area.width - width(right, 5.5) - 6, 4.5)
    put(canvas, right, area.right, area.y, 5.5, REGULAR, "right")
