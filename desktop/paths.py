"""Where things are: the resources beside the program, the home of this desk."""

from __future__ import annotations

import os
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def default_home() -> Path:
    """`KAODIAN_HOME`, or the folder the operating system keeps for programs' data."""
    given = os.environ.get("KAODIAN_HOME")
    if given:
        return Path(given).expanduser()
    from platformdirs import user_data_path

    return user_data_path("kaodian", appauthor=False)
