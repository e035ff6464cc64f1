"""The window's key for the hall clock. Everything behind it is imported when it is first pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.operations.boards.shell import KeyHint

if TYPE_CHECKING:
    from desktop.operations.boards.session import DeskSession
    from desktop.ui.hall.hall import Hall
    from desktop.ui.window import Window

KEY = "F8"
DESKS = ("control", "room")


class HallKey:
    """`desk` is the name of the open desk; only these two have a hall clock: they know when an exam goes on."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.desk = ""
        self.hall: Hall | None = None

    def _offered(self) -> bool:
        return self.desk in DESKS and self._window.on_desk()

    def hints(self) -> tuple[KeyHint, ...]:
        """For the foot bar."""
        view = self._window.view
        if view is None or view.sheet.is_open() or not self._offered():
            return ()
        return (KeyHint(KEY, self._window.wording.text("hall-key")),)

    def press(self, session: DeskSession | None) -> bool:
        """False where this desk has no hall clock."""
        if session is None or not self._offered():
            return False
        if self.hall is None:
            from desktop.ui.hall.hall import Hall

            window = self._window
            self.hall = Hall(window, session, window.lane, window.wording)
            self.hall.scanned.connect(window.take_scan)
            self.hall.faulted.connect(window.tell_fault)
        self.hall.call()
        return True

    def close(self) -> None:
        if self.hall is not None:
            self.hall.close()
