"""Papers that come back: the queue of rooms at the left, what the chosen one waits for and every count of it beside."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from desktop.operations.boards.office import OfficeActions
from desktop.operations.boards.returned.acceptance import AcceptBoard, AcceptRoom, Attempt
from desktop.operations.boards.shell import KeyHint, Tone
from desktop.ui.desk import DeskTools
from desktop.ui.office.work import WorkPane
from desktop.ui.shared import theme
from desktop.ui.shared.panels import Badge, KeyCap, Panel, text
from desktop.ui.shared.rows import Column, RowsModel, RowsView

NARROW, LOW, TIGHT = 720, 240, 400
"""Width below which the room stands under the queue; heights it has below which only its first words, and below which
no button fits."""
LIST = 380


class AcceptPane(WorkPane):
    """Shows an `AcceptBoard`. Up and Down choose a room, Enter does what it waits for; then the next one that waits is
    chosen."""

    def __init__(self, actions: OfficeActions, tools: DeskTools) -> None:
        super().__init__(actions, tools)
        word = tools.wording.text
        self._board = AcceptBoard((), ())
        self._heads: tuple[str, ...] = ()
        self._chosen = ""
        self.list: RowsView | None = None
        self._rooms: RowsModel[AcceptRoom] | None = None
        self.counts: RowsView | None = None
        self._counted: RowsModel[Attempt] | None = None
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(16)
        self._left = QVBoxLayout()
        self._across.addLayout(self._left)
        self.card = Panel("panel", (20, 16, 20, 16), 8)
        self.room = text("", theme.TITLE, bold=True)
        self.state = Badge()
        self.missing = text("", theme.LEAD, bold=True, wrap=True)
        self.next = text("", theme.BODY, wrap=True)
        self.clause = text("", theme.SMALL, tone="quiet", wrap=True)
        self.button = QPushButton()
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setProperty("look", "primary")
        self.button.setFont(theme.font(theme.LEAD, bold=True))
        self.button.setMinimumHeight(48)
        self.button.clicked.connect(self._act)
        self.told = text(word("accept-attempts"), theme.BODY, bold=True, tone="quiet")
        self.none = text(word("accept-no-attempts"), theme.BODY, tone="quiet")
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.room)
        head.addWidget(self.state)
        head.addStretch(1)
        self._does = QHBoxLayout()
        self._does.setSpacing(8)
        self._does.addWidget(self.button)
        self._does.addWidget(KeyCap("Enter"))
        self._does.addStretch(1)
        self._tables = QVBoxLayout()
        for part in (head, self.missing, self.next, self.clause, self._does, self.told, self.none, self._tables):
            if isinstance(part, QBoxLayout):
                self.card.column.addLayout(part)
            else:
                self.card.column.addWidget(part)
        self.card.column.addStretch(1)
        self.card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._across.addWidget(self.card, 1)

    # --- the board ------------------------------------------------------------------------------------------------

    def show_work(self, work: Any) -> None:
        if not isinstance(work, AcceptBoard) or work == self._board:
            return
        before, self._board = self.current(), work
        if self.list is None or self._rooms is None:
            self._build_list(work.heads)
        assert self.list is not None
        assert self._rooms is not None
        self._rooms.show_rows(work.rooms)
        self.list.selectRow(self._place(before))
        self._show_room()

    def _build_list(self, heads: tuple[str, ...]) -> None:
        room, wait, since = heads
        self._rooms = RowsModel(
            [
                Column[AcceptRoom](room, lambda r: r.room),
                Column[AcceptRoom](wait, lambda r: r.state, lambda r: r.tone),
                Column[AcceptRoom](since, lambda r: r.since),
            ]
        )
        self.list = RowsView(self._rooms, (110, 170))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(self.tools.wording.text("accept-rooms"))
        self.list.selectionModel().currentRowChanged.connect(self._show_room)
        self.list.doubleClicked.connect(self._act)
        self._left.addWidget(self.list)

    def _place(self, before: AcceptRoom | None) -> int:
        """Where the chosen room is now; once it no longer waits for what it waited for, the first that does, else the
        first that waits for anything here."""
        rooms = self._board.rooms
        at = next((n for n, room in enumerate(rooms) if before and room.about == before.about), -1)
        if before is None or at < 0:
            return 0
        if before.action is None or rooms[at].wait == before.wait:
            return at
        waiting = [n for n, room in enumerate(rooms) if room.action is not None]
        return next((n for n in waiting if rooms[n].wait == before.wait), waiting[0] if waiting else at)

    def current(self) -> AcceptRoom | None:
        at = self.list.currentIndex().row() if self.list is not None else -1
        return self._board.rooms[at] if 0 <= at < len(self._board.rooms) else None

    def _show_room(self) -> None:
        room = self.current()
        if room is None:
            return
        self.room.setText(room.room)
        self.state.say(room.state, room.tone)
        self.missing.setText(room.missing)
        self.next.setText(room.next)
        self.next.setVisible(bool(room.next))
        self.clause.setText(room.clause)
        self.clause.setVisible(bool(room.clause))
        action = room.action
        if action is not None:
            self.button.setText(action.title.partition(" · ")[2] or action.title)
            self.button.setAccessibleName(action.title)
        self._show_counts(room)
        self._fit()
        self.changed.emit()

    def _show_counts(self, room: AcceptRoom) -> None:
        if room.heads != self._heads or self._counted is None or self.counts is None:
            self._heads = room.heads
            if self.counts is not None:
                self._tables.removeWidget(self.counts)
                self.counts.hide()
                self.counts.deleteLater()
            self._counted = RowsModel([_column(n, head, len(room.heads)) for n, head in enumerate(room.heads)])
            figures = (len(room.heads) - 3) * (84,)
            self.counts = RowsView(self._counted, (84, 100, *figures))
            self.counts.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.counts.setAccessibleName(self.tools.wording.text("accept-attempts"))
            self._tables.addWidget(self.counts)
        self._counted.show_rows(room.attempts)

    # --- keys -----------------------------------------------------------------------------------------------------

    def keys(self) -> tuple[KeyHint, ...]:
        room, word = self.current(), self.tools.wording.text
        out = [KeyHint("Enter", room.action.title)] if room is not None and room.action is not None else []
        return (*out, KeyHint("↑↓", word("office-key-row")))

    def pressed(self, key: str) -> bool:
        if key in ("Up", "Down", "PageUp", "PageDown") and self.list is not None and self._board.rooms:
            by = {"Up": -1, "Down": 1, "PageUp": -8, "PageDown": 8}[key]
            self.list.selectRow(min(max(self.list.currentIndex().row() + by, 0), len(self._board.rooms) - 1))
        elif key == "Enter":
            self._act()
        else:
            return False
        return True

    def _act(self) -> None:
        room = self.current()
        if room is not None and room.action is not None:
            self.asked.emit(room.action)

    # --- size -----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window the chosen room stands below the queue; in a low one in few words."""
        room, narrow = self.current(), self.width() < NARROW
        tall = self.height() // 2 if narrow else self.height()
        low, tight = tall < LOW, tall < TIGHT
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        turned = way != self._across.direction()
        self._across.setDirection(way)
        self._across.setSpacing(8 if narrow else 16)
        self.card.column.setContentsMargins(*((12, 8, 12, 8) if low else (20, 16, 20, 16)))
        if self.list is not None:
            self.list.setMaximumWidth(16_777_215 if narrow else LIST)
            self.list.setMinimumWidth(0 if narrow else LIST)
        counted = room is not None and bool(room.attempts)
        self.room.setVisible(not low)
        self.state.setVisible(not low)
        self.next.setVisible(not low and room is not None and bool(room.next))
        for n in range(self._does.count()):
            item = self._does.itemAt(n)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setVisible(not tight and room is not None and room.action is not None)
        self.told.setVisible(not tight)
        self.none.setVisible(not tight and not counted)
        if self.counts is not None:
            self.counts.setVisible(not low and counted)
            if room is not None and counted:
                self.counts.setFixedHeight(48 + 36 * min(len(room.attempts), 2 if tight else 5))
        if turned:  # at once: a frame in the old direction would be seen
            self._across.activate()


def _column(place: int, title: str, of: int) -> Column[Attempt]:
    def words(attempt: Attempt) -> str:
        return (attempt.time, attempt.who, *attempt.figures, attempt.result)[place]

    def tone(attempt: Attempt) -> Tone | None:
        return attempt.tone if place == of - 1 or (not words(attempt).isdecimal() and 2 <= place < of - 1) else None

    return Column(title, words, tone)
