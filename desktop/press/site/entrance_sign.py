"""场所入口标识: the body, its occupations and levels of these days."""

from __future__ import annotations

from desktop.press.exams import exam_of, sittings_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms import words
from forms.site.entrance_sign import EntranceSign, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    plan = source.plan
    people = sorted({(c.occupation, -c.level) for c in map(source.candidate, source.context.index.candidates)})
    occupations = tuple(words.occupation_level(occupation, -level) for occupation, level in people)
    days = tuple(dict.fromkeys(exam_of(s).day(plan.site.utc_offset) for s, _ in sittings_of(source)))
    return [EntranceSign(plan.organisation.name, occupations, plan.site.name, days)], render
