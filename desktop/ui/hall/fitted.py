"""Words as large as their place allows. A hall clock hangs on whatever screen there is, from a notebook at 200 % to a
projector in 4K, and must be read from the last row: so no size of the scale, but the largest that cuts nothing."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.shared import theme

LEAST, MOST = theme.TINY, 1200
_WRAP = Qt.TextFlag.TextWordWrap


class Fitted(QWidget):
    """Paints its words in the largest size that fits, on one line or, with `wrap`, on as many as it takes.

    `sample` is measured instead of the words, so that a clock does not change size with its digits; `ground` a token
    painted behind the words as a rounded field.
    """

    def __init__(
        self,
        parent: QWidget,
        ink: str = theme.INK,
        bold: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        sample: str = "",
        wrap: bool = False,
    ) -> None:
        super().__init__(parent)
        self._words, self._sample, self._bold, self._wrap = "", sample, bold, wrap
        self._ink, self._ground = ink, ""
        self._align = align | Qt.AlignmentFlag.AlignVCenter
        self._known: tuple[str, QSize] = ("", QSize())
        self._size = LEAST

    def say(self, words: str, ink: str = "", ground: str | None = None) -> None:
        """Show these words, in another ink or on another ground where one is given."""
        wanted = (words, ink or self._ink, self._ground if ground is None else ground)
        if wanted != (self._words, self._ink, self._ground):
            self._words, self._ink, self._ground = wanted
            self.setAccessibleName(words.replace("\n", "，"))
            self.update()

    def words(self) -> str:
        return self._words

    def tokens(self) -> tuple[str, str]:
        """Ink and ground as colours are named; no ground where the place behind shows through."""
        return self._ink, self._ground

    def size_of_words(self) -> int:
        """Pixels of the words now."""
        words = self._sample if len(self._sample) >= len(self._words) else self._words
        inner = self._inner().size()
        if (words, inner) != self._known:
            self._known, self._size = (words, inner), self._largest(words, inner)
        return self._size

    def fits(self) -> bool:
        """Whether every word is to be seen."""
        return not self._words or self._room(
            self._words, self.size_of_words(), self._inner().size(), 1 << 20 if self._wrap else 0
        )

    def _inner(self) -> QRect:
        if not self._ground:
            return self.rect()
        across, down = self.height() // 4, self.height() // 12
        return self.rect().adjusted(across, down, -across, -down)

    def _largest(self, words: str, within: QSize) -> int:
        if not self._wrap:
            return self._search(words, within, 0)
        size = self._search(words, within, 1 << 20)
        # Lines that are written one below the other stay so where that costs little: all of them, or all but one.
        for broken in range(2 if "\n" in words else 0):
            whole = self._search(words, within, broken)
            if whole * 5 >= size * 3:
                return whole
        return size

    def _search(self, words: str, within: QSize, broken: int) -> int:
        least, most = LEAST, MOST
        while least < most:
            middle = (least + most + 1) // 2
            if self._room(words, middle, within, broken):
                least = middle
            else:
                most = middle - 1
        return least

    def _room(self, words: str, size: int, within: QSize, broken: int) -> bool:
        """Whether the words have room at this size when at most `broken` of their lines are broken."""
        metrics = QFontMetrics(theme.font(size, self._bold))
        lines = sorted(metrics.horizontalAdvance(line) for line in words.split("\n"))
        if any(line > within.width() for line in lines[: max(len(lines) - broken, 0)]):
            return False
        if not self._wrap:
            return metrics.height() <= within.height()
        box = metrics.boundingRect(QRect(0, 0, within.width(), 1 << 20), _WRAP, words)
        return box.width() <= within.width() and box.height() <= within.height()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._words:
            return
        painter = QPainter(self)
        if self._ground:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(self._ground))
            painter.drawRoundedRect(self.rect(), theme.RADIUS, theme.RADIUS)
        painter.setFont(theme.font(self.size_of_words(), self._bold))
        painter.setPen(theme.color(self._ink))
        flags = self._align | (_WRAP if self._wrap else Qt.TextFlag.TextSingleLine)
        painter.drawText(self._inner(), int(flags), self._words)
        painter.end()
