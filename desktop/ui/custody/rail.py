"""The left side of the custody desk: alarm, hand-over, what is missing (the biggest thing), the secure room's log."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from desktop.operations.boards.custody import CustodyBoard, HandOver, LogLine
from desktop.operations.boards.shell import DeskActions
from desktop.ui.custody.hand import HandPanel
from desktop.ui.shared import theme
from desktop.ui.shared.cards import ScrollBody, empty, titled_key
from desktop.ui.shared.lanes import Lane
from desktop.ui.shared.panels import KeySentence, Notice, Panel, text
from desktop.wording import Wording

LOW_RAIL = 560
"""Below this height lines that were compared make way for whoever signs."""


class HandRail(QFrame):
    """`signed(tuple of Signed)` and `go` of the hand-over shown."""

    signed = Signal(object)
    go = Signal()

    def __init__(self, actions: DeskActions, lane: Lane, wording: Wording) -> None:
        super().__init__()
        self._actions, self._lane, self._wording = actions, lane, wording
        self._logs: tuple[tuple[LogLine, ...], ...] | None = None
        self.hand: HandPanel | None = None
        self._wanted = False
        self.setProperty("look", "rail")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = ScrollBody()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        self._alarm = Panel("stop", (16, 12, 16, 12))
        self._alarm_words = text("", theme.TITLE, bold=True, tone="stop", wrap=True)
        self._alarm.column.addWidget(self._alarm_words)
        column.addWidget(self._alarm)
        self.prompt = KeySentence(theme.TITLE)
        column.addWidget(self.prompt)
        self._idle = QVBoxLayout()
        column.addLayout(self._idle)
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        self._log = QVBoxLayout()
        self._log.setSpacing(4)
        column.addLayout(self._log)
        column.addStretch(1)
        self._scroll.setWidget(body)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._scroll_to_form)
        outer.addWidget(self._scroll, 1)
        self.notice = Notice()
        self._missing = Panel("warn", (16, 12, 16, 12), 2)
        self._headline = text("", theme.HEAD, bold=True, wrap=True)
        self._behind = text("", theme.BODY, wrap=True)
        self._missing.column.addWidget(self._headline)
        self._missing.column.addWidget(self._behind)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(16, 4, 16, 12)
        self._foot.addWidget(self.notice)
        outer.addLayout(self._foot)

    def show_board(self, board: CustodyBoard) -> None:
        self._alarm.setVisible(bool(board.alarm))
        self._alarm_words.setText(board.alarm)
        self.prompt.say(board.prompt)
        self.prompt.setVisible(board.hand is None)
        if board.hand != (self.hand.hand if self.hand is not None else None):
            self.put_hand(board.hand)
        self._show_missing(board)
        self._show_logs(board)

    def _show_missing(self, board: CustodyBoard) -> None:
        """The biggest thing of an idle screen; while a bag is handed over it stays in sight at the foot."""
        missing = board.missing
        busy = board.hand is not None
        home = self._foot if busy else self._idle
        if home.indexOf(self._missing) < 0:
            home.insertWidget(0, self._missing)
        self._wanted = missing is not None
        if missing is None:
            self.fit()
            return
        theme.set_look(self._missing, look=missing.tone)
        for label, words in ((self._headline, missing.headline), (self._behind, missing.words)):
            label.setText(words)
            theme.set_look(label, tone=missing.tone)
        self.fit()

    def fit(self) -> None:
        """What the foot shows gives way to the hand-over: words first, then all of it while a notice stands there."""
        busy = self.hand is not None
        low = self.height() < 520
        if self.hand is not None:
            self.hand.fold(self.height() < LOW_RAIL)
        self.prompt.resize_words(theme.LEAD if low else theme.TITLE)
        self._alarm_words.setFont(theme.font(theme.BODY if low else theme.TITLE, bold=True))
        self._alarm.column.setContentsMargins(*((12, 4, 12, 4) if low else (16, 12, 16, 12)))
        self._missing.setVisible(self._wanted and not (busy and not self.notice.isHidden()))
        self._behind.setVisible(bool(self._behind.text()) and not (busy and low))
        self._headline.setFont(theme.font(self._headline_size(busy, low), bold=True))
        inner = (16, 4, 16, 4) if busy and low else (16, 12, 16, 12)
        self._missing.column.setContentsMargins(*inner)

    def _headline_size(self, busy: bool, low: bool) -> int:
        """The largest size at which the words stand in one line; a hand-over needs the place more."""
        sizes: tuple[int, ...] = (theme.LARGE, theme.HEAD, theme.TITLE)
        if busy:
            sizes = (theme.HEAD, theme.TITLE, theme.LEAD)[low:]
        room = self.width() - 80  # margins, edges and a scroll bar
        for size in sizes:
            if QFontMetricsF(theme.font(size, bold=True)).horizontalAdvance(self._headline.text()) <= room:
                return size
        return sizes[-1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def put_hand(self, hand: HandOver | None) -> None:
        """This hand-over from its beginning; None is none."""
        empty(self._place)
        self.hand = None
        if hand is None:
            return
        self.hand = HandPanel(hand, self._actions, self._lane, self._wording)
        self.hand.signed.connect(self.signed)
        self.hand.go.connect(self.go)
        self.hand.moved.connect(self._reveal)
        self.hand.fold(self.height() < LOW_RAIL)
        self._place.addWidget(self.hand)
        self._scroll.verticalScrollBar().setValue(0)

    def _reveal(self) -> None:
        # The form under the current person is laid out in the next turn.
        QTimer.singleShot(0, self, self._scroll_to_form)

    def _scroll_to_form(self) -> None:
        if self.hand is not None and self.hand.signatures is not None and self.hand.asking():
            self._scroll.ensureWidgetVisible(self.hand.signatures.form, 0, 24)

    def _show_logs(self, board: CustodyBoard) -> None:
        """The logs stay away while a bag is handed over: one thing at a time."""
        logs = () if board.hand is not None else (board.load, board.escorts, board.log)
        if logs == self._logs:
            return
        self._logs = logs
        empty(self._log)
        heads = (("custody-load", "F8"), ("custody-escorts", "F8"), ("custody-log", "F7"))
        for lines, (title, key) in zip(logs, heads, strict=False):
            if lines:
                self._log.addWidget(titled_key(self._wording.text(title), key))
            # The last line of a loading list is its sum.
            shown = lines if len(lines) <= 8 else (*lines[:7], lines[-1]) if title == "custody-load" else lines[:8]
            for line in shown:
                self._log.addWidget(text(f"{line.time}  {line.words}".strip(), theme.BODY, wrap=True))
