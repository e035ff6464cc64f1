"""Working days and calendar months. The official calendar is data (`resources/calendars/<year>.toml`), one file a
year; a year without one is refused, never guessed (G14)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

_DAY = timedelta(days=1)


class UnknownYear(Exception):
    """The official calendar of this year is not at hand, so its working days cannot be counted."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"no official calendar for {year}")


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Days off by name and week-end days worked instead (调休), for the years whose notice is known."""

    years: frozenset[int] = frozenset()
    holidays: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))
    worked: frozenset[date] = frozenset()
    sources: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def from_data(cls, *years: Mapping[str, Any]) -> WorkingCalendar:
        """From parsed calendar files: `year`, `source`, `worked = [dates]`, `[[holidays]] name, first, last`.

        Dates may be date values or ISO texts. Raises ValueError where a date lies outside its year, a holiday ends
        before it begins, or a day is both off and worked: a wrong calendar gives wrong deadlines in silence.
        """
        known: set[int] = set()
        holidays: dict[date, str] = {}
        worked: set[date] = set()
        sources: dict[int, str] = {}
        for data in years:
            year = data["year"]
            if not isinstance(year, int) or year in known:
                raise ValueError(f"calendar year {year!r}")
            known.add(year)
            sources[year] = str(data.get("source", ""))
            for holiday in data.get("holidays", ()):
                first, last = _day(holiday["first"], year), _day(holiday.get("last", holiday["first"]), year)
                if last < first:
                    raise ValueError(f"{holiday['name']} ends before it begins")
                holidays.update({first + n * _DAY: str(holiday["name"]) for n in range((last - first).days + 1)})
            worked |= {_day(d, year) for d in data.get("worked", ())}
        if both := sorted(worked & set(holidays)):
            raise ValueError(f"both off and worked: {', '.join(map(str, both))}")
        if weekdays := sorted(d for d in worked if d.weekday() < 5):
            raise ValueError(f"worked instead, but not on a week-end: {', '.join(map(str, weekdays))}")
        return cls(frozenset(known), MappingProxyType(holidays), frozenset(worked), MappingProxyType(sources))

    def is_working_day(self, day: date) -> bool:
        """Raises UnknownYear."""
        if day.year not in self.years:
            raise UnknownYear(day.year)
        return day in self.worked or (day.weekday() < 5 and day not in self.holidays)

    def day_off(self, day: date) -> str:
        """Why this is no working day: the holiday's name, "周六", "周日"; "" for a working day. Raises UnknownYear."""
        if self.is_working_day(day):
            return ""
        return self.holidays.get(day) or ("周六" if day.weekday() == 5 else "周日")

    def add_working_days(self, day: date, count: int) -> date:
        """The day that lies `count` working days after (before, if negative) this one, which itself is not counted.

        0 gives the day itself. Raises UnknownYear when the way leads through a year without a calendar.
        """
        step = _DAY if count > 0 else -_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after `first` up to and including `last`. Raises UnknownYear."""
        return sum(self.is_working_day(first + n * _DAY) for n in range(1, (last - first).days + 1))


def add_months(day: date, months: int) -> date:
    """The same day of the month so many calendar months on; the month's last day where there is none (31 January and
    one month: 28 or 29 February)."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_years(day: date, years: int) -> date:
    return add_months(day, 12 * years)


def _day(given: Any, year: int) -> date:
    day = date.fromisoformat(given) if isinstance(given, str) else given
    if not isinstance(day, date) or day.year != year:
        raise ValueError(f"{given!r} is not a day of {year}")
    return day
