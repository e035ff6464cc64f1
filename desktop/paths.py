"""Where things are: the resources beside the program, the home of this desk, and where nothing may be written."""

from __future__ import annotations

import os
import time
from pathlib import Path, PurePath, PureWindowsPath
from typing import Final

from desktop.faults import SiteFault, writing_fault

HOME_FILE = "home.db"
"""The one file of a home; SQLite puts others beside it, whose names begin with this one."""

SCANNED: Final = 1.0
"""Seconds for which a program that looks at every new file on Windows may keep it from being renamed."""
_NEVER: Final = frozenset('<>:"|?*') | {chr(n) for n in range(32)}

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def default_home() -> Path:
    """`KAODIAN_HOME`, or the folder the operating system keeps for programs' data."""
    given = os.environ.get("KAODIAN_HOME")
    if given:
        return Path(given).expanduser()
    from platformdirs import user_data_path

    return user_data_path("kaodian", appauthor=False)


def out_file(path: Path) -> Path:
    """A file somebody wants written. Its folder must be there, whatever bears the name already must be a file (a device
    would be replaced by the rename that ends every safe writing), and it must not be a home's: one wrong word after
    `-o` would put a form where the record was. Raises SiteFault cannot-write."""
    try:
        if os.name == "nt" and not fit_for_windows(path):
            word = "bad-name"
        elif path.is_dir():
            word = "is-a-folder"
        elif not path.parent.is_dir():
            word = "no-such-folder"
        elif path.exists() and not path.is_file():
            word = "is-a-device"
        elif any(name.lower().startswith(HOME_FILE) for name in (path.name, path.resolve().name)):
            word = "is-a-home"
        else:
            return path
    except OSError as error:  # a name too long, a disk that does not answer
        raise writing_fault(error, path) from error
    raise SiteFault("cannot-write", path=str(path), why=word)


def fit_for_windows(path: PurePath) -> bool:
    """Whether Windows writes a file by just this name: what follows a colon would be a hidden stream of another file,
    dots and blanks at the end would be lost, NUL and its like are devices."""
    names = [part for part in path.parts if part != path.anchor and part not in (".", "..")]
    return not any(_NEVER & set(name) or name[-1] in ". " or PureWindowsPath(name).is_reserved() for name in names)


def take_place(draft: Path, path: Path) -> None:
    """`draft` becomes `path`, which is replaced where it was. On Windows a virus scanner or the index may be looking at
    one of the two just then: it is waited for, a second at most. Raises OSError."""
    give_up = time.monotonic() + SCANNED
    while True:
        try:
            os.replace(draft, path)
            return
        except PermissionError:
            if os.name != "nt" or time.monotonic() > give_up or path.is_dir():
                raise
        time.sleep(0.02)
