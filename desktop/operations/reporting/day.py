"""The day's report: per sitting and room what happened, with times planned and actual. JSON-ready, ids only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from desktop.exam.day.balance import site_equations
from desktop.exam.day.protocol import StepStanding, step_standing
from desktop.exam.day.roomrecord import room_record
from desktop.exam.evidence.photos import SHOWS
from desktop.exam.frame.context import Context
from desktop.exam.frame.state import Done
from desktop.operations.record import Record
from desktop.operations.reporting.evidence.pictures import sheet_facts
from desktop.operations.reporting.heading import heading, proof, rooms_of
from desktop.operations.reports import equation_data, room_summary


def day_facts(record: Record, room: str | None, now: int) -> dict[str, Any]:
    """What happened, for one room or the whole site. Raises SiteFault report-no-room."""
    ctx = record.context()
    where = rooms_of(ctx, room)
    people = {(t, r): {c for c, _ in ctx.people(t, r)} for t, r in where}
    return {
        **heading(record, "day", now),
        "sittings": [
            _sitting(record, ctx, t, [r for s, r in where if s == t], now, whole=room is None)
            for t in dict.fromkeys(t for t, _ in where)
        ],
        "corrections": list(_corrections(record, ctx, people)),
        "conflicts": [{"id": c.id, "kind": c.kind, "about": c.about} for c in ctx.conflicts()],
        "resolved_conflicts": [
            {"id": id, **_done(done), "reason": done.data.get("reason", "")}
            for id, done in ctx.state.site(ctx.index.plan.site.id).resolutions.items()
        ],
        "clocks_set_back": [
            {"desk": id, "at": b.at, "back": b.data.get("back")}
            for id, desk in sorted(ctx.state.desks().items())
            for b in desk.set_backs
        ],
        "leak_alarms": list(_alarms(ctx)),
        "notes": [
            {**_done(note), "note": note.data.get("note", "")} for note in ctx.state.site(ctx.index.plan.site.id).notes
        ],
        "unreadable": [{"desk": desk, "number": number} for desk, number in record.state.unreadable],
    }


def _sitting(record: Record, ctx: Context, sitting: str, rooms: list[str], now: int, *, whole: bool) -> dict[str, Any]:
    plan, state = ctx.index.sittings[sitting], ctx.state.sitting(sitting)
    protocol = ctx.protocol(sitting)
    site = [step_standing(ctx, s, sitting, "", now) for s in protocol.steps if s.scope == "sitting"] if protocol else []
    found = [_room(record, ctx, sitting, r, now) for r in rooms]
    return {
        "id": sitting,
        "subject": plan.subject,
        "start": plan.start,
        "end": ctx.end(sitting),
        "planned_end": plan.end,
        "closed": state.closed.at if state.closed else None,
        "orders": [{"order": name, "planned": d.data.get("planned"), **_done(d)} for name, d in state.orders.items()],
        "steps": [_step(s) for s in site],
        "totals": {
            k: sum(r[k] for r in found) for k in ("registered", "present", "absent", "late", "handed_in", "removed")
        },
        "refusals": dict(sum((Counter(r["refusals"]) for r in found), Counter())),
        "rooms": found,
        "equations": [equation_data(e) for e in site_equations(ctx, sitting)] if whole else [],
        "stand_ins": [
            {
                "room": c.room,
                "role": c.role,
                "absent": c.absent,
                "stand_in": c.stand_in,
                "since": c.since,
                "until": c.until,
                "lasting": c.lasting,
                "reason": c.reason,
            }
            for c in state.duty_changes
            if whole or c.room in rooms
        ],
        "suspensions": [
            {"scope": p.scope, "since": p.since, "until": p.until, "reason": p.reason, "compensation": p.compensation}
            for p in state.pauses
            if whole or p.scope in {"site", *(f"room:{r}" for r in rooms)}
        ],
        "extensions": dict(state.extensions),
        "incidents": list(_incidents(ctx, sitting, rooms, whole)),
        "photos": list(_photos(state.photos)) if whole else [],
        "sheets": list(_sheets(ctx, sitting, state.sheets)) if whole else [],
    }


def _room(record: Record, ctx: Context, sitting: str, room: str, now: int) -> dict[str, Any]:
    found = room_record(ctx, sitting, room, now)
    refused = Counter(code for _, s in ctx.people(sitting, room) for _, code in s.refusals)
    # A person whom no roster knows is refused at the room's door only.
    for e in record.fold.history(f"room:{sitting}/{room}"):
        if e.kind == "candidate-refused" and not any(a.startswith("candidate:") for a in e.about):
            refused[str(e.data.get("code", ""))] += 1
    return {
        **room_summary(ctx, sitting, room),
        "copies": found.tally.copies,
        "cards": found.tally.cards,
        "steps": [_step(s) for s in found.steps],
        "refusals": dict(refused),
        "absentees": [{"candidate": c, "seat": _seat(ctx, sitting, c)} for c in found.absent],
        "late_arrivals": [
            {"candidate": c, "seat": _seat(ctx, sitting, c), "minutes": minutes} for c, minutes in found.late
        ],
        "hand_ins": [{"candidate": c, "seat": _seat(ctx, sitting, c), "at": at} for c, at in found.early],
        "misconduct": [
            {
                "candidate": c,
                "seat": _seat(ctx, sitting, c),
                "kind": d.data.get("kind"),
                "removed": d.data.get("removed") is True,
                **_done(d),
            }
            for c, d in found.misconduct
        ],
        "outings": [
            {"candidate": c, "out": out, "back": back, "reason": reason, "escort": escort}
            for c, out, back, reason, escort in found.outings
        ],
        "equations": [equation_data(e) for e in found.equations],
        "seals": [{"bag": label, "seal": seal, "card_seal": card} for label, seal, card in found.seals],
        "closed": found.closed.at if found.closed else None,
    }


def _seat(ctx: Context, sitting: str, candidate: str) -> int:
    place = ctx.place(sitting, candidate)
    return place.number if place else 0


def _step(s: StepStanding) -> dict[str, Any]:
    late = s.at is not None and s.standing == "done" and s.at > s.due + s.step.late_after * 60_000
    return {
        "step": s.step.id,
        "clause": s.step.clause,
        "planned": s.due,
        "actual": s.at,
        "done": s.done,
        "of": s.total,
        "standing": "done-late" if late else s.standing,
    }


def _done(done: Done) -> dict[str, Any]:
    return {"at": done.at, "officers": list(done.officers)}


def _photos(photos: Iterable[Done]) -> Iterator[dict[str, Any]]:
    """What was photographed of the whole sitting (N11); a room's photos stand in its evidence."""
    for photo in photos:
        shows, note = photo.data.get("shows"), photo.data.get("note")
        yield {
            "attachment": photo.data["attachment"],
            "shows": shows if shows in SHOWS else "other",
            "note": note if isinstance(note, str) else "",
            **_done(photo),
        }


def _sheets(ctx: Context, sitting: str, sheets: Mapping[str, Done]) -> Iterator[dict[str, Any]]:
    """Signed slips of the whole sitting as confirmed (P); a room's sheets stand in its evidence."""
    for _, sheet in sorted(sheets.items()):
        yield sheet_facts(ctx, sitting, sheet.data) | _done(sheet)


def _incidents(ctx: Context, sitting: str, rooms: list[str], whole: bool) -> Iterator[dict[str, Any]]:
    for id, i in sorted(ctx.state.incidents().items()):
        if i.opened is None or i.opened.data.get("sitting") != sitting:
            continue
        room = i.opened.data.get("room") or None
        if not whole and room not in rooms:
            continue
        yield {
            "id": id,
            "room": room,
            "kind": i.opened.data.get("kind"),
            "note": i.opened.data.get("note", ""),
            **_done(i.opened),
            "resolved": i.resolved and {**_done(i.resolved), "decision": i.resolved.data.get("decision", "")},
        }


def _corrections(record: Record, ctx: Context, people: dict[tuple[str, str], set[str]]) -> Iterator[dict[str, Any]]:
    """Corrections after publishing (Art 28): field, reason and entry; the values stay in their attachments."""
    seen: set[tuple[str, int]] = set()
    for (sitting, _), candidates in people.items():
        for c in sorted(candidates):
            for e in record.fold.history(f"candidate:{sitting}/{c}"):
                if e.kind != "candidate-corrected" or (e.desk, e.number) in seen:
                    continue
                seen.add((e.desk, e.number))
                yield {
                    "candidate": c,
                    "field": e.data.get("field"),
                    "reason": e.data.get("reason", ""),
                    "at": e.wall,
                    "officers": list(e.officers),
                    "proof": proof([e]),
                }


def _alarms(ctx: Context) -> Iterator[dict[str, Any]]:
    site = ctx.state.site(ctx.index.plan.site.id)
    for id, raised in site.leaks.items():
        closed = site.leaks_closed.get(id)
        cause = raised.data.get("cause", "")
        told = {"closed": closed.at if closed else None, "decision": closed.data.get("decision", "") if closed else ""}
        yield {"id": id, "cause": cause, **_done(raised), **told}
