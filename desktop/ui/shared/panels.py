"""Small parts of every screen: text, panel, badge, notice, countdown, key cap, sentence with keys."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.operations.boards.shell import Answer, Refusal, Tone
from desktop.ui.shared import theme
from desktop.ui.shared.signs import Sign
from desktop.wording import Wording


def text(words: str = "", size: int = theme.BODY, bold: bool = False, tone: str = "", wrap: bool = False) -> QLabel:
    """A plain-text label; nothing that comes from a roster or a reader is ever taken for markup."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.font(size, bold))
    label.setWordWrap(wrap)
    if tone:
        label.setProperty("tone", tone)
    return label


class Elided(QLabel):
    """One line that ends in … where it does not fit, with the whole text as tool tip."""

    def __init__(self, words: str = "", size: int = theme.BODY, bold: bool = False, tone: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(size, bold))
        self._whole = words
        if tone:
            self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        if words != self._whole:
            self._whole = words
            self.updateGeometry()
            self._fit()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._whole) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(min(metrics.horizontalAdvance(self._whole) + 2, metrics.averageCharWidth() * 6), metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 0))
        self.setText(shown)
        self.setToolTip("" if shown == self._whole else self._whole)


class Panel(QFrame):
    """A card with a hairline and 10 px corners. `look` names another dress: rail, sheet, well, brand, ok, warn..."""

    def __init__(
        self, look: str = "panel", margins: tuple[int, int, int, int] = (16, 12, 16, 12), gap: int = 8
    ) -> None:
        super().__init__()
        self.setProperty("look", look)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*margins)
        self.column.setSpacing(gap)


def hairline() -> QFrame:
    line = QFrame()
    line.setProperty("look", "hairline")
    line.setFixedHeight(1)
    return line


class Badge(QLabel):
    """A short word in a coloured field. The tone `stop` is filled, so it is the first thing seen."""

    def __init__(self, words: str = "", tone: Tone = "plain") -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(theme.SMALL, bold=True))
        self.setContentsMargins(8, 2, 8, 2)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setProperty("badge", tone)

    def say(self, words: str, tone: Tone) -> None:
        self.setText(words)
        theme.set_look(self, badge=tone)


def duration(milliseconds: int, hours: bool = False) -> str:
    """`7:29`, `03:40` when padded by the caller, `1:02:05` from an hour on. Never negative."""
    seconds = max(milliseconds, 0) // 1000
    if hours or seconds >= 3600:
        return f"{seconds // 3600}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
    return f"{seconds // 60}:{seconds % 60:02d}"


def site_clock(at: int, utc_offset: int, seconds: bool = True) -> str:
    """`at` (UTC ms) as site time, "08:12:31" or "08:12"."""
    day = (at // 1000 + utc_offset * 60) % 86400
    hm = f"{day // 3600:02d}:{day % 3600 // 60:02d}"
    return f"{hm}:{day % 60:02d}" if seconds else hm


class Countdown(QLabel):
    """Time left until `due`, or time gone by in the stop colour with a leading +. `tick(now)` moves it. `hold` shows
    words instead while no time runs."""

    def __init__(self, size: int = theme.LARGE, tone: str = "brand") -> None:
        super().__init__()
        self.setFont(theme.font(size, bold=True))
        self._tone = tone
        self._due: int | None = None
        theme.set_look(self, tone=tone)

    def aim(self, due: int | None) -> None:
        self._due = due
        if due is None:
            self.clear()

    def hold(self, words: str) -> None:
        self._due = None
        self.setText(words)
        theme.set_look(self, tone="stop")

    def tick(self, now: int) -> None:
        if self._due is None:
            return
        left = self._due - now
        late = left <= -1000
        words = duration(abs(left) if late else left)
        if len(words) == 4:
            words = "0" + words
        words = "+" + words if late else words
        if words != self.text():
            self.setText(words)
        theme.set_look(self, tone="stop" if late else self._tone)


KEY_WORDS = {"Enter": "回车", "Space": "空格", "Scan": "扫码"}
"""What a cap shows for a key's name where that differs; the window fills it from the wording of its locale."""


def name_keys(wording: Wording) -> None:
    """Call the keys as the language of `wording` does."""
    for name, key in (("Enter", "key-enter"), ("Space", "key-space"), ("Scan", "key-scan")):
        KEY_WORDS[name] = wording.text(key)


def key_word(key: str) -> str:
    return KEY_WORDS.get(key, key)


class KeyCap(QLabel):
    """A key as it is printed on the keyboard. `key` is its name (Enter, Space, Esc, F2, W)."""

    def __init__(self, key: str) -> None:
        super().__init__(key_word(key))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(theme.SMALL))
        self.setProperty("look", "cap")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class KeyRow(QPushButton):
    """A button that shows its title left and its key right; the mouse may press what the key does."""

    def __init__(self, title: str, key: str = "", icon: QWidget | None = None) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(48)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        self.title = text(title, theme.BODY, bold=True)
        self.title.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if icon is not None:
            icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(icon)
        row.addWidget(self.title, 1)
        if key:
            cap = KeyCap(key)
            cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(cap)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 48)


_PART = re.compile(r"〔([^〕]{1,6})〕|([\x21-\x7e]+)|(\s)|(.)")
_STICKS = "，。、；：？！）》」』”’%·"


class KeySentence(QWidget):
    """A sentence that wraps and draws every 〔key〕 in it as a cap. `fore` is the token of its words."""

    def __init__(self, size: int = theme.TITLE, fore: str = theme.INK) -> None:
        super().__init__()
        self._fore = fore
        self._words = ""
        self.resize_words(size)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            self.updateGeometry()
            self.update()

    def words(self) -> str:
        return self._words

    def resize_words(self, size: int) -> None:
        """Text at `size` px, caps in proportion."""
        self.setFont(theme.font(size))
        self._cap_font = theme.font(theme.between(theme.SMALL, theme.SMALL / theme.TITLE, size))
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._flow(width)[1]

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().height())

    def _flow(self, width: int) -> tuple[list[tuple[str, bool, int, int, int]], int]:
        """(text, is key, x, line top, width) of each part, and the height."""
        metrics, caps = self.fontMetrics(), QFontMetrics(self._cap_font)
        line, x, y = max(round(metrics.height() * 1.08), caps.height() + 7), 0, 0
        out: list[tuple[str, bool, int, int, int]] = []
        for key, word, space, other in _PART.findall(self._words):
            part = key_word(key) if key else word or space or other
            wide = caps.horizontalAdvance(part) + 16 + 12 if key else metrics.horizontalAdvance(part)
            if x + wide > width and x > 0 and part not in _STICKS:
                x, y = 0, y + line
                if space:
                    continue
            out.append((part, bool(key), x, y, wide))
            x += wide
        return out, y + line

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, caps = self.fontMetrics(), QFontMetrics(self._cap_font)
        parts, height = self._flow(self.width())
        line = max(round(metrics.height() * 1.08), caps.height() + 7)
        top = max(0, (self.height() - height) // 2)
        for part, is_key, x, y, wide in parts:
            base = top + y + (line - metrics.height()) // 2 + metrics.ascent()
            if is_key:
                tall = caps.height() + 4
                middle = base - metrics.capHeight() / 2
                paint_cap(painter, QRectF(x + 6, middle - tall / 2, wide - 12, tall))
                painter.setFont(self._cap_font)
                painter.setPen(theme.color(theme.INK))
                painter.drawText(
                    QRectF(x + 6, middle - tall / 2 - 1, wide - 12, tall), Qt.AlignmentFlag.AlignCenter, part
                )
            else:
                painter.setFont(self.font())
                painter.setPen(theme.color(self._fore))
                painter.drawText(QPoint(x, base), part)
        painter.end()


def paint_cap(painter: QPainter, box: QRectF) -> None:
    """The face of a key: a hairline, a thicker lower edge."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(theme.CAP_LINE))
    painter.drawRoundedRect(box.adjusted(0, 2, 0, 2), 5, 5)
    painter.setPen(QPen(theme.color(theme.CAP_LINE), 1))
    painter.setBrush(theme.color(theme.CAP))
    painter.drawRoundedRect(box, 5, 5)


class Notice(Panel):
    """A line that says what happened or why not, with clause and next step. Hidden while it has nothing to say."""

    def __init__(self) -> None:
        super().__init__("warn", (12, 8, 12, 8), 2)
        self.sentence = text("", theme.BODY, bold=True, wrap=True)
        self.more = text("", theme.SMALL, tone="quiet", wrap=True)
        self._sign = Sign("warn", 20)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.sentence)
        words.addWidget(self.more)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.column.addLayout(row)
        self.hide()

    def say(self, sentence: str, tone: Tone = "warn", more: str = "") -> None:
        self.sentence.setText(sentence)
        self.more.setText(more)
        self.more.setVisible(bool(more))
        theme.set_look(self, look=tone if tone != "plain" else "panel")
        self._sign.show_tone(tone)
        self._sign.setVisible(tone in ("ok", "warn", "stop"))
        self.setVisible(bool(sentence))

    def refuse(self, refusal: Refusal) -> None:
        self.say(refusal.sentence, "stop", "\n".join(p for p in (refusal.next, refusal.clause) if p))

    def tell(self, answer: Answer | None, words: str = "", tone: Tone = "ok", fault: Tone = "stop") -> None:
        """What an act came to, `words` of a fault, or nothing at all."""
        if words:
            self.say(words, fault)
        elif answer is None:
            self.silence()
        elif answer.refused is not None:
            self.refuse(answer.refused)
        elif answer.text:
            self.say(answer.text, tone)

    def silence(self) -> None:
        self.hide()


class Pressable(QFrame):
    """A frame the mouse may press; the keyboard has its own way to the same act."""

    pressed = Signal()

    def mouseReleaseEvent(self, event: object) -> None:
        self.pressed.emit()
