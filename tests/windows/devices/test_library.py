"""A maker's library in its own process: a library without code of its own, whose functions give back their argument."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop.devices.resident.vendor_process import _NEEDED
from installer.forwarder import library
from tests.helpers.windows import MADE, Windows

ASK = """
import sys
from desktop.devices.resident.library import Library
from desktop.faults import SiteFault
asked = Library(sys.argv[1], "sdt:1001")
try:
    print([asked.ask("open", 1001)[0], asked.ask("close", 7)[0]])
except SiteFault as fault:
    print(fault.code)
finally:
    asked.close()
"""


def kit(folder: Path) -> Path:
    """A 64-bit sdtapi.dll: `abs` of the C runtime under the names that are needed."""
    path = folder / "sdtapi.dll"
    path.write_bytes(library(path.name, dict.fromkeys(_NEEDED, "ucrtbase.abs")))
    return path


def test_its_functions_are_called_and_answer(windows: Windows, tmp_path: Path) -> None:
    told = windows.python("-c", ASK, windows.path(kit(tmp_path)))
    assert told.stdout == "[1001, 7]\n", told.stderr


def test_an_interpreter_unpacked_as_it_is_runs_it_too(windows: Windows, tmp_path: Path) -> None:
    """The embeddable Python with the list of places it is delivered with: its own library and nothing else."""
    python = tmp_path / "python32"
    shutil.copytree(MADE / "python", python)
    (python / "python311._pth").write_text("python311.zip\n.\n", encoding="ascii")
    env = {"KAODIAN_SDT_PYTHON": windows.path(python / "python.exe")}
    told = windows.python("-c", ASK, windows.path(kit(tmp_path)), env=env)
    assert told.stdout == "[1001, 7]\n", told.stderr


def test_one_of_32_bits_is_told_as_not_loadable_and_not_as_missing(windows: Windows, tmp_path: Path) -> None:
    path = kit(tmp_path)
    whole = bytearray(path.read_bytes())
    head = int.from_bytes(whole[60:64], "little")
    assert whole[head + 4 : head + 6] == b"\x64\x86"
    whole[head + 4 : head + 6] = b"\x4c\x01"  # the machine: an 80386
    path.write_bytes(whole)
    assert windows.python("-c", ASK, windows.path(path)).stdout == "library-not-loadable\n"
    path.unlink()
    assert windows.python("-c", ASK, windows.path(path)).stdout == "library-missing\n"
