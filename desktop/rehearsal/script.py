"""What to rehearse."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

DAY = date(2026, 12, 5)
MINUTE = 60_000
SECOND = 1000


@dataclass(frozen=True, slots=True)
class Script:
    """One rehearsal. Equal scripts give equal mornings but for keys, record ids and measured times.

    `desks`: 1 plays everything at the control desk; more are door desks of their own, apart from it until they meet.
    `speed`: so many times faster than the clock; 0 does not wait at all. `day` is the day of the exam. `forms` False
    prints none, which takes most of a small rehearsal's time.
    """

    candidates: int = 320
    rooms: int = 12
    desks: int = 1
    seed: int = 1
    faults: tuple[str, ...] = ()
    speed: float = 0
    day: date = DAY
    forms: bool = True

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "faults": list(self.faults), "day": self.day.isoformat()}
