"""The candidates of the room: let in, signed, looked at again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from desktop.exam.frame.context import MINUTE
from desktop.exam.frame.state import Recorded
from desktop.operations.reporting.evidence.item import Item
from desktop.operations.reporting.evidence.looking import Looking, of_kind
from desktop.operations.reporting.heading import at_of


def people(look: Looking) -> Iterator[Item]:
    """Every candidate: admitted and signed, or named absent; and looked at again at the seat (App5 8:30)."""
    start = look.ctx.start(look.sitting)
    door = look.ctx.rules.clause("ok")
    frozen = [e for e in look.here() if e.kind == "absentees-frozen"]
    histories = {c: look.of_candidate(c) for c, _ in look.candidates()}
    absent = {c for e in frozen for c in e.data.get("candidates", ())}
    if not frozen:  # that list's own gap already says that nobody has named the absentees
        absent = {c for c, h in histories.items() if not of_kind(h, "candidate-admitted")}
    admitted = {c: of_kind(h, "candidate-admitted") for c, h in histories.items() if c not in absent}
    corrected = {c for c, h in histories.items() if of_kind(h, "attendance-corrected")}
    cutoff = look.ctx.late_cutoff(look.sitting)
    unknown = [c for c, e in admitted.items() if not e]
    there = [c for c in admitted if c not in unknown or c in corrected]
    yield _all(look, "admissions", door, admitted, unknown, look.now <= cutoff, len(histories) - len(admitted))
    signed = {c: of_kind(histories[c], "signature-confirmed", "attendance-corrected") for c in there}
    unsigned = [c for c, e in signed.items() if not e]
    yield _all(look, "signatures", door, signed, unsigned, look.now <= cutoff)
    seen = {c: of_kind(histories[c], "candidate-checked-at-seat") for c in there}
    left = [c for c, e in seen.items() if not e]
    clause = look.ctx.protocols[look.ctx.index.sittings[look.sitting].mode].gates.get("check-at-seat")
    yield _all(look, "seat-checks", clause.clause if clause else "", seen, left, look.now <= start + 15 * MINUTE)


def _all(
    look: Looking,
    key: str,
    clause: str,
    found: dict[str, list[Recorded]],
    missing: Sequence[str],
    coming: bool,
    absent: int | None = None,
) -> Item:
    """Evidence about many candidates as one item: how many, whose is missing (seat numbers and ids)."""
    entries = tuple(e for one in found.values() for e in one)
    facts: dict[str, Any] = {"count": len(found) - len(missing), "of": len(found)}
    if absent is not None:
        facts["absent"] = absent
    if missing:
        facts["missing"] = [
            {"candidate": c, "seat": place.number if place else 0}
            for c in missing
            for place in [look.ctx.place(look.sitting, c)]
        ]
    at = max((at_of(e) for e in entries), default=None)
    gaps = ("entry",) * len(missing)
    return Item(key, "candidates", clause, None, at, (), entries, gaps, coming, facts)
