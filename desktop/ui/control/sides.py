"""Both sides of the chief's board: the protocol's steps at the left; what waits, or one room, and the arrivals at the
right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.control.alerts import AlertQueue
from desktop.ui.control.curve import ArrivalCurve
from desktop.ui.control.detail import DetailPanel
from desktop.ui.shared import theme
from desktop.ui.shared.cards import ScrollBody, StepList
from desktop.ui.shared.panels import hairline, text
from desktop.wording import Wording


class StepRail(QFrame):
    """The steps of the morning."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "rail")
        self.steps = StepList()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 1, 8)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = ScrollBody()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.steps)
        inner.addStretch(1)
        scroll.setWidget(body)
        column.addWidget(scroll)


class Side(QFrame):
    """The queue over the curve, or one room in their place."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        words = wording.text
        self.setProperty("look", "sheet")
        self.alerts = AlertQueue(words("control-waiting"), words("control-nothing-waits"))
        self.curve = ArrivalCurve()
        self.detail = DetailPanel(wording)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        self._stack = QStackedWidget()
        waiting = QWidget()
        inner = QVBoxLayout(waiting)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.alerts, 1)
        self._curve_holder = QWidget()
        curve = QVBoxLayout(self._curve_holder)
        curve.setContentsMargins(0, 0, 0, 8)
        curve.setSpacing(2)
        curve.addWidget(hairline())
        title = text(words("control-arrivals"), theme.BODY, bold=True, tone="quiet")
        title.setContentsMargins(16, 8, 16, 0)
        curve.addWidget(title)
        inset = QHBoxLayout()
        inset.setContentsMargins(12, 0, 12, 0)
        inset.addWidget(self.curve)
        curve.addLayout(inset)
        inner.addWidget(self._curve_holder)
        self._stack.addWidget(waiting)
        self._stack.addWidget(self.detail)
        column.addWidget(self._stack)

    def show_detail(self, one_room: bool) -> None:
        self._stack.setCurrentIndex(1 if one_room else 0)

    def show_curve(self, wanted: bool) -> None:
        self._curve_holder.setVisible(wanted)
