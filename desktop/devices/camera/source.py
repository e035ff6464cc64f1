"""A camera as an identity source: the code of a ticket laid before it, or a resident number printed as one.

A camera reads no identity card and no machine-readable zone. `look` gives every code we print, for desks that want a
badge or a bag; `read` gives tickets and numbers, and says what anything else was.
"""

from __future__ import annotations

from collections import deque
from math import ceil
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

from desktop.devices.sources import NO_NEEDS, Document, Doing, Needs, SourceState
from desktop.faults import SiteFault

# cv2 and zxing-cpp are loaded when the first frame is asked for, not when a desk is opened.
if TYPE_CHECKING:
    from desktop.devices.camera.codes import Seen, Showings
    from desktop.devices.camera.frames import Frame, Frames
    from desktop.devices.camera.photo import Photo


class CameraSource:
    """The camera, picture, folder or video that `rest`, the setting's part after `camera:`, names (frames.py).

    One showing of a code is one read, however long it stays in view. Belongs to one thread.
    """

    def __init__(self, rest: str, source: str, needs: Needs = NO_NEEDS, frames: Frames | None = None) -> None:
        """`frames` instead of those `rest` names, for whoever has them already."""
        self._rest, self._source, self._needs = rest, source, needs
        self._frames = frames
        self._showings: Showings | None = None
        self._waiting: deque[Seen] = deque()
        self._doing: Doing | None = None

    def read(self, timeout: float) -> Document:
        """See IdentitySource. An admission number comes as `ticket` with no number, a resident number as `number`.

        Further SiteFaults: code-badge, code-bag, code-head (one of our codes, but nobody's document), document-unknown
        (a code that is none of ours).
        """
        seen = self.look(timeout)
        match seen.kind:
            case "number":
                return Document(ticket=seen.text, method="camera", source=self._source)
            case "document":
                return Document(number=seen.text, method="camera", source=self._source)
            case "badge":
                raise SiteFault("code-badge", source=self._source)
            case "bag":
                raise SiteFault("code-bag", source=self._source)
            case "head":
                raise SiteFault("code-head", source=self._source)
            case _:
                raise SiteFault("document-unknown", source=self._source)

    def look(self, timeout: float) -> Seen:
        """The next code that comes into view. Raises SiteFault read-timeout, reader-lost, source-ended."""
        from desktop.devices.camera import codes

        if self._showings is None:
            self._showings = codes.Showings()
        until = monotonic() + max(0.0, timeout)
        while not self._waiting:
            frame = self._next(max(0.0, until - monotonic()))
            if frame is not None:
                self._waiting.extend(self._showings.fresh(codes.look(frame.pixels), frame.at))
            if not self._waiting and monotonic() >= until:
                raise SiteFault("read-timeout", source=self._source, seconds=ceil(timeout))
        self._tell("read")
        return self._waiting.popleft()

    def photo(self, timeout: float) -> Photo:
        """An evidence photo: the best of the next few frames. Raises as `look`, and SiteFault photo-not-kept."""
        from desktop.devices.camera.photo import take

        return take(self._next, timeout, self._source)

    def _next(self, timeout: float) -> Frame | None:
        if self._frames is None:
            from desktop.devices.camera.frames import frames_of

            self._frames = frames_of(self._rest, self._source)
        try:
            frame = self._frames.next(timeout)
        except SiteFault as fault:
            if fault.code == "reader-lost":
                self._tell("no-reader")
            raise
        if frame is not None:
            self._tell("ready")
        return frame

    def _tell(self, doing: Doing) -> None:
        """Changes only. What was read stays told until the next frame without a code of ours."""
        if doing != self._doing:
            self._doing = doing
            self._needs.told(SourceState(doing, reader=self._source))

    def close(self) -> None:
        if self._frames is not None:
            self._frames.close()
            self._frames = None
        self._waiting.clear()

    def __enter__(self) -> CameraSource:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
