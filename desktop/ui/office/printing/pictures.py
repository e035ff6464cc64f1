"""Pages as pixels, drawn in a thread of their own, the one asked for last first; only so many are kept."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from desktop.operations.boards.printing import PrintActions
from desktop.ui.shared.lanes import Lane

MOST_PIXELS = 24_000_000
"""Of all pictures kept together: some hundred thumbnails and the few pages looked at last, 100 MB."""
MOST_WAITING = 40
"""Whoever scrolls past a page does not wait for it any more."""

Key = tuple[int, int]
"""Page, from 1, and its width in pixels."""


class Pictures(QObject):
    """`arrived(page)` when a page that was asked for is there. Belongs to the GUI thread."""

    arrived = Signal(int)

    def __init__(self, printing: PrintActions, parent: QObject) -> None:
        super().__init__(parent)
        self._printing = printing
        lane = self._lane = Lane("pages")
        self.destroyed.connect(lambda: lane.close(0))
        self._edition = 0
        self._kept: OrderedDict[Key, QPixmap] = OrderedDict()
        self._pixels = 0
        self._waiting: list[Key] = []
        self._busy = False

    def begin(self, edition: int) -> None:
        """Other sheets: nothing drawn before is of any use."""
        if edition != self._edition:
            self._edition = edition
            self._kept.clear()
            self._waiting.clear()
            self._pixels = 0

    def of(self, page: int, width: int) -> QPixmap | None:
        """The page `width` pixels wide, or None: it is being drawn now."""
        key = (page, width)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        if key in self._waiting:
            self._waiting.remove(key)
        self._waiting.append(key)
        del self._waiting[:-MOST_WAITING]
        self._next()
        return None

    def nearest(self, page: int) -> QPixmap | None:
        """The page in whatever size there is, for the moment until the right one has come."""
        found = [width for number, width in self._kept if number == page]
        return self._kept[page, max(found)] if found else None

    def _next(self) -> None:
        if self._busy or not self._waiting:
            return
        self._busy = True
        key = self._waiting[-1]
        work = partial(_drawn, self._printing, self._edition, *key)
        self._lane.call(work, partial(self._here, self._edition, key), partial(self._failed, key), owner=self)

    def _here(self, edition: int, key: Key, image: QImage | None) -> None:
        self._busy = False
        if key in self._waiting and edition == self._edition:
            self._waiting.remove(key)
            if image is not None:
                self._keep(key, QPixmap.fromImage(image))
                self.arrived.emit(key[0])
        self._next()

    def _failed(self, key: Key, fault: BaseException) -> None:
        self._busy = False
        if key in self._waiting:
            self._waiting.remove(key)
        self._next()

    def _keep(self, key: Key, picture: QPixmap) -> None:
        self._kept[key] = picture
        self._pixels += picture.width() * picture.height()
        while self._pixels > MOST_PIXELS and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._pixels -= oldest.width() * oldest.height()


def _drawn(printing: PrintActions, edition: int, page: int, width: int) -> QImage | None:
    """In the lane: the page with its pixels copied, so that nothing of the bytes need live on."""
    found = printing.picture(edition, page, width)
    if found is None:
        return None
    return QImage(found.pixels, found.width, found.height, 3 * found.width, QImage.Format.Format_RGB888).copy()
