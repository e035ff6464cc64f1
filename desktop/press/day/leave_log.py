"""考生离场登记表: a room's outings as the record has them."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.exam.plan.model import Room, Sitting
from desktop.press.exams import exam_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.day.leave_log import Leave, LeaveLog, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    logs = [
        LeaveLog(
            room.number,
            source.place_of(room),
            exam_of(sitting),
            () if wanted.blank else tuple(sorted(_leaves(source, sitting, room), key=lambda v: v.left)),
        )
        for sitting, room in source.rooms(wanted.room, wanted.candidate)
    ]
    return logs, render


def _leaves(source: PrintSource, sitting: Sitting, room: Room) -> Iterator[Leave]:
    for seat, who in source.seated(sitting.id, room.id):
        for o in source.context.state.candidate(sitting.id, who.id).outings:
            kind = source.context.rules.kind("outing", o.reason)
            reason = kind.title if kind else o.reason
            yield Leave(seat, who.name, who.admission_number, reason, o.out, o.back, source.words.staff(o.escort))
