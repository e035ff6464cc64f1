"""纸面应急登记表: the state of every room at this minute (X13, U19)."""

from __future__ import annotations

from desktop.exam.frame.context import MINUTE
from desktop.exam.plan.model import Candidate, Sitting
from desktop.press.exams import exam_of, rules_of
from desktop.press.rooms.room_record import room_records
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.day.fallback import Fallback, FallbackRow, FallbackStep, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    where = source.rooms(wanted.room, wanted.candidate)
    records = room_records(source, wanted.room, wanted.candidate, now, blank=False)
    sheets = []
    for (sitting, room), record in zip(where, records, strict=True):
        rules = rules_of(source, sitting)
        end = source.context.end(sitting.id, room.id)
        sheets.append(
            Fallback(
                room=room.number,
                place=record.place,
                exam=exam_of(sitting),
                at=now,
                rows=tuple(_row(source, sitting, seat, who) for seat, who in source.seated(sitting.id, room.id)),
                steps=tuple(FallbackStep(step.name, step.planned, step.actual) for step in record.steps),
                bags=record.bags,
                papers=record.papers,
                cards=record.cards,
                lead_proctor=record.lead_proctor,
                assistant_proctor=record.assistant_proctor,
                late_until=source.context.late_cutoff(sitting.id),
                hand_in_from=sitting.start + rules.hand_in_after * MINUTE if rules.early else None,
                hand_in_until=end - rules.hand_in_stops * MINUTE if rules.early else None,
            )
        )
    return sheets, render


def _row(source: PrintSource, sitting: Sitting, seat: int, who: Candidate) -> FallbackRow:
    state = source.context.state.candidate(sitting.id, who.id)
    told = source.words.text("press-barred-short" if state.barred else f"status-{state.status}")
    shown = min(4, len(who.document_number) // 3)
    return FallbackRow(
        seat,
        who.name,
        who.admission_number,
        who.document_number[len(who.document_number) - shown :],
        told,
        state.admission.at if state.admission else None,
        state.handed_in,
    )
