"""What both persons compare on a bag's label before they sign: the first PIN says that it all agrees, as the sentence
above it says; the space bar ticks line by line for whoever reads them out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from desktop.operations.boards.custody import LabelCheck
from desktop.ui.shared import theme
from desktop.ui.shared.panels import Panel, Pressable, text
from desktop.ui.shared.signs import Sign


class LabelTicks(Panel):
    """`changed` after every tick. A press of the mouse ticks and takes back, the space bar only ticks. `fold` leaves
    one line of those that are all ticked, and the place to the signatures."""

    changed = Signal()

    def __init__(self, checks: tuple[LabelCheck, ...], compared: str) -> None:
        super().__init__("brand-edge", (12, 8, 12, 8), 2)
        self._low = False
        self._boxes: list[QCheckBox] = []
        self._lines: list[Pressable] = []
        titles: list[QLabel] = []
        for check in checks:
            line = Pressable()
            line.setAccessibleName(f"{check.title} {check.words}")
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 4, 0, 4)
            row.setSpacing(8)
            box = QCheckBox()
            box.setAccessibleName(check.title)
            box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            box.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._boxes.append(box)
            row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
            title = text(check.title, theme.BODY, tone="quiet")
            titles.append(title)
            row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(text(check.words, theme.BODY, bold=True, wrap=True), 1)
            line.pressed.connect(partial(self._turn, box))
            self._lines.append(line)
            self.column.addWidget(line)
        wide = max((title.sizeHint().width() for title in titles), default=0)
        for title in titles:
            title.setFixedWidth(wide)
        self._summary = QWidget()
        row = QHBoxLayout(self._summary)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(Sign("ok", 24))
        row.addWidget(text(compared, theme.BODY, bold=True, wrap=True), 1)
        self._summary.hide()
        self.column.addWidget(self._summary)

    def tick_next(self) -> bool:
        """Tick the first open line; False when there is none."""
        box = next((b for b in self._boxes if not b.isChecked()), None)
        if box is not None:
            self._turn(box)
        return box is not None

    def agree(self) -> None:
        """Every line at once: the PIN was given for all of them."""
        for box in self._boxes:
            box.setChecked(True)
        self._settle()

    def done(self) -> bool:
        return all(box.isChecked() for box in self._boxes)

    def _turn(self, box: QCheckBox) -> None:
        box.setChecked(not box.isChecked())
        self._settle()

    def fold(self, low: bool) -> None:
        if low != self._low:
            self._low = low
            self._dress()

    def _settle(self) -> None:
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        done = self.done()
        theme.set_look(self, look="ok" if done else "brand-edge")
        for line in self._lines:
            line.setVisible(not (done and self._low))
        self._summary.setVisible(done and self._low)
