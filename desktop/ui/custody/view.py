"""The custody desk 保密台: scan a bag, compare its label, two badges, done. Never one person alone."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.operations.boards.custody import CustodyActions, CustodyBoard
from desktop.operations.boards.shell import ActionRow, Answer, KeyHint, Signed, TopBoard
from desktop.ui.custody.bags import BagColumns
from desktop.ui.custody.rail import HandRail
from desktop.ui.desk import DeskTools, DeskView
from desktop.ui.shared import theme
from desktop.ui.shared.panels import text


class CustodyView(DeskView):
    """Shows `CustodyBoard`s, asks through `CustodyActions`. Figures and letters typed find a bag by its label; Enter
    puts it on the screen."""

    def __init__(self, actions: CustodyActions, tools: DeskTools) -> None:
        super().__init__(actions, tools)
        self._actions = actions
        self._board: CustodyBoard = CustodyBoard(TopBoard(""), None, "")
        self._typed = ""
        self.rail = HandRail(actions, tools.lane, tools.wording)
        self.rail.go.connect(self._go)
        self.rail.signed.connect(self._hand_over)
        self.bags = BagColumns()
        self.bags.picked.connect(self._choose)
        self.code = text("", theme.BODY, tone="quiet")
        self.code.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._lay_out()
        self.setMinimumSize(320, 200)
        self.sheet.raise_()

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.rail)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.bags)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(16, 16, 16, 8)
        right.setSpacing(4)
        right.addWidget(self._scroll, 1)
        right.addWidget(self.code)
        self._row.addWidget(self._right, 1)

    # -- boards

    def show_board(self, board: object) -> None:
        if not isinstance(board, CustodyBoard) or board == self._board:
            return
        before, self._board = self._board, board
        self.rail.show_board(board)
        self.bags.show_columns(board.columns)
        self.code.setText(board.foot)
        self.code.setVisible(bool(board.foot))
        self.sheet.refresh(self._rows())
        if board.hand != before.hand:
            if not self.sheet.is_open():
                self.setFocus()
            self._begin()
        self.setAccessibleName(board.top.title)
        self.bars_changed.emit()

    def _rows(self) -> tuple[ActionRow, ...]:
        hand = self._board.hand
        own = (hand.action, hand.differs) if hand is not None else ()
        return tuple(row for row in own if row is not None) + self._board.available

    def board(self) -> CustodyBoard:
        return self._board

    def keys(self) -> tuple[KeyHint, ...]:
        words = self.tools.wording.text
        if self.sheet.is_open():
            return (KeyHint("Esc", words("shell-back")),)
        hand, panel = self._board.hand, self.rail.hand
        out: list[KeyHint] = []
        if hand is None or panel is None:
            out.append(KeyHint("Scan", words("custody-key-scan")))
        else:
            signing = panel.signatures is not None and panel.signatures.missing()
            if signing or not panel.checked():
                out.append(KeyHint("Scan", words("custody-key-badge")))
            elif hand.action is not None and hand.action.enabled:
                out.append(KeyHint("Enter", hand.action.title))
            if hand.differs is not None:
                out.append(KeyHint("F5", words("custody-key-differs")))
            out.append(KeyHint("Esc", words("custody-key-put-down")))
        out += [KeyHint(row.key, row.title, row.enabled) for row in self._board.available if row.key]
        out.append(KeyHint("F10", words("actions-title")))
        return tuple(out)

    def in_hand(self) -> bool:
        return super().in_hand() or self.rail.hand is not None

    def more_keys(self) -> tuple[KeyHint, ...]:
        ticking = self.rail.hand is not None and not self.rail.hand.checked()
        return (KeyHint("Space", self.tools.wording.text("custody-key-tick")),) if ticking else ()

    # -- keys and scans

    def pressed(self, key: str) -> bool:
        hand, panel = self._board.hand, self.rail.hand
        if key == "Space" and panel is not None:
            if panel.tick_next():
                self.notify(None)
            self.bars_changed.emit()
        elif key == "Enter":
            if self._typed:
                self._choose(self._typed)
            else:
                self._go()
        elif key == "F5":
            return self.offer(hand.differs if hand is not None else None)
        elif key == "Esc":
            self._leave()
        elif key == "F10":
            self.notify(None)
            self.sheet.open_all(self._rows())
            self.bars_changed.emit()
        elif len(key) == 1 and (key.isalnum() or key == "-"):
            self._typed += key
            self.rail.notice.say(self.tools.wording.text("custody-typed", text=self._typed), "brand")
        else:
            return self.offer(next((row for row in self._board.available if row.key == key), None))
        return True

    def take_scan(self, words: str) -> None:
        """A bag begins its hand-over whatever is open; any other read is a badge and never costs a form's answers."""
        if self.sheet.is_open() and not self._is_bag(words):
            self.sheet.badge_scanned(words)
        else:
            super().take_scan(words)

    def scanned(self, words: str) -> None:
        """A bag's label is a bag wherever the work stands; anything else is a badge while one is asked for."""
        self.notify(None)
        panel = self.rail.hand
        if panel is None or panel.signatures is None or self._is_bag(words):
            self._choose(words)
        else:
            panel.badge(words)
            self.bars_changed.emit()

    def _is_bag(self, words: str) -> bool:
        known = {name for column in self._board.columns for bag in column.bags for name in (bag.id, bag.label)}
        return words.strip().removeprefix("bag:") in known

    def _choose(self, bag: str) -> None:
        self._typed = ""
        self.notify(None)
        self.do(partial(self._actions.choose, bag))

    def _leave(self) -> None:
        """One thing at a time: the typed label, the notice, then the bag."""
        if self._typed or not self.rail.notice.isHidden():
            self._typed = ""
            self.notify(None)
        elif self._board.hand is not None:
            self.setFocus()
            self.do(self._actions.dismiss)

    def _begin(self) -> None:
        if self.rail.hand is not None and self.rail.hand.ticks is None:
            self.rail.hand.begin()

    def _go(self) -> None:
        hand, panel = self._board.hand, self.rail.hand
        if hand is None or panel is None or hand.action is None:
            return
        if hand.action.enabled and not panel.checked():
            self.notify(None, self.tools.wording.text("custody-check-first"))
        elif panel.signatures is not None and panel.signatures.missing():
            panel.begin()
        else:
            self.offer(hand.action)

    # -- the act itself

    def _hand_over(self, signed: tuple[Signed, ...]) -> None:
        hand = self._board.hand
        if hand is None or hand.action is None:
            return
        row = hand.action
        work = partial(self._actions.act, row.command, row.about, {}, signed)
        self.tools.lane.call(work, self._handed, self.failed, owner=self)

    def _handed(self, answer: Answer) -> None:
        self.notify(answer)
        self.setFocus()
        if answer.refused is None:
            # The next scan begins the next bag; this one's next hop is not offered by itself.
            self.tools.lane.call(self._actions.dismiss, failed=self.failed, owner=self)
        else:
            self.rail.put_hand(self._board.hand)
            self._begin()
        self.bars_changed.emit()

    def notify(self, answer: Answer | None, words: str = "") -> None:
        self.rail.notice.tell(answer, words)
        self.rail.fit()

    # -- room

    def make_room(self, wide: int) -> None:
        """The hand-over stays beside a form; the bags make way."""
        self._row.setContentsMargins(0, 0, wide, 0)
        self._set_rail(wide)

    def _set_rail(self, form: int) -> None:
        self._right.setVisible(not form and self.width() >= 480)
        usual = min(max(self.width() * 315 // 1000, 300), 520) if self.width() >= 480 else self.width()
        self.rail.setFixedWidth(max(self.width() - form, 200) if form else usual)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_rail(self._sheet_width() if self.sheet.is_open() else 0)
        super().resizeEvent(event)
