"""档案目录: the kinds of material the procedure leaves, each with its period and its earliest last day (D13)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from desktop.exam.plan.limits.calendar import add_years
from desktop.exam.plan.limits.params import PlanningParams
from desktop.press.exams import exam_of, sittings_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.results.archive_index import ArchiveIndex, Filed, render

_PAPER = (
    "filing",
    "eligibility",
    "sampling",
    "room-lists",
    "duty-lists",
    "sign-in",
    "training",
    "summary-sheets",
    "room-records",
    "custody-slips",
    "secure-room",
    "sealing",
    "escort",
    "cases",
    "corrections",
    "scripts",
    "score-rosters",
    "publicity",
)
_ELECTRONIC = ("video", "record", "plan-package")


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    plan, words = source.plan, source.words
    closed = _closed(source)
    params = PlanningParams.from_rules(source.context.rules.params)
    paper, electronic = params.paper_years, params.electronic_years
    rows = [Filed(words.text("press-file-roster"), False, words.text("press-for-ever"), words.text("press-never"))]
    for keys, is_electronic, years in ((_PAPER, False, paper), (_ELECTRONIC, True, electronic)):
        until = add_years(closed, years).isoformat() if closed else ""
        period = words.text("press-years", years=years)
        rows += [Filed(words.text(f"press-file-{key}"), is_electronic, period, until) for key in keys]
    told = "、".join(dict.fromkeys(exam_of(s).day(plan.site.utc_offset) for s, _ in sittings_of(source)))
    return [ArchiveIndex(tuple(rows), plan.organisation.name, closed.isoformat() if closed else "", told)], render


def _closed(source: PrintSource) -> date | None:
    """The day the last sitting was closed, once all of them are."""
    states = [source.context.state.sitting(t.id).closed for t in source.plan.sittings]
    if not states or any(done is None for done in states):
        return None
    last = max(done.at for done in states if done is not None)
    local = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=last, minutes=source.plan.site.utc_offset)
    return local.date()
