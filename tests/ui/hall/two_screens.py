"""Run under an X server of one wide screen: cuts it into two monitors, opens the hall clock beside a desk, plugs the
second one out and in again, and says as JSON where the clock stood each time. `python -m tests.ui.hall.two_screens`"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.ui.app import application
from desktop.ui.hall.hall import Hall
from desktop.ui.shared.lanes import Lane
from desktop.wording import Wording
from tests.ui.hall import boards

LEFT, RIGHT = "1366/300x768/200+0+0", "1920/400x1080/200+1366+0"


def until(condition: Callable[[], bool], what: str) -> None:
    """Events go on until the condition holds. Ends the program after ten seconds."""
    loop, often, late = QEventLoop(), QTimer(), QTimer()
    late.setSingleShot(True)
    often.timeout.connect(lambda: condition() and loop.quit())
    late.timeout.connect(lambda: sys.exit(f"waited for nothing: {what}"))
    often.start(20)
    late.start(10_000)
    if not condition():
        loop.exec()


def monitors(*arguments: str) -> None:
    subprocess.run(["xrandr", *arguments], check=True, stdout=subprocess.DEVNULL, timeout=20)


def screens() -> int:
    return len(QGuiApplication.screens())


def main() -> None:
    app = application(["two-screens"])
    monitors("--setmonitor", "left", LEFT, "screen")
    monitors("--setmonitor", "right", RIGHT, "none")
    until(lambda: screens() == 2, "two screens")
    desk = QWidget()
    desk.setGeometry(0, 0, 1366, 768)
    desk.show()
    lane = Lane("two-screens")
    session = boards.HallSession({})
    hall = Hall(desk, session, lane, Wording())
    seen: dict[str, list[int] | bool] = {}

    def stands(name: str) -> None:
        seen[name] = list(hall.window.geometry().getRect()) if hall.window.isVisible() else False

    hall.call()
    until(hall.window.isVisible, "the clock")
    until(lambda: hall.window.width() == 1920, "the whole screen")
    stands("second")
    hall.show_panel()
    until(lambda: hall.panel is not None and hall.panel.isVisible(), "the panel")
    seen["panel"] = hall.panel is not None and desk.geometry().contains(hall.panel.geometry())
    monitors("--delmonitor", "right")
    until(lambda: screens() == 1, "one screen")
    until(lambda: not hall.window.isVisible(), "the clock to go")
    stands("unplugged")
    monitors("--setmonitor", "right", RIGHT, "none")
    until(hall.window.isVisible, "the clock to come back")
    until(lambda: hall.window.x() == 1366, "the clock on its screen")
    stands("again")
    monitors("--delmonitor", "right")
    until(lambda: not hall.window.isVisible(), "the clock to go again")
    hall.call()
    until(hall.window.isVisible, "the clock over the desk")
    until(lambda: hall.window.width() == 1366, "the clock to fill the desk's screen")
    stands("over")
    hall.close()
    lane.close()
    sys.stdout.write(json.dumps(seen) + "\n")
    app.quit()


if __name__ == "__main__":
    main()
