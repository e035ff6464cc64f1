"""The column beside the verdict: photos or the way, counters, seat map, last checks, the clause. What does not fit in
the height stays away in order of weight; nothing is ever half shown."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.operations.boards.door import Clause, DoorBoard, Photo, RecentCheck, Verdict, Way
from desktop.ui.door.looks import ChoicesPanel, NamesPanel, WarningsPanel
from desktop.ui.shared import theme
from desktop.ui.shared.cards import Counter, count_rows, empty
from desktop.ui.shared.panels import Notice, Panel, text
from desktop.ui.shared.seating.seatmap import SeatMap
from desktop.ui.shared.signs import Sign
from desktop.wording import Wording


class DoorSide(QWidget):
    """Give it every `DoorBoard`; it decides what stands there."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.notice = Notice()
        self._names = NamesPanel(wording)
        self._choices = ChoicesPanel(wording)
        self._warnings = WarningsPanel()
        self._photos = _Photos()
        self._way = _WayPanel(wording)
        self._counters = _Counters(wording)
        self._clause = _ClausePanel(wording)
        self._seats = Panel("panel", (8, 8, 8, 8))
        words = wording.text
        self._map = SeatMap(True, words("room-lectern"), words("room-door"), words("look-seats"))
        self._seats.column.addWidget(self._map)
        self._recent = _Recent()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        self._order: tuple[QWidget, ...] = (
            self.notice,
            self._choices,
            self._names,
            self._warnings,
            self._photos,
            self._way,
            self._counters,
            self._seats,
            self._clause,
            self._recent,
        )
        for part in self._order:
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            column.addWidget(part)
        column.addStretch(1)
        self._wanted: set[QWidget] = set()

    def show_board(self, board: DoorBoard) -> None:
        verdict = board.verdict if board.phase == "verdict" else None
        self._counters.show_counts(board.round, board.expected, board.arrived, board.missing)
        self._map.show_board(board.seats)
        self._recent.show_rows(board.recent, names=verdict is not None)
        self._photos.show_photos(verdict.photos if verdict is not None else ())
        self._way.show_way(verdict.way if verdict is not None else None)
        self._clause.show_clause(verdict.clause if verdict is not None else None)
        wanted: set[QWidget] = {self._counters}
        if board.seats.cells:
            wanted.add(self._seats)
        if board.recent:
            wanted.add(self._recent)
        if verdict is not None and verdict.photos:
            wanted.add(self._photos)
        if verdict is not None and verdict.way is not None:
            # Someone else's candidate: the way matters, this room's chairs do not.
            wanted = (wanted | {self._way}) - {self._seats, self._recent}
        if verdict is not None and verdict.clause is not None:
            wanted.add(self._clause)
        wanted |= self._looks(verdict)
        self._wanted = wanted
        self.fit()

    def _looks(self, verdict: Verdict | None) -> set[QWidget]:
        """What the proctor has to compare or choose."""
        self._names.show_names(verdict.names if verdict is not None else None)
        self._warnings.show_warnings(verdict.warnings if verdict is not None else ())
        self._choices.show_choices(verdict.choices if verdict is not None else ())
        if verdict is None:
            return set()
        asked = ((self._names, verdict.names), (self._warnings, verdict.warnings), (self._choices, verdict.choices))
        return {panel for panel, given in asked if given}

    def fit(self) -> None:
        """Show the wanted parts by weight until the height is used up."""
        left = self.height() - 30
        wide = self.width() - 36
        # Names that agree are good to know; only those that have to be compared come before everything else.
        compared, known = ((), (self._names,)) if self._names.alike else ((self._names,), ())
        looks = (self._choices, *compared, self._warnings)
        rest = (self._photos, *known, self._clause, self._seats, self._recent)
        weight = (self.notice, *looks, self._way, self._counters, *rest)
        for part in weight:
            if part is self.notice:
                wanted = not self.notice.isHidden()
            else:
                wanted = part in self._wanted
            tall = part.heightForWidth(wide) if part.hasHeightForWidth() else part.sizeHint().height()
            room = wanted and (tall + 14 <= left or part is self.notice)
            if part is not self.notice:
                part.setVisible(room)
            if room:
                left -= tall + 14

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class _Counters(QFrame):
    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._words = {
            False: tuple(map(wording.text, ("door-expected", "door-arrived", "door-missing"))),
            True: tuple(map(wording.text, ("second-check-seated", "second-check-checked", "second-check-left"))),
        }
        self._cells = tuple(Counter(word, tone) for word, tone in zip(self._words[False], ("", "ok", ""), strict=True))
        for place, cell in enumerate(self._cells):
            if place:
                line = QFrame()
                line.setProperty("look", "hairline")
                line.setFixedWidth(1)
                row.addWidget(line)
            row.addWidget(cell, 1)

    def show_counts(self, round_: bool, *counts: int) -> None:
        """Who comes; in the second check (`round_`) who is seated and who was checked."""
        for cell, word, count in zip(self._cells, self._words[round_], counts, strict=True):
            cell.word.setText(word)
            cell.show_count(count)


class _Recent(Panel):
    """The last five checks: time, seat and name, sign and result."""

    def __init__(self) -> None:
        super().__init__("panel", (12, 8, 12, 8), 0)
        self._shown: tuple[tuple[RecentCheck, ...], bool] = ((), False)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)

    def show_rows(self, rows: tuple[RecentCheck, ...], names: bool) -> None:
        if (rows, names) == self._shown:
            return
        self._shown = (rows, names)
        empty(self._grid)
        for line, row in enumerate(rows[:5]):
            who = f"{row.seat} {row.name}" if names else row.seat
            self._grid.addWidget(text(row.time, theme.BODY), line, 0)
            self._grid.addWidget(_Who(who), line, 1)
            self._grid.addWidget(_result(row), line, 2, Qt.AlignmentFlag.AlignRight)
        count_rows(self._grid)


def _result(row: RecentCheck) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(4)
    line.addWidget(Sign(row.tone, 15))
    line.addWidget(text(row.result, theme.BODY, bold=True, tone=row.tone))
    return holder


class _Who(QLabel):
    """A name that gives way to the result beside it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(theme.BODY))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(60, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width()))


class _ClausePanel(Panel):
    def __init__(self, wording: Wording) -> None:
        super().__init__("panel", (16, 12, 16, 12), 2)
        self._wording = wording
        self._words = text("", theme.SMALL, tone="quiet", wrap=True)
        self.column.addWidget(self._words)

    def show_clause(self, clause: Clause | None) -> None:
        if clause is not None:
            source = self._wording.text("form-clause", clause=clause.source)
            self._words.setText("\n".join(p for p in (source, clause.text) if p))


class _Photos(QWidget):
    """Roster, document, camera side by side; an empty frame where a picture is missing."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Photo, ...] = ()
        self._pictures: list[QPixmap] = []

    def show_photos(self, photos: tuple[Photo, ...]) -> None:
        if photos == self._shown:
            return
        self._shown = photos
        self.setAccessibleName(" ".join(photo.label for photo in photos))
        self._pictures = []
        for photo in photos:
            picture = QPixmap()
            if photo.image is not None:
                picture.loadFromData(photo.image)
            self._pictures.append(picture)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(340, 158)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        count = max(len(self._shown), 1)
        tall = self.height() - 26
        # Upright, whatever room there is: a face cut to a strip is no face.
        wide = min((self.width() - 10 * (count - 1)) / count, tall * 0.82)
        left = (self.width() - count * wide - 10 * (count - 1)) / 2
        for place, (photo, picture) in enumerate(zip(self._shown, self._pictures, strict=True)):
            box = QRectF(left + place * (wide + 10), 0, wide, tall)
            outline = QPainterPath()
            outline.addRoundedRect(box, 8, 8)
            if picture.isNull():
                shade = QLinearGradient(box.topLeft(), box.bottomLeft())
                shade.setColorAt(0, theme.color(theme.SHADE))
                shade.setColorAt(1, theme.color(theme.SHADE_2))
                painter.fillPath(outline, shade)
                _paint_nobody(painter, box)
            else:
                painter.save()
                painter.setClipPath(outline)
                scaled = picture.size().scaled(box.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
                target = QRectF(0, 0, scaled.width(), scaled.height())
                target.moveCenter(box.center())
                painter.drawPixmap(target, picture, QRectF(picture.rect()))
                painter.restore()
            painter.setFont(theme.font(theme.SMALL))
            painter.setPen(theme.color(theme.INK_2))
            line = QRectF(box.left(), box.bottom() + 4, wide, 22)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, photo.label)
        painter.end()


def _paint_nobody(painter: QPainter, box: QRectF) -> None:
    painter.setPen(QPen(theme.color(theme.NOBODY), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = box.center()
    head = box.height() * 0.13
    painter.drawEllipse(QPointF(middle.x(), middle.y() - head), head, head)
    shoulders = QRectF(middle.x() - head * 2, middle.y() + head * 0.6, head * 4, head * 4)
    painter.drawArc(shoulders, 0, 180 * 16)


class _WayPanel(Panel):
    def __init__(self, wording: Wording) -> None:
        super().__init__("panel", (16, 12, 16, 12), 8)
        self.column.addWidget(text(wording.text("door-way"), theme.BODY, bold=True, tone="quiet"))
        self._drawing = _WayDrawing(wording.text("door-you-are-here"))
        self.column.addWidget(self._drawing)
        self._words = text("", theme.BODY, wrap=True)
        self.column.addWidget(self._words)

    def show_way(self, way: Way | None) -> None:
        if way is not None:
            self._drawing.show_way(way)
            self._words.setText(way.words)
            self._words.setVisible(bool(way.words))


class _WayDrawing(QWidget):
    """Two floors with a dashed way from here to the room's door; one floor when it is on this one."""

    def __init__(self, here_word: str) -> None:
        super().__init__()
        self._here_word = here_word
        self._way = Way("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_way(self, way: Way) -> None:
        self._way = way
        self.setAccessibleName(f"{way.there} {way.target} {way.words}".strip())
        self.updateGeometry()
        self.update()

    def _same_floor(self) -> bool:
        return self._way.here == self._way.there

    def sizeHint(self) -> QSize:
        return QSize(200, 74 if self._same_floor() else 162)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tall = 68.0
        floors = [QRectF(2, 2, self.width() - 4.0, tall)]
        names = [self._way.there]
        if not self._same_floor():
            floors.append(QRectF(2, 90, self.width() - 4.0, tall))
            names.append(self._way.here)
        for box, name in zip(floors, names, strict=True):
            painter.setPen(QPen(theme.color(theme.LINE), 2))
            painter.setBrush(theme.color(theme.CARD))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(theme.color(theme.INK_2))
            painter.setFont(theme.font(theme.BODY))
            painter.drawText(box.adjusted(12, 8, -8, -8), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, name)
        door = QRectF(floors[0].right() - 26 - 68, floors[0].top() + 10, 68, tall - 20)
        painter.setPen(QPen(theme.color(theme.BRAND), 1.4))
        painter.setBrush(theme.color(theme.BRAND_SOFT))
        painter.drawRoundedRect(door, 4, 4)
        painter.setPen(theme.color(theme.BRAND))
        painter.setFont(theme.font(theme.LEAD if len(self._way.target) <= 4 else theme.SMALL, bold=True))
        painter.drawText(door, Qt.AlignmentFlag.AlignCenter, self._way.target)
        small = theme.font(theme.SMALL)
        painter.setFont(small)
        base = floors[-1].bottom() - 12
        painter.setPen(theme.color(theme.INK_2))
        painter.drawText(QPointF(floors[-1].left() + 12, base), self._here_word)
        start = QPointF(floors[-1].left() + 12 + QFontMetricsF(small).horizontalAdvance(self._here_word) + 16, base - 5)
        corner = max(door.left() - 28, start.x() + 14)
        way = QPainterPath(start)
        way.lineTo(corner, start.y())
        way.lineTo(corner, door.center().y())
        way.lineTo(door.left() - 4, door.center().y())
        pen = QPen(theme.color(theme.BRAND), 4)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([2.0, 1.2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(way)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(theme.BRAND))
        painter.drawEllipse(start, 6.5, 6.5)
        painter.end()
