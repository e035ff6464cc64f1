"""The window's key for the hall clock. Everything behind it is imported when it is first pressed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.operations.boards.shell import KeyHint

if TYPE_CHECKING:
    from desktop.operations.boards.session import DeskSession
    from desktop.ui.hall.hall import Hall
    from desktop.ui.shell.window import Window

KEY = "F8"
DESKS = ("control", "room")


class HallKey:
    """`desk` is the name of the open desk; only these two have a hall clock: they know when an exam goes on."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._desk = ""
        self._silent = False
        self.hall: Hall | None = None

    @property
    def desk(self) -> str:
        return self._desk

    @desk.setter
    def desk(self, name: str) -> None:
        """Another desk is open. Where this home announces by itself it goes on doing so after a restart, without
        anybody having to look at the clock first."""
        self._desk = name
        session = self._window.session
        if self.hall is None and session is not None and name in DESKS:
            done = partial(self._resume, session)
            self._window.lane.call(session.announces, done, _nothing, owner=self._window)

    def _resume(self, session: DeskSession, announces: bool) -> None:
        if self.hall is not None:
            return
        if announces:
            self._made(session).listen()
        elif not self._silent:
            # Said before anybody has pressed the key: who counts on an announcement must not learn it at its time.
            self._silent = True
            self._window.show_bars()

    def _offered(self) -> bool:
        return self.desk in DESKS and self._window.on_desk()

    def hints(self) -> tuple[KeyHint, ...]:
        """For the foot bar."""
        view = self._window.view
        if view is None or view.sheet.is_open() or not self._offered():
            return ()
        state = self.hall.sound() if self.hall is not None else "off" if self._silent else ""
        return (KeyHint(KEY, self._window.wording.text(f"hall-key-{state}" if state else "hall-key")),)

    def press(self, session: DeskSession | None) -> bool:
        """False where this desk has no hall clock."""
        if session is None or not self._offered():
            return False
        (self.hall or self._made(session)).call()
        return True

    def _made(self, session: DeskSession) -> Hall:
        from desktop.ui.hall.hall import Hall

        window = self._window
        self.hall = Hall(window, session, window.lane, window.wording)
        self.hall.scanned.connect(window.take_scan)
        self.hall.faulted.connect(window.tell_fault)
        self.hall.sound_changed.connect(window.show_bars)
        return self.hall

    def close(self) -> None:
        if self.hall is not None:
            self.hall.close()


def _nothing(fault: BaseException) -> None:
    """What cannot be asked now is asked when the clock is called."""
