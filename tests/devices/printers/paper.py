"""PDFs to print: pages that say their number, drawn as vectors."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

A4 = (595.0, 842.0)


def numbered(count: int, size: tuple[float, float] = A4) -> bytes:
    """`count` pages that read `page 1`, `page 2` …, each with a square of 72 points, 72 from the upper left."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True)
    canvas.setViewerPreference("PrintScaling", "None")
    for n in range(1, count + 1):
        canvas.drawString(300, size[1] - 442, f"page {n}")
        canvas.rect(72, size[1] - 144, 72, 72, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def file(folder: Path, count: int = 8) -> Path:
    path = folder / "打印 test.pdf"
    path.write_bytes(numbered(count))
    return path


def said(data: bytes) -> list[str]:
    """What the pages say."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range().strip() for page in document]


def square(data: bytes, page: int = 0) -> tuple[float, float, float, float]:
    """Where ink of the square begins and ends on a page in points from the upper left: left, top, right, bottom."""
    scale = 10
    with pypdfium2.PdfDocument(data) as document:
        image = document[page].render(scale=scale, grayscale=True).to_numpy()[:2500]
    dark = image.reshape(image.shape[:2]) < 128
    ys, xs = dark.any(axis=1).nonzero()[0], dark.any(axis=0).nonzero()[0]
    return float(xs[0]) / scale, float(ys[0]) / scale, float(xs[-1] + 1) / scale, float(ys[-1] + 1) / scale


def measured(data: bytes, dots: int = 600) -> tuple[float, float, float]:
    """Of the ruler page: length of the ruler, and the cross from the left and from the top, in millimetres."""
    with pypdfium2.PdfDocument(data) as document:
        grey = document[0].render(scale=dots / 72, grayscale=True).to_numpy()
    return measured_sheet(grey.reshape(grey.shape[:2]), dots)


def measured_sheet(grey: Any, dots: int) -> tuple[float, float, float]:
    """The same from a sheet's own dots, so many an inch."""
    dark, mm = grey < 160, dots / 25.4
    line = max(range(int(60 * mm), int(100 * mm)), key=lambda y: int(dark[y, int(50 * mm) : int(165 * mm)].sum()))
    xs = np.flatnonzero(dark[line, int(45 * mm) : int(158 * mm)])
    corner = dark[: int(32 * mm), : int(32 * mm)]
    across, down = (np.argsort(corner.sum(axis=axis))[-2:].mean() + 0.5 for axis in (0, 1))
    return (xs[-1] - xs[0]) / mm, across / mm, down / mm
