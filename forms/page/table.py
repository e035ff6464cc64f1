"""Tables and grids of facts: whole-point rows that are never split, headers repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Any

from forms.context import Flag
from forms.page.blocks import tick_box
from forms.page.flow import Piece, next_frame
from forms.page.marks import Box, box
from forms.page.sheet import Paper
from forms.page.text import BOLD, REGULAR, Align, cell_lines, cut, fitted, put, tidy, width

PAD = 3.0
_TALLEST = 360.0
"""No row may be taller, so that it fits any page; the rest of its text goes on in a row of its own."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column in whole points. `smallest` is the size to shrink to before wrapping; `long` text wraps at full size;
    `name` marks people's names: one that needs more than a line is flagged."""

    title: str
    width: float
    align: Align = "centre"
    size: float = 9
    smallest: float = 7
    long: bool = False
    bold: bool = False
    name: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """A cell of tick boxes, one option after another; `chosen` None leaves all of them to be ticked by hand, and then
    `key` names them for reading back."""

    options: tuple[str, ...]
    chosen: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """An empty cell to sign in, named for reading back; `who` is whose it is (admission number)."""

    key: str
    who: str = ""


Cell = str | Choices | Sign


@dataclass(frozen=True, slots=True)
class Table:
    """A list as cells: `name` says of what, `heads` and every row are equally long."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def columns_of(paper: Paper, columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns with their widths checked: together they must fill the page's inner width."""
    total = sum(c.width for c in columns)
    if total != paper.inner_width:
        raise ValueError(f"columns are {total} wide, the page {paper.inner_width}")
    return tuple(columns)


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    paper: Paper,
    height: float = 20,
    head: float = 22,
    whole: bool = False,
    who: Sequence[str] = (),
) -> list[Piece]:
    """A framed table from the left margin; `height` is the least height of a row, `whole` keeps it on one page; `who`
    says of whom each row is, for flags."""
    edges = [paper.left, *(paper.left + w for w in accumulate(c.width for c in columns))]
    frame = next_frame()
    header = Piece(
        head,
        _header(columns, edges, head),
        keep=True,
        frame=frame,
        left=edges[0],
        width=edges[-1] - edges[0],
        cells=tuple(column.title for column in columns),
    )
    pieces = [header]
    for n, row in enumerate(rows):
        flags = _flags(columns, row, who[n] if n < len(who) else "")
        cells = tuple(row)
        for part in _parts(columns, row):
            tall = max([height, *(len(lines) * _leading(size) + 2 for lines, size, _ in part)])
            tall = float(int(tall + 0.999))
            draw = _row(columns, edges, part, tall)
            found = _boxes(columns, edges, row, tall)
            pieces.append(Piece(tall, draw, header, whole, frame, edges[0], edges[-1] - edges[0], found, flags, cells))
            row, flags, cells = (), (), ()
    pieces[-1] = replace(pieces[-1], keep=not rows)
    return pieces


def _flags(columns: Sequence[Column], row: Sequence[Cell], who: str) -> tuple[Flag, ...]:
    return tuple(
        Flag("name-does-not-fit", who or cell, cell, f"{len(cell)} 字")
        for column, cell in zip(columns, row, strict=True)
        if column.name
        and isinstance(cell, str)
        and not fitted(cell, column.size, column.width - 2 * PAD, column.smallest, BOLD if column.bold else REGULAR)[1]
    )


def facts(
    rows: Sequence[Sequence[tuple[str, Cell]]], paper: Paper, label: float = 62, height: float = 22
) -> list[Piece]:
    """A grid of label and value pairs; each row shares the width among its pairs. Labels are grey and bold."""
    frame = next_frame()
    pieces: list[Piece] = []
    for row in rows:
        n = len(row)
        edges = [paper.left + round(paper.inner_width * i / n) for i in range(n + 1)]
        columns, cells, marks = [], [], [paper.left]
        for (name, value), x, end in zip(row, edges, edges[1:], strict=False):
            columns += [Column("", label, "centre", 9, 7, bold=True), Column("", end - x - label, "left", 10, 7.5)]
            cells += [name, value]
            marks += [x + label, end]
        for part in _parts(columns, cells):
            tall = max([height, *(len(lines) * _leading(size) + 2 for lines, size, _ in part)])
            tall = float(int(tall + 0.999))
            draw = _row(columns, marks, part, tall, shaded=True)
            found = _boxes(columns, marks, cells, tall)
            pieces.append(Piece(tall, draw, None, False, frame, paper.left, paper.inner_width, found))
            cells = []
    return pieces


_Laid = tuple[list[str], float, Choices | None]


def _leading(size: float) -> float:
    return size * 1.25


def _parts(columns: Sequence[Column], row: Sequence[Cell]) -> list[list[_Laid]]:
    """The row as laid-out cells; more than one when its text is taller than a row may be."""
    laid: list[_Laid] = []
    for column, cell in zip(columns, row, strict=True):
        if isinstance(cell, Choices):
            laid.append(([""], column.size, cell))
            continue
        if isinstance(cell, Sign):
            laid.append(([""], column.size, None))
            continue
        font = BOLD if column.bold else REGULAR
        room = column.width - 2 * PAD
        if column.long:
            laid.append((list(tidy(cell, column.size, room, font)), column.size, None))
        else:
            lines, size = cell_lines(cell, column.size, room, column.smallest, font)
            laid.append((lines, size, None))
    if all(len(lines) * _leading(size) <= _TALLEST - 2 for lines, size, _ in laid):  # nearly always
        return [laid]
    out: list[list[_Laid]] = []
    while True:
        now: list[_Laid] = []
        rest: list[_Laid] = []
        for lines, size, choices in laid:
            most = int((_TALLEST - 2) / _leading(size))
            now.append((lines[:most], size, choices))
            rest.append((lines[most:], size, None))
        out.append(now)
        if not any(lines for lines, _, _ in rest):
            return out
        laid = rest


def _header(columns: Sequence[Column], edges: Sequence[float], height: float) -> Any:
    def draw(canvas: Any, top: float) -> None:
        canvas.setFillGray(0.92)
        canvas.rect(edges[0], top - height, edges[-1] - edges[0], height, stroke=0, fill=1)
        canvas.setFillGray(0)
        _lines(canvas, edges, top, height)
        for column, x, end in zip(columns, edges, edges[1:], strict=False):
            room = end - x - 2
            size, _ = fitted(column.title, 9, room, 6.5, BOLD)
            put(
                canvas,
                cut(column.title, size, room, BOLD),
                (x + end) / 2,
                top - height / 2 - size * 0.36,
                size,
                BOLD,
                "centre",
            )

    return draw


def _row(
    columns: Sequence[Column], edges: Sequence[float], cells: Sequence[_Laid], height: float, shaded: bool = False
) -> Any:
    def draw(canvas: Any, top: float) -> None:
        if shaded:
            canvas.setFillGray(0.92)
            for x, end in zip(edges[::2], edges[1::2], strict=False):
                canvas.rect(x, top - height, end - x, height, stroke=0, fill=1)
            canvas.setFillGray(0)
        _lines(canvas, edges, top, height)
        for column, x, end, (lines, size, choices) in zip(columns, edges, edges[1:], cells, strict=False):
            if choices is not None:
                _choices(canvas, choices, x, end, top - height / 2, column)
                continue
            font = BOLD if column.bold else REGULAR
            leading = _leading(size)
            y = top - height / 2 + (len(lines) - 1) * leading / 2 - size * 0.36
            at = {"left": x + PAD + 1, "centre": (x + end) / 2, "right": end - PAD - 1}[column.align]
            for line in lines:
                put(canvas, line, at, y, size, font, column.align)
                y -= leading

    return draw


def _choices(canvas: Any, choices: Choices, x: float, end: float, middle: float, column: Column) -> None:
    size, places = _choice_places(choices, x, end, column)
    side = size - 1
    for i, (option, at) in enumerate(zip(choices.options, places, strict=True)):
        tick_box(canvas, at, middle - side / 2, side, i == choices.chosen)
        room = (places[i + 1] if i + 1 < len(places) else end) - at - side - 3
        put(canvas, cut(option, size, room), at + side + 3, middle - size * 0.36, size)


def _choice_places(choices: Choices, x: float, end: float, column: Column) -> tuple[float, list[float]]:
    """(size of the text, where each tick box begins); a box is a point less than the text."""
    size = column.size
    widths = [size + 2 + width(option, size) for option in choices.options]
    total = sum(widths) + size * 0.8 * (len(widths) - 1)
    if total > end - x - 2 * PAD:
        size = max(5.0, size * (end - x - 2 * PAD) / total)
        share = (end - x - 2 * PAD) / len(choices.options) - size * 0.8
        widths = [size + 2 + width(option, size) for option in choices.options]
        if sum(widths) + size * 0.8 * (len(widths) - 1) > end - x - 2 * PAD + 1:
            widths = [share] * len(widths)
        total = sum(widths) + size * 0.8 * (len(widths) - 1)
    start = x + PAD + 1 if column.align == "left" else (x + end - total) / 2
    return size, [start + before for before in accumulate((w + size * 0.8 for w in widths[:-1]), initial=0.0)]


def _boxes(columns: Sequence[Column], edges: Sequence[float], row: Sequence[Cell], height: float) -> tuple[Box, ...]:
    """The cells of a row that are filled in by hand and read back."""
    found: list[Box] = []
    for column, x, end, cell in zip(columns, edges, edges[1:], row, strict=False):
        if isinstance(cell, Sign):
            found.append(box(cell.key, "cell", x, 0, end, height, cell.who))
        elif isinstance(cell, Choices) and cell.key and cell.chosen is None:
            size, places = _choice_places(cell, x, end, column)
            top, side = (height - size + 1) / 2, size - 1
            found += [box(f"{cell.key}:{i}", "tick", at, top, at + side, top + side) for i, at in enumerate(places)]
    return tuple(found)


def _lines(canvas: Any, edges: Sequence[float], top: float, height: float) -> None:
    """All lines of a row; the frame around the whole is drawn by the page. The upper line belongs to the row above too,
    but the grey of this one would cover half of it."""
    canvas._code.append(f"q 0.5 w 1 0 0 1 0 {top:g} cm {_grid(tuple(edges), height)} S Q")


@lru_cache(maxsize=512)  # the rows of a table are alike
def _grid(edges: tuple[float, ...], height: float) -> str:
    """The lines of a row as a path down from 0."""
    bottom, first, last = f"{-height:g}", f"{edges[0]:g}", f"{edges[-1]:g}"
    parts = [f"{x:g} {bottom} m {x:g} 0 l" for x in edges]
    return " ".join([*parts, *(f"{first} {y} m {last} {y} l" for y in (bottom, "0"))])


def _text(cell: Cell) -> str:
    """A cell in a workbook: the option chosen, nothing where it is to be filled in by hand."""
    if isinstance(cell, str):
        return cell
    return cell.options[cell.chosen] if isinstance(cell, Choices) and cell.chosen is not None else ""


def tables(pieces: Sequence[Piece], name: str) -> list[Table]:
    """The tables among the pieces that have rows, as cells."""
    found: list[tuple[Piece, list[tuple[str, ...]]]] = []
    for piece in pieces:
        if piece.cells and piece.header is None:
            found.append((piece, []))
        elif piece.cells and found:
            found[-1][1].append(tuple(map(_text, piece.cells)))
    return [Table(name, tuple(map(_text, head.cells)), tuple(rows)) for head, rows in found if rows]
