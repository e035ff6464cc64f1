"""The first look around a desk: the real screen stays, one part of it at a time is lit and told about.

Never in the way of work: a scan or a card ends it, Esc skips it, and any other key ends it and does what it
always does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.operations.boards.shell import DeskName, KeyHint
from desktop.ui.keys import key_name
from desktop.ui.shared import theme
from desktop.ui.shared.panels import KeySentence, Panel, text
from desktop.ui.shell.cover import Cover
from desktop.wording import Wording

STOPS: dict[DeskName, tuple[tuple[str, str], ...]] = {
    "door": (("pane", "tour-door-pane"), ("side", "tour-door-side")),
    "room": (("rail", "tour-room-rail"), ("map", "tour-room-map"), ("side", "tour-room-side")),
    "control": (("grid", "tour-control-board"), ("alerts", "tour-control-alerts"), ("orders", "tour-control-orders")),
    "custody": (("rail", "tour-custody-rail"), ("bags", "tour-custody-bags")),
    "office": (("rail", "tour-office-rail"), ("page", "tour-office-page")),
}
"""For each desk the parts of its view, by the name of the member that holds them, and what is said of each."""
FOOT = "tour-bars-foot"
_CARD = 440
_OWN = ("Enter", "Right", "Space", "PageDown", "Left", "PageUp", "Esc")
_SILENT = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock)


@dataclass(frozen=True)
class Stop:
    """A part of the screen and the words about it."""

    part: QWidget
    words: str


def stops_of(desk: DeskName, view: QWidget, foot: QWidget, wording: Wording) -> tuple[Stop, ...]:
    """The stops whose parts are on the screen now; a small window may have put some away. The foot bar is last."""
    found = [(getattr(view, member), words) for member, words in STOPS.get(desk, ())]
    seen = [Stop(part, wording.text(words)) for part, words in found if part.isVisible()]
    return (*seen, Stop(foot, wording.text(FOOT)))


class Tour(Cover):
    """`passed_on(key event)`: a key that is not the tour's own, to end it and be done."""

    passed_on = Signal(object)

    def __init__(self, wording: Wording, stops: Sequence[Stop]) -> None:
        super().__init__()
        self._wording, self._stops, self._at = wording, tuple(stops), 0
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, False)
        self.setProperty("look", "")
        self.card = Panel("panel", (20, 16, 20, 16), 12)
        self.card.setParent(self)
        self.words = KeySentence(theme.LEAD)
        self.card.column.addWidget(self.words)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        self.count = text("", theme.SMALL, tone="quiet")
        foot.addWidget(self.count)
        foot.addStretch(1)
        self.way = KeySentence(theme.BODY, theme.INK_2)
        self.way.setFixedWidth(260)
        foot.addWidget(self.way)
        self.card.column.addLayout(foot)
        self._tell()

    def place(self, stage: QRect, window: QRect) -> QRect:
        return window

    def keys(self) -> tuple[KeyHint, ...]:
        words = self._wording.text
        last = self._at == len(self._stops) - 1
        return (
            KeyHint("Enter", words("tour-end" if last else "tour-next")),
            KeyHint("Esc", words("tour-skip")),
        )

    def at(self) -> int:
        """The place of the stop shown, from 0."""
        return self._at

    def pressed(self, key: str) -> bool:
        if key in ("Enter", "Right", "Space", "PageDown"):
            if self._at == len(self._stops) - 1:
                self.left.emit()
            else:
                self._go(self._at + 1)
        elif key in ("Left", "PageUp"):
            self._go(max(self._at - 1, 0))
        else:
            return super().pressed(key)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() not in _SILENT and key_name(event) not in _OWN:
            self.passed_on.emit(event.clone())
            event.accept()

    def mousePressEvent(self, event: object) -> None:
        self.pressed("Enter")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_card()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dark, lit = QPainterPath(), QPainterPath()
        dark.addRect(QRectF(self.rect()))
        hole = QRectF(self._hole())
        lit.addRoundedRect(hole, theme.RADIUS, theme.RADIUS)
        shade = QColor(theme.color(theme.BAR))
        shade.setAlpha(150)
        painter.fillPath(dark.subtracted(lit), shade)
        painter.setPen(QPen(theme.color(theme.BRAND), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(hole, theme.RADIUS, theme.RADIUS)
        painter.end()

    def _go(self, at: int) -> None:
        self._at = at
        self._tell()
        self.bars_changed.emit()

    def _tell(self) -> None:
        words = self._wording.text
        last = self._at == len(self._stops) - 1
        self.words.say(self._stops[self._at].words)
        self.setAccessibleName(self._stops[self._at].words)
        self.count.setText(words("tour-count", n=self._at + 1, of=len(self._stops)))
        following = words("tour-end" if last else "tour-next")
        self.way.say(f"〔Enter〕{following}　〔Esc〕{words('tour-skip')}")
        self._set_card()
        self.update()

    def _hole(self) -> QRect:
        part = self._stops[self._at].part
        top_left = part.mapTo(self.window(), QPoint(0, 0)) if part.window() is self.window() else QPoint(0, 0)
        return QRect(top_left, part.size()).adjusted(2, 2, -2, -2).intersected(self.rect())

    def _set_card(self) -> None:
        """Beside the lit part where there is room, else over its lower end."""
        if self.width() < 100:
            return
        wide = min(_CARD, self.width() - 32)
        self.card.setFixedWidth(wide)
        tall = max(self.words.heightForWidth(wide - 40) + 12 + self.way.heightForWidth(260) + 36, 96)
        hole = self._hole()
        x = min(max(hole.center().x() - wide // 2, 16), self.width() - wide - 16)
        y = min(max(hole.bottom() - tall - 12, 16), self.height() - tall - 16)
        middle = min(max(hole.center().y() - tall // 2, 16), self.height() - tall - 16)
        if hole.right() + wide + 24 <= self.width():
            x, y = hole.right() + 12, middle
        elif hole.left() - wide - 24 >= 0:
            x, y = hole.left() - wide - 12, middle
        elif hole.bottom() + tall + 24 <= self.height():
            y = hole.bottom() + 12
        elif hole.top() - tall - 24 >= 0:
            y = hole.top() - tall - 12
        self.card.setGeometry(x, y, wide, tall)
