"""考点收尾单: every room's counts of a sitting, and the site's bags (C7)."""

from __future__ import annotations

from desktop.exam.day.balance import tally
from desktop.exam.plan.model import Room, Sitting
from desktop.press.exams import exam_of, sittings_of
from desktop.press.rooms.room_record import room_records
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.results.site_closing import ClosedRoom, SiteClosing, render

_SEALED = ("sealed", "departed", "received")


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    filled = source.record is not None and not wanted.blank
    return [_sitting(source, t, rooms, now, filled) for t, rooms in sittings_of(source)], render


def _sitting(source: PrintSource, sitting: Sitting, rooms: list[Room], now: int, filled: bool) -> SiteClosing:
    places = [source.context.state.bag(bag.id).place for bag in source.plan.bags if bag.sitting == sitting.id]
    taken = [place for place in places if place != "secure-room"]
    closed = source.context.state.sitting(sitting.id).closed if filled else None
    return SiteClosing(
        exam=exam_of(sitting),
        rooms=tuple(_room(source, sitting, room, now, filled) for room in rooms),
        out=len(taken) if filled else None,
        sealed=sum(place in _SEALED for place in taken) if filled else None,
        unissued=sum(place == "office" for place in taken) if filled else None,
        closed=closed.at if closed else None,
        chief=source.on_duty(sitting, None, "chief", now),
    )


def _room(source: PrintSource, sitting: Sitting, room: Room, now: int, filled: bool) -> ClosedRoom:
    t = tally(source.context, sitting.id, room.id)
    bags = source.bags(sitting.id, room.id)
    if not filled:
        return ClosedRoom(room.number, (t.registered, *[None] * 5), len(bags), sum(b.copies for b in bags))
    (record,) = (
        r
        for r, (s, _) in zip(room_records(source, room.id, None, now, blank=False), source.rooms(room.id), strict=True)
        if s.id == sitting.id
    )
    done = source.context.state.room(sitting.id, room.id).closed
    return ClosedRoom(
        room.number,
        (record.registered, record.present, record.absent, t.late, t.handed_in, t.removed),
        len(bags),
        record.papers.labelled if record.papers else None,
        record.papers.returned if record.papers else None,
        record.cards.returned if record.cards else None,
        source.words.text("press-status-closed") if done else source.words.text("press-room-open"),
        source.hidden(sitting.id, room.id),
    )
