"""Beside the map: who sits under the cursor and why, and what the colours mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.operations.boards.seats import Hue, SeatBox, SeatsWork, Told
from desktop.ui.shared import theme
from desktop.ui.shared.cards import ScrollBody, empty
from desktop.ui.shared.look.icons import Icon
from desktop.ui.shared.panels import hairline, text
from desktop.ui.shared.signs import Sign
from desktop.wording import Wording


class Swatch(QWidget):
    """A colour of the map."""

    def __init__(self, hue: int, said: str) -> None:
        super().__init__()
        self._hue = hue
        self.setAccessibleName(said)
        self.setFixedSize(16, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color(theme.RULE))
        painter.setBrush(theme.hue(self._hue))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()


class WhySide(QFrame):
    """Reasons above, scrolled where there is little room; the legend below."""

    def __init__(self, wording: Wording, legend: bool = True) -> None:
        super().__init__()
        self._wording = wording
        self._with_legend = legend
        self._seat: SeatBox | None = None
        self._legend_of: tuple[tuple[Hue, ...], bool] | None = None
        self.setProperty("look", "panel")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(wording.text("seats-why"))
        body = ScrollBody()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(8)
        self._name = text("", theme.LEAD, bold=True, wrap=True)
        self._note = text("", theme.BODY, tone="quiet", wrap=True)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(8)
        self._legend = QVBoxLayout()
        self._legend.setSpacing(4)
        column.addWidget(self._name)
        column.addWidget(self._note)
        column.addLayout(self._reasons)
        column.addStretch(1)
        scroll.setWidget(body)
        outer.addWidget(scroll, 1)
        outer.setSpacing(0)
        if legend:
            outer.addWidget(hairline())
            self._legend.setContentsMargins(12, 8, 8, 8)
        outer.addLayout(self._legend)

    def sizeHint(self) -> QSize:
        return QSize(248, 300)

    def show_seat(self, seat: SeatBox | None) -> None:
        if seat == self._seat:
            return
        self._seat = seat
        empty(self._reasons)
        if seat is None:
            self._name.setText("")
            self._note.setText("")
            return
        words = self._wording.text
        self._name.setText(f"{seat.number or ''} {seat.name or words('seats-free')}".strip())
        self._note.setText(seat.note)
        self._note.setVisible(bool(seat.note))
        if seat.told:
            self._reasons.addWidget(_Reason(Told(seat.told, "", seat.verdict or "plain")))
        for told in seat.reasons:
            self._reasons.addWidget(_Reason(told))

    def show_legend(self, work: SeatsWork, by_employer: bool) -> None:
        hues = work.employers if by_employer else work.groups
        if (hues, by_employer) == self._legend_of or not self._with_legend:
            return
        self._legend_of = (hues, by_employer)
        empty(self._legend)
        words = self._wording.text
        head = text(
            words("seats-colours-employer" if by_employer else "seats-colours-group"), theme.SMALL, tone="quiet"
        )
        head.setWordWrap(True)
        self._legend.addWidget(head)
        for hue in hues:
            self._legend.addWidget(_line(Swatch(hue.hue, hue.words), hue.words))
        self._legend.addWidget(_line(Icon("lock", words("seats-sign-printed"), size=16), words("seats-sign-printed")))
        self._legend.addWidget(_line(Icon("pen", words("seats-sign-hand"), size=16), words("seats-sign-hand")))
        self._legend.addWidget(_line(Sign("warn", 16), words("seats-sign-colleague")))


class _Reason(QWidget):
    """One sentence with its clause below it."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(text(told.sentence, theme.BODY, tone="" if told.tone == "plain" else told.tone, wrap=True))
        if told.clause:
            column.addWidget(text(told.clause, theme.SMALL, tone="quiet", wrap=True))


def _line(sign: QWidget, words: str) -> QWidget:
    holder = QWidget()
    holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text(words, theme.SMALL, wrap=True), 1)
    return holder
