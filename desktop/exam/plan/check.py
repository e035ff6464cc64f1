"""Every planning rule of the regulation over one plan: D1-D22 and N1-N14, each answered, none left out (X5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256

from desktop.exam.plan.limits.calendar import WorkingCalendar
from desktop.exam.plan.limits.checked import Asked, Check
from desktop.exam.plan.limits.deadlines import deadlines
from desktop.exam.plan.limits.other_texts import other_texts
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.limits.setup import setup
from desktop.exam.plan.model import Candidate, Plan


def check_plan(
    plan: Plan,
    today: date,
    calendar: WorkingCalendar,
    params: PlanningParams | None = None,
    *,
    scope: Mapping[str, tuple[int, ...]] | None = None,
) -> tuple[Check, ...]:
    """The answers of D1-D22 and N1-N14 on a day, in this order.

    `scope` is what the body has filed (occupation to levels), where that is known (N13). `Plan.milestones` maps a key
    to the ISO date it was done; `D10` is the day publicity began, `D12` that of the oldest code, `closed` the plan's
    closing. A milestone that is no date counts as not done.
    """
    asked = Asked(plan, today, calendar, params or PlanningParams(), scope)
    dated = deadlines(asked)
    sampled = next(c for c in dated if c.key == "D6")
    return (*dated, *other_texts(asked), *setup(asked, sampled))


def stopped(plan: Plan, today: date, params: PlanningParams) -> Check | None:
    """The deadline gone by that stops a plan, if one has (D7, Art 15: 信息过时未导入，将不能继续该计划). It counts
    plain days, so no calendar is asked for."""
    return next((c for c in deadlines(Asked(plan, today, WorkingCalendar(), params)) if c.blocking), None)


def draw_sample(candidates: Sequence[Candidate], seed: int, size: int) -> list[Candidate]:
    """Whom a district is asked to look into (Art 13), in the order they were drawn: the smallest SHA-256 of `seed/id`.
    The same people whatever the order of the list, and anybody can draw them again."""
    return sorted(candidates, key=lambda c: sha256(f"{seed}/{c.id}".encode()).digest())[:size]
