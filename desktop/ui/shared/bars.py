"""The bars: what this desk is and what comes next on top, every key that works now at the foot."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.operations.boards.shell import KeyHint, StatusDot, TopBoard
from desktop.ui.shared import theme
from desktop.ui.shared.look.flow import FlowLayout
from desktop.ui.shared.panels import Badge, Elided, KeyCap, Pressable, duration, site_clock, text
from desktop.wording import Wording


class _Dot(QWidget):
    """A round dot; a square one where something is wrong, so colour is not the only sign."""

    def __init__(self, dot: StatusDot) -> None:
        super().__init__()
        self._dot = dot
        self.setAccessibleName(dot.text)
        self.setFixedSize(10, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(theme.DOT[self._dot.tone]))
        box = QRectF(self.rect())
        if self._dot.tone in ("warn", "stop"):
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            painter.drawEllipse(box)
        painter.end()


class _Bar(QWidget):
    """A bar follows the height of its window, which it is not resized by."""

    def __init__(self, look: str) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", look)
        self.low = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self.settle(self.window().height() < theme.LOW, self.window().width())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.settle(watched.height() < theme.LOW, watched.width())
        return False

    def settle(self, low: bool, width: int) -> None:
        """Take the form for a window of this width, `low` or not."""
        raise TypeError(f"{type(self).__name__} has one form")


class TopBar(_Bar):
    """56 px: title, subject, dots, clock, next step with its countdown. `tick(now)` once a second."""

    def __init__(self, wording: Wording) -> None:
        super().__init__("top")
        self._wording = wording
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._board = TopBoard("")
        self._now = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(24)
        self._row = row
        self._dot_words: list[Elided] = []
        self.title = text("", theme.LEAD, bold=True, tone="white")
        self.rehearsal = Badge("", "warn")
        self.rehearsal.hide()
        self.subject = Elided("")
        self.clock = text("", theme.HEAD, bold=True, tone="white")
        self.next = text("", tone="due")
        self._dots = QHBoxLayout()
        self._dots.setSpacing(24)
        row.addWidget(self.title)
        row.addWidget(self.rehearsal)
        row.addWidget(self.subject, 0)
        row.addLayout(self._dots)
        row.addStretch(1)
        row.addWidget(self.clock)
        row.addWidget(self.next)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.FOOT_BAR if self.low else theme.TOP_BAR)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def settle(self, low: bool, width: int) -> None:
        if low != self.low:
            self.low = low
            self.updateGeometry()

    def show_board(self, board: TopBoard) -> None:
        if board == self._board:
            return
        old, self._board = self._board, board
        self.title.setText(board.title)
        if board.rehearsal:
            self.rehearsal.setText(self._wording.text("shell-rehearsal"))
        self.rehearsal.setVisible(board.rehearsal)
        self.subject.say(board.subject)
        if old.dots != board.dots:
            self._lay_dots(board.dots)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a narrow screen the subject goes first, then the words of the dots, then the name of what comes next, then
        its countdown, then the title: the clock stays."""
        self._row.setSpacing(24 if self.width() >= 1200 else 12)
        self._dots.setSpacing(24 if self.width() >= 1200 else 12)
        self.subject.setVisible(bool(self._board.subject) and self.width() >= 1000)
        self.clock.setFont(theme.font(theme.HEAD if self.width() >= 1000 else theme.TITLE, bold=True))
        for words in self._dot_words:
            words.setVisible(self.width() >= 800)
        self.next.setVisible(self.width() >= 600)
        self.title.setVisible(self.width() >= 300)
        self.tick(self._now)

    def _lay_dots(self, dots: tuple[StatusDot, ...]) -> None:
        while (item := self._dots.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._dot_words = []
        for dot in dots:
            holder = QWidget()
            line = QHBoxLayout(holder)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(4)
            line.addWidget(_Dot(dot))
            words = Elided(dot.text)
            self._dot_words.append(words)
            holder.setToolTip(dot.text)
            line.addWidget(words)
            self._dots.addWidget(holder)

    def tick(self, now: int) -> None:
        """Redraw clock and countdown for `now`, UTC ms."""
        self._now = now
        board = self._board
        clock = site_clock(now, board.utc_offset, board.seconds)
        if clock != self.clock.text():
            self.clock.setText(clock)
        long, short = board.note, ""
        if board.next is not None:
            left = board.next.due - now
            key = "shell-left" if left > -1000 else "shell-past"
            time = self._wording.text(key, time=duration(abs(left)))
            long, short = f"{board.next.text} · {time}", time
        metrics = self.next.fontMetrics()
        words = next((w for w in (long, short) if metrics.horizontalAdvance(w) <= self._left_for_next()), "")
        if words != self.next.text():
            self.next.setText(words)
            self.next.setToolTip("" if words == long else long)

    def _left_for_next(self) -> int:
        """Pixels beside everything else, of which only the subject gives way."""
        edges = self._row.contentsMargins()
        beside = [self.title, self.rehearsal, self.clock]
        used = sum(w.sizeHint().width() + self._row.spacing() for w in beside if w.isVisibleTo(self))
        used += self._dots.sizeHint().width() + 2 * self._row.spacing()
        if self.subject.isVisibleTo(self):
            used += self.subject.minimumSizeHint().width() + self._row.spacing()
        return self.width() - edges.left() - edges.right() - used


MOST_LINES = 3
"""Lines of keys at the foot of a low window."""


class FootBar(_Bar):
    """44 px, more lines when the keys need them: what each key does now, and at the right end who is on duty. Smaller
    in a low window, so that the lines are fewer."""

    key_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__("foot")
        self.setMinimumHeight(theme.FOOT_BAR)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._shown: tuple[tuple[KeyHint, ...], tuple[KeyHint, ...]] = ((), ())
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 4)
        row.setSpacing(20)
        self._left, self._right = QWidget(), QWidget()
        self._left_flow = FlowLayout(self._left, gap=20)
        self._left_flow.setContentsMargins(0, 0, 0, 0)
        self._right_row = QHBoxLayout(self._right)
        self._right_row.setContentsMargins(0, 0, 0, 0)
        self._right_row.setSpacing(16)
        row.addWidget(self._left, 1)
        row.addWidget(self._right, 0, Qt.AlignmentFlag.AlignTop)

    def sizeHint(self) -> QSize:
        return QSize(400, theme.FOOT_BAR)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, theme.FOOT_BAR)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        edges = self._row.contentsMargins()
        tall = self._left_flow.heightForWidth(self._room(width)) + edges.top() + edges.bottom()
        return max(32 if self.low else theme.FOOT_BAR, tall)

    def _room(self, width: int) -> int:
        edges = self._row.contentsMargins()
        right = self._right.sizeHint().width() + self._row.spacing() if self._right.isVisibleTo(self) else 0
        return max(width - edges.left() - edges.right() - right, 120)

    def _trim(self) -> None:
        """In a low window no more lines than the desk can spare: the keys before F10 make way, which has their actions,
        as ? has the map of all keys."""
        hints = [item.widget() for n in range(self._left_flow.count()) if (item := self._left_flow.itemAt(n))]
        for part in (part for hint in hints for part in hint.findChildren(QWidget)):
            part.ensurePolished()
        wide = [hint.sizeHint().width() for hint in hints]
        kept = list(range(len(hints)))
        last = next((n for n, hint in enumerate(self._shown[0]) if hint.key == "F10"), len(hints))
        for n in reversed(range(1, last)):
            if not self.low or self._lines([wide[k] for k in kept]) <= MOST_LINES:
                break
            kept.remove(n)
        for n, hint in enumerate(hints):
            hint.setVisible(n in kept)

    def _lines(self, wide: list[int]) -> int:
        """How many lines hints of these widths take."""
        room, x, lines = self._room(self.width()), 0, 1
        for one in wide:
            if x and x + one > room:
                x, lines = 0, lines + 1
            x += one + 12
        return lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._trim()

    def settle(self, low: bool, width: int) -> None:
        """Small letters and edges in a low window; in a narrow one the keys need the place of who is on duty."""
        self._right.setVisible(width >= 480 and not low)
        if low == self.low:
            return
        self.low = low
        self._row.setContentsMargins(*((12, 4, 12, 4) if low else (20, 8, 20, 4)))
        self._row.setSpacing(12 if low else 20)
        self._left_flow.space(12 if low else 20, 2 if low else 4)
        self.setMinimumHeight(32 if low else theme.FOOT_BAR)
        keys, right = self._shown
        self._shown = ((), ())
        self.show_keys(keys, right)

    def show_keys(self, keys: tuple[KeyHint, ...], right: tuple[KeyHint, ...] = ()) -> None:
        """`right` rows are drawn words first, cap last ("副监考 李敏 · 换人 [F12]"); an empty key is words alone."""
        if (keys, right) == self._shown:
            return
        self._shown = (keys, right)
        for layout in (self._left_flow, self._right_row):
            while (item := layout.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
        for hint in keys:
            self._left_flow.addWidget(self._hint(hint, cap_first=True))
        for hint in right:
            # In a low window a column of its own would cost every line its width.
            place = self._left_flow if self.low else self._right_row
            place.addWidget(self._hint(hint, cap_first=False))
        self._trim()
        self._left_flow.invalidate()
        self.updateGeometry()

    def _hint(self, hint: KeyHint, cap_first: bool) -> QWidget:
        holder = Pressable()
        holder.setAccessibleName(f"{hint.key} {hint.text}".strip())
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4 if self.low else 8)
        words = text(hint.text, theme.SMALL if self.low else theme.BODY, tone="quiet" if hint.enabled else "faint")
        cap = KeyCap(hint.key)
        cap.setEnabled(hint.enabled)
        for part in (cap, words) if cap_first else (words, cap):
            if part is not cap or hint.key:
                line.addWidget(part)
        if hint.enabled and hint.key:
            holder.pressed.connect(partial(self.key_pressed.emit, hint.key))
        return holder
