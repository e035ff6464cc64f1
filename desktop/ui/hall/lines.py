"""The list of announcements: what, when, how it stands; each kind on or off, with a sound file or its own words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.operations.boards.hall import AnnouncementRow, Announcing, Standing
from desktop.ui.shared import theme
from desktop.ui.shared.cards import empty
from desktop.ui.shared.panels import Elided, text
from desktop.wording import Wording

_TONES: dict[Standing, str] = {"said": "ok", "shown": "warn", "missed": "warn", "coming": "brand"}


def tick(title: str, toggled: Callable[[bool], None]) -> QCheckBox:
    box = QCheckBox(title)
    box.setFont(theme.font(theme.BODY))
    box.toggled.connect(toggled)
    return box


class AnnouncementLines(QWidget):
    """`kind_chosen(kind, on)`, `file_asked(kind)`, `removed(row)`."""

    kind_chosen = Signal(str, bool)
    file_asked = Signal(str)
    removed = Signal(object)

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._shown: tuple[tuple[AnnouncementRow, ...], Announcing] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_rows(self, rows: tuple[AnnouncementRow, ...], announcing: Announcing) -> None:
        if (rows, announcing) == self._shown:
            return
        self._shown = rows, announcing
        empty(self._column)
        if not rows:
            self._column.addWidget(text(self._wording.text("hall-nothing"), tone="quiet", wrap=True))
        for row in rows:
            self._column.addWidget(self._line(row, announcing))

    def _line(self, row: AnnouncementRow, announcing: Announcing) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(12)
        if row.kind == "custom":
            first.addWidget(text(row.title, bold=True))
        else:
            box = QCheckBox(row.title)
            box.setFont(theme.font(theme.BODY, bold=True))
            box.setChecked(row.kind in announcing.kinds)
            box.toggled.connect(partial(self.kind_chosen.emit, row.kind))
            first.addWidget(box)
        first.addStretch(1)
        first.addWidget(text(row.time))
        first.addWidget(text(row.note, tone=_TONES.get(row.state, "quiet")))
        column.addLayout(first)
        column.addLayout(self._second(row, announcing))
        return holder

    def _second(self, row: AnnouncementRow, announcing: Announcing) -> QHBoxLayout:
        """What will sound: the words, or the file; and the button to change it."""
        second = QHBoxLayout()
        second.setSpacing(12)
        chosen = announcing.sounds.get(row.kind, "")
        if announcing.by == "sounds":
            second.addWidget(Elided(chosen or self._wording.text("hall-bell"), theme.SMALL, tone="quiet"), 1)
            second.addWidget(self._button(self._wording.text("hall-file"), partial(self.file_asked.emit, row.kind)))
        else:
            second.addWidget(Elided(row.words, theme.SMALL, tone="quiet"), 1)
        if row.kind == "custom":
            second.addWidget(self._button(self._wording.text("hall-remove"), partial(self.removed.emit, row)))
        return second

    def _button(self, title: str, done: Callable[[], None]) -> QPushButton:
        button = QPushButton(title)
        button.setFont(theme.font(theme.SMALL))
        button.clicked.connect(lambda: done())
        return button
