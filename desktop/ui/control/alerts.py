"""What waits for the chief, most urgent first: title, reason with clause, its next actions under the figures 1 to 9."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.operations.boards.shell import ActionRow, AlertRow, Tone
from desktop.ui.shared import theme
from desktop.ui.shared.cards import ScrollBody, empty
from desktop.ui.shared.look.flow import FlowLayout
from desktop.ui.shared.panels import KeyCap, text

_URGENCY: dict[Tone, int] = {"stop": 0, "warn": 1, "brand": 2, "plain": 3, "ok": 4}


def by_urgency(rows: Iterable[AlertRow]) -> tuple[AlertRow, ...]:
    return tuple(sorted(rows, key=lambda row: _URGENCY[row.tone]))


class FigureButton(QPushButton):
    """A button with the figure that presses it."""

    def __init__(self, title: str, figure: str, primary: bool = False, dim: bool = False) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)
        if primary:
            self.setProperty("look", "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 12, 4)
        row.setSpacing(8)
        tone = "white" if primary else "faint" if dim else ""
        if figure:
            cap = text(figure, theme.SMALL, bold=True, tone=tone)
            cap.setFixedSize(18, 18)
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            cap.setProperty("look", "figure-on" if primary else "figure")
            row.addWidget(cap)
        row.addWidget(text(title, theme.BODY, tone=tone), 1)
        for label in self.findChildren(QWidget):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return QSize(layout.sizeHint().width() if layout is not None else 80, 31)


class AlertQueue(QWidget):
    """Give it every board's alerts. `chosen(ActionRow)` for a button that was pressed; `figure(n)` is the n-th one."""

    chosen = Signal(object)

    def __init__(self, title: str, nothing: str) -> None:
        super().__init__()
        self._title = title
        self._rows: tuple[AlertRow, ...] | None = None
        self._actions: tuple[ActionRow, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        self._head = text(title, theme.BODY, bold=True, tone="quiet")
        head.addWidget(self._head, 1)
        self._cap = KeyCap("A")
        self._cap.hide()
        head.addWidget(self._cap)
        column.addLayout(head)
        self._nothing = text(nothing, theme.BODY, tone="faint", wrap=True)
        self._nothing.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self._nothing)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = ScrollBody()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._scroll.setWidget(body)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._overflowed)
        column.addWidget(self._scroll, 1)

    def show_rows(self, rows: Iterable[AlertRow]) -> None:
        ordered = by_urgency(rows)
        if ordered == self._rows:
            return
        self._rows = ordered
        self._actions = tuple(action for row in ordered for action in row.actions)
        self._head.setText(f"{self._title} {len(ordered)}" if ordered else self._title)
        self._nothing.setVisible(not ordered)
        empty(self._column)
        figure = 1
        for row in ordered:
            card = _Card(row, figure)
            card.chosen.connect(self.chosen)
            self._column.addWidget(card)
            figure += len(row.actions)
        self._column.addStretch(1)

    def figure(self, number: int) -> ActionRow | None:
        return self._actions[number - 1] if 1 <= number <= min(len(self._actions), 9) else None

    def _overflowed(self, least: int, most: int) -> None:
        self._cap.setVisible(most > 0)

    def more(self) -> bool:
        """Whether more waits than is in sight."""
        return self._scroll.verticalScrollBar().maximum() > 0

    def turn(self) -> None:
        """A page further; from the end to the most urgent."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(0 if bar.value() >= bar.maximum() else bar.value() + max(bar.pageStep() - 40, 40))


class _Card(QFrame):
    chosen = Signal(object)

    def __init__(self, row: AlertRow, figure: int) -> None:
        super().__init__()
        self._row = row
        self.setAccessibleName(f"{row.title} {row.text}".strip())
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(text(row.title, theme.BODY, bold=True, wrap=True))
        words = f"{row.text}（{row.clause}）" if row.clause else row.text
        if words:
            column.addWidget(text(words, theme.SMALL, tone="quiet", wrap=True))
        if row.actions:
            holder = QWidget()
            flow = FlowLayout(holder, gap=8, line_gap=4)
            flow.setContentsMargins(0, 4, 0, 0)
            for place, action in enumerate(row.actions):
                number = str(figure + place) if figure + place <= 9 else ""
                main = place == 0 and action.enabled
                button = FigureButton(action.title, number, main, dim=not action.enabled)
                button.setToolTip(action.why)
                button.clicked.connect(partial(self.chosen.emit, action))
                flow.addWidget(button)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            holder.setSizePolicy(policy)
            column.addWidget(holder)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color(theme.CARD))
        painter.fillRect(0, 0, 5, self.height(), theme.strong(self._row.tone))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color(theme.LINE))
        painter.end()
