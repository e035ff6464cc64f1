"""The evidence photo (a slip, a seal, a desk): good enough to keep, and its JPEG. Metadata is never in it.

What counts is whether somebody can read it later, so sharpness is measured where there is something to read: the
variance of the second derivatives over that of brightness, on a grid of fields, on a picture of one size. That makes it
the same for a dim and for a bright picture of one page, and the same for any camera. The limits lie between what
`tests/devices/camera/test_photo.py` makes of one printed page: sharp, out of focus, moved, dark, bright, and nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from time import monotonic

import cv2
import numpy as np

from desktop.devices.camera import pictures
from desktop.devices.camera.frames import Frame
from desktop.devices.camera.pictures import PictureError, Pixels, decoded, grey, shrunk
from desktop.faults import SiteFault, reading_fault

MEASURED_SIDE = 1000
FIELDS = 10
SHARP = 70
"""Per mille. A page in focus has 150 to 370, one three pixels out of focus or moved by twenty-five less than this."""
SMALLEST = (640, 480)
CONTRAST = 24
LEAST_VARIANCE = 60
DARK, BRIGHT = 16, 250
LONGEST_SIDE = 1600
MOST_BYTES = 300_000
FRAMES = 5


@dataclass(frozen=True, slots=True)
class Quality:
    """`sharpness`, `dark` and `bright` (the shares of black and of burnt-out pixels) are per mille, `brightness` and
    `contrast` 0 to 255. `problems`, the worst first: small, dark, bright, empty, blurred."""

    sharpness: int
    brightness: int
    contrast: int
    dark: int
    bright: int
    width: int
    height: int
    problems: tuple[str, ...]

    @property
    def good(self) -> bool:
        return not self.problems

    @property
    def sentences(self) -> tuple[str, ...]:
        """Keys of the wording catalogue: what is wrong and what to do about it."""
        return tuple(f"photo-{problem}" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as JPEG, and what it is worth."""

    jpeg: bytes
    quality: Quality


def judged(pixels: Pixels) -> Quality:
    """What a picture is worth as evidence. Takes any picture of at least one pixel."""
    height, width = pixels.shape[:2]
    plain = cv2.GaussianBlur(_one_size(grey(pixels)), (3, 3), 0)
    low, high = (int(part) for part in np.percentile(plain, (0.1, 99.9)))
    dark, bright = (int(1000 * np.mean(part)) for part in (plain <= DARK, plain >= BRIGHT))
    sharpness = _sharpness(np.asarray(plain, np.uint8))
    problems = []
    if max(width, height) < SMALLEST[0] or min(width, height) < SMALLEST[1]:
        problems.append("small")
    if high < 64 or dark > 800:
        problems.append("dark")
    elif (bright > 500 and low > 64) or bright > 995:
        problems.append("bright")
    elif high - low < CONTRAST:
        problems.append("empty")
    if not {"dark", "bright", "empty"} & set(problems) and sharpness < SHARP:
        problems.append("blurred")
    return Quality(sharpness, int(np.mean(plain)), high - low, dark, bright, width, height, tuple(problems))


def _one_size(plain: Pixels) -> Pixels:
    height, width = plain.shape[:2]
    scale = MEASURED_SIDE / max(height, width)
    size = (max(FIELDS, round(width * scale)), max(FIELDS, round(height * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(plain, size, interpolation=how), np.uint8)


def _sharpness(plain: Pixels) -> int:
    """That of the fifth sharpest field of those that hold anything; 0 where too few do.

    Second derivatives across and down are taken apart and the smaller one counts: a hand that moved leaves the edges
    along its way sharp.
    """
    across, down = (np.asarray(cv2.Sobel(plain, cv2.CV_32F, dx, 2 - dx, ksize=3)) / 4 for dx in (2, 0))
    height, width = plain.shape
    found = []
    for row in range(FIELDS):
        for column in range(FIELDS):
            field = np.s_[
                row * height // FIELDS : (row + 1) * height // FIELDS,
                column * width // FIELDS : (column + 1) * width // FIELDS,
            ]
            contrast = float(np.var(plain[field]))
            if contrast >= LEAST_VARIANCE:
                found.append(2 * min(float(np.var(across[field])), float(np.var(down[field]))) / contrast)
    return int(1000 * sorted(found)[-5]) if len(found) >= 5 else 0


def photo(pixels: Pixels) -> Photo:
    """A picture as the photo that is kept: no side over LONGEST_SIDE, no more than MOST_BYTES."""
    quality = judged(pixels)
    small = shrunk(pixels, LONGEST_SIDE)
    for side in (LONGEST_SIDE, 1200, 900, 640, 320):
        small = shrunk(small, side)
        for fidelity in (85, 70, 55, 40):
            there, body = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, fidelity])
            if there and body.size <= MOST_BYTES:
                return Photo(body.tobytes(), quality)
    raise SiteFault("photo-not-kept")


def photo_of(path: Path) -> Photo:
    """A photo another camera took, made into one of ours: decoded and encoded anew, so nothing else the file carries is
    kept. Raises SiteFault: file-not-found, file-unreadable, photo-no-picture (path), photo-not-kept."""
    try:
        with path.open("rb") as file:
            body = file.read(pictures.MOST_BYTES + 1)
    except OSError as error:
        raise reading_fault(error, path) from error
    try:
        return photo(decoded(body))
    except PictureError as error:
        raise SiteFault("photo-no-picture", path=str(path)) from error


def take(following: Callable[[float], Frame | None], timeout: float, source: str) -> Photo:
    """The best of a few frames; `following` is `Frames.next`. Raises SiteFault: read-timeout, reader-lost,
    source-ended, photo-not-kept."""
    until = monotonic() + timeout
    best: tuple[bool, int, Pixels] | None = None
    for _ in range(FRAMES):
        try:
            frame = following(max(0.0, until - monotonic()))
        except SiteFault as fault:
            if best is None or fault.code not in ("source-ended", "reader-lost"):
                raise
            break
        if frame is None:
            break
        quality = judged(frame.pixels)
        if best is None or (quality.good, quality.sharpness) > best[:2]:
            best = (quality.good, quality.sharpness, frame.pixels)
        if quality.good:
            break
    if best is None:
        raise SiteFault("read-timeout", source=source, seconds=ceil(timeout))
    return photo(best[2])
