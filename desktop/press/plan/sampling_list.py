"""资质抽查名单: ceil(0.3 n) candidates drawn by the plan's seed (D6)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Candidate
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.plan.sampling_list import SampledRow, SamplingList, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    plan = source.plan
    params = PlanningParams.from_rules(source.context.rules.params)
    drawn = sample(plan.candidates, plan.seed, params.sample_size(len(plan.candidates)))
    rows = tuple(
        SampledRow(c.name, c.admission_number, c.document_number, c.occupation, c.level, c.direction)
        for c in source.by_admission(drawn)
    )
    found = SamplingList(
        rows, len(plan.candidates), plan.seed, params.sample_percent, plan.first_exam_date, plan.organisation.name
    )
    return [found], render


def sample(candidates: Sequence[Candidate], seed: int, size: int) -> list[Candidate]:
    """The same people whatever the order of the list: the smallest SHA-256 of `seed/id`. Anybody can draw again."""
    return sorted(candidates, key=lambda c: hashlib.sha256(f"{seed}/{c.id}".encode()).digest())[:size]
