"""Strokes in boxes: signed, not signed, or doubtful.

Not how dark a box is, but what lies in it: strokes are joined over the printed lines they cross and belong to the row
that holds most of them; what reaches in from a neighbour is not this row's. A row is signed when strokes of its own
fill its middle, empty when it holds no more than specks, and doubtful in between, or when all there is is one straight
line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np

from desktop.devices.scans.corners import SCALE
from desktop.devices.scans.sheet import Answer

_AREA: Final = 1 / SCALE**2
"""Square points of a pixel."""
_BAND, _FRAME, _SIDE = 5, 3, 7
"""Pixels beside a printed line that are not looked at: up and down, more at the frame, left and right."""
_SPECK: Final = 4.2
"""Points: nothing smaller is a stroke (a rested pen, dust)."""
_NOTHING, _STRAY, _SIGNED = 1.5, 36.0, 18.0
"""Square points of ink: an empty box; the most a stray stroke of the neighbour has, and less than any signature has;
what a signature has in the middle third of its row. One character in a thin pen has 40 and 30."""
_ALONE: Final = 0.65
"""Of both, what is enough in a place by itself: no neighbour comes into it (empty ones held nothing at all)."""
_MOST: Final = 0.6
"""Share of a stroke that makes it a row's own."""
_RIM: Final = 0.15
"""A stroke with less than this share in the middle third lies along a border."""
_DEEP, _DEEPER = 0.29, 0.4
"""How far from a border, in rows, the ink of a signature that touches another lies on the whole; what only reaches over
the border lies nearer (0.23 in the deepest seen). More is asked where the other has most of the ink."""
_CLOSE: Final = 3.0
"""Points between a stroke and a border it may have come over."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a box holds; `confidence` per mille."""

    answer: Answer
    confidence: int


def judge(dark: Any, edges: tuple[int, ...], framed: bool = True) -> list[Judged]:
    """The rows of a strip between `edges` (pixels down). `framed`: printed lines lie on all edges."""
    soft = cv2.GaussianBlur(np.ascontiguousarray(dark, np.float32), (0, 0), 1.0)
    ink, strong = _ink(soft)
    band, side = (_BAND, _SIDE) if framed else (0, 0)
    for mask in (ink, strong):
        if side:
            mask[:, :side] = mask[:, -side:] = 0
    for edge in edges if band else ():
        _bridge(ink, edge, band + (_FRAME if edge in (edges[0], edges[-1]) else 0))
    strokes = _strokes(ink, strong, edges)
    return [_judged(strokes, row, edges) for row in range(len(edges) - 1)]


@dataclass(frozen=True, slots=True)
class _Stroke:
    """Joined ink. `mass` square points in each row, `middle` of them in the row's middle third, `rims` in its upper and
    its lower fifth, `centre` how far down it lies in each row (0 to 1); `top` and `bottom` in pixels; `points` all."""

    mass: Any
    middle: Any
    rims: Any
    centre: Any
    top: int
    bottom: int
    points: Any

    def share(self, row: int) -> float:
        return float(self.mass[row] / self.mass.sum())


def _ink(soft: Any) -> tuple[Any, Any]:
    """Where ink may be, and where it surely is: above the grain of this paper in this picture."""
    # From the paler part only: a small box may be more ink than paper.
    least, pale = (float(v) for v in np.percentile(soft, (2.5, 25)))
    grain = (pale - least) / 1.285
    paper = pale + 0.674 * grain
    low, high = paper + max(11.0, 5 * grain), paper + max(20.0, 9 * grain)
    return (soft > low).astype(np.uint8), (soft > high).astype(np.uint8)


def _bridge(ink: Any, edge: int, band: int) -> None:
    """Take the printed line away and join strokes that go over it."""
    top, bottom = max(0, edge - band), min(len(ink), edge + band)
    above = ink[max(0, top - 2) : top].any(axis=0) if top > 0 else np.zeros(ink.shape[1], bool)
    below = ink[bottom : bottom + 2].any(axis=0) if bottom < len(ink) else np.zeros(ink.shape[1], bool)
    wide = np.ones(7, np.uint8)
    near = (cv2.dilate(above.astype(np.uint8)[None], wide[None])[0] > 0) & (
        cv2.dilate(below.astype(np.uint8)[None], wide[None])[0] > 0
    )
    ink[top:bottom] = 0
    ink[top:bottom, near] = 1


def _strokes(ink: Any, strong: Any, edges: tuple[int, ...]) -> list[_Stroke]:
    """Joined ink that is somewhere strong and no speck."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    surely = np.bincount(labels[strong > 0], minlength=count)
    found = []
    for k in range(1, count):
        left, top, wide, tall, area = (int(v) for v in stats[k])
        if surely[k] < 4 or (max(wide, tall) < _SPECK * SCALE) or area < 6:
            continue
        ys, xs = np.nonzero(labels[top : top + tall, left : left + wide] == k)
        ys, xs = ys + top, xs + left
        mass, middle, rims, centre = (np.zeros((len(edges) - 1, n)) for n in (1, 1, 2, 1))
        for row in range(len(edges) - 1):
            start, height = edges[row], edges[row + 1] - edges[row]
            at = (ys - start) / height
            here = (at >= 0) & (at < 1)
            if not here.any():
                continue
            mass[row], centre[row] = here.sum() * _AREA, at[here].mean()
            middle[row] = ((at >= 0.33) & (at < 0.67)).sum() * _AREA
            rims[row] = (((at >= 0) & (at < 0.2)).sum() * _AREA, ((at >= 0.8) & (at < 1)).sum() * _AREA)
        found.append(_Stroke(mass[:, 0], middle[:, 0], rims, centre[:, 0], top, top + tall, np.column_stack([xs, ys])))
    return found


def _judged(strokes: list[_Stroke], row: int, edges: tuple[int, ...]) -> Judged:
    own: list[_Stroke] = []
    stray, over, over_middle = 0.0, 0.0, 0.0
    for stroke in strokes:
        mass, middle = float(stroke.mass[row]), float(stroke.middle[row])
        if mass == 0:
            continue
        if mass < max(stroke.mass) and not _stands(stroke, row):
            over, over_middle = over + mass, over_middle + middle  # a neighbour's
        elif middle < _RIM * mass and _from_neighbour(stroke, strokes, row, edges):
            stray += mass
        else:
            own.append(stroke)
    mass, middle = sum(float(s.mass[row]) for s in own), sum(float(s.middle[row]) for s in own)
    if mass < _NOTHING:
        if over_middle > _SIGNED or stray > _STRAY:
            return Judged("doubtful", 400)
        return Judged("no", round(990 - 150 * mass / _NOTHING - 200 * min(1.0, (stray + over_middle) / _STRAY)))
    # Beside much of a neighbour's ink, odd strokes of the neighbour may look like a signature; a character does not.
    whole = any(s.mass[row] >= _STRAY and s.middle[row] >= 0.5 * s.mass[row] for s in own)
    crowded = over + stray > mass and middle < 3 * _SIGNED and not whole
    enough = _ALONE if len(edges) == 2 else 1.0
    if mass < enough * _STRAY or middle < enough * _SIGNED or crowded or _straight(own):
        return Judged("doubtful", 500)
    return Judged("yes", round(700 + 290 * min(1.0, (middle - enough * _SIGNED) / 60)))


def _stands(stroke: _Stroke, row: int) -> bool:
    """Whether ink that is mostly another row's is a signature in this row as well: two that touch.

    Ink that reaches over a border lies near it; a signature fills its row. Where another row has nearly all of the ink,
    next to nothing may lie at the border.
    """
    mass, middle, most = float(stroke.mass[row]), float(stroke.middle[row]), int(stroke.mass.argmax())
    if mass < _STRAY:
        return False
    deep = 1 - float(stroke.centre[row]) if most > row else float(stroke.centre[row])
    if stroke.mass[most] < _MOST * stroke.mass.sum():
        return deep >= _DEEP and middle >= 0.3 * mass
    rim = float(stroke.rims[row, 1 if most > row else 0])
    return middle >= max(30.0, 0.4 * mass) and (rim <= 0.18 * mass or deep >= _DEEPER)


def _from_neighbour(stroke: _Stroke, strokes: list[_Stroke], row: int, edges: tuple[int, ...]) -> bool:
    """Whether a stroke along a border may belong to the signature on the border's other side."""
    for border, other in ((edges[row], row - 1), (edges[row + 1], row + 1)):
        if not 0 <= other < len(edges) - 1:
            continue
        near = stroke.top - _CLOSE * SCALE < border < stroke.bottom + _CLOSE * SCALE
        if near and sum(float(s.mass[other]) for s in strokes if s is not stroke) > _STRAY:
            return True
    return False


def _straight(own: list[_Stroke]) -> bool:
    """Whether all the ink is one straight line: a dash, a stroke through the box."""
    points = np.vstack([s.points for s in own]).astype(np.float32)
    _, (wide, tall), _ = cv2.minAreaRect(points)
    short, long = sorted((wide, tall))
    return bool(short < 2.6 * SCALE and long > 4 * short)
