"""The ruler page measures a printer that misses, and what was measured puts it right."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from desktop.devices.printers.rewriting import rewritten
from desktop.devices.printers.wish import Calibration
from forms import ruler
from tests.devices.printers import paper
from tests.forms import reading
from tests.forms.people import CONTEXT


def page() -> bytes:
    out = io.BytesIO()
    assert ruler.render(out, CONTEXT, "考务办公室 HP").pages == 1
    return out.getvalue()


def test_a_true_printer_shows_true_lengths() -> None:
    length, left, top = paper.measured(page())
    assert length == pytest.approx(100, abs=0.15)
    assert (left, top) == (pytest.approx(20, abs=0.1), pytest.approx(20, abs=0.1))


@pytest.mark.parametrize(("right", "down", "scale"), [(15, -8, -6000), (-22, 31, 4000), (0, 0, 12000)])
def test_a_printer_that_misses_is_put_right(right: int, down: int, scale: int) -> None:
    def crooked(data: bytes) -> bytes:
        return rewritten(data, calibration=Calibration(right, down, scale))

    seen = paper.measured(crooked(page()))
    found = Calibration.measured(*(round(mm * 10) for mm in seen))
    length, left, top = paper.measured(crooked(rewritten(page(), calibration=found)))
    assert length == pytest.approx(100, abs=0.2)
    assert (left, top) == (pytest.approx(20, abs=0.15), pytest.approx(20, abs=0.15))


def test_the_page_says_how_to_measure_and_is_never_scaled(tmp_path: Path) -> None:
    out = tmp_path / "ruler.pdf"
    ruler.render(out, CONTEXT, "HP")
    assert "实际大小" in reading.text(out)
    assert b"PrintScaling" in out.read_bytes()
    assert reading.strays(out) == []
