"""Pictures: portraits out of chips, frames of a camera with something like a code in them."""

from __future__ import annotations

from functools import cache

import numpy as np
import zxingcpp

from desktop.devices.camera.codes import look
from desktop.devices.camera.pictures import PictureError, picture_size
from desktop.devices.travel.portrait import show
from tests.fuzz.mutation import spoiled
from tests.fuzz.parser import Parser
from tests.helpers.cards.passport_files import portrait

_WIDE = 120


@cache
def portraits() -> tuple[bytes, ...]:
    return portrait(".jpg", 32, 40), portrait(".jp2", 32, 40)


@cache
def heads() -> tuple[bytes, ...]:
    """Beginnings of pictures, where their sizes stand."""
    return portrait(".jpg", 24, 32), portrait(".png", 24, 32)[:200], portrait(".bmp", 24, 32)[:200]


@cache
def frames() -> tuple[bytes, ...]:
    """Grey frames, 120 pixels wide, with a code each."""
    return tuple(_frame(text, kind) for kind in ("QRCode", "Code128") for text in ("2611280001", "KD-0123"))


def _frame(text: str, kind: str) -> bytes:
    made = zxingcpp.create_barcode(text, zxingcpp.barcode_formats_from_str(kind)[0])
    code = np.asarray(zxingcpp.write_barcode_to_image(made, scale=2 if kind == "QRCode" else 1))[:_WIDE, : _WIDE - 10]
    ground = np.full((max(64, code.shape[0] + 8), _WIDE), 255, np.uint8)
    ground[4 : 4 + code.shape[0], 5 : 5 + code.shape[1]] = code
    return ground.tobytes()


def try_portrait(data: bytes) -> bool:
    shown = show(data)
    assert shown is None or shown.startswith(b"\xff\xd8\xff")
    return shown is not None


def try_size(data: bytes) -> bool:
    try:
        width, height = picture_size(data)
    except PictureError:
        return False
    return width > 0 and height > 0


def try_frame(data: bytes) -> bool:
    high = len(data) // _WIDE
    if not high:
        return False
    return bool(look(np.frombuffer(data[: high * _WIDE], np.uint8).reshape(high, _WIDE)))


PARSERS = (
    Parser("picture-size", heads, spoiled, try_size),
    Parser("portrait", portraits, spoiled, try_portrait, share=0.1),
    Parser("camera-frame", frames, spoiled, try_frame, share=0.02),
)
