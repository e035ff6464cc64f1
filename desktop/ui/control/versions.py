"""Two records of one thing side by side: the same labels in the same order, what differs in bold."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QSizePolicy, QWidget

from desktop.operations.boards.control import Version
from desktop.operations.boards.shell import ActionRow
from desktop.ui.control.alerts import FigureButton
from desktop.ui.shared import theme
from desktop.ui.shared.cards import empty
from desktop.ui.shared.panels import Panel, text
from desktop.wording import Wording


class VersionPair(QWidget):
    """Left and Right choose (`go`), Enter decides for `current`; the mouse presses the button: `chosen(ActionRow)`."""

    chosen = Signal(object)

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._shown: tuple[Version, ...] = ()
        self._panels: list[Panel] = []
        self._at = 0
        self._low = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)

    def show_versions(self, versions: tuple[Version, ...]) -> None:
        if versions != self._shown:
            self._shown, self._at = versions, 0
            self._lay()
        self.setVisible(bool(versions))

    def compact(self, low: bool) -> None:
        """In a low window: smaller words, and Enter instead of the buttons."""
        if low != self._low:
            self._low = low
            self._lay()

    def shown(self) -> bool:
        return bool(self._shown)

    def current(self) -> ActionRow | None:
        return self._shown[self._at].keep if self._shown else None

    def go(self, across: int) -> None:
        if self._shown:
            self._at = min(max(self._at + across, 0), len(self._shown) - 1)
            self._dress()

    def _lay(self) -> None:
        empty(self._row)
        # What differs between them stands out, what is the same stays quiet.
        said = [{words for _, words in lines} for lines in zip(*(v.lines for v in self._shown), strict=False)]
        differs = [len(words) > 1 for words in said]
        self._panels = [self._panel(number, version, differs) for number, version in enumerate(self._shown, start=1)]
        for panel in self._panels:
            self._row.addWidget(panel, 1)
        self._row.setSpacing(8 if self._low else 12)
        self._dress()

    def _dress(self) -> None:
        for place, panel in enumerate(self._panels):
            theme.set_look(panel, look="brand-edge" if place == self._at else "panel")

    def _panel(self, number: int, version: Version, differs: list[bool]) -> Panel:
        size = theme.SMALL if self._low else theme.BODY
        panel = Panel("panel", (8, 4, 8, 4) if self._low else (12, 8, 12, 8), 0 if self._low else 4)
        panel.column.addWidget(text(version.title, size, bold=True))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0 if self._low else 4)
        grid.setColumnStretch(1, 1)
        for place, (label, words) in enumerate(version.lines):
            grid.addWidget(text(label, size, tone="quiet"), place, 0, Qt.AlignmentFlag.AlignTop)
            bold = place < len(differs) and differs[place]
            value = text(words, size, bold=bold, tone="" if bold else "quiet", wrap=not self._low)
            grid.addWidget(value, place, 1)
        panel.column.addWidget(holder)
        if version.keep is not None and not self._low:
            row = version.keep
            button = FigureButton(self._wording.text("control-keep", number=number), "", False, not row.enabled)
            button.setToolTip(row.why)
            button.clicked.connect(partial(self.chosen.emit, row))
            panel.column.addWidget(button)
        panel.setAccessibleName(" ".join([version.title, *(f"{label} {words}" for label, words in version.lines)]))
        return panel
