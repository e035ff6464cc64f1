"""What everything is made of: colours with what they are called, the type scale, the gaps, the icons."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.shared import theme
from desktop.ui.shared.cards import flowing
from desktop.ui.shared.look.icons import GRID, OF_COMMANDS, Icon
from desktop.ui.shared.look.palettes import LIGHT
from desktop.ui.shared.panels import text

SAMPLE = "永字八法 0123456789 Aa"


class _Swatch(QWidget):
    """One colour and its name."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self.setAccessibleName(token)
        self.setToolTip(token)

    def sizeHint(self) -> QSize:
        return QSize(124, 56)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color(theme.LINE), 1))
        painter.setBrush(theme.color(self._token))
        painter.drawRoundedRect(QRectF(0.5, 0.5, self.width() - 1, 32), 6, 6)
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(theme.color(theme.INK_2))
        painter.drawText(QRectF(2, 34, self.width(), 20), Qt.AlignmentFlag.AlignVCenter, self._token)
        painter.end()


class _Gap(QWidget):
    """A step of the spacing scale as a bar of its width."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._gap = gap
        self.setAccessibleName(str(gap))

    def sizeHint(self) -> QSize:
        return QSize(64, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self._gap, 16, theme.color(theme.BRAND_FILL))
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(theme.color(theme.INK_2))
        painter.drawText(QRectF(0, 18, 64, 20), Qt.AlignmentFlag.AlignVCenter, str(self._gap))
        painter.end()


def colours() -> QWidget:
    holder, flow = flowing(8, 8)
    for token in LIGHT:
        flow.addWidget(_Swatch(token))
    return holder


def type_scale() -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for size in theme.SCALE[:7]:
        row = QHBoxLayout()
        name = text(str(size), theme.SMALL, tone="quiet")
        name.setFixedWidth(40)
        row.addWidget(name)
        row.addWidget(text(SAMPLE, size))
        row.addWidget(text(SAMPLE[:4], size, bold=True), 1)
        column.addLayout(row)
    return holder


def gaps() -> QWidget:
    holder, flow = flowing(8, 8)
    for gap in theme.SPACES:
        flow.addWidget(_Gap(gap))
    return holder


def icons() -> QWidget:
    holder, flow = flowing(12, 8)
    for icon in OF_COMMANDS:
        one = QWidget()
        column = QVBoxLayout(one)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Icon(icon, icon, theme.INK, GRID), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(text(icon, theme.SMALL, tone="quiet"), 0, Qt.AlignmentFlag.AlignHCenter)
        flow.addWidget(one)
    return holder
