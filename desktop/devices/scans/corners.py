"""Page code and corner marks in a picture, and the sheet laid straight by them.

The code says which page it is and roughly where the sheet lies; the four marks say exactly how. Marks are taken one
after another, the nearest to the code first, each found sharpening where the next is looked for. What was found is
tested by the code itself: through the marks it must lie where it was printed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
import zxingcpp

from desktop.devices.scans.picture import Grey
from desktop.devices.scans.sheet import Identity
from desktop.faults import SiteFault

SCALE: Final = 4
"""Pixels of a straight sheet in a point."""
CENTRE, SIDE, RIGHT, BOTTOM = 22.0, 9.0, 42.0, 14.4
"""Points: marks and code as forms/page/marks.py draws them."""
_TOLERANCE: Final = 3.0
"""Points by which the code may lie elsewhere through the marks: more is a wrong mark, or a crumpled sheet."""

_QR: Final[Any] = zxingcpp.BarcodeFormat.QRCode

Points = Any


@dataclass(frozen=True, slots=True)
class Found:
    """A page code in a picture: what it says, its corners (upper left, clockwise) in pixels, its side in points."""

    identity: Identity
    corners: Points
    side: float


def find_code(grey: Grey) -> Found:
    """The page code. Raises SiteFault scan-no-code, and scan-two-sheets when there are several."""
    for again in (False, True):
        # A second look at a sharper, larger picture, when the first saw nothing.
        seen = _sharper(grey) if again else grey
        factor = seen.shape[1] / grey.shape[1]
        found = {}
        for code in zxingcpp.read_barcodes(seen, formats=_QR):
            identity = Identity.of(code.text)
            if identity is not None:
                p = code.position
                corners = [(q.x, q.y) for q in (p.top_left, p.top_right, p.bottom_right, p.bottom_left)]
                points = np.array(corners, np.float64) / factor
                found[identity] = Found(identity, points, code_side(code.text))
        if len(found) > 1:
            raise SiteFault("scan-two-sheets")
        if found:
            return found.popitem()[1]
    raise SiteFault("scan-no-code")


def code_side(text: str) -> float:
    """How large a page code is printed, from how long it is: QR versions 2 to 6 at level M, whole dots a module."""
    modules = next((21 + 4 * v for v, most in enumerate((20, 38, 61, 90, 122, 154)) if len(text) <= most), 45)
    return max(2, min(4, int(31 / modules / 0.24))) * 0.24 * modules


def lay(grey: Grey, found: Found, width: float, height: float) -> Any:
    """How to lay the sheet straight: the matrix from pixels to pixels of the straight page.

    Raises SiteFault scan-no-corners: more than one mark is not to be seen, or the sheet is crumpled.
    """
    flat, seen = _marks(grey, found, width, height)
    if len(flat) == 4:
        matrix = cv2.getPerspectiveTransform(seen.astype(np.float32), (flat * SCALE).astype(np.float32))
    else:  # without a mark at the far side the picture must have been taken straight from above; the code tells
        affine = cv2.getAffineTransform(seen.astype(np.float32), (flat * SCALE).astype(np.float32))
        matrix = np.vstack([affine, [0, 0, 1]])
    code = cv2.perspectiveTransform(found.corners[None].astype(np.float32), matrix)[0] / SCALE
    if np.abs(code - _code_place(found.side, width, height)).max() > _TOLERANCE * (1 if len(flat) == 4 else 0.5):
        raise SiteFault("scan-no-corners")
    return matrix


def straightened(grey: Grey, matrix: Any, width: float, height: float) -> Grey:
    """The sheet upright at `SCALE` pixels a point, its light evened out: paper about 240."""
    size = (math.ceil(width * SCALE), math.ceil(height * SCALE))
    return _evened(cv2.warpPerspective(grey, matrix, size, flags=cv2.INTER_LINEAR, borderValue=255))


def _marks(grey: Grey, found: Found, width: float, height: float) -> tuple[Points, Points]:
    """The middles of the marks on the page and in the picture: four, or three where one of the far ones is hidden. In
    place of the one beside the code the code itself will do."""
    code_flat = _code_place(found.side, width, height)
    wanted = {"lr": (width - CENTRE, height - CENTRE), "ll": (CENTRE, height - CENTRE)}
    wanted |= {"ur": (width - CENTRE, CENTRE), "ul": (CENTRE, CENTRE)}
    flat, seen = [tuple(p) for p in code_flat], [tuple(p) for p in found.corners]
    marks: list[tuple[tuple[float, float], tuple[float, float]]] = []
    for name, place in wanted.items():
        own = marks[-3:] if len(marks) >= 3 else [*zip(flat, seen, strict=True), *marks]
        guess, dots = _predicted(np.array([a for a, _ in own]), np.array([b for _, b in own]), place)
        far = math.dist(place, np.mean(code_flat, axis=0))
        mark = _mark(grey, guess, dots, (10 + (0.13 if len(marks) < 3 else 0.09) * far) * dots)
        if mark is None and name == "lr":
            mark, place = tuple(found.corners.mean(axis=0)), tuple(code_flat.mean(axis=0))
        if mark is not None:
            marks.append((place, mark))
    if len(marks) < 3:
        raise SiteFault("scan-no-corners")
    return np.array([a for a, _ in marks]), np.array([b for _, b in marks])


def _predicted(flat: Points, seen: Points, wanted: tuple[float, float]) -> tuple[tuple[float, float], float]:
    """Where a point of the page should be in the picture, and pixels a point there."""
    if len(flat) == 3:
        matrix = cv2.getAffineTransform(flat.astype(np.float32), seen.astype(np.float32))
    else:
        matrix = _similar(flat, seen)
    x, y = matrix @ np.array([*wanted, 1.0])
    return (float(x), float(y)), math.sqrt(abs(np.linalg.det(matrix[:, :2])))


def _similar(flat: Points, seen: Points) -> Points:
    """The turn, size and shift that bring `flat` nearest to `seen` (least squares)."""
    a, b = flat[:, 0] + 1j * flat[:, 1], seen[:, 0] + 1j * seen[:, 1]
    a0, b0 = a.mean(), b.mean()
    turn = np.vdot(a - a0, b - b0) / np.vdot(a - a0, a - a0)
    shift = b0 - turn * a0
    return np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]])


def _mark(grey: Grey, at: tuple[float, float], dots: float, reach: float) -> tuple[float, float] | None:
    """The middle of the dark square of the right size nearest to a place."""
    x0, y0 = max(0, int(at[0] - reach)), max(0, int(at[1] - reach))
    x1, y1 = min(grey.shape[1], int(at[0] + reach) + 1), min(grey.shape[0], int(at[1] + reach) + 1)
    side = SIDE * dots
    if x1 - x0 < side or y1 - y0 < side:
        return None
    part = np.ascontiguousarray(grey[y0:y1, x0:x1])
    block = int(side * 3) | 1
    dark = cv2.adaptiveThreshold(part, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 25)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    best: tuple[float, tuple[float, float]] | None = None
    for k in range(1, count):
        left, top, wide, tall, area = (int(v) for v in stats[k])
        if not (0.6 * side**2 < area < 1.6 * side**2 and max(wide, tall) < 2 * side):
            continue
        own = (labels[top : top + tall, left : left + wide] == k).astype(np.uint8)
        ys, xs = np.nonzero(own)
        (_, _), (w, h), _ = cv2.minAreaRect(np.column_stack([xs, ys]).astype(np.float32))
        if min(w, h) < 0.7 * max(w, h) or area < 0.78 * (w + 1) * (h + 1):
            continue
        middle = _middle(part, own, left, top)
        off = math.hypot(x0 + middle[0] - at[0], y0 + middle[1] - at[1])
        if best is None or off < best[0]:
            best = (off, (x0 + middle[0], y0 + middle[1]))
    return best[1] if best else None


def _middle(part: Grey, own: Grey, left: int, top: int) -> tuple[float, float]:
    """The middle of a dark patch, weighed by how dark, with a rim of two pixels around it."""
    rim = cv2.dilate(cv2.copyMakeBorder(own, 2, 2, 2, 2, cv2.BORDER_CONSTANT, value=0), np.ones((5, 5), np.uint8))
    y0, x0 = top - 2, left - 2
    ys, xs = np.nonzero(rim)
    inside = (ys + y0 >= 0) & (ys + y0 < part.shape[0]) & (xs + x0 >= 0) & (xs + x0 < part.shape[1])
    ys, xs = ys[inside] + y0, xs[inside] + x0
    values = part[ys, xs].astype(np.float64)
    weight = np.clip(np.percentile(values, 95) - values, 0, None) + 1e-6
    return float((xs * weight).sum() / weight.sum()), float((ys * weight).sum() / weight.sum())


def _code_place(side: float, width: float, height: float) -> Points:
    left, top = width - RIGHT - side, height - BOTTOM - side
    return np.array([(left, top), (left + side, top), (left + side, top + side), (left, top + side)])


def _sharper(grey: Grey) -> Grey:
    large = grey if max(grey.shape) > 5000 else cv2.resize(grey, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC)
    return cv2.addWeighted(large, 2.2, cv2.GaussianBlur(large, (0, 0), 2.5), -1.2, 0)


def _evened(page: Grey) -> Grey:
    """Paper becomes 240 everywhere, whatever the light."""
    small = cv2.resize(page, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(cv2.medianBlur(small, 3), np.ones((9, 9), np.uint8))
    paper = cv2.GaussianBlur(cv2.erode(paper, np.ones((9, 9), np.uint8)), (0, 0), 3)
    paper = cv2.resize(paper, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(page, np.maximum(paper, 1), scale=240)
