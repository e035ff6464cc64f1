"""考评人员执评情况反馈表: one an assessor and sitting; a blank one where nobody assesses."""

from __future__ import annotations

from desktop.press.exams import exam_of, kinds, sittings_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.results.assessor_feedback import AssessorFeedback, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    sheets = []
    for sitting, rooms in sittings_of(source):
        people = [who for room in rooms for _, who in source.seated(sitting.id, room.id)]
        ids = source.context.on_duty(sitting.id, None, "assessor", sitting.start)
        ids |= {id for room in rooms for id in source.context.on_duty(sitting.id, room.id, "assessor", sitting.start)}
        assessors = [] if wanted.blank else [source.context.index.staff[id] for id in sorted(ids)]
        sheets += [
            AssessorFeedback(exam_of(sitting), a.name, a.number, a.unit, kinds(people), len(people)) for a in assessors
        ] or [AssessorFeedback(exam_of(sitting))]
    return sheets, render
