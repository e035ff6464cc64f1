"""The room desk 考场台: the next step, the seats, the paper balance. Everything by keyboard, seat by seat."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.operations.boards.room import RoomActions, RoomBoard
from desktop.operations.boards.shell import (
    ActionRow,
    Answer,
    KeyHint,
    SeatCell,
    SeatMapBoard,
    SeatState,
    TopBoard,
)
from desktop.ui.desk import DeskTools, DeskView
from desktop.ui.room.record import RecordSheet
from desktop.ui.room.side import Legend, RoomSide
from desktop.ui.room.step import StepRail
from desktop.ui.shared import theme
from desktop.ui.shared.act.sheet import seat_rows
from desktop.ui.shared.panels import Elided
from desktop.ui.shared.seating.seatmap import SeatMap

_ARROWS = {"Left": Qt.Key.Key_Left, "Up": Qt.Key.Key_Up, "Right": Qt.Key.Key_Right, "Down": Qt.Key.Key_Down}
_SCROLLS = {"Up": (-1, False), "Down": (1, False), "PageUp": (-1, True), "PageDown": (1, True)}
_TYPING_MS = 900


class RoomView(DeskView):
    """Shows `RoomBoard`s, asks through `RoomActions`. Figures typed in a row select a seat by its number."""

    def __init__(self, actions: RoomActions, tools: DeskTools) -> None:
        super().__init__(actions, tools)
        self._actions = actions
        self._board: RoomBoard = RoomBoard(TopBoard(""), None, None, SeatMapBoard())
        words = tools.wording.text
        self.rail = StepRail(tools.wording)
        self.rail.go.connect(self._go)
        self.rail.checks.changed.connect(self.bars_changed)
        self.map = SeatMap(lectern=words("room-lectern"), door=words("room-door"), title=words("look-seats"))
        self.map.selected.connect(self._selected)
        self.legend = Legend(tools.wording)
        self.account = Elided("", theme.BODY, bold=True)
        self.side = RoomSide()
        self.side.key_pressed.connect(self.pressed)
        self.side.alert_chosen.connect(self._alert)
        self.side.verticalScrollBar().rangeChanged.connect(self._side_changed)
        self.record = RecordSheet(actions, tools)
        middle = self._middle = QWidget()
        column = self._column = QVBoxLayout(middle)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.map, 1)
        column.addWidget(self.record, 1)
        column.addWidget(self.legend)
        column.addWidget(self.account)
        self._panes = QHBoxLayout(self)
        self._panes.setContentsMargins(0, 0, 0, 0)
        self._panes.setSpacing(0)
        self._panes.addWidget(self.rail)
        self._panes.addWidget(middle, 1)
        self._panes.addWidget(self.side)
        self.sheet.raise_()
        self._digits = ""
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._end_typing)

    # -- boards

    def show_board(self, board: object) -> None:
        if not isinstance(board, RoomBoard) or board == self._board:
            return
        before, self._board = self._board, board
        self.map.show_board(board.seats)
        self.legend.show_board(board.seats)
        self.rail.show_step(board.step, board.steps)
        self.side.show_board(board, self._state())
        self.sheet.refresh(board.available)
        self.record.follow(board.written)
        self._fit()
        new_alerts = {row.id for row in board.alerts} - {row.id for row in before.alerts}
        if new_alerts and before.top.title:
            self.tools.sound.play("attention")
        self.tick(self.tools.now())
        self.setAccessibleName(board.top.title)
        self.bars_changed.emit()

    def carry(self, old: DeskView) -> None:
        if isinstance(old, RoomView):
            self.map.select(old.map.selected_number())
            self._turn_sheet(not old.record.isHidden())
            self.rail.checks.set_ticks(old.rail.checks.ticks())

    def tick(self, now: int) -> None:
        self.rail.tick(now)

    # -- keys

    def keys(self) -> tuple[KeyHint, ...]:
        words = self.tools.wording.text
        if self.sheet.is_open():
            return (KeyHint("Esc", words("shell-back")),)
        out: list[KeyHint] = []
        step = self._board.step
        if step is not None:
            ticking = step.action.enabled and not self.rail.checks.all_done()
            if step.action.enabled:
                out.append(KeyHint("Enter", words("room-tick") if ticking else step.action.title))
        if not self.record.isHidden():
            out.append(KeyHint("↑↓", words("room-sheet-scroll")))
            out.append(KeyHint("R", words("room-sheet-back")))
            out.append(KeyHint("F10", words("actions-title")))
            return tuple(out)
        out.append(KeyHint("←↑↓→", words("room-select")))
        buttons = self.side.keys_in_sight()
        for key in dict.fromkeys(row.key for row in self._board.available if row.key):
            if key in buttons:
                continue
            row = seat_rows(self._board.available, key, self._state())
            if row is not None and row.enabled and self._fits(row):
                out.append(KeyHint(key, row.title))
        out.append(KeyHint("R", words("room-sheet-key")))
        out.append(KeyHint("F6", words("room-to-door")))
        out.append(KeyHint("F10", words("actions-title")))
        return tuple(out)

    def more_keys(self) -> tuple[KeyHint, ...]:
        words = self.tools.wording.text
        shown = (seat_rows(self._board.available, key, self._state()) for key in self.side.keys_in_sight())
        buttons = sorted((KeyHint(row.key, row.title) for row in shown if row is not None), key=lambda hint: hint.key)
        return (*buttons, KeyHint("0-9", words("room-key-number")), KeyHint("PageDown", words("room-key-text")))

    def go_to(self, about: str) -> bool:
        """The seat of a person of this room who was looked for."""
        cell = next((cell for cell in self._board.seats.cells if about in cell.about), None)
        if cell is not None:
            self.map.select(cell.number)
        return cell is not None

    def pressed(self, key: str) -> bool:
        if key == "R":
            self._turn_sheet(self.record.isHidden())
            return True
        if not self.record.isHidden() and key in _SCROLLS:
            self.record.leaf(*_SCROLLS[key])
            return True
        if key in _ARROWS:
            return self.map.step(_ARROWS[key])
        if key.isdecimal() and len(key) == 1:
            self._type(key)
            return True
        if key == "Enter":
            self._go()
            return True
        if key == "Esc":
            self._turn_sheet(False)
            self.notify(None)
            self.setFocus()
            return True
        if key in ("PageUp", "PageDown"):
            self.rail.turn(1 if key == "PageDown" else -1)
            return True
        if key == "F6":
            self.wanted.emit("desk:door")
            return True
        if key == "F10":
            self.notify(None)
            alerts = tuple(row for alert in self._board.alerts for row in alert.actions)
            fitting = tuple(row for row in alerts + self._board.available if self._fits(row))
            self.sheet.open_all(tuple(dict.fromkeys(fitting)), self._about(), self._subject())
            return True
        return self._use(seat_rows(self._board.available, key, self._state()))

    def _turn_sheet(self, shown: bool) -> None:
        """The record sheet in the seats' place, or the seats again."""
        self.map.setVisible(not shown)
        self.legend.setVisible(not shown and self.height() >= 330)
        self.record.turn(shown)
        self._fit()
        self.bars_changed.emit()

    def scanned(self, words: str) -> None:
        """A ticket or paper label selects its seat."""
        found = next((cell for cell in self._board.seats.cells if cell.code and cell.code == words), None)
        if found is None:
            self.notify(None, self.tools.wording.text("room-unknown-scan", text=words))
            return
        self.notify(None)
        self.map.select(found.number)

    def _use(self, row: ActionRow | None) -> bool:
        if row is None:
            return False
        words, cell = self.tools.wording.text, self.map.selection()
        if row.for_seats and cell is None:
            self.notify(None, words("room-select-first", action=row.title))
        elif row.for_seats and cell is not None and not self._fits(row):
            state = words(f"seat-{cell.state}")
            self.notify(None, words("room-not-now", seat=cell.number, name=cell.name, state=state, action=row.title))
        else:
            self.offer(row, self._about(), self._subject())
        return True

    def _go(self) -> None:
        """Enter: tick the next line by hand, and when none is open do the step."""
        step = self._board.step
        if step is None:
            return
        if step.action.enabled and self.rail.checks.tick_next():
            self.bars_changed.emit()
        elif step.action.enabled and not self.rail.checks.all_done():
            self.notify(None, self.tools.wording.text("room-still-open"))
        elif step.action.enabled and step.action.immediate:
            self.do(partial(self._actions.complete_step, step.id, self.rail.checks.ticks()))
        else:
            # What was ticked by hand beside the text is not asked again.
            ticked = self.rail.checks.ticks()
            fields = tuple(replace(f, value=True) if ticked.get(f.name) else f for f in step.action.fields)
            self.offer(replace(step.action, fields=fields))

    def _alert(self, alert: str, command: str) -> None:
        row = next((row for row in self._board.alerts if row.id == alert), None)
        if row is not None:
            self.offer(next((action for action in row.actions if action.command == command), None))

    # -- the selected seat

    def _state(self) -> SeatState | None:
        cell = self.map.selection()
        return cell.state if cell is not None else None

    def _fits(self, row: ActionRow) -> bool:
        state = self._state()
        return not row.for_seats or (state is not None and state in row.for_seats)

    def _about(self) -> tuple[str, ...]:
        cell = self.map.selection()
        return cell.about if cell is not None else ()

    def _subject(self) -> str:
        cell: SeatCell | None = self.map.selection()
        if cell is None:
            return ""
        return self.tools.wording.text("room-seat", seat=cell.number, name=cell.name)

    def _side_changed(self) -> None:
        self.bars_changed.emit()

    def _selected(self) -> None:
        self.side.show_board(self._board, self._state())
        self._fit()
        self.bars_changed.emit()

    def _type(self, digit: str) -> None:
        numbers = {cell.number for cell in self._board.seats.cells}
        longer = int(self._digits + digit)
        self._digits = self._digits + digit if longer in numbers else digit
        if int(self._digits) in numbers:
            self.map.select(int(self._digits))
        self._typing.start()

    def _end_typing(self) -> None:
        self._digits = ""

    # -- notices and room

    def notify(self, answer: Answer | None, words: str = "") -> None:
        if answer is not None and answer.done and not answer.text:
            answer = Answer(text=self.tools.wording.text("act-done"))
        self.rail.notice.tell(answer, words, fault="warn")

    def make_room(self, wide: int) -> None:
        """The seats stay whole beside a form; balance and buttons make way, on a small screen the step too."""
        self._panes.setContentsMargins(0, 0, wide, 0)
        self._fit()

    def _fit(self) -> None:
        """In a small window the seats get the column's place while nothing waits in it: the foot bar has its keys, and
        the balance is one line below the seats. The record sheet gets everything there."""
        small, form = self.width() < 760, self.sheet.is_open()
        self._column.setContentsMargins(*((8, 8, 8, 8) if small else (16, 16, 16, 12)))
        balance = self._board.balance
        calm = not self._board.alerts and (balance is None or balance.holds)
        paper = not self.record.isHidden()
        wide = self._sheet_width() if form else 0
        narrow = self.width() < 1000 if paper else False
        self.rail.setVisible(not narrow and (not wide or self.width() - wide - self.rail.width() > 360))
        wanted = not form and not narrow and not (small and calm) and self.width() >= 480
        if wanted == self.side.isHidden():
            self.side.setVisible(wanted)
            self.bars_changed.emit()
        self.account.setVisible(small and not wanted and not paper and balance is not None and self.width() >= 480)
        if balance is not None:
            account = f"{balance.title} {balance.equation} {balance.total} {'✓' if balance.holds else '✕'}"
            self.account.say(" · ".join(part for part in (account, self._subject()) if part))
            theme.set_look(self.account, tone="ok" if balance.holds else "stop")
        self._middle.setVisible(self.width() >= 480 or form)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # On the smallest screens the seats need the height more than the legend of their marks.
        self.legend.setVisible(self.height() >= 330 and self.record.isHidden())
        rail = min(max(self.width() * 322 // 1000, 250), 520)
        self.rail.setFixedWidth(rail if self.width() >= 480 else max(self.width(), 1))
        self._fit()
        self.side.setFixedWidth(min(max(self.width() * 197 // 1000, 216 if self.width() >= 760 else 196), 330))
        super().resizeEvent(event)
