"""How a row of a list stands out when it is chosen: the same in every list of an act."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop.ui.shared import theme


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> tuple[QRect, bool]:
    """The ground of a row, tinted and with a bar at its left when it is the chosen one: its box, and whether it is."""
    box: QRect = option.rect  # type: ignore[attr-defined]  # PySide's stub leaves the fields of style options out
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
    if chosen:
        painter.fillRect(box, theme.color(theme.BRAND_SOFT))
        painter.fillRect(box.x(), box.y(), 4, box.height(), theme.color(theme.BRAND))
    return box, chosen
