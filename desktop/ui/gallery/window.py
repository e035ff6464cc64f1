"""The gallery's window: one section below the other, scrolled; Ctrl+T turns light and dark."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.gallery import boards, parts, tokens
from desktop.ui.shared import theme
from desktop.ui.shared.cards import ScrollBody
from desktop.ui.shared.panels import hairline, text

SECTIONS: tuple[tuple[str, Callable[[], QWidget]], ...] = (
    ("colours", tokens.colours),
    ("type scale", tokens.type_scale),
    ("gaps", tokens.gaps),
    ("icons", tokens.icons),
    ("words and badges", parts.words),
    ("keys", parts.keys),
    ("buttons", parts.buttons),
    ("lines, ticks, choices", parts.lines),
    ("signs, discs, marks", parts.signs),
    ("panels", parts.panels),
    ("notices", parts.notices),
    ("bars", boards.bars),
    ("seat maps", boards.seats),
    ("balance, counters, countdowns", boards.accounts),
    ("alerts, steps, checks, places", boards.lists),
    ("bags", boards.bags),
    ("tables", boards.tables),
)


class Gallery(QWidget):
    """Every component; `body` is the whole length of it, for a picture."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Kaodian · gallery")
        self.setProperty("look", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(640, 400)
        self.resize(1366, 768)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body = ScrollBody("paper")
        self.body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(12)
        for title, make in SECTIONS:
            column.addWidget(text(title, theme.LEAD, bold=True))
            column.addWidget(make())
            column.addWidget(hairline())
        column.addStretch(1)
        scroll.setWidget(self.body)
        outer.addWidget(scroll)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_T and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            theme.choose("light" if theme.mode() == "dark" else "dark")
            event.accept()
            return
        super().keyPressEvent(event)
