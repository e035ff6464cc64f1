"""D1-D13: the dates of 京职技鉴发〔2022〕1号 (002).

Plain 天 are calendar days: "前20天" is D-20 at the latest, with a warning from D-25 (G14).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from desktop.exam.plan.limits.calendar import UnknownYear, add_months, add_years
from desktop.exam.plan.limits.checked import (
    Asked,
    Check,
    answer,
    beside_the_point,
    by_day,
    subject_kind,
    ticked,
    unsure,
)
from desktop.exam.plan.model import Sitting

Rule = tuple[str, str, str]

ANNUAL_PLAN: Rule = ("D1", "002 第六条", "申报下一年度总体认定计划表")
ANNUAL_NOTICE: Rule = ("D2", "002 第七条", "申报并发布年度认定通知")
PLAN_TABLE: Rule = ("D3", "002 第八条", "申报认定计划表（附件1）")
PLAN_ENTRY: Rule = ("D4", "002 第八条", "在认定系统填报并确认计划")
CANDIDATES: Rule = ("D5", "002 第十二条", "确认考生信息")
SAMPLE: Rule = ("D6", "002 第十三条", "资质抽查完成并上报")
ROOMS: Rule = ("D7", "002 第十五条", "导入考场、考评员、质量内控人员信息")
CHANGE: Rule = ("D8", "002 第二十三条", "提交时间、地点变更申请")
CHAIN: Rule = ("D9", "002 附件1 填表说明六", "科目顺序与一个月期限")
PUBLICITY: Rule = ("D10", "002 第二十五条", "认定结果公示")
UPLOAD: Rule = ("D11", "002 第二十五条", "上传认定结果")
CODE: Rule = ("D12", "002 附件2 三", "学籍学历在线验证码有效")
ARCHIVE: Rule = ("D13", "002 第二十九条", "材料归档与保管")


def deadlines(asked: Asked) -> tuple[Check, ...]:
    """D1 to D13, in order."""
    if asked.first is None:
        rules = (ANNUAL_PLAN, ANNUAL_NOTICE, PLAN_TABLE, PLAN_ENTRY, CANDIDATES, SAMPLE, ROOMS, CHANGE)
        undated = tuple(unsure(rule, "no-first-date") for rule in rules)
        return (*undated, _chain(asked), *_results(asked), unsure(CODE, "no-first-date"), _archive(asked))
    day = asked.first
    return (
        *_annual(asked, day),
        *_before(asked, day),
        _change(asked, day),
        _chain(asked),
        *_results(asked),
        _code(asked, day),
        _archive(asked),
    )


def annual_days(asked: Asked, day: date) -> tuple[date, date]:
    """The last days for the annual plan (the year before) and the annual notice (the year itself)."""
    params = asked.params
    return _month_end(day.year - 1, params.annual_plan_month), _month_end(day.year, params.annual_notice_month)


def _annual(asked: Asked, day: date) -> tuple[Check, Check]:
    if asked.plan.kind != "social":
        return beside_the_point(ANNUAL_PLAN, "other-kind"), beside_the_point(ANNUAL_NOTICE, "other-kind")
    plan, notice = annual_days(asked, day)
    return by_day(asked, ANNUAL_PLAN, plan), by_day(asked, ANNUAL_NOTICE, notice)


def _before(asked: Asked, day: date) -> tuple[Check, ...]:
    """D3-D7. Only D7 stops the plan: 未导入，将不能继续该计划."""
    params, plan = asked.params, asked.plan
    candidates = len(plan.candidates)
    return (
        by_day(asked, PLAN_TABLE, day - timedelta(days=params.plan_days)),
        by_day(asked, PLAN_ENTRY, day - timedelta(days=params.plan_entry_days)),
        by_day(asked, CANDIDATES, day - timedelta(days=params.candidates_days), candidates=candidates),
        by_day(asked, SAMPLE, day - timedelta(days=1), candidates=candidates, needed=params.sample_size(candidates)),
        by_day(
            asked,
            ROOMS,
            day - timedelta(days=params.rooms_days),
            blocking=True,
            rooms=len(plan.rooms),
            assessors=sum(p.role == "assessor" for p in plan.staff),
            quality=sum(p.role == "quality" for p in plan.staff),
        ),
    )


def _change(asked: Asked, day: date) -> Check:
    """A change of time or place is the exception; the day until which it could be filed is told in any case."""
    try:
        last = asked.calendar.add_working_days(day, -asked.params.change_working_days)
    except UnknownYear as unknown:
        return unsure(CHANGE, "unknown-year", year=unknown.year)
    if asked.done("D8") is not None:
        return by_day(asked, CHANGE, last, filed=True)
    return answer(CHANGE, "not-applicable", last, why="no-change", rooms_entered=asked.done("D7") is not None)


def _chain(asked: Asked) -> Check:
    """Theory, then skills, then review, each ending within a month of the one before, for everybody's own sittings."""
    if not asked.plan.sittings:
        return unsure(CHAIN, "no-sittings")
    ways = {c.sittings for c in asked.plan.candidates if c.sittings} or {tuple(t.id for t in asked.plan.sittings)}
    broken: list[dict[str, Any]] = []
    limits: list[date] = []
    linked = False
    for way in sorted(ways):
        sittings = [asked.index.sittings[s] for s in way if s in asked.index.sittings]
        steps = [(kind, [t for t in sittings if subject_kind(t) == kind]) for kind in ("theory", "skills", "review")]
        steps = [(kind, own) for kind, own in steps if own]
        linked = linked or len(steps) > 1
        for (_, earlier), (_, later) in pairwise(steps):
            limit = add_months(_last_day(asked, earlier), asked.params.chain_months)
            limits.append(limit)
            fault = _link_fault(asked, earlier, later, limit)
            if fault and (found := {"subject": later[0].subject, "fault": fault, "limit": limit}) not in broken:
                broken.append(found)
        if steps and steps[-1][0] != "review":
            limits.append(add_months(_last_day(asked, steps[-1][1]), asked.params.chain_months))
    due = min(limits, default=None)
    if not linked:
        return answer(CHAIN, "not-applicable", due, why="one-subject")
    return answer(CHAIN, "not-met" if broken else "met", due, broken=tuple(broken))


def _link_fault(asked: Asked, earlier: list[Sitting], later: list[Sitting], limit: date) -> str:
    if min(t.start for t in later) < max(t.end for t in earlier):
        return "order"
    return "too-late" if _last_day(asked, later) > limit else ""


def _last_day(asked: Asked, sittings: list[Sitting]) -> date:
    return asked.day_of(max(t.end for t in sittings))


def _results(asked: Asked) -> tuple[Check, Check]:
    """Publicity of at least 7 days (its first day is not counted), then the upload within 7 days of its end."""
    begun, ended = asked.done("D10"), asked.done("D10.end")
    if begun is None:
        over = asked.plan.sittings and asked.today > _last_day(asked, list(asked.plan.sittings))
        waiting = "publicity-not-begun" if over else "before-the-exam"
        return answer(PUBLICITY, "open", why=waiting, tick=True), answer(UPLOAD, "open", why="publicity-not-begun")
    least = begun + timedelta(days=asked.params.publicity_days)
    end = ended or least
    if ended is not None and ended < least:
        shown = answer(PUBLICITY, "not-met", least, begun=begun, ended=ended)
    else:
        shown = answer(PUBLICITY, "met" if asked.today > end else "open", least, begun=begun, until=end)
    return shown, by_day(asked, UPLOAD, end + timedelta(days=asked.params.upload_days))


def _code(asked: Asked, day: date) -> Check:
    """`milestones["D12"]` is the day of the oldest code among the candidates' papers."""
    oldest_allowed = day - timedelta(days=asked.params.code_valid_days)
    oldest = asked.done("D12")
    if oldest is None:
        return answer(CODE, "open", tick=True, oldest_allowed=oldest_allowed)
    expires = oldest + timedelta(days=asked.params.code_valid_days)
    return answer(CODE, "met" if expires >= day else "not-met", expires, oldest=oldest, oldest_allowed=oldest_allowed)


def _archive(asked: Asked) -> Check:
    """Retention runs from the plan's closing (G18, `milestones["closed"]`); the roster is never disposable."""
    closed = asked.done("closed")
    if closed is None:
        return answer(ARCHIVE, "open", why="not-closed", tick=True)
    return ticked(
        asked,
        ARCHIVE,
        closed=closed,
        paper_until=add_years(closed, asked.params.paper_years),
        electronic_until=add_years(closed, asked.params.electronic_years),
        roster_until="永久",
    )


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
