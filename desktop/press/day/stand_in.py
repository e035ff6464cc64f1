"""监考人员替换单: the replacements of a sitting as the record has them."""

from __future__ import annotations

from desktop.press.exams import exam_of, sittings_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.day.stand_in import Change, StandIns, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    words, out = source.words, []
    for sitting, _ in sittings_of(source):
        found = () if wanted.blank else source.context.state.sitting(sitting.id).duty_changes
        changes = tuple(
            Change(
                words.room(c.room),
                words.role(c.role),
                words.staff(c.absent),
                words.staff(c.stand_in),
                c.since,
                c.until,
                c.reason,
                c.lasting,
            )
            for c in found
        )
        out.append(StandIns(exam_of(sitting), changes))
    return out, render
