"""What the record knows of the results of a sitting (Art 25): who was absent, who was sent out. Passed or failed comes
from those who mark, and is nowhere in a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.exam.plan.model import Plan, Sitting
from desktop.faults import SiteFault
from desktop.operations.record import Record


@dataclass(frozen=True, slots=True)
class KnownResults:
    """`known` maps candidate ids to cheated or absent; `empty` is how many are left for those who mark; `unseen` how
    many of them the record has neither as come nor as absent, so that the sitting is not over yet or entries of another
    desk are missing here."""

    sitting: Sitting
    known: Mapping[str, str]
    empty: int
    unseen: int

    def count(self, result: str) -> int:
        return sum(one == result for one in self.known.values())


def known_results(record: Record, given: str) -> KnownResults:
    """Of a sitting, by id or subject. Raises SiteFault which-sitting, unknown-sitting."""
    sitting, state = sitting_of(record.plan, given), record.context().state
    people = {c.id: state.candidate(sitting.id, c.id) for c in record.plan.candidates if sitting.id in c.sittings}
    known = {id: one.result for id, one in people.items() if one.result}
    unseen = sum(one.status == "expected" for one in people.values())
    return KnownResults(sitting, known, len(people) - len(known), unseen)


def sitting_of(plan: Plan, given: str) -> Sitting:
    """The sitting meant: by id, by a subject of one sitting only, or the only one there is."""
    found = [t for t in plan.sittings if given == t.id] or [t for t in plan.sittings if given in ("", t.subject)]
    if len(found) == 1:
        return found[0]
    if not found and given:
        raise SiteFault("unknown-sitting", sitting=given[:60])
    raise SiteFault("which-sitting", known="、".join(f"{t.id} {t.subject}" for t in found or plan.sittings))
