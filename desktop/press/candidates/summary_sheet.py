"""考场标识 and 考生信息汇总表: a room's sign and list, posted (masked, G15) or to sign."""

from __future__ import annotations

from desktop.press.source import PrintSource, mode_of
from desktop.press.wanted import Filled, Wanted
from forms.candidates.summary_sheet import RoomSheet, SheetRow, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    return room_sheets(source, wanted.room, wanted.candidate, now, posted=not wanted.signature), render


def room_sheets(
    source: PrintSource, room: str | None, candidate: str | None, now: int, *, posted: bool, ranged: bool = False
) -> list[RoomSheet]:
    """One sheet a room and sitting; `ranged` asks whether its numbers are an unbroken run. Raises SiteFault print-…"""
    out = []
    places = source.rooms(room, candidate)
    sittings = {sitting.id for sitting, _ in places} if ranged else set()
    unbroken = {sitting: source.unbroken(sitting) for sitting in sittings}
    for sitting, where in places:
        occupation, level = source.kind_of(sitting, where.id)
        rows = tuple(
            SheetRow(
                seat=seat,
                name=who.name,
                admission_number=who.admission_number,
                document_number=who.document_number,
                document_type=who.document_type,
                sex=who.sex,
                occupation=who.occupation,
                level=who.level,
                direction=who.direction,
                phone="" if posted else who.phone,
                note="" if posted else "；".join(part for part in (who.needs, who.note) if part),
            )
            for seat, who in source.seated(sitting.id, where.id)
        )
        out.append(
            RoomSheet(
                room=where.number,
                place=source.place_of(where),
                subject=sitting.subject,
                start=sitting.start,
                end=sitting.end,
                rows=rows,
                occupation=occupation,
                level=level,
                mode=mode_of(sitting),
                sitting=source.sitting_words(sitting),
                lead_proctor=source.on_duty(sitting, where.id, "lead-proctor", now),
                assistant_proctor=source.on_duty(sitting, where.id, "assistant-proctor", now),
                posted=posted,
                ranged=where.id in unbroken.get(sitting.id, ()),
            )
        )
    return out
