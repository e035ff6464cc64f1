"""Every limit for a chosen first exam day, with what stands in the way (X6), and which days can be chosen at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from desktop.exam.plan.limits import deadlines as d
from desktop.exam.plan.limits.calendar import UnknownYear, WorkingCalendar, add_months
from desktop.exam.plan.limits.params import PlanningParams

EXAM: d.Rule = ("D", "002 第八条", "首次认定日期")
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Conflict:
    """`code`: limit-past, limit-on-day-off, exam-on-holiday, unknown-year, chain-order, chain-too-late."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Limit:
    """One date of the what-if calendar. `due` is None where it cannot be worked out (a conflict says why)."""

    key: str
    title: str
    clause: str
    due: date | None
    warn_from: date | None = None
    conflicts: tuple[Conflict, ...] = ()


def timeline(
    first_exam_date: date,
    calendar: WorkingCalendar,
    params: PlanningParams | None = None,
    *,
    today: date | None = None,
    chain: Sequence[tuple[str, date, date]] = (),
) -> tuple[Limit, ...]:
    """The limits of a plan whose first exam day this is, in order of date.

    `today` marks limits gone by. `chain` holds (subject, first day, last day) in the order theory, skills, review;
    without it the latest days for skills and review are worked out from the first exam day.
    """
    params = params or PlanningParams()
    day = first_exam_date
    rows = [
        (d.ANNUAL_PLAN, date(day.year - 1, params.annual_plan_month, 1)),
        (d.ANNUAL_NOTICE, date(day.year, params.annual_notice_month, 1)),
    ]
    limits = [(rule, add_months(month, 1) - _ONE) for rule, month in rows]
    limits += [
        (d.PLAN_TABLE, day - timedelta(days=params.plan_days)),
        (d.PLAN_ENTRY, day - timedelta(days=params.plan_entry_days)),
        (d.CANDIDATES, day - timedelta(days=params.candidates_days)),
        (d.ROOMS, day - timedelta(days=params.rooms_days)),
        (d.SAMPLE, day - _ONE),
    ]
    out = [_limit(rule, due, calendar, params, today) for rule, due in limits]
    out.append(_change(day, calendar, params, today))
    exam = _exam_conflicts(day, calendar)
    if today is not None and day < today:
        exam = (*exam, Conflict("limit-past", {"days": (today - day).days}))
    out.append(Limit(EXAM[0], EXAM[2], EXAM[1], day, conflicts=exam))
    out += _chain(day, params, chain)
    return tuple(sorted(out, key=lambda limit: (limit.due or date.min, limit.key)))


def _limit(rule: d.Rule, due: date, calendar: WorkingCalendar, params: PlanningParams, today: date | None) -> Limit:
    conflicts: list[Conflict] = []
    if today is not None and today > due:
        conflicts.append(Conflict("limit-past", {"days": (today - due).days}))
    try:
        if off := calendar.day_off(due):
            better = calendar.add_working_days(due, -1)
            conflicts.append(Conflict("limit-on-day-off", {"off": off, "better": better}))
    except UnknownYear:
        pass  # a calendar day needs no official calendar; only the friendly hint is missing
    return Limit(rule[0], rule[2], rule[1], due, due - timedelta(days=params.warn_days), tuple(conflicts))


def _change(day: date, calendar: WorkingCalendar, params: PlanningParams, today: date | None) -> Limit:
    rule = d.CHANGE
    try:
        due = calendar.add_working_days(day, -params.change_working_days)
    except UnknownYear as unknown:
        return Limit(rule[0], rule[2], rule[1], None, None, (Conflict("unknown-year", {"year": unknown.year}),))
    return _limit(rule, due, calendar, params, today)


def _exam_conflicts(day: date, calendar: WorkingCalendar) -> tuple[Conflict, ...]:
    if day.year not in calendar.years:
        return (Conflict("unknown-year", {"year": day.year}),)
    holiday = calendar.holidays.get(day)
    return (Conflict("exam-on-holiday", {"off": holiday}),) if holiday else ()


def _chain(day: date, params: PlanningParams, chain: Sequence[tuple[str, date, date]]) -> list[Limit]:
    _, clause, _ = d.CHAIN
    if not chain:
        skills = add_months(day, params.chain_months)
        return [
            Limit("D9.skills", "操作技能最晚完成日", clause, skills),
            Limit("D9.review", "综合评审最晚完成日", clause, add_months(skills, params.chain_months)),
        ]
    out: list[Limit] = []
    for (_, _, before), (subject, first, last) in pairwise(chain):
        limit = add_months(before, params.chain_months)
        conflicts: list[Conflict] = []
        if first < before:
            conflicts.append(Conflict("chain-order", {"subject": subject, "after": before}))
        if last > limit:
            conflicts.append(Conflict("chain-too-late", {"subject": subject, "last": last}))
        out.append(Limit(f"D9.{len(out) + 1}", f"{subject}最晚完成日", clause, limit, conflicts=tuple(conflicts)))
    return out
