"""Runs the window: `run(open_session)` returns the process's exit code."""

from __future__ import annotations

import sys

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop.operations.boards.shell import DeskName, OpenSession
from desktop.paths import RESOURCES
from desktop.ui.shared import theme
from desktop.ui.window import Window, show_window
from desktop.wording import Wording


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


def run(
    open_session: OpenSession,
    wording: Wording | None = None,
    desk: DeskName | None = None,
    full_screen: bool = True,
) -> int:
    """Show the window and stay until it is closed. `open_session(None)` asks the key store, then the person types."""
    app = application()
    shown = Window.showFullScreen if full_screen else Window.showMaximized
    window = show_window(open_session, wording or Wording(), desk, shown)
    code = app.exec()
    window.close()
    return code
