"""Preview and rewriting: what is seen is what is in the file, and no file breaks either."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop.devices.printers import pages as preview
from desktop.devices.printers.pages import Pages
from desktop.devices.printers.rewriting import rewritten, saved
from desktop.devices.printers.wish import NEUTRAL, Calibration, Wish, page_ranges, plain_ranges
from desktop.faults import SiteFault
from tests.devices.printers import paper

GOOD = paper.numbered(3)
KNOWN = ("pdf-unreadable", "pdf-no-page")


def fault(code: str) -> pytest.RaisesContext:
    return pytest.raises(SiteFault, match=rf"^{code}\b")


@contextmanager
def may_fail(*codes: str) -> Iterator[None]:
    """Any of these faults may be told; nothing else may be raised."""
    try:
        yield
    except SiteFault as told:
        if told.code not in codes:
            raise


def test_a_page_is_shown_at_the_width_asked_for() -> None:
    with Pages(GOOD) as pages:
        assert pages.count == 3
        assert pages.size(2) == (595.0, 842.0)
        seen = pages.picture(1, 595)
        assert (seen.width, seen.height) == (595, 842)
        image = Image.open(io.BytesIO(seen.png()))
        assert image.size == (595, 842)
        assert image.getpixel((100, 100)) == (0, 0, 0)
        assert image.getpixel((60, 100)) == (255, 255, 255)
        assert image.tobytes() == seen.pixels


def test_there_is_no_page_before_the_first_and_after_the_last() -> None:
    with Pages(GOOD) as pages:
        for number in (-1, 0, 4):
            with fault("pdf-no-page"):
                pages.picture(number, 100)


def test_no_picture_is_larger_than_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "MOST_PIXELS", 100_000)
    with Pages(GOOD) as pages:
        seen = pages.picture(1, 10_000_000)
        assert seen.width * seen.height < 110_000
        assert pages.picture(1, 0).width == 1


def test_many_threads_may_look_at_one_file() -> None:
    found: list[int] = []
    with Pages(GOOD) as pages:
        threads = [Thread(target=lambda: found.append(zlib.crc32(pages.picture(2, 300).pixels))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-", b"%PDF-1.7\n", b"PK\x03\x04" + b"x" * 99, GOOD[:300], b"\0" * 4096, b"%PDF-1.7\n%%EOF"],
)
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with fault("pdf-unreadable"):
        Pages(data)


def test_a_file_that_is_locked_or_not_there_is_refused(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    locked = tmp_path / "locked.pdf"
    canvas = Canvas(str(locked), encrypt="secret")
    canvas.drawString(100, 100, "x")
    canvas.save()
    with fault("pdf-unreadable"):
        Pages.of(locked)
    with fault("file-not-found"):
        Pages.of(tmp_path / "none.pdf")


def test_a_page_of_absurd_size_is_refused() -> None:
    absurd = GOOD.replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 99999 842 ]")
    assert absurd != GOOD
    with Pages(absurd) as pages, fault("pdf-unreadable"):
        pages.picture(1, 100)


@settings(max_examples=150)
@given(st.data())
def test_no_damage_to_a_file_raises_anything_else(data: st.DataObject) -> None:
    damaged = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 12))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(damaged[: data.draw(st.integers(0, len(damaged)))])
    with may_fail(*KNOWN):
        with Pages(cut) as pages:
            for number in range(1, min(pages.count, 3) + 1):
                pages.picture(number, 50)
        rewritten(cut, calibration=Calibration(1, 1, 1))


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with fault("pdf-unreadable"):
        Pages(b"%PDF-1.7\n" + data)


def test_rewriting_takes_pages_repeats_them_and_keeps_what_is_drawn() -> None:
    made = rewritten(GOOD, "3,1-2", copies=2)
    assert paper.said(made) == ["page 3", "page 1", "page 2"] * 2
    assert paper.square(made) == paper.square(GOOD)
    assert b"/Subtype /Image" not in made
    assert b"PrintScaling" in made, "an office program must not fit it to the page either"
    with fault("print-pages-none"):
        rewritten(GOOD, "4-9")


@pytest.mark.parametrize("lies", [False, True])
def test_a_calibration_moves_right_and_down_and_scales_from_the_sheets_upper_left(lies: bool) -> None:
    """Paper stands upright: a page that lies is turned clockwise, so its upper edge is at the sheet's right."""
    data = paper.numbered(2, (842.0, 595.0) if lies else paper.A4)
    moved = rewritten(data, calibration=Calibration(offset_x=127, offset_y=254, scale=20_000))
    left = 595 - 144 if lies else 72
    wanted = (left * 1.02 + 36, 72 * 1.02 + 72, (left + 72) * 1.02 + 36, 144 * 1.02 + 72)
    with Pages(moved) as pages:
        assert pages.size(1) == (595, 842)
    for page in (0, 1):
        assert paper.square(moved, page) == pytest.approx(wanted, abs=0.15)
    assert paper.said(moved) == ["page 1", "page 2"]


@given(st.integers(960, 1040), st.integers(-50, 50), st.integers(-50, 50))
def test_what_was_measured_is_undone(ruler: int, right: int, down: int) -> None:
    scale = ruler / 1000
    left, top = round(200 * scale + right), round(200 * scale + down)
    found = Calibration.measured(ruler, left, top)
    corrected = 1 + found.scale / 1_000_000
    assert abs(1000 * corrected * scale - 1000) < 0.01
    for offset, place in ((found.offset_x, left), (found.offset_y, top)):
        shown = scale * (200 * corrected + offset) + (place - 200 * scale)
        assert abs(shown - 200) <= 1, "a tenth of a millimetre is what can be entered"


def test_a_true_printer_needs_nothing_and_nonsense_is_refused() -> None:
    assert Calibration.measured(1000, 200, 200) == NEUTRAL
    for measured in ((700, 200, 200), (1000, 900, 200), (1000, 200, 0)):
        with fault("calibration-far-off"):
            Calibration.measured(*measured)


@pytest.mark.parametrize(
    ("given_", "plain"),
    [("", ""), ("3-5,8", "3-5,8"), (" 1 , 2 ", "1,2"), ("３－５，８", "3-5,8"), ("2至4、7", "2-4,7"), ("7-7", "7")],
)
def test_pages_may_be_written_as_people_write_them(given_: str, plain: str) -> None:
    assert plain_ranges(given_) == plain


@pytest.mark.parametrize("given_", ["0", "5-3", "a", "1--2", ",", "1,,2", "-1", "1-", "999999", "1;$(x)", "1\n2"])
def test_what_is_no_range_of_pages_is_refused(given_: str) -> None:
    with fault("print-pages-malformed"):
        Wish("p", pages=given_)


@given(st.text(max_size=30))
def test_no_text_breaks_a_range(text: str) -> None:
    with may_fail("print-pages-malformed"):
        assert all(1 <= first <= last for first, last in page_ranges(text))


@pytest.mark.parametrize("media", ["", "-o", "A4 x", "A4;x", "A4=b", "纸", "A" * 99])
def test_a_paper_is_a_plain_name(media: str) -> None:
    with fault("print-media"):
        Wish("p", media=media)
    for copies in (0, -1, 1000):
        with fault("print-copies"):
            Wish("p", copies=copies)


def test_save_as_pdf_gives_the_very_file_or_its_pages(tmp_path: Path) -> None:
    file, target = paper.file(tmp_path), tmp_path / "saved.pdf"
    saved(file, target)
    assert target.read_bytes() == file.read_bytes()
    saved(file, target, "2-3")
    assert paper.said(target.read_bytes()) == ["page 2", "page 3"]
    with fault("cannot-write"):
        saved(file, tmp_path / "none" / "saved.pdf")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([file.name, "saved.pdf"])
