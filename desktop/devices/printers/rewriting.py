"""A PDF with other pages, copies, place or size. What is drawn stays as it is: vectors, and text as text."""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import secrets
from pathlib import Path
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from desktop.devices.printers.pages import LOCK, MOST_PAGES, Pages
from desktop.devices.printers.wish import NEUTRAL, Calibration, page_ranges
from desktop.faults import SiteFault, reading_fault, writing_fault

_TENTH: Final = 72 / 254
"""Points of a tenth of a millimetre."""


def chosen_pages(pages: str, count: int) -> list[int]:
    """Page numbers, from 1, in the order asked for; what lies beyond the last page is left out.

    Raises SiteFault print-pages-malformed, print-pages-none.
    """
    ranges = page_ranges(pages) or ((1, count),)
    found = [n for first, last in ranges for n in range(first, min(last, count) + 1)]
    if not found or len(found) > MOST_PAGES:
        raise SiteFault("print-pages-none", given=pages[:40], pages=count)
    return found


def rewritten(data: bytes, pages: str = "", copies: int = 1, calibration: Calibration = NEUTRAL) -> bytes:
    """The pages asked for, the whole set `copies` times, moved and scaled by the calibration.

    Raises SiteFault pdf-unreadable, print-pages-malformed, print-pages-none.
    """
    with LOCK, Pages(data) as given:
        numbers = chosen_pages(pages, given.count)
        if len(numbers) * copies > MOST_PAGES:
            raise SiteFault("print-pages-none", given=pages[:40], pages=given.count)
        try:
            return _written(given._document, [n - 1 for n in numbers], copies, calibration)
        except pypdfium2.PdfiumError as error:
            raise SiteFault("pdf-unreadable") from error


def saved(path: Path, target: Path, pages: str = "") -> None:
    """Save as PDF: the pages asked for, all of them as the very bytes, in one piece or not at all.

    Raises SiteFault pdf-unreadable, print-pages-malformed, print-pages-none, file-not-found, file-unreadable,
    disk-full, cannot-write.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise reading_fault(error, path) from error
    if page_ranges(pages):
        data = rewritten(data, pages)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_bytes(data)
        os.replace(part, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise writing_fault(error, target) from error


def _written(document: Any, indices: list[int], copies: int, calibration: Calibration) -> bytes:
    made = pypdfium2.PdfDocument.new()
    try:
        for _ in range(copies):
            made.import_pages(document, pages=indices)
        raw.FPDF_CopyViewerPreferences(made, document)
        if not calibration.neutral:
            for index in range(len(made)):
                page = made[index]
                _move(page, calibration)
                page.close()
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()
    finally:
        made.close()


def _move(page: Any, calibration: Calibration) -> None:
    """Scale from the upper left corner of the sheet, then move right and down. Paper stands upright in every printer,
    so a page that lies is turned here, clockwise: whoever prints it need not, and the sheet's right and down are known.
    """
    left, bottom, right, top = page.get_mediabox()
    scale = 1 + calibration.scale / 1_000_000
    over, under = calibration.offset_x * _TENTH, calibration.offset_y * _TENTH
    if right - left > top - bottom and not page.get_rotation():
        # Its left edge becomes the sheet's upper one, its lower edge the sheet's left one.
        page.set_rotation(90)
        across, up = left * (1 - scale) + under, bottom * (1 - scale) + over
    else:
        across, up = left * (1 - scale) + over, top * (1 - scale) - under
    matrix = raw.FS_MATRIX(scale, 0, 0, scale, across, up)
    clip = raw.FS_RECTF(left, top, right, bottom)
    if not raw.FPDFPage_TransFormWithClip(page, ctypes.byref(matrix), ctypes.byref(clip)):
        raise pypdfium2.PdfiumError("page cannot be moved")
