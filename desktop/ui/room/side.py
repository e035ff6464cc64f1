"""The right column: alerts first, the paper balance, then the commands that stand as buttons with their keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.operations.boards.room import RoomBoard
from desktop.operations.boards.shell import SEAT_STATES, ActionRow, AlertRow, SeatMapBoard, SeatState
from desktop.ui.shared import theme
from desktop.ui.shared.act.sheet import seat_rows
from desktop.ui.shared.cards import AlertCard, BalanceTable, ScrollBody, empty
from desktop.ui.shared.look.flow import FlowLayout
from desktop.ui.shared.look.icons import Icon, icon_of
from desktop.ui.shared.panels import KeyRow, text
from desktop.ui.shared.signs import paint_mark
from desktop.wording import Wording

_BARS = theme.TOP_BAR + round(1.5 * theme.FOOT_BAR)
"""What the bars take of a window at most: a foot bar of two rows."""


class RoomSide(QScrollArea):
    """`key_pressed(name)` from a button, `alert_chosen(alert id, command)` from an alert."""

    key_pressed = Signal(str)
    alert_chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._alerts: tuple[AlertRow, ...] = ()
        self._buttons: tuple[tuple[str, str, bool, str], ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = ScrollBody("paper")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 16, 16, 12)
        column.setSpacing(12)
        self._alert_column = QVBoxLayout()
        self._alert_column.setSpacing(8)
        column.addLayout(self._alert_column)
        self.balance = BalanceTable()
        column.addWidget(self.balance)
        self._button_column = QVBoxLayout()
        self._button_column.setSpacing(8)
        column.addLayout(self._button_column)
        column.addStretch(1)
        self.setWidget(body)

    def show_board(self, board: RoomBoard, state: SeatState | None) -> None:
        """`state` is the selected seat's; a button's words follow it (外出 or 返回)."""
        self.balance.show_board(board.balance)
        if board.alerts != self._alerts:
            self._alerts = board.alerts
            empty(self._alert_column)
            for row in board.alerts:
                card = AlertCard(row)
                card.chosen.connect(self.alert_chosen)
                self._alert_column.addWidget(card)
        buttons = tuple((row.title, row.key, row.enabled, icon_of(row.command)) for row in shown_rows(board, state))
        if buttons != self._buttons:
            self._buttons = buttons
            empty(self._button_column)
            for title, key, enabled, icon in buttons:
                shown = Icon(icon, title, theme.INK_2 if enabled else theme.INK_3) if icon else None
                button = KeyRow(title, key, shown)
                if not enabled:
                    theme.set_look(button.title, tone="faint")
                button.clicked.connect(partial(self._press, key))
                self._button_column.addWidget(button)

    def keys_in_sight(self) -> frozenset[str]:
        """The keys that stand on buttons here, if all of them can be seen; the foot bar need not repeat those.

        Judged by the window's height, never by our own: keys that move change the foot bar's height, and that would
        decide anew, for ever.
        """
        body = self.widget()
        whole = not self.isHidden() and body is not None and body.minimumHeight() <= self.window().height() - _BARS
        return frozenset(key for _, key, _, _ in self._buttons) if whole else frozenset()

    def _press(self, key: str) -> None:
        self.key_pressed.emit(key)


def shown_rows(board: RoomBoard, state: SeatState | None) -> tuple[ActionRow, ...]:
    """The rows of `board.shown`, one for each key, each as it applies to a seat in `state`."""
    out: dict[str, ActionRow] = {}
    by_command = {row.command: row for row in board.available}
    for command in board.shown:
        row = by_command.get(command)
        if row is None or row.key in out:
            continue
        out[row.key] = (seat_rows(board.available, row.key, state) or row) if row.key else row
    return tuple(out.values())


class Legend(QWidget):
    """Every state that occurs, with its mark and count, and what a pillar looks like where one stands."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._board = SeatMapBoard()
        self._flow = FlowLayout(self, gap=20)
        self._flow.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_board(self, board: SeatMapBoard) -> None:
        if board == self._board:
            return
        self._board = board
        empty(self._flow)
        for state in SEAT_STATES:
            count = sum(1 for cell in board.cells if cell.state == state)
            if count and state != "free":
                self._flow.addWidget(_entry(state, f"{self._wording.text(f'seat-{state}')} {count}"))
        if board.unseated:
            self._flow.addWidget(
                text(self._wording.text("seat-unseated", n=board.unseated), theme.SMALL, bold=True, tone="stop")
            )
        if board.pillars:
            self._flow.addWidget(text(f"■ {self._wording.text('room-pillar')}", theme.SMALL, tone="quiet"))
        self._flow.invalidate()
        self.updateGeometry()


def _entry(state: SeatState, words: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(_Mark(state, words))
    row.addWidget(text(words, theme.SMALL, tone="quiet"))
    return holder


class _Mark(QWidget):
    def __init__(self, state: SeatState, said: str) -> None:
        super().__init__()
        self.setAccessibleName(said)
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(12, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), self._state)
        painter.end()
