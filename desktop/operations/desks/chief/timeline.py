"""The morning as a line: when each step was planned and when it was done, the exam, what stopped it, what was added."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.exam.day.protocol import StepStanding
from desktop.exam.frame.state import Done
from desktop.exam.plan.model import Sitting
from desktop.operations.boards.control import Morning, MorningBlock, MorningStep
from desktop.operations.desks.chief.matters import scope_words
from desktop.operations.desks.desk import DeskBehind

MARGIN = 10 * 60_000
ORDER_OF: Mapping[str, str] = {
    "exam-started": "start",
    "fifteen-announced": "fifteen-minutes",
    "exam-ended": "end",
}
"""The order a step of the rooms waits for."""


def morning(desk: DeskBehind, sitting: Sitting, standings: Mapping[str, Mapping[str, StepStanding]]) -> Morning:
    """`standings` per room, and under "" those of the whole site."""
    ctx = desk.ctx
    protocol = ctx.protocol(sitting.id)
    given = ctx.state.sitting(sitting.id).orders
    steps = tuple(
        _step(
            desk,
            given.get(ORDER_OF.get(step.kind, "")),
            [s for place in standings.values() if (s := place.get(step.id)) is not None],
        )
        for step in (protocol.steps if protocol else ())
        if any(step.id in place for place in standings.values())
    )
    ends = max([ctx.end(sitting.id, r) for r in ctx.rooms(sitting.id)] or [ctx.end(sitting.id)])
    moments = [m for s in steps for m in (s.due, s.first, s.last) if m is not None]
    opens = min([sitting.start, *moments]) - MARGIN
    closes = max([ends, *moments]) + MARGIN
    return Morning(opens, closes, steps, tuple(_blocks(desk, sitting)))


def _step(desk: DeskBehind, order: Done | None, places: list[StepStanding]) -> MorningStep:
    words = desk.words
    one = places[0]
    due = min(s.due for s in places)
    whole = [s.at for s in places if s.standing == "done" and s.at is not None]
    begun = [s.at for s in places if s.at is not None]
    if len(places) == 1:
        done, total = one.done, one.total
    else:
        done, total = len(whole), len(places)
    first, last = min(begun, default=None), max(begun, default=None)
    late = any(s.standing == "late" for s in places)
    told = words.text("morning-planned", step=words.step_whole(one.step), time=words.time(due))
    if order is not None:
        told = words.text("morning-ordered", planned=told, time=words.time(order.at, seconds=True))
    if first is not None and last is not None:
        span = words.time(first) if first // 60_000 == last // 60_000 else f"{words.time(first)}–{words.time(last)}"
        told = words.text("morning-done", planned=told, span=span, done=done, total=total)
    elif late:
        told = words.text("morning-late", planned=told)
    ordered = order.at if order is not None else None
    return MorningStep(one.step.id, words.step(one.step), due, first, last, done, total, late, told, ordered)


def _blocks(desk: DeskBehind, sitting: Sitting) -> list[MorningBlock]:
    word, state = desk.words.text, desk.ctx.state.sitting(sitting.id)
    out = [MorningBlock("exam", sitting.start, sitting.end, word("morning-exam"))]
    for p in state.pauses:
        title = word("morning-suspended", place=scope_words(desk, p.scope), reason=p.reason)
        out.append(MorningBlock("suspended", p.since, p.until, title))
    rooms = desk.ctx.rooms(sitting.id)
    # What holds for everybody first; then every room whose end is yet another.
    whole = desk.ctx.end(sitting.id)
    if whole > sitting.end:
        title = word("morning-extended", place=word("board-whole"), minutes=(whole - sitting.end) // 60_000)
        out.append(MorningBlock("extended", sitting.end, whole, title))
    for room in rooms:
        end = desk.ctx.end(sitting.id, room)
        if end > whole:
            place = word("board-room", room=desk.words.room(room))
            title = word("morning-extended", place=place, minutes=(end - whole) // 60_000)
            out.append(MorningBlock("extended", whole, end, title))
    return out
