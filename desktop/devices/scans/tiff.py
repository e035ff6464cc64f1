"""TIFF as office scanners write it: one file, a page a frame, often black and white as a fax.

The file is somebody else's: how many frames it has is counted by walking from one to the next with a limit, and a
frame's size is looked at before it is unpacked. Pillow decodes.
"""

from __future__ import annotations

import io
import struct
import warnings
from typing import Any, Final

import numpy as np
from PIL import TiffImagePlugin

from desktop.faults import SiteFault

MOST_FRAMES: Final = 500
# What it thinks of odd tags, it writes to the console otherwise.
warnings.filterwarnings("ignore", module=r"PIL\.TiffImagePlugin")
_HEADS: Final = {b"II*\0": ("<", 4), b"MM\0*": (">", 4), b"II+\0": ("<", 8), b"MM\0+": (">", 8)}
"""What such a file begins with: its order of bytes, and how many of them an offset has."""


def is_tiff(data: bytes) -> bool:
    """Whether the bytes begin as a TIFF does."""
    return data[:4] in _HEADS


def frame_count(data: bytes) -> int:
    """How many pages the file has, at most `MOST_FRAMES`. Raises SiteFault scan-unreadable."""
    order, size = _HEADS[data[:4]]
    offset, entries, entry = ("I", "H", 12) if size == 4 else ("Q", "Q", 20)
    seen: set[int] = set()
    try:
        (at,) = struct.unpack_from(order + offset, data, 4 if size == 4 else 8)
        while at and at not in seen and len(seen) < MOST_FRAMES:
            (count,) = struct.unpack_from(order + entries, data, at)
            seen.add(at)
            (at,) = struct.unpack_from(order + offset, data, at + struct.calcsize(order + entries) + count * entry)
    except struct.error:
        pass  # the last one is cut off; what comes before it may be whole
    if not seen:
        raise SiteFault("scan-unreadable")
    return len(seen)


def frame(data: bytes, page: int, most_pixels: int) -> Any:
    """A page, from 1, as rows of grey or of red, green and blue. Raises SiteFault scan-unreadable, scan-too-large."""
    try:
        picture = TiffImagePlugin.TiffImageFile(io.BytesIO(data))
        picture.seek(page - 1)
        if picture.width * picture.height > most_pixels:
            raise SiteFault("scan-too-large")
        picture.load()
        if picture.mode.startswith("I;16"):
            return (np.asarray(picture) >> 8).astype(np.uint8)
        return np.asarray(picture.convert("L" if picture.mode in ("1", "L", "LA") else "RGB"))
    except SiteFault:
        raise
    except Exception as error:  # over a stranger's bytes a decoder raises what it likes
        raise SiteFault("scan-unreadable") from error
