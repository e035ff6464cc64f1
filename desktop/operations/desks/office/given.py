"""What a form of the office was given, as its jobs take it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop.faults import SiteFault


def path_of(data: Mapping[str, Any], name: str) -> Path:
    """A file somebody named. Raises SiteFault file-not-found for none."""
    given = str(data.get(name) or "").strip()
    if not given:
        raise SiteFault("file-not-found", path=given)
    return Path(given).expanduser()
