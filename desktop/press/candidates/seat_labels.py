"""座位号: a label for every seat taken, in the order the labels are laid out along the rooms."""

from __future__ import annotations

from functools import partial

from desktop.faults import SiteFault
from desktop.press.source import PrintSource
from desktop.press.stocks import label_stock
from desktop.press.wanted import Filled, Wanted
from forms.candidates.seat_labels import SeatLabel, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    """Raises SiteFault print-start-at and what `seat_labels` raises."""
    sheet = label_stock(source, wanted, scales=True)
    labels = seat_labels(source, wanted.room, wanted.candidate)
    return labels, partial(render, stock=sheet, start_at=wanted.start_at, order=wanted.order)


def seat_labels(source: PrintSource, room: str | None, candidate: str | None) -> list[SeatLabel]:
    """One label a seat; only some candidates' own (of every sitting) when named. Raises SiteFault print-…"""
    people = {who.id for who in source.people(candidate)} if candidate else None
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
        if people is None or who.id in people
    ]
    if not out:
        raise SiteFault("print-nothing")
    return out
