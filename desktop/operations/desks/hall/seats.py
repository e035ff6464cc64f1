"""Seats whose time is not their room's: an extension or a suspension for one person. By number, never by name: this
hangs where everybody reads it."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.exam.frame.context import MINUTE, Context
from desktop.exam.plan.model import Sitting
from desktop.operations.desks.seats import own_time
from desktop.operations.words import Words


def seats_with_time_of_their_own(ctx: Context, words: Words, sitting: Sitting, room: str) -> Iterator[str]:
    """One line a seat of this room, or of the whole site where `room` is empty; gone with the paper handed in."""
    state = ctx.state.sitting(sitting.id)
    scopes = dict.fromkeys((*state.extensions, *(p.scope for p in state.pauses)))
    found = []
    for scope in scopes:
        kind, _, candidate = scope.partition(":")
        place = ctx.place(sitting.id, candidate) if kind == "candidate" else None
        if place is None or (room and place.room != room):
            continue
        own = own_time(ctx, sitting.id, place.room, candidate)
        if own is None:
            continue
        if own.held is not None:
            told = words.text("hall-seat-held", seat=place.number, time=words.time(own.held))
        else:
            end = words.time(own.end, seconds=own.end % MINUTE != 0)
            told = words.text("hall-seat-ends", seat=place.number, time=end)
        number = words.room(place.room)
        found.append((number, place.number, told if room else words.text("hall-room-seat", room=number, told=told)))
    yield from (told for _, _, told in sorted(found))
