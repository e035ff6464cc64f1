"""What stands on the hall clock. Everything is a share of the window: it looks alike on every screen."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.operations.boards.hall import HallBoard, Phase
from desktop.ui.hall.fitted import Fitted
from desktop.ui.shared import theme
from desktop.ui.shared.panels import duration, site_clock
from desktop.wording import Wording

_CENTRE, _RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
_STATE: dict[Phase, tuple[str, str]] = {
    "none": (theme.INK_2, theme.WELL),
    "waiting": (theme.INK_2, theme.WELL),
    "unopened": (theme.INK_2, theme.WELL),
    "running": (theme.OK, theme.OK_SOFT),
    "suspended": (theme.ON_FILL, theme.WARN_FILL),
    "over": (theme.ON_FILL, theme.STOP_FILL),
    "ended": (theme.PAPER, theme.INK_2),
}
"""Ink and ground of the state; the words themselves differ, so colour is never alone."""


class HallFace(QWidget):
    """`show_board`, then `tick(now)` several times a second. `announce` puts its words in place of the steps until they
    are taken away with empty ones."""

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._board = HallBoard("")
        self._now = 0
        self.rehearsal = Fitted(self, theme.BAR, bold=True, align=_CENTRE)
        self.place = Fitted(self, theme.ON_BAR_STRONG, bold=True, wrap=True)
        self.subject = Fitted(self, theme.ON_BAR, align=_RIGHT, wrap=True)
        self.clock = Fitted(self, theme.INK, bold=True, align=_CENTRE, sample="00:00:00")
        self.state = Fitted(self, theme.INK_2, bold=True, align=_CENTRE)
        self.note = Fitted(self, theme.INK_2, align=_CENTRE)
        self.caption = Fitted(self, theme.INK_2, align=_CENTRE)
        self.left = Fitted(self, theme.BRAND, bold=True, align=_CENTRE, sample="0:00:00")
        self.board = Fitted(self, theme.ON_LECTERN, bold=True, wrap=True)
        self.step = Fitted(self, theme.INK_2)
        self.next = Fitted(self, theme.INK, bold=True, align=_RIGHT)
        self.rooms = Fitted(self, theme.WARN, bold=True, wrap=True)
        self.hint = Fitted(self, theme.INK_3, align=_RIGHT)
        self.banner = Fitted(self, theme.ON_FILL, bold=True, align=_CENTRE, wrap=True)
        self.banner.hide()

    def parts(self) -> tuple[Fitted, ...]:
        """Everything with words on it."""
        return tuple(self.findChildren(Fitted))

    def show_board(self, board: HallBoard) -> None:
        if board == self._board:
            return
        words = self._wording.text
        again = bool(board.rooms) != bool(self._board.rooms) or board.rehearsal != self._board.rehearsal
        self._board = board
        self.rehearsal.say(words("shell-rehearsal") if board.rehearsal else "", ground=theme.DUE_ON_BAR)
        self.place.say(board.place)
        if board.clock is not None:
            self.subject.say(board.clock.text, theme.DUE_ON_BAR)
        else:
            self.subject.say(board.subject, theme.ON_BAR)
        self.state.say(board.state, *_STATE[board.phase])
        self.note.say(board.note)
        self.board.say("\n".join(board.lines))
        self.step.say(words("hall-step", step=board.step) if board.step else "")
        self.rooms.say("　".join(board.rooms))
        self.setAccessibleName(f"{board.place} {board.state} {board.note}")
        if again:
            self._lay_out()
        self.tick(self._now)
        self.update()

    def tick(self, now: int) -> None:
        """`now` UTC ms."""
        self._now = now
        board, words = self._board, self._wording.text
        self.clock.say(site_clock(now, board.utc_offset))
        caption, left = self._remaining(now)
        self.caption.say(caption)
        self.left.say(left, theme.WARN if board.phase == "suspended" else theme.BRAND)
        if board.next is None:
            self.next.say("")
            return
        self.next.say(words("hall-next", step=board.next.text, time=_left(board.next.due - now)))

    def _remaining(self, now: int) -> tuple[str, str]:
        """What is counted down, and how much of it is left."""
        board, words = self._board, self._wording.text
        if board.phase == "suspended":
            return words("hall-left-held"), _left(board.left or 0)
        if board.phase == "waiting":
            return words("hall-left-start"), _left(board.start - now)
        if board.phase in ("running", "unopened"):
            return words("hall-left-end"), _left(board.end - now)
        return "", ""

    def announce(self, words: str) -> None:
        self.banner.say(words, ground=theme.BRAND_FILL)
        self.banner.setVisible(bool(words))
        for part in (self.step, self.next, self.rooms):
            part.setVisible(not words)
        self._lay_out()

    def hint_keys(self, words: str) -> None:
        """A small line of keys, for a clock that stands on the operator's own screen."""
        self.hint.say(words)
        self._lay_out()

    # --- where everything stands ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        wide, high = self.width(), self.height()
        gap = max(8, high // 36)
        head = high // 10
        self._head = QRect(0, 0, wide, head)
        across = gap
        if self._board.rehearsal:
            self.rehearsal.setGeometry(gap, head // 8, head * 2, head - head // 4)
            across += head * 2 + gap
        room = wide - across - 2 * gap
        self.place.setGeometry(across, head // 8, room * 62 // 100, head - head // 4)
        self.subject.setGeometry(wide - gap - room * 36 // 100, head // 4, room * 36 // 100, head - head // 2)
        foot = self._lay_foot(gap, wide, high)
        body = QRect(gap, head + gap, wide - 2 * gap, foot - head - 2 * gap)
        times, self._slate = QRect(body), QRect(body)
        if high > wide:  # a screen that stands on its side
            times.setHeight(body.height() * 55 // 100)
            self._slate.setTop(times.bottom() + gap)
        else:
            times.setWidth((body.width() - gap) * 57 // 100)
            self._slate.setLeft(times.right() + gap)
        self._lay_times(times)
        inner = max(gap, self._slate.width() // 16)
        self.board.setGeometry(self._slate.adjusted(inner, gap, -inner, -gap))
        self.update()

    def _lay_times(self, place: QRect) -> None:
        """The clock, how it stands, what is left: shares of the height."""
        shares = ((self.clock, 43), (self.state, 11), (self.note, 11), (self.caption, 9), (self.left, 26))
        top = place.top()
        for part, share in shares:
            tall = place.height() * share // 100
            inset = tall // 10 if part is self.state else 0
            part.setGeometry(place.left(), top + inset, place.width(), tall - 2 * inset)
            top += tall

    def _lay_foot(self, gap: int, wide: int, high: int) -> int:
        """Steps, rooms with other times, keys; the upper edge of them all."""
        line = high // 13
        hint = max(high // 26, 16) if self.hint.words() else 0
        rooms = line * 5 // 4 if self._board.rooms else 0
        bottom = high - gap // 2
        top = bottom - hint - rooms - line
        if self.banner.words():
            top = bottom - hint - max(rooms + line, high // 5)
            self.banner.setGeometry(gap, top, wide - 2 * gap, bottom - hint - top)
        half = (wide - 3 * gap) // 2
        self.step.setGeometry(gap, top, half * 4 // 5, line)
        self.next.setGeometry(gap * 2 + half * 4 // 5, top, half + half - half * 4 // 5, line)
        self.rooms.setGeometry(gap, top + line, wide - 2 * gap, rooms)
        self.hint.setGeometry(gap, bottom - hint, wide - 2 * gap, hint)
        return top

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color(theme.PAPER))
        painter.fillRect(self._head, theme.color(theme.BAR))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(theme.LECTERN))
        painter.drawRoundedRect(self._slate, theme.RADIUS, theme.RADIUS)
        painter.end()


def _left(milliseconds: int) -> str:
    """What is left, a begun second counted: clock and countdown then make up the end together."""
    return duration(milliseconds + 999, hours=True)
