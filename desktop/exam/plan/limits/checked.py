"""The answer of one planning rule, and the small arithmetic all of them share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from desktop.exam.plan.limits.calendar import UnknownYear, WorkingCalendar
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Index, Plan, Sitting

State = Literal["met", "open", "due-soon", "missed", "not-met", "not-applicable", "unknown"]

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Check:
    """One rule's answer. `due` is the last permitted day where the rule has one.

    `open` and `due-soon` wait for somebody; `missed` is a day gone by, `not-met` a state of the plan that breaks the
    rule; `unknown` could not be worked out. `facts["why"]` tells the reason of `not-applicable` and `unknown` as a code
    (`why-<code>` in the wording). `blocking`: the plan cannot go on while this stands.
    """

    key: str
    clause: str
    title: str
    due: date | None
    state: State
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    blocking: bool = False


@dataclass(frozen=True)
class Asked:
    """What every rule looks at."""

    plan: Plan
    today: date
    calendar: WorkingCalendar
    params: PlanningParams
    scope: Mapping[str, tuple[int, ...]] | None = None

    @cached_property
    def index(self) -> Index:
        return Index(self.plan)

    @cached_property
    def first(self) -> date | None:
        """D: the first exam date, given or else the day of the first sitting."""
        if given := as_date(self.plan.first_exam_date):
            return given
        return min((self.day_of(t.start) for t in self.plan.sittings), default=None)

    def day_of(self, moment: int) -> date:
        """The site's day of a UTC moment in milliseconds."""
        return _EPOCH + timedelta(days=(moment + self.plan.site.utc_offset * 60_000) // 86_400_000)

    def done(self, key: str) -> date | None:
        """When a duty was ticked off; None when it was not, or the note is no date."""
        return as_date(self.plan.milestones.get(key, ""))

    def of_kind(self, kind: str) -> list[Sitting]:
        return [t for t in self.plan.sittings if subject_kind(t) == kind]


def as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def subject_kind(sitting: Sitting) -> str:
    """theory, skills or review: the order of D9, from the subject's official or usual words; "" for anything else."""
    for kind, words in (("theory", ("理论",)), ("review", ("评审", "答辩")), ("skills", ("技能", "实操", "操作"))):
        if any(word in sitting.subject for word in words):
            return kind
    return ""


def by_day(
    asked: Asked,
    rule: tuple[str, str, str],
    due: date,
    *,
    done: date | None = None,
    blocking: bool = False,
    **facts: Any,
) -> Check:
    """A duty with a last day. `rule` is (key, clause, title); `blocking` takes effect once the day is missed."""
    key, clause, title = rule
    done = done or asked.done(key)
    warn_from = due - timedelta(days=asked.params.warn_days)
    state: State
    if done is not None:
        state = "met" if done <= due else "missed"
        facts["done"] = done
    else:
        state = waiting(asked, due)
    facts |= {"warn_from": warn_from, "days_left": (due - asked.today).days}
    stands = blocking and state == "missed" and not asked.plan.rehearsal
    return Check(key, clause, title, due, state, MappingProxyType(facts), stands)


def waiting(asked: Asked, due: date) -> State:
    """The state of something not done yet: warned of from five days before its last day (G14)."""
    if asked.today > due:
        return "missed"
    return "due-soon" if asked.today >= due - timedelta(days=asked.params.warn_days) else "open"


def by_working_days(
    asked: Asked, rule: tuple[str, str, str], start: date, count: int, *, done: date | None = None, **facts: Any
) -> Check:
    """A duty so many working days after (before, if negative) a day; `unknown` without that year's calendar."""
    try:
        due = asked.calendar.add_working_days(start, count)
    except UnknownYear as unknown:
        return unsure(rule, "unknown-year", year=unknown.year)
    return by_day(asked, rule, due, done=done, **facts)


def ticked(asked: Asked, rule: tuple[str, str, str], *, due: date | None = None, **facts: Any) -> Check:
    """A duty that software cannot see: met when somebody ticked it off, with the date."""
    done = asked.done(rule[0])
    if done is not None:
        facts["done"] = done
    return answer(rule, "met" if done else "open", due, tick=True, **facts)


def answer(
    rule: tuple[str, str, str], state: State, due: date | None = None, *, blocking: bool = False, **facts: Any
) -> Check:
    return Check(rule[0], rule[1], rule[2], due, state, MappingProxyType(facts), blocking)


def beside_the_point(rule: tuple[str, str, str], why: str, **facts: Any) -> Check:
    """A rule that does not concern this plan, and why."""
    return answer(rule, "not-applicable", why=why, **facts)


def unsure(rule: tuple[str, str, str], why: str, **facts: Any) -> Check:
    """A rule that cannot be worked out, and what is missing."""
    return answer(rule, "unknown", why=why, **facts)
