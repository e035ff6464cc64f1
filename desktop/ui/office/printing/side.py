"""What goes with the sheets: scope, pages, printer; what the preflight found; what is with a printer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.operations.boards.printing import Fact, PrintWork, SentJob
from desktop.ui.shared import theme
from desktop.ui.shared.cards import ScrollBody, count_rows, empty
from desktop.ui.shared.panels import KeyCap, Panel, Pressable, text

MOST = 200
"""So many findings are listed; nobody reads more, and the form that asks for the decision names how many there are."""
MOST_SENT = 6
Shown = tuple[tuple[Fact, ...], str, tuple[str, ...], tuple[SentJob, ...]]


class Side(QScrollArea):
    """`asked(ActionRow)` when a fact that can be changed is pressed, `taken_back(number)` for a job."""

    asked = Signal(object)
    taken_back = Signal(int)

    def __init__(self, take_back: str, more: Callable[[int], str]) -> None:
        super().__init__()
        self._take_back, self._more = take_back, more
        self._shown: Shown = ((), "", (), ())
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = ScrollBody("paper")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(8)
        self.setWidget(body)

    def show_work(self, work: PrintWork) -> None:
        shown = (work.facts, work.found_title, work.found, work.sent)
        if shown == self._shown:
            return
        self._shown = shown
        empty(self._column)
        if work.facts:
            self._column.addWidget(self._facts(work.facts))
        for sent in work.sent[:MOST_SENT]:
            self._column.addWidget(self._job(sent))
        if len(work.sent) > MOST_SENT:
            self._column.addWidget(text(self._more(len(work.sent) - MOST_SENT), theme.SMALL, tone="quiet"))
        if work.found:
            self._column.addWidget(_found(work))
        self._column.addStretch(1)
        count_rows(self._column)

    def _facts(self, facts: tuple[Fact, ...]) -> QWidget:
        panel = Panel("panel", (12, 8, 12, 8), 8)
        for fact in facts:
            row = Pressable()
            row.setAccessibleName(f"{fact.word} {fact.text}")
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(8)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(text(fact.word, theme.SMALL, tone="quiet"))
            tone = "" if fact.tone == "plain" else fact.tone
            words.addWidget(text(fact.text, theme.BODY, tone=tone, wrap=True))
            line.addLayout(words, 1)
            if fact.action is not None:
                line.addWidget(KeyCap(fact.action.key), 0, Qt.AlignmentFlag.AlignTop)
                row.pressed.connect(partial(self.asked.emit, fact.action))
            panel.column.addWidget(row)
        return panel

    def _job(self, sent: SentJob) -> QWidget:
        panel = Panel(sent.tone if sent.tone != "plain" else "panel", (12, 8, 12, 8), 4)
        panel.column.addWidget(text(sent.text, theme.BODY, wrap=True))
        if not sent.over:
            button = QPushButton(self._take_back)
            button.setFont(theme.font(theme.SMALL))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            button.clicked.connect(partial(self.taken_back.emit, sent.number))
            panel.column.addWidget(button)
        return panel

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 80)


def _found(work: PrintWork) -> QWidget:
    panel = Panel("warn", (12, 8, 12, 8), 8)
    panel.column.addWidget(text(work.found_title, theme.BODY, bold=True, tone="warn", wrap=True))
    for sentence in work.found[:MOST]:
        panel.column.addWidget(text(sentence, theme.SMALL, wrap=True))
    return panel
