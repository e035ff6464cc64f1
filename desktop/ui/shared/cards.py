"""Cards that several desks show: paper balance, alert, step list, check list, counter, stages; what holds them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.operations.boards.shell import AlertRow, BalanceBoard, StepRow, Tone
from desktop.ui.shared import theme
from desktop.ui.shared.look.flow import FlowLayout
from desktop.ui.shared.panels import Elided, KeyCap, Panel, hairline, text
from desktop.ui.shared.signs import Disc, Sign


def empty(layout: QBoxLayout | QGridLayout | FlowLayout) -> None:
    """Take every widget out of a layout and let Qt delete it."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def count_rows(layout: QVBoxLayout | QGridLayout) -> None:
    """Have what was just put into a layout counted at once. Qt shows it a turn later and until then takes it for
    nothing, so that whoever measures the card now measures an empty one."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.show()


class ScrollBody(QWidget):
    """What lies in a scroll area: as tall as its layout needs at its width. Qt's own minimum forgets wrapped words and
    would squeeze them instead of scrolling."""

    def __init__(self, look: str = "card") -> None:
        super().__init__()
        self.setProperty("look", look)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        layout = self.layout()
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and layout is not None:
            tall = layout.heightForWidth(self.width()) if layout.hasHeightForWidth() else layout.minimumSize().height()
            if tall != self.minimumHeight():
                self.setMinimumHeight(tall)
        return done


class BalanceTable(Panel):
    """The paper balance written out; a broken one says which equation and who holds the difference."""

    def __init__(self) -> None:
        super().__init__("panel", (12, 12, 12, 12), 4)
        self._board: BalanceBoard | None = None

    def show_board(self, board: BalanceBoard | None) -> None:
        if board == self._board:
            return
        self._board = board
        empty(self.column)
        self.setVisible(board is not None)
        if board is None:
            return
        self.column.addWidget(text(board.title, theme.BODY, bold=True, tone="quiet"))
        for line in board.lines:
            self.column.addWidget(_pair(line.label, str(line.value), "" if line.tone == "plain" else line.tone))
        self.column.addSpacing(4)
        self.column.addWidget(hairline())
        self.column.addSpacing(2)
        mark = "✓" if board.holds else "✕"
        tone = "ok" if board.holds else "stop"
        if len(board.equation) + len(board.total) > 16:
            # Two lines where one would be cut in a narrow column.
            self.column.addWidget(text(board.equation, theme.BODY, bold=True, tone=tone, wrap=True))
            self.column.addWidget(_pair("", f"{board.total} {mark}", tone, bold=True))
        else:
            self.column.addWidget(_pair(board.equation, f"{board.total} {mark}", tone, bold=True))
        if board.fault:
            self.column.addWidget(text(board.fault, theme.SMALL, bold=True, tone="stop", wrap=True))


def _pair(left: str, right: str, tone: str = "", bold: bool = False) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(text(left, theme.BODY, bold=bold, tone=tone), 1)
    row.addWidget(text(right, theme.BODY, bold=True, tone=tone), 0, Qt.AlignmentFlag.AlignRight)
    return holder


class Counter(QFrame):
    """A word over a big number. `show_count` changes only what differs."""

    def __init__(self, words: str, tone: str = "", size: int = theme.LARGE) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.setSpacing(0)
        self.word = text(words, theme.BODY)
        self.word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number = text("0", size, bold=True, tone=tone)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.word)
        column.addWidget(self.number)

    def show_count(self, count: int) -> None:
        if self.number.text() != str(count):
            self.number.setText(str(count))


class AlertCard(QFrame):
    """Something to decide: a coloured edge, title, reason with clause, its actions as buttons."""

    chosen = Signal(str, str)
    """(alert id, command) of the button that was pressed."""

    def __init__(self, row: AlertRow) -> None:
        super().__init__()
        self.row = row
        self.setAccessibleName(f"{row.title} {row.text}".strip())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 12, 16, 12)
        outer.setSpacing(4)
        outer.addWidget(text(row.title, theme.BODY, bold=True, wrap=True))
        words = f"{row.text}（{row.clause}）" if row.clause else row.text
        if words:
            outer.addWidget(text(words, theme.SMALL, tone="quiet", wrap=True))
        if row.actions:
            holder = QWidget()
            flow = FlowLayout(holder, gap=8, line_gap=8)
            flow.setContentsMargins(0, 4, 0, 0)
            for place, action in enumerate(row.actions):
                button = QPushButton(action.title)
                button.setFont(theme.font(theme.BODY))
                button.setEnabled(action.enabled)
                button.setToolTip(action.why)
                if place == 0:
                    button.setProperty("look", "primary")
                # By Tab only: a clicked button must not keep the space bar for itself.
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                button.clicked.connect(partial(self._press, action.command))
                flow.addWidget(button)
                if action.key:
                    flow.addWidget(KeyCap(action.key))
            outer.addWidget(holder)

    def _press(self, command: str) -> None:
        self.chosen.emit(self.row.id, command)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color(theme.CARD))
        painter.fillRect(0, 0, 5, self.height(), theme.strong(self.row.tone))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color(theme.LINE))
        painter.end()


MANY_STEPS = 18
"""More steps than this stand closer, so that the whole morning is in sight."""


class StepList(QWidget):
    """The protocol's steps: done ones quiet, the current one on a brand band, late ones in the stop colour."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[StepRow, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_rows(self, rows: tuple[StepRow, ...]) -> None:
        if rows == self._rows:
            return
        self._rows = rows
        empty(self._column)
        for row in rows:
            self._column.addWidget(self._line(row, len(rows) > MANY_STEPS))

    def _line(self, row: StepRow, close: bool) -> QWidget:
        line = QFrame()
        now = row.state == "current"
        if now:
            line.setProperty("look", "band")
        tone = {"done": "faint", "current": "brand", "late": "stop", "coming": "quiet"}[row.state]
        box = QHBoxLayout(line)
        box.setContentsMargins(*((16, 1, 16, 1) if close else (16, 4, 16, 4)))
        box.setSpacing(12)
        box.addWidget(text(row.time, theme.BODY, bold=row.state != "done", tone=tone))
        # The count says more than the end of a long title.
        box.addWidget(Elided(row.title, theme.BODY, bold=now, tone=tone), 1)
        box.addWidget(text(row.progress, theme.SMALL, bold=now, tone=tone))
        return line


class CheckList(QWidget):
    """The list of a step: lines the record ticks and lines the proctor ticks. It never takes the focus, so the desk's
    own keys go on working; `tick_next` is the keyboard's way."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[str, str, bool, bool], ...] = ()
        self._boxes: dict[str, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)

    def show_rows(self, rows: tuple[tuple[str, str, bool, bool], ...]) -> None:
        """Each row is (name, text, done, by hand). Ticks set by hand stay while the rows keep their names."""
        if rows == self._rows:
            return
        ticked = {name: box.isChecked() for name, box in self._boxes.items()}
        self._rows, self._boxes = rows, {}
        empty(self._column)
        for name, words, done, by_hand in rows:
            self._column.addWidget(self._line(name, words, done or (by_hand and ticked.get(name, False)), by_hand))

    def _line(self, name: str, words: str, done: bool, by_hand: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        box = QCheckBox()
        box.setAccessibleName(words)
        box.setChecked(done)
        box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if by_hand:
            self._boxes[name] = box
            box.toggled.connect(self._toggled)
        else:
            box.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text(words, theme.LEAD, wrap=True), 1)
        return line

    def _toggled(self) -> None:
        self.changed.emit()

    def tick_next(self) -> bool:
        """Tick the first hand-ticked line still open; False when there is none."""
        for box in self._boxes.values():
            if not box.isChecked():
                box.setChecked(True)
                return True
        return False

    def ticks(self) -> dict[str, bool]:
        """The hand-ticked lines by name."""
        return {name: box.isChecked() for name, box in self._boxes.items()}

    def set_ticks(self, ticks: Mapping[str, bool]) -> None:
        """Tick the hand-ticked lines of these names as they say."""
        for name, box in self._boxes.items():
            box.setChecked(ticks.get(name, False))

    def all_done(self) -> bool:
        ticks = self.ticks()
        return all(ticks.get(name, done) for name, _, done, _ in self._rows)


def flowing(gap: int, line_gap: int) -> tuple[QWidget, FlowLayout]:
    """A place for things side by side that go on in the next line, as tall as they need."""
    holder = QWidget()
    flow = FlowLayout(holder, gap=gap, line_gap=line_gap)
    flow.setContentsMargins(0, 0, 0, 0)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder, flow


class Place(Panel):
    """A numbered stage of something done in order: number or sign, title, words. The current one has a brand edge."""

    def __init__(self, number: int, title: str, words: str = "", tone: Tone = "plain") -> None:
        super().__init__({"brand": "brand-edge", "plain": "plain"}.get(tone, tone), (12, 12, 12, 12))
        row = QHBoxLayout()
        row.setSpacing(12)
        if tone in ("ok", "warn", "stop"):
            row.addWidget(Sign(tone, 34))
        else:
            row.addWidget(Disc(number, 34, now=tone == "brand"))
        words_column = QVBoxLayout()
        words_column.setSpacing(2)
        words_column.addWidget(text(title, theme.LEAD, bold=True, wrap=True))
        if words:
            words_column.addWidget(text(words, theme.SMALL, tone="quiet", wrap=True))
        row.addLayout(words_column, 1)
        self.column.addLayout(row)


def titled_key(title: str, key: str) -> QWidget:
    """A quiet title with a key cap behind it, as the head of a section."""
    holder = QWidget()
    holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(text(title, theme.BODY, bold=True, tone="quiet"), 1)
    row.addWidget(KeyCap(key))
    return holder
