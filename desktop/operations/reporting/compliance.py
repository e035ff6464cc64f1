"""Every clause (X5): steps, gates, balances, deadlines and set-up, duties; met, not met or not applicable, and where
that is proven."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from desktop.exam.day.balance import room_equations, site_equations
from desktop.exam.day.protocol import StepStanding, step_standing
from desktop.exam.decide import COMMANDS
from desktop.exam.frame.command import room_key
from desktop.exam.frame.context import MINUTE, Context
from desktop.exam.frame.state import Recorded
from desktop.exam.plan.check import check_plan
from desktop.exam.plan.limits.calendar import WorkingCalendar
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.rules.protocol import Protocol, Step
from desktop.operations.record import Record
from desktop.operations.reporting.evidence.counts import COUNTS
from desktop.operations.reporting.heading import Where, heading, proof, rooms_of
from desktop.operations.reporting.replay import Judged, replay

CHECK_STATES: Mapping[str, str] = {
    "met": "met",
    "missed": "not-met",
    "not-met": "not-met",
    "open": "open",
    "due-soon": "open",
    "unknown": "open",
    "not-applicable": "not-applicable",
}
EQUATIONS = ("C1", "C2", "C3", "C5", "C6", "C7", "C8")
"""C4 is no sum: the desks of absentees are ticked empty when papers are handed out."""


def compliance_facts(
    record: Record, room: str | None, now: int, calendar: WorkingCalendar, today: date
) -> dict[str, Any]:
    """Rows of (group, key, clause, state, facts, proof); `state` is met, not-met, open (not due yet) or not-applicable.

    With a room, steps and balances of that room only. Raises SiteFault report-no-room.
    """
    ctx = record.context()
    where = rooms_of(ctx, room)
    judged = replay(record)
    rows = [
        *_steps(record, ctx, where, now),
        *_gates(ctx, where, judged),
        *_balances(record, ctx, where),
        *_planning(record, calendar, today),
        *_rights(ctx, judged),
    ]
    return {
        **heading(record, "compliance", now),
        "room": room and where[0][1],
        "totals": dict(sorted(Counter(r["state"] for r in rows).items())),
        "rows": rows,
    }


def _row(
    group: str, key: str, clause: str, state: str, entries: Iterable[Recorded] = (), **facts: Any
) -> dict[str, Any]:
    return {"group": group, "key": key, "clause": clause, "state": state, "proof": proof(entries), **facts}


def _protocols(ctx: Context, where: Sequence[Where]) -> list[tuple[Protocol, list[Where]]]:
    """Each protocol in use with the rooms that follow it."""
    out: dict[str, tuple[Protocol, list[Where]]] = {}
    for t, r in where:
        protocol = ctx.protocol(t)
        if protocol is not None:
            out.setdefault(protocol.id, (protocol, []))[1].append((t, r))
    return list(out.values())


# --- steps and gates --------------------------------------------------------------------------------------------------


def _steps(record: Record, ctx: Context, where: Sequence[Where], now: int) -> Iterator[dict[str, Any]]:
    """A step is met when it was done everywhere; late ones are told, missing ones fail once their time is over."""
    for protocol, rooms in _protocols(ctx, where):
        for step in protocol.steps:
            places = rooms if step.scope == "room" else [(t, "") for t in dict.fromkeys(t for t, _ in rooms)]
            standings = {w: step_standing(ctx, step, *w, now) for w in places}
            missing = [w for w, s in standings.items() if s.standing != "done"]
            overdue = [w for w in missing if standings[w].standing == "late"]
            late = [w for w, s in standings.items() if w not in missing and _was_late(s)]
            state = "met" if not missing else "not-met" if overdue else "open"
            yield _row(
                "steps",
                step.id,
                step.clause,
                state,
                _done_by(record, step, places),
                title=step.title,
                places=len(places),
                missing=[r or t for t, r in missing],
                late=[r or t for t, r in late],
            )


def _was_late(s: StepStanding) -> bool:
    return s.at is not None and s.at > s.due + s.step.late_after * MINUTE


def _done_by(record: Record, step: Step, places: Sequence[Where]) -> list[Recorded]:
    keys = [room_key(t, r) if r else f"sitting:{t}" for t, r in places]
    if step.each == "bag" and step.scope == "sitting":
        sittings = {t for t, _ in places}
        keys = [f"bag:{b.id}" for b in record.plan.bags if b.sitting in sittings]
    found = [e for k in keys for e in record.fold.history(k) if e.kind == step.kind]
    return list({(e.desk, e.number): e for e in found}.values())


def _gates(ctx: Context, where: Sequence[Where], judged: Mapping[str, Judged]) -> Iterator[dict[str, Any]]:
    """A gate is met when every entry of its command stood the second look; untouched gates are not applicable."""
    for protocol, _ in _protocols(ctx, where):
        for gate in protocol.gates.values():
            seen = judged.get(gate.command)
            if seen is None or not seen.entries:
                yield _row("gates", gate.command, gate.clause, "not-applicable", entries=())
                continue
            state = "not-met" if seen.untimely else "met"
            shown = seen.untimely or ([seen.first] if seen.first else [])
            yield _row("gates", gate.command, gate.clause, state, shown, count=seen.entries, broken=len(seen.untimely))


# --- balances ---------------------------------------------------------------------------------------------------------


def _balances(record: Record, ctx: Context, where: Sequence[Where]) -> Iterator[dict[str, Any]]:
    """C1 to C8 over these rooms: the first that does not hold decides, with who holds the difference."""
    found: dict[str, list[tuple[str, bool | None, str]]] = {key: [] for key in EQUATIONS}
    for t, r in where:
        for e in room_equations(ctx, t, r):
            found.setdefault(e.key.partition("-")[0], []).append((r, e.holds, e.holder))
    for t in dict.fromkeys(t for t, _ in where):
        for e in site_equations(ctx, t):
            found[e.key].append((t, e.holds, e.holder))
    if not found["C1"]:
        found["C1"] = [(r, _labels_agree(record, ctx, t, r), f"room:{r}") for t, r in where]
    for key in ("C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"):
        if key == "C4":
            yield _empty_desks(record, ctx, where)
            continue
        holds = [h for _, h, _ in found[key]]
        broken = [(place, holder) for place, h, holder in found[key] if h is False]
        state = "not-met" if broken else "open" if None in holds or not holds else "met"
        clause = {"C1": "issue-bag", "C2": "open-bag"}.get(key)
        right = ctx.rules.rights.get(clause) if clause else None
        yield _row(
            "balances",
            key,
            right.clause if right else ctx.rules.clause(key),
            state,
            _counted(record, ctx, key, where),
            broken=[{"place": place, "holder": holder} for place, holder in broken],
        )


def _labels_agree(record: Record, ctx: Context, sitting: str, room: str) -> bool | None:
    """C1: what was issued agreed with the order; the rules let nothing else be signed for."""
    bags = ctx.bags(sitting, room)
    issued = [b for b in bags if any(e.kind == "bag-issued" for e in record.fold.history(f"bag:{b.id}"))]
    return True if bags and len(issued) == len(bags) else None


def _counted(record: Record, ctx: Context, key: str, where: Sequence[Where]) -> list[Recorded]:
    """The entries an equation is counted in."""
    kinds = {"C7": "bag-sealed", "C8": "escort-arrived"}
    kind = COUNTS.get(key) or kinds[key]
    keys = [room_key(t, r) for t, r in where]
    if key == "C8":
        keys = [f"sitting:{t}" for t in dict.fromkeys(t for t, _ in where)]
    found = [e for k in keys for e in record.fold.history(k) if e.kind == kind]
    return list({(e.desk, e.number): e for e in found}.values())


def _empty_desks(record: Record, ctx: Context, where: Sequence[Where]) -> dict[str, Any]:
    found = [e for t, r in where for e in record.fold.history(room_key(t, r)) if e.kind == "papers-handed-out"]
    good = [e for e in found if e.data.get("absentee_desks_empty") is True]
    clause = ctx.rules.rights["hand-out-papers"].clause
    state = "met" if len(good) >= len(where) else "open" if len(found) == len(good) else "not-met"
    return _row("balances", "C4", clause, state, found, broken=[])


# --- planning and rights ----------------------------------------------------------------------------------------------


def _planning(record: Record, calendar: WorkingCalendar, today: date) -> Iterator[dict[str, Any]]:
    """D1-D22 and N1-N14 as the plan stands; what only people can do is a milestone of the plan."""
    params = PlanningParams.from_rules(record.opened.rules.params)
    for check in check_plan(record.plan, today, calendar, params):
        group = "deadlines" if check.key.startswith("D") else "setup"
        done = check.facts.get("done")
        yield _row(
            group,
            check.key,
            check.clause,
            CHECK_STATES[check.state],
            title=check.title,
            detail=check.state,
            due=check.due.isoformat() if check.due else None,
            done=done.isoformat() if isinstance(done, date) else None,
            why=check.facts.get("why"),
            facts={name: _plain(value) for name, value in check.facts.items()},
        )


def _plain(value: Any) -> Any:
    """A fact as JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(v) for v in (sorted(value, key=str) if isinstance(value, (set, frozenset)) else value)]
    return value if value is None or isinstance(value, (str, int)) else str(value)


def _rights(ctx: Context, judged: Mapping[str, Judged]) -> Iterator[dict[str, Any]]:
    """Who signs what (R, X4): met when every entry was signed by those whose duty it was, all of them."""
    for right in ctx.rules.rights.values():
        if right.command not in COMMANDS:
            continue
        seen = judged.get(right.command)
        if seen is None or not seen.entries:
            yield _row("rights", right.command, right.clause, "not-applicable", persons=len(right.slots))
            continue
        state = "not-met" if seen.unsigned else "met"
        shown = seen.unsigned or ([seen.first] if seen.first else [])
        yield _row(
            "rights",
            right.command,
            right.clause,
            state,
            shown,
            count=seen.entries,
            broken=len(seen.unsigned),
            persons=len(right.slots),
        )
