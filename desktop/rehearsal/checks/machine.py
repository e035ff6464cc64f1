"""This computer: the fonts we print with, its clock, the disk where the home lies, printers."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.exam.plan.model import Plan
from desktop.faults import SiteFault, why
from desktop.rehearsal.checks.finding import Finding

if TYPE_CHECKING:
    from desktop.bootstrap.parts import Parts
    from desktop.store.home import Home

RARE = "䶮𬭎㛃𠅤𬍛𣲗㼆喆堃·"
LEAST_FREE = 512 * 1024 * 1024
SLOW_DISK = 200.0
SET_BACK = 30_000
EARLIEST_YEAR = 2026


def fonts(parts: Parts, plan: Plan | None) -> Finding:
    """Rare characters, and every name and place of the roster, must have a glyph in the fonts we print with."""
    text = RARE + "".join(sorted({ch for c in plan.candidates for ch in c.name} if plan else set()))
    missing = parts.glyphs(text)
    if missing:
        return Finding(False, "selftest-fonts-missing", {"missing": "、".join(missing)})
    return Finding(True, "selftest-fonts-good", {"count": len(set(text))})


def clock(parts: Parts, home: Home | None) -> Finding:
    """A plausible year, the two clocks of the machine in step, and no clock set back since the last entry (X14)."""
    wall, steady = parts.clock.wall(), parts.clock.steady()
    time.sleep(0.05)
    drift = abs((parts.clock.wall() - wall) - (parts.clock.steady() - steady))
    now = datetime.fromtimestamp(wall / 1000).astimezone()
    told = {"now": now.strftime("%Y-%m-%d %H:%M:%S")}
    if now.year < EARLIEST_YEAR or now.year > EARLIEST_YEAR + 50:
        return Finding(False, "selftest-clock-year", told)
    if drift > 1000:
        return Finding(False, "selftest-clock-jumps", {**told, "drift": drift})
    last = _last_wall(home)
    if last is not None and last - wall > SET_BACK:
        return Finding(False, "selftest-clock-back", {**told, "seconds": (last - wall) // 1000})
    return Finding(True, "selftest-clock-good", told)


def _last_wall(home: Home | None) -> int | None:
    """When this desk wrote last; rehearsals run on a clock of their own and tell nothing."""
    from desktop.operations.publishing import opened

    if home is None:
        return None
    try:
        desk = opened(home)
    except SiteFault:
        return None
    last = home.entries.last(desk.record, desk.key.desk_id)
    return None if last is None or desk.plan.rehearsal else last.wall


def disk(folder: Path) -> Finding:
    """How long a durable write takes where the home lies, and how much room there is."""
    place = folder
    try:
        place = next((p for p in (folder, *folder.parents) if p.is_dir()), Path(tempfile.gettempdir()))
        took = sorted(_write(place) for _ in range(5))[2]
        free = shutil.disk_usage(place).free
    except OSError as error:
        return Finding(False, "selftest-disk-fails", {"path": str(place), "why": why(error)})
    facts: dict[str, object] = {"milliseconds": round(took, 1), "free": free // (1024 * 1024)}
    if free < LEAST_FREE:
        return Finding(False, "selftest-disk-full", facts)
    return Finding(took < SLOW_DISK, "selftest-disk-good" if took < SLOW_DISK else "selftest-disk-slow", facts)


def _write(place: Path) -> float:
    # Made by hand: where nothing may be written, Windows would have tempfile try ten thousand names.
    path = place / f".kaodian-{secrets.token_hex(8)}"
    try:
        with path.open("xb") as file:
            began = time.perf_counter()
            file.write(b"k" * 4096)
            file.flush()
            os.fsync(file.fileno())
            return (time.perf_counter() - began) * 1000
    finally:
        path.unlink(missing_ok=True)


def printers(parts: Parts) -> Finding:
    """What the system knows of printers; none is no failure, forms come as PDF."""
    try:
        names = [printer.name for printer in parts.printers.printers()]
    except SiteFault:
        names = []
    return Finding(True, "selftest-printers-found" if names else "selftest-printers-none", {"names": "、".join(names)})
