"""A picture's bytes to pixels. The size is read from the picture's head before anything is decoded: a few bytes may ask
for gigabytes. PNG, JPEG and BMP only."""

from __future__ import annotations

import os

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

MOST_BYTES = 32 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 4096
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_MOST_SEGMENTS = 2000
# Frame headers of baseline, extended and progressive JPEG; C4, C8 and CC are tables (ITU-T T.81, table B.1).
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}

# Both write to the console otherwise: what OpenCV thinks of a camera, what FFmpeg thinks of a file.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")


class PictureError(Exception):
    """The bytes are no picture, or one that is too large."""


def picture_size(body: bytes) -> tuple[int, int]:
    """Width and height as the picture's head tells them. Raises PictureError."""
    if body.startswith(_PNG) and len(body) >= 24 and body[12:16] == b"IHDR":
        return int.from_bytes(body[16:20], "big"), int.from_bytes(body[20:24], "big")
    if body.startswith(b"BM") and len(body) >= 26:
        if int.from_bytes(body[14:18], "little") < 40:
            raise PictureError("a bitmap of the oldest kind")
        width, height = (int.from_bytes(body[at : at + 4], "little", signed=True) for at in (18, 22))
        return width, abs(height)
    if body.startswith(_JPEG):
        return _jpeg_size(body)
    raise PictureError("no PNG, JPEG or BMP")


def _jpeg_size(body: bytes) -> tuple[int, int]:
    at = 2
    for _ in range(_MOST_SEGMENTS):
        if at + 4 > len(body) or body[at] != 0xFF:
            break
        kind = body[at + 1]
        if kind == 0xFF:  # a fill byte
            at += 1
            continue
        if kind in _FRAME_HEADERS:
            if at + 9 > len(body):
                break
            return int.from_bytes(body[at + 7 : at + 9], "big"), int.from_bytes(body[at + 5 : at + 7], "big")
        length = int.from_bytes(body[at + 2 : at + 4], "big")
        if kind == 0xDA or length < 2:
            break
        at += 2 + length
    raise PictureError("a JPEG without a frame")


def decoded(body: bytes) -> Pixels:
    """Blue, green and red of every pixel, no side longer than LONGEST_SIDE. Raises PictureError."""
    if len(body) > MOST_BYTES:
        raise PictureError("too many bytes")
    width, height = picture_size(body)
    if width < 1 or height < 1 or width * height > MOST_PIXELS:
        raise PictureError("too many pixels")
    try:
        pixels = cv2.imdecode(np.frombuffer(body, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise PictureError("it cannot be decoded") from error
    if pixels is None:
        raise PictureError("it cannot be decoded")
    return shrunk(np.asarray(pixels, np.uint8), LONGEST_SIDE)


def shrunk(pixels: Pixels, longest: int) -> Pixels:
    """The picture with no side longer than `longest`; the same one where it fits."""
    height, width = pixels.shape[:2]
    if max(height, width) <= longest:
        return pixels
    scale = longest / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def grey(pixels: Pixels) -> Pixels:
    """Brightness alone."""
    if pixels.ndim == 2:
        return pixels
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8)
