"""The equations of the room, each with the entry in which it was counted."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.exam.day.balance import Equation, room_equations
from desktop.operations.reporting.evidence.item import Item
from desktop.operations.reporting.evidence.looking import Looking
from desktop.operations.reporting.heading import at_of

COUNTS = {
    "C1": "bag-issued",
    "C2": "bag-opened",
    "C3": "absentees-frozen",
    "C5": "papers-collected",
    "C6": "bags-counted",
    "C3-sheet": "sheet-confirmed",
}
"""The entry in which each equation of a room is counted."""


def counts(look: Looking) -> Iterator[Item]:
    """C1 to C6 with their numbers, each attempt kept in the record; a missing count is its step's gap already."""
    here = look.here()
    for n, e in enumerate(room_equations(look.ctx, look.sitting, look.room), 1):
        kind = COUNTS.get(e.key) or COUNTS.get(e.key.partition("-")[0], "")
        found = [x for x in here if x.kind == kind]
        if not found or e.holds is None:
            continue
        clause = _clause_of(look, e)
        gaps = () if e.holds else ("balance",)
        yield Item(
            f"count:{e.key}/{n}",
            "counts",
            clause,
            None,
            at_of(found[-1]),
            (),
            tuple(found),
            gaps,
            False,
            {"equation": e.key, "left": dict(e.left), "right": dict(e.right), "holder": e.holder},
        )


def _clause_of(look: Looking, e: Equation) -> str:
    key = e.key.partition("-")[0]
    step = {"C1": "issue-bag", "C2": "open-bag"}.get(key)
    right = look.ctx.rules.rights.get(step) if step else None
    return right.clause if right else look.ctx.rules.clause(key)
