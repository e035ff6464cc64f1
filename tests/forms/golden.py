"""The structure of a page: every run of text with its place, and how many lines and boxes are drawn.

`python -m tests.forms golden` writes the golden files again after a form has been changed and looked at.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

FOLDER = Path(__file__).parent / "golden"
_PATH, _IMAGE = pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE


def structure(path: Path) -> list[str]:
    """Lines `page x y text` from top to bottom, in whole points from the upper left corner of the page; then what is
    drawn. The first two pages: later ones are the same again."""
    out: list[str] = []
    with pypdfium2.PdfDocument(path) as document:
        for number in range(min(2, len(document))):
            page = document[number]
            wide, high = page.get_size()
            out.append(f"{number + 1} page {round(wide)} {round(high)}")
            text = page.get_textpage()
            runs = []
            for i in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(i)
                words = text.get_text_bounded(left, bottom, right, top).strip()
                runs.append((round(high - bottom), round(left), " ".join(words.split())))
            out += [f"{number + 1} {x} {y} {words}" for y, x, words in sorted(runs)]
            kinds = [item.type for item in page.get_objects(max_depth=3)]
            out.append(f"{number + 1} paths {kinds.count(_PATH)} images {kinds.count(_IMAGE)}")
    return out
