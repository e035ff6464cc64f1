"""Every step of the room with its signatures, and the chief's orders beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from desktop.exam.frame.command import room_key
from desktop.exam.frame.context import MINUTE
from desktop.exam.frame.state import Recorded
from desktop.exam.rules.protocol import Step
from desktop.operations.reporting.evidence.item import Item
from desktop.operations.reporting.evidence.looking import Looking
from desktop.operations.reporting.heading import at_of

ORDERS = {"start": "start", "fifteen-minutes": "fifteen", "end": "end"}
"""The chief's orders and the step of the room that follows them."""


def steps(look: Looking) -> Iterator[Item]:
    """In the order of the protocol, then the orders."""
    protocol = look.ctx.protocol(look.sitting)
    for step in protocol.steps if protocol else ():
        yield from _step(look, step)
    yield from _orders(look)


def _step(look: Looking, step: Step) -> Iterator[Item]:
    """A step of the room; of the sitting only as far as this room's people and bags go."""
    due = look.ctx.moment(step.at, look.sitting, look.room)
    coming = look.now <= due + step.late_after * MINUTE
    right = look.ctx.rules.rights.get(step.command)
    for name, about, wanted in _parts(look, step):
        found = [e for e in look.history(about) if e.kind == step.kind and wanted(e)]
        entry = found[-1] if found else None
        slots = look.slots(step.command, entry) if right else ()
        gaps = ("entry",) if entry is None else tuple(["signature"] * sum(who is None for _, who in slots))
        key = f"step:{step.id}" + (f"/{name}" if name else "")
        at = at_of(entry) if entry else None
        facts = {"step": step.id, "of": name} if name else {"step": step.id}
        yield Item(key, "steps", step.clause, due, at, slots, tuple(found[-1:]), gaps, coming, facts)


def _parts(look: Looking, step: Step) -> Iterator[tuple[str, str, Callable[[Recorded], bool]]]:
    """(name, aggregate, whether an entry counts) of each thing the step must be done for."""
    if step.each == "staff":
        for person in look.proctors():
            yield person, f"sitting:{look.sitting}", partial(_of_staff, person)
    elif step.each == "bag" or step.kind == "escort-departed":
        for bag in look.ctx.bags(look.sitting, look.room):
            yield bag.id, f"bag:{bag.id}", _any
    elif step.scope == "sitting":
        yield "", f"sitting:{look.sitting}", _any
    else:
        agreed = step.kind in ("papers-collected", "bags-counted", "absentees-frozen")
        yield "", room_key(look.sitting, look.room), _agreed if agreed else _any


def _orders(look: Looking) -> Iterator[Item]:
    """The chief's order beside what the room did upon it (App4 §1(4))."""
    protocol = look.ctx.protocol(look.sitting)
    given = look.history(f"sitting:{look.sitting}")
    for order, id in ORDERS.items():
        step = protocol.step(id) if protocol else None
        if step is None:
            continue
        due = look.ctx.moment(step.at, look.sitting)
        found = [e for e in given if e.kind == "order-given" and e.data.get("order") == order][:1]
        slots = look.slots("give-order", found[0]) if found else look.slots("give-order", None)
        gaps = () if found else ("entry",)
        coming = look.now <= due + step.late_after * MINUTE
        at = at_of(found[0]) if found else None
        clause = look.ctx.rules.clause("order")
        yield Item(f"order:{order}", "orders", clause, due, at, slots, tuple(found), gaps, coming, {"order": order})


def _any(entry: Recorded) -> bool:
    return True


def _of_staff(person: str, entry: Recorded) -> bool:
    return entry.data.get("staff") == person


def _agreed(entry: Recorded) -> bool:
    return entry.data.get("agreed") is True
