"""Where things are: the resources beside the program, the home of this desk, and where nothing may be written."""

from __future__ import annotations

import os
from pathlib import Path

from desktop.faults import SiteFault, writing_fault

HOME_FILE = "home.db"
"""The one file of a home; SQLite puts others beside it, whose names begin with this one."""

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
        if path.is_dir():
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
