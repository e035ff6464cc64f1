"""What is loaded when: the window paints with Qt alone, the command line with nothing of the window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

HEAVY = (
    *("sqlalchemy", "alembic", "sqlcipher3", "psycopg", "reportlab", "barcode", "segno", "cv2", "httpx", "typer"),
    *(
        "pyrage",
        "keyring",
        "fluent",
        "argon2",
        "python_calamine",
        "xlsxwriter",
        "pypdfium2",
        "zxingcpp",
        "cryptography",
    ),
)

# The program's own way in, left at the end of the window's first paint.
FIRST_PAINT = """
import json, sys
from desktop.ui import app as ui
from desktop.__main__ import main

def tell(paint):
    def painted(window, event):
        paint(window, event)
        print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), flush=True)
        ui.QApplication.instance().exit(0)
    return painted
if sys.argv[2] == "first":
    ui.First.paintEvent = tell(ui.First.paintEvent)
else:
    from desktop.ui.shell.window import Window
    Window.paintEvent = tell(Window.paintEvent)
    Window.begin = lambda window: None
sys.exit(main(["--home", sys.argv[1], "open", "--desk", "door"]))
"""


def modules_of(code: str, *arguments: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return set(json.loads(ran.stdout.splitlines()[-1]))


@pytest.mark.parametrize("window", ["first", "entry"])
def test_nothing_heavy_is_there_at_the_first_paint(tmp_path: Path, window: str) -> None:
    assert not modules_of(FIRST_PAINT, str(tmp_path), window) & set(HEAVY)


def test_the_command_line_starts_without_the_window_the_database_and_paper() -> None:
    code = (
        "import json, sys\nfrom desktop.cli.main import run\n"
        "try:\n    run(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    assert not modules_of(code) & {"PySide6", "sqlalchemy", "alembic", "reportlab", "cv2", "httpx", "psycopg"}


def test_importing_the_rules_brings_nothing_but_python() -> None:
    code = (
        "import json, sys\nbefore = set(sys.modules)\nimport desktop.exam.decide, desktop.exam.fold\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in set(sys.modules) - before})))"
    )
    assert modules_of(code) - sys.stdlib_module_names == {"desktop"}


def test_printing_loads_nothing_that_looks_at_pictures() -> None:
    code = "import json, sys, desktop.press.printing\nprint(json.dumps(sorted(sys.modules)))"
    assert not modules_of(code) & {"cv2", "numpy", "zxingcpp", "PySide6"}
