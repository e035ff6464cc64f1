"""Where `now` comes from: the machine's clocks, or for rehearsals the machine's clock moved to another day."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta, timezone

from desktop.faults import SiteFault


class SystemClock:
    """The machine's clocks, in milliseconds."""

    def wall(self) -> int:
        return time.time_ns() // 1_000_000

    def steady(self) -> int:
        return time.monotonic_ns() // 1_000_000


class RehearsalClock(SystemClock):
    """The machine's clock moved to another day, for rehearsals and training: it runs on from `start` (UTC ms)."""

    def __init__(self, start: int) -> None:
        self._ahead = start - super().wall()

    def wall(self) -> int:
        return super().wall() + self._ahead


def window_clock() -> SystemClock:
    """The system's clock, or one that starts at KAODIAN_CLOCK (ISO 8601, site time) for a rehearsal."""
    given = os.environ.get("KAODIAN_CLOCK")
    if not given:
        return SystemClock()
    try:
        at = datetime.fromisoformat(given)
    except ValueError:
        raise SiteFault("bad-date", value=given) from None
    if at.tzinfo is None:
        at = at.replace(tzinfo=timezone(timedelta(minutes=480)))
    return RehearsalClock(round(at.timestamp() * 1000))


def site_time(at: int, utc_offset: int) -> datetime:
    """UTC ms as the site's own time."""
    return datetime.fromtimestamp(at / 1000, tz=timezone(timedelta(minutes=utc_offset)))
