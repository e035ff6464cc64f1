"""One row of a signed sheet for a person's eye: its picture as large as there is room, what differs, and which keys
say what the paper says."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.operations.boards.returned.sheets import NO, NONE, YES, SheetRow
from desktop.ui.shared import theme
from desktop.ui.shared.cards import empty
from desktop.ui.shared.panels import KeyCap, Panel, Pressable, text
from desktop.wording import Wording

TALLEST = 190


def answers(row: SheetRow) -> tuple[tuple[str, str, str], ...]:
    """(key, answer, words or the key of words) of what can be said of a row: signed or not, or one of its options."""
    if not row.options:
        return (("Y", YES, "sheets-key-yes"), ("N", NO, "sheets-key-no"))
    options = tuple((str(n), str(n - 1), words) for n, words in enumerate(row.options, 1))
    return (*options, ("N", NONE, "sheets-key-none"))


class RowPicture(QWidget):
    """The row as photographed, on white in either theme: it is paper."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._none = wording.text("sheets-no-picture")
        self._image = QImage()
        self._bytes = b""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_row(self, row: SheetRow) -> None:
        self.setAccessibleName(f"{row.place} {row.who} {row.paper}")
        if row.picture != self._bytes:
            self._bytes = row.picture
            self._image = QImage.fromData(row.picture) if row.picture else QImage()
            self._fit()
            self.update()

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        """As tall as the picture is at this width; never larger than it was taken."""
        if self._image.isNull():
            self.setFixedHeight(40)
            return
        wide = min(self.width(), self._image.width())
        tall = round(wide * self._image.height() / max(1, self._image.width()))
        self.setFixedHeight(max(24, min(tall, TALLEST)))

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image.isNull():
            painter.setFont(theme.font(theme.BODY))
            painter.setPen(theme.color(theme.INK_2))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._none)
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), self._image)


class RowLook(Panel):
    """The chosen row. `said(str)` when the mouse gives one of the answers; the pane has the keys."""

    said = Signal(str)

    def __init__(self, wording: Wording) -> None:
        super().__init__("panel", (16, 12, 16, 12), 8)
        self._wording = wording
        self._row: SheetRow | None = None
        self.row = text("", theme.BODY, wrap=True)
        self.says = text("", theme.BODY, bold=True, wrap=True)
        self.picture = RowPicture(wording)
        self._ask = text("", theme.BODY, bold=True)
        self._keys = QHBoxLayout()
        self._keys.setSpacing(12)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._ask)
        line.addLayout(self._keys)
        line.addStretch(1)
        self.column.addWidget(self.row)
        self.column.addWidget(self.says)
        self.column.addWidget(self.picture)
        self.column.addLayout(line)

    def show_row(self, row: SheetRow | None) -> None:
        self.setVisible(row is not None)
        if row is None or row == self._row:
            return
        self._row = row
        theme.set_look(self, look={"warn": "warn", "stop": "stop"}.get(row.tone, "panel"))
        self.row.setText(" · ".join(part for part in (row.place, row.who, row.paper, row.record) if part))
        self.says.setText(row.says)
        self.says.setVisible(bool(row.says))
        self.picture.show_row(row)
        self._ask.setText(self._wording.text("sheets-ask-tick" if row.options else "sheets-ask-sign"))
        empty(self._keys)
        for key, answer, words in answers(row):
            self._keys.addWidget(_Answer(key, self._words(words), lambda given=answer: self.said.emit(given)))

    def _words(self, words: str) -> str:
        return self._wording.text(words) if words.startswith("sheets-key-") else words

    def flatten(self, low: bool) -> None:
        """In a low window, which has no table, the row's words stand here; the foot bar has the keys."""
        self.row.setVisible(low)
        self.says.setVisible(not low and bool(self.says.text()))
        self._ask.setVisible(not low)
        for n in range(self._keys.count()):
            item = self._keys.itemAt(n)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setVisible(not low)
        self.column.setContentsMargins(*((12, 8, 12, 8) if low else (16, 12, 16, 12)))


class _Answer(Pressable):
    """A key with what it says; the mouse may press it."""

    def __init__(self, key: str, words: str, told: object) -> None:
        super().__init__()
        self.setAccessibleName(words)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(KeyCap(key))
        line.addWidget(text(words, theme.BODY))
        self.pressed.connect(told)
