"""The readers of the desk that stands there: which are armed, and where what they read goes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.operations.boards.session import EvidencePhoto

if TYPE_CHECKING:
    from desktop.operations.ports import ReadDocument
    from desktop.ui.shared.readers.armed import Readers
    from desktop.ui.shell.window import Window


class Arming(QObject):
    """One per window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._readers: Readers | None = None

    def arm(self) -> None:
        """The readers the desk wants just now; somebody may have chosen another since."""
        session = self._window.session
        if session is None or (self._readers is None and not session.readers):
            return
        if self._readers is None:
            from desktop.ui.shared.readers.armed import Readers

            self._readers = Readers(self)
            self._readers.document_read.connect(self.document_read)
            self._readers.failed.connect(self._failed)
            self._readers.state_changed.connect(self._state)
        self._readers.match(session.readers, session.opening)

    def close(self) -> None:
        if self._readers is not None:
            self._readers.close()

    def document_read(self, setting: str, document: ReadDocument | EvidencePhoto) -> None:
        """To the desk; where nobody has signed in, only as somebody's badge."""
        window, session = self._window, self._window.session
        if isinstance(document, EvidencePhoto):
            if session is not None:
                window.lane.call(partial(session.photo_taken, document), window.told, owner=window)
            return
        window.aids.close()
        window.locking.touched()
        if window.view is not None and window.on_desk():
            window.view.take_document(document)
        elif session is not None and not window.locking.turned_away(document.number):
            window.lane.call(partial(session.badge_of, document), self._badge_read, owner=window)

    def _badge_read(self, words: str) -> None:
        if words and not self._window.on_desk():
            self._window.entry.scanned(words)

    def _failed(self, setting: str, fault: BaseException) -> None:
        view = self._window.view
        if view is not None and self._window.on_desk():
            view.read_failed(fault)

    def _state(self, setting: str, state: object) -> None:
        session = self._window.session
        if session is not None:
            self._window.lane.call(partial(session.reader_state, setting, state), owner=self._window)
