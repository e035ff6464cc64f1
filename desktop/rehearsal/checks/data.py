"""What this home holds: the roster with its seats, the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.exam.plan.model import Plan
from desktop.ledger.verify import verify
from desktop.rehearsal.checks.finding import Finding

if TYPE_CHECKING:
    from desktop.store.home import Home


def roster(plan: Plan | None) -> Finding:
    if plan is None:
        return Finding(True, "selftest-no-roster", {})
    seated = {(s.sitting, s.candidate) for s in plan.seats}
    without = sum(1 for c in plan.candidates for s in c.sittings if (s, c.id) not in seated)
    facts = {"candidates": len(plan.candidates), "rooms": len(plan.rooms), "without": without}
    return Finding(not without, "selftest-roster-good" if not without else "selftest-roster-seats", facts)


def record(home: Home) -> Finding:
    """The whole record of this home verifies."""
    from desktop.operations.publishing import opened

    if home.plans.current_record() is None:
        return Finding(True, "selftest-no-record", {})
    desk = opened(home)
    report = verify(home.entries.lines(desk.record), desk.record, desk.secret)
    if not report.ok:
        facts = {"desk": report.desk or "", "number": report.number or 0, "reason": report.reason or ""}
        return Finding(False, "selftest-record-broken", facts)
    return Finding(True, "selftest-record-good", {"entries": report.entries, "code": report.code})
