"""The custody desk 保密台: scan a bag, two badges, done. Bags by place at the right, what is missing big."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea

from desktop.operations.boards.custody import CustodyActions, CustodyBoard
from desktop.operations.boards.shell import Answer, KeyHint, Signed, TopBoard
from desktop.ui.custody.hand import HandRail
from desktop.ui.desk import DeskTools, DeskView
from desktop.ui.shared.cards import BagColumns


class CustodyView(DeskView):
    """Shows `CustodyBoard`s, asks through `CustodyActions`. Figures and letters typed find a bag by its label."""

    def __init__(self, actions: CustodyActions, tools: DeskTools) -> None:
        super().__init__(actions, tools)
        self._actions = actions
        self._board = CustodyBoard(TopBoard(""), None, "")
        self._typed = ""
        self.rail = HandRail(tools.wording)
        self.rail.go.connect(self._go)
        self.bags = BagColumns()
        self.bags.picked.connect(self._choose)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self.bags)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.rail)
        holder = QHBoxLayout()
        holder.setContentsMargins(16, 16, 16, 16)
        holder.addWidget(scroll)
        self._row.addLayout(holder, 1)
        self.sheet.raise_()

    def show_board(self, board: object) -> None:
        if not isinstance(board, CustodyBoard) or board == self._board:
            return
        self._board = board
        self.rail.show_board(board)
        self.bags.show_columns(board.columns)
        rows = board.available
        if board.hand is not None:
            rows += tuple(r for r in (board.hand.action, board.hand.differs) if r is not None)
        self.sheet.refresh(rows)
        self.bars_changed.emit()

    def top(self) -> TopBoard:
        return self._board.top

    def officer(self) -> Signed | None:
        return self._board.officer

    def keys(self) -> tuple[KeyHint, ...]:
        words = self.tools.wording.text
        if self.sheet.is_open():
            return (KeyHint("Esc", words("shell-back")),)
        out = [KeyHint("Scan", words("custody-key-scan"))]
        hand = self._board.hand
        if hand is not None:
            if hand.action is not None and hand.action.enabled:
                out.append(KeyHint("Enter", hand.action.title))
            if hand.differs is not None:
                out.append(KeyHint("F5", words("custody-key-differs")))
            out.append(KeyHint("Esc", words("custody-key-put-down")))
        out += [KeyHint(r.key, r.title) for r in self._board.available if r.key]
        out.append(KeyHint("F10", words("actions-title")))
        return tuple(out)

    def pressed(self, key: str) -> bool:
        hand = self._board.hand
        if key == "Enter":
            if self._typed:
                self._choose(self._typed)
            else:
                self._go()
        elif key == "F5":
            return self.offer(hand.differs if hand is not None else None)
        elif key == "Esc":
            self._typed = ""
            self.notify(None)
            if hand is not None:
                self.do(self._actions.dismiss)
        elif key == "F10":
            self.notify(None)
            self.sheet.open_all(self._board.available)
            self.bars_changed.emit()
        elif len(key) == 1 and (key.isalnum() or key == "-"):
            self._typed += key
            self.rail.notice.say(self.tools.wording.text("custody-typed", text=self._typed), "brand")
        else:
            return self.offer(next((r for r in self._board.available if r.key == key), None))
        return True

    def scanned(self, words: str) -> None:
        self.notify(None)
        self._choose(words)

    def _choose(self, bag: str) -> None:
        self._typed = ""
        self.notify(None)
        self.do(partial(self._actions.choose, bag))

    def _go(self) -> None:
        if self._board.hand is not None:
            self.offer(self._board.hand.action)

    def notify(self, answer: Answer | None, words: str = "") -> None:
        notice = self.rail.notice
        if words:
            notice.say(words, "stop")
        elif answer is None:
            notice.silence()
        elif answer.refused is not None:
            notice.refuse(answer.refused)
        elif answer.text:
            notice.say(answer.text, "ok")

    def make_room(self, wide: int) -> None:
        """The hand-over stays beside a form; the bags make way."""
        self._row.setContentsMargins(0, 0, wide, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.rail.setFixedWidth(min(max(self.width() * 315 // 1000, 300), 520))
        super().resizeEvent(event)
