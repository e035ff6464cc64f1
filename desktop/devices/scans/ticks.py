"""Which squares are ticked. The square is found again beside where it was printed, then looked into."""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np

from desktop.devices.scans.corners import SCALE
from desktop.devices.scans.ink import Judged
from desktop.devices.scans.lines import darkness
from desktop.devices.scans.picture import Grey
from desktop.devices.scans.sheet import Choice, Place

_REACH: Final = 4.0
_INSET: Final = 1.3
"""Points: how far off a square may lie; its outline, which is not looked at."""
_TICKED, _EMPTY = 0.10, 0.025
"""Share of the inside that ink covers."""


def judge_square(page: Grey, place: Place) -> Judged:
    """One square; doubtful as well where its outline is not seen."""
    side = place.width * SCALE
    left, top = (place.x - _REACH) * SCALE, (place.y - _REACH) * SCALE
    reach = round(side + 2 * _REACH * SCALE)
    part = page[max(0, round(top)) : round(top) + reach, max(0, round(left)) : round(left) + reach]
    if part.shape != (reach, reach):
        return Judged("doubtful", 0)
    dark = darkness(part)
    seen, x, y = _outline(dark, side)
    paper = float(np.percentile(dark, 25))
    if seen < paper + 25:
        return Judged("doubtful", 100)
    inset = round(_INSET * SCALE)
    size = round(side)
    inside = cv2.GaussianBlur(dark, (0, 0), 0.8)[y + inset : y + size - inset, x + inset : x + size - inset]
    share = float((inside > paper + 35).mean())
    if share <= _EMPTY:
        return Judged("no", round(990 - 200 * share / _EMPTY))
    if share < _TICKED:
        return Judged("doubtful", 500)
    return Judged("yes", round(700 + 290 * min(1.0, (share - _TICKED) / 0.2)))


def choices(page: Grey, places: list[Place]) -> list[Choice]:
    """The questions of these squares: `verdict:0`, `verdict:1` are the options of `verdict`."""
    asked: dict[str, list[Judged]] = {}
    for place in places:
        asked.setdefault(place.key.rpartition(":")[0], []).append(judge_square(page, place))
    out = []
    for key, squares in asked.items():
        ticked = [i for i, square in enumerate(squares) if square.answer == "yes"]
        doubtful = len(ticked) > 1 or any(square.answer == "doubtful" for square in squares)
        confidence = min(square.confidence for square in squares)
        out.append(Choice(key, ticked[0] if ticked and not doubtful else None, doubtful, confidence))
    return out


def _outline(dark: Any, side: float) -> tuple[float, int, int]:
    """(how dark the outline is, where it begins) of the square that stands out most."""
    size = round(side)
    ring = np.zeros((size + 1, size + 1), np.float32)
    cv2.rectangle(ring, (0, 0), (size, size), 1, 2)
    ring /= ring.sum()
    score = cv2.filter2D(dark, -1, ring, anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
    last = len(dark) - size
    score = score[:last, :last]
    y, x = np.unravel_index(int(score.argmax()), score.shape)
    return float(score[y, x]), int(x), int(y)
