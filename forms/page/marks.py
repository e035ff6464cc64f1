"""What lets a signed sheet be read back: where its boxes are, four corner marks, a code that says which page it is.

A form that is read back publishes a `Layout` beside `render`. The layout has one canonical spelling, `data`; the code
on the paper carries the beginning of its SHA-256, so that a sheet printed before seats were exchanged is never read
with the boxes of a later one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from forms import barcode
from forms.catalogue import Form
from forms.context import PrintContext

CENTRE = 22.0
"""Points from both edges of the page to the middle of a corner mark: beyond what any laser printer leaves white."""
SIDE = 9.0
CODE_BOTTOM = 14.4
"""Points from the page's lower edge to the code, whose right side ends with the right margin."""
CODE_ROOM = 38.0
"""What the footer leaves free for the code."""
_CODE_MOST = 31.0
_RIM = 2.0
"""Points around a box that stay white too."""
_DOT = 0.24
_PLAIN = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $*+-./")

Kind = Literal["cell", "sign", "tick"]


@dataclass(frozen=True, slots=True)
class Box:
    """A place filled in by hand: `cell` of a table to write in, lines on all sides; `sign` a place to write in with
    nothing printed in it, lines or not; `tick` the square to tick.

    Lengths are tenths of a point from the upper left corner, y downwards; of a block while it is being made, of the
    page in a `Layout`. `key` names it: `seat:5`, `sign:主监考`, or `verdict:0` for the first option of a question;
    `who` is whose it is (admission number), should seats be exchanged after printing.
    """

    key: str
    kind: Kind
    x: int
    y: int
    width: int
    height: int
    who: str = ""

    def down(self, by: float) -> Box:
        return replace(self, y=self.y + tenths(by))


@dataclass(frozen=True, slots=True)
class Layout:
    """One document as printed. `start` is the sitting's, UTC milliseconds; `scope` the room's or slip's number; `width`
    and `height` the page in tenths of a point; `pages` the boxes of each page."""

    form: str
    edition: str
    plan: str
    rehearsal: bool
    start: int
    scope: str
    width: int
    height: int
    pages: tuple[tuple[Box, ...], ...]

    def data(self) -> bytes:
        """Canonical JSON: the same document gives the same bytes."""
        plain = {
            "form": self.form,
            "edition": self.edition,
            "plan": self.plan,
            "rehearsal": self.rehearsal,
            "start": self.start,
            "scope": self.scope,
            "width": self.width,
            "height": self.height,
            "pages": [[[b.key, b.kind, b.x, b.y, b.width, b.height, b.who] for b in page] for page in self.pages],
        }
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8", "replace")

    @property
    def check(self) -> str:
        """The first eight digits of the SHA-256 of `data`, upper case."""
        return hashlib.sha256(self.data()).hexdigest()[:8].upper()

    def codes(self) -> tuple[str, ...]:
        """What the code on each page says: `KD1:form:edition:page:pages:check:minute:scope`, all in the characters a QR
        code packs closest (upper case); `minute` counts from 1970, `scope` has % before what is not of them."""
        scope = "".join(
            ch if ch in _PLAIN else "".join(f"%{b:02X}" for b in ch.encode("utf-8", "replace")) for ch in self.scope
        )
        after = f"{len(self.pages)}:{self.check}:{self.start // 60_000}:{scope}"
        return tuple(f"KD1:{self.form.upper()}:{self.edition}:{n + 1}:{after}" for n in range(len(self.pages)))


def tenths(points: float) -> int:
    """Points as whole tenths."""
    return round(points * 10)


def box(key: str, kind: Kind, left: float, top: float, right: float, bottom: float, who: str = "") -> Box:
    """A box by its edges in points, y downwards."""
    return Box(key, kind, tenths(left), tenths(top), tenths(right - left), tenths(bottom - top), who)


def layout(
    form: Form,
    context: PrintContext,
    start: int,
    scope: str,
    size: tuple[float, float],
    pages: tuple[tuple[Box, ...], ...],
) -> Layout:
    """The layout of one document on pages of `size` points."""
    width, height = (tenths(side) for side in size)
    return Layout(form.name, form.edition, context.plan, context.rehearsal, start, scope, width, height, pages)


def leave_white(canvas: Any, height: float, boxes: Sequence[Box]) -> None:
    """No watermark where somebody writes: its strokes would be read as theirs."""
    canvas.saveState()
    canvas.setFillGray(1)
    for one in boxes:
        x, y, wide, high = one.x / 10, one.y / 10, one.width / 10, one.height / 10
        canvas.rect(x - _RIM, height - y - high - _RIM, wide + 2 * _RIM, high + 2 * _RIM, stroke=0, fill=1)
    canvas.restoreState()


def draw(canvas: Any, width: float, height: float, right: float, code: str) -> None:
    """The four corner marks, and the code in the lower margin with its right side at `width - right`."""
    half = SIDE / 2
    for x in (CENTRE, width - CENTRE):
        for y in (CENTRE, height - CENTRE):
            canvas.rect(x - half, y - half, SIDE, SIDE, stroke=0, fill=1)
    matrix = barcode.qr_matrix(code)
    if matrix:
        module = max(2, min(4, int(_CODE_MOST / len(matrix) / _DOT))) * _DOT
        barcode.draw_qr(canvas, matrix, width - right - len(matrix) * module, CODE_BOTTOM, module)
