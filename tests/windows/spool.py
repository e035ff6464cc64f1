"""At the Windows spooler: run by Windows' own Python (`-m tests.windows.spool`), asked and answered in JSON.

The argument is a list of errands, each an object whose `do` names it; the answer is a list of as many. A fault of the
site is answered as {"fault": its code}.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from desktop.devices.printers import windows
from desktop.devices.printers.dots import Band, Surface, bands
from desktop.devices.printers.pages import Pages
from desktop.devices.printers.port import Job, open_printers
from desktop.devices.printers.wish import Calibration, Wish
from desktop.faults import SiteFault

HERE = open_printers()
assert isinstance(HERE, windows.WindowsPrinters)


def queues() -> Any:
    return [dataclasses.asdict(printer) for printer in HERE.printers()]


def surface(printer: str, media: str) -> Any:
    return dataclasses.astuple(HERE._spooler.surface(Wish(printer, media=media)))


def send(file: str, calibration: tuple[int, int, int] = (0, 0, 0), **wish: Any) -> Any:
    """The number of the job, and where the job is then."""
    job = HERE.send(Path(file), Wish(calibration=Calibration(*calibration), **wish))
    return {"job": job.number, "then": HERE.follow(job).progress}


def torn(file: str, printer: str, sheets: int) -> Any:
    """A job whose file turns out to be damaged after so many sheets."""

    def until(pages: Pages, number: int, of: Surface, calibration: Calibration) -> Iterator[Band]:
        yield from bands(pages, number, of, calibration)
        if number == sheets:
            raise SiteFault("pdf-unreadable")

    with mock.patch.object(windows, "bands", until):
        return send(file, printer=printer)


def unknown(printer: str) -> Any:
    """A job nobody knows is followed and taken back."""
    job = Job(printer, 4711)
    return {"then": HERE.follow(job).progress, "cancelled": HERE.cancel(job).progress}


ERRANDS: dict[str, Callable[..., Any]] = {call.__name__: call for call in (queues, surface, send, torn, unknown)}


def answer(errand: dict[str, Any]) -> Any:
    given = dict(errand)
    try:
        return ERRANDS[given.pop("do")](**given)
    except SiteFault as fault:
        return {"fault": fault.code}


if __name__ == "__main__":
    sys.stdout.write(json.dumps([answer(errand) for errand in json.loads(sys.argv[1])]))
