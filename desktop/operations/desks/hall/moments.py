"""The times a hall clock shows, out of the record alone: extensions, suspensions over and one still on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.exam.frame.context import Context, scopes_of
from desktop.exam.frame.pauses import given_back
from desktop.exam.frame.state import Pause
from desktop.operations.boards.hall import Phase


@dataclass(frozen=True, slots=True)
class Moments:
    """UTC ms. `end` counts what is given back so far; `left` is what remains of a suspended exam (ms), None while it is
    not suspended; `held` since when it is; `added` what extensions and suspensions add to the planned end (ms)."""

    phase: Phase
    start: int
    end: int
    left: int | None
    held: int | None
    added: int


def moments(ctx: Context, sitting: str, room: str, now: int) -> Moments:
    """The times of a room, or of the whole site where `room` is empty."""
    start = ctx.start(sitting)
    state = ctx.state.sitting(sitting)
    scopes = scopes_of(room, "")
    mine = [p for p in state.pauses if p.scope in scopes]
    running = [p for p in mine if p.until is None]
    added = sum(state.extensions.get(s, 0) for s in scopes) + given_back(_until(p, now) for p in mine)
    end = ctx.index.sittings[sitting].end + added
    ended = _ended(ctx, sitting, room)
    held = min((p.since for p in running), default=None)
    if held is None or ended:
        return Moments(_phase(ctx, sitting, room, now, end), start, end, None, None, added)
    # As if it were resumed this instant, what was lost so far is given back: so the rest stands still.
    left = end - max(now, held, start)
    return Moments("suspended", start, end, max(left, 0), held, added)


def _until(pause: Pause, now: int) -> Pause:
    """A suspension that still runs, as if it ended now."""
    if pause.until is not None:
        return pause
    # A clock that was set back must not take time away.
    until = max(now, pause.since)
    return replace(pause, until=until, compensation=until - pause.since)


def _phase(ctx: Context, sitting: str, room: str, now: int, end: int) -> Phase:
    if _ended(ctx, sitting, room):
        return "ended"
    begun = _begun(ctx, sitting, room)
    if now < ctx.start(sitting) and not begun:
        return "waiting"
    if now >= end:
        return "over"
    return "running" if begun else "unopened"


def _begun(ctx: Context, sitting: str, room: str) -> bool:
    """A room has begun when it says so, or when the chief has; the site as soon as the chief or any room has."""
    if "start" in ctx.state.sitting(sitting).orders:
        return True
    rooms = (room,) if room else ctx.rooms(sitting)
    return any("exam-started" in ctx.state.room(sitting, r).steps for r in rooms)


def _ended(ctx: Context, sitting: str, room: str) -> bool:
    """A room that was extended goes on after the chief's order for the others."""
    if room:
        return "exam-ended" in ctx.state.room(sitting, room).steps
    rooms = ctx.rooms(sitting)
    return bool(rooms) and all("exam-ended" in ctx.state.room(sitting, r).steps for r in rooms)
