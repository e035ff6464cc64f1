"""The one input owner for keyboard wedges: readers that type (U11, U13).

A reader's burst is told from a person by its rhythm. Printable keys are held until the next key or for `gap` ms; a run
of at least `shortest` keys with no longer pause and a closing Enter or Tab (or `unclosed` keys without one) is a scan.
Anything else goes on, in order, to where it was typed. Screens use no QShortcut for printable keys: Qt would fire those
before any filter sees the key.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow

_CLOSERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_WITH_OTHERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Wedge(QObject):
    """Installed on the window, the only event filter of the application.

    `scanned(text)` carries the burst without its closing key. The same text again within `again` ms is a reader that
    sends twice, and is dropped. `clock` gives milliseconds for keys that carry no time of their own.
    """

    scanned = Signal(str)

    def __init__(
        self,
        gap: int = 40,
        shortest: int = 4,
        unclosed: int = 10,
        again: int = 1500,
        clock: Callable[[], float] = lambda: monotonic() * 1000,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._gap, self._shortest, self._unclosed, self._again = gap, shortest, unclosed, again
        self._clock = clock
        self._held: list[QKeyEvent] = []
        self._last_key = 0.0
        self._last_scan = ("", -1e12)
        self._window: QWindow | None = None
        self._replaying = False
        self._swallow: set[int] = set()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setTimerType(Qt.TimerType.PreciseTimer)
        self._pause.timeout.connect(self._paused)

    def watch(self, window: QWindow) -> None:
        """Own the keys of `window` from now on."""
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = window
        window.installEventFilter(self)

    def holding(self) -> bool:
        """Whether keys are held back just now, to see what they become."""
        return bool(self._held)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._replaying or kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if kind == QEvent.Type.KeyRelease:
            return self._released(event)
        return self._pressed(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        at = float(event.timestamp()) or self._clock()
        if self._held and at - self._last_key > self._gap:
            self._let_go()
        self._last_key = at
        if event.key() in _CLOSERS and len(self._held) >= self._shortest:
            self._swallow.add(event.key())
            self._take()
            return True
        words = event.text()
        if event.isAutoRepeat() or event.modifiers() & _WITH_OTHERS or not words or not words.isprintable():
            if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock):
                self._let_go()
            return False
        self._held.append(event.clone())
        self._pause.start(self._gap)
        return True

    def _released(self, event: QKeyEvent) -> bool:
        """A held key's release must not overtake its press; no screen listens to releases, so it is dropped."""
        if event.key() in self._swallow:
            self._swallow.discard(event.key())
            return True
        return any(held.key() == event.key() for held in self._held)

    def _paused(self) -> None:
        if len(self._held) >= self._unclosed:
            self._take()
        else:
            self._let_go()

    def _take(self) -> None:
        self._pause.stop()
        words = "".join(key.text() for key in self._held).strip()
        self._held.clear()
        at, (last, last_at) = self._clock(), self._last_scan
        if not words or (words == last and at - last_at < self._again):
            return
        self._last_scan = (words, at)
        self.scanned.emit(words)

    def _let_go(self) -> None:
        """Send the held keys on as typed ones."""
        self._pause.stop()
        if not self._held or self._window is None:
            return
        keys, self._held = self._held, []
        self._replaying = True
        try:
            for key in keys:
                QCoreApplication.sendEvent(self._window, key)
        finally:
            self._replaying = False
