"""座位号: a label for every seat taken, in the order the labels are laid out along the rooms."""

from __future__ import annotations

from functools import partial

from desktop.faults import SiteFault
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms import stock
from forms.candidates.seat_labels import SeatLabel, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    """Raises SiteFault print-start-at and what `seat_labels` raises."""
    sheet = stock.load()
    if not 1 <= wanted.start_at <= sheet.per_sheet:
        raise SiteFault("print-start-at", most=sheet.per_sheet, given=wanted.start_at)
    labels = seat_labels(source, wanted.room, wanted.candidate)
    return labels, partial(render, stock=sheet, start_at=wanted.start_at)


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
