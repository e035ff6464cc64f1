"""What the proctor has to compare or choose beside a verdict: two names, warnings, several people of one number."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.operations.boards.door import NamesBeside
from desktop.operations.boards.shell import Choice
from desktop.ui.shared import theme
from desktop.ui.shared.cards import count_rows, empty
from desktop.ui.shared.panels import KeyCap, Panel, text
from desktop.ui.shared.signs import Sign
from desktop.wording import Wording

_NAME, _LEAST, _LINE = theme.HEAD, theme.LEAD, 1.45


class NamesPanel(Panel):
    """The roster's name above the one that was read; characters that differ stand in a box. Where a Latin name is how
    the Chinese one is read, the panel says so and asks for nothing."""

    def __init__(self, wording: Wording) -> None:
        super().__init__("warn", (12, 8, 12, 12), 4)
        self.alike = False
        self._labels = (wording.text("door-name-roster"), wording.text("door-name-read"))
        self._lines = (_Name(), _Name())
        self._heads = (wording.text("door-names-compare"), wording.text("door-names-alike"))
        self._head = text(self._heads[0], theme.SMALL, bold=True, tone="warn", wrap=True)
        self.column.addWidget(self._head)
        for label, line in zip(self._labels, self._lines, strict=True):
            self.column.addWidget(text(label, theme.SMALL, tone="quiet"))
            self.column.addWidget(line)

    def show_names(self, names: NamesBeside | None) -> None:
        if names is None:
            return
        self.alike = names.alike
        self._head.setText(self._heads[names.alike])
        theme.set_look(self._head, tone="ok" if names.alike else "warn")
        theme.set_look(self, look="ok" if names.alike else "warn")
        self._lines[0].say(names.roster, names.roster_marks)
        self._lines[1].say(names.read, names.read_marks)
        spoken = f"{self._labels[0]} {names.roster} {self._labels[1]} {names.read}"
        self.setAccessibleName(f"{spoken} {self._heads[1]}" if names.alike else spoken)


class _Name(QWidget):
    """One name, as large as fits the column; what does not fit even small goes on in a second line."""

    def __init__(self) -> None:
        super().__init__()
        self._words, self._marks = "", frozenset[int]()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, words: str, marks: tuple[int, ...]) -> None:
        self._words, self._marks = words, frozenset(marks)
        self.setAccessibleName(words)
        self._grow()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        """As tall as the name is at this width: a layout asked for a height by width squeezes it first."""
        pixels, lines = self._flow(max(self.width(), 160))
        self.setFixedHeight(round(len(lines) * pixels * _LINE))

    def _flow(self, width: int) -> tuple[int, list[list[int]]]:
        """Type size and which characters stand in which line."""
        for pixels in range(_NAME, _LEAST - 1, -2):
            if QFontMetricsF(_face(pixels)).horizontalAdvance(self._words) <= width:
                return pixels, [list(range(len(self._words)))]
        metrics = QFontMetricsF(_face(_LEAST))
        lines: list[list[int]] = []
        start = 0
        while start < len(self._words):
            end = start + 1
            while end < len(self._words) and metrics.horizontalAdvance(self._words[start : end + 1]) <= width:
                end += 1
            # Between two words where there are words; a long Chinese name breaks anywhere.
            space = self._words.rfind(" ", start + 1, end)
            if end < len(self._words) and space > start:
                end = space + 1
            lines.append(list(range(start, end)))
            start = end
        return _LEAST, lines or [[]]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pixels, lines = self._flow(self.width())
        font = _face(pixels)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        tall = pixels * _LINE
        for row, places in enumerate(lines):
            x = 0.0
            for place in places:
                letter = self._words[place]
                wide = metrics.horizontalAdvance(letter)
                box = QRectF(x, row * tall + 1, wide, tall - 3)
                if place in self._marks:
                    painter.setPen(QPen(theme.strong("warn"), 2))
                    painter.setBrush(theme.color(theme.CARD))
                    painter.drawRoundedRect(box.adjusted(0.5, 0, -0.5, 0), 4, 4)
                painter.setPen(theme.color(theme.INK))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
                x += wide
        painter.end()


def _face(pixels: int) -> QFont:
    """A little apart, so that the box of one character does not cut into its neighbours."""
    out = theme.font(pixels, bold=True)
    out.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, pixels / 7)
    return out


class WarningsPanel(Panel):
    """Sentences that change nothing in the verdict but want a look."""

    def __init__(self) -> None:
        super().__init__("panel", (12, 8, 12, 8), 4)
        self._shown: tuple[str, ...] = ()

    def show_warnings(self, warnings: tuple[str, ...]) -> None:
        if warnings == self._shown:
            return
        self._shown = warnings
        empty(self.column)
        for sentence in warnings:
            self.column.addWidget(_line(Sign("warn", 20), text(sentence, theme.BODY, bold=True, wrap=True)))
        count_rows(self.column)


class ChoicesPanel(Panel):
    """The people an officer may pick from, each with the digit that picks it."""

    def __init__(self, wording: Wording) -> None:
        super().__init__("panel", (12, 8, 12, 8), 8)
        self._title = wording.text("door-choose")
        self._shown: tuple[Choice, ...] = ()

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        if choices == self._shown:
            return
        self._shown = choices
        empty(self.column)
        self.column.addWidget(text(self._title, theme.SMALL, bold=True, tone="quiet", wrap=True))
        for number, choice in enumerate(choices[:9], start=1):
            words = "\n".join(part for part in (choice.label, choice.note) if part)
            self.column.addWidget(_line(KeyCap(str(number)), text(words, theme.BODY, bold=True, wrap=True)))
        count_rows(self.column)


def _line(mark: QWidget, words: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return holder
