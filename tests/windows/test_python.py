"""The interpreter itself: which one it is, and that the program's parts load on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers.windows import MADE, Windows

# What must load: the program's own dependencies, without those Wine cannot load.
PARTS = [
    *("PySide6.QtCore", "sqlalchemy", "alembic", "sqlcipher3", "psycopg", "reportlab", "barcode", "segno", "zxingcpp"),
    *("pypdfium2", "python_calamine", "xlsxwriter", "httpx", "cryptography.hazmat.bindings._rust", "argon2.low_level"),
    *("rfc8785", "pyrage", "keyring", "smartcard.scard", "serial", "PIL.Image", "fluent.runtime", "platformdirs"),
]


def test_it_is_windows_own_python_of_the_projects_version(windows: Windows) -> None:
    told = windows.python("-c", "import json,sys; print(json.dumps([sys.platform, sys.version_info[:3], sys.path]))")
    platform, version, path = json.loads(told.stdout)
    assert platform == "win32"
    assert version == [3, 11, 9]
    assert windows.path(MADE.parents[1]) in path
    assert windows.path(MADE / "packages") in path


def test_the_programs_parts_load(windows: Windows) -> None:
    code = "import importlib,sys\nfor name in sys.argv[1:]: importlib.import_module(name); print(name)"
    told = windows.python("-c", code, *PARTS)
    assert told.stdout.split() == PARTS, told.stderr
    assert told.returncode == 0


def test_the_program_answers_and_ends_with_its_own_code(windows: Windows) -> None:
    helped = windows.python("-X", "utf8", "-m", "desktop", "--help")
    assert helped.returncode == 0, helped.stderr
    assert helped.stdout.startswith("考点 Kaodian")
    assert windows.python("-m", "desktop", "no-such-word").returncode == 2


def test_a_drive_is_the_runs_own(windows: Windows, tmp_path: Path) -> None:
    """A file written on C: lies in the run's folder, and nobody's own folders can be reached by Windows' names."""
    code = "import pathlib,sys; home = pathlib.Path.home(); (home / 'Documents' / 'x').write_text('here'); print(home)"
    told = windows.python("-c", code)
    assert told.returncode == 0, told.stderr
    user = told.stdout.strip().rpartition("\\")[2]
    assert (windows.drive / "users" / user / "Documents" / "x").read_text(encoding="ascii") == "here"
    shared = tmp_path / "y"
    told = windows.python("-c", "import sys; open(sys.argv[1], 'w').write('there')", windows.path(shared))
    assert shared.read_text(encoding="ascii") == "there", told.stderr


@pytest.mark.parametrize("text", ["plain", "中文", "\ud800"])
def test_a_fault_of_a_program_is_seen(windows: Windows, text: str) -> None:
    told = windows.python("-c", f"raise SystemExit({text!a})")
    assert told.returncode == 1
    assert told.stderr
