"""The blocks of a form: title with head code, headings, notes, signature boxes. Tables are in `page.table`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forms import barcode
from forms.context import Flag, HeadMark, PrintContext
from forms.page import marks
from forms.page.flow import Piece, next_frame
from forms.page.sheet import Paper
from forms.page.text import BOLD, REGULAR, cut, fitted, put, tidy, width, wrapped

DOT = 0.24
_QR_SIDE = 70.0
_QR_DOTS = 3
_QR_QUIET = 4


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """One place to sign. `role` is printed above it, `name` (who should sign) small inside; `key` names it for reading
    back."""

    role: str
    name: str = ""
    when: str = ""
    key: str = ""


def title(text: str, under: str, context: PrintContext, paper: Paper, head: bool = False) -> Piece:
    """Organisation and site, the form's name, one line below it; at the right, when `head`, the head code with QR."""
    matrix = barcode.qr_matrix(context.head.payload) if head and context.head else None
    module = _module(matrix) if matrix else 0.0
    side = len(matrix) * module if matrix else 0.0
    beside = side + 2 * _QR_QUIET * module
    height = max(64.0, side + 2 * _QR_QUIET * module + 16) if head and context.head else 64.0
    room = paper.inner_width - 2 * max(beside, 80.0 if head else 48.0)

    def draw(canvas: Any, top: float) -> None:
        middle = paper.width / 2
        above = "　".join(part for part in (context.organisation, context.site) if part)
        size, _ = fitted(above, 10.5, room, 7.5)
        put(canvas, cut(above, size, room), middle, top - 10, size, REGULAR, "centre")
        size, _ = fitted(text, 22, room, 14, BOLD)
        put(canvas, cut(text, size, room, BOLD), middle, top - 37, size, BOLD, "centre")
        size, _ = fitted(under, 10.5, room, 7.5)
        put(canvas, cut(under, size, room), middle, top - 55, size, REGULAR, "centre")
        if head and context.head:
            _head(canvas, context.head, matrix, module, paper.width - paper.right, top)

    return Piece(height, draw, keep=True)


def head_flags(context: PrintContext, subject: str) -> tuple[Flag, ...]:
    """Whether the head's QR text fits one symbol."""
    if context.head is None or barcode.qr_matrix(context.head.payload) is not None:
        return ()
    return (Flag("head-qr-too-long", subject, context.head.code, f"{len(context.head.payload.encode())} 字节"),)


def heading(text: str, paper: Paper) -> Piece:
    """A section's name, held with what follows."""

    def draw(canvas: Any, top: float) -> None:
        put(canvas, text, paper.left, top - 17, 11, BOLD)

    return Piece(22, draw, keep=True)


def note(text: str, paper: Paper, size: float = 8.5, keep: bool = False) -> list[Piece]:
    """Small print, wrapped to the page; one piece a line, none for no text."""

    def line(part: str) -> Piece:
        return Piece(13, lambda canvas, top: put(canvas, part, paper.left, top - 10, size), keep=keep)

    return [line(part) for part in (wrapped(text, size, paper.inner_width) if text else ())]


def numbered(items: Sequence[str], paper: Paper, size: float = 10.5, gap: float = 3.0) -> list[Piece]:
    """Numbered sentences with a hanging indent, never parted inside a sentence."""
    mark = width("88. ", size)
    out: list[Piece] = []
    for n, item in enumerate(items, 1):
        lines = tidy(item, size, paper.inner_width - mark)

        def draw(canvas: Any, top: float, n: int = n, lines: Sequence[str] = lines) -> None:
            put(canvas, f"{n}.", paper.left + mark - width(" ", size) * 1.5, top - size * 1.1, size, REGULAR, "right")
            for i, line in enumerate(lines):
                put(canvas, line, paper.left + mark, top - size * 1.1 - i * size * 1.5, size)

        out.append(Piece(len(lines) * size * 1.5 + gap, draw))
    return out


def signatures(boxes: Sequence[SignatureBox], paper: Paper, height: float = 60) -> Piece:
    """A row of equal boxes to sign in by hand: role above, name to sign small, time below."""
    n = max(1, len(boxes))
    edges = [paper.left + round(paper.inner_width * i / n) for i in range(n + 1)]

    def draw(canvas: Any, top: float) -> None:
        canvas.setFillGray(0.92)
        canvas.rect(paper.left, top - 18, paper.inner_width, 18, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setLineWidth(0.5)
        canvas.line(paper.left, top - 18, paper.left + paper.inner_width, top - 18)
        canvas.lines([(x, top, x, top - height) for x in edges[1:-1]])
        for box, x, end in zip(boxes, edges, edges[1:], strict=False):
            room = end - x - 8
            role = f"{box.role}（签字）"
            size, _ = fitted(role, 9, room, 6.5, BOLD)
            put(canvas, cut(role, size, room, BOLD), (x + end) / 2, top - 13, size, BOLD, "centre")
            size, _ = fitted(box.name, 8, room, 6)
            put(canvas, cut(box.name, size, room), x + 4, top - 28, size)
            when = box.when or "　　年　　月　　日　　时　　分"
            size, _ = fitted(when, 7.5, room, 6)
            put(canvas, cut(when, size, room), end - 4, top - height + 5, size, REGULAR, "right")

    found = tuple(  # between the name and the time, where nothing is printed
        marks.box(place.key, "sign", x, 33, end, height - 15)
        for place, x, end in zip(boxes, edges, edges[1:], strict=False)
        if place.key
    )
    return Piece(height, draw, frame=next_frame(), left=paper.left, width=paper.inner_width, boxes=found)


def signature_line(text: str, boxes: Sequence[SignatureBox], paper: Paper) -> Piece:
    """One line at the foot of a list: counts at the left, then who signs, each with a rule to sign on."""
    right = paper.left + paper.inner_width
    room = (paper.inner_width - width(text, 9.5) - 16) / max(1, len(boxes))
    starts = [right - room * (len(boxes) - i) + 8 for i in range(len(boxes))]
    rules = [x + width(f"{place.role}签字", 9.5) + 4 for place, x in zip(boxes, starts, strict=True)]

    def draw(canvas: Any, top: float) -> None:
        y = top - 18
        put(canvas, text, paper.left + 2, y, 9.5)
        for box, start, rule in zip(boxes, starts, rules, strict=True):
            put(canvas, f"{box.role}签字", start, y, 9.5)
            canvas.setLineWidth(0.5)
            canvas.line(rule, y - 3, start + room - 12, y - 3)

    found = tuple(  # up to the rule, which is the lower edge
        marks.box(place.key, "sign", rule, 4, start + room - 12, 20)
        for place, start, rule in zip(boxes, starts, rules, strict=True)
        if place.key
    )
    return Piece(26, draw, boxes=found)


def tick_box(canvas: Any, x: float, y: float, side: float, ticked: bool) -> None:
    """A box drawn as a shape (Noto has no ☑), lower left corner at x, y."""
    canvas.setLineWidth(0.75)
    canvas.rect(x, y, side, side)
    if ticked:
        canvas.setLineWidth(1.5)
        path = canvas.beginPath()
        path.moveTo(x + side * 0.15, y + side * 0.5)
        path.lineTo(x + side * 0.42, y + side * 0.18)
        path.lineTo(x + side * 1.05, y + side * 1.05)
        canvas.drawPath(path)


def _module(matrix: tuple[tuple[int, ...], ...]) -> float:
    """Whole dots a module: as large as the usual box allows, never under 3 dots (0.25 mm)."""
    return max(_QR_DOTS, int(_QR_SIDE / len(matrix) / DOT)) * DOT


def _head(
    canvas: Any, head: HeadMark, matrix: tuple[tuple[int, ...], ...] | None, module: float, right: float, top: float
) -> None:
    w = width(head.code, 8, BOLD)
    side = len(matrix) * module if matrix else 0.0
    left = right - max(side, w)
    if matrix:
        barcode.draw_qr(canvas, matrix, left + (max(side, w) - side) / 2, top - side, module)
    below = top - side - _QR_QUIET * module - 6
    put(canvas, head.code, left + max(side, w) / 2, below, 8, BOLD, "centre")
    put(canvas, "链头码", left + max(side, w) / 2, below - 9, 6.5, REGULAR, "centre")
