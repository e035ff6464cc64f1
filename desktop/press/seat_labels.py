"""座位号: a label for every seat taken, in the order the labels are laid out along the rooms."""

from __future__ import annotations

from desktop.faults import SiteFault
from desktop.press.source import PrintSource
from forms.seat_labels import SeatLabel


def seat_labels(source: PrintSource, room: str | None, candidate: str | None) -> list[SeatLabel]:
    """One label a seat; one candidate's own (of every sitting) when named. Raises SiteFault print-…"""
    person = source.person(candidate).id if candidate else None
    out = [
        SeatLabel(
            room=where.number,
            seat=seat,
            name=who.name,
            admission_number=who.admission_number,
            occupation=who.occupation,
            level=who.level,
            direction=who.direction,
            place=source.place_of(where),
            sitting=source.sitting_words(sitting),
        )
        for sitting, where in source.rooms(room, candidate)
        for seat, who in source.seated(sitting.id, where.id)
        if person is None or who.id == person
    ]
    if not out:
        raise SiteFault("print-nothing")
    return out
