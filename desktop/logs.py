"""Reports of our own faults: kept in a folder of the system's, without personal data or secrets."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from desktop.version import __version__


def report_folder() -> Path:
    """Where reports lie: `KAODIAN_REPORTS`, or the folder the system keeps for programs' logs."""
    given = os.environ.get("KAODIAN_REPORTS")
    if given:
        return Path(given)
    from platformdirs import user_log_path

    return user_log_path("kaodian", appauthor=False)


def report_bug(error: BaseException, arguments: Sequence[str] = ()) -> Path:
    """Write what happened and where; the values of options are left out, they may name people. Never raises."""
    lines = [
        f"time: {time.strftime('%Y-%m-%dT%H:%M:%S%z')}",
        f"kaodian: {__version__}  python: {sys.version.split()[0]}  system: {platform.platform()}",
        f"command: {' '.join(a for a in arguments if a.startswith('-') or a.isalpha())}",
        f"error: {type(error).__name__}",
        *(f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)),
    ]
    name = f"report-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    for folder in (report_folder(), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / name
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        except OSError:
            continue
        return path
    return Path(name)
