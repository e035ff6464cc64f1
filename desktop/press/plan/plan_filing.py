"""计划备案表: occupations with their counts by level, and where and when each subject is held."""

from __future__ import annotations

from collections import Counter

from desktop.exam.plan.model import Sitting
from desktop.press.exams import examined
from desktop.press.source import PrintSource, mode_of
from desktop.press.wanted import Filled, Wanted
from forms import words
from forms.plan.plan_filing import FiledItem, FiledKind, PlanFiling, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    plan = source.plan
    counts = Counter((c.occupation, c.level) for c in map(source.candidate, source.context.index.candidates))
    occupations = sorted({occupation for occupation, _ in counts})
    kinds = tuple(
        FiledKind(o, (counts[o, 5], counts[o, 4], counts[o, 3], counts[o, 2], counts[o, 1])) for o in occupations
    )
    theory, skills, review = (_item(source, kind) for kind in ("theory", "skills", "review"))
    filing = PlanFiling(
        plan.organisation.name, plan.name, kinds, (theory, skills, review), plan.contact, plan.contact_phone
    )
    return [filing], render


def _item(source: PrintSource, kind: str) -> FiledItem:
    """One subject: its sittings drawn together; nothing where the plan has none."""
    sittings: list[Sitting] = sorted((t for t in source.plan.sittings if examined(t) == kind), key=lambda t: t.start)
    if not sittings:
        return FiledItem()
    site, offset = source.plan.site, source.plan.site.utc_offset
    days = dict.fromkeys(words.day(t.start, offset) for t in sittings)
    spans = dict.fromkeys(words.span(t.start, t.end, offset).replace("—", " 至 ") for t in sittings)
    modes = "、".join(dict.fromkeys(map(mode_of, sittings)))
    return FiledItem((site.name, site.address), modes, tuple(days), tuple(spans))
