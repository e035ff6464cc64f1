"""What is in a box, as a small picture for a person's eye: the cell of a list with the beginning of its row, a place to
sign with what is printed above it, a question with all its squares. JPEG, grey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from desktop.devices.scans.corners import SCALE
from desktop.devices.scans.picture import Grey
from desktop.devices.scans.sheet import Place

_ROW: Final = 6.0
_SIGN: Final = (96.0, 26.0, 12.0, 10.0)
"""Points left in a picture around a row, and left, above, right and below of a place to sign."""
_EDGE: Final = 24.0
_HEAD: Final = 0.33
"""How much of the row before the cell is shown: seat and name, and not the document number after them."""
_SHARE: Final = 0.5
_NEAR: Final = 0.75
"""Pixels of the picture in a pixel of the straight page: of a whole line, of a cell to be looked into."""
_QUALITY: Final = 82


def crops(page: Grey, places: Sequence[Place]) -> dict[str, bytes]:
    """By key of the row or question: its picture out of the straight page."""
    width = page.shape[1] / SCALE
    parts: dict[str, Grey] = {}
    lines: dict[str, tuple[float, float]] = {}
    for place in places:
        right, bottom = place.x + place.width, place.y + place.height
        if place.kind == "sign":
            left, above, after, below = _SIGN
            parts[place.key] = _cut(page, place.x - left, place.y - above, right + after, bottom + below)
        elif place.kind == "cell":
            top, end = place.y - _ROW, bottom + _ROW
            head = _cut(page, _EDGE, top, _EDGE + _HEAD * max(0.0, place.x - _EDGE), end)
            cell = _cut(page, place.x - _ROW, top, right + _ROW, end)
            parts[place.key] = np.hstack([head, cell]) if head.shape[0] == cell.shape[0] else cell
        else:
            key = place.key.rpartition(":")[0]
            top, end = lines.get(key, (place.y, bottom))
            lines[key] = min(top, place.y - _ROW), max(end, bottom + _ROW)
    for key, (top, end) in lines.items():
        parts[key] = _cut(page, _EDGE, top, width - _EDGE, end)
    shares = {key: _SHARE if key in lines else _NEAR for key in parts}
    return {key: picture for key, part in parts.items() if (picture := _packed(part, shares[key]))}


def seen_by_eye(red: Grey, green: Grey | None) -> Grey:
    """The straight page in which every ink is dark, a red seal too."""
    return red if green is None else np.minimum(red, green)


def _cut(page: Grey, left: float, top: float, right: float, bottom: float) -> Grey:
    """A part of the page, in points."""
    x0, y0, x1, y1 = (max(0, round(edge * SCALE)) for edge in (left, top, right, bottom))
    return page[y0:y1, x0:x1]


def _packed(part: Grey, share: float) -> bytes:
    if min(part.shape) < SCALE:
        return b""
    small = cv2.resize(part, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    done, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return bytes(data) if done else b""
