"""认定变更申请表: the sitting as it is planned; the new values are written in."""

from __future__ import annotations

from desktop.press.exams import exam_of, sittings_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.plan.change_request import ChangeRequest, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    plan = source.plan
    contact = " ".join(part for part in (plan.contact, plan.contact_phone) if part)
    place = " ".join(part for part in (plan.site.name, plan.site.address) if part)
    requests = [
        ChangeRequest(
            exam_of(sitting),
            place,
            len(rooms),
            sum(len(source.seated(sitting.id, room.id)) for room in rooms),
            plan.organisation.name,
            contact=contact,
        )
        for sitting, rooms in sittings_of(source)
    ]
    return requests, render
