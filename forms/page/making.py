"""How most forms are made: every input is one document of pieces down its pages, checked before printing by what the
pieces say of themselves and by every text of the input."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

from forms.catalogue import Form
from forms.context import Flag, PrintContext, Printed
from forms.page import blocks, flow
from forms.page import preflight as checks
from forms.page.flow import Piece
from forms.page.sheet import PORTRAIT, Draw, Paper, Press
from forms.page.table import Table, tables
from forms.page.text import BOLD, put, width

T = TypeVar("T")
_NOWHERE = PrintContext(0)


@dataclass(frozen=True, slots=True)
class Making(Generic[T]):
    """`pieces` lays one input out, `name` stands in its footer and names it in flags. `copies` are the parts of a form
    that is handed out more than once, by what each is for; `checks` further flags of all inputs together."""

    form: Form
    pieces: Callable[[T, PrintContext], Sequence[Piece]]
    name: Callable[[T], str]
    paper: Paper = PORTRAIT
    copies: tuple[str, ...] = ("",)
    checks: Callable[[Sequence[T]], Iterable[Flag]] | None = None

    def preflight(self, inputs: Sequence[T]) -> tuple[Flag, ...]:
        """Characters without glyph, names that do not fit their line, and what the form checks besides."""
        return self._flags(inputs, [flag for item in inputs for flag in _found(self.pieces(item, _NOWHERE))])

    def _flags(self, inputs: Sequence[T], found: Sequence[Flag]) -> tuple[Flag, ...]:
        """All flags of the inputs whose pieces have `found` theirs."""
        return (*checks.spelling(inputs, self.name), *found, *(self.checks(inputs) if self.checks else ()))

    def render(self, inputs: Sequence[T], out: BinaryIO | Path, context: PrintContext) -> Printed:
        """Print each input, every copy of it counting its own pages. Raises OSError when `out` cannot be written."""
        press, found = Press(self.form, context, self.paper), list[Flag]()
        for item in press.each(inputs):
            pieces = self.pieces(item, context)
            context.tell(1, 1)
            found += _found(pieces)
            for n, copy in enumerate(self.copies, 1):
                pages = flow.pages(pieces, self.paper)
                mark = f"第{'一二三四五'[n - 1]}联　{copy}" if copy else ""
                name = " ".join(part for part in (self.name(item), copy) if part)
                press.document([_marked(page, mark, self.paper) for page in pages], name)
        heads = blocks.head_flags(context, self.form.title) if self.form.records else ()
        return press.printed(out, self._flags(context.watched(inputs), found) + heads)

    def tables(self, inputs: Sequence[T], context: PrintContext) -> list[Table]:
        """The lists of the form as cells, an input after the other, for a workbook."""
        return [found for item in inputs for found in tables(self.pieces(item, context), self.name(item))]


def _found(pieces: Sequence[Piece]) -> list[Flag]:
    return [flag for piece in pieces for flag in piece.flags]


def _marked(page: Draw, mark: str, paper: Paper) -> Draw:
    """The page with the name of its copy boxed in the upper left corner."""
    if not mark:
        return page

    def draw(canvas: Any) -> None:
        page(canvas)
        wide, y = width(mark, 9, BOLD) + 12, paper.height - paper.top - 17
        canvas.setLineWidth(0.75)
        canvas.rect(paper.left, y, wide, 16)
        put(canvas, mark, paper.left + 6, y + 4.8, 9, BOLD)

    return draw
