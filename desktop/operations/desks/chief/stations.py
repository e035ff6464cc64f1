"""The site's desks as this one knows them: when each last wrote something that has come here.

There is no line to ask along: desks meet by hub, file or not at all (DESIGN 2). What can be known is how old the newest
entry of each is. A door that has been quiet while candidates come in is said out loud, and nothing more is made of it.
"""

from __future__ import annotations

from desktop.exam.plan.model import Sitting
from desktop.operations.boards.control import MatterRow
from desktop.operations.boards.shell import StatusDot
from desktop.operations.desks.desk import DeskBehind

QUIET = 10 * 60_000
"""Milliseconds without an entry after which a door desk is asked after, while candidates come in."""


def _others(desk: DeskBehind) -> list[tuple[str, str, str, int]]:
    """Every other enrolled desk: id, label, role, when it last wrote; the quietest first."""
    record, found = desk.record, []
    for id, at in record.last_written().items():
        state = record.state.desk(id)
        if id != record.desk and state.public_key:
            found.append((id, state.label or id[:6], state.role, at))
    return sorted(found, key=lambda one: one[3])


def _coming(desk: DeskBehind, sitting: Sitting) -> bool:
    """Whether candidates are coming in now."""
    ctx, now = desk.ctx, desk.now()
    opens = ctx.start(sitting.id) - ctx.rules.minutes("door-opens-before")
    return opens + QUIET <= now <= ctx.late_cutoff(sitting.id)


def _quiet(desk: DeskBehind, sitting: Sitting) -> list[tuple[str, int]]:
    """Doors that owe a sign of life: label, and since when."""
    if not _coming(desk, sitting):
        return []
    now = desk.now()
    return [(label, at) for _, label, role, at in _others(desk) if role in ("door", "room") and now - at > QUIET]


def station_dots(desk: DeskBehind, sitting: Sitting) -> tuple[StatusDot, ...]:
    """How many other desks this one has heard of and when the last of them wrote; the door quiet for longest."""
    others = _others(desk)
    if not others:
        return ()
    word, now = desk.words.text, desk.now()
    newest = others[-1][3]
    dots = [StatusDot(word("dot-stations", count=len(others), time=desk.words.time(newest)), "plain")]
    if quiet := _quiet(desk, sitting):
        label, at = quiet[0]
        key = "dot-quiet" if len(quiet) == 1 else "dot-quiet-more"
        dots.append(StatusDot(word(key, label=label, minutes=(now - at) // 60_000, count=len(quiet)), "warn"))
    return tuple(dots)


def stations(desk: DeskBehind, sitting: Sitting) -> tuple[tuple[MatterRow, ...], int]:
    """A line a desk, the quietest first; and how many doors owe a sign of life."""
    words, now, state = desk.words, desk.now(), desk.record.state
    quiet = {label for label, _ in _quiet(desk, sitting)}
    heads, out = desk.record.heads(), []
    for id, label, role, at in _others(desk):
        minutes = max(0, now - at) // 60_000
        text = words.text("station-told", minutes=minutes, count=heads[id].number)
        if state.desk(id).set_backs:
            text += words.text("station-set-back")
        if state.desk(id).reader == "lost":
            text += words.text("station-reader-lost")
        troubled = label in quiet or state.desk(id).reader == "lost"
        out.append(
            MatterRow(
                id,
                words.time(at),
                "",
                f"{label} · {words.text(f'desk-{role}')}",
                text,
                words.text("station-quiet" if label in quiet else "station-heard"),
                "warn" if troubled else "plain",
            )
        )
    return tuple(out), len(quiet)
