"""Frames as a port, and frames out of files, which are an ordinary source: a picture, a folder of pictures, a video.

    camera:0                a real camera (live.py)
    camera:/path/page.png   one picture, shown again whenever the file changes
    camera:/path/scans      a folder: every picture once, by name; pictures that arrive later are waited for
    camera:/path/door.mp4   a video, frame after frame until its end

A path that is not there is a reader that is not there: `reader-lost` now, and looked for anew at the next read.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Protocol

import cv2
import numpy as np

from desktop.devices.camera.pictures import (
    LONGEST_SIDE,
    MOST_BYTES,
    MOST_PIXELS,
    PictureError,
    Pixels,
    decoded,
    shrunk,
)
from desktop.faults import SiteFault

PICTURES = (".png", ".jpg", ".jpeg", ".bmp")
VIDEOS = (".mp4", ".avi", ".mkv", ".mov", ".webm")
MOST_FILES = 10_000
_AGAIN = 0.1
_USUAL_RATE = 25.0

_Mark = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """`pixels` is height by width by blue, green, red; `at` is seconds of the source's own time, for telling one
    showing of a code from the next."""

    pixels: Pixels
    at: float


class Frames(Protocol):
    """Where frames come from. Belongs to one thread."""

    def next(self, timeout: float) -> Frame | None:
        """The next frame that was not given before, None when none came within `timeout` seconds.

        Raises SiteFault: reader-lost (nothing there; the next call looks anew), source-ended (a video is over).
        """
        ...

    def close(self) -> None: ...


def frames_of(rest: str, source: str) -> Frames:
    """The frames of a setting's part after `camera:`. Opens nothing yet."""
    from desktop.devices.camera.live import CameraFrames

    place = rest.strip()
    if not place or (place.isascii() and place.isdecimal() and len(place) <= 2):
        return CameraFrames(int(place or "0"), source)
    path = Path(os.path.expanduser(place))
    if path.suffix.lower() in VIDEOS:
        return VideoFrames(path, source)
    return PictureFrames(path, source)


class PictureFrames:
    """The pictures of a folder, or one picture."""

    def __init__(self, path: Path, source: str, wait: Callable[[float], None] = sleep) -> None:
        self._path, self._source, self._wait = path, source, wait
        self._shown: dict[str, _Mark] = {}

    def next(self, timeout: float) -> Frame | None:
        """See Frames. A file that is no picture, or not yet a whole one, is passed over until it changes."""
        until = monotonic() + max(0.0, timeout)
        while True:
            for path, mark in self._fresh():
                self._shown[path.name] = mark
                pixels = _picture(path)
                if pixels is not None:
                    return Frame(pixels, monotonic())
            left = until - monotonic()
            if left <= 0:
                return None
            self._wait(min(_AGAIN, left))

    def close(self) -> None:
        self._shown.clear()

    def _fresh(self) -> list[tuple[Path, _Mark]]:
        """Files that are new or changed, by name; those that have gone are forgotten."""
        try:
            found = self._files()
        except (OSError, ValueError):
            self._shown.clear()
            raise SiteFault("reader-lost", source=self._source) from None
        self._shown = {name: mark for name, mark in self._shown.items() if name in found}
        return [(path, mark) for name, (path, mark) in sorted(found.items()) if self._shown.get(name) != mark]

    def _files(self) -> dict[str, tuple[Path, _Mark]]:
        if not self._path.is_dir():
            return {self._path.name: (self._path, _mark(self._path.stat()))}
        found: dict[str, tuple[Path, _Mark]] = {}
        with os.scandir(self._path) as entries:
            for entry in entries:
                if Path(entry.name).suffix.lower() in PICTURES and len(found) < MOST_FILES:
                    try:
                        found[entry.name] = (Path(entry.path), _mark(entry.stat()))
                    except OSError:
                        continue
        return found


def _mark(told: os.stat_result) -> _Mark:
    return told.st_mtime_ns, told.st_size


def _picture(path: Path) -> Pixels | None:
    try:
        with path.open("rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            return decoded(file.read(MOST_BYTES + 1))
    except (OSError, PictureError):
        return None


class VideoFrames:
    """The frames of a video, as fast as they are asked for; `at` is the video's own time."""

    def __init__(self, path: Path, source: str) -> None:
        self._path, self._source = path, source
        self._video: cv2.VideoCapture | None = None
        self._rate = _USUAL_RATE
        self._given = 0
        self._over = False

    def next(self, timeout: float) -> Frame | None:
        """See Frames."""
        if self._over:
            raise SiteFault("source-ended", source=self._source)
        if self._video is None:
            self._video = self._open()
        try:
            there, pixels = self._video.read()
        except cv2.error:
            there, pixels = False, None
        if not there or pixels is None:
            self._over = True
            self._drop()
            raise SiteFault("source-ended", source=self._source)
        self._given += 1
        return Frame(shrunk(np.asarray(pixels, np.uint8), LONGEST_SIDE), self._given / self._rate)

    def _open(self) -> cv2.VideoCapture:
        video = cv2.VideoCapture()
        video.setExceptionMode(False)
        there = False
        if self._path.is_file():
            there = video.open(str(self._path), cv2.CAP_FFMPEG)
        size = video.get(cv2.CAP_PROP_FRAME_WIDTH) * video.get(cv2.CAP_PROP_FRAME_HEIGHT) if there else 0
        if not 0 < size <= MOST_PIXELS:
            video.release()
            raise SiteFault("reader-lost", source=self._source)
        rate = video.get(cv2.CAP_PROP_FPS)
        self._rate = rate if 1 <= rate <= 240 else _USUAL_RATE
        return video

    def _drop(self) -> None:
        if self._video is not None:
            self._video.release()
            self._video = None

    def close(self) -> None:
        self._over = True
        self._drop()
