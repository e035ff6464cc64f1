"""Sheets at a printer's own dots: the bands of a page put together are the page, and none of it is smoothed."""

from __future__ import annotations

import io
from collections.abc import Iterable

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop.devices.printers.dots import Band, Surface, bands
from desktop.devices.printers.pages import Pages
from desktop.devices.printers.wish import NEUTRAL, Calibration
from desktop.faults import SiteFault
from tests.devices.printers import paper

LASER = Surface(300, 300, 50, 40)


def sheet(drawn: Iterable[Band], size: tuple[int, int], left: int = 0, top: int = 0) -> np.ndarray:
    """The bands on white paper, as GDI puts them there and cuts what is beyond; three bytes a dot, blue first."""
    wide, tall = size
    out = np.full((tall, wide, 3), 255, np.uint8)
    for band in drawn:
        raw = np.frombuffer(band.rows, np.uint8)
        if band.bits == 24:
            dots = raw.reshape(band.height, band.wide, 3)
        else:
            parts = 8 // band.bits
            shifts = np.arange(parts - 1, -1, -1) * band.bits
            places = (raw.reshape(band.height, -1, 1) >> shifts) & (2**band.bits - 1)
            greys = np.frombuffer(band.greys.ljust(256, b"\0"), np.uint8)
            dots = greys[places.reshape(band.height, band.wide)][..., None].repeat(3, axis=2)
        x, y = band.x + left, band.y + top
        place = out[y : y + band.height, x : x + band.width]
        place[:] = dots[: place.shape[0], : place.shape[1]]
    return out


def drawn(data: bytes, surface: Surface = LASER, calibration: Calibration = NEUTRAL, page: int = 1) -> list[Band]:
    with Pages(data) as pages:
        return list(bands(pages, page, surface, calibration))


def whole(data: bytes, size: tuple[int, int]) -> np.ndarray:
    """A page in one piece, unsmoothed, by the library's own hand."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        image = page.render(scale=size[0] / page.get_width(), no_smoothtext=True, no_smoothpath=True)
        return image.to_numpy()[..., :3]


def mixed() -> bytes:
    """Text, a grey field, a blank half, a wheel of colours, and a picture of all greys."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=paper.A4, invariant=True)
    canvas.drawString(80, 780, "black and white")
    canvas.drawString(80, 650, "and grey")
    canvas.setFillGray(0.92)
    canvas.rect(100, 600, 300, 40, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(100, 450, 30, 30, stroke=0, fill=1)
    ramp = np.linspace(0, 255, 200, dtype=np.uint8)[None].repeat(50, axis=0)
    canvas.drawImage(ImageReader(Image.fromarray(ramp)), 100, 20, 300, 60)
    canvas.save()
    return out.getvalue()


def test_bands_put_together_are_the_page_dot_for_dot() -> None:
    data = mixed()
    found = drawn(data, Surface(288, 288, 0, 0))
    assert (sheet(found, (2380, 3368)) == whole(data, (2380, 3368))).all()


def test_a_band_takes_no_more_than_it_needs() -> None:
    """Nothing for blank rows, a bit a dot for black and white, half a byte for few greys, and a byte for many; colour
    only where it is."""
    found = drawn(mixed(), Surface(300, 300, 0, 0))
    assert {band.bits for band in found} == {1, 4, 8, 24}
    for band in found:
        assert len(band.rows) == band.height * band.wide * band.bits // 8
        assert band.wide % 32 == 0
        assert band.height <= 256
    assert sum(band.height for band in found) < 3508 - 2 * 256
    assert [band.bits for band in drawn(paper.numbered(1))] == [1] * len(drawn(paper.numbered(1)))
    blank = io.BytesIO()
    canvas = Canvas(blank, pagesize=paper.A4)
    canvas.showPage()
    canvas.save()
    assert drawn(blank.getvalue()) == []


@pytest.mark.parametrize(("size", "dpi"), [(paper.A4, 1200), ((842.0, 1191.0), 600)])
def test_the_finest_printer_gets_its_own_dots_and_no_page_is_whole_in_memory(
    size: tuple[float, float], dpi: int
) -> None:
    """A4 at 1200 dots an inch would be 139 million of them."""
    found = drawn(paper.numbered(1, size), Surface(dpi, dpi, 0, 0))
    assert {band.width for band in found} == {round(size[0] * dpi / 72)}
    assert sum(len(band.rows) for band in found) < 20_000_000
    edge = sheet(found, (2 * dpi, 3 * dpi))[dpi + 10, :, 0]
    assert edge[:dpi].tolist() == [255] * dpi
    assert edge[dpi : 2 * dpi].tolist() == [0] * dpi, "the square begins at the very dot and is black to its edge"


def test_what_cannot_be_printed_is_not_added_to_the_margin() -> None:
    assert {band.x for band in drawn(paper.numbered(1))} == {-50}
    one, other = drawn(paper.numbered(1)), drawn(paper.numbered(1), Surface(300, 300, 0, 0))
    assert [a.y + 40 for a in one] == [b.y for b in other]


def square(data: bytes, calibration: Calibration) -> tuple[int, ...]:
    """Left, top, right and bottom dot of the square on the sheet."""
    ink = sheet(drawn(data, LASER, calibration), (2600, 3700), 50, 40)[:, :, 0] < 128
    ys, xs = (ink[:1000].any(axis=axis).nonzero()[0] for axis in (1, 0))
    return int(xs[0]), int(ys[0]), int(xs[-1]) + 1, int(ys[-1]) + 1


def test_a_printer_is_put_right_in_its_own_dots() -> None:
    data = paper.numbered(1)
    assert square(data, NEUTRAL) == (300, 300, 600, 600)
    assert square(data, Calibration(50, 25, 0)) == (359, 330, 659, 630)
    assert square(data, Calibration(0, 0, 10_000)) == pytest.approx((303, 303, 606, 606), abs=1)


def test_a_page_that_lies_is_turned_and_put_right_by_the_sheets_right_and_down() -> None:
    """Turned clockwise, its upper edge is at the sheet's right."""
    data = paper.numbered(1, (842.0, 595.0))
    left, top, right, bottom = square(data, NEUTRAL)
    assert (top, bottom) == (300, 600)
    assert (left, right) == (2479 - 600, 2479 - 300)
    assert square(data, Calibration(50, 25, 0)) == (left + 59, top + 30, right + 59, bottom + 30)


def test_there_is_no_page_before_the_first_and_after_the_last() -> None:
    for number in (0, 2):
        with pytest.raises(SiteFault, match="pdf-no-page"):
            drawn(paper.numbered(1), page=number)
