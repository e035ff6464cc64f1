"""What came up in the room."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.exam.frame.command import room_key
from desktop.operations.reporting.evidence.item import Item
from desktop.operations.reporting.evidence.looking import Looking, of_kind
from desktop.operations.reporting.heading import at_of


def matters(look: Looking) -> Iterator[Item]:
    """What came up must have come to an end: incidents decided, outings back, misconduct told, calls answered."""
    here = room_key(look.sitting, look.room)
    rules = look.ctx.rules
    gaps: tuple[str, ...]
    for id, i in sorted(look.ctx.state.incidents().items()):
        opened = i.opened
        if opened is None or opened.data.get("room") != look.room or opened.data.get("sitting") != look.sitting:
            continue
        kind = rules.kind("incident", str(opened.data.get("kind", "")))
        gaps = () if i.resolved else ("decision",)
        entries = tuple(look.history(f"incident:{id}"))
        clause = kind.clause if kind else ""
        facts = {"what": "incident", "kind": opened.data.get("kind")}
        yield Item(f"incident:{id}", "matters", clause, None, opened.at, (), entries, gaps, False, facts)
    for c, state in look.candidates():
        history = look.of_candidate(c)
        for n, e in enumerate(of_kind(history, "misconduct-recorded"), 1):
            slots = look.slots("record-misconduct", e)
            unsigned = ["signature"] * sum(who is None for _, who in slots)
            gaps = (*unsigned, *([] if e.data.get("told") is True else ["told"]))
            key, clause = f"misconduct:{c}/{n}", rules.rights["record-misconduct"].clause
            yield Item(key, "matters", clause, None, at_of(e), slots, (e,), gaps, False, {"what": "misconduct"})
        out, back = of_kind(history, "candidate-let-out"), of_kind(history, "candidate-returned")
        if out:
            gaps = ("return",) if state.out else ()
            clause = rules.clause("escort")
            yield Item(
                f"outing:{c}",
                "matters",
                clause,
                None,
                at_of(out[-1]),
                (),
                (*out, *back),
                gaps,
                False,
                {"what": "outing"},
            )
    calls = [e for e in look.history(here) if e.kind in ("chief-called", "call-answered")]
    if calls:
        room = look.ctx.state.room(look.sitting, look.room)
        gaps = ("answer",) if len(room.calls) > room.answered else ()
        clause = rules.rights["call-chief"].clause
        yield Item("calls", "matters", clause, None, at_of(calls[-1]), (), tuple(calls), gaps, False, {"what": "call"})
