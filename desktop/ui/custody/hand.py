"""The left side of the custody desk: the hand-over step by step, and what is missing, big."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout

from desktop.operations.boards.custody import CustodyBoard
from desktop.ui.shared import theme
from desktop.ui.shared.cards import Place, ScrollBody, empty
from desktop.ui.shared.panels import Notice, Panel, text
from desktop.wording import Wording


class HandRail(QFrame):
    """`go` when the main button is pressed."""

    go = Signal()

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.setProperty("look", "rail")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.setSpacing(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._body = ScrollBody()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(18, 18, 18, 12)
        self._column.setSpacing(12)
        scroll.setWidget(self._body)
        outer.addWidget(scroll, 1)
        self.notice = Notice()
        self.button = QPushButton()
        self.button.setProperty("look", "primary")
        self.button.setFont(theme.font(theme.LEAD, bold=True))
        self.button.setMinimumHeight(52)
        self.button.clicked.connect(self.go)
        foot = QVBoxLayout()
        foot.setContentsMargins(18, 0, 18, 16)
        foot.addWidget(self.notice)
        foot.addWidget(self.button)
        outer.addLayout(foot)

    def show_board(self, board: CustodyBoard) -> None:
        empty(self._column)
        if board.alarm:
            alarm = Panel("stop", (16, 12, 16, 12))
            alarm.column.addWidget(text(board.alarm, theme.TITLE, bold=True, tone="stop", wrap=True))
            self._column.addWidget(alarm)
        hand = board.hand
        if hand is None:
            self._column.addWidget(text(board.prompt, theme.TITLE, bold=True, wrap=True))
        else:
            self._column.addWidget(text(hand.title, theme.BODY, bold=True, tone="quiet", wrap=True))
            for n, step in enumerate(hand.steps, start=1):
                self._column.addWidget(Place(n, step.title, step.words, step.tone))
            if hand.action is not None and not hand.action.enabled:
                why = Panel("warn", (14, 10, 14, 10), 4)
                why.column.addWidget(text(hand.action.why, 16, bold=True, tone="warn", wrap=True))
                why.column.addWidget(text(f"{hand.action.next} {hand.action.clause}".strip(), theme.SMALL, wrap=True))
                self._column.addWidget(why)
        if board.missing is not None:
            panel = Panel(board.missing.tone, (16, 14, 16, 14), 4)
            panel.column.addWidget(text(board.missing.headline, 30, bold=True, tone=board.missing.tone, wrap=True))
            if board.missing.words:
                panel.column.addWidget(text(board.missing.words, theme.BODY, tone=board.missing.tone, wrap=True))
            self._column.addWidget(panel)
        for line in board.log:
            self._column.addWidget(text(f"{line.time}  {line.words}", theme.SMALL, tone="quiet", wrap=True))
        self._column.addStretch(1)
        self.button.setVisible(hand is not None and hand.action is not None)
        if hand is not None and hand.action is not None:
            self.button.setText(hand.action.title)
            self.button.setEnabled(hand.action.enabled)
