"""Counting papers and cards: one table instead of a list of fields, and below it the equations worked out while the
figures come in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.operations.boards.shell import FieldRow, Sum, Tone
from desktop.ui.shared import theme
from desktop.ui.shared.act.fields import FieldEditor, Line
from desktop.ui.shared.panels import KeySentence, Panel, text
from desktop.ui.shared.signs import Sign
from desktop.wording import Wording

_BETWEEN = " · "
"""Parts the two halves of a counted field's label: 试卷 · 已交."""


def counted(fields: Sequence[FieldRow]) -> tuple[FieldRow, ...]:
    """Those of a form's fields that are counts of several things of one kind (`papers.spare`)."""
    return tuple(field for field in fields if field.kind == "number" and "." in field.name)


class CountTable(QWidget):
    """`editors` in the order of the fields, column by column. `changed` with every figure."""

    changed = Signal()

    def __init__(self, fields: tuple[FieldRow, ...], sums: tuple[Sum, ...], wording: Wording) -> None:
        super().__init__()
        self.editors: list[FieldEditor] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        heads = list(dict.fromkeys(field.name.partition(".")[0] for field in fields))
        lines = list(dict.fromkeys(field.name.partition(".")[2] for field in fields))
        for field in fields:
            head, _, line = field.name.partition(".")
            title, _, label = field.label.partition(_BETWEEN)
            across, down = heads.index(head) + 1, lines.index(line) + 1
            if down == 1:
                grid.addWidget(text(title, theme.BODY, bold=True), 0, across)
            if across == 1:
                grid.addWidget(text(label, theme.BODY), down, 0)
            editor = CountEditor(field, wording)
            editor.line.textChanged.connect(self._figure)
            self.editors.append(editor)
            grid.addWidget(editor, down, across)
            grid.setColumnStretch(across, 1)
        column.addLayout(grid)
        tip = KeySentence(theme.BODY, theme.INK_2)
        tip.say(wording.text("count-tip"))
        column.addWidget(tip)
        self._sums = _Sums(sums, wording)
        column.addWidget(self._sums)
        self._sums.setVisible(bool(sums))
        self._figure()

    def _figure(self) -> None:
        self._sums.work_out({e.row.name: e.value() for e in self.editors})
        self.changed.emit()


class CountEditor(FieldEditor):
    """A figure in the table: its label stands at the edge."""

    def __init__(self, row: FieldRow, wording: Wording) -> None:
        self.line = CountLine()
        super().__init__(row, wording, self.line)


class CountLine(Line):
    """Space counts one more, as sheets are laid down; everything else is typed."""

    def __init__(self) -> None:
        super().__init__(words=False)
        self.setMinimumHeight(36)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            now = self.text().strip()
            if not now or now.isdecimal():
                self.setText(str(int(now or "0") + 1))
            event.accept()
            return
        super().keyPressEvent(event)


class _Sums(Panel):
    """One line an equation: its terms as far as they are there, what they must come to, and whether they do."""

    def __init__(self, sums: tuple[Sum, ...], wording: Wording) -> None:
        super().__init__("well", (12, 8, 12, 8), 4)
        self._sums, self._wording = sums, wording
        self._lines: list[tuple[QWidget, Sign, QLabel]] = []
        for one in sums:
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            sign, words = Sign("plain", 18), text("", theme.BODY, bold=True, wrap=True)
            words.setAccessibleName(one.title)
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
            self.column.addWidget(holder)
            self._lines.append((holder, sign, words))

    def work_out(self, figures: dict[str, str | int | bool | None]) -> None:
        for one, (holder, sign, label) in zip(self._sums, self._lines, strict=True):
            terms = [figures.get(name) for name in one.fields]
            numbers = [n for n in terms if type(n) is int]
            tone: Tone
            left = " + ".join(str(n) if type(n) is int else "…" for n in terms)
            if len(numbers) < len(terms):
                said, tone = self._wording.text("count-open", title=one.title, left=left, wanted=one.wanted), "plain"
            elif sum(numbers) == one.wanted:
                said, tone = self._wording.text("count-holds", title=one.title, left=left, wanted=one.wanted), "ok"
            else:
                short = sum(numbers) - one.wanted
                key = "count-more" if short > 0 else "count-short"
                said, tone = (
                    self._wording.text(key, title=one.title, left=left, wanted=one.wanted, by=abs(short)),
                    "stop",
                )
            sign.show_tone(tone)
            label.setText(said)
            theme.set_look(label, tone="quiet" if tone == "plain" else tone)
            # One figure against one figure is only news where they differ.
            holder.setVisible(len(one.fields) > 1 or tone == "stop")
