"""Blocks down the pages: rows are never split, a table's header is repeated, headings stay with what follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from forms.context import Flag
from forms.page.marks import Box
from forms.page.sheet import Draw, Paper


@dataclass(frozen=True, slots=True)
class Piece:
    """Something of fixed height. `draw(canvas, top)` draws it downwards from `top`.

    `header` is drawn again when the piece begins a page; `keep` holds it with the next piece; pieces that follow each
    other with the same `frame` get one heavy frame around them, from `left` over `width`. `boxes` are the places to
    fill in by hand that are read back, measured down from its top; `flags` what to look at in it before printing.
    `cells` are a table's row, or its headings.
    """

    height: float
    draw: Callable[[Any, float], None]
    header: Piece | None = None
    keep: bool = False
    frame: int = 0
    left: float = 0.0
    width: float = 0.0
    boxes: tuple[Box, ...] = ()
    flags: tuple[Flag, ...] = ()
    cells: tuple[Any, ...] = ()


_frames = count(1)


def next_frame() -> int:
    """A number for a new frame, so that two tables that touch are framed apart."""
    return next(_frames)


def space(height: float) -> Piece:
    """White between blocks; vanishes at the top of a page."""
    return Piece(height, _nothing)


def whole(draw: Draw, paper: Paper) -> Piece:
    """A page drawn as one, whatever stands before and after it."""
    return Piece(paper.inner_height, lambda canvas, top: draw(canvas))


def pages(pieces: Sequence[Piece], paper: Paper) -> list[Draw]:
    """The pages these pieces make, as drawing functions; at least one."""
    return [_page(part, paper) for part in _paginate(pieces, paper.inner_height)]


def boxes(pieces: Sequence[Piece], paper: Paper) -> tuple[tuple[Box, ...], ...]:
    """Where the boxes of these pieces are on the pages that `pages` makes of them."""
    out = []
    for page in _paginate(pieces, paper.inner_height):
        top, found = paper.top, []
        for piece in page:
            found += [box.down(top) for box in piece.boxes]
            top += piece.height
        out.append(tuple(found))
    return tuple(out)


def _paginate(pieces: Sequence[Piece], height: float) -> list[list[Piece]]:
    out: list[list[Piece]] = []
    page: list[Piece] = []
    used = 0.0
    for group in _kept(pieces):
        need = sum(p.height for p in group)
        if page and used + need > height:
            out.append(page)
            page, used = [], 0.0
        for piece in group:
            if page and used + piece.height > height:
                out.append(page)
                page, used = [], 0.0
            if not page:
                if piece.draw is _nothing:
                    continue
                if out and piece.header is not None:
                    page.append(piece.header)
                    used += piece.header.height
            page.append(piece)
            used += piece.height
    if page or not out:
        out.append(page)
    return out


def _kept(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Runs of pieces that belong on one page: kept ones with the first that follows."""
    out: list[list[Piece]] = []
    run: list[Piece] = []
    for piece in pieces:
        run.append(piece)
        if not piece.keep:
            out.append(run)
            run = []
    if run:
        out.append(run)
    return out


def _page(pieces: Sequence[Piece], paper: Paper) -> Draw:
    def draw(canvas: Any) -> None:
        top = paper.height - paper.top
        start = top
        for i, piece in enumerate(pieces):
            if i == 0 or pieces[i - 1].frame != piece.frame:
                start = top
            piece.draw(canvas, top)
            top -= piece.height
            ends = i + 1 == len(pieces) or pieces[i + 1].frame != piece.frame
            if piece.frame and ends:
                canvas.setLineWidth(1)
                canvas.rect(piece.left, top, piece.width, start - top)

    return draw


def _nothing(canvas: Any, top: float) -> None:
    return None
