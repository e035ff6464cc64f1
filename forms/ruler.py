"""Ruler page: shows how far a printer misses, in place and in size. Measured by hand, entered, undone in every file."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.pdfgen.canvas import Canvas

from forms import fonts, words
from forms.context import PrintContext, Printed
from forms.page.sheet import A4, MM, write_whole
from forms.page.text import BOLD, REGULAR, put

CROSS = 20
"""Millimetres from the left and upper edge of the sheet to the middle of the cross."""
RULER = 100

_HOW = (
    "一、打印时选“实际大小”，不要“适应纸张”。",
    "二、量横尺 0 至 100 的长度；不是 100.0 毫米的，把量得的数填入“标尺”。",
    "三、量十字中心到纸张左边、上边的距离；应各为 20.0 毫米，把量得的数填入“左”“上”。",
    "四、填好后再打印一张：横尺、竖尺均为 100 毫米，十字距两边各 20 毫米，即为校准好。",
)


def render(out: BinaryIO | Path, context: PrintContext, printer: str = "") -> Printed:
    """One A4 page for `printer`. Raises OSError when `out` cannot be written."""
    fonts.ensure()
    canvas = Canvas(io.BytesIO(), pagesize=A4, pageCompression=1, initialFontName=REGULAR)
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setTitle("打印机标尺页")
    top = A4[1]
    put(canvas, "打印机标尺页", A4[0] / 2, top - 40 * MM, 20, BOLD, "centre")
    under = f"{printer}　{words.moment(context.printed_at, context.utc_offset)}".strip("　")
    put(canvas, under, A4[0] / 2, top - 47 * MM, 10, REGULAR, "centre")
    _cross(canvas, CROSS * MM, top - CROSS * MM)
    _cross(canvas, A4[0] - CROSS * MM, CROSS * MM)
    _ruler(canvas, 55 * MM, top - 80 * MM, 0)
    _ruler(canvas, 40 * MM, top - 200 * MM, 90)
    for i, line in enumerate(_HOW):
        put(canvas, line, 55 * MM, top - (100 + 8 * i) * MM, 10)
    canvas.showPage()
    data: bytes = canvas.getpdfdata()
    if isinstance(out, Path):
        write_whole(out, data)
    else:
        out.write(data)
    return Printed(1)


def _cross(canvas: Any, x: float, y: float) -> None:
    arm = 8 * MM
    canvas.setLineWidth(0.3)
    canvas.lines([(x - arm, y, x + arm, y), (x, y - arm, x, y + arm)])
    canvas.circle(x, y, 2 * MM)


def _ruler(canvas: Any, x: float, y: float, turned: int) -> None:
    """A ruler of 100 mm from x, y to the right, or upwards when turned by 90."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(turned)
    canvas.setLineWidth(0.3)
    canvas.line(0, 0, RULER * MM, 0)
    for mm in range(RULER + 1):
        tall = 5 if mm % 10 == 0 else 3.5 if mm % 5 == 0 else 2
        canvas.line(mm * MM, 0, mm * MM, tall * MM)
        if mm % 10 == 0:
            put(canvas, str(mm), mm * MM, 6 * MM, 8, REGULAR, "centre")
    put(canvas, "毫米", (RULER + 4) * MM, 6 * MM, 8)
    canvas.restoreState()
