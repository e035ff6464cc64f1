"""A desk nobody is at: locked by hand (Ctrl+L) or because nothing has touched it for a while. The desk goes on beneath,
hidden; whoever signs in again finds it as it was.

A key, a pointer, a scan and a card count as touching, so a door where people come never locks.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow

from desktop.operations.boards.shell import Signed

if TYPE_CHECKING:
    from desktop.operations.boards.session import DeskSession
    from desktop.ui.shell.window import Window

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Locking(QObject):
    """One per window. `clock` gives seconds that never run back."""

    def __init__(self, window: Window, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(window)
        self._window, self.clock = window, clock
        self._touched = clock()
        self._officer = ""

    def watch(self, handle: QWindow) -> None:
        """Whatever reaches this window touches the desk."""
        handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touched()
        return False

    def touched(self) -> None:
        self._touched = self.clock()

    def tick(self, session: DeskSession | None) -> None:
        """A few times a second."""
        minutes = session.lock_after if session is not None else 0
        if not minutes or not self._window.on_desk():
            self.touched()
        elif self.clock() - self._touched >= minutes * 60:
            self.lock("shell-idle")

    def lock(self, title: str = "shell-locked") -> None:
        """Hide the desk until somebody signs in. A PIN half typed is gone; everything else stays where it stands."""
        view = self._window.view
        if view is None:
            return
        form = view.sheet.form
        if form is not None and form.signatures is not None:
            form.signatures.form.pin.clear()
        self._window.arrival.ask_officer(title, may_leave=False)

    def asked(self) -> None:
        """Somebody is asked who is there."""
        view = self._window.view
        officer = view.officer() if view is not None else None
        self._officer = officer.officer if officer is not None else self._officer

    def back(self, signed: Signed | None) -> None:
        """Somebody is at the desk again. What another had half filled in was theirs to sign."""
        view = self._window.view
        if view is None:
            return
        if signed is not None and self._officer and signed.officer != self._officer:
            view.sheet.leave()
        self.touched()
        there = view.focusWidget() if view.sheet.is_open() else None
        (there or view).setFocus()

    def turned_away(self, number: str) -> bool:
        """A candidate's document at a locked desk: nobody is let in, its number is not shown, and it is said why."""
        if self._window.view is None or not (len(number) == 18 and number[:17].isdecimal()):
            return False
        self._window.entry.say(self._window.wording.text("shell-locked-document"))
        return True
