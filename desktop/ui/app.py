"""Runs the window: `run(open_session)` returns the process's exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop.paths import RESOURCES
from desktop.ui.first import First
from desktop.ui.shared import theme

if TYPE_CHECKING:
    from desktop.operations.boards.session import OpenSession
    from desktop.ui.shell.window import Window


def application(arguments: list[str] | None = None) -> QApplication:
    """The one QApplication, dressed."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(arguments or sys.argv[:1])
    # The platform's own style would colour pressed buttons and lists its own way.
    app.setStyle("Fusion")
    app.setApplicationName("Kaodian")
    app.setWindowIcon(QIcon(str(RESOURCES / "icons" / "kaodian.svg")))
    theme.dress(app, RESOURCES)
    return app


def run(open_session: OpenSession, desk: str = "", full_screen: bool = True) -> int:
    """Show the window and stay until it is closed. `open_session(None)` asks the key store, then the person types."""
    app = application()
    windows: list[Window] = []

    def grow() -> None:
        windows.append(build_window(open_session, desk, full_screen))
        first.close()

    first = First(grow)
    (first.showFullScreen if full_screen else first.showMaximized)()
    code = app.exec()
    for window in windows:
        window.close()
    return code


def build_window(open_session: OpenSession, desk: str, full_screen: bool) -> Window:
    """The real window, imported only now: something has been painted already. It is painted, then opens its home."""
    from desktop.operations.boards.shell import DESKS
    from desktop.ui.shell.appearance import Appearance
    from desktop.ui.shell.window import Window
    from desktop.wording import Wording

    wanted = next((name for name in DESKS if name == desk), None)
    appearance = Appearance()
    window = Window(appearance.opening(open_session), Wording(), wanted)
    appearance.attach(window)
    (window.showFullScreen if full_screen else window.showMaximized)()
    QTimer.singleShot(0, window, window.begin)
    return window
