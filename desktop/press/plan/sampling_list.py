"""资质抽查名单: ceil(0.3 n) candidates drawn by the plan's seed (D6)."""

from __future__ import annotations

from desktop.exam.plan.check import draw_sample
from desktop.exam.plan.limits.params import PlanningParams
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.plan.sampling_list import SampledRow, SamplingList, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    plan = source.plan
    params = PlanningParams.from_rules(source.context.rules.params)
    drawn = draw_sample(plan.candidates, plan.seed, params.sample_size(len(plan.candidates)))
    rows = tuple(
        SampledRow(c.name, c.admission_number, c.document_number, c.occupation, c.level, c.direction)
        for c in source.by_admission(drawn)
    )
    found = SamplingList(
        rows, len(plan.candidates), plan.seed, params.sample_percent, plan.first_exam_date, plan.organisation.name
    )
    return [found], render
