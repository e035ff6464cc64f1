"""Reading a printed PDF back with parts that are not ours: poppler for text, PDFium for pages, ZXing for symbols."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import zxingcpp


def texts(path: Path) -> list[str]:
    """Text of each page."""
    if shutil.which("pdftotext"):
        done = subprocess.run(
            ["pdftotext", "-layout", "-enc", "UTF-8", str(path), "-"], check=True, capture_output=True
        )
        return done.stdout.decode().split("\f")[:-1]
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def text(path: Path) -> str:
    return "\n".join(texts(path))


def symbols(path: Path, kind: str, dpi: int = 300) -> list[list[str]]:
    """What ZXing reads on each page; `kind` is Code128 or QRCode. Page codes do not count."""
    wanted = getattr(zxingcpp.BarcodeFormat, kind)
    out: list[list[str]] = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            image = page.render(scale=dpi / 72, grayscale=True).to_pil()
            read = [found.text for found in zxingcpp.read_barcodes(image, formats=wanted)]
            out.append([text for text in read if not text.startswith("KD1:")])
    return out


def pages(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def strays(path: Path) -> list[str]:
    """Objects that reach over the edge of their page."""
    out: list[str] = []
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, 1):
            width, height = page.get_size()
            for item in page.get_objects():
                left, bottom, right, top = item.get_bounds()
                if left < -0.5 or bottom < -0.5 or right > width + 0.5 or top > height + 0.5:
                    out.append(f"page {number}: {left:.1f} {bottom:.1f} {right:.1f} {top:.1f}")
    return out
