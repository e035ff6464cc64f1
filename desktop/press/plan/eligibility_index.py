"""资格确认归档清单: every candidate of the plan by admission number."""

from __future__ import annotations

from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.plan.eligibility_index import EligibilityIndex, Eligible, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    plan = source.plan
    people = source.by_admission(plan.candidates)
    rows = tuple(Eligible(c.name, c.admission_number, c.occupation, c.level, c.direction) for c in people)
    return [EligibilityIndex(rows, plan.organisation.name, plan.first_exam_date)], render
