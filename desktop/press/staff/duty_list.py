"""监考安排表: one list a sitting, as it stands now."""

from __future__ import annotations

from desktop.exam.plan.model import ROLES, Room, Sitting
from desktop.press.exams import exam_of, kinds, named, sittings_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.staff.duty_list import DutyList, DutyPost, DutyRoom, render

_IN_ROOMS = ("lead-proctor", "assistant-proctor")


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    lists = []
    for sitting, rooms in sittings_of(source):
        posts = tuple(
            DutyPost(source.words.role(role), people)
            for role in ROLES
            if role not in _IN_ROOMS and (people := on_duty(source, sitting, None, role, now))
        )
        lists.append(DutyList(exam_of(sitting), tuple(_room(source, sitting, r, now) for r in rooms), posts))
    return lists, render


def on_duty(source: PrintSource, sitting: Sitting, room: str | None, role: str, now: int) -> tuple[str, ...]:
    """Names with numbers of who does a role now, or at the start before it and at the end after it."""
    at = min(max(now, sitting.start), sitting.end)
    staff = source.context.index.staff
    return tuple(named(staff.get(id)) for id in sorted(source.context.on_duty(sitting.id, room, role, at)))


def _room(source: PrintSource, sitting: Sitting, room: Room, now: int) -> DutyRoom:
    people = [who for _, who in source.seated(sitting.id, room.id)]
    lead, assistant = ("、".join(on_duty(source, sitting, room.id, role, now)) for role in _IN_ROOMS)
    return DutyRoom(room.number, source.place_of(room), kinds(people), len(people), lead, assistant)
