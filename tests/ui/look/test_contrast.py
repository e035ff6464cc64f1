"""Every pair of colours that meet on the screen can be read: 4.5:1 for words, 3:1 for large words and signs, in both
palettes (WCAG 2.2, 1.4.3 and 1.4.11); and no verdict is told from another by its hue alone."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.operations.boards.shell import Tone
from desktop.ui.shared import theme
from desktop.ui.shared.look.palettes import PALETTES
from desktop.ui.shared.signs import paint_mark, paint_verdict
from tests.ui.look.colours import SIMULATED, contrast, difference, over, seen_by

GROUNDS = ("paper", "card", "well", "gone", "hatch", "brand-soft", "ok-soft", "warn-soft", "stop-soft")
WORDS = (
    # Ink of every weight stands on every ground.
    *itertools.product(("ink", "ink-2", "ink-3"), GROUNDS),
    # A tone's words stand on window, panel and well, on their own soft ground and on the band of the chosen row.
    *((tone, ground) for tone in ("brand", "ok", "warn", "stop") for ground in ("paper", "card", "well", "brand-soft")),
    *((tone, f"{tone}-soft") for tone in ("ok", "warn", "stop")),
    # A seat's ground tells its group.
    *itertools.product(("ink", "ink-2"), theme.HUES),
    ("ink", "ok-part"),
    *(("on-fill", f"{tone}-fill") for tone in ("brand", "ok", "warn", "stop")),
    ("on-fill", "brand-figure"),
    ("on-fill-2", "brand-fill"),
    ("on-bar", "bar"),
    ("on-bar-strong", "bar"),
    ("due-on-bar", "bar"),
    ("bar", "due-on-bar"),
    ("ink", "cap"),
    ("ink-3", "cap"),
    ("on-lectern", "lectern"),
)
SIGNS = (
    *itertools.product(("rule",), ("card", "paper")),
    *((tone, ground) for tone in ("brand", "ok", "warn", "stop") for ground in ("paper", "card")),
    *((f"dot-{tone}", "bar") for tone in ("plain", "brand", "ok", "warn", "stop")),
    *(("on-fill", f"{tone}-fill") for tone in ("ok", "warn", "stop")),
    ("nobody", "shade-2"),
    ("seats", "brand-fill"),
    ("ink-3", "well"),
)
FELT = 6.0
"""CIE 1976 difference that is seen side by side without looking for it (2.3 is just noticeable)."""


@pytest.mark.parametrize("mode", PALETTES)
def test_words_have_four_and_a_half_to_one(mode: str) -> None:
    palette = PALETTES[mode]
    low = {pair: contrast(*(palette[token] for token in pair)) for pair in WORDS}
    assert not {pair: round(ratio, 2) for pair, ratio in low.items() if ratio < 4.5}


@pytest.mark.parametrize("mode", PALETTES)
def test_words_on_the_strip_of_a_verdict_can_be_read(mode: str) -> None:
    palette = PALETTES[mode]
    for tone in ("ok", "warn", "stop"):
        assert contrast(palette["on-fill"], over(palette["strip"], palette[f"{tone}-fill"])) >= 4.5


@pytest.mark.parametrize("mode", PALETTES)
def test_signs_and_edges_of_fields_have_three_to_one(mode: str) -> None:
    palette = PALETTES[mode]
    low = {pair: contrast(*(palette[token] for token in pair)) for pair in SIGNS}
    assert not {pair: round(ratio, 2) for pair, ratio in low.items() if ratio < 3.0}


def test_both_palettes_have_the_same_tokens() -> None:
    assert set(PALETTES["light"]) == set(PALETTES["dark"])


@pytest.mark.parametrize("deficiency", SIMULATED)
@pytest.mark.parametrize("mode", PALETTES)
def test_verdicts_stay_apart_for_the_colour_blind(mode: str, deficiency: str) -> None:
    """Grounds that fill the screen, and words in a tone. The soft grounds of seats and cells are too light to differ
    for everyone: there the marks below tell the state."""
    palette = PALETTES[mode]
    for kind in ("{}-fill", "{}"):
        colours = {tone: seen_by(palette[kind.format(tone)], deficiency) for tone in ("ok", "warn", "stop")}
        near = {
            (one, other): round(difference(colours[one], colours[other]), 1)
            for one, other in itertools.combinations(colours, 2)
            if difference(colours[one], colours[other]) < FELT
        }
        assert not near, kind


def _drawn(draw: object, *how: object) -> set[tuple[int, int]]:
    """The dark pixels of a sign drawn in black on white: its shape without any colour."""
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw(painter, QRectF(0, 0, 64, 64), *how)  # type: ignore[operator]
    painter.end()
    return {(x, y) for x in range(64) for y in range(64) if image.pixelColor(x, y).lightness() < 128}


def _unlike(one: set[tuple[int, int]], other: set[tuple[int, int]]) -> float:
    """The part of all drawn pixels that only one of two shapes has."""
    return len(one ^ other) / max(len(one | other), 1)


def test_each_verdict_has_a_shape_of_its_own() -> None:
    tones: tuple[Tone, ...] = ("plain", "ok", "warn", "stop")
    shapes = {tone: _drawn(paint_verdict, tone, QColor("black"), QColor("white")) for tone in tones}
    for one, other in itertools.combinations(shapes, 2):
        assert _unlike(shapes[one], shapes[other]) > 0.25, (one, other)


def test_each_state_of_a_seat_has_a_mark_of_its_own() -> None:
    states = ("expected", "present", "handed", "out", "absent", "misconduct", "removed")
    marks = {state: _drawn(paint_mark, state) for state in states}
    for one, other in itertools.combinations(marks, 2):
        assert _unlike(marks[one], marks[other]) > 0.25, (one, other)
