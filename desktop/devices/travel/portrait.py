"""The portrait for people to look at: JPEG from JPEG or JPEG 2000 (ISO 15444-1), or nothing.

An image comes from a stranger's chip. Its size is taken from its headers before any decoder sees it, and one that would
need more memory than a portrait can is not shown.
"""

from __future__ import annotations

import cv2
import numpy as np

MOST_BYTES = 256 * 1024
MOST_SIDE = 4096
MOST_PIXELS = 6_000_000
MOST_TILES = 256
_LEAST_SIDE = 16
_QUALITY = 92
_JP2 = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_CODESTREAM = b"\xff\x4f\xff\x51"
# Baseline, extended and progressive; lossless and arithmetic coding are no portrait's.
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_OTHER_FRAMES = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_MOST_SEGMENTS = 512


def show(image: bytes) -> bytes | None:
    """The portrait as JPEG: passed on when it is one, made of JPEG 2000 otherwise; None for what cannot be shown."""
    if len(image) > MOST_BYTES:
        return None
    if image[:3] == b"\xff\xd8\xff":
        return image if _fits(_jpeg_size(image)) and _decoded(image) is not None else None
    if image[:12] == _JP2 or image[:4] == _CODESTREAM:
        return _made(image) if _fits(_jpeg2000_size(image)) else None
    return None


def _made(image: bytes) -> bytes | None:
    pixels = _decoded(image)
    if pixels is None:
        return None
    if pixels.dtype != np.uint8:
        pixels = cv2.convertScaleAbs(pixels, alpha=255.0 / max(1, int(pixels.max(initial=0))))
    done, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return data.tobytes() if done else None


def _decoded(image: bytes) -> cv2.typing.MatLike | None:
    """The decoder's own word on an image that has a sound size."""
    try:
        pixels = cv2.imdecode(np.frombuffer(image, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if pixels is None or not pixels.size else pixels


def _fits(size: tuple[int, int] | None) -> bool:
    if size is None:
        return False
    width, height = size
    return min(width, height) >= _LEAST_SIDE and max(width, height) <= MOST_SIDE and width * height <= MOST_PIXELS


def _jpeg_size(image: bytes) -> tuple[int, int] | None:
    """Width and height of the first frame; None where the segments do not lead to one (ISO 10918-1, B.2)."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        while at < len(image) and image[at : at + 2] == b"\xff\xff":
            at += 1
        if at + 4 > len(image) or image[at] != 0xFF:
            return None
        marker, length = image[at + 1], int.from_bytes(image[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            frame = image[at + 4 : at + 2 + length]
            if len(frame) < 6 or frame[0] != 8 or frame[5] not in (1, 3):
                return None
            return int.from_bytes(frame[3:5], "big"), int.from_bytes(frame[1:3], "big")
        if marker in _OTHER_FRAMES or marker in (0xD8, 0xD9, 0xDA) or length < 2:
            return None
        at += 2 + length
    return None


def _jpeg2000_size(image: bytes) -> tuple[int, int] | None:
    """Width and height that the codestream itself states; what the boxes around it say does not bind a decoder."""
    at = image.find(_CODESTREAM)
    if at < 0 or len(image) < at + 42:
        return None
    fields = [int.from_bytes(image[at + 8 + 4 * n : at + 12 + 4 * n], "big") for n in range(8)]
    wide, high, left, top, tile_wide, tile_high, tile_left, tile_top = fields
    components = int.from_bytes(image[at + 40 : at + 42], "big")
    if not (1 <= components <= 4 and left < wide and top < high and tile_wide and tile_high):
        return None
    if tile_left > left or tile_top > top:
        return None
    across = -(-(wide - tile_left) // tile_wide)
    down = -(-(high - tile_top) // tile_high)
    return (wide - left, high - top) if across * down <= MOST_TILES else None
