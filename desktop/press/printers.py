"""What a site knows of its printers: how far each misses, measured on a ruler page, undone in every file sent to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, Protocol

from desktop.devices.printers.wish import Calibration
from desktop.faults import SiteFault, writing_fault

_KEY: Final = "calibration:"
_MEMBERS: Final = ("offset_x", "offset_y", "scale")
RULER: Final = "ruler"
"""What the ruler page is asked for by; it is no form of the exam."""


class Settings(Protocol):
    def get(self, key: str) -> str | None: ...
    def put(self, key: str, value: str | None) -> None: ...


def calibration_of(settings: Settings, printer: str) -> Calibration:
    """How far a printer misses, as measured for this home; nothing where it was not."""
    try:
        kept = json.loads(settings.get(_KEY + printer) or "{}")
        return Calibration(*(int(kept.get(name, 0)) for name in _MEMBERS))
    except (ValueError, TypeError, AttributeError):
        return Calibration()


def keep_calibration(settings: Settings, printer: str, calibration: Calibration) -> None:
    """Undo this from now on in every file for the printer."""
    settings.put(_KEY + printer, json.dumps({name: getattr(calibration, name) for name in _MEMBERS}))


def measured(given: str, kept: Calibration) -> Calibration:
    """`100.2,19.8,20.5`: the ruler, and the cross from the left and upper edge, in millimetres as measured on a ruler
    page printed with what is `kept`; what is still wrong there comes on top of it. `none` forgets everything.

    Raises SiteFault print-measured, calibration-far-off.
    """
    if given.strip().lower() == "none":
        return Calibration()
    try:
        ruler, left, top = (round(float(part) * 10) for part in given.replace("，", ",").split(","))
    except (ValueError, OverflowError):
        raise SiteFault("print-measured", given=given[:40]) from None
    more = Calibration.measured(ruler, left, top)
    size = 1_000_000 + kept.scale
    return Calibration(
        kept.offset_x + round(more.offset_x * size / 1_000_000),
        kept.offset_y + round(more.offset_y * size / 1_000_000),
        round(size * (1_000_000 + more.scale) / 1_000_000) - 1_000_000,
    )


def print_ruler(out: Path, printer: str, now: int) -> int:
    """The ruler page of a printer: pages. Raises SiteFault disk-full, cannot-write."""
    from forms import ruler
    from forms.context import PrintContext

    try:
        return ruler.render(out, PrintContext(now), printer).pages
    except OSError as error:
        raise writing_fault(error, out) from error
