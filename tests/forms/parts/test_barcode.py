"""Bar codes read back by another program give the number that was asked for."""

from __future__ import annotations

import io

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from forms import barcode

NUMBERS = st.one_of(
    st.from_regex(r"\A99[0-9]{1,16}\Z"),
    st.from_regex(r"\A[0-9]{1,20}\Z"),
    st.from_regex(r"\A[0-9]{17}X\Z"),
    st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=24),
)


def read(number: str) -> list[str]:
    bars = barcode.code128(number)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(bars.width + 40, 60))
    barcode.draw_code128(canvas, bars, 20, 15, 26)
    canvas.save()
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        image = document[0].render(scale=300 / 72, grayscale=True).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.Code128)]


@settings(max_examples=150, deadline=None)
@given(NUMBERS)
def test_every_number_is_read_back_as_it_is(number: str) -> None:
    assert read(number) == [number]


@pytest.mark.parametrize("number", ["9912345678", "99", "9999", "990102199003072335", "99X", "9A9912", "123A", "1"])
def test_a_leading_99_is_kept(number: str) -> None:
    assert read(number) == [number]


@given(NUMBERS)
def test_values_do_not_depend_on_what_was_built_before(number: str) -> None:
    code = barcode.SafeCode128(number)
    first = code.values()
    code.build()
    assert code.values() == first


@given(NUMBERS)
def test_the_cheap_width_is_never_too_small(number: str) -> None:
    assert barcode.code128_most(number) >= barcode.code128(number).modules


@pytest.mark.parametrize("bad", ["", " 1", "1 ", "准考证", "12\n3", "\x00", "é", "1" * 49, "１２３"])
def test_what_code_128_cannot_hold_is_refused(bad: str) -> None:
    assert not barcode.encodable(bad)
    with pytest.raises(barcode.Unencodable):
        barcode.code128(bad)


def test_a_text_too_long_for_a_qr_code_gives_none() -> None:
    assert barcode.qr_matrix("x" * 2900) is not None
    assert barcode.qr_matrix("x" * 3000) is None
