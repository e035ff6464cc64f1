"""Where `now` comes from: the machine's clocks, or for rehearsals the machine's clock moved to another day."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from desktop.faults import SiteFault

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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


class LedClock(RehearsalClock):
    """A rehearsal's clock that somebody leads by a file with a time in it: whenever the file says another time than
    before, forward or back, the clock goes there and runs on. A file that is gone or says nothing changes nothing."""

    def __init__(self, path: Path) -> None:
        self._path, self._written = path, path.stat().st_mtime_ns
        self._said = path.read_text(encoding="utf-8").strip()
        super().__init__(read_time(self._said))

    def wall(self) -> int:
        try:
            written = self._path.stat().st_mtime_ns
            if written != self._written:
                self._written = written
                self._go(self._path.read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError, SiteFault):
            pass  # gone, or just being written: the clock runs on
        return super().wall()

    def _go(self, said: str) -> None:
        if said != self._said:
            self._said = said
            super().__init__(read_time(said))


def window_clock() -> SystemClock:
    """The system's clock, or for a rehearsal one that starts at KAODIAN_CLOCK (ISO 8601, site time), or is led by the
    file it names."""
    given = os.environ.get("KAODIAN_CLOCK")
    if not given:
        return SystemClock()
    path = Path(given)
    return LedClock(path) if path.is_file() else RehearsalClock(read_time(given))


def read_time(given: str) -> int:
    """An ISO 8601 time as UTC ms; without an offset it is Chinese time. Raises SiteFault bad-date."""
    try:
        at = datetime.fromisoformat(given)
    except ValueError:
        raise SiteFault("bad-date", value=given) from None
    if at.tzinfo is None:
        at = at.replace(tzinfo=timezone(timedelta(minutes=480)))
    return round(at.timestamp() * 1000)


def site_time(at: int, utc_offset: int) -> datetime:
    """UTC ms as the site's own time; OverflowError outside the calendar. Counted by hand: Windows' own reckoning
    begins in 1970 and ends in the year 3000."""
    return (_EPOCH + timedelta(milliseconds=at)).astimezone(timezone(timedelta(minutes=utc_offset)))
