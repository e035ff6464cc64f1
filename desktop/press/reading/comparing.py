"""Rows of a signature copy against the door's entries (C3: counted by the system = signatures)."""

from __future__ import annotations

from desktop.devices.scans.differences import Difference, differences
from desktop.devices.scans.sheet import Sheet
from desktop.exam.plan.model import Room, Sitting
from desktop.faults import SiteFault
from desktop.press.source import PrintSource


def compare(source: PrintSource, sheet: Sheet) -> tuple[Difference, ...]:
    """What a signed list and the record say differently, as the record is now. Changes nothing.

    Raises SiteFault scan-unknown-sheet: no signature copy of a room of this plan.
    """
    sitting, room = _whose(source, sheet)
    numbers = source.context.index.candidates
    seats, admitted = {}, set()
    for id, person in source.context.people(sitting.id, room.id):
        place = source.context.place(sitting.id, id)
        number = numbers[id].admission_number
        seats[number] = place.number if place else 0
        if person.admission is not None:
            admitted.add(number)
    return differences(sheet, seats, admitted)


def _whose(source: PrintSource, sheet: Sheet) -> tuple[Sitting, Room]:
    identity = sheet.identity
    room = source.context.index.room(identity.scope)
    if identity.form == "summary-sheet" and room is not None:
        for sitting in source.plan.sittings:
            if sitting.start // 60_000 == identity.start // 60_000 and room.id in set(source.context.rooms(sitting.id)):
                return sitting, room
    raise SiteFault("scan-unknown-sheet", form=identity.form, scope=identity.scope, page=identity.page)
