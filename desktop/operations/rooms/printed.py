"""The print log of a plan still being edited: what bears a seat locks it as soon as it is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from desktop.exam.plan.editing.locks import by_print, locked_by_print, unlocked
from desktop.operations.planning import draft_of, keep_draft
from desktop.operations.ports import Home

SEAT_FORMS = frozenset({"admission-ticket", "seat-labels", "summary-sheet", "door-sign"})
"""Forms that tell a candidate or a corridor who sits where."""


class PrintLog(Protocol):
    """The home's own log; see `press.source`."""

    def before(self, form: str, edition: str) -> Mapping[str, int]: ...
    def note(self, form: str, abouts: Sequence[str], at: int, copies: int, edition: str) -> None: ...


class PrintedSeats:
    """`log`, and beside it the draft whose seats it locks."""

    def __init__(self, home: Home, log: PrintLog) -> None:
        self._home, self._log = home, log

    def before(self, form: str, edition: str) -> Mapping[str, int]:
        """How many times a form in this edition was printed, by what it was of."""
        return self._log.before(form, edition)

    def note(self, form: str, abouts: Sequence[str], at: int, copies: int, edition: str) -> None:
        """A print run, durable when this returns; the seats it bears do not move any more."""
        self._log.note(form, abouts, at, copies, edition)
        if form in SEAT_FORMS:
            plan = draft_of(self._home)
            keep_draft(self._home, locked_by_print(plan, abouts), plan)


def call_in(home: Home, room: str) -> int:
    """What was printed of a room was called in: its seats are free again. How many. Raises SiteFault no-plan."""
    plan = draft_of(home)
    held = sum(s.room == room and by_print(plan, s) for s in plan.seats)
    if held:
        keep_draft(home, unlocked(plan, room), plan)
    return held
