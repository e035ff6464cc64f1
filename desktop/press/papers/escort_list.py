"""押送单: one ride a sitting: all bags of its rooms, and what the record has of departure and arrival."""

from __future__ import annotations

from desktop.exam.plan.model import Bag, Room, Sitting
from desktop.press.exams import exam_of, sittings_of
from desktop.press.papers.packed import packed
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms import words
from forms.papers.escort_list import EscortList, LoadedBag, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    return [_ride(source, t, rooms, now, wanted.blank) for t, rooms in sittings_of(source)], render


def _ride(source: PrintSource, sitting: Sitting, rooms: list[Room], now: int, blank: bool) -> EscortList:
    state = source.context.state.sitting(sitting.id)
    departed, received = ((), ()) if blank else (state.departed, state.received)
    staff = source.context.index.staff
    escorts = dict.fromkeys(p for done in departed for p in done.data.get("escorts", ()))
    bags = {bag.id: (bag, room) for room in rooms for bag in source.bags(sitting.id, room.id)}
    return EscortList(
        exam=exam_of(sitting),
        bags=tuple(_bag(source, bag, room, blank) for bag, room in bags.values()),
        escorts=tuple(staff[p].name if p in staff else p for p in escorts),
        vehicle="、".join(dict.fromkeys(str(done.data.get("vehicle", "")) for done in departed)),
        destination=source.words.text("press-to-escort"),
        departed=departed[-1].at if departed else None,
        arrived=received[-1].at if received else None,
        receiver=source.staff(received[-1].officers) if received else "",
        chief=source.on_duty(sitting, None, "chief", now),
    )


def _bag(source: PrintSource, bag: Bag, room: Room, blank: bool) -> LoadedBag:
    state = source.context.state.bag(bag.id)
    place = "" if blank else state.place
    sealed = place in ("sealed", "departed", "received")
    copies, cards = packed(source, bag, room.id) if sealed else (bag.copies, bag.cards)
    return LoadedBag(
        bag.label,
        room.number,
        words.occupation_level(bag.occupation, bag.level, bag.direction),
        copies,
        cards,
        "、".join(seal for seal in (state.seal, state.card_seal) if seal) if sealed else "",
        place in ("departed", "received"),
        place == "received",
    )
