"""Two records of one thing side by side: the same labels in the same order, a figure under each to decide for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QSizePolicy, QWidget

from desktop.operations.boards.control import Version
from desktop.operations.boards.shell import ActionRow
from desktop.ui.control.alerts import FigureButton
from desktop.ui.shared import theme
from desktop.ui.shared.cards import empty
from desktop.ui.shared.panels import Panel, text
from desktop.wording import Wording

_SIDE_BY_SIDE = 420
"""Pixels below which they stand one under the other."""


class VersionPair(QWidget):
    """`chosen(ActionRow)` for the version decided for; `figure(n)` is the n-th one's decision."""

    chosen = Signal(object)

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._shown: tuple[Version, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)

    def show_versions(self, versions: tuple[Version, ...]) -> None:
        if versions != self._shown:
            self._shown = versions
            empty(self._row)
            # What differs between them stands out, what is the same stays quiet.
            said = [{words for _, words in lines} for lines in zip(*(v.lines for v in versions), strict=False)]
            for number, version in enumerate(versions, start=1):
                self._row.addWidget(self._panel(number, version, [len(words) > 1 for words in said]), 1)
        self.setVisible(bool(versions))

    def figure(self, number: int) -> ActionRow | None:
        return self._shown[number - 1].keep if 1 <= number <= len(self._shown) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _SIDE_BY_SIDE
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _panel(self, number: int, version: Version, differs: list[bool]) -> Panel:
        panel = Panel("brand-edge" if number == 1 else "panel", (12, 8, 12, 8), 4)
        panel.column.addWidget(text(version.title, theme.BODY, bold=True, tone="brand" if number == 1 else "quiet"))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, (label, words) in enumerate(version.lines):
            grid.addWidget(text(label, theme.BODY, tone="quiet"), place, 0, Qt.AlignmentFlag.AlignTop)
            bold = place < len(differs) and differs[place]
            grid.addWidget(text(words, theme.BODY, bold=bold, tone="" if bold else "quiet", wrap=True), place, 1)
        panel.column.addWidget(holder)
        if version.keep is not None:
            title = self._wording.text("control-keep", number=number)
            button = FigureButton(title, str(number), number == 1 and version.keep.enabled, not version.keep.enabled)
            button.setToolTip(version.keep.why)
            button.clicked.connect(partial(self.chosen.emit, version.keep))
            panel.column.addWidget(button)
        panel.setAccessibleName(" ".join([version.title, *(f"{label} {words}" for label, words in version.lines)]))
        return panel
