"""The ruler page measures a printer that misses, and what was measured puts it right."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from desktop.devices.printers.rewriting import rewritten
from desktop.devices.printers.wish import Calibration
from forms import ruler
from tests.forms import reading
from tests.forms.people import CONTEXT

DPI = 600
MM = DPI / 25.4


def page() -> bytes:
    out = io.BytesIO()
    assert ruler.render(out, CONTEXT, "考务办公室 HP").pages == 1
    return out.getvalue()


def measured(data: bytes) -> tuple[float, float, float]:
    """Length of the ruler, and the cross from the left and from the top, in millimetres, from the pixels."""
    with pypdfium2.PdfDocument(data) as document:
        grey = document[0].render(scale=DPI / 72, grayscale=True).to_numpy()
    dark = grey.reshape(grey.shape[:2]) < 160
    line = max(range(int(60 * MM), int(100 * MM)), key=lambda y: int(dark[y, int(50 * MM) : int(165 * MM)].sum()))
    xs = np.flatnonzero(dark[line, int(45 * MM) : int(158 * MM)])
    corner = dark[: int(32 * MM), : int(32 * MM)]
    across, down = (np.argsort(corner.sum(axis=axis))[-2:].mean() + 0.5 for axis in (0, 1))
    return (xs[-1] - xs[0]) / MM, across / MM, down / MM


def test_a_true_printer_shows_true_lengths() -> None:
    length, left, top = measured(page())
    assert length == pytest.approx(100, abs=0.15)
    assert (left, top) == (pytest.approx(20, abs=0.1), pytest.approx(20, abs=0.1))


@pytest.mark.parametrize(("right", "down", "scale"), [(15, -8, -6000), (-22, 31, 4000), (0, 0, 12000)])
def test_a_printer_that_misses_is_put_right(right: int, down: int, scale: int) -> None:
    def crooked(data: bytes) -> bytes:
        return rewritten(data, calibration=Calibration(right, down, scale))

    seen = measured(crooked(page()))
    found = Calibration.measured(*(round(mm * 10) for mm in seen))
    length, left, top = measured(crooked(rewritten(page(), calibration=found)))
    assert length == pytest.approx(100, abs=0.2)
    assert (left, top) == (pytest.approx(20, abs=0.15), pytest.approx(20, abs=0.15))


def test_the_page_says_how_to_measure_and_is_never_scaled(tmp_path: Path) -> None:
    out = tmp_path / "ruler.pdf"
    ruler.render(out, CONTEXT, "HP")
    assert "实际大小" in reading.text(out)
    assert b"PrintScaling" in out.read_bytes()
    assert reading.strays(out) == []
