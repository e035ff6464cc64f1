"""What is in a box, as a small picture for a person's eye: a row of a list with the name before it, a place to sign
with what is printed above it, a question with all its squares. JPEG, grey."""

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
_SHARE: Final = 0.5
"""Pixels of the picture in a pixel of the straight page."""
_QUALITY: Final = 82


def crops(page: Grey, places: Sequence[Place]) -> dict[str, bytes]:
    """By key of the row or question: its picture out of the straight page."""
    width = page.shape[1] / SCALE
    boxes: dict[str, tuple[float, float, float, float]] = {}
    for place in places:
        right, bottom = place.x + place.width, place.y + place.height
        if place.kind == "sign":
            left, above, after, below = _SIGN
            boxes[place.key] = (place.x - left, place.y - above, right + after, bottom + below)
        elif place.kind == "cell":
            boxes[place.key] = (_EDGE, place.y - _ROW, max(right + _ROW, width - _EDGE), bottom + _ROW)
        else:
            key = place.key.rpartition(":")[0]
            x0, top, x1, end = boxes.get(key, (_EDGE, place.y, width - _EDGE, bottom))
            boxes[key] = (x0, min(top, place.y - _ROW), x1, max(end, bottom + _ROW))
    return {key: picture for key, box in boxes.items() if (picture := _cut(page, box))}


def seen_by_eye(red: Grey, green: Grey | None) -> Grey:
    """The straight page in which every ink is dark, a red seal too."""
    return red if green is None else np.minimum(red, green)


def _cut(page: Grey, box: tuple[float, float, float, float]) -> bytes:
    left, top, right, bottom = (round(edge * SCALE) for edge in box)
    part = page[max(0, top) : bottom, max(0, left) : right]
    if min(part.shape) < SCALE:
        return b""
    small = cv2.resize(part, None, fx=_SHARE, fy=_SHARE, interpolation=cv2.INTER_AREA)
    done, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return bytes(data) if done else b""
