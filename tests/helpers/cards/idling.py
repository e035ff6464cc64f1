"""How much of a processor a PC/SC source takes while nothing lies on its readers. For benchmarks: it waits really."""

from __future__ import annotations

import time

from desktop.devices.pcsc.source import PcscSource
from desktop.faults import SiteFault


def idle_share(seconds: float = 6.0, setting_rest: str = "*") -> float:
    """Processor time of this process over time passed (0.01 is one per cent of one core), reads of a second each as a
    desk does them. A service with its readers must be running."""
    with PcscSource(setting_rest, f"pcsc:{setting_rest}") as source:
        _read(source)  # the first turns, and what is loaded in the background
        _read(source)
        began, used = time.monotonic(), time.process_time()
        while time.monotonic() - began < seconds:
            _read(source)
        return (time.process_time() - used) / (time.monotonic() - began)


def _read(source: PcscSource) -> None:
    try:
        source.read(1.0)
    except SiteFault as fault:
        if fault.code != "read-timeout":
            raise
