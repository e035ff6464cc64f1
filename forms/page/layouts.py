"""Two layouts that many forms share: a listing with lines to go on by hand, and a case on one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from forms.catalogue import Form
from forms.context import PrintContext
from forms.page import blocks, flow
from forms.page.blocks import SignatureBox
from forms.page.flow import Piece
from forms.page.sheet import PORTRAIT, Paper
from forms.page.table import Cell, Column, facts, table

Grid = Sequence[Sequence[tuple[str, Cell]]]
"""Rows of (label, value) pairs."""


def listing(
    form: Form,
    context: PrintContext,
    under: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    paper: Paper = PORTRAIT,
    about: Grid = (),
    height: float = 22,
    blank: Sequence[Cell] | None = None,
    least: int = 0,
    note: str = "",
    signed: Sequence[SignatureBox] = (),
    line: str = "",
    who: Sequence[str] = (),
) -> list[Piece]:
    """Title, facts, one table, a note, then boxes to sign in (or one `line` to sign on).

    With a `blank` row the table goes on with such rows to the end of its last page, at least `least` of them; without
    one an empty table says 无.
    """
    pieces = [blocks.title(form.title, under, context, paper, head=form.records)]
    if about:
        pieces += [*facts(about, paper, 56, 22), flow.space(6)]
    below: list[Piece] = [flow.space(4), *blocks.note(note, paper)] if note else []
    if line:
        below.append(blocks.signature_line(line, signed, paper))
    elif signed:
        below += [flow.space(6), blocks.signatures(signed, paper)]
    rows = list(rows)
    if blank is not None:
        used = sum(piece.height for piece in (*pieces, *below))
        laid = sum(piece.height for piece in table(columns, context.watched(rows), paper, height))
        free = (paper.inner_height - used - laid) % (paper.inner_height - 22)
        rows += [blank] * max(least, int(free / height))
    elif not rows:
        widest = max(range(len(columns)), key=lambda i: columns[i].width)
        rows = [tuple("无" if i == widest else "" for i in range(len(columns)))]
    body = table(columns, context.watched(rows), paper, height, who=who)
    if len(body) > 3 and below:  # who signs below sees at least two rows of what is signed for
        body[-2:] = [replace(piece, keep=True) for piece in body[-2:]]
    pieces += body
    return [*pieces, *(replace(piece, keep=n + 1 < len(below)) for n, piece in enumerate(below))]


def case(
    form: Form,
    context: PrintContext,
    under: str,
    parts: Sequence[Grid | str | Sequence[SignatureBox]],
    *,
    heights: Sequence[float] = (),
    note: str = "",
) -> list[Piece]:
    """Title, then part after part: a heading, a grid of facts, or boxes to sign in. `heights` are the least heights of
    the grids' rows, grid by grid; text that needs more makes its row taller."""
    pieces = [blocks.title(form.title, under, context, PORTRAIT, head=form.records)]
    tall = list(heights)
    for part in parts:
        if isinstance(part, str):
            pieces.append(blocks.heading(part, PORTRAIT))
        elif part and isinstance(part[0], SignatureBox):
            boxes = [box for box in part if isinstance(box, SignatureBox)]
            pieces += [blocks.signatures(boxes, PORTRAIT, 62), flow.space(6)]
        else:
            grid: Grid = part  # type: ignore[assignment]
            pieces += [*facts(grid, PORTRAIT, 66, tall.pop(0) if tall else 24), flow.space(6)]
    return [*pieces, *blocks.note(note, PORTRAIT)] if note else pieces
