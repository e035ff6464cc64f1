"""The door desk 查证台. Armed at all times: whatever is on the screen, the next read replaces it (U11, U12)."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop.operations.boards.door import DoorActions, DoorBoard
from desktop.operations.boards.shell import ActionRow, Answer, KeyHint, SeatMapBoard, TopBoard
from desktop.ui.desk import DeskTools, DeskView
from desktop.ui.door.side import DoorSide
from desktop.ui.door.verdict import VerdictPane
from desktop.ui.shared.sound import Tune

if TYPE_CHECKING:
    from desktop.operations.ports import ReadDocument

_RESIDENT = re.compile(r"[0-9]{17}[0-9Xx]")
_TUNES: dict[str, Tune] = {"ok": "admit", "warn": "attention", "stop": "refuse"}


class DoorView(DeskView):
    """Shows `DoorBoard`s, asks through `DoorActions`."""

    def __init__(self, actions: DoorActions, tools: DeskTools) -> None:
        super().__init__(actions, tools)
        self._actions = actions
        self._board: DoorBoard = DoorBoard(TopBoard(""), None, "waiting", "", seats=SeatMapBoard())
        self._heard = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._row_of_panes = row
        self.pane = VerdictPane(tools.wording.text("door-seat-word"))
        self.side = DoorSide(tools.wording)
        row.addWidget(self.pane, 1)
        row.addWidget(self.side)
        self.sheet.raise_()

    def show_board(self, board: object) -> None:
        if not isinstance(board, DoorBoard) or board == self._board:
            return
        before, self._board = self._board, board
        fresh = board.verdict is not None and (before.verdict is None or before.verdict.id != board.verdict.id)
        if fresh:
            # A form about the person before would be signed for the wrong one.
            self.sheet.leave()
            self.side.notice.silence()
        self.pane.show_board(board)
        if board.notice != before.notice or board.phase != before.phase:
            # Beside a verdict the pane is taken; the column says what was wrong with the last read.
            self.side.notice.say(board.notice if board.phase == "verdict" else "", board.notice_tone)
        self.side.show_board(board)
        self.sheet.refresh(board.available)
        if fresh and board.verdict is not None and board.verdict.id != self._heard:
            self._heard = board.verdict.id
            self.tools.sound.play(_TUNES[board.verdict.tone])
        self.setAccessibleName(board.top.title)
        self.bars_changed.emit()

    def board(self) -> DoorBoard:
        return self._board

    def keys(self) -> tuple[KeyHint, ...]:
        words = self.tools.wording.text
        if self.sheet.is_open():
            return (KeyHint("Esc", words("shell-back")),)
        out: list[KeyHint] = []
        verdict = self._board.verdict if self._board.phase == "verdict" else None
        if verdict is not None and verdict.awaits_signature:
            out.append(KeyHint("Enter", words("door-confirm")))
        elif verdict is not None:
            out.append(KeyHint("Esc", words("door-dismiss")))
        # A blocked key is not offered here; pressed all the same it says why.
        out += [KeyHint(row.key, row.title) for row in self._board.available if row.key and row.enabled]
        out.append(KeyHint("F6", words("door-to-room")))
        out.append(KeyHint("F10", words("actions-title")))
        return tuple(out)

    def help_at(self) -> tuple[str, str]:
        """With anything but a plain admission on the screen, what to do about it."""
        verdict = self._board.verdict if self._board.phase == "verdict" else None
        heading = {"warn": 2, "stop": 3}.get(verdict.tone, 0) if verdict is not None else 0
        return ("verdicts", f"#{heading}") if heading else ("", "")

    def more_keys(self) -> tuple[KeyHint, ...]:
        verdict = self._board.verdict if self._board.phase == "verdict" else None
        choices = verdict.choices if verdict is not None else ()
        return tuple(KeyHint(str(n), choice.label) for n, choice in enumerate(choices[:9], 1))

    def pressed(self, key: str) -> bool:
        verdict = self._board.verdict if self._board.phase == "verdict" else None
        if key == "Enter":
            if verdict is not None and verdict.awaits_signature:
                self.do(self._actions.confirm_signature)
            return True
        if key == "Esc":
            if not self.side.notice.isHidden():
                self.notify(None)
            elif verdict is not None:
                self.do(self._actions.dismiss)
            return True
        if key.isdigit() and verdict is not None and 1 <= int(key) <= len(verdict.choices):
            self.do(partial(self._actions.choose, verdict.choices[int(key) - 1].value))
            return True
        if key == "F6":
            self.wanted.emit("desk:room")
            return True
        if key == "F10":
            self.notify(None)
            self.sheet.open_all(self._board.available)
            return True
        return self.offer(self._row(key))

    def is_document(self, words: str) -> bool:
        return _RESIDENT.fullmatch(words) is not None

    def scanned(self, words: str) -> None:
        self.notify(None)
        self.do(partial(self._actions.scanned, words))

    def take_document(self, document: ReadDocument) -> None:
        """A person's document is checked; a bare token stays a badge while a form asks for one."""
        if self.sheet.is_open() and not document.number:
            super().take_document(document)
            return
        self.sheet.leave()
        self.notify(None)
        self.do(partial(self._actions.read, document))

    def notify(self, answer: Answer | None, words: str = "") -> None:
        self.side.notice.tell(answer, words)
        self.side.fit()

    def make_room(self, wide: int) -> None:
        """The verdict stays whole beside a form; the column makes way."""
        self.side.setVisible(not wide and self.width() >= 560)
        self._row_of_panes.setContentsMargins(0, 0, wide, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.side.setFixedWidth(min(max(self.width() * 293 // 1000, 270), 460))
        self.side.setVisible(not self.sheet.is_open() and self.width() >= 560)
        super().resizeEvent(event)

    def _row(self, key: str) -> ActionRow | None:
        return next((row for row in self._board.available if row.key == key), None)
