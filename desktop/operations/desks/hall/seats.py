"""Seats whose time is not their room's: an extension or a suspension for one person. By number, never by name: this
hangs where everybody reads it."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.exam.frame.context import MINUTE, Context
from desktop.exam.plan.model import Sitting
from desktop.operations.words import Words

STILL_WRITING = frozenset({"expected", "present", "out"})


def seats_with_time_of_their_own(ctx: Context, words: Words, sitting: Sitting, room: str) -> Iterator[str]:
    """One line a seat of this room, or of the whole site where `room` is empty; gone with the paper handed in."""
    state = ctx.state.sitting(sitting.id)
    held = {p.scope: p.since for p in state.pauses if p.until is None}
    scopes = dict.fromkeys((*state.extensions, *(p.scope for p in state.pauses)))
    found = []
    for scope in scopes:
        kind, _, candidate = scope.partition(":")
        place = ctx.place(sitting.id, candidate) if kind == "candidate" else None
        if place is None or (room and place.room != room):
            continue
        if ctx.state.candidate(sitting.id, candidate).status not in STILL_WRITING:
            continue
        end = ctx.end(sitting.id, place.room, candidate)
        if scope in held:
            told = words.text("hall-seat-held", seat=place.number, time=words.time(held[scope]))
        elif end != ctx.end(sitting.id, place.room):
            told = words.text("hall-seat-ends", seat=place.number, time=words.time(end, seconds=end % MINUTE != 0))
        else:
            continue
        number = words.room(place.room)
        found.append((number, place.number, told if room else words.text("hall-room-seat", room=number, told=told)))
    yield from (told for _, _, told in sorted(found))
