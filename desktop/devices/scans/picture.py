"""Bytes of a photo or a scan as pixels. Formats are known by their first bytes; sizes are looked at before
anything is unpacked, so that a small file cannot ask for gigabytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np

from desktop.devices.printers.pages import Pages
from desktop.devices.scans.tiff import frame, frame_count, is_tiff
from desktop.faults import SiteFault

MOST_BYTES: Final = 64 * 1024 * 1024
MOST_PIXELS: Final = 60_000_000
LEAST_SIDE: Final = 600
_SCAN_WIDTH: Final = 2480
"""Pixels across a page of a PDF: A4 at 300 dots an inch."""

_LIGHT: Final = 200
_EDGE: Final = 42
_DARK: Final = 60
_BLANK: Final = 0.0004
"""Of a page of 600 by 600: a rim of seven in a hundred, how much darker than paper ink is, and a share of it that is
less than one short word."""
_COLOURED: Final = 30
_SAMPLE: Final = 8

Grey = Any
"""A numpy array of rows of uint8."""


@dataclass(frozen=True, slots=True)
class Planes:
    """A picture as it is read: in `red` a red seal is as white as the paper and every pen is dark; `green`, in which
    red is dark too, is None where the picture has no colour."""

    red: Grey
    green: Grey | None


def page_count(data: bytes) -> int:
    """How many sheets a file holds: the pages of a PDF or a TIFF, else one. Raises SiteFault scan-unreadable."""
    if is_tiff(data):
        return frame_count(data)
    if not _is_pdf(data):
        return 1
    try:
        with Pages(data) as pages:
            return pages.count
    except SiteFault as error:
        raise SiteFault("scan-unreadable") from error


def planes(data: bytes, page: int = 1) -> Planes:
    """The picture; `page` counts the pages of a PDF or a TIFF. Raises SiteFault scan-unreadable, scan-too-large,
    scan-too-small."""
    if len(data) > MOST_BYTES:
        raise SiteFault("scan-too-large")
    if _is_pdf(data):
        return _of_pdf(data, page)
    if is_tiff(data):
        return _of_tiff(data, page)
    size = _size(data)
    if size is None:
        raise SiteFault("scan-unreadable")
    if size[0] * size[1] > MOST_PIXELS:
        raise SiteFault("scan-too-large")
    if min(size) < LEAST_SIDE:
        raise SiteFault("scan-too-small")
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_BGR)
    except cv2.error as error:
        raise SiteFault("scan-unreadable") from error
    if pixels is None or pixels.ndim != 3 or min(pixels.shape[:2]) < LEAST_SIDE:
        raise SiteFault("scan-unreadable")
    return _split(cv2.extractChannel(pixels, 2), cv2.extractChannel(pixels, 1))


def _split(red: Grey, green: Grey) -> Planes:
    """Without the second where hardly a pixel is coloured; a colour cast over all of it is none."""
    few = red[::_SAMPLE, ::_SAMPLE].astype(np.int16) - green[::_SAMPLE, ::_SAMPLE]
    coloured = int((np.abs(few - np.median(few)) > _COLOURED).sum())
    return Planes(red, green if coloured >= _SAMPLE else None)


def _of_pdf(data: bytes, page: int) -> Planes:
    try:
        with Pages(data) as pages:
            seen = pages.picture(page, _SCAN_WIDTH)
    except SiteFault as error:
        raise SiteFault("scan-unreadable") from error
    if min(seen.width, seen.height) < LEAST_SIDE:
        raise SiteFault("scan-too-small")
    pixels = np.frombuffer(seen.pixels, np.uint8).reshape(seen.height, seen.width, 3)
    return _split(cv2.extractChannel(pixels, 0), cv2.extractChannel(pixels, 1))


def _of_tiff(data: bytes, page: int) -> Planes:
    seen = frame(data, page, MOST_PIXELS)
    if min(seen.shape[:2]) < LEAST_SIDE:
        raise SiteFault("scan-too-small")
    return Planes(seen, None) if seen.ndim == 2 else _split(cv2.extractChannel(seen, 0), cv2.extractChannel(seen, 1))


def is_blank(grey: Grey) -> bool:
    """Whether nothing is on the page: the back of a sheet, as scanners that take both sides deliver it. Its edge, where
    shadows and holes are, does not count; nor does what shines through from the front."""
    small = cv2.medianBlur(cv2.resize(grey, (600, 600), interpolation=cv2.INTER_AREA), 3)
    inside = small[_EDGE:-_EDGE, _EDGE:-_EDGE].astype(np.int16)
    return float((inside < np.median(inside) - _DARK).mean()) < _BLANK


def is_bleached(grey: Grey) -> bool:
    """Whether the paper is nothing but white: a fax, a scanner set to black and white, an app that cleans, a photo with
    too much light. A failing pen's strokes are gone with the shades of the paper."""
    few = grey[::_SAMPLE, ::_SAMPLE]
    return int((few == 255).sum()) * 2 > int((few > _LIGHT).sum())


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def _size(data: bytes) -> tuple[int, int] | None:
    """Width and height from the head of a JPEG or PNG; None for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR":
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if data[:3] != b"\xff\xd8\xff":
        return None
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            return None
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
        elif 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        elif 0xD0 <= kind <= 0xD9 or kind == 0x01:
            at += 2
        else:
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return None
