"""A page at a printer's own dots. Nothing is smoothed and nothing resampled: what is black is black, and a bar is as
many dots wide as it is drawn. A page comes in bands, so that no page is ever whole in memory, each as small as it
may be: nothing where it is blank, a bit a dot where it is black and white, half a byte where it has few greys.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from desktop.devices.printers.pages import LOCK, Pages
from desktop.devices.printers.wish import NEUTRAL, Calibration
from desktop.faults import SiteFault

_AT_ONCE: Final = 8 * 1024 * 1024
"""Bytes drawn at once; a drawing costs the whole page's program, so not too few."""
_ROWS: Final = 256
_HOW: Final = raw.FPDF_ANNOT | raw.FPDF_PRINTING | raw.FPDF_RENDER_NO_SMOOTHTEXT | raw.FPDF_RENDER_NO_SMOOTHPATH
_WHITE: Final = b"\xff"
_DIGITS: Final = b"0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Surface:
    """A sheet in the printer's dots: resolution across and down, and what cannot be printed at the left and at the top
    (a drawing begins there, so the page is moved back by it)."""

    dpi_x: int
    dpi_y: int
    left: int
    top: int


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of a sheet, dot for dot, the top row first; each is padded to `wide` dots. `x` and `y`: where, in dots from
    where drawing begins. `bits` a dot: 1, 4 and 8 count into `greys` (255 white), 24 is blue, green and red."""

    x: int
    y: int
    width: int
    height: int
    wide: int
    bits: int
    greys: bytes
    rows: bytes


def bands(pages: Pages, number: int, surface: Surface, calibration: Calibration = NEUTRAL) -> Iterator[Band]:
    """What is to be drawn of a page, from the top; blank rows are left out. A page that lies is turned, since paper
    stands upright in every printer; the calibration is the sheet's, not the page's.

    Raises SiteFault pdf-no-page, pdf-unreadable.
    """
    across, down = pages.size(number)
    lying = across > down
    if lying:
        across, down = down, across
    scale = 1 + calibration.scale / 1_000_000
    width, height = round(across * surface.dpi_x / 72 * scale), round(down * surface.dpi_y / 72 * scale)
    left = round(calibration.offset_x * surface.dpi_x / 254) - surface.left
    top = round(calibration.offset_y * surface.dpi_y / 254) - surface.top
    coloured = _coloured(pages, number)
    wide = -(-width // 32) * 32
    stride = wide * 3 if coloured else wide
    step = max(_ROWS, _AT_ONCE // stride // _ROWS * _ROWS)
    for first in range(0, height, step):
        drawn = _drawn(pages, number, (width, height), lying, (first, min(step, height - first)), stride, coloured)
        for start in range(0, len(drawn), _ROWS * stride):
            rows = drawn[start : start + _ROWS * stride]
            if rows.count(_WHITE) < len(rows):
                y, tall = top + first + start // stride, len(rows) // stride
                yield Band(left, y, width, tall, wide, *_packed(rows, wide, coloured))


def _packed(rows: bytes, wide: int, coloured: bool) -> tuple[int, bytes, bytes]:
    """Rows of `wide` dots, a whole number of words, in as few bits as hold them: bits a dot, greys, rows."""
    if coloured:
        plane = rows[0::3]
        if not (plane == rows[1::3] == rows[2::3]):
            return 24, b"", rows
        rows = plane
    greys, rest = bytearray(), rows
    while rest and len(greys) <= len(_DIGITS):
        level = _WHITE if _WHITE in rest else rest[:1]
        greys += level
        rest = rest.translate(None, level)
    if len(greys) > len(_DIGITS):
        return 8, bytes(range(256)), rows
    found = bytes(sorted(greys))
    digits = rows.translate(bytes.maketrans(found, _DIGITS[: len(found)]))
    if len(found) > 2:
        return 4, found, bytes.fromhex(digits.decode("ascii"))
    return 1, found, int(digits, 2).to_bytes(len(rows) // 8, "big")  # the whole band is one number


def _coloured(pages: Pages, number: int) -> bool:
    """Whether a small picture of the page has colour anywhere."""
    pixels = pages.picture(number, 200).pixels
    return not (pixels[0::3] == pixels[1::3] == pixels[2::3])


def _drawn(
    pages: Pages,
    number: int,
    size: tuple[int, int],
    lying: bool,
    rows: tuple[int, int],
    stride: int,
    coloured: bool,
) -> bytes:
    """Rows (first, how many) of a page drawn `size` dots large, one byte a dot or three."""
    first, count = rows
    form, how = (raw.FPDFBitmap_BGR, _HOW) if coloured else (raw.FPDFBitmap_Gray, _HOW | raw.FPDF_GRAYSCALE)
    with LOCK:
        pages.size(number)
        try:
            data = bytearray(_WHITE) * (stride * count)
            place = (ctypes.c_char * len(data)).from_buffer(data)
            page: Any = pages._document[number - 1]
            bitmap = raw.FPDFBitmap_CreateEx(size[0], count, form, place, stride)
            if bitmap:
                raw.FPDF_RenderPageBitmap(bitmap, page, 0, -first, *size, 1 if lying else 0, how)
                raw.FPDFBitmap_Destroy(bitmap)
            page.close()
        except (pypdfium2.PdfiumError, MemoryError) as error:
            raise SiteFault("pdf-unreadable") from error
    if not bitmap:
        raise SiteFault("pdf-unreadable")
    return bytes(data)
