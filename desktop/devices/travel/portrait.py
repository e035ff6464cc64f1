"""The portrait for people to look at: JPEG from JPEG or JPEG 2000 (ISO 15444-1), or nothing.

An image comes from a stranger's chip. Its size is taken from its headers before any decoder sees it, and one that would
need more memory than a portrait can is not shown. Pillow decodes: it is there in a third of the time OpenCV takes, and
a door without a camera needs nothing else of either.
"""

from __future__ import annotations

import io
from typing import cast

from PIL import Image, Jpeg2KImagePlugin, JpegImagePlugin

MOST_BYTES = 256 * 1024
MOST_SIDE = 4096
MOST_PIXELS = 6_000_000
MOST_TILES = 256
_LEAST_SIDE = 16
_QUALITY = 92
Decoder = JpegImagePlugin.JpegImageFile | Jpeg2KImagePlugin.Jpeg2KImageFile
_JP2 = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_JPEG_END = b"\xff\xd9"
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
        return image if _fits(_jpeg_size(image)) and _jpeg_decodes(image) else None
    if image[:12] == _JP2 or image[:4] == _CODESTREAM:
        return _made(image) if _fits(_jpeg2000_size(image)) else None
    return None


def _jpeg_decodes(image: bytes) -> bool:
    """Whether there is a picture in it; one that was cut off is better than none."""
    decoder = JpegImagePlugin.JpegImageFile
    return _decoded(image, decoder) is not None or _decoded(image + _JPEG_END, decoder) is not None


def _made(image: bytes) -> bytes | None:
    picture = _decoded(image, Jpeg2KImagePlugin.Jpeg2KImageFile)
    if picture is None:
        return None
    if picture.mode == "I;16":
        # More than eight bits of grey: the brightest there is becomes white.
        wide = picture.convert("I")
        brightest = max(1, cast("int", wide.getextrema()[1]))
        picture = wide.point(lambda value: value * (255.0 / brightest))
    out = io.BytesIO()
    picture.convert("L" if picture.mode in ("L", "LA", "I") else "RGB").save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _decoded(image: bytes, decoder: type[Decoder]) -> Image.Image | None:
    """The decoder's own word on an image that has a sound size; it goes by what the boxes say as well."""
    try:
        picture = decoder(io.BytesIO(image))
        if not _fits(picture.size):
            return None
        picture.load()
    except Exception:  # over a stranger's bytes a decoder raises what it likes
        return None
    return picture


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
