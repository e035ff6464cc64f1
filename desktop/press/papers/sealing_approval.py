"""密封批准单: a room's counts and, where the record has them, acceptance, approval and seals."""

from __future__ import annotations

from desktop.exam.plan.model import Bag
from desktop.press.exams import exam_of
from desktop.press.rooms.room_record import room_records
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms import words
from forms.papers.sealing_approval import SealedBag, SealingApproval, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    where = source.rooms(wanted.room, wanted.candidate)
    records = room_records(source, wanted.room, wanted.candidate, now, blank=wanted.blank)
    out = []
    for (sitting, room), record in zip(where, records, strict=True):
        state = source.context.state.room(sitting.id, room.id)
        filled = source.record is not None and not wanted.blank
        accepted, sealing = (state.accepted, state.sealing) if filled else (None, None)
        out.append(
            SealingApproval(
                room=room.number,
                place=record.place,
                exam=exam_of(sitting),
                bags=tuple(_bag(source, bag, filled) for bag in source.bags(sitting.id, room.id)),
                registered=record.registered,
                present=record.present,
                absent=record.absent,
                papers=record.papers,
                cards=record.cards,
                accepted=accepted.at if accepted else None,
                office=record.office,
                approved=sealing.at if sealing else None,
                chief=record.chief,
                lead_proctor=record.lead_proctor,
                assistant_proctor=record.assistant_proctor,
            )
        )
    return out, render


def _bag(source: PrintSource, bag: Bag, filled: bool) -> SealedBag:
    state = source.context.state.bag(bag.id)
    done = filled and state.place in ("sealed", "departed", "received")
    kind = words.occupation_level(bag.occupation, bag.level, bag.direction)
    return SealedBag(bag.label, kind, state.seal if done else "", state.card_seal if done else "")
