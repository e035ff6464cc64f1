"""D14-D22: the dates of the other texts. D14-D19 (2016, "000") count only when the rule set turns that profile on;
D20 (003), D21 (004) and D22 (001) belong to one kind of plan each."""

from __future__ import annotations

from datetime import date
from typing import Any

from desktop.exam.plan.limits.calendar import UnknownYear, add_years
from desktop.exam.plan.limits.checked import (
    Asked,
    Check,
    answer,
    beside_the_point,
    by_day,
    by_working_days,
    unsure,
    waiting,
)

Rule = tuple[str, str, str]

EXECUTE: Rule = ("D14", "000 附件5 一", "执行鉴定计划")
ARRANGE: Rule = ("D15", "000 附件5 二", "完成考场编排")
COLLECT: Rule = ("D16", "000 附件5 五", "领取操作技能试卷、密封袋和封条")
DISPATCH: Rule = ("D17", "000 附件5 六", "派遣考评员并召开考前准备会")
SCORES: Rule = ("D18", "000 附件5 五", "操作技能成绩名册封装报送")
FEEDBACK: Rule = ("D19", "000 附件5 六", "报送考评人员执评情况反馈表")
COMPETITION: Rule = ("D20", "003 四、六", "竞赛计划、方案与证书")
ENTERPRISE: Rule = ("D21", "004 五、六", "企业备案有效")
PROMISE: Rule = ("D22", "001 附件4、5", "每年不少于承诺的认定场次")

_EXECUTE_DAYS = {"old": 20, "new": 27, "new-special": 20}
_ARRANGE_DAYS = 10
_COLLECT_DAYS = {"old": 5, "new": 7, "new-special": 7}
_DISPATCH_DAYS = 7
_MEETING_DAYS = 4
_AFTER_DAYS = 2


def other_texts(asked: Asked) -> tuple[Check, ...]:
    """D14 to D22, in order."""
    return (*_system_2016(asked), _competition(asked), _enterprise(asked), _promise(asked))


def _system_2016(asked: Asked) -> tuple[Check, ...]:
    profile = asked.params.system_2016
    rules = (EXECUTE, ARRANGE, COLLECT, DISPATCH, SCORES, FEEDBACK)
    if not profile:
        return tuple(beside_the_point(rule, "profile-off") for rule in rules)
    if asked.first is None:
        return tuple(unsure(rule, "no-first-date") for rule in rules)
    execute = by_working_days(asked, EXECUTE, asked.first, -_EXECUTE_DAYS[profile])
    arrange = (
        by_working_days(asked, ARRANGE, asked.first, -_ARRANGE_DAYS)
        if profile == "old"
        else beside_the_point(ARRANGE, "other-system")
    )
    skills = asked.of_kind("skills")
    if not skills:
        return (execute, arrange, *(beside_the_point(rule, "no-skills") for rule in rules[2:]))
    begins = min(asked.day_of(t.start) for t in skills)
    ends = max(asked.day_of(t.end) for t in skills)
    collect = by_working_days(asked, COLLECT, begins, -_COLLECT_DAYS[profile])
    if profile == "old":
        return (execute, arrange, collect, *(beside_the_point(rule, "other-system") for rule in rules[3:]))
    return (
        execute,
        arrange,
        collect,
        _dispatch(asked, begins),
        by_working_days(asked, SCORES, ends, _AFTER_DAYS),
        by_working_days(asked, FEEDBACK, ends, _AFTER_DAYS),
    )


def _dispatch(asked: Asked, begins: date) -> Check:
    """Two steps: assessors 7 working days before, the meeting (`milestones["D17.meeting"]`) 4 working days before."""
    try:
        meeting_by = asked.calendar.add_working_days(begins, -_MEETING_DAYS)
    except UnknownYear as unknown:
        return unsure(DISPATCH, "unknown-year", year=unknown.year)
    first = by_working_days(asked, DISPATCH, begins, -_DISPATCH_DAYS, meeting_by=meeting_by, step="dispatch")
    if first.state != "met":
        return first
    facts = {"dispatched": first.facts["done"], "dispatch_by": first.due, "step": "meeting"}
    held = asked.done("D17.meeting")
    if held is None:
        return answer(DISPATCH, waiting(asked, meeting_by), meeting_by, **facts)
    return by_day(asked, DISPATCH, meeting_by, done=held, **facts)


def _competition(asked: Asked) -> Check:
    """Plan in the last quarter of the year before, scheme (`D20.scheme`) by the end of March, certificates
    (`D20.certificates`) within the calendar year: the first that is not done yet."""
    if asked.plan.kind != "competition":
        return beside_the_point(COMPETITION, "other-kind")
    if asked.first is None:
        return unsure(COMPETITION, "no-first-date")
    year = asked.first.year
    late: list[str] = []
    for key, step, by in (
        ("D20", "plan", date(year - 1, 12, 31)),
        ("D20.scheme", "scheme", date(year, 3, 31)),
        ("D20.certificates", "certificates", date(year, 12, 31)),
    ):
        done = asked.done(key)
        if done is None:
            facts: dict[str, Any] = {"step": step, "days_left": (by - asked.today).days, "late": tuple(late)}
            return answer(COMPETITION, waiting(asked, by), by, receipt=asked.plan.organisation.filing_number, **facts)
        if done > by:
            late.append(step)
    return answer(COMPETITION, "missed" if late else "met", date(year, 12, 31), late=tuple(late))


def _enterprise(asked: Asked) -> Check:
    """`milestones["D21"]` is the day the enterprise was listed. Without it: when the next application closes."""
    if asked.plan.kind != "enterprise":
        return beside_the_point(ENTERPRISE, "other-kind")
    closings = [date(asked.today.year + n, month, 31) for n in (0, 1) for month in (5, 10)]
    coming = next(day for day in closings if day >= asked.today)
    listed = asked.done("D21")
    if listed is None:
        return answer(ENTERPRISE, "open", why="listing-not-recorded", apply_by=coming, tick=True)
    until = add_years(listed, asked.params.listing_years)
    day = asked.first or asked.today
    return answer(ENTERPRISE, "met" if day <= until else "not-met", until, listed=listed, apply_by=coming)


def _promise(asked: Asked) -> Check:
    """A counter only: this plan's exam days against the promise for the year."""
    if asked.plan.kind != "social":
        return beside_the_point(PROMISE, "other-kind")
    held = len({asked.day_of(t.start) for t in asked.plan.sittings})
    facts: dict[str, Any] = {"in_plan": held, "promised": asked.params.yearly_sittings}
    return answer(PROMISE, "met" if held >= asked.params.yearly_sittings else "open", **facts)
