"""The left rail: the next step in large type, its countdown, what to read aloud, its list, the one primary button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout

from desktop.operations.boards.room import StepBoard
from desktop.operations.boards.shell import StepRow
from desktop.ui.shared import theme
from desktop.ui.shared.cards import CheckList, ScrollBody, StepList
from desktop.ui.shared.panels import Countdown, Notice, Panel, text
from desktop.wording import Wording


class StepRail(QFrame):
    """`go` when the primary button is pressed. `ticks()` are what the proctor ticked by hand."""

    go = Signal()

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._step: StepBoard | None = None
        self.setProperty("look", "rail")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 20, 20, 20)
        outer.setSpacing(12)
        self.title = text("", theme.HEAD, bold=True, wrap=True)
        self.official = text("", theme.BODY, tone="quiet", wrap=True)
        self.countdown = Countdown(theme.COUNT)
        outer.addWidget(self.title)
        outer.addWidget(self.official)
        outer.addWidget(self.countdown)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = ScrollBody()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self._read = Panel("brand", (16, 12, 16, 12), 2)
        self._read.column.addWidget(text(wording.text("room-read-aloud"), theme.LEAD))
        self._words = text("", theme.LEAD, wrap=True)
        self._read.column.addWidget(self._words)
        self.checks = CheckList()
        self._later = text("", theme.SMALL, tone="faint", wrap=True)
        self._all = StepList()
        column.addWidget(self._read)
        column.addWidget(self.checks)
        column.addWidget(self._all)
        column.addStretch(1)
        column.addWidget(self._later)
        self._scroll.setWidget(body)
        outer.addWidget(self._scroll, 1)
        self.notice = Notice()
        outer.addWidget(self.notice)
        self.button = _BigButton()
        self.button.clicked.connect(self.go)
        outer.addWidget(self.button)
        self.checks.changed.connect(self._show_button)

    def show_step(self, step: StepBoard | None, steps: tuple[StepRow, ...]) -> None:
        later = tuple(row for row in steps if row.state == "coming")[:2]
        if step is None:
            self.title.setText(self._wording.text("room-no-step"))
        elif step != self._step:
            self.title.setText(f"{step.time} {step.title}")
            self._words.setText(step.read)
            self.checks.show_rows(tuple((c.name, c.text, c.done, c.by_hand) for c in step.checks))
        if step is not None and step.held:
            self.countdown.hold(step.held)
        else:
            self.countdown.aim(step.due if step is not None else None)
        self._show_official(step)
        self._read.setVisible(step is not None and bool(step.read))
        self.checks.setVisible(step is not None and bool(step.checks))
        alone = step is None or not (step.read or step.checks)
        self._all.show_rows(steps if alone else ())
        self._all.setVisible(alone)
        words = " · ".join(f"{row.time} {row.title}" for row in later)
        self._later.setText(self._wording.text("room-later", steps=words))
        self._later.setVisible(not alone and bool(later))
        self.button.setVisible(step is not None)
        if step != self._step:
            # What was said about the step before, or before its time came, no longer holds.
            self.notice.silence()
        if step is not None and (self._step is None or step.id != self._step.id):
            self._scroll.verticalScrollBar().setValue(0)
        self._step = step
        self._show_button()

    def tick(self, now: int) -> None:
        self.countdown.tick(now)

    def turn(self, pages: int) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def _show_official(self, step: StepBoard | None) -> None:
        """The regulation's own name of the step, where the heading says it in another language and there is room."""
        self.official.setText(step.official if step is not None else "")
        self.official.setVisible(bool(self.official.text()) and self.height() >= 480)

    def _show_button(self) -> None:
        step = self._step
        if step is None:
            return
        action = step.action
        under = action.why if not action.enabled else ""
        if action.enabled and not self.checks.all_done():
            under = self._wording.text("room-tick-first")
        self.button.say(action.title, under, action.enabled and self.checks.all_done())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        by = min(max(min(self.height() / 712, self.width() / 440), 0.5), 1.4)
        self._words.setFont(theme.font(theme.LEAD if by > 0.75 else theme.BODY))
        self.title.setFont(theme.font(theme.between(theme.LEAD, by, theme.HEAD), bold=True))
        figures = theme.between(theme.LARGE, by, theme.COUNT)
        self.countdown.setFont(theme.font(figures, bold=True))
        # Figures have no descenders; the face's own line height would push the text to read off the rail.
        self.countdown.setFixedHeight(round(figures * 1.1))
        side = 20 if by > 0.75 else 12
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(side, 16 if by > 0.75 else 8, side, side)
        self._show_official(self._step)
        self.button.grow(round(78 * by), theme.TITLE if by > 0.75 else theme.LEAD)


class _BigButton(QPushButton):
    """The one thing to do now: its title, and below why not yet. It stays pressable, to be told the clause."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("look", "primary")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(78)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 4)
        column.setSpacing(0)
        self.title = text("", theme.TITLE, bold=True, tone="white")
        self.under = text("", theme.BODY, tone="white")
        column.addStretch(1)
        for label in (self.title, self.under):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The reason in one line, smaller where it would not fit."""
        room = self.width() - 24
        for size in (theme.BODY, theme.SMALL, theme.TINY):
            if QFontMetricsF(theme.font(size)).horizontalAdvance(self.under.text()) <= room:
                break
        self.under.setFont(theme.font(size))

    def grow(self, height: int, size: int) -> None:
        self.title.setFont(theme.font(size, bold=True))
        layout = self.layout()
        words = layout.minimumSize().height() if layout is not None else 0
        # Room for both lines always, so the button does not jump when its time comes.
        self.setMinimumHeight(max(height, words if self.under.text() else words + self.under.sizeHint().height()))

    def say(self, title: str, under: str, ready: bool) -> None:
        self.title.setText(title)
        self.under.setText(under)
        self.under.setVisible(bool(under))
        self._fit()
        self.setAccessibleName(f"{title} {under}")
        theme.set_look(self, look="primary" if ready else "waiting")
