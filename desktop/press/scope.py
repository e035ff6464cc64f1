"""What a print run is about, out of what somebody typed: `01-05,07` as rooms, several people; and what each sheet of it
is of, for the print log."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from desktop.exam.plan.model import Index, Room
from desktop.faults import SiteFault

_BETWEEN: Final = re.compile(r"[\s,，、;；]+")
_FROM_TO: Final = re.compile(r"\s*[-–—~～至]\s*")
_PLAIN: Final = {0xFF10 + n: str(n) for n in range(10)} | {0xFF0D: "-"}


def several(given: str) -> list[str]:
    """The words of a list typed with commas, Chinese ones or blanks; at least one, be it empty."""
    return [part for part in _BETWEEN.split(given.translate(_PLAIN).strip()) if part] or [given.strip()]


def rooms_of(index: Index, given: str) -> list[Room]:
    """The rooms of `01-05,07`, each once, as the plan has them. From-to counts by number where both ends are numbers,
    else by the plan's own order. Raises SiteFault print-no-room."""
    found: dict[str, Room] = {}
    whole = index.room(given.strip())
    if whole is not None:
        return [whole]
    for part in several(_FROM_TO.sub("-", given)):
        found |= {room.id: room for room in _part(index, part)}
    return [room for room in index.plan.rooms if room.id in found]


def _part(index: Index, part: str) -> Iterable[Room]:
    room = index.room(part)
    if room is not None:
        return [room]
    for cut in (at.start() for at in re.finditer("-", part)):  # a number may hold a dash itself: A-01-A-05
        first, last = index.room(part[:cut]), index.room(part[cut + 1 :])
        if first is not None and last is not None:
            return _from_to(index.plan.rooms, first, last)
    raise SiteFault("print-no-room", room=part[:40])


def _from_to(rooms: Sequence[Room], first: Room, last: Room) -> list[Room]:
    if first.number.isdecimal() and last.number.isdecimal():
        low, high = int(first.number), int(last.number)
        return [room for room in rooms if room.number.isdecimal() and low <= int(room.number) <= high]
    return list(rooms[rooms.index(first) : rooms.index(last) + 1])


def about_of(index: Index, item: Any) -> str:
    """What an input of a form is of: `candidate:c00001`, `staff:p01`, `bag:b01`, `room:r03`, or the whole `site:k1`."""
    number = getattr(item, "admission_number", "")
    if number and number in index.by_admission_number:
        return f"candidate:{index.by_admission_number[number].id}"
    number = getattr(item, "number", "") if hasattr(item, "name") else ""  # a slip has a number too
    person = index.staff_member(number) if number else None
    if person is not None:
        return f"staff:{person.id}"
    shown = getattr(item, "room", "") or _only_room(item)
    room = index.room(shown) if isinstance(shown, str) and shown else None
    if label := getattr(item, "label", ""):
        bag = next((b for b in index.plan.bags if b.label == label), None)
        if bag is not None:
            return f"bag:{bag.id}"
    return f"room:{room.id}" if room is not None else f"site:{index.plan.site.id}"


def _only_room(item: Any) -> str:
    """The room of a slip whose bags are all of one room."""
    bags = getattr(item, "bags", ())
    rooms = {getattr(bag, "room", "") for bag in bags} if isinstance(bags, tuple) else set()
    return str(rooms.pop()) if len(rooms) == 1 else ""
