"""The sections of the office desk, in order; the figure of each is its key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.operations.boards.office import Section
from desktop.ui.shared import theme
from desktop.ui.shared.cards import ScrollBody, empty
from desktop.ui.shared.panels import Pressable, hairline, text
from desktop.ui.shared.signs import Disc, Sign


class SectionRail(QFrame):
    """`picked(section id)`."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "rail")
        self._shown: tuple[tuple[Section, ...], str] = ((), "")
        self._low = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = ScrollBody()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 16, 0, 8)
        self._column.setSpacing(0)
        scroll.setWidget(body)
        outer.addWidget(scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._low != (self.height() < 400):
            self._low = self.height() < 400
            self._column.setContentsMargins(0, 4 if self._low else 16, 0, 4 if self._low else 8)
            shown, self._shown = self._shown, ((), "")
            self.show_sections(*shown)

    def show_sections(self, sections: tuple[Section, ...], current: str) -> None:
        if (sections, current) == self._shown:
            return
        self._shown = (sections, current)
        empty(self._column)
        for section in sections:
            if section.apart:
                gap = 4 if self._low else 12
                self._column.addSpacing(gap)
                self._column.addWidget(hairline())
                self._column.addSpacing(gap)
            self._column.addWidget(self._row(section, section.id == current))
        self._column.addStretch(1)

    def _row(self, section: Section, current: bool) -> QWidget:
        row = Pressable()
        row.setAccessibleName(f"{section.number} {section.title} {section.note}".strip())
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        if current:
            row.setProperty("look", "band")
        line = QHBoxLayout(row)
        line.setContentsMargins(*((12, 1, 8, 1) if self._low else (16, 8, 12, 8)))
        line.setSpacing(12)
        if section.next:
            line.addWidget(Disc(section.number, 26, now=True))
        elif section.state == "done":
            line.addWidget(Sign("ok", 26))
        elif section.state == "trouble":
            line.addWidget(Sign("warn", 26))
        else:
            line.addWidget(Disc(section.number, 26, now=current, ring=True))
        line.addWidget(text(section.title, theme.BODY, bold=current, tone="brand" if current else ""), 1)
        if section.note:
            line.addWidget(text(section.note, theme.SMALL, bold=True, tone="warn"))
        row.pressed.connect(lambda: self.picked.emit(section.id))
        return row
