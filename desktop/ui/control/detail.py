"""One room at one step: who and when, why not and what next, and every command for this room under a figure."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.operations.boards.control import RoomDetail
from desktop.operations.boards.shell import ActionRow
from desktop.ui.control.alerts import FigureButton
from desktop.ui.shared import theme
from desktop.ui.shared.cards import ScrollBody, empty
from desktop.ui.shared.panels import Panel, text
from desktop.wording import Wording


class DetailPanel(QScrollArea):
    """Stands in place of the queue. `chosen(ActionRow)`; `figure(n)` is the n-th command."""

    chosen = Signal(object)

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._detail: RoomDetail | None = None
        self._order: tuple[ActionRow, ...] = ()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = ScrollBody()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        self.setWidget(body)

    def shown(self) -> RoomDetail | None:
        return self._detail

    def figure(self, number: int) -> ActionRow | None:
        return self._order[number - 1] if 1 <= number <= min(len(self._order), 9) else None

    def show_detail(self, detail: RoomDetail) -> None:
        if detail == self._detail:
            return
        self._detail = detail
        # Commands that can be given now come first; the others stay and say why.
        self._order = tuple(sorted(detail.actions, key=lambda row: not row.enabled))
        empty(self._column)
        self._column.addWidget(text(detail.title, theme.LEAD, bold=True, wrap=True))
        if detail.why:
            look = detail.tone if detail.tone in ("warn", "stop") else "warn"
            why = Panel(look, (12, 8, 12, 8), 4)
            why.column.addWidget(text(detail.why, theme.BODY, bold=True, tone=look, wrap=True))
            if detail.next:
                why.column.addWidget(text(detail.next, theme.BODY, wrap=True))
            if detail.clause:
                clause = self._wording.text("form-clause", clause=detail.clause)
                why.column.addWidget(text(clause, theme.SMALL, tone="quiet", wrap=True))
            self._column.addWidget(why)
        if detail.lines:
            self._column.addWidget(_lines(detail.lines))
        for place, row in enumerate(self._order):
            number = str(place + 1) if place < 9 else ""
            button = FigureButton(row.title, number, row.enabled and row.primary, dim=not row.enabled)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setToolTip(row.why)
            button.clicked.connect(partial(self.chosen.emit, row))
            self._column.addWidget(button)
            if not row.enabled and row.why:
                why_not = text(row.why, theme.SMALL, tone="warn", wrap=True)
                why_not.setContentsMargins(8, 0, 0, 4)
                self._column.addWidget(why_not)
        self._column.addStretch(1)


def _lines(lines: tuple[tuple[str, str], ...]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for place, (label, words) in enumerate(lines):
        grid.addWidget(text(label, theme.BODY, tone="quiet"), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text(words, theme.BODY, wrap=True), place, 1)
    return holder
