"""One print file: paper, margins, footer, rehearsal mark, page n of m, and writing it in one piece."""

from __future__ import annotations

import contextlib
import io
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import NoEncryption
from reportlab.pdfgen.canvas import Canvas

from forms import fonts, words
from forms.catalogue import Form
from forms.context import Flag, PrintContext, Printed
from forms.page import marks
from forms.page.text import BOLD, REGULAR, cut, fitted, noticing, put, width

MM = 72 / 25.4
A4 = (595.0, 842.0)
"""A4 in whole points: 0.28 and 0.11 pt are less than a printer's step, and grids stay on whole points."""

LEFT, RIGHT, TOP, BOTTOM = 42.0, 42.0, 30.0, 46.0
REHEARSAL = "演练"

Draw = Callable[[Any], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Paper:
    """A page and its margins in points."""

    width: float
    height: float
    left: float = LEFT
    right: float = RIGHT
    top: float = TOP
    bottom: float = BOTTOM

    @property
    def inner_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def inner_height(self) -> float:
        return self.height - self.top - self.bottom


PORTRAIT = Paper(*A4)
LANDSCAPE = Paper(A4[1], A4[0])
A3 = Paper(A4[1], 1191.0)
A3_LANDSCAPE = Paper(1191.0, A4[1])


class Press:
    """Collects the pages of one file. Every document in it (one room, one slip) counts its own pages."""

    def __init__(self, form: Form, context: PrintContext, paper: Paper = PORTRAIT) -> None:
        fonts.ensure()
        rl_config.useA85 = 0
        self.form, self.context, self.paper = form, context, paper
        self.pages = 0
        self.reprint = ""
        self._lost: dict[str, list[str]] = {}
        self._now: tuple[int, ...] = ()
        self._inputs: list[tuple[int, ...]] = []
        self._alone = False
        self.canvas = Canvas(
            io.BytesIO(), pagesize=(paper.width, paper.height), pageCompression=1, initialFontName=REGULAR
        )
        self.canvas.setViewerPreference("PrintScaling", "None")
        mark = f"（{REHEARSAL}）" if context.rehearsal else ""
        self.canvas.setTitle(f"{form.title}{mark}")
        self.canvas.setAuthor(fonts.face(REGULAR).drawable(context.organisation))
        self.canvas.setSubject(f"{form.title} 第{form.edition}版 {form.clause}")
        self.canvas.setCreator("Kaodian")

    def each(self, inputs: Sequence[T]) -> Iterator[T]:
        """The inputs one by one; what is printed between two of them bears the first one's mark of a reprint."""
        for place, item in enumerate(self.counted(inputs)):
            self.reprint, self._now = self.context.reprint(place), (place,)
            yield item
        self.reprint, self._now = "", ()

    def counted(self, items: Sequence[T]) -> Iterator[T]:
        """The items one by one, told of as they are drawn."""
        self._alone = len(items) == 1
        for done, item in enumerate(items):
            self.context.tell(done, len(items))
            yield item

    def document(
        self,
        pages: Sequence[Draw],
        name: str = "",
        paper: Paper | None = None,
        form: Form | None = None,
        layout: marks.Layout | None = None,
    ) -> None:
        """Print the pages of one document, each with footer and, in a rehearsal, the mark. `name` goes in the footer
        and the outline; `form` when the document is another form than the file's; with a `layout` every page gets
        corner marks and code, for reading it back."""
        paper = paper or self.paper
        canvas = self.canvas
        for n, draw in enumerate(pages, 1):
            if self._alone:
                self.context.tell(n - 1, len(pages))
            canvas.setPageSize((paper.width, paper.height))
            if n == 1 and name:
                canvas.bookmarkPage(f"d{self.pages}")
                canvas.addOutlineEntry(fonts.face(REGULAR).drawable(name), f"d{self.pages}")
            if self.context.rehearsal:
                watermark(canvas, paper)
                marks.leave_white(canvas, paper.height, layout.pages[n - 1] if layout is not None else ())
            with noticing() as lost:
                draw(canvas)
            self.lost(name or self.form.title, lost)
            if n > 1:
                running_head(canvas, paper, form or self.form, self.context, name)
            if layout is not None:
                marks.draw(canvas, paper.width, paper.height, paper.right, layout.codes()[n - 1])
            free = marks.CODE_ROOM if layout is not None else 0.0
            footer(canvas, paper, form or self.form, self.context, name, n, len(pages), free, self.reprint)
            self.sheet()

    def sheet(self, inputs: Sequence[int] | None = None) -> None:
        """End the page being drawn; `inputs` are those on it where it is not the one that `each` gave."""
        self.canvas.showPage()
        self.pages += 1
        self._inputs.append(self._now if inputs is None else tuple(inputs))

    def lost(self, subject: str, texts: Sequence[str]) -> None:
        """Texts of `subject` of which the paper shows only the beginning."""
        for text in texts:
            self._lost.setdefault(text, []).append(subject)

    def printed(self, out: BinaryIO | Path, flags: Sequence[Flag]) -> Printed:
        """`deliver`, with what to look at: `flags` of the inputs, then what every sheet says, then what was cut."""
        pages = self.deliver(out)
        told = {flag.value for flag in flags}
        return Printed(pages, (*flags, *self._said(), *self._cuts(told)), tuple(self._inputs))

    def _said(self) -> Iterator[Flag]:
        """Characters without glyph in what stands on every sheet."""
        context = self.context
        for what, text in (("评价机构", context.organisation), ("考点", context.site), ("计划名称", context.plan)):
            if characters := fonts.missing(text):
                codes = " ".join(f"U+{ord(ch):04X}" for ch in characters)
                yield Flag("missing-glyph", f"{what}“{fonts.face(REGULAR).drawable(text)}”", characters, codes)

    def _cuts(self, told: set[str]) -> Iterator[Flag]:
        for text, subjects in self._lost.items():
            if text not in told:
                times = f"，共 {len(subjects)} 处" if len(subjects) > 1 else ""
                yield Flag("text-cut", subjects[0], text, f"{len(text)} 字{times}")

    def deliver(self, out: BinaryIO | Path) -> int:
        """Write the file; returns its pages. A path is written beside itself and renamed when complete, so that a full
        disk leaves no broken file behind; raises OSError. A print of nothing gives one empty page."""
        if not self.pages:
            self.sheet()
        self.canvas._doc.encrypt = _Counting(self.context)
        data: bytes = self.canvas.getpdfdata()
        if isinstance(out, Path):
            write_whole(out, data)
        else:
            out.write(data)
        return self.pages


class _Counting(NoEncryption):  # type: ignore[misc]
    """Encrypts nothing, and tells of every object of the file as it is put together: the one place at which the
    engine can be stopped in the second or two which that takes for thousands of pages."""

    def __init__(self, context: PrintContext) -> None:
        self._context = context

    def register(self, objnum: int, version: int) -> None:
        self._context.tell(1, 1)


def write_whole(path: Path, data: bytes, take_place: Callable[[Path, Path], None] = os.replace) -> None:
    """Write `data` to `path` or leave `path` as it was; `take_place` renames what was written. Raises OSError."""
    name = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        take_place(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def footer(
    canvas: Any,
    paper: Paper,
    form: Form,
    context: PrintContext,
    name: str,
    n: int,
    of: int,
    free: float = 0.0,
    reprint: str = "",
) -> None:
    """Form and clause at the left, page n of m in the middle, who printed when at the right, `free` points before the
    margin; a reprint says so beside the page number."""
    y, text, end = paper.bottom - 20, "", paper.width - paper.right - free
    canvas.setLineWidth(0.5)
    canvas.line(paper.left, y + 12, end, y + 12)
    third = paper.inner_width / 2 - (76 if reprint else 50)
    left = f"{form.title}（第{form.edition}版）　{form.clause}"
    size, _ = fitted(left, 7.5, third, 5.5)
    put(canvas, cut(left, size, third), paper.left, y, size)
    middle = f"第 {n} 页  共 {of} 页"
    if reprint:
        at = paper.width / 2 - (width(middle, 9) + width(reprint, 9, BOLD) + 10) / 2
        put(canvas, middle, at, y, 9)
        put(canvas, reprint, at + width(middle, 9) + 10, y, 9, BOLD)
    else:
        put(canvas, middle, paper.width / 2, y, 9, REGULAR, "centre")
    printed = f"打印 {words.moment(context.printed_at, context.utc_offset)}"
    for parts in ((name, context.printed_by, printed), (name, printed), (printed,)):
        text = "　".join(part for part in parts if part)
        if width(text, 7.5) <= third - free:
            break
    put(canvas, text, end, y, 7.5, REGULAR, "right")


def running_head(canvas: Any, paper: Paper, form: Form, context: PrintContext, name: str) -> None:
    """Above the second and later pages: what the page belongs to, should the sheets come apart."""
    see = "链头码见第 1 页" if form.records and context.head else ""
    text = "　".join(part for part in (form.title, context.plan, name, see) if part)
    put(canvas, cut(text, 8, paper.inner_width), paper.width / 2, paper.height - 20, 8, REGULAR, "centre")


def watermark(canvas: Any, paper: Paper) -> None:
    """演练 across the page, pale enough to read and copy through, and boxed in the upper margin in full black."""
    canvas.saveState()
    canvas.setFillGray(0.9)
    canvas.translate(paper.width / 2, paper.height / 2)
    canvas.rotate(40)
    put(canvas, "演　练", 0, -60, 150, BOLD, "centre")
    canvas.restoreState()
    rehearsal_tag(canvas, paper.left, paper.height - paper.top + 4, 10)


def rehearsal_tag(canvas: Any, x: float, y: float, size: float = 12) -> None:
    """A boxed 演练 with its lower left corner at x, y."""
    tag(canvas, REHEARSAL, x, y, size)


def tag(canvas: Any, text: str, x: float, y: float, size: float) -> None:
    """Boxed words with their lower left corner at x, y."""
    w = width(text, size, BOLD) + size
    canvas.setLineWidth(1)
    canvas.setFillGray(1)
    canvas.rect(x, y, w, size * 1.6, fill=1)
    canvas.setFillGray(0)
    put(canvas, text, x + size / 2, y + size * 0.42, size, BOLD)
