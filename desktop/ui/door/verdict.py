"""The pane that is read from three metres: waiting, reading, or a verdict told by colour, shape and size of type."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.operations.boards.door import DoorBoard, ReaderLine, Verdict, VerdictTone
from desktop.operations.boards.shell import Tone
from desktop.ui.shared import theme
from desktop.ui.shared.panels import KeySentence
from desktop.ui.shared.signs import paint_verdict

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class _Scale:
    """Sizes follow the pane: 1.0 at the mock-up's 966 x 668, never so small that 13 px are undercut."""

    by: float

    def __call__(self, size: float) -> int:
        return max(round(size * self.by), theme.SMALL)

    def gap(self, size: float) -> float:
        return size * self.by


class VerdictPane(QWidget):
    """Shows a `DoorBoard`'s phase and verdict. `seat_word` stands behind the seat number (号座位)."""

    def __init__(self, seat_word: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._seat_word = seat_word
        self._board: DoorBoard | None = None
        self._next = KeySentence(theme.TITLE, theme.ON_FILL)
        self._next.setParent(self)
        self._next.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._next.hide()

    def show_board(self, board: DoorBoard) -> None:
        self._board = board
        verdict = board.verdict if board.phase == "verdict" else None
        self._next.setVisible(verdict is not None and bool(verdict.next))
        if verdict is not None:
            self._next.say(verdict.next)
            self.setAccessibleName(f"{verdict.headline} {verdict.seat or verdict.big} {verdict.name} {verdict.reason}")
        else:
            reader = f"{board.reader.text} {board.reader.next}" if board.reader is not None else ""
            self.setAccessibleName(f"{board.prompt} {board.notice} {reader}".strip())
        self._place_next()
        self.update()

    def tone(self) -> Tone:
        """The tone the pane is painted in; `plain` while there is no verdict."""
        board = self._board
        return board.verdict.tone if board is not None and board.phase == "verdict" and board.verdict else "plain"

    def sizeHint(self) -> QSize:
        return QSize(966, 668)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_next()

    def _scale(self) -> _Scale:
        return _Scale(min(max(min(self.height() / 668, self.width() / 966), 0.33), 1.7))

    def _share(self) -> float:
        """In a low window the reason needs a line of what number and place have."""
        return 1.0 if self.height() >= 300 else 0.72

    def _margin(self) -> float:
        return max(self._scale().gap(44), 20)

    def _strip(self) -> QRectF:
        margin, size = self._margin(), self._scale()
        inner = self.width() - 2 * margin - 40
        tall = self._next.heightForWidth(round(inner)) + max(size.gap(26), 10)
        bottom = self.height() - max(size.gap(34), 10)
        return QRectF(margin, bottom - tall, self.width() - 2 * margin, tall)

    def _place_next(self) -> None:
        self._next.resize_words(self._scale()(theme.TITLE))
        strip = self._strip().adjusted(20, 0, -20, 0)
        self._next.setGeometry(strip.toRect())

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        board = self._board
        if board is not None and board.phase == "verdict" and board.verdict is not None:
            self._paint_verdict(painter, board.verdict)
        elif board is not None:
            self._paint_waiting(painter, board)
        else:
            painter.fillRect(self.rect(), theme.color(theme.CARD))
        painter.end()

    def _paint_verdict(self, painter: QPainter, verdict: Verdict) -> None:
        size, margin = self._scale(), self._margin()
        back = theme.fill(verdict.tone)
        painter.fillRect(self.rect(), back)
        sign = size.gap(128)
        box = QRectF(self.width() - margin - sign, size.gap(26), sign, sign)
        paint_verdict(painter, box, verdict.tone, theme.color(theme.ON_FILL), back)
        wide = self.width() - 2 * margin
        # Without a seat or a place to go to, the verdict itself is what must be read from afar.
        alone = not verdict.big and not verdict.seat
        big = verdict.headline if alone else verdict.big
        head = _fit(verdict.headline, size(theme.LARGE), wide - sign - margin, bold=True)
        painter.setPen(theme.color(theme.ON_FILL))
        y = size.gap(36)
        painter.setFont(theme.font(head, bold=True))
        if not alone:
            painter.drawText(QRectF(margin, y, wide - sign - margin, head * 1.6), _LEFT, verdict.headline)
        y += size.gap(62)
        bottom = self._strip().top() - size.gap(12) if verdict.next else self.height() - margin
        if big:
            y = self._paint_big(painter, big, verdict.place, y + (size.gap(40) if alone else 0), wide - size.gap(20))
        else:
            y = self._paint_seat(painter, verdict.seat, y + size.gap(46), wide)
        y = self._paint_person(painter, verdict, y, wide)
        if verdict.reason:
            self._paint_reason(painter, verdict.reason, y, bottom)
        if verdict.next:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(theme.STRIP))
            painter.drawRoundedRect(self._strip(), theme.RADIUS, theme.RADIUS)

    def _paint_seat(self, painter: QPainter, seat: str, top: float, wide: float) -> float:
        """The seat number with its cap line at `top`; gives back where the next line begins."""
        size, margin = self._scale(), self._margin()
        pixels = _fit(seat, size(theme.SEAT * self._share()), wide * 0.78, bold=True)
        font = theme.font(pixels, bold=True)
        metrics = QFontMetricsF(font)
        base = top + metrics.capHeight()
        painter.setPen(theme.color(theme.ON_FILL))
        painter.setFont(font)
        painter.drawText(QPointF(margin, base), seat)
        x = margin + metrics.horizontalAdvance(seat) + size.gap(14)
        painter.setFont(theme.font(size(theme.LARGE)))
        painter.drawText(QPointF(x, base), self._seat_word)
        return base + size.gap(22)

    def _paint_big(self, painter: QPainter, big: str, where: str, top: float, wide: float) -> float:
        size, margin = self._scale(), self._margin()
        pixels = _fit(big, size(theme.PLACE * self._share()), wide, bold=True)
        font = theme.font(pixels, bold=True)
        painter.setFont(font)
        painter.setPen(theme.color(theme.ON_FILL))
        base = top + size.gap(30) + QFontMetricsF(font).capHeight() * 1.16
        painter.drawText(QPointF(margin, base), big)
        y = base + size.gap(14 if where else 40)
        if where:
            place = _fit(where, size(theme.LARGE), wide)
            painter.setFont(theme.font(place))
            painter.drawText(QPointF(margin, y + place * 1.05), where)
            y += place * 1.25 + size.gap(6)
        return y

    def _paint_person(self, painter: QPainter, verdict: Verdict, top: float, wide: float) -> float:
        """Name and numbers on one line, or on two where the name is long; a very long name takes lines of its own."""
        if not verdict.name and not verdict.details:
            return top
        size, margin = self._scale(), self._margin()
        pixels, lines = name_lines(verdict.name, size(theme.LARGE if verdict.big else theme.NAME), wide)
        font = theme.font(pixels, bold=True)
        metrics = QFontMetricsF(font)
        base = top + pixels * 1.08
        painter.setPen(theme.color(theme.ON_FILL))
        painter.setFont(font)
        for n, line in enumerate(lines):
            painter.drawText(QPointF(margin, base + n * pixels * 1.3), line)
        base += (len(lines) - 1) * pixels * 1.3
        x = margin + metrics.horizontalAdvance(lines[-1]) + (size.gap(22) if verdict.name else 0)
        small = theme.font(size(theme.TITLE))
        room = QFontMetricsF(small).horizontalAdvance(verdict.details)
        if (x + room > margin + wide or len(lines) > 1) and verdict.name:
            x, base = margin, base + small.pixelSize() * 1.6
        painter.setFont(small)
        if room <= wide:
            painter.drawText(QPointF(x, base), verdict.details)
            return base + size.gap(18)
        flags = _LEFT | Qt.TextFlag.TextWordWrap
        told = QRectF(margin, base - small.pixelSize() * 1.1, wide, small.pixelSize() * 3.4)
        painter.drawText(told, flags, verdict.details)
        return told.bottom()

    def _paint_reason(self, painter: QPainter, reason: str, top: float, bottom: float) -> None:
        margin = self._margin()
        wide, tall = self.width() - 2 * margin, bottom - top
        if tall < theme.TINY * 1.3:
            return  # beside a form in a low window what to do now needs the place
        flags = _LEFT | Qt.TextFlag.TextWordWrap
        pixels = max(self._scale()(theme.TITLE), 15)
        while pixels > theme.TINY:
            needed = QFontMetricsF(theme.font(pixels)).boundingRect(QRectF(0, 0, wide, 9999), flags, reason)
            if needed.height() <= tall:
                break
            pixels -= 1
        painter.setPen(theme.color(theme.ON_FILL))
        painter.setFont(theme.font(pixels))
        painter.drawText(QRectF(margin, top, wide, max(tall, pixels * 1.5)), flags, reason)

    def _paint_waiting(self, painter: QPainter, board: DoorBoard) -> None:
        size, margin = self._scale(), self._margin()
        painter.fillRect(self.rect(), theme.color(theme.CARD))
        wide = self.width() - 2 * margin
        ink = theme.color(theme.INK_3 if board.phase == "closed" else theme.BRAND)
        tall = size.gap(170)
        top = self.height() / 2 - size.gap(210)
        card = QRectF(self.width() / 2 - tall * 0.8, top, tall * 1.6, tall)
        _paint_card(painter, card, ink, reading=board.phase == "reading")
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        pixels = _fit(board.prompt, size(theme.NAME), wide, bold=True)
        painter.setFont(theme.font(pixels, bold=True))
        painter.setPen(theme.color(theme.INK))
        y = card.bottom() + size.gap(36)
        painter.drawText(QRectF(margin, y, wide, pixels * 1.6), middle, board.prompt)
        y += pixels * 1.6 + size.gap(6)
        words = max(size(theme.TITLE), theme.BODY)
        painter.setFont(theme.font(words))
        painter.setPen(theme.color(theme.INK_2))
        painter.drawText(QRectF(margin, y, wide, words * 3), middle, board.prompt_next)
        if board.notice:
            self._paint_notice(painter, board.notice, words, board.notice_tone)
        elif board.reader is not None and board.phase != "reading":
            self._paint_reader(painter, board.reader, words)

    def _paint_reader(self, painter: QPainter, reader: ReaderLine, pixels: int) -> None:
        """What the reader is doing: one quiet line while all is well, a notice while somebody has to act."""
        if reader.next:
            self._paint_notice(painter, f"{reader.text}。{reader.next}", pixels)
            return
        font = theme.font(pixels)
        wide = QFontMetricsF(font).horizontalAdvance(reader.text)
        base = self.height() - max(self._scale().gap(48), 18)
        dot = pixels * 0.55
        left = self.width() / 2 - (wide + dot * 2) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.strong(reader.tone))
        painter.drawEllipse(QRectF(left, base - pixels * 0.36 - dot / 2, dot, dot))
        painter.setFont(font)
        painter.setPen(theme.color(theme.INK_2))
        painter.drawText(QPointF(left + dot * 2, base), reader.text)

    def _paint_notice(self, painter: QPainter, words: str, pixels: int, tone: Tone = "warn") -> None:
        margin, size = self._margin(), self._scale()
        sign_tone: VerdictTone = "ok" if tone == "ok" else "warn"
        font = theme.font(pixels, bold=True)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        inner = self.width() - 2 * margin - 40 - pixels * 2.2
        tall = QFontMetricsF(font).boundingRect(QRectF(0, 0, inner, 9999), flags, words).height()
        box = QRectF(margin, 0, self.width() - 2 * margin, tall + max(size.gap(28), 16))
        box.moveBottom(self.height() - max(size.gap(34), 14))
        painter.setPen(QPen(theme.edge(tone), 1))
        painter.setBrush(theme.soft(tone))
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        sign = QRectF(box.left() + 20, box.center().y() - pixels * 0.75, pixels * 1.5, pixels * 1.5)
        paint_verdict(painter, sign, sign_tone, theme.strong(tone), theme.soft(tone))
        painter.setFont(font)
        painter.setPen(theme.strong(tone))
        painter.drawText(box.adjusted(20 + pixels * 2.2, 0, -20, 0), flags, words)


def name_lines(name: str, pixels: int, wide: float) -> tuple[int, list[str]]:
    """A name in the largest size up to `pixels` that keeps it on one line of `wide`; one that would have to be smaller
    than LEAD for that is read in lines of that size, whole."""
    fitting = _fit(name, pixels, wide, bold=True)
    least = min(pixels, theme.LEAD)
    if fitting >= least or not name:
        return fitting, [name]
    metrics, lines = QFontMetricsF(theme.font(least, bold=True)), [""]
    for letter in name:
        if metrics.horizontalAdvance(lines[-1] + letter) > wide and lines[-1]:
            lines.append("")
        lines[-1] += letter
    return least, lines


def _fit(words: str, pixels: int, wide: float, bold: bool = False) -> int:
    """The largest size up to `pixels` at which `words` take at most `wide`; 13 is the floor."""
    needed = QFontMetricsF(theme.font(pixels, bold)).horizontalAdvance(words)
    if needed <= wide or not words:
        return pixels
    return max(int(pixels * wide / needed), theme.SMALL)


def _paint_card(painter: QPainter, box: QRectF, ink: QColor, reading: bool) -> None:
    """An identity card; with waves beside it while it is read."""
    wide = max(box.height() * 0.028, 2.0)
    painter.setPen(QPen(ink, wide))
    painter.setBrush(theme.color(theme.BRAND_SOFT if reading else theme.PAPER))
    painter.drawRoundedRect(box, box.height() * 0.09, box.height() * 0.09)
    face = QRectF(0, 0, box.height() * 0.44, box.height() * 0.56)
    face.moveCenter(QPointF(box.right() - box.width() * 0.22, box.center().y()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    head = face.width() * 0.23
    painter.drawEllipse(QPointF(face.center().x(), face.top() + head * 1.1), head, head)
    shoulders = QRectF(face.left(), face.top() + head * 2.7, face.width(), face.height() * 0.9)
    painter.drawArc(shoulders, 0, 180 * 16)
    painter.setPen(QPen(ink, wide * 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    x = box.left() + box.width() * 0.09
    for part, length in ((0.28, 0.26), (0.46, 0.38), (0.74, 0.42)):
        y = box.top() + box.height() * part
        painter.drawLine(QPointF(x, y), QPointF(x + box.width() * length, y))
    if reading:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for n in (1, 2, 3):
            reach = box.height() * 0.15 * n
            arc = QRectF(box.right() - reach, box.center().y() - reach, 2 * reach, 2 * reach)
            painter.drawArc(arc.translated(box.height() * 0.12, 0), -40 * 16, 80 * 16)
