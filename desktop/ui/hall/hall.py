"""The hall clock beside a desk: opened once for the session, shown and hidden as screens and people want it. What is
announced goes on while the clock is hidden; it ends with the window."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.operations.boards.hall import HallActions, HallBoard
from desktop.operations.boards.session import DeskSession
from desktop.paths import RESOURCES
from desktop.ui.hall.announcer import Announcer
from desktop.ui.hall.panel import HallPanel
from desktop.ui.hall.screens import Screens
from desktop.ui.hall.window import HallWindow
from desktop.ui.shared.bridge import Bridge
from desktop.ui.shared.lanes import Lane
from desktop.wording import Wording

TICK = 100
"""Milliseconds: a second of the clock is never shown later than this."""


class Hall(QObject):
    """`call` is the desk's key: it shows the clock, and when the clock stands already, the operator's side of it.

    `scanned` carries reads that came while the clock had the keyboard, `faulted` what went wrong.
    """

    scanned = Signal(str)
    faulted = Signal(object)
    sound_changed = Signal()

    def __init__(
        self, desk: QWidget, session: DeskSession, lane: Lane, wording: Wording, screens: Screens | None = None
    ) -> None:
        super().__init__(desk)
        self._desk, self._session, self._lane, self._wording = desk, session, lane, wording
        self.screens = screens or Screens(self)
        self.screens.changed.connect(self._screens_changed)
        self.window = HallWindow(self._wording)
        self.window.pressed.connect(self.press)
        self.window.scanned.connect(self._read)
        self.window.dismissed.connect(self._dismissed)
        self.announcer: Announcer | None = None
        self.panel: HallPanel | None = None
        self._actions: HallActions | None = None
        self._bridge: Bridge | None = None
        self._wanted = self._apart = self._lost = self._quiet = False
        self._sound = ""
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)

    # --- opening and closing --------------------------------------------------------------------------------------

    def call(self) -> None:
        self._quiet = False
        if self._bridge is None:
            self._open()
        elif not self._wanted:
            self._show()
        else:
            self.show_panel()

    def listen(self) -> None:
        """Announce without showing anything: what was switched on for this record stays on."""
        if self._bridge is None:
            self._quiet = True
            self._open()

    def sound(self) -> str:
        """How it stands with sound: `off`, `muted` or `on`; empty while nothing is known."""
        return self._sound

    def _open(self) -> None:
        bridge = self._bridge = Bridge(self)
        bridge.board_changed.connect(self._board_came)
        bridge.fault_told.connect(self.faulted)
        self._lane.call(partial(self._session.open_hall, bridge), self._opened, self._not_opened, owner=self)

    def _not_opened(self, fault: BaseException) -> None:
        if self._bridge is not None:
            self._bridge.close()
        self._bridge = None
        self.faulted.emit(fault)

    def _opened(self, actions: HallActions) -> None:
        self._actions = actions
        announcer = Announcer(actions, self._lane, self._wording, RESOURCES / "sounds", self._session.now, parent=self)
        panel = HallPanel(self._wording, actions.voice.name, self.window)
        self.announcer, self.panel = announcer, panel
        announcer.sounding.connect(self.window.face.announce)
        announcer.told.connect(panel.tell)
        announcer.failed.connect(self.faulted)
        panel.chosen.connect(announcer.choose)
        panel.muted.connect(announcer.mute)
        panel.stopped.connect(announcer.stop)
        panel.tried.connect(announcer.try_out)
        panel.said.connect(announcer.say)
        panel.turned.connect(self._turn)
        panel.picked.connect(announcer.use_file)
        panel.scanned.connect(self._read)
        if self._bridge is not None and self._bridge.last is not None:
            self._board_came(self._bridge.last)
        if not self._quiet:
            self._show()
        self._quiet = False
        self._timer.start()

    def close(self) -> None:
        """The window closes: the clock goes with it, and nothing sounds any more."""
        self._timer.stop()
        if self._bridge is not None:
            self._bridge.close()
        if self.announcer is not None:
            self.announcer.close()
        if self.panel is not None:
            self.panel.close()
        self.window.dismissed.disconnect(self._dismissed)
        self.window.close()
        self.window.deleteLater()

    # --- boards and time ------------------------------------------------------------------------------------------

    def _board_came(self, board: object) -> None:
        if not isinstance(board, HallBoard):
            return
        self.window.show_board(board)
        sound = "off" if not board.announcing.on else "muted" if board.announcing.muted else "on"
        if sound != self._sound:
            self._sound = sound
            self.sound_changed.emit()
        if self.announcer is not None and self.panel is not None:
            self.announcer.take(board)
            self.panel.show_board(board)
        self._tick()

    def _tick(self) -> None:
        if self.window.isVisible():
            self.window.face.tick(self._session.now())
        if self.announcer is not None:
            self.announcer.tick()

    # --- where it stands ------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """On a screen of its own where there is one, else over the desk."""
        self._wanted, self._lost = True, False
        own = self.screens.beside(self._desk)
        self._apart = own is not None
        self.window.face.tick(self._session.now())
        self.window.stand(own if own is not None else self.screens.under(self._desk), self._apart)

    def _hide(self) -> None:
        self._wanted = self._lost = False
        self._away()

    def _away(self) -> None:
        self.window.hide()
        self._desk.activateWindow()

    def _dismissed(self) -> None:
        self._hide()

    def _screens_changed(self) -> None:
        """A screen came or went. A clock that lost its own never jumps over the desk somebody is working at: it waits
        for a screen to come back, or for F8."""
        own = self.screens.beside(self._desk)
        if own is not None and (self._wanted or self._lost):
            self._show()
        elif self._wanted and self._apart:
            self._hide()
            self._lost = True
        elif self._wanted:
            self.window.stand(self.screens.under(self._desk), False)

    # --- keys -----------------------------------------------------------------------------------------------------

    def press(self, key: str) -> None:
        if key == "Esc":
            self._hide()
        elif key == "F8":
            self.show_panel()
        elif key in ("Left", "Right"):
            self._turn(1 if key == "Right" else -1)
        elif self.panel is not None:
            self.panel.press(key)

    def show_panel(self) -> None:
        """On the operator's screen, over whatever stands there."""
        if self.panel is not None:
            self.panel.stand(self.screens.under(self._desk))

    def _turn(self, by: int) -> None:
        if self._actions is not None:
            self._lane.call(partial(self._actions.turn, by), failed=self.faulted.emit, owner=self)

    def _read(self, words: str) -> None:
        """A read belongs to the desk. Where the clock covers that, it makes way, so that the answer is seen."""
        if not self._apart:
            self._hide()
        self.scanned.emit(words)
