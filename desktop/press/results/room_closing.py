"""考场收尾单: a room's counts at its end, and what the rules still ask for."""

from __future__ import annotations

from desktop.exam.day.roomrecord import open_points, room_record
from desktop.press.exams import exam_of
from desktop.press.rooms.room_record import room_records
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.results.room_closing import RoomClosing, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    where = source.rooms(wanted.room, wanted.candidate)
    records = room_records(source, wanted.room, wanted.candidate, now, blank=wanted.blank)
    filled = source.record is not None and not wanted.blank
    words, out = source.words, []
    for (sitting, room), record in zip(where, records, strict=True):
        found = room_record(source.context, sitting.id, room.id, now)
        numbers = (  # nobody is absent before the freeze: the room record's own figures
            record.registered,
            record.present,
            record.absent,
            len(found.late),
            found.tally.handed_in,
            found.tally.removed,
        )
        keys = ("registered", "present", "absent", "late", "handed_in", "removed")
        counts = tuple(
            (words.text(f"press-count-{key}"), n if filled or key == "registered" else None)
            for key, n in zip(keys, numbers, strict=True)
        )
        open_ = open_points(source.context, sitting.id, room.id) if filled and not found.closed else ()
        left = tuple(dict.fromkeys(words.text(f"open-{code}") for code, _ in open_))
        out.append(
            RoomClosing(
                room=room.number,
                place=record.place,
                exam=exam_of(sitting),
                counts=counts,
                papers=record.papers,
                cards=record.cards,
                bags=record.bags,
                seals=record.seal_number if filled else "",
                closed=found.closed.at if filled and found.closed else None,
                open=left,
                lead_proctor=record.lead_proctor,
                assistant_proctor=record.assistant_proctor,
                chief=record.chief,
                blank=not filled,
            )
        )
    return out, render
