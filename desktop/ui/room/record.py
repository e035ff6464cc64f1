"""The room record sheet as it fills: the printed form itself, drawn anew when the record has moved.

Drawing is nobody's business but this pane's: the record's lane only fills the form (a millisecond), a lane of its own
for each drawing makes pages of it and ends, and while one is being drawn the next waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout

from desktop.faults import SiteFault
from desktop.operations.boards.room import DrawSheet, RoomActions
from desktop.ui.desk import DeskTools
from desktop.ui.shared import theme
from desktop.ui.shared.cards import ScrollBody
from desktop.ui.shared.lanes import Lane
from desktop.ui.shared.panels import Elided, KeyCap, text

if TYPE_CHECKING:
    from desktop.operations.ports import PagePicture

AGAIN_AFTER = 400
"""Milliseconds between two drawings at the least."""


class RecordSheet(QFrame):
    """Hidden until `turn` shows it. Give it the board's `written` with every board."""

    def __init__(self, actions: RoomActions, tools: DeskTools) -> None:
        super().__init__()
        self._actions, self._tools = actions, tools
        self._written = self._drawn_at = -1
        self._wide = 0
        self._busy = self._warm = False
        self._pages: tuple[QPixmap, ...] = ()
        self._sheets: list[QLabel] = []
        words = tools.wording.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(text(words("room-sheet-title"), theme.LEAD, bold=True))
        self._state = Elided("", theme.BODY, tone="quiet")
        head.addWidget(self._state, 1)
        head.addWidget(text(words("room-sheet-back"), theme.BODY, tone="quiet"))
        head.addWidget(KeyCap("R"))
        column.addLayout(head)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        body = ScrollBody("paper")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self._scroll.setWidget(body)
        column.addWidget(self._scroll, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AGAIN_AFTER)
        self._later.timeout.connect(self._draw)
        self.hide()

    # -- use

    def turn(self, shown: bool) -> None:
        self.setVisible(shown)
        if shown:
            self._draw()

    def follow(self, written: int) -> None:
        """The record has so many entries now."""
        self._written = written
        if not self.isHidden() and written != self._drawn_at and not self._later.isActive():
            self._later.start()

    def leaf(self, by: int, whole: bool = False) -> None:
        """Some lines, or pages of the window."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + by * (bar.pageStep() - 40 if whole else 60))

    def pages(self) -> tuple[QPixmap, ...]:
        return self._pages

    # -- drawing

    def _draw(self) -> None:
        """Warm up, fill the form in the record's lane, draw it in one of its own: each after the other."""
        if self._busy or self.isHidden():
            return
        wide = self._scroll.viewport().width()
        if self._written == self._drawn_at and wide == self._wide and self._pages:
            return
        self._busy = True
        if not self._pages:
            self._state.say(self._tools.wording.text("room-sheet-drawing"))
        if self._warm:
            self._fill()
        else:
            self._apart(self._actions.warm_sheet, self._warmed)

    def _warmed(self, nothing: None) -> None:
        self._warm = True
        self._fill()

    def _fill(self) -> None:
        work = partial(_filled, self._actions, self._written)
        self._tools.lane.call(work, self._filled, self._failed, owner=self)

    def _filled(self, filled: tuple[DrawSheet | None, int]) -> None:
        draw, written = filled
        if draw is None:
            self._busy = False
            self._state.say(self._tools.wording.text("room-sheet-none"))
            return
        wide = self._scroll.viewport().width()
        pixels = round(max(wide, 200) * self.devicePixelRatioF())
        self._apart(partial(draw, pixels), partial(self._show, written, wide))

    def _apart(self, work: object, done: object) -> None:
        """In a thread for this once."""
        lane = Lane("sheet")
        lane.call(work, done, self._failed, owner=self)  # type: ignore[arg-type]
        lane.close(0)

    def _show(self, written: int, wide: int, pictures: Sequence[PagePicture]) -> None:
        self._busy = False
        self._drawn_at, self._wide = written, wide
        self._pages = tuple(_pixmap(picture, self.devicePixelRatioF()) for picture in pictures)
        at = self._scroll.verticalScrollBar().value()
        for gone in self._sheets[len(self._pages) :]:
            self._column.removeWidget(gone)
            gone.deleteLater()
        del self._sheets[len(self._pages) :]
        words = self._tools.wording.text
        for n, page in enumerate(self._pages):
            if n == len(self._sheets):
                self._sheets.append(QLabel())
                self._column.insertWidget(n, self._sheets[n])
            self._sheets[n].setPixmap(page)
            self._sheets[n].setAccessibleName(words("room-sheet-page", page=n + 1, pages=len(self._pages)))
        self._scroll.verticalScrollBar().setValue(at)
        self._state.say(words("room-sheet-now", pages=len(self._pages)))
        if self._written != written or self._scroll.viewport().width() != wide:
            self._later.start()

    def _failed(self, fault: BaseException) -> None:
        self._busy = False
        wording = self._tools.wording
        self._state.say(wording.fault(fault) if isinstance(fault, SiteFault) else wording.text("fault-ours"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.isHidden():
            self._later.start()


def _filled(actions: RoomActions, written: int) -> tuple[DrawSheet | None, int]:
    return actions.sheet(), written


def _pixmap(picture: PagePicture, ratio: float) -> QPixmap:
    image = QImage(picture.pixels, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888)
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(ratio)
    return made
