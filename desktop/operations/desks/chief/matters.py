"""What waits for the chief: alerts by urgency, and the lists of conflicts, incidents, stand-ins and extensions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desktop.exam.day.balance import Equation
from desktop.exam.day.protocol import StepStanding
from desktop.exam.frame.state import DutyChange, IncidentState, Pause
from desktop.exam.plan.model import Sitting
from desktop.operations.boards.control import SHOW, MatterList, MatterRow
from desktop.operations.boards.shell import ActionRow, AlertRow
from desktop.operations.desks.chief.balance import holder_words
from desktop.operations.desks.chief.conflicts import conflict_alerts, conflict_rows
from desktop.operations.desks.chief.orders import acknowledgements, silence_alerts
from desktop.operations.desks.chief.stations import stations
from desktop.operations.desks.desk import DeskBehind
from desktop.operations.desks.room import equation_words

NAMED = 8


def alerts(
    desk: DeskBehind,
    sitting: Sitting,
    standings: Mapping[str, Mapping[str, StepStanding]],
    equations: Mapping[str, tuple[Equation, ...]],
    silent: dict[str, int],
) -> Iterator[AlertRow]:
    """Leaks and calls, broken balances, suspensions, conflicts, open incidents, rooms silent to an order, then what is
    late; the screen sorts by tone. Each with its clause and, where a command helps, that command."""
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
            note, clause = str(state.calls[-1].data.get("note", "")), row.clause if row else ""
            yield AlertRow(f"call-{room}", title, note, clause, "stop", (row,) if row else ())
        for e in equations[room]:
            if e.holds is False:
                title = f"{words.text('board-room', room=words.room(room))} {equation_words(words.text, e)}"
                names = ("release-spare",) if e.key == "C2" else ("answer-call",) if e.key.startswith("C5") else ()
                clause = ctx.rules.clause(e.key.partition("-")[0])
                book = ActionRow(f"{SHOW}balance", words.text("alert-show-balance"))
                rows = (*desk.rows(names, about), book)
                yield AlertRow(f"{room}-{e.key}", title, holder_words(desk, sitting.id, e), clause, "stop", rows)
    yield from _suspensions(desk, sitting)
    yield from conflict_alerts(desk)
    for id, i in ctx.state.incidents().items():
        if i.opened is not None and i.resolved is None:
            rows = desk.rows(("resolve-incident",), f"incident:{id}")
            text = f"{words.time(i.opened.at)} {note_words(desk, i.opened.data)}".strip()
            clause = rows[0].clause if rows else ""
            room = words.room(str(i.opened.data.get("room", "")))
            where = words.text("board-room", room=room) if room else ""
            title = f"{where} {incident_title(desk, i.opened.data)}".strip()
            yield AlertRow(id, title, text, clause, "warn", rows)
    yield from silence_alerts(desk, sitting, silent)
    yield from _late(desk, standings)


def _late(desk: DeskBehind, standings: Mapping[str, Mapping[str, StepStanding]]) -> Iterator[AlertRow]:
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
        title = words.step_whole(s.step)
        if s.step.scope == "room":
            key = "alert-late" if len(rooms) == 1 else "alert-late-rooms"
            title = words.text(key, room=words.room(rooms[0]), count=len(rooms), step=words.step(s.step))
        due = words.text("alert-step-late", time=words.time(s.due))
        actions: tuple[ActionRow, ...] = ()
        text = f"{due}。{s.step.failure}"
        if s.step.scope == "room":
            rest = "…" if len(rooms) > NAMED else ""
            named = words.text("alert-rooms", rooms="、".join(words.room(r) for r in rooms[:NAMED]) + rest)
            text = f"{due}。{named}。{s.step.failure}" if len(rooms) > 1 else text
            actions = (ActionRow(f"{SHOW}rooms", words.text("alert-show-room"), about=(rooms[0], id)),)
        yield AlertRow(f"late-{id}", title, text, s.step.clause, "warn", actions)


def lists(desk: DeskBehind, sitting: Sitting) -> tuple[MatterList, ...]:
    """Orders O, conflicts C, incidents V, stand-ins P, extensions and suspensions T, the site's desks D."""
    word, about = desk.words.text, f"sitting:{sitting.id}"
    conflicts, incidents = tuple(conflict_rows(desk)), tuple(_incidents(desk))
    stand_ins, times = tuple(_stand_ins(desk, sitting)), tuple(_times(desk, sitting))
    acknowledged, silent = acknowledgements(desk, sitting)
    waiting = sum(bool(m.actions) for m in incidents)
    running = sum(bool(m.actions) for m in times)
    report = desk.rows(("report-incident",), about)
    replace = desk.rows(("replace-staff", "start-stand-in"), about)
    desks, quiet = stations(desk, sitting)
    more_time = desk.rows(("extend-exam", "suspend-exam"), about)
    return (
        MatterList("orders", "O", word("matter-orders"), acknowledged, silent, word("matter-no-orders")),
        MatterList("conflicts", "C", word("matter-conflicts"), conflicts, len(conflicts), word("matter-no-conflicts")),
        MatterList(
            *("incidents", "V", word("matter-incidents"), incidents, waiting, word("matter-no-incidents"), report)
        ),
        MatterList("stand-ins", "P", word("matter-stand-ins"), stand_ins, 0, word("matter-no-stand-ins"), replace),
        MatterList("times", "T", word("matter-times"), times, running, word("matter-no-times"), more_time),
        MatterList("stations", "D", word("matter-stations"), desks, quiet, word("matter-no-stations")),
    )


def _incidents(desk: DeskBehind) -> Iterator[MatterRow]:
    """The open ones first, each with who reported it and what was done about it."""
    words = desk.words
    found = [(id, i) for id, i in desk.ctx.state.incidents().items() if i.opened is not None]
    for id, i in sorted(found, key=lambda one: one[1].resolved is not None):
        assert i.opened is not None
        done = i.resolved is not None
        yield MatterRow(
            id,
            words.time(i.opened.at),
            words.room(str(i.opened.data.get("room", ""))),
            incident_title(desk, i.opened.data),
            _incident_words(desk, i),
            words.text("matter-done" if done else "matter-open"),
            "ok" if done else "warn",
            () if done else desk.rows(("resolve-incident",), f"incident:{id}"),
        )


def _incident_words(desk: DeskBehind, incident: IncidentState) -> str:
    words, said = desk.words, []
    for key, one in (("incident-reported-by", incident.opened), ("incident-resolved-by", incident.resolved)):
        if one is not None:
            note = note_words(desk, one.data) or str(one.data.get("decision", ""))
            told = words.text(key, people=words.people(one.officers), time=words.time(one.at))
            said.append(f"{told} {note}".strip())
    return " ".join(said)


def _stand_ins(desk: DeskBehind, sitting: Sitting) -> Iterator[MatterRow]:
    words = desk.words
    for n, c in enumerate(desk.ctx.state.sitting(sitting.id).duty_changes):
        title = words.text("matter-stand-in", absent=words.staff(c.absent), stand_in=words.staff(c.stand_in))
        running = not c.lasting and c.until is None
        row = desk.row(f"end-stand-in:{c.stand_in}", f"sitting:{sitting.id}") if running else None
        actions = (row,) if row else ()
        state, tone = _standing_in(desk, c)
        text = " ".join(part for part in (words.role(c.role), c.reason) if part)
        span = _span(desk, c.since, c.until)
        yield MatterRow(f"d{n}", span, words.room(c.room), title, text, state, "warn" if tone else "plain", actions)


def _standing_in(desk: DeskBehind, change: DutyChange) -> tuple[str, bool]:
    """In a word, and whether it is still running."""
    if change.lasting:
        return desk.words.text("matter-replaced"), False
    running = change.until is None
    return desk.words.text("matter-standing-in" if running else "matter-done"), running


def _times(desk: DeskBehind, sitting: Sitting) -> Iterator[MatterRow]:
    words, state = desk.words, desk.ctx.state.sitting(sitting.id)
    for n, p in enumerate(state.pauses):
        open_ = p.until is None
        row = _resuming(desk, sitting, p) if open_ else None
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


def _suspensions(desk: DeskBehind, sitting: Sitting) -> Iterator[AlertRow]:
    """What is suspended now: a morning that stands still is nobody's to forget."""
    words = desk.words
    for n, p in enumerate(desk.ctx.state.sitting(sitting.id).pauses):
        if p.until is None:
            row = _resuming(desk, sitting, p)
            title = f"{scope_words(desk, p.scope)} {words.text('alert-suspended')}"
            text = f"{words.text('alert-suspended-since', time=words.time(p.since))} {p.reason}".strip()
            clause = row.clause if row else ""
            yield AlertRow(f"suspended-{n}", title, text, clause, "stop", (row,) if row else ())


def _resuming(desk: DeskBehind, sitting: Sitting, pause: Pause) -> ActionRow | None:
    return desk.row("resume-exam", f"sitting:{sitting.id}", values={"scope": pause.scope})


def _span(desk: DeskBehind, since: int, until: int | None) -> str:
    return f"{desk.words.time(since)}–{desk.words.time(until)}" if until else desk.words.time(since)


def incident_title(desk: DeskBehind, data: Any) -> str:
    kind = desk.ctx.rules.kind("incident", str(data.get("kind", "")))
    return kind.title if kind else str(data.get("kind", ""))


def note_words(desk: DeskBehind, data: Any) -> str:
    """What was noted. A difference found on a label is noted by its code; everything else was written by somebody."""
    parts = str(data.get("note", "")).split(", ")
    known = desk.words.catalogue.has
    return "、".join(desk.words.text(f"difference-{p}") if known(f"difference-{p}") else p for p in parts)


def scope_words(desk: DeskBehind, scope: str) -> str:
    kind, _, id = scope.partition(":")
    if kind == "room":
        return desk.words.text("board-room", room=desk.words.room(id))
    return desk.words.candidate(id) if kind == "candidate" else desk.words.text("board-whole")
