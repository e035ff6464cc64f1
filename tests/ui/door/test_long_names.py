"""A name of sixty characters at the door: read whole, whatever the window's size."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from desktop.ui.door.verdict import name_lines
from desktop.ui.shared import theme

SIXTY = "阿卜杜热西提·买买提依明江" * 5
LATIN = "Wolfeschlegelsteinhausenbergerdorff-Nepomuk von und zu Unterwald"


@pytest.mark.parametrize("name", ["李敏", SIXTY[:60], LATIN], ids=["two", "sixty", "latin"])
@pytest.mark.parametrize("wide", [878.0, 380.0, 160.0])
def test_a_name_is_whole_in_every_width_and_never_too_small_to_read(qapp: QApplication, name: str, wide: float) -> None:
    pixels, lines = name_lines(name, theme.NAME, wide)
    metrics = QFontMetricsF(theme.font(pixels, bold=True))
    assert "".join(lines) == name
    assert pixels >= theme.LEAD
    assert all(metrics.horizontalAdvance(line) <= wide for line in lines)


def test_a_short_name_stays_on_one_line_and_large(qapp: QApplication) -> None:
    assert name_lines("李敏", theme.NAME, 878) == (theme.NAME, ["李敏"])
