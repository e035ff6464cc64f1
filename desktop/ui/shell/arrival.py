"""How somebody gets to a desk: the home is opened, somebody signs in, a desk is chosen. The window's entry page asks;
what takes time is done in the record's lane."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.faults import SiteFault
from desktop.operations.boards.session import DeskRow, DeskSession, OpenSession
from desktop.operations.boards.shell import DeskName, Signed
from desktop.ui.shared.lanes import Lane

if TYPE_CHECKING:
    from desktop.ui.shell.window import Window

_ASK_AGAIN = ("passphrase-needed", "wrong-passphrase", "passphrase-or-damage")


class Arrival(QObject):
    """One per window. `session` is the home once it is open; `wanted` a desk to open without asking."""

    def __init__(self, window: Window, open_session: OpenSession, wanted: DeskName | None) -> None:
        super().__init__(window)
        self._window, self._page = window, window.entry
        self._open_session, self._wanted = open_session, wanted
        self.session: DeskSession | None = None
        self._desks: tuple[DeskRow, ...] = ()
        self._key_store: Lane | None = None
        self._untold: BaseException | None = None
        self._page.passphrase.connect(self.open_home)
        self._page.desk_chosen.connect(self.choose)

    # -- the home

    def open_home(self, passphrase: str | None = None, keep: bool = False) -> None:
        """None asks the key store and the environment first. `keep`: what has opened the home is remembered."""
        work, done = partial(_opened, self._open_session, passphrase), partial(self._opened, passphrase if keep else "")
        self._window.lane.call(work, done, self._not_opened, owner=self._window)
        self._window.show_bars()

    def _opened(self, to_keep: str | None, opened: tuple[DeskSession, tuple[DeskRow, ...]]) -> None:
        self.session, self._desks = opened
        if to_keep:
            # A key store may ask the person, and the record's lane is needed for signing in meanwhile.
            self._key_store = Lane("key-store")
            self._key_store.call(partial(self.session.remember, to_keep), failed=self._not_kept, owner=self._window)
        if self.session.needs_officer:
            self.ask_officer("shell-welcome", may_leave=False)
        else:
            self._signed_in(None)

    def _not_opened(self, fault: BaseException) -> None:
        words = self._window.words_of(fault)
        if isinstance(fault, SiteFault) and fault.code in _ASK_AGAIN:
            self._page.ask_passphrase("" if fault.code == "passphrase-needed" else words)
            self._window.show_bars()
        else:
            self._page.tell(words)

    def _not_kept(self, fault: BaseException) -> None:
        """Told at a desk, where it stays to be read: the page before it changes at once."""
        self._untold = fault
        if self._window.view is not None:
            self.arrived()

    def arrived(self) -> None:
        """A desk stands there."""
        fault, self._untold = self._untold, None
        if fault is not None:
            self._window.tell_fault(fault)

    def close(self) -> None:
        if self._key_store is not None:
            self._key_store.close()
            self._key_store = None
        if self.session is not None:
            self._window.lane.call(self.session.close)
            self.session = None

    # -- who it is

    def ask_officer(self, title: str, may_leave: bool) -> None:
        window = self._window
        if self.session is None:
            return
        window.aids.close()
        window.locking.asked()
        window.stack.setCurrentWidget(self._page)
        form = self._page.ask_officer(self.session.sign_in, window.lane, title, may_leave)
        form.passed.connect(self._signed_in)
        window.show_bars()

    def _signed_in(self, signed: Signed | None) -> None:
        if self._window.view is not None:
            self._window.back_to_desk(signed)
            return
        usable = self._usable()
        wanted = next((row for row in usable if row.name == self._wanted), None)
        if wanted is None and len(usable) == 1:
            wanted = usable[0]
        if wanted is not None:
            self._window.open_desk(wanted.name)
        elif usable:
            self._page.ask_desk(usable)
            self._window.show_bars()
        else:
            self._page.tell(self._window.wording.text("shell-no-desk"))

    # -- which desk

    def _usable(self) -> tuple[DeskRow, ...]:
        return tuple(row for row in self._desks if row.enabled)

    def choose(self, name: str) -> None:
        found = next((row.name for row in self._usable() if row.name == name), None)
        if found is not None:
            self._window.open_desk(found)

    def desk_not_opened(self, fault: BaseException) -> None:
        """Whoever stands at a desk stays there; else another may be chosen."""
        usable, words = self._usable(), self._window.words_of(fault)
        if self._window.view is not None:
            self._window.view.notify(None, words)
        elif len(usable) > 1:
            self._page.ask_desk(usable)
            self._page.say(words)
        else:
            self._page.tell(words)


def _opened(open_session: OpenSession, passphrase: str | None) -> tuple[DeskSession, tuple[DeskRow, ...]]:
    """In the lane: the session and what it may open, so the GUI thread asks nothing that could wait."""
    session = open_session(passphrase)
    return session, session.desks
