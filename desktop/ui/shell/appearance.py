"""How the window looks and in which language it speaks: Ctrl+T turns light and dark, Ctrl+E Chinese and English.

Both are kept by the home (settings `theme` and `locale`); KAODIAN_THEME goes before. A change in mid-day costs nothing:
the desk behind the screen stays, its view is built anew with what was ticked and selected, and while a form is being
filled in or a bag handed over the language waits and says so.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.ui.shared import panels, theme

if TYPE_CHECKING:
    from desktop.operations.boards.session import DeskSession, OpenSession
    from desktop.ui.shell.window import Window

LOCALES = ("zh-CN", "en")


class Appearance(QObject):
    """One per window. Give the window `opening(open_session)` to open its home by, then `attach` it."""

    _kept = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._window: Window | None = None
        self._session: DeskSession | None = None
        self._kept.connect(self._apply, Qt.ConnectionType.QueuedConnection)

    def opening(self, open_session: OpenSession) -> OpenSession:
        """`open_session` as before; what the home it opens has kept is applied in the GUI thread."""

        def opened(passphrase: str | None) -> DeskSession:
            session = self._session = open_session(passphrase)
            self._kept.emit(session.chosen("theme"), session.chosen("locale"))
            return session

        return opened

    def attach(self, window: Window) -> None:
        self._window = window
        self.setParent(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier or event.isAutoRepeat():
            return False
        if event.key() == Qt.Key.Key_T:
            self.turn()
        elif event.key() == Qt.Key.Key_E:
            self.speak(LOCALES[self._locale() == LOCALES[0]])
        else:
            return False
        event.accept()
        return True

    def turn(self) -> None:
        """Light to dark and back."""
        theme.choose("light" if theme.mode() == "dark" else "dark")
        self._keep("theme", theme.mode())

    def speak(self, locale: str) -> None:
        """Another language, unless answers would be lost by it: then the desk says when."""
        window = self._window
        if window is None or locale == self._locale():
            return
        view = window.view
        if view is None or not window.on_desk():
            # Who signs in finishes in one language; the desk is where it is changed.
            return
        if view.in_hand():
            view.notify(None, window.wording.text("look-language-later"))
            return
        window.aids.close()
        self._say(window, locale)
        self._keep("locale", locale)

    def _locale(self) -> str:
        return self._window.wording.locale if self._window is not None else LOCALES[0]

    def _apply(self, wanted: str, locale: str) -> None:
        if wanted and not theme.given():
            theme.choose(theme.asked(wanted))
        if locale in LOCALES and self._window is not None and locale != self._locale():
            self._say(self._window, locale)

    def _say(self, window: Window, locale: str) -> None:
        """The catalogue in another language, and the desk in a view built anew from the same board."""
        window.wording.locale = locale
        panels.name_keys(window.wording)
        old = window.view
        if old is not None:
            window.show_anew(old)

    def _keep(self, name: str, value: str) -> None:
        if self._session is not None and self._window is not None:
            self._window.lane.call(partial(self._session.choose, name, value), owner=self)
