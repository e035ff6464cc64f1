"""What a morning came to, out of the record alone: numbers, steps against the plan, balances, what is still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop.clocks import site_time
from desktop.exam.day.balance import Equation, first_broken, room_equations, site_equations, tally
from desktop.exam.day.protocol import StepStanding, step_standing
from desktop.exam.day.roomrecord import open_points
from desktop.exam.decide import why_not
from desktop.exam.rules.protocol import Step
from desktop.ledger.verify import verify
from desktop.rehearsal.faults import FAULTS
from desktop.wording import Wording

if TYPE_CHECKING:
    from desktop.rehearsal.morning import Morning


def of(m: Morning) -> dict[str, Any]:
    """The summary, JSON-ready. `open_points` is empty when every room and the sitting could be closed."""
    ctx, sitting = m.ctx, m.sitting.id
    tallies = {r: tally(ctx, sitting, r) for r in m.rooms}
    record = m.control.record
    entries = m.control.home.entries.count(record.opened.record)
    steps = _steps(m)
    return {
        "rehearsal": True,
        "script": m.script.as_data(),
        "record": record.opened.record,
        "registered": sum(t.registered for t in tallies.values()),
        "present": sum(t.present for t in tallies.values()),
        "absent": sum(t.absent for t in tallies.values()),
        "late": sum(t.late for t in tallies.values()),
        "handed_in": sum(t.handed_in for t in tallies.values()),
        "removed": sum(t.removed for t in tallies.values()),
        "rooms": len(m.rooms),
        "staff": len(m.index.plan.staff),
        "refusals": _refusals(m),
        "steps": steps,
        "roles": _roles(m),
        "balances": _balances(m),
        "conflicts": [c.id for c in ctx.conflicts()],
        "head_code": record.head_code(),
        "desks": [
            {"name": d.name, "id": d.record.desk, "head_code": d.record.head_code(), "checks": len(d.took)}
            for d in m.site.desks
        ],
        "heads_agree": len({d.record.head_code() for d in m.site.desks}) == 1,
        "open_points": _open_points(m),
        "verify": _verify(m),
        "entries": entries,
        "faults": _faults(m),
        "blocked": m.blocked,
        "unexpected": m.trouble,
        "door_ms": _percentiles([t for d in m.site.desks for t in d.took]),
    }


def clock(at: int, utc_offset: int) -> str:
    return f"{site_time(at, utc_offset):%H:%M:%S}"


def plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of a refusal as JSON."""
    return {k: v if isinstance(v, (str, int, list, dict)) or v is None else list(v) for k, v in facts.items()}


# --- parts ------------------------------------------------------------------------------------------------------------


def _refusals(m: Morning) -> dict[str, int]:
    """Refusals at the doors by code."""
    record = m.control.record
    found = (e for e in m.control.home.entries.load(record.opened.record) if e.kind == "candidate-refused")
    return dict(sorted(Counter(str(e.data["code"]) for e in found).items()))


def _steps(m: Morning) -> dict[str, Any]:
    """Planned and actual times of every step: the sitting's own, and room by room."""
    protocol = m.ctx.protocol(m.sitting.id)
    steps = protocol.steps if protocol else ()
    rooms = {m.index.rooms[r].number: [_step(m, s, r) for s in steps if s.scope == "room"] for r in m.rooms}
    return {"sitting": [_step(m, s, "") for s in steps if s.scope == "sitting"], "rooms": rooms}


def _step(m: Morning, step: Step, room: str) -> dict[str, Any]:
    stands = _standing(m, step, room)
    return {
        "step": step.id,
        "title": step.title,
        "planned": m.clock(stands.due),
        "actual": m.clock(stands.at) if stands.at is not None and stands.standing == "done" else None,
        "late": _late(stands),
    }


def _standing(m: Morning, step: Step, room: str) -> StepStanding:
    return step_standing(m.ctx, step, m.sitting.id, room, m.now)


def _late(stands: StepStanding) -> bool:
    if stands.standing != "done" or stands.at is None:
        return True
    return stands.at > stands.due + stands.step.late_after * 60_000


def _roles(m: Morning) -> dict[str, dict[str, int]]:
    """How punctual each role was: steps it acts in, and how many of them were in time (X8)."""
    protocol = m.ctx.protocol(m.sitting.id)
    out: dict[str, dict[str, int]] = {}
    for step in protocol.steps if protocol else ():
        for room in m.rooms if step.scope == "room" else [""]:
            late = _late(_standing(m, step, room))
            for role in step.actors:
                score = out.setdefault(role, {"steps": 0, "in_time": 0})
                score["steps"] += 1
                score["in_time"] += not late
    return out


def _balances(m: Morning) -> dict[str, Any]:
    broken = first_broken(m.ctx, m.sitting.id)
    return {
        "rooms": {m.index.rooms[r].number: _equations(room_equations(m.ctx, m.sitting.id, r)) for r in m.rooms},
        "site": _equations(site_equations(m.ctx, m.sitting.id)),
        "first_broken": _equation(broken) if broken else None,
    }


def _equations(found: Iterable[Equation]) -> list[dict[str, Any]]:
    return [_equation(e) for e in found]


def _equation(e: Equation) -> dict[str, Any]:
    out: dict[str, Any] = {"key": e.key, "left": dict(e.left), "right": dict(e.right), "holds": e.holds}
    return {**out, "holder": e.holder} if e.holds is False else out


def _open_points(m: Morning) -> list[dict[str, Any]]:
    """Rooms that are not closed with the reasons, and why the sitting is not."""
    out: list[dict[str, Any]] = []
    ctx, sitting = m.ctx, m.sitting.id
    for room in m.rooms:
        if ctx.state.room(sitting, room).closed is not None:
            continue
        points = open_points(ctx, sitting, room) or (("not-closed", {}),)
        out.extend({"room": m.index.rooms[room].number, "code": c, "facts": dict(f)} for c, f in points)
    if ctx.state.sitting(sitting).closed is None:
        refused = why_not(ctx, "close-sitting", m.sitting_key, m.now)
        code, facts = (refused.code, plain(refused.facts)) if refused else ("not-closed", {})
        out.append({"room": "", "code": code, "facts": facts})
    return out


def _verify(m: Morning) -> dict[str, Any]:
    opened = m.control.record.opened
    report = verify(m.control.home.entries.lines(opened.record), opened.record, opened.secret)
    return {"ok": report.ok, "entries": report.entries, "code": report.code, "reason": report.reason}


def _faults(m: Morning) -> dict[str, Any]:
    return {
        name: {"title": FAULTS[name], **m.told.get(name, {"done": [], "entries": [], "skipped": "没有发生"})}
        for name in m.script.faults
    }


def _percentiles(took: Sequence[float]) -> dict[str, Any]:
    """Software time of a door decision, in ms; the operation alone, durable write included."""
    ordered = sorted(took)
    if not ordered:
        return {"checks": 0, "p50": None, "p99": None, "max": None}

    def at(share: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3)

    return {"checks": len(ordered), "p50": at(0.5), "p99": at(0.99), "max": round(ordered[-1], 3)}


# --- in words ---------------------------------------------------------------------------------------------------------


def in_words(told: Mapping[str, Any], words: Wording) -> str:
    """The summary as people read it on a terminal; everything else is in `summary.json`."""
    script, door = told["script"], told["door_ms"]
    lines = [
        words.text("rehearse-people", **{k: told[k] for k in ("registered", "present", "absent", "late", "handed_in")}),
        words.text("rehearse-door", checks=door["checks"], p50=door["p50"], p99=door["p99"], most=door["max"]),
    ]
    refused = [f"{words.text('verdict-' + code)} {n}" for code, n in told["refusals"].items()]
    if refused:
        lines.append(words.text("rehearse-refused", list="、".join(refused)))
    for fault in told["faults"].values():
        lines.append(f"· {fault['title']}" + (f"（{fault['skipped']}）" if fault["skipped"] else ""))
        lines.extend(f"    {text}" for text in fault["done"])
    broken = told["balances"]["first_broken"]
    lines.append(words.text("rehearse-broken", equation=broken["key"]) if broken else words.text("rehearse-balanced"))
    verified = "rehearse-verified" if told["verify"]["ok"] else "rehearse-not-intact"
    lines.append(words.text(verified, entries=told["entries"], code=told["head_code"]))
    for point in told["open_points"]:
        facts = "，".join(f"{k} {v}" for k, v in point["facts"].items())
        lines.append(words.text("rehearse-open", room=point["room"] or "—", code=point["code"], facts=facts))
    for missed in told["unexpected"]:
        known = {k: str(missed.get(k, "")) for k in ("time", "command", "about", "code")}
        lines.append(words.text("rehearse-unexpected", **known))
    if not told["open_points"]:
        lines.append(words.text("rehearse-closed", rooms=told["rooms"], seconds=told["seconds"], seed=script["seed"]))
    return "\n".join(lines)
