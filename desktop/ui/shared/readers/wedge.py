"""The one input owner for keyboard wedges: readers that type (U11, U13).

What a burst is, `bursts` decides; this is its place in Qt. Screens use no QShortcut for printable keys: Qt would fire
those before any filter sees the key. An input method cannot get between where no line has the focus: desks take no
composed text, so keys come here as they were pressed; what a line composes is a person's and passes by.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow

from desktop.ui.shared.readers.bursts import MARKS, Bursts, Rhythm

_CLOSERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_CLOSING_TEXTS = ("\r", "\n", "\r\n", "\t")
# A reader presses these beside its letters and marks.
_SILENT = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_Control,
)
_OTHERS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_WITH_OTHERS = Qt.KeyboardModifier.ControlModifier | _OTHERS


class Wedge(QObject):
    """Installed on the window, the only event filter of the application.

    `scanned(text)` carries a read without its closing key; a machine-readable zone comes whole, its lines joined by
    line feeds. The same text again within `again` ms is a reader that sends twice, and is dropped. `clock` gives
    milliseconds for keys that carry no time of their own.
    """

    scanned = Signal(str)

    def __init__(
        self,
        rhythm: Rhythm | None = None,
        clock: Callable[[], float] = lambda: monotonic() * 1000,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._bursts: Bursts[QKeyEvent] = Bursts(self.scanned.emit, self._replay, rhythm)
        self._window: QWindow | None = None
        self._replaying = False
        self._swallow: set[int] = set()
        self._let_go: list[QKeyEvent] = []
        self._late = False
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
        return self._bursts.holding()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._replaying or kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if kind == QEvent.Type.KeyRelease:
            return self._released(event)
        taken = self._pressed(event)
        if not self._bursts.holding():
            self._let_go.clear()  # those were of a scan
        self._wait()
        return taken

    def _pressed(self, event: QKeyEvent) -> bool:
        at, now, text = float(event.timestamp()) or self._clock(), self._clock(), event.text()
        modifiers = event.modifiers()
        if event.isAutoRepeat() and not self._bursts.doubled(at):
            self._bursts.break_off(now)
            return False
        if not modifiers & _OTHERS and (event.key() in _CLOSERS or text in _CLOSING_TEXTS):
            if not self._bursts.close(at, now):
                return False
            self._swallow.add(event.key())
            return True
        if text in MARKS and not modifiers & _OTHERS:
            return self._bursts.mark(event.clone(), text, at, now)
        if modifiers & _WITH_OTHERS or not text or not text.isprintable():
            if event.key() not in _SILENT:
                self._bursts.break_off(now)
            return False
        self._bursts.press(event.clone(), text, at, now)
        return True

    def _released(self, event: QKeyEvent) -> bool:
        """A held key's release must not overtake its press, and no scan's is for the window: it is held too. A tick or
        a button works by the release of the space bar, however short the tap."""
        if event.key() in self._swallow:
            self._swallow.discard(event.key())
            return True
        held = any(held.key() == event.key() for held in self._bursts.held())
        if held:
            self._let_go.append(event.clone())
        return held

    def _wait(self) -> None:
        wait = self._bursts.wait()
        self._late = False
        if wait is None:
            self._pause.stop()
        else:
            self._pause.start(wait)

    def _paused(self) -> None:
        """One more turn of the loop first: keys that came while the window was busy may still wait in its queue."""
        if not self._late:
            self._late = True
            self._pause.start(0)
            return
        self._bursts.pause(self._clock())
        self._wait()

    def _replay(self, keys: list[QKeyEvent]) -> None:
        """Send held keys on as typed ones, and then what has been let go of them meanwhile."""
        if self._window is None:
            return
        self._replaying = True
        try:
            pressed = {key.key() for key in keys}
            let_go = [key for key in self._let_go if key.key() in pressed]
            self._let_go = [key for key in self._let_go if key.key() not in pressed]
            for key in (*keys, *let_go):
                QCoreApplication.sendEvent(self._window, key)
        finally:
            self._replaying = False
