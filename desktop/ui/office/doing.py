"""The bar of a job under way: what it is at, how far, and the button that calls it off."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton

from desktop.operations.boards.office import Doing
from desktop.ui.shared import theme
from desktop.ui.shared.panels import Elided, KeyCap, Panel, text


class DoingStrip(Panel):
    """Hidden while there is nothing to do. `called_off` when the button is pressed; the desk has the key for it."""

    called_off = Signal()

    def __init__(self) -> None:
        super().__init__("brand", (12, 8, 12, 8), 8)
        self.title = text("", theme.BODY, bold=True)
        self.words = Elided("", theme.BODY, tone="quiet")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self._stop = text("", theme.BODY)
        self.button = QPushButton()
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.called_off)
        inside = self._inside = QHBoxLayout(self.button)
        inside.setContentsMargins(12, 4, 8, 4)
        inside.setSpacing(8)
        for part in (self._stop, KeyCap("Esc")):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.column.addLayout(row)
        self.column.addWidget(self.bar)
        self.hide()

    def show_doing(self, doing: Doing | None) -> None:
        """Where the number of things is not known the bar runs to and fro."""
        self.setVisible(doing is not None)
        if doing is None:
            self.bar.setRange(0, 1)
            return
        self.title.setText(doing.title)
        self.words.say(doing.words)
        self._stop.setText(doing.stop)
        self.button.setAccessibleName(doing.stop)
        self.button.setMinimumWidth(self._inside.sizeHint().width())
        self.button.setFixedHeight(38)
        self.bar.setAccessibleName(f"{doing.title} {doing.words}".strip())
        self.bar.setRange(0, doing.of)
        self.bar.setValue(min(doing.done, doing.of))
