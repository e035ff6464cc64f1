"""The line below the map: who is in hand, what putting down would come to, what was done. It never gets lower while
somebody is in hand, so the desks do not move under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.operations.boards.shell import Tone
from desktop.ui.shared import theme
from desktop.ui.shared.panels import Panel, text
from desktop.ui.shared.signs import Sign


class Strip(Panel):
    """`say(head, sentence, tone)`. In a low window the sentence alone, in two lines; the reasons have it in full."""

    def __init__(self, name: str) -> None:
        super().__init__("panel", (12, 4, 12, 4), 0)
        self._sign = Sign("plain", 20)
        self._head = text("", theme.BODY, bold=True, wrap=True)
        self._words = text("", theme.BODY, wrap=True)
        self._said: tuple[str, str, Tone] = ("", "", "plain")
        self._held = self._low = False
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._head)
        words.addWidget(self._words)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self.setAccessibleName(name)

    def words(self) -> str:
        """What is said, in full."""
        return f"{self._said[0]} {self._said[1]}".strip()

    def say(self, head: str, sentence: str, tone: Tone = "plain") -> None:
        self._said = (head, sentence, tone)
        shown = self._shortened(sentence or head) if self._low else sentence
        self._head.setText(head)
        self._head.setVisible(bool(head) and not self._low)
        self._words.setText(shown)
        self._words.setToolTip(sentence if shown != sentence else "")
        self._words.setVisible(bool(shown))
        self._sign.show_tone(tone)
        self._sign.setVisible(tone in ("ok", "warn", "stop"))
        theme.set_look(self, look=tone if tone in ("ok", "warn", "stop") else "panel")
        self._reserve()

    def hold(self, held: bool) -> None:
        """While somebody is in hand the strip keeps the greatest height it had."""
        if held != self._held:
            self._held = held
            self._reserve(anew=True)

    def flatten(self, low: bool) -> None:
        """A low window has two small lines to spare, not three."""
        if low != self._low:
            self._low = low
            self._words.setFont(theme.font(theme.SMALL if low else theme.BODY))
            self.column.setContentsMargins(*((8, 1, 8, 1) if low else (12, 4, 12, 4)))
            self.setMinimumHeight(0)
            self.say(*self._said)

    def _shortened(self, words: str) -> str:
        """As much as two lines hold."""
        metrics, wide = self._words.fontMetrics(), max(self.width() - 60, 60)
        return metrics.elidedText(words, Qt.TextElideMode.ElideRight, 2 * wide - 40)

    def _reserve(self, anew: bool = False) -> None:
        """Room for a name and two lines, more while held where more was needed."""
        line = self._words.fontMetrics().height()
        if self._low:
            self.setFixedHeight(2 * line + 4)
            return
        self.setMaximumHeight(16777215)
        needed = self.heightForWidth(self.width()) if self.hasHeightForWidth() else self.sizeHint().height()
        least = max(line * 3 + 10, needed)
        self.setMinimumHeight(max(least, self.minimumHeight()) if self._held and not anew else least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            if self._low:
                self.say(*self._said)
            else:
                self._reserve(anew=True)


class Ghost(QLabel):
    """The name that follows the mouse while somebody is carried."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(theme.BODY, bold=True))
        self.setProperty("badge", "brand")
        self.setContentsMargins(8, 4, 8, 4)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def carry(self, name: str, at: QPoint) -> None:
        """At a point of the screen, a little beside the pointer."""
        holder = self.parentWidget()
        if holder is None:
            return
        if not self.isVisible():
            self.setText(name)
            self.adjustSize()
            self.show()
            self.raise_()
        self.move(holder.mapFromGlobal(at) + QPoint(12, 8))
