"""Rows of a signature copy against the door's entries (C3: counted by the system = signatures)."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.devices.scans.sheet import Sheet
from desktop.exam.evidence.signatures import Difference, differences, unlisted
from desktop.exam.plan.model import Room, Sitting
from desktop.faults import SiteFault
from desktop.press.source import PrintSource


def compare(source: PrintSource, sheet: Sheet) -> tuple[Difference, ...]:
    """What a signed list and the record say differently, as the record is now. Changes nothing.

    Raises SiteFault scan-unknown-sheet: no signature copy of a room of this plan.
    """
    sitting, room = _whose(source, sheet)
    numbers = source.context.index.candidates
    seats = {}
    for id, _ in source.context.people(sitting.id, room.id):
        place = source.context.place(sitting.id, id)
        seats[numbers[id].admission_number] = place.number if place else 0
    return differences(sheet.rows, seats, _admitted(source, sitting, room))


def nowhere_listed(source: PrintSource, sheets: Sequence[Sheet]) -> dict[str, tuple[str, ...]]:
    """By number of the room: admission numbers let in that its list does not have, of every list all pages of which are
    among `sheets`. A list that is older than a late change, or of which a page was copied twice, looks complete."""
    lists: dict[tuple[str, int], list[Sheet]] = {}
    for sheet in sheets:
        lists.setdefault((sheet.identity.scope, sheet.identity.start), []).append(sheet)
    found: dict[str, tuple[str, ...]] = {}
    for (number, _), pages in lists.items():
        if len({sheet.identity.page for sheet in pages}) == pages[0].identity.pages:
            left = unlisted([row for page in pages for row in page.rows], _admitted(source, *_whose(source, pages[0])))
            if left:
                found[number] = left
    return found


def _admitted(source: PrintSource, sitting: Sitting, room: Room) -> set[str]:
    """Admission numbers the door has let in."""
    numbers = source.context.index.candidates
    people = source.context.people(sitting.id, room.id)
    return {numbers[id].admission_number for id, person in people if person.admission is not None}


def _whose(source: PrintSource, sheet: Sheet) -> tuple[Sitting, Room]:
    identity = sheet.identity
    room = source.context.index.room(identity.scope)
    if identity.form == "summary-sheet" and room is not None:
        for sitting in source.plan.sittings:
            if sitting.start // 60_000 == identity.start // 60_000 and room.id in set(source.context.rooms(sitting.id)):
                return sitting, room
    raise SiteFault("scan-unknown-sheet", form=identity.form, scope=identity.scope, page=identity.page)
