"""What waits for the chief: alerts by urgency, and the lists of conflicts, incidents, stand-ins and extensions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from desktop.exam.day.balance import room_equations
from desktop.exam.day.protocol import StepStanding
from desktop.exam.frame.context import Conflict
from desktop.exam.frame.state import Admission
from desktop.exam.plan.model import Sitting
from desktop.operations.boards.control import MatterList, MatterRow
from desktop.operations.boards.shell import AlertRow
from desktop.operations.desks.desk import DeskBehind
from desktop.operations.desks.room import equation_words

NAMED = 8


def alerts(desk: DeskBehind, sitting: Sitting, standings: dict[str, dict[str, StepStanding]]) -> Iterator[AlertRow]:
    """Leaks and calls, broken balances, conflicts, open incidents, then what is late; the screen sorts by tone."""
    ctx, words = desk.ctx, desk.words
    site = ctx.state.site(ctx.index.plan.site.id)
    about_site = f"site:{ctx.index.plan.site.id}"
    for id, raised in site.leaks.items():
        if id not in site.leaks_closed:
            row = desk.row(f"close-leak-alarm:{id}", about_site)
            time = words.time(raised.at)
            text = words.text("alert-leak-text", time=time, by=words.people(raised.officers))
            yield AlertRow(id, words.text("alert-leak"), text, ctx.rules.clause("leak"), "stop", (row,) if row else ())
    for room in ctx.rooms(sitting.id):
        state = ctx.state.room(sitting.id, room)
        about = f"room:{sitting.id}/{room}"
        if len(state.calls) > state.answered:
            title = words.text("alert-call", room=words.room(room), time=words.time(state.calls[-1].at))
            row = desk.row("answer-call", about)
            yield AlertRow(
                f"call-{room}", title, str(state.calls[-1].data.get("note", "")), "", "stop", (row,) if row else ()
            )
        for e in room_equations(ctx, sitting.id, room):
            if e.holds is False:
                title = f"{words.text('board-room', room=words.room(room))} {equation_words(words.text, e)}"
                names = ("release-spare",) if e.key == "C2" else ("answer-call",) if e.key.startswith("C5") else ()
                clause = ctx.rules.clause(e.key.partition("-")[0])
                yield AlertRow(f"{room}-{e.key}", title, "", clause, "stop", desk.rows(names, about))
    for c in ctx.conflicts():
        yield AlertRow(c.id, words.text(f"conflict-{c.kind}"), conflict_words(desk, c), "", "brand", _decide(desk, c))
    for id, i in ctx.state.incidents().items():
        if i.opened is not None and i.resolved is None:
            yield AlertRow(
                id,
                incident_title(desk, i.opened.data),
                str(i.opened.data.get("note", "")),
                "",
                "warn",
                desk.rows(("resolve-incident",), f"incident:{id}"),
            )
    yield from _late(desk, standings)


def _late(desk: DeskBehind, standings: dict[str, dict[str, StepStanding]]) -> Iterator[AlertRow]:
    """One alert a late step, naming its rooms; a step of the whole site names none."""
    words = desk.words
    rooms_of: dict[str, list[str]] = {}
    first: dict[str, StepStanding] = {}
    for room, steps in standings.items():
        for s in steps.values():
            if s.standing == "late":
                rooms_of.setdefault(s.step.id, []).append(room)
                first.setdefault(s.step.id, s)
    for id, s in first.items():
        rooms = rooms_of[id]
        title = s.step.title
        if s.step.scope == "room":
            key = "alert-late" if len(rooms) == 1 else "alert-late-rooms"
            title = words.text(key, room=words.room(rooms[0]), count=len(rooms), step=s.step.title)
        named = "、".join(words.room(r) for r in rooms[:NAMED]) if s.step.scope == "room" and len(rooms) > 1 else ""
        due = words.text("alert-step-late", time=words.time(s.due))
        yield AlertRow(f"late-{id}", title, f"{due}。{named} {s.step.failure}".strip(), s.step.clause, "warn")


def lists(desk: DeskBehind, sitting: Sitting) -> tuple[MatterList, ...]:
    """Conflicts C, incidents V, stand-ins P, extensions and suspensions T."""
    word = desk.words.text
    conflicts, incidents = tuple(_conflicts(desk)), tuple(_incidents(desk))
    stand_ins, times = tuple(_stand_ins(desk, sitting)), tuple(_times(desk, sitting))
    waiting = sum(bool(m.actions) for m in incidents)
    return (
        MatterList("conflicts", "C", word("matter-conflicts"), conflicts, len(conflicts), word("matter-no-conflicts")),
        MatterList("incidents", "V", word("matter-incidents"), incidents, waiting, word("matter-no-incidents")),
        MatterList("stand-ins", "P", word("matter-stand-ins"), stand_ins, 0, word("matter-no-stand-ins")),
        MatterList("times", "T", word("matter-times"), times, 0, word("matter-no-times")),
    )


def _conflicts(desk: DeskBehind) -> Iterator[MatterRow]:
    word = desk.words.text
    for c in desk.ctx.conflicts():
        title = word(f"conflict-{c.kind}")
        yield MatterRow(c.id, "", "", title, conflict_words(desk, c), word("matter-open"), "warn", _decide(desk, c))


def _incidents(desk: DeskBehind) -> Iterator[MatterRow]:
    words = desk.words
    for id, i in desk.ctx.state.incidents().items():
        if i.opened is None:
            continue
        data, done = i.opened.data, i.resolved is not None
        yield MatterRow(
            id,
            words.time(i.opened.at),
            words.room(str(data.get("room", ""))),
            incident_title(desk, data),
            str(data.get("note", "")),
            words.text("matter-done" if done else "matter-open"),
            "ok" if done else "warn",
            () if done else desk.rows(("resolve-incident",), f"incident:{id}"),
        )


def _stand_ins(desk: DeskBehind, sitting: Sitting) -> Iterator[MatterRow]:
    words = desk.words
    for n, c in enumerate(desk.ctx.state.sitting(sitting.id).duty_changes):
        title = words.text("matter-stand-in", absent=words.staff(c.absent), stand_in=words.staff(c.stand_in))
        running = not c.lasting and c.until is None
        row = desk.row(f"end-stand-in:{c.stand_in}", f"sitting:{sitting.id}") if running else None
        actions = (row,) if row else ()
        yield MatterRow(
            f"d{n}", _span(desk, c.since, c.until), words.room(c.room), title, c.reason, "", "plain", actions
        )


def _times(desk: DeskBehind, sitting: Sitting) -> Iterator[MatterRow]:
    words, state = desk.words, desk.ctx.state.sitting(sitting.id)
    for n, p in enumerate(state.pauses):
        open_ = p.until is None
        row = desk.row("resume-exam", f"sitting:{sitting.id}", values={"scope": p.scope}) if open_ else None
        yield MatterRow(
            f"p{n}",
            _span(desk, p.since, p.until),
            scope_words(desk, p.scope),
            words.text("matter-suspended"),
            p.reason,
            words.text("matter-open" if open_ else "matter-done"),
            "stop" if open_ else "plain",
            (row,) if row else (),
        )
    for scope, ms in state.extensions.items():
        title = words.text("matter-extended", minutes=ms // 60_000)
        yield MatterRow(f"e-{scope}", "", scope_words(desk, scope), title)


def _span(desk: DeskBehind, since: int, until: int | None) -> str:
    return f"{desk.words.time(since)}–{desk.words.time(until)}" if until else desk.words.time(since)


def incident_title(desk: DeskBehind, data: Any) -> str:
    kind = desk.ctx.rules.kind("incident", str(data.get("kind", "")))
    return kind.title if kind else str(data.get("kind", ""))


def scope_words(desk: DeskBehind, scope: str) -> str:
    kind, _, id = scope.partition(":")
    if kind == "room":
        return desk.words.text("board-room", room=desk.words.room(id))
    return desk.words.candidate(id) if kind == "candidate" else desk.words.text("board-whole")


def conflict_words(desk: DeskBehind, conflict: Conflict) -> str:
    """Both versions with desk and time (U3, U17)."""
    said = []
    for v in conflict.versions:
        if isinstance(v, Admission):
            label = desk.record.state.desk(v.desk).label or v.desk[:8]
            said.append(
                desk.words.text(
                    "conflict-version",
                    room=desk.words.room(v.room),
                    seat=v.seat,
                    desk=label,
                    time=desk.words.time(v.at),
                )
            )
        elif "owner" in v.data:
            kind, _, id = str(v.data["owner"]).partition(":")
            said.append(desk.words.staff(id) if kind == "staff" else desk.words.candidate(id))
    who = conflict.about.partition("/")[2] if conflict.about.startswith("candidate:") else ""
    return " ".join([desk.words.candidate(who), *said]).strip()


def _decide(desk: DeskBehind, conflict: Conflict) -> tuple[Any, ...]:
    row = desk.row(f"resolve-conflict:{conflict.id}", f"site:{desk.record.plan.site.id}")
    return (row,) if row else ()
