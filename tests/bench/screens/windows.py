"""Paint, readiness and memory of the window beside a bare QMainWindow; every start is a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import monotonic

from tests.bench.measure import Measure
from tests.bench.site import PASSPHRASE, Site

# A child tells the seconds since its parent started it (monotonic is one clock for both), and its resident memory.
_TELL = """
import json, sys, time
started = float(sys.argv[1])
told = {}
def resident():
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))
def note(name):
    told.setdefault(name, time.monotonic() - started)
def leave(app):
    told["resident"] = resident()
    print(json.dumps(told), flush=True)
    app.exit(0)
"""
BARE = (
    _TELL
    + """
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        note("paint")
        leave(app)
app = QApplication(sys.argv[:1])
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""
)
OURS = (
    _TELL
    + """
from desktop.ui import app as ui
from desktop.__main__ import main

desk = sys.argv[3]
paint, build = ui.First.paintEvent, ui.build_window
def painted(window, event):
    paint(window, event)
    note("paint")
def built(*given):
    # The window's modules are imported here and nowhere before: after the first paint.
    from desktop.ui.shell.arrival import Arrival
    from desktop.ui.shell.window import Window
    opened, shown = Arrival._opened, Window._desk_opened
    def ready(arrival, *answer):
        # The home is open, the record folded, the first officer may type.
        opened(arrival, *answer)
        note("usable")
        if desk == "-":
            leave(ui.QApplication.instance())
        else:
            arrival._window.open_desk(desk)
    def on_desk(window, *answer):
        shown(window, *answer)
        window.grab()
        leave(ui.QApplication.instance())
    def failed(arrival, fault):
        sys.exit(repr(fault))
    Arrival._opened, Window._desk_opened, Arrival._not_opened = ready, on_desk, failed
    return build(*given)
ui.First.paintEvent, ui.build_window = painted, built
sys.exit(main(["--home", sys.argv[2], "open"]))
"""
)


def start(code: str, *arguments: str) -> dict[str, float]:
    """What one start of `code` told."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "KAODIAN_PASSPHRASE": PASSPHRASE}
    ran = subprocess.run(
        [sys.executable, "-c", code, str(monotonic()), *arguments],
        env=environment,
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if ran.returncode or not ran.stdout.strip():
        raise RuntimeError(ran.stderr[-2000:])
    told: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return told


def measure_start(site: Site, rounds: int = 7) -> list[Measure]:
    """`site` is the shipped sample."""
    start(BARE)
    start(OURS, str(site.home), "-")
    bare, ours = [], []
    for _ in range(rounds):
        bare.append(start(BARE))
        ours.append(start(OURS, str(site.home), "-"))
    floor = median(one["paint"] for one in bare)
    paint = median(one["paint"] for one in ours)
    usable = median(one["usable"] for one in ours)
    what = "usable: home open, record folded, first officer may sign in"
    return [
        Measure("paint", "window to first paint", "a bare QMainWindow", "s", paint, floor, 1.5, True),
        Measure(
            *("usable", "window to usable on the sample", "a bare QMainWindow", "s", usable, floor, 4.0, True),
            {"means": what},
        ),
    ]


def measure_memory(site: Site, rounds: int = 3) -> list[Measure]:
    bare = median(start(BARE)["resident"] for _ in range(rounds)) / 1024
    door = median(start(OURS, str(site.home), "door")["resident"] for _ in range(rounds)) / 1024
    entry = start(OURS, str(site.home), "-")["resident"] / 1024
    facts = {"MiB before a desk is opened": round(entry)}
    return [
        Measure(
            *("memory", "memory at the door, 10,000 candidates", "a bare window", "MiB", door, bare, 4.0, True, facts),
        )
    ]
