"""The operator's side of the hall clock: what is announced, how and when; test, mute, stop; words of one's own. A small
window on the operator's screen, never on the hall's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.operations.boards.hall import AnnouncementRow, Announcing, Custom, HallBoard
from desktop.operations.boards.shell import Tone
from desktop.ui.hall.lines import AnnouncementLines, tick
from desktop.ui.keys import key_name
from desktop.ui.shared import theme
from desktop.ui.shared.act.fields import Line
from desktop.ui.shared.look.flow import FlowLayout
from desktop.ui.shared.panels import Badge, Elided, Notice, Panel, hairline, text
from desktop.ui.shared.readers.wedge import Wedge
from desktop.wording import Wording

WIDE, HIGH = 560, 640


class HallPanel(QWidget):
    """Says what the operator wants; what comes of it is seen on the next board. `tell` one line of what happened."""

    chosen = Signal(object)
    muted = Signal(bool)
    stopped = Signal()
    tried = Signal()
    said = Signal(str)
    turned = Signal(int)
    picked = Signal(str, str)
    scanned = Signal(str)

    def __init__(self, wording: Wording, voice: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._wording, self._voice = wording, voice
        self._board = HallBoard("")
        self.setProperty("look", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(320, 240)
        self.wedge = Wedge(parent=self)
        self.wedge.scanned.connect(self.scanned)
        self._build()

    def _build(self) -> None:
        words = self._wording.text
        body = QWidget()
        body.setProperty("look", "paper")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(self._head())
        self.silence = Panel("stop", (16, 12, 16, 12))
        self.silence_words = text("", theme.TITLE, bold=True, tone="stop", wrap=True)
        self.silence.column.addWidget(self.silence_words)
        column.addWidget(self.silence)
        self.on = tick(words("hall-on"), self._switch)
        self.mute = tick(words("hall-mute"), self._mute)
        self.sounds = tick(words("hall-by-sounds"), self._by)
        self.orders = tick(words("hall-by-orders"), self._when)
        for box in (self.on, self.mute, self.sounds, self.orders):
            column.addWidget(box)
        column.addWidget(hairline())
        self.lines = AnnouncementLines(self._wording)
        self.lines.kind_chosen.connect(self._kind)
        self.lines.file_asked.connect(self._ask_file)
        self.lines.removed.connect(self._remove)
        column.addWidget(self.lines)
        column.addWidget(hairline())
        self.words = Line(words("hall-own-words"))
        self.words.setAccessibleName(words("hall-own-words"))
        self.words.entered.connect(self._own)
        self.when = Line(words("hall-own-when"), words=False)
        self.when.setAccessibleName(words("hall-own-when"))
        self.when.entered.connect(self._own)
        column.addWidget(self.words)
        column.addWidget(self.when)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 12)
        outer.setSpacing(8)
        outer.addWidget(area, 1)
        # In sight wherever the list is scrolled to: to stop must never take a search.
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 0, 20, 0)
        self.notice = Notice()
        foot.addWidget(self.notice)
        foot.addWidget(self._buttons())
        outer.addLayout(foot)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.place = Elided("", theme.LEAD, bold=True)
        self.rehearsal = Badge(self._wording.text("shell-rehearsal"), "warn")
        self.rehearsal.hide()
        name = self._wording.text("hall-voice", name=self._voice) if self._voice else ""
        row.addWidget(self.rehearsal)
        row.addWidget(self.place, 1)
        row.addWidget(Elided(name or self._wording.text("hall-no-voice"), theme.SMALL, tone="quiet"))
        return row

    def _buttons(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        flow.setContentsMargins(0, 0, 0, 0)
        words = self._wording.text
        self.own = self._button(words("hall-say"), self._own, primary=True)
        self.test = self._button(words("hall-test"), self.tried.emit)
        self.stop = self._button(words("hall-stop"), self.stopped.emit)
        self.back = self._button(words("hall-turn"), partial(self.turned.emit, 1))
        self.leave = self._button(words("hall-leave"), self.close)
        for button in (self.own, self.test, self.stop, self.back, self.leave):
            flow.addWidget(button)
        return holder

    def _button(self, title: str, done: Callable[[], object], primary: bool = False) -> QPushButton:
        button = QPushButton(title)
        button.setFont(theme.font(theme.BODY, bold=primary))
        if primary:
            button.setProperty("look", "primary")
        button.clicked.connect(lambda: done())
        return button

    # --- what it shows --------------------------------------------------------------------------------------------

    def show_board(self, board: HallBoard) -> None:
        self._board = board
        words, announcing = self._wording.text, board.announcing
        title = words("hall-panel-title", place=board.place)
        self.setWindowTitle(f"{title} · {words('shell-rehearsal')}" if board.rehearsal else title)
        self.place.say(board.place)
        self.rehearsal.setVisible(board.rehearsal)
        for box, value in (
            (self.on, announcing.on),
            (self.mute, announcing.muted),
            (self.sounds, announcing.by == "sounds"),
            (self.orders, announcing.when == "orders"),
        ):
            _set(box, value)
        silent = "hall-sound-off" if not announcing.on else "hall-sound-muted" if announcing.muted else ""
        self.silence_words.setText(words(silent) if silent else "")
        self.silence.setVisible(bool(silent))
        self.lines.show_rows(board.announcements, announcing)

    def tell(self, words: str, tone: Tone = "warn") -> None:
        """One line of what happened, until the next."""
        self.notice.say(words, tone)

    def stand(self, screen: QRect) -> None:
        """In the middle of the operator's screen."""
        wide, high = min(WIDE, screen.width() - 40), min(HIGH, screen.height() - 60)
        self.setGeometry(
            screen.x() + (screen.width() - wide) // 2, screen.y() + (screen.height() - high) // 2, wide, high
        )
        self.show()
        self.raise_()
        self.activateWindow()
        self.on.setFocus()

    # --- what is chosen -------------------------------------------------------------------------------------------

    def _choose(self, announcing: Announcing) -> None:
        self.notice.silence()
        self.chosen.emit(announcing)

    def _switch(self, on: bool) -> None:
        self._choose(replace(self._board.announcing, on=on))

    def _mute(self, muted: bool) -> None:
        self.muted.emit(muted)

    def _by(self, sounds: bool) -> None:
        self._choose(replace(self._board.announcing, by="sounds" if sounds else "voice"))

    def _when(self, orders: bool) -> None:
        self._choose(replace(self._board.announcing, when="orders" if orders else "clock"))

    def _kind(self, kind: str, on: bool) -> None:
        kinds = tuple(k for k in self._board.announcing.kinds if k != kind) + ((kind,) if on else ())
        self._choose(replace(self._board.announcing, kinds=kinds))

    def _own(self) -> None:
        """Words of one's own: at once, or at the time that stands beside them."""
        words, when = " ".join(self.words.text().split()), self.when.text().strip()
        if not words:
            self.tell(self._wording.text("hall-own-missing"))
            self.words.setFocus()
            return
        if not when:
            self.said.emit(words)
        else:
            announcing = self._board.announcing
            self._choose(replace(announcing, customs=(*announcing.customs, Custom(words, when))))
        self.words.clear()
        self.when.clear()

    def _remove(self, row: AnnouncementRow) -> None:
        announcing = self._board.announcing
        place = [r for r in self._board.announcements if r.kind == "custom"].index(row)
        self._choose(replace(announcing, customs=announcing.customs[:place] + announcing.customs[place + 1 :]))

    def _ask_file(self, kind: str) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self._wording.text("hall-file"), "", "WAV (*.wav)")
        if path:
            self.picked.emit(kind, path)

    # --- keys -----------------------------------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """A key by its name, from here or from the clock."""
        done = {
            "F2": self.on.click,
            "F3": self.tried.emit,
            "F4": self.mute.click,
            "F6": self.stopped.emit,
            "F8": self.close,
            "Esc": self.close,
        }.get(key)
        if done is None:
            return False
        done()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat() and self.press(key_name(event)):
            event.accept()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            self.wedge.watch(handle)


def _set(box: QCheckBox, value: bool) -> None:
    """Without telling anybody: it is what the board says."""
    box.blockSignals(True)
    box.setChecked(value)
    box.blockSignals(False)
