"""胸卡: one for everybody with a duty, in the order of roles and rooms; what the bars say signs in at a desk."""

from __future__ import annotations

from functools import partial

from desktop.exam.plan.model import ROLES, Staff
from desktop.faults import SiteFault
from desktop.operations.session import BADGE_PREFIX
from desktop.press.source import PrintSource
from desktop.press.stocks import label_stock
from desktop.press.wanted import Filled, Wanted
from forms.staff.badge import Badge, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    """Raises SiteFault print-start-at, print-nothing."""
    sheet = label_stock(source, wanted, "a4-2x4-badge")
    people = sorted(source.plan.staff, key=lambda p: (ROLES.index(p.role), _rooms(source, p), p.number))
    if not people:
        raise SiteFault("print-nothing")
    badges = [_badge(source, person) for person in people]
    return badges, partial(render, stock=sheet, start_at=wanted.start_at, order=wanted.order)


def _badge(source: PrintSource, person: Staff) -> Badge:
    rooms = _rooms(source, person)
    post = source.words.text("press-badge-room", rooms="、".join(rooms)) if rooms else ""
    return Badge(
        person.name,
        source.words.role(person.role),
        person.number,
        f"{BADGE_PREFIX}{person.number}",
        post,
        person.unit,
        source.plan.site.name,
    )


def _rooms(source: PrintSource, person: Staff) -> list[str]:
    duties = source.context.index.duties_of.get(person.id, ())
    return sorted({source.words.room(d.room) for d in duties if d.room})
