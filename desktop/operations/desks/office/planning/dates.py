"""The page of the plan: every D and N rule with its last day, the calendar they fall in, and another first day tried
on it (X6). What is tried changes nothing."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desktop.exam.plan.arranging.findings import spoken
from desktop.exam.plan.limits.calendar import UnknownYear, WorkingCalendar
from desktop.exam.plan.limits.checked import Check, as_date
from desktop.exam.plan.limits.timeline import Limit, timeline
from desktop.exam.plan.model import Plan
from desktop.operations import planning
from desktop.operations.boards.office import Page
from desktop.operations.boards.planning.dates import DateRow, DatesBoard, Day, DayKind, Month
from desktop.operations.boards.shell import ActionRow, Tone
from desktop.operations.desks.office.jobs import Said, field, job_row, mark_row
from desktop.operations.desks.office.planning.findings import import_rows

if TYPE_CHECKING:
    from desktop.operations.desks.office.desk import OfficeDesk

TONES: Mapping[str, Tone] = {
    "met": "ok",
    "open": "plain",
    "due-soon": "warn",
    "missed": "stop",
    "not-met": "stop",
    "unknown": "warn",
    "not-applicable": "plain",
}
_WORST: tuple[Tone, ...] = ("stop", "warn", "brand", "plain", "ok")
_MOST_MONTHS = 8
_BACK = timedelta(days=45)


def suppose(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """Every deadline as it would be with another first exam date; nothing is changed, an empty day takes it back."""
    day = str(data.get("first_day") or "").strip()
    if day:
        planning.day_of(day)
    plan = desk.plan
    desk.supposed = "" if plan is not None and day == plan.first_exam_date else day
    return "", "ok"


JOBS = {"what-if": suppose}
AT_ONCE = tuple(JOBS)
IN_THEIR_FORM = tuple(JOBS)


def plan_page(desk: OfficeDesk, plan: Plan | None, checks: Sequence[Check]) -> Page:
    word = desk.words.text
    if plan is None:
        return Page(word("office-section-plan"), nothing=word("office-no-plan"), jobs=import_rows(desk))
    day = field(desk, "first_day", "code", value=desk.supposed or None, required=False)
    counts = {"sittings": plan.sittings, "rooms": plan.rooms, "candidates": plan.candidates, "staff": plan.staff}
    said = " · ".join(f"{word('office-' + name)} {len(held)}" for name, held in counts.items())
    return Page(
        word("office-section-plan"),
        f"{plan.organisation.name} · {said}",
        jobs=(mark_row(desk, "F6"), job_row(desk, "what-if", "F7", (day,))),
        work=_board(desk, plan, checks),
    )


def _board(desk: OfficeDesk, plan: Plan, checks: Sequence[Check]) -> DatesBoard:
    calendar, today = desk.parts.calendar(), desk.parts.today()
    shown, before = checks, {c.key: c.due for c in checks}
    if desk.supposed:
        tried = replace(plan, first_exam_date=desk.supposed)
        shown = planning.check(tried, desk.parts.rules, calendar, today)
    first = as_date(desk.supposed or plan.first_exam_date)
    params = planning.params_of(desk.parts.rules, plan)
    limits = {limit.key: limit for limit in timeline(first, calendar, params, today=today)} if first else {}
    rows = tuple(_row(desk, c, before.get(c.key), limits.get(c.key)) for c in shown)
    moved = sum(bool(r.moved) for r in rows)
    missed = [c.key for c, r in zip(shown, rows, strict=True) if c.state == "missed" and r.moved]
    words = ""
    tone: Tone = "plain"
    if desk.supposed and first is not None:
        exam = "、".join(_said(desk, c) for c in limits["D"].conflicts) if "D" in limits else ""
        day = desk.words.text("calendar-day", date=first.isoformat(), day=_weekday(desk, first))
        words = desk.words.text("calendar-supposed", day=day, moved=moved, missed="、".join(missed) or "none")
        words, tone = (f"{words}；{exam}" if exam else words), "stop" if missed or exam else "warn"
    return DatesBoard(
        rows,
        _months(desk, calendar, today, first, shown),
        today.isoformat(),
        plan.first_exam_date,
        desk.supposed,
        words,
        tone,
    )


def _row(desk: OfficeDesk, c: Check, before: date | None, limit: Limit | None) -> DateRow:
    word = desk.words.text
    moved = word("calendar-moved", day=before.isoformat()) if before is not None and before != c.due else ""
    told = [c.clause]
    if why := c.facts.get("why"):
        told.append(word(f"why-{why}", **spoken(c.facts)))
    # A day gone by is the state's to tell; what is done needs no hint.
    hints = limit.conflicts if limit is not None and c.state in ("open", "due-soon", "unknown") else ()
    told += [_said(desk, conflict) for conflict in hints if conflict.code != "limit-past"]
    action: ActionRow | None = None
    if c.state not in ("not-applicable", "met") and (c.due is not None or c.facts.get("tick")):
        action = replace(mark_row(desk, "", c.key), title=word("job-mark-rule", rule=c.key))
        told.append(word(f"todo-{c.state}"))
    due = c.due.isoformat() if c.due else "—"
    return DateRow(
        c.key,
        word(f"check-{c.key}"),
        due,
        word(f"check-state-{c.state}"),
        TONES.get(c.state, "plain"),
        c.due.isoformat() if c.due else "",
        moved,
        " · ".join(told),
        action,
    )


def _said(desk: OfficeDesk, conflict: Any) -> str:
    return desk.words.text(f"conflict-{conflict.code}", **spoken(conflict.facts))


def _weekday(desk: OfficeDesk, day: date) -> str:
    return desk.words.text("calendar-weekdays").split()[day.weekday()]


# --- months -------------------------------------------------------------------------------------------------------


def _months(
    desk: OfficeDesk, calendar: WorkingCalendar, today: date, first: date | None, checks: Iterable[Check]
) -> tuple[Month, ...]:
    """From the earliest day that still matters, or today, to the last one around the exam; never more than eight."""
    by_day: dict[date, list[Check]] = {}
    for c in checks:
        if c.due is not None and c.state != "not-applicable" and c.key not in ("N10",):
            by_day.setdefault(c.due, []).append(c)
    anchor = first or today
    near = [d for d in by_day if anchor - _BACK <= d <= anchor + 2 * _BACK]
    begin, end = min([today, anchor, *near]), max([today, anchor + timedelta(days=31), *near])
    out: list[Month] = []
    month = date(begin.year, begin.month, 1)
    while month <= end and len(out) < _MOST_MONTHS:
        out.append(_month(desk, calendar, month, today, first, by_day))
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return tuple(out)


def _month(
    desk: OfficeDesk,
    calendar: WorkingCalendar,
    month: date,
    today: date,
    first: date | None,
    by_day: Mapping[date, Sequence[Check]],
) -> Month:
    days = []
    for number in range(1, monthrange(month.year, month.month)[1] + 1):
        day = date(month.year, month.month, number)
        kind, name = _kind(calendar, day)
        here = by_day.get(day, ())
        tones = [TONES.get(c.state, "plain") for c in here]
        worst: Tone = next((t for t in _WORST if t in tones), "plain")
        days.append(Day(number, kind, name, tuple(c.key for c in here), worst, day == today, day == first))
    title = desk.words.text("calendar-month", year=f"{month.year}", month=f"{month.month}")
    return Month(f"{month:%Y-%m}", title, month.weekday(), tuple(days))


def _kind(calendar: WorkingCalendar, day: date) -> tuple[DayKind, str]:
    try:
        if calendar.is_working_day(day):
            return ("worked", "") if day in calendar.worked else ("work", "")
    except UnknownYear:
        return ("off" if day.weekday() > 4 else "unknown"), ""
    name = calendar.holidays.get(day, "")
    return ("holiday", name) if name else ("off", "")
