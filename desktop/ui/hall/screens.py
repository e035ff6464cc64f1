"""Which screens there are, by their places on the desktop, and when that changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget


class Screens(QObject):
    """`changed` after a screen came, went, or moved."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._come)
            app.screenRemoved.connect(self.changed)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self.changed)

    def _come(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self.changed)
        self.changed.emit()

    def beside(self, window: QWidget) -> QRect | None:
        """The largest screen that `window` does not stand on; None where there is only one, or all show the same."""
        own = self.under(window)
        others = [screen.geometry() for screen in QGuiApplication.screens()]
        apart = [place for place in others if not place.intersects(own)]
        return max(apart, key=lambda place: place.width() * place.height(), default=None)

    def under(self, window: QWidget) -> QRect:
        """The screen that `window` stands on."""
        screen = window.screen() or QGuiApplication.primaryScreen()
        return screen.geometry() if screen is not None else window.geometry()
