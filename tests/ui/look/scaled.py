"""The desks in a process of their own, scaled by QT_SCALE_FACTOR as a desktop would: what is cut comes out as JSON."""

from __future__ import annotations

import json
import sys
from time import monotonic
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop

from desktop.ui.app import application
from desktop.ui.shell.window import Window
from desktop.wording import Wording
from tests.ui.look.reading import cut_labels, painted
from tests.ui.look.scenes import FIRST, SCENES, AllDesks
from tests.ui.samples import LI_MIN


def settle(until: Any = None) -> None:
    """Until a condition holds, then until the layouts have come to rest."""
    deadline = monotonic() + 30
    while until is not None and not until() and monotonic() < deadline:
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    for _ in range(6):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()


def main() -> None:
    app = application(["kaodian-scaled"])
    session = AllDesks(dict(FIRST))
    window = Window(session.open, Wording(), "door")  # type: ignore[arg-type]
    ratio = window.devicePixelRatio()
    window.resize(round(1366 / ratio), round(768 / ratio))
    window.show()
    window.begin()
    settle(lambda: window.entry.sign_in is not None)
    assert window.entry.sign_in is not None
    window.entry.sign_in.passed.emit(LI_MIN)
    settle(window.on_desk)
    cut: dict[str, list[str]] = {}
    for scene in (scene for scene in SCENES if not scene.keys):
        session.first[scene.desk] = scene.board
        before = window.view
        window.arrival.choose(scene.desk)
        settle(lambda before=before: window.view is not None and window.view is not before)
        settle(lambda scene=scene: window.bridge is not None and window.bridge.last is scene.board)
        if found := cut_labels(window) + [p.words for p in painted(window) if p.out > 1]:
            cut[scene.name] = found
    whole = window.grab().size().toTuple()
    sys.stdout.write(json.dumps({"ratio": ratio, "picture": whole, "cut": cut}))
    window.close()
    app.quit()


if __name__ == "__main__":
    main()
