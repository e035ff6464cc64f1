"""The strip below a page before the day: the rules of this step, what is open and its remedy, where to go on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.operations.boards.office import Guide, StepRule
from desktop.operations.boards.shell import Tone
from desktop.ui.shared import theme
from desktop.ui.shared.cards import empty, flowing
from desktop.ui.shared.panels import Badge, KeyCap, Panel, Pressable, text

_MARK: dict[Tone, str] = {"ok": "✓", "warn": "!", "stop": "✕", "plain": "○", "brand": "○"}


class GuideStrip(Panel):
    """`wanted(number)` when the next step is pressed with the mouse; the keyboard has its figure."""

    wanted = Signal(str)

    def __init__(self, title: str) -> None:
        super().__init__("panel", (16, 8, 16, 8), 4)
        self._guide: Guide | None = None
        self._told = 0
        row = QHBoxLayout()
        row.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(4)
        chips, self._chips = flowing(8, 4)
        self._title = title
        left.addWidget(chips)
        self._open = QVBoxLayout()
        self._open.setSpacing(2)
        left.addLayout(self._open)
        row.addLayout(left, 1)
        self._next = Pressable()
        self._next.pressed.connect(self._pressed)
        self._way = QHBoxLayout(self._next)
        self._way.setContentsMargins(0, 0, 0, 0)
        self._way.setSpacing(8)
        row.addWidget(self._next, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(row)

    def show_guide(self, guide: Guide | None, told: int = 2) -> None:
        """`told` open rules in full, the worst first; all others by their key."""
        if (guide, told) == (self._guide, self._told):
            return
        self._guide, self._told = guide, told
        empty(self._chips)
        empty(self._open)
        empty(self._way)
        if guide is None:
            return
        if guide.rules:
            self._chips.addWidget(text(self._title, theme.BODY, bold=True, tone="quiet"))
        for rule in guide.rules:
            chip = Badge(f"{_MARK[rule.tone]} {rule.key}", rule.tone)
            chip.setToolTip(rule.title)
            self._chips.addWidget(chip)
        waiting = sorted((r for r in guide.rules if r.todo), key=lambda r: r.weight)
        for rule in waiting[:told]:
            self._open.addWidget(_told(rule))
        words = text(guide.words, theme.BODY, bold=True, tone="quiet" if guide.here or not guide.key else "brand")
        self._way.addWidget(words)
        if guide.key:
            self._way.addWidget(KeyCap(guide.key))
        self._next.setAccessibleName(guide.words)

    def _pressed(self) -> None:
        if self._guide is not None and self._guide.key:
            self.wanted.emit(self._guide.key)


def _told(rule: StepRule) -> QWidget:
    """One open rule: which, how it stands by which clause, and what to do."""
    tone = "" if rule.tone in ("plain", "brand") else rule.tone
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    said = f"{rule.key} {rule.title} · {rule.said}"
    column.addWidget(text(said, theme.SMALL, bold=True, tone=tone, wrap=True))
    column.addWidget(text(rule.todo, theme.SMALL, tone="quiet", wrap=True))
    return line
