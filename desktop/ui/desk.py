"""What every desk's view is: takes boards, keys, scans and ticks; asks through its actions in a lane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.faults import SiteFault
from desktop.operations.boards.shell import ActionRow, Answer, DeskActions, KeyHint, Refusal, Signed, TopBoard
from desktop.ui.keys import key_name
from desktop.ui.shared.act.sheet import ActionSheet
from desktop.ui.shared.lanes import Lane
from desktop.ui.shared.sound import Sound
from desktop.wording import Wording

if TYPE_CHECKING:
    from desktop.operations.ports import ReadDocument


@dataclass(frozen=True)
class DeskTools:
    """What the window lends a desk: the record's lane, the catalogue, the tones, the clock the rules see (UTC ms)."""

    lane: Lane
    wording: Wording
    sound: Sound
    now: Callable[[], int]


class Shown(Protocol):
    """What every desk's board has."""

    @property
    def top(self) -> TopBoard: ...
    @property
    def officer(self) -> Signed | None: ...


class DeskView(QWidget):
    """The middle of the window; bars belong to the window and show what `top()`, `keys()` and `officer()` say.

    A desk overrides `show_board`, `pressed`, `scanned`, `keys`, and `notify` where its notices stand. `wanted` asks the
    window for something: "desk:room", "officer", "lock". `bars_changed` after anything the bars show has changed.
    """

    wanted = Signal(str)
    bars_changed = Signal()

    TAKES_BADGES_ONLY = False
    """Whether nothing but a badge is ever scanned here, so that a read never costs the answers of an open form."""

    _board: Shown
    """The board that is shown; a desk begins with an empty one."""

    def __init__(self, actions: DeskActions, tools: DeskTools) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "paper")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.desk_actions = actions
        self.tools = tools
        self.sheet = ActionSheet(actions, tools.lane, tools.wording, self)
        self.sheet.opened.connect(self._sheet_opened)
        self.sheet.closed.connect(self._sheet_closed)
        self.sheet.answered.connect(self.answered)

    # -- what a desk says and takes

    def show_board(self, board: object) -> None:
        """A new board of this desk, in the GUI thread."""
        raise TypeError(f"{type(self).__name__} shows no board")

    def top(self) -> TopBoard:
        return self._board.top

    def officer(self) -> Signed | None:
        return self._board.officer

    def keys(self) -> tuple[KeyHint, ...]:
        """What each key does now, for the foot bar."""
        return ()

    def more_keys(self) -> tuple[KeyHint, ...]:
        """Keys that work but stand elsewhere on the screen than in the foot bar; for the keyboard map."""
        return ()

    def help_at(self) -> tuple[str, str]:
        """The page of the help for what stands here just now, and how the heading to show begins; empty for the desk's
        own page from its top."""
        return "", ""

    def go_to(self, about: str) -> bool:
        """Show a person who was looked for ("candidate:s1/c017") on the desk itself; False where it has no place."""
        return False

    def pressed(self, key: str) -> bool:
        """A key by its name; True when this desk made use of it."""
        return False

    def scanned(self, words: str) -> None:
        """A wedge read. A form that asks for a badge has taken its own before."""

    def tick(self, now: int) -> None:
        """Once a second, UTC ms."""

    def notify(self, answer: Answer | None, words: str = "") -> None:
        """Show what an act came to, or `words` of a fault."""

    def in_hand(self) -> bool:
        """Whether something is half done here that a view built anew could not take over."""
        return self.sheet.is_open()

    def carry(self, old: DeskView) -> None:
        """Take over what was ticked and selected in the view of the same desk that stood here before."""

    # -- what a desk uses

    def do(self, work: Callable[[], Answer]) -> None:
        """An act in the lane; its answer comes to `notify`."""
        self.tools.lane.call(work, self.answered, self.failed, owner=self)

    def offer(self, row: ActionRow | None, about: tuple[str, ...] = (), subject: str = "") -> bool:
        """Do an action: at once when nothing is to be asked, else by its form. A blocked one says why."""
        if row is None:
            return False
        if not row.enabled:
            self.notify(Answer(refused=Refusal(row.command, row.why, row.clause, row.next)))
        elif row.immediate:
            signed = tuple(slot.signed for slot in row.slots if slot.signed is not None)
            whole = row.about + (about if row.for_seats else ())
            self.do(lambda: self.desk_actions.act(row.command, whole, {}, signed))
        else:
            self.notify(None)
            self.sheet.open_row(row, about, subject)
        return True

    def is_document(self, words: str) -> bool:
        """Whether a read is surely a candidate's document and never a badge; only a door can tell."""
        return False

    def take_scan(self, words: str) -> None:
        """Where a read goes: a form waiting for a badge takes it, any other form gives way to the desk (U11)."""
        if not self.sheet.is_open():
            self.scanned(words)
        elif self.TAKES_BADGES_ONLY:
            self.sheet.badge_scanned(words)
        elif self.is_document(words) or not self.sheet.scanned(words):
            self.sheet.leave()
            self.scanned(words)

    def take_document(self, document: ReadDocument) -> None:
        """What a reader read. Only a door checks people; anywhere else it is worth what scanning it would have given:
        a badge's text, a bag's number."""
        if document.token and self.sheet.laid(document.token):
            return
        self.tools.lane.call(partial(self.desk_actions.code_of, document), self._code_read, self.failed, owner=self)

    def _code_read(self, words: str) -> None:
        if words:
            self.take_scan(words)

    def read_failed(self, fault: BaseException) -> None:
        """A reader could not read what lay there. A form being filled in is left alone."""
        if self.sheet.is_open():
            return
        if isinstance(fault, SiteFault):
            work = partial(self.desk_actions.read_failed, fault.code, fault.facts)
            self.tools.lane.call(work, self._failure_told, self.failed, owner=self)
        else:
            self.failed(fault)

    def _failure_told(self, answer: Answer) -> None:
        """Nothing to say is no act done."""
        if answer.text or answer.refused is not None:
            self.answered(answer)

    def answered(self, answer: Any) -> None:
        if isinstance(answer, Answer):
            self.notify(answer)

    def failed(self, fault: BaseException) -> None:
        wording = self.tools.wording
        self.notify(None, wording.fault(fault) if isinstance(fault, SiteFault) else wording.text("fault-ours"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A key held down must not take a paper a second time.
        if event.isAutoRepeat() and event.key() not in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
        ):
            event.accept()
            return
        name = key_name(event)
        if name and self.pressed(name):
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self._sheet_width()
        self.sheet.setGeometry(self.width() - wide, 0, wide, self.height())
        if self.sheet.is_open():
            self.make_room(wide)

    def make_room(self, wide: int) -> None:
        """The sheet takes `wide` at the right side, 0 when it has gone; a desk moves what must not be covered."""

    def _sheet_width(self) -> int:
        return min(max(440, self.width() * 36 // 100), self.width())

    def _sheet_opened(self) -> None:
        self.make_room(self._sheet_width())
        self.bars_changed.emit()

    def _sheet_closed(self) -> None:
        self.make_room(0)
        self.setFocus()
        # Deleting the form that had the focus lets Qt pass it on once more; take it back after that.
        QTimer.singleShot(0, self, self._refocus)
        self.bars_changed.emit()

    def _refocus(self) -> None:
        if not self.sheet.is_open():
            self.setFocus()
