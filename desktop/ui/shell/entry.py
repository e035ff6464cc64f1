"""The page before any desk: opening the home, its passphrase, signing in, choosing a desk. Keyboard only."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from desktop.operations.boards.session import DeskRow
from desktop.operations.boards.shell import Choice, KeyHint
from desktop.ui.shared import theme
from desktop.ui.shared.act.fields import Line, Picks, Tick
from desktop.ui.shared.act.signing import Identify, SignIn
from desktop.ui.shared.lanes import Lane
from desktop.ui.shared.panels import KeySentence, Panel, text
from desktop.ui.shared.signs import paint_tick
from desktop.wording import Wording

_LOW = 420
"""Height in pixels below which there is no room for ornaments: a laptop at 200 %."""
_ROOMY, _NARROW = (40, 32, 40, 32), (24, 12, 24, 12)


class Mark(QWidget):
    """Our mark: a room with its lectern and one seat checked."""

    def __init__(self, size: int = 72) -> None:
        super().__init__()
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = self.width() / 16
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(theme.BRAND_FILL))
        painter.drawRoundedRect(QRectF(self.rect()), unit * 3, unit * 3)
        painter.setBrush(theme.color(theme.ON_FILL))
        painter.drawRoundedRect(QRectF(3 * unit, 2.7 * unit, 10 * unit, 1.6 * unit), unit * 0.4, unit * 0.4)
        painter.setBrush(theme.color(theme.SEATS))
        for row in range(3):
            for column in range(3 if row == 0 else 1):
                box = QRectF((3 + column * 3.6) * unit, (5.6 + row * 2.8) * unit, 2.8 * unit, 2.1 * unit)
                painter.drawRoundedRect(box, unit * 0.4, unit * 0.4)
        seat = QRectF(4.6 * unit, 5.9 * unit, 9.6 * unit, 9.6 * unit)
        paint_tick(painter, seat, theme.color(theme.ON_FILL), unit * 1.4)
        painter.end()


class EntryPage(QWidget):
    """`passphrase(str, bool)` with whether this computer is to remember it, `left()` on Esc where there is a desk to
    go back to, `desk_chosen(name)`; the sign-in itself is `sign_in`, whose `passed(Signed)` the window listens to."""

    passphrase = Signal(str, bool)
    desk_chosen = Signal(str)
    left = Signal()

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "paper")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sign_in: SignIn | None = None
        self._may_leave, self._following = False, ""
        card = self._card = Panel("panel", _ROOMY, 8)
        card.setMinimumWidth(420)
        card.setMaximumWidth(600)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout()
        row.setSpacing(20)
        self._mark = Mark()
        self._mark.setAccessibleName(wording.text("shell-title"))
        row.addWidget(self._mark)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = text("", theme.HEAD, bold=True, wrap=True)
        self.subtitle = text("", theme.BODY, tone="quiet", wrap=True)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        words.addStretch(1)
        row.addLayout(words, 1)
        card.column.addLayout(row)
        card.column.addSpacing(12)
        self._holder = QWidget()
        self._pages = QStackedLayout(self._holder)
        self._blank = QWidget()
        self._pages.addWidget(self._blank)
        self._pages.addWidget(self._passphrase_page())
        self.choices = Picks(visible=5)
        self.choices.entered.connect(self._choose)
        self._pages.addWidget(self.choices)
        card.column.addWidget(self._holder)
        self.next = KeySentence(theme.BODY, theme.INK_2)
        card.column.addSpacing(4)
        card.column.addWidget(self.next)
        self.message = text("", theme.BODY, bold=True, tone="stop", wrap=True)
        self.message.hide()
        card.column.addWidget(self.message)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card, 4)
        across.addStretch(1)
        column = self._column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(across)
        column.addStretch(3)
        self.show_opening()

    def _passphrase_page(self) -> QWidget:
        words = self._wording.text
        self.phrase = Line(words("shell-passphrase"), secret=True)
        self.phrase.setAccessibleName(words("shell-passphrase"))
        self.keep = Tick(words("shell-keep-passphrase"), required=False)
        self._asking = QWidget()
        column = QVBoxLayout(self._asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.phrase, self.keep):
            part.entered.connect(self._send_phrase)
            column.addWidget(part)
        return self._asking

    # -- the stages

    def show_opening(self) -> None:
        self._stage("shell-title", "shell-offline-note", self._blank, "shell-opening")

    def ask_passphrase(self, problem: str = "") -> None:
        self._stage("shell-passphrase", "shell-offline-note", self._asking, "shell-passphrase-next")
        self.phrase.clear()
        self.say(problem)
        self.phrase.setFocus()

    def ask_officer(
        self, identify: Identify, lane: Lane, title: str = "shell-welcome", may_leave: bool = False
    ) -> SignIn:
        """A fresh sign-in form; the caller connects its `passed`."""
        if self.sign_in is not None:
            self._pages.removeWidget(self.sign_in)
            self.sign_in.deleteLater()
        self.sign_in = SignIn(identify, lane, self._wording)
        self._pages.addWidget(self.sign_in)
        self._stage(title, "shell-offline-note", self.sign_in, f"{title}-next")
        self._may_leave = may_leave
        self.sign_in.setFocus()
        return self.sign_in

    def ask_desk(self, rows: tuple[DeskRow, ...]) -> None:
        self.choices.show_choices(tuple(Choice(row.name, row.title, row.why) for row in rows))
        self.choices.setCurrentRow(0)
        self._stage("shell-desks", "shell-offline-note", self.choices, "shell-desks-next")
        self.choices.setFocus()

    def tell(self, problem: str) -> None:
        """A fault nobody here can type away."""
        self._stage("shell-fault", "shell-offline-note", self._blank, "")
        self.say(problem)
        self.setFocus()

    def say(self, words: str) -> None:
        self.message.setText(words)
        self.message.setVisible(bool(words))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A fault is told to its last word: where the window is low, ornaments give way to it."""
        told, low = bool(self.message.text()), self.height() < _LOW
        self._mark.setVisible(not low)
        self.subtitle.setVisible(not (low and told))
        self.next.setVisible(bool(self._following) and not (low and told))
        margins = _NARROW if low else _ROOMY
        self._card.column.setContentsMargins(*margins)
        edge = 8 if low else 24
        self._column.setContentsMargins(edge, edge, edge, edge)
        # A layout asks a wrapped label for its height by width too late, and squeezes the others instead.
        wide = min(max((self.width() - 2 * edge - 24) * 2 // 3, 420), 600) - margins[0] - margins[2]
        self.message.setMinimumHeight(self.message.heightForWidth(wide) if told else 0)
        beside = wide if low else wide - self._mark.width() - 20
        self.title.setMinimumHeight(max(self.title.heightForWidth(beside), 0))

    def scanned(self, words: str) -> None:
        """A wedge read: badge for the sign-in; a fast typist's passphrase for its line."""
        if self._asks_passphrase():
            self.phrase.setText(words)
            self._send_phrase()
        elif self.sign_in is not None and self._pages.currentWidget() is self.sign_in:
            if self.sign_in.pin.hasFocus():
                # Typed faster than a person usually does, or pasted by a tool: still the PIN.
                self.sign_in.pin.setText(words)
                self.sign_in.pin.entered.emit()
            else:
                self.sign_in.scanned(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._may_leave:
            event.accept()
            self.pressed("Esc")
            return
        if event.key() == Qt.Key.Key_F2 and self._asks_passphrase():
            event.accept()
            self.pressed("F2")
            return
        super().keyPressEvent(event)

    def keys(self) -> tuple[KeyHint, ...]:
        """What the foot bar shows of this page."""
        if self._asks_passphrase():
            return (KeyHint("F2", self._wording.text("shell-key-keep")),)
        return (KeyHint("Esc", self._wording.text("shell-back")),) if self._may_leave else ()

    def pressed(self, key: str) -> None:
        """A key of the foot bar that was clicked."""
        if key == "F2" and self._asks_passphrase():
            self.keep.toggle()
        elif key == "Esc" and self._may_leave:
            self.left.emit()

    def _asks_passphrase(self) -> bool:
        return self._pages.currentWidget() is self._asking

    def _stage(self, title: str, subtitle: str, page: QWidget, following: str) -> None:
        self._may_leave = False
        self._following = following
        self.say("")
        self.title.setText(self._wording.text(title))
        self.setAccessibleName(self.title.text())
        self.subtitle.setText(self._wording.text(subtitle))
        self._pages.setCurrentWidget(page)
        self._holder.setVisible(page is not self._blank)
        self._holder.setMaximumHeight(16777215 if page is self.choices else 120)
        self.next.say(self._wording.text(following) if following else "")

    def _send_phrase(self) -> None:
        words = self.phrase.text()
        if words:
            self.phrase.clear()
            self.show_opening()
            self.passphrase.emit(words, self.keep.isChecked())

    def _choose(self) -> None:
        chosen = self.choices.chosen()
        if chosen is not None:
            self.desk_chosen.emit(chosen)
