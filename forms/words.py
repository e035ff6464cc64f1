"""Official words and how values are written on paper. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

LEVELS: Mapping[int, str] = {5: "五级/初级工", 4: "四级/中级工", 3: "三级/高级工", 2: "二级/技师", 1: "一级/高级技师"}
SHORT_LEVELS: Mapping[int, str] = {5: "五级", 4: "四级", 3: "三级", 2: "二级", 1: "一级"}
SEXES: Mapping[str, str] = {"male": "男", "female": "女", "男": "男", "女": "女"}

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def level(value: int | None) -> str:
    """五级/初级工 … 一级/高级技师; empty for None; an unknown number as it is."""
    return "" if value is None else LEVELS.get(value, str(value))


def occupation_level(occupation: str, value: int | None, direction: str = "") -> str:
    """电工（五级/初级工）; the direction, where there is one, after a middle dot."""
    name = f"{occupation}·{direction}" if direction else occupation
    return f"{name}（{level(value)}）" if value is not None and name else name or level(value)


def short_occupation(occupation: str, value: int | None, direction: str = "") -> str:
    """电工 五级: for narrow columns."""
    name = f"{occupation}·{direction}" if direction else occupation
    short = "" if value is None else SHORT_LEVELS.get(value, str(value))
    return f"{name} {short}".strip()


def candidate(name: str, admission_number: str) -> str:
    """李敏（26110028000001）: whom a finding is about."""
    return f"{name}（{admission_number or '无准考证号'}）"


def number(value: int | None) -> str:
    """A count; nothing where it is not known, to be written in by hand."""
    return "" if value is None else str(value)


def masked(number: str) -> str:
    """A document number for posting (G15): at most the last four characters, and never more than a third of them."""
    shown = min(4, len(number) // 3)
    return "*" * (len(number) - shown) + number[len(number) - shown :]


def moment(ms: int | None, offset: int, form: str = "%Y-%m-%d %H:%M") -> str:
    """UTC milliseconds as site time; `offset` is minutes east of UTC. Empty for None or a time outside the calendar."""
    if ms is None:
        return ""
    try:
        # Not `fromtimestamp`: Windows' own reckoning begins in 1970 and ends in the year 3000.
        return (_EPOCH + timedelta(milliseconds=ms)).astimezone(timezone(timedelta(minutes=offset))).strftime(form)
    except (OverflowError, ValueError):
        return ""


def clock(ms: int | None, offset: int) -> str:
    """08:25"""
    return moment(ms, offset, "%H:%M")


def day(ms: int | None, offset: int) -> str:
    """2026年11月28日"""
    text = moment(ms, offset, "%Y-%m-%d")
    if not text:
        return ""
    year, month, date = text.split("-")
    return f"{year}年{int(month)}月{int(date)}日"


def span(start: int | None, end: int | None, offset: int) -> str:
    """8:30—10:00 as the regulation writes it."""
    if start is None or end is None:
        return ""
    return f"{clock(start, offset)}—{clock(end, offset)}"
