"""花名册: everybody of the plan by admission number, with what the record already says of the result."""

from __future__ import annotations

from desktop.exam.plan.model import Candidate, Sitting
from desktop.press.exams import examined
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.candidates.roster import Roster, RosterRow, render

_COLUMNS = ("theory", "skills", "review")


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    plan = source.plan
    rows = tuple(_row(source, who) for who in source.by_admission(plan.candidates))
    roster = Roster(rows, plan.organisation.name, plan.organisation.filing_number, plan.first_exam_date, plan.site.name)
    return [roster], render


def _row(source: PrintSource, who: Candidate) -> RosterRow:
    marks = ["", "", ""]
    cheated = source.words.text("press-cheated")
    for sitting in source.plan.sittings:
        mark = mark_of(source, sitting, who.id) if sitting.id in who.sittings else ""
        column = _COLUMNS.index(examined(sitting))
        if mark and marks[column] != cheated:  # one of several sittings of a subject is enough
            marks[column] = mark
    return RosterRow(
        name=who.name,
        admission_number=who.admission_number,
        document_type=who.document_type,
        document_number=who.document_number,
        sex=who.sex,
        occupation=who.occupation,
        level=who.level,
        direction=who.direction,
        employer=who.employer,
        marks=(marks[0], marks[1], marks[2]),
        result=cheated if cheated in marks else "",
    )


def mark_of(source: PrintSource, sitting: Sitting, candidate: str) -> str:
    """缺考 or 舞弊 where the record says so, else nothing: marks are written after the scripts are read."""
    known = source.context.state.candidate(sitting.id, candidate).result
    return source.words.text(f"press-{known}") if known else ""
