"""Working days after the official calendars of 2025 and 2026, and calendar months."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exam.plan.limits.calendar import UnknownYear, WorkingCalendar, add_months

FILES = sorted((Path(__file__).parents[3] / "resources" / "calendars").glob("*.toml"))
CALENDAR = WorkingCalendar.from_data(*(tomllib.loads(f.read_text("utf-8")) for f in FILES))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "works", "why"),
    [
        ("2025-01-26", True, ""),  # Sunday worked for the Spring Festival
        ("2025-01-28", False, "春节"),
        ("2025-02-04", False, "春节"),
        ("2025-02-05", True, ""),
        ("2025-02-08", True, ""),
        ("2025-02-09", False, "周日"),
        ("2025-04-27", True, ""),
        ("2025-06-02", False, "端午节"),
        ("2025-10-08", False, "国庆节、中秋节"),
        ("2025-10-11", True, ""),
        ("2026-01-02", False, "元旦"),
        ("2026-01-04", True, ""),
        ("2026-02-14", True, ""),
        ("2026-02-23", False, "春节"),
        ("2026-02-24", True, ""),
        ("2026-02-28", True, ""),
        ("2026-05-09", True, ""),
        ("2026-06-19", False, "端午节"),
        ("2026-09-20", True, ""),
        ("2026-09-25", False, "中秋节"),
        ("2026-10-07", False, "国庆节"),
        ("2026-10-08", True, ""),
        ("2026-10-10", True, ""),
        ("2026-11-21", False, "周六"),
    ],
)
def test_the_official_calendar_says_which_days_are_worked(text: str, works: bool, why: str) -> None:
    assert CALENDAR.is_working_day(day(text)) is works
    assert CALENDAR.day_off(day(text)) == why


@pytest.mark.parametrize(("year", "holidays", "worked"), [(2025, 28, 5), (2026, 33, 6)])
def test_a_year_has_as_many_days_off_as_its_notice(year: int, holidays: int, worked: int) -> None:
    assert sum(d.year == year for d in CALENDAR.holidays) == holidays
    assert sum(d.year == year for d in CALENDAR.worked) == worked
    assert str(year) in CALENDAR.sources[year]


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-28", -3, "2026-11-25"),
        ("2026-11-30", -3, "2026-11-25"),
        ("2026-10-12", -3, "2026-10-08"),  # 10 Oct is a Saturday worked
        ("2026-10-08", -3, "2026-09-28"),
        ("2026-02-24", -1, "2026-02-14"),
        ("2025-02-05", -7, "2025-01-20"),
        ("2026-09-24", 1, "2026-09-28"),
        ("2026-11-28", 2, "2026-12-01"),
        ("2026-11-28", 0, "2026-11-28"),
    ],
)
def test_working_days_are_counted_over_holidays_and_days_worked_instead(start: str, count: int, end: str) -> None:
    assert CALENDAR.add_working_days(day(start), count) == day(end)


def test_an_unknown_year_is_refused_and_never_guessed() -> None:
    with pytest.raises(UnknownYear) as refused:
        CALENDAR.is_working_day(day("2031-03-03"))
    assert refused.value.year == 2031
    with pytest.raises(UnknownYear):
        CALENDAR.add_working_days(day("2025-01-02"), -3)
    assert CALENDAR.add_working_days(day("2025-01-03"), -1) == day("2025-01-02")


@given(st.dates(date(2025, 3, 1), date(2026, 10, 31)), st.integers(1, 25))
def test_going_back_and_forth_by_working_days_agrees_with_counting_them(start: date, count: int) -> None:
    back = CALENDAR.add_working_days(start, -count)
    assert CALENDAR.working_days_between(back - timedelta(days=1), start - timedelta(days=1)) == count
    assert CALENDAR.is_working_day(back)
    assert CALENDAR.add_working_days(back - timedelta(days=1), 1) == back


@pytest.mark.parametrize(
    "broken",
    [
        {"year": 2026, "holidays": [{"name": "x", "first": "2026-05-02", "last": "2026-05-01"}]},
        {"year": 2026, "holidays": [{"name": "x", "first": "2025-05-01"}]},
        {"year": 2026, "worked": ["2026-11-21"], "holidays": [{"name": "x", "first": "2026-11-21"}]},
        {"year": 2026, "worked": ["2026-11-20"]},
        {"year": "2026"},
    ],
)
def test_a_calendar_that_contradicts_itself_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        WorkingCalendar.from_data(broken)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-11-28", 1, "2026-12-28"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-03-30", -1, "2026-02-28"),
        ("2024-02-29", 36, "2027-02-28"),
    ],
)
def test_a_month_on_is_the_same_day_or_the_last_of_the_month(start: str, months: int, end: str) -> None:
    assert add_months(day(start), months) == day(end)
