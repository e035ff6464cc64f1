"""The window: bars, keys and scans, and one desk at a time. Paints with nothing but QtWidgets; a desk is opened in the
record's lane and swapped in when it is there."""

from __future__ import annotations

import logging
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.faults import SiteFault
from desktop.operations.boards.session import DeskSession, OpenSession
from desktop.operations.boards.shell import Answer, DeskName, KeyHint, Signed, TopBoard
from desktop.paths import RESOURCES
from desktop.ui.hall.key import HallKey
from desktop.ui.shared import panels
from desktop.ui.shared.bars import FootBar, TopBar
from desktop.ui.shared.bridge import Bridge
from desktop.ui.shared.lanes import Lane
from desktop.ui.shared.readers.wedge import Wedge
from desktop.ui.shell.aids import Aids
from desktop.ui.shell.arming import Arming
from desktop.ui.shell.arrival import Arrival
from desktop.ui.shell.cover import Stage
from desktop.ui.shell.entry import EntryPage
from desktop.ui.shell.locking import Locking
from desktop.wording import Wording

if TYPE_CHECKING:
    from desktop.ui.desk import DeskView
    from desktop.ui.shared.sound import Sound

log = logging.getLogger(__name__)


class Window(QWidget):
    """One per process. `open_session` is called in the lane; `desk` opens that desk without asking."""

    def __init__(self, open_session: OpenSession, wording: Wording, desk: DeskName | None = None) -> None:
        super().__init__()
        self.wording = wording
        self.lane = Lane("record")
        self.lane.faulted.connect(self.tell_fault)
        self._sound: Sound | None = None
        self.bridge: Bridge | None = None
        self.view: DeskView | None = None
        self.hall = HallKey(self)
        self.arming = Arming(self)
        self.locking = Locking(self)
        self.wedge = Wedge(parent=self)
        self.wedge.scanned.connect(self.take_scan)
        panels.name_keys(wording)
        self._build()
        self.arrival = Arrival(self, open_session, desk)
        self._clock = QTimer(self)
        self._clock.setInterval(200)
        self._clock.timeout.connect(self.tick)
        self._clock.start()
        self._refresher = QTimer(self)
        self._refresher.setInterval(1000)
        self._refresher.timeout.connect(self.refresh)
        self.tick()

    def _build(self) -> None:
        self.setProperty("look", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.wording.text("shell-title"))
        self.setMinimumSize(320, 240)
        self.resize(1366, 768)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.top = TopBar(self.wording)
        self.foot = FootBar()
        self.foot.key_pressed.connect(self._key_clicked)
        self.entry = EntryPage(self.wording)
        self.entry.left.connect(self.back_to_desk)
        self.stack = Stage()
        self.aids = Aids(self.stack, self.foot, self.lane, self.wording)
        self.aids.changed.connect(self.show_bars)
        self.aids.faulted.connect(self.tell_fault)
        self.stack.addWidget(self.entry)
        column.addWidget(self.top)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)
        self.show_bars()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            self.wedge.watch(handle)
            self.locking.watch(handle)

    def begin(self) -> None:
        """Start opening the home; called once after the first paint."""
        self.arrival.open_home()

    @property
    def session(self) -> DeskSession | None:
        """The home, once it is open."""
        return self.arrival.session

    def now(self) -> int:
        return self.session.now() if self.session is not None else int(time.time() * 1000)

    # -- desks

    def open_desk(self, name: DeskName) -> None:
        session = self.session
        if session is None:
            return
        bridge = Bridge(self)
        bridge.fault_told.connect(self.tell_fault)
        work = partial(session.open_desk, name, bridge)
        if self.view is None:
            self.entry.show_opening()
        self.lane.call(work, partial(self._desk_opened, name, bridge), self.arrival.desk_not_opened, owner=self)

    def _desk_opened(self, name: DeskName, bridge: Bridge, actions: Any) -> None:
        # Desks, forms and sound come after the first paint.
        from desktop.ui.desk import DeskTools
        from desktop.ui.shared.sound import Sound
        from desktop.ui.shell.desks import desk_view

        if self._sound is None:
            self._sound = Sound(RESOURCES / "sounds")
        tools = DeskTools(self.lane, self.wording, self._sound, self.now)
        old, old_bridge = self.view, self.bridge
        view = desk_view(name, actions, tools)
        self.view, self.bridge, self.hall.desk = view, bridge, name
        view.wanted.connect(self._asked)
        view.bars_changed.connect(self.show_bars)
        self.stack.addWidget(view)
        self.stack.setCurrentWidget(view)
        bridge.board_changed.connect(view.show_board)
        if bridge.last is not None:
            view.show_board(bridge.last)
        if old_bridge is not None:
            old_bridge.close()
            old_bridge.deleteLater()
        if old is not None:
            self.stack.removeWidget(old)
            old.deleteLater()
        view.setFocus()
        self.aids.desk_opened(self.session, name, view)
        self.show_bars()
        self._refresher.start()
        self.arming.arm()
        self.arrival.arrived()

    def show_anew(self, old: DeskView) -> None:
        """The same desk in a new view that takes over what stood in the old one."""
        if self.bridge is not None and self.aids.desk is not None:
            bridge, self.bridge = self.bridge, None
            self._desk_opened(self.aids.desk, bridge, old.desk_actions)
            if self.view is not None:
                self.view.carry(old)

    def refresh(self) -> None:
        """Time alone opens gates and makes steps late. Never before an act that waits."""
        self.arming.arm()
        if self.session is not None and not self.lane.waiting():
            self.lane.call(self.session.refresh, self.told, self._refresh_failed, owner=self)

    def _refresh_failed(self, fault: BaseException) -> None:
        self._refresher.stop()
        self.tell_fault(fault)

    def _asked(self, what: str) -> None:
        """What a desk wants of the window."""
        kind, _, name = what.partition(":")
        if kind == "desk":
            self.arrival.choose(name)
        elif kind == "officer":
            self.arrival.ask_officer("shell-change-officer", may_leave=True)
        elif kind == "lock":
            self.locking.lock()

    def back_to_desk(self, signed: Signed | None = None) -> None:
        if self.view is not None:
            self.stack.setCurrentWidget(self.view)
            self.locking.back(signed)
            self.aids.officer_changed()
            self.show_bars()

    # -- bars, keys, scans

    def on_desk(self) -> bool:
        return self.view is not None and self.stack.currentWidget() is self.view

    def show_bars(self) -> None:
        self._show_title()
        view = self.view
        if view is None or not self.on_desk():
            self.top.show_board(TopBoard(self.wording.text("shell-title")) if view is None else view.top())
            self.foot.show_keys(self.aids.keys() or self.entry.keys(), self.aids.hints())
            return
        self.top.show_board(view.top())
        officer = view.officer()
        if officer is None:
            right = KeyHint("F12", self.wording.text("shell-change-officer"))
        else:
            right = KeyHint("F12", self.wording.text("shell-on-duty", role=officer.role, name=officer.name))
        self.foot.show_keys(self.aids.keys() or view.keys() + self.hall.hints(), (*self.aids.hints(), right))

    def _show_title(self) -> None:
        """Where the window stands, for the taskbar and for whoever watches from outside."""
        here = self.view.top().title if self.view is not None and self.on_desk() else self.entry.title.text()
        program = self.wording.text("shell-title")
        self.setWindowTitle(f"{here} · {program}" if here and here != program else program)

    def tick(self) -> None:
        now = self.now()
        self.locking.tick(self.session)
        self.top.tick(now)
        if self.view is not None:
            self.view.tick(now)

    def _key_clicked(self, key: str) -> None:
        if self.aids.clicked(key) or (key == "F8" and self.hall.press(self.session)):
            return
        if key == "F12":
            self._asked("officer")
        elif not self.on_desk():
            self.entry.pressed(key)
        elif self.view is not None and self.view.sheet.is_open():
            self.view.sheet.leave()
        elif self.view is not None:
            self.view.pressed(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F12 and self.on_desk():
            self._asked("officer")
        elif event.key() == Qt.Key.Key_L and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.locking.lock()
        elif self.aids.press(event) or (event.key() == Qt.Key.Key_F8 and self.hall.press(self.session)):
            pass
        elif event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def take_scan(self, words: str) -> None:
        self.aids.close()
        if self.on_desk() and self.view is not None:
            self.view.take_scan(words)
        elif not self.locking.turned_away(words):
            self.entry.scanned(words)

    def told(self, answer: Answer) -> None:
        """What came of something asked for before, if anything."""
        if self.view is not None and self.on_desk() and (answer.text or answer.refused):
            self.view.answered(answer)

    # -- faults and the end

    def words_of(self, fault: BaseException) -> str:
        if isinstance(fault, SiteFault):
            return self.wording.fault(fault)
        log.error("a call failed", exc_info=fault)
        return self.wording.text("fault-ours")

    def tell_fault(self, fault: BaseException) -> None:
        words = self.words_of(fault)
        if self.on_desk() and self.view is not None:
            self.view.notify(None, words)
        else:
            self.entry.say(words)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.hide()  # what the lane still writes is waited for
        self._clock.stop()
        self._refresher.stop()
        self.arming.close()
        if self.bridge is not None:
            self.bridge.close()
        self.hall.close()
        self.arrival.close()
        self.lane.close()
        if self._sound is not None:
            self._sound.close()
        super().closeEvent(event)
