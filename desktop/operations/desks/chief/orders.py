"""An order is not given until every room has said so: which rooms have acknowledged, which have not, since when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.exam.day.protocol import ORDERS
from desktop.exam.plan.model import Sitting
from desktop.operations.boards.control import SHOW, MatterRow
from desktop.operations.boards.shell import ActionRow, AlertRow, Tone
from desktop.operations.desks.desk import DeskBehind

PATIENCE = 60_000
"""Milliseconds a room has before its silence is said out loud."""
NAMED = 12


def silent(desk: DeskBehind, sitting: str, order: str, rooms: Sequence[str]) -> list[str]:
    """Rooms that have acknowledged neither this order nor one after it: a room that has heard the end of the exam no
    longer owes anybody its beginning."""
    later = ORDERS[ORDERS.index(order) :]
    states = ((r, desk.ctx.state.room(sitting, r)) for r in rooms)
    return [r for r, s in states if s.closed is None and not any(o in s.acknowledged for o in later)]


def latest(desk: DeskBehind, sitting: str) -> str:
    """The order given last, or empty."""
    given = desk.ctx.state.sitting(sitting).orders
    return next((o for o in reversed(ORDERS) if o in given), "")


def overdue(desk: DeskBehind, sitting: str, rooms: Sequence[str]) -> dict[str, int]:
    """Rooms whose answer to the last order is missing, with the minutes they have been silent."""
    order = latest(desk, sitting)
    if not order:
        return {}
    waited = desk.now() - desk.ctx.state.sitting(sitting).orders[order].at
    return dict.fromkeys(silent(desk, sitting, order, rooms), waited // 60_000) if waited > PATIENCE else {}


def silence_alerts(desk: DeskBehind, sitting: Sitting, late: dict[str, int]) -> Iterator[AlertRow]:
    """One alert for the last order, naming the rooms that have not acknowledged it."""
    if not late:
        return
    words, order = desk.words, latest(desk, sitting.id)
    given = desk.ctx.state.sitting(sitting.id).orders[order]
    named = "、".join(words.room(r) for r in list(late)[:NAMED]) + ("…" if len(late) > NAMED else "")
    title = words.text("alert-silent", order=words.text(f"order-{order}"), count=len(late))
    minutes = max(late.values())
    text = words.text("alert-silent-text", rooms=named, time=words.time(given.at), minutes=minutes)
    show = ActionRow(f"{SHOW}orders", words.text("alert-show-orders"))
    yield AlertRow(f"silent-{order}", title, text, desk.ctx.rules.clause("order"), "warn", (show,))


def acknowledgements(desk: DeskBehind, sitting: Sitting) -> tuple[tuple[MatterRow, ...], int]:
    """A line a room for the last order, the silent ones first; and how many are silent."""
    words, order = desk.words, latest(desk, sitting.id)
    if not order:
        return (), 0
    given = desk.ctx.state.sitting(sitting.id).orders[order]
    rooms = desk.ctx.rooms(sitting.id)
    quiet = silent(desk, sitting.id, order, rooms)
    title = words.text(f"order-{order}")
    minutes = max(0, desk.now() - given.at) // 60_000
    since = words.text("order-silent", time=words.time(given.at), minutes=minutes)
    tone: Tone = "warn" if desk.now() - given.at > PATIENCE else "plain"
    open_, done = words.text("order-open"), words.text("order-seen")
    out = [MatterRow(f"{order}-{r}", words.time(given.at), words.room(r), title, since, open_, tone) for r in quiet]
    for room in rooms:
        state = desk.ctx.state.room(sitting.id, room)
        if room in quiet:
            continue
        seen = state.acknowledged.get(order)
        text = ""
        if seen is not None:
            text = words.text("order-seen-by", people=words.people(seen.officers), seconds=(seen.at - given.at) // 1000)
        out.append(
            MatterRow(
                f"{order}-{room}", words.time(seen.at if seen else None), words.room(room), title, text, done, "ok"
            )
        )
    return tuple(out), len(quiet)
