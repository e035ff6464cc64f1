"""What a page is, twice: its structure, every run of text with its place and how many lines and boxes are drawn; and
its picture, small and grey.

`python -m tests.forms golden` writes both again after a form has been changed and looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

FOLDER = Path(__file__).parent / "golden"
PAGES = 2
"""Of every form the first two pages: later ones are the same again."""
DPI = 36
"""A pixel is 0.7 mm: a field moved by two millimetres is elsewhere, one moved by a tenth is not."""
_STEP = 32
"""Greys are kept in eight steps, which a file holds in half the room."""
_FAR = 1.5 * _STEP
_FEW = 12
_PATH, _IMAGE = pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE


def structure(path: Path) -> list[str]:
    """Lines `page x y text` from top to bottom, in whole points from the upper left corner of the page; then what is
    drawn."""
    out: list[str] = []
    with pypdfium2.PdfDocument(path) as document:
        for number in range(min(PAGES, len(document))):
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


def pictures(path: Path) -> Iterator[Image.Image]:
    """The pages as small grey pictures."""
    with pypdfium2.PdfDocument(path) as document:
        for number in range(min(PAGES, len(document))):
            page = document[number].render(scale=DPI / 72, grayscale=True).to_pil()
            yield page.point(lambda grey: min(255, (grey + _STEP // 2) // _STEP * _STEP))


def kept(key: str) -> list[Path]:
    """The pictures somebody has looked at."""
    return sorted(FOLDER.glob(f"{key}.[0-9].png"))


def differing(wanted: Image.Image, found: Image.Image) -> int:
    """How many pixels are another grey altogether; a few are no matter (`alike`)."""
    if wanted.size != found.size:
        return wanted.width * wanted.height
    apart = np.asarray(wanted, dtype=np.int16) - np.asarray(found, dtype=np.int16)
    return int((abs(apart) > _FAR).sum())


def alike(wanted: Image.Image, found: Image.Image) -> bool:
    return differing(wanted, found) <= _FEW


def write(key: str, path: Path) -> None:
    """Structure and pictures of a printed file as what is right from now on."""
    (FOLDER / f"{key}.txt").write_text("\n".join(structure(path)) + "\n", encoding="utf-8")
    for old in kept(key):
        old.unlink()
    for n, picture in enumerate(pictures(path), 1):
        picture.quantize(9, dither=Image.Dither.NONE).convert("L").save(FOLDER / f"{key}.{n}.png", optimize=True)
