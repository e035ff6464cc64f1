"""Frames of a real camera. Opening one may take many seconds and reading one may never come back, so a thread of its
own does both; it keeps the newest frame only, and a thread that hangs is given up. A camera that vanishes is a state:
`reader-lost`, and the next call opens it anew.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from time import monotonic, sleep
from typing import Any, Protocol

import cv2
import numpy as np

from desktop.devices.camera.frames import Frame
from desktop.devices.camera.pictures import LONGEST_SIDE, MOST_PIXELS, Pixels, shrunk
from desktop.faults import SiteFault

WIDTH, HEIGHT = 1280, 720
OPENING = 30.0
"""Seconds in which a camera has opened, or it will not."""
SILENT = 5.0
"""Seconds after which a camera that gives no frame is given up."""
MISSES = 3
PACE = 0.08
"""Seconds between two frames that are handed out: a code in a hand that moves stays in view for longer."""
_BACKENDS = {"win32": cv2.CAP_DSHOW, "linux": cv2.CAP_V4L2, "darwin": cv2.CAP_AVFOUNDATION}


class Capture(Protocol):
    """What of cv2.VideoCapture is used."""

    def isOpened(self) -> bool: ...
    def grab(self) -> bool: ...
    def retrieve(self) -> tuple[bool, Any]: ...
    def release(self) -> None: ...


class CameraFrames:
    """Camera number `index`. `opens` opens it, in the thread."""

    def __init__(
        self,
        index: int,
        source: str,
        opens: Callable[[int], Capture] | None = None,
        opening: float = OPENING,
        silent: float = SILENT,
    ) -> None:
        self._index, self._source, self._opens = index, source, opens or open_camera
        self._opening, self._silent = opening, silent
        self._feed: _Feed | None = None
        self._stuck: _Feed | None = None
        self._given = monotonic() - PACE

    def next(self, timeout: float) -> Frame | None:
        """See Frames: the newest frame, taken after this call."""
        if self._stuck is not None and self._stuck.is_alive():
            raise SiteFault("reader-lost", source=self._source)
        self._stuck = None
        if self._feed is None:
            self._feed = _Feed(lambda: self._opens(self._index))
            self._feed.start()
        feed = self._feed
        pause = min(max(0.0, self._given + PACE - monotonic()), max(0.0, timeout))
        sleep(pause)
        found = feed.newest(timeout - pause)
        if found is not None:
            self._given = monotonic()
            return found
        if feed.lost or feed.quiet_for() > (self._silent if feed.opened else self._opening):
            self._feed, self._stuck = None, feed
            feed.stop()
            if feed.lost:
                feed.join(self._silent)
            raise SiteFault("reader-lost", source=self._source)
        return None

    def close(self) -> None:
        if self._feed is not None:
            self._feed.stop()
            self._feed.join(1.0)
            self._feed = None


def open_camera(index: int) -> Capture:
    """Open a camera without waiting frames in between; it may come back closed."""
    capture = cv2.VideoCapture(index, _BACKENDS.get(sys.platform, cv2.CAP_ANY))
    if capture.isOpened():
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
    return capture


class _Feed(threading.Thread):
    """Grabs frame after frame, so that none grows old in a buffer; decodes one only when it is asked for."""

    def __init__(self, opens: Callable[[], Capture]) -> None:
        super().__init__(name="camera", daemon=True)
        self._opens = opens
        self._turn = threading.Condition()
        self._frame: Frame | None = None
        self._wanted = False
        self._stop_asked = False
        self._moved = monotonic()
        self.opened = False
        self.lost = False

    def newest(self, timeout: float) -> Frame | None:
        with self._turn:
            self._frame, self._wanted = None, True
            self._turn.wait_for(lambda: self._frame is not None or self.lost, max(0.0, timeout))
            found, self._frame = self._frame, None
            return found

    def quiet_for(self) -> float:
        with self._turn:
            return monotonic() - self._moved

    def stop(self) -> None:
        with self._turn:
            self._stop_asked = True

    def run(self) -> None:
        capture: Capture | None = None
        try:
            capture = self._opens()
            if capture.isOpened():
                with self._turn:
                    self.opened, self._moved = True, monotonic()
                self._grab(capture)
        except cv2.error:
            pass  # what it cannot do, it has lost
        finally:
            with self._turn:
                self.lost = True
                self._turn.notify_all()
            if capture is not None:
                capture.release()

    def _grab(self, capture: Capture) -> None:
        misses = 0
        while misses < MISSES and not self._stop_asked:
            if not capture.grab():
                misses += 1
                continue
            pixels = _retrieved(capture) if self._wanted else None
            if self._wanted and pixels is None:
                misses += 1
                continue
            misses = 0
            with self._turn:
                self._moved = monotonic()
                if pixels is not None:
                    self._frame, self._wanted = Frame(pixels, self._moved), False
                    self._turn.notify_all()


def _retrieved(capture: Capture) -> Pixels | None:
    there, pixels = capture.retrieve()
    if not there or pixels is None or not 0 < pixels.shape[0] * pixels.shape[1] <= MOST_PIXELS:
        return None
    return shrunk(np.asarray(pixels, np.uint8), LONGEST_SIDE)
