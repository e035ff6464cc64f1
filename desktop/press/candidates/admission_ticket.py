"""准考证: every candidate's, or one's; the sittings in order of time."""

from __future__ import annotations

from functools import partial

from desktop.exam.plan.model import Candidate
from desktop.faults import SiteFault
from desktop.press.exams import exam_of, rules_of
from desktop.press.source import PrintSource
from desktop.press.stocks import label_stock
from desktop.press.wanted import Filled, Wanted
from forms.candidates.admission_ticket import AdmissionTicket, TicketSeat, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    """In the order of the rooms, so that a room's tickets lie together. Raises SiteFault print-…"""
    sheet = label_stock(source, wanted, "a4-2x2")
    if wanted.candidate:
        people = source.people(wanted.candidate)
    else:
        rooms = source.rooms(wanted.room)
        seated = {who.id: who for sitting, room in rooms for _, who in source.seated(sitting.id, room.id)}
        people = list(seated.values())
    tickets = [_ticket(source, who) for who in people]
    if not tickets:
        raise SiteFault("print-nothing")
    return tickets, partial(render, stock=sheet, start_at=wanted.start_at, order=wanted.order)


def _ticket(source: PrintSource, who: Candidate) -> AdmissionTicket:
    seats = []
    sittings = sorted((t for t in source.plan.sittings if t.id in who.sittings), key=lambda t: t.start)
    for sitting in sittings:
        place = source.context.place(sitting.id, who.id)
        room = source.context.index.rooms.get(place.room) if place else None
        where = source.place_of(room) if room else ""
        seats.append(TicketSeat(exam_of(sitting), room.number if room else "", where, place.number if place else None))
    site = source.plan.site
    return AdmissionTicket(
        name=who.name,
        sex=who.sex,
        document_type=who.document_type,
        document_number=who.document_number,
        admission_number=who.admission_number,
        occupation=who.occupation,
        level=who.level,
        direction=who.direction,
        seats=tuple(seats),
        site=site.name,
        address=site.address,
        rules=rules_of(source, sittings[0] if len(sittings) == 1 else None),
        photo=source.photo(who),
    )
