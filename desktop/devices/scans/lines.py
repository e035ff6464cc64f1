"""Where the printed lines of a column of cells really are, and the column cut out along them.

Paper bends, so that four good corners still leave a line a millimetre beside where it was printed. Every line is looked
for by itself, in the left and in the right half of the column; what disagrees with its neighbours (a long stroke along
the line) is left out, and what was not found is taken from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np

from desktop.devices.scans.corners import SCALE
from desktop.devices.scans.picture import Grey
from desktop.devices.scans.sheet import Place

_REACH: Final = 6.0
"""Points to look for a line in; less than half a row."""
_DARK: Final = 14.0
_ASTRAY: Final = 0.9
_SOUND: Final = 0.5
"""Share of the lines that must be found for a column to be believed."""

Offsets = Any


@dataclass(frozen=True, slots=True)
class Strip:
    """A column laid straight: how dark each pixel is (0 paper), where its rows begin and end, in pixels, and which rows
    lie between lines that were seen."""

    dark: Any
    edges: tuple[int, ...]
    sound: tuple[bool, ...]


def darkness(page: Grey) -> Any:
    """0 for white; paper, evened out to 240, is about 15, so that its grain is not cut off."""
    return np.float32(255) - page


def free_place(page: Grey, place: Place) -> Any:
    """How dark the pixels of a place without a frame of its own are, less any line along its edges."""
    dark = darkness(page)
    left, right, top, bottom = place.x, place.x + place.width, place.y, place.y + place.height
    # Up and down a name's own strokes may pass for a line, unless they lie where the line was printed.
    across = [off if abs(off) <= 3 else 0.0 for off in (_across(dark, y, left + 4, right - 4) for y in (top, bottom))]
    down = [_down(dark, x, place) for x in (left, right)]
    above, below, before, after = (0.0 if np.isnan(off) else float(off) for off in (*across, *down))
    top, bottom = top + max(0.0, above + 2) * (above != 0), bottom + min(0.0, below - 2) * (below != 0)
    left, right = left + max(4.0, before + 2), right + min(-4.0, after - 2)
    return dark[round(top * SCALE) : round(bottom * SCALE), round(left * SCALE) : round(right * SCALE)]


def columns(places: Sequence[Place]) -> list[list[Place]]:
    """Cells that stand on each other, each run from its top downwards."""
    runs: list[list[Place]] = []
    for place in sorted(places, key=lambda p: (p.x, p.width, p.y)):
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and abs(last.x - place.x) < 0.3
            and abs(last.width - place.width) < 0.3
            and abs(last.y + last.height - place.y) < 0.3
        ):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def strip_of(page: Grey, cells: Sequence[Place]) -> Strip:
    """The column of these cells, which stand on each other."""
    x, width = cells[0].x, cells[0].width
    tops = [*(cell.y for cell in cells), cells[-1].y + cells[-1].height]
    dark = darkness(page)
    halves = ((x + 4, x + width / 2), (x + width / 2, x + width - 4))
    found = [np.array([_across(dark, y, *half) for y in tops]) for half in halves]
    seen = ~np.isnan(found[0]) & ~np.isnan(found[1])
    (left, left_sound), (right, right_sound) = (_smooth(offsets) for offsets in found)
    sides = [np.array([_down(dark, edge, cell) for cell in cells]) for edge in (x, x + width)]
    (before, _), (after, _) = (_smooth(offsets) for offsets in sides)
    slope = (right - left) / 2
    quads = []
    for i in range(len(cells)):
        quads.append(
            [
                (x + before[i], tops[i] + left[i] - slope[i]),
                (x + width + after[i], tops[i] + right[i] + slope[i]),
                (x + width + after[i], tops[i + 1] + right[i + 1] + slope[i + 1]),
                (x + before[i], tops[i + 1] + left[i + 1] - slope[i + 1]),
            ]
        )
    across = round(width * SCALE)
    parts, edges = [], [0]
    for cell, quad in zip(cells, quads, strict=True):
        down = round(cell.height * SCALE)
        flat = np.array([(0, 0), (across, 0), (across, down), (0, down)], np.float32)
        matrix = cv2.getPerspectiveTransform(np.array(quad, np.float32) * SCALE, flat)
        parts.append(cv2.warpPerspective(page, matrix, (across, down), borderValue=240))
        edges.append(edges[-1] + down)
    whole = left_sound and right_sound
    sound = tuple(bool(whole and (seen[max(0, i - 1) : i + 3].sum() >= 2)) for i in range(len(cells)))
    return Strip(darkness(np.vstack(parts)), tuple(edges), sound)


def _across(dark: Any, y: float, start: float, end: float) -> float:
    """How far below its place (points) a line across is, between two places; nan where none is seen."""
    top, bottom = round((y - _REACH) * SCALE), round((y + _REACH) * SCALE)
    part = dark[max(0, top) : bottom, round(start * SCALE) : round(end * SCALE)]
    if top < 0 or part.shape[0] < bottom - top or part.shape[1] < SCALE:
        return float("nan")
    return _peak(np.median(part, axis=1))


def _down(dark: Any, x: float, cell: Place) -> float:
    """How far right of its place (points) a line down beside a cell is; nan where none is seen."""
    left, right = round((x - _REACH) * SCALE), round((x + _REACH) * SCALE)
    part = dark[round((cell.y + 2) * SCALE) : round((cell.y + cell.height - 2) * SCALE), max(0, left) : right]
    if left < 0 or part.shape[1] < right - left or part.shape[0] < SCALE:
        return float("nan")
    return _peak(np.median(part, axis=0))


def _peak(profile: Any) -> float:
    """Where a thin dark line crosses a profile, in points from its middle; nan where there is none, or hardly one."""
    raised = profile - np.median(profile)
    at = int(raised.argmax())
    if raised[at] < _DARK:
        return float("nan")
    low, high = max(0, at - 3), min(len(raised), at + 4)
    weight = np.clip(raised[low:high], 0, None)
    return float((np.arange(low, high) * weight).sum() / weight.sum() + 0.5 - len(profile) / 2) / SCALE


def _smooth(offsets: Offsets) -> tuple[Offsets, bool]:
    """Offsets without what disagrees with its neighbours and without gaps, and whether enough were found."""
    good = offsets.copy()
    for i in range(len(offsets)):
        near = offsets[max(0, i - 2) : i + 3]
        near = near[~np.isnan(near)]
        if len(near) == 0 or abs(offsets[i] - np.median(near)) > _ASTRAY:
            good[i] = np.nan
    known = ~np.isnan(good)
    if not known.any():
        return np.zeros(len(offsets)), False
    index = np.arange(len(offsets))
    return np.interp(index, index[known], good[known]), bool(known.mean() >= _SOUND)
