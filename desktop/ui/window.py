"""The window: bars, the entry page, and one desk at a time. Paints with nothing but QtWidgets; the home is opened in
the record's lane and the desk swapped in when it is there."""

from __future__ import annotations

import logging
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.faults import SiteFault
from desktop.operations.boards.session import DeskRow, DeskSession, EvidencePhoto, OpenSession
from desktop.operations.boards.shell import Answer, DeskName, KeyHint, Signed, TopBoard
from desktop.paths import RESOURCES
from desktop.ui.aids import Aids
from desktop.ui.cover import Stage
from desktop.ui.entry import EntryPage
from desktop.ui.hall.key import HallKey
from desktop.ui.locking import Locking
from desktop.ui.shared import panels
from desktop.ui.shared.bars import FootBar, TopBar
from desktop.ui.shared.bridge import Bridge
from desktop.ui.shared.lanes import Lane
from desktop.ui.shared.wedge import Wedge
from desktop.wording import Wording

if TYPE_CHECKING:
    from desktop.operations.ports import ReadDocument
    from desktop.ui.desk import DeskView
    from desktop.ui.shared.reader import Readers
    from desktop.ui.shared.sound import Sound

log = logging.getLogger(__name__)
_ASK_AGAIN = ("passphrase-needed", "wrong-passphrase", "passphrase-or-damage")


class Window(QWidget):
    """One per process. `open_session` is called in the lane; `desk` opens that desk without asking."""

    def __init__(self, open_session: OpenSession, wording: Wording, desk: DeskName | None = None) -> None:
        super().__init__()
        self.wording = wording
        self._open_session, self._wanted_desk = open_session, desk
        self.lane = Lane("record")
        self.lane.faulted.connect(self.tell_fault)
        self._sound: Sound | None = None
        self._session: DeskSession | None = None
        self._desks: tuple[DeskRow, ...] = ()
        self._bridge: Bridge | None = None
        self.view: DeskView | None = None
        self.hall = HallKey(self)
        self._readers: Readers | None = None
        self.locking = Locking(self)
        self.wedge = Wedge(parent=self)
        self.wedge.scanned.connect(self.take_scan)
        panels.name_keys(wording)
        self._build()
        self._clock = QTimer(self)
        self._clock.setInterval(200)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._refresher = QTimer(self)
        self._refresher.setInterval(1000)
        self._refresher.timeout.connect(self._refresh)
        self._tick()

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
        self.entry.passphrase.connect(self._open)
        self.entry.desk_chosen.connect(self._desk_chosen)
        self.entry.left.connect(self._back_to_desk)
        self.stack = Stage()
        self.aids = Aids(self.stack, self.foot, self.lane, self.wording)
        self.aids.changed.connect(self._show_bars)
        self.aids.faulted.connect(self.tell_fault)
        self.stack.addWidget(self.entry)
        column.addWidget(self.top)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)
        self._show_bars()

    # -- opening

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            self.wedge.watch(handle)
            self.locking.watch(handle)

    def begin(self) -> None:
        """Start opening the home; called once after the first paint."""
        self._open(None)

    def now(self) -> int:
        return self._session.now() if self._session is not None else int(time.time() * 1000)

    def _open(self, passphrase: str | None) -> None:
        self.lane.call(partial(_opened, self._open_session, passphrase), self._opened, self._not_opened, owner=self)

    def _opened(self, opened: tuple[DeskSession, tuple[DeskRow, ...]]) -> None:
        self._session, self._desks = opened
        if self._session.needs_officer:
            self.ask_officer("shell-welcome", may_leave=False)
        else:
            self._signed_in(None)

    def _not_opened(self, fault: BaseException) -> None:
        words = self._words_of(fault)
        if isinstance(fault, SiteFault) and fault.code in _ASK_AGAIN:
            self.entry.ask_passphrase("" if fault.code == "passphrase-needed" else words)
        else:
            self.entry.tell(words)

    def ask_officer(self, title: str, may_leave: bool) -> None:
        session = self._session
        if session is None:
            return
        self.aids.close()
        self.locking.asked()
        self.stack.setCurrentWidget(self.entry)
        form = self.entry.ask_officer(session.sign_in, self.lane, title, may_leave)
        form.passed.connect(self._signed_in)
        self._show_bars()

    def _signed_in(self, signed: Signed | None) -> None:
        if self.view is not None:
            self._back_to_desk(signed)
            return
        usable = tuple(row for row in self._desks if row.enabled)
        wanted = next((row for row in usable if row.name == self._wanted_desk), None)
        if wanted is None and len(usable) == 1:
            wanted = usable[0]
        if wanted is not None:
            self._open_desk(wanted.name)
        elif usable:
            self.entry.ask_desk(usable)
            self._show_bars()
        else:
            self.entry.tell(self.wording.text("shell-no-desk"))

    def _desk_chosen(self, name: str) -> None:
        found = next((row.name for row in self._desks if row.name == name and row.enabled), None)
        if found is not None:
            self._open_desk(found)

    # -- desks

    def _open_desk(self, name: DeskName) -> None:
        session = self._session
        if session is None:
            return
        bridge = Bridge(self)
        bridge.fault_told.connect(self.tell_fault)
        work = partial(session.open_desk, name, bridge)
        if self.view is None:
            self.entry.show_opening()
        self.lane.call(work, partial(self._desk_opened, name, bridge), self._desk_not_opened, owner=self)

    def _desk_not_opened(self, fault: BaseException) -> None:
        usable = tuple(row for row in self._desks if row.enabled)
        words = self._words_of(fault)
        if self.view is not None:
            self.view.notify(None, words)
        elif len(usable) > 1:
            self.entry.ask_desk(usable)
            self.entry.say(words)
        else:
            self.entry.tell(words)

    def _desk_opened(self, name: DeskName, bridge: Bridge, actions: Any) -> None:
        # Desks, forms and sound come after the first paint.
        from desktop.ui.desk import DeskTools
        from desktop.ui.desks import desk_view
        from desktop.ui.shared.sound import Sound

        if self._sound is None:
            self._sound = Sound(RESOURCES / "sounds")
        tools = DeskTools(self.lane, self.wording, self._sound, self.now)
        old, old_bridge = self.view, self._bridge
        view = desk_view(name, actions, tools)
        self.view, self._bridge, self.hall.desk = view, bridge, name
        view.wanted.connect(self._asked)
        view.bars_changed.connect(self._show_bars)
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
        self.aids.desk_opened(self._session, name, view)
        self._show_bars()
        self._refresher.start()
        self._arm_readers()

    def show_anew(self, old: DeskView) -> None:
        """The same desk in a new view that takes over what stood in the old one."""
        if self._bridge is not None and self.aids.desk is not None:
            bridge, self._bridge = self._bridge, None
            self._desk_opened(self.aids.desk, bridge, old.desk_actions)
            if self.view is not None:
                self.view.carry(old)

    def _refresh(self) -> None:
        """Time alone opens gates and makes steps late. Never before an act that waits."""
        self._arm_readers()
        if self._session is not None and not self.lane.waiting():
            self.lane.call(self._session.refresh, self._told, self._refresh_failed, owner=self)

    def _refresh_failed(self, fault: BaseException) -> None:
        self._refresher.stop()
        self.tell_fault(fault)

    def _asked(self, what: str) -> None:
        """What a desk wants of the window."""
        kind, _, name = what.partition(":")
        if kind == "desk":
            self._desk_chosen(name)
        elif kind == "officer":
            self.ask_officer("shell-change-officer", may_leave=True)
        elif kind == "lock":
            self.locking.lock()

    def _back_to_desk(self, signed: Signed | None = None) -> None:
        if self.view is not None:
            self.stack.setCurrentWidget(self.view)
            self.locking.back(signed)
            self.aids.officer_changed()
            self._show_bars()

    # -- bars, keys, scans

    def on_desk(self) -> bool:
        return self.view is not None and self.stack.currentWidget() is self.view

    def _show_bars(self) -> None:
        self._show_title()
        view = self.view
        if view is None or not self.on_desk():
            self.top.show_board(TopBoard(self.wording.text("shell-title")) if view is None else view.top())
            back = (KeyHint("Esc", self.wording.text("shell-back")),) if self.entry.may_leave() else ()
            self.foot.show_keys(self.aids.keys() or back, self.aids.hints())
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

    def _tick(self) -> None:
        now = self.now()
        self.locking.tick(self._session)
        self.top.tick(now)
        if self.view is not None:
            self.view.tick(now)

    def _key_clicked(self, key: str) -> None:
        if self.aids.clicked(key) or (key == "F8" and self.hall.press(self._session)):
            return
        if key == "F12":
            self._asked("officer")
        elif not self.on_desk() and key == "Esc":
            self._back_to_desk()
        elif self.view is not None and self.view.sheet.is_open():
            self.view.sheet.leave()
        elif self.view is not None:
            self.view.pressed(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F12 and self.on_desk():
            self._asked("officer")
        elif event.key() == Qt.Key.Key_L and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.locking.lock()
        elif self.aids.press(event) or (event.key() == Qt.Key.Key_F8 and self.hall.press(self._session)):
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

    # -- readers

    def _arm_readers(self) -> None:
        """The readers the desk wants just now; somebody may have chosen another since."""
        session = self._session
        if session is None or (self._readers is None and not session.readers):
            return
        if self._readers is None:
            from desktop.ui.shared.reader import Readers

            self._readers = Readers(self)
            self._readers.document_read.connect(self._document_read)
            self._readers.failed.connect(self._read_failed)
            self._readers.state_changed.connect(self._reader_state)
        self._readers.match(session.readers, session.opening)

    def _document_read(self, setting: str, document: ReadDocument | EvidencePhoto) -> None:
        if isinstance(document, EvidencePhoto):
            if self._session is not None:
                self.lane.call(partial(self._session.photo_taken, document), self._told, owner=self)
            return
        self.aids.close()
        self.locking.touched()
        if self.on_desk() and self.view is not None:
            self.view.take_document(document)
        elif self._session is not None and not self.locking.turned_away(document.number):
            self.lane.call(partial(self._session.badge_of, document), self._badge_read, owner=self)

    def _told(self, answer: Answer) -> None:
        """What came of something asked for before, if anything."""
        if self.view is not None and self.on_desk() and (answer.text or answer.refused):
            self.view.answered(answer)

    def _badge_read(self, words: str) -> None:
        if words and not self.on_desk():
            self.entry.scanned(words)

    def _read_failed(self, setting: str, fault: BaseException) -> None:
        if self.on_desk() and self.view is not None:
            self.view.read_failed(fault)

    def _reader_state(self, setting: str, state: object) -> None:
        if self._session is not None:
            self.lane.call(partial(self._session.reader_state, setting, state), owner=self)

    # -- faults and the end

    def _words_of(self, fault: BaseException) -> str:
        if isinstance(fault, SiteFault):
            return self.wording.fault(fault)
        log.error("a call failed", exc_info=fault)
        return self.wording.text("fault-ours")

    def tell_fault(self, fault: BaseException) -> None:
        words = self._words_of(fault)
        if self.on_desk() and self.view is not None:
            self.view.notify(None, words)
        else:
            self.entry.say(words)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.hide()  # what the lane still writes is waited for
        self._clock.stop()
        self._refresher.stop()
        if self._readers is not None:
            self._readers.close()
        if self._bridge is not None:
            self._bridge.close()
        self.hall.close()
        if self._session is not None:
            self.lane.call(self._session.close)
            self._session = None
        self.lane.close()
        if self._sound is not None:
            self._sound.close()
        super().closeEvent(event)


def _opened(open_session: OpenSession, passphrase: str | None) -> tuple[DeskSession, tuple[DeskRow, ...]]:
    """In the lane: the session and what it may open, so the GUI thread asks nothing that could wait."""
    session = open_session(passphrase)
    return session, session.desks
