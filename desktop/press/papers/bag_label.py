"""试卷袋标签: one for every bag of the plan, room by room, the site's spare bags at the end."""

from __future__ import annotations

from functools import partial

from desktop.exam.frame.context import MINUTE
from desktop.exam.plan.model import Bag
from desktop.faults import SiteFault
from desktop.press.exams import exam_of
from desktop.press.source import PrintSource
from desktop.press.stocks import label_stock
from desktop.press.wanted import Filled, Wanted
from forms.papers.bag_label import BagLabel, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    """Raises SiteFault print-start-at, print-nothing, print-no-room, print-no-candidate."""
    sheet = label_stock(source, wanted, "a4-2x3-bag")
    index = source.context.index
    where = source.rooms(wanted.room, wanted.candidate)
    bags = [bag for sitting, room in where for bag in index.bags_in.get((sitting.id, room.id), ())]
    if not (wanted.room or wanted.candidate):
        bags += [bag for bag in source.plan.bags if bag.room is None]
    if not bags:
        raise SiteFault("print-nothing")
    labels = [_label(source, bag) for bag in bags]
    return labels, partial(render, stock=sheet, start_at=wanted.start_at, order=wanted.order)


def _label(source: PrintSource, bag: Bag) -> BagLabel:
    sitting = source.context.index.sittings[bag.sitting]
    room = source.context.index.rooms.get(bag.room or "")
    protocol = source.context.protocol(sitting.id)
    gate = protocol.gates.get("open-bag") if protocol else None
    opens = sitting.start + gate.after.offset * MINUTE if gate and gate.after and gate.after.anchor == "start" else None
    return BagLabel(
        label=bag.label,
        occupation=bag.occupation,
        level=bag.level,
        exam=exam_of(sitting),
        copies=bag.copies,
        room=room.number if room else "",
        place=source.place_of(room) if room else "",
        direction=bag.direction,
        spares=bag.spares,
        cards=bag.cards,
        paper_code=bag.paper_code,
        seal=bag.seal,
        opens=opens,
    )
