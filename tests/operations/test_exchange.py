"""Desks that meet agree: merge by file, any order, any repetition; what does not verify is not taken in."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from desktop.exam.day.verdict import Reading
from desktop.faults import SiteFault
from desktop.ledger.entry import Entry, entry_from_data, entry_to_data
from desktop.operations.door import check
from desktop.operations.exchange import closed_sittings, merge, outcome
from tests.helpers.homes import Enrolled, enrolled, published_plan


def entries(desk: Enrolled) -> list[Entry]:
    return list(desk.home.entries.load(desk.record.opened.record))


def admit(desk: Enrolled, n: int, at: str = "8:10") -> Any:
    desk.clock.set(at)
    who = desk.record.plan.candidates[n]
    room = next(s.room for s in desk.record.plan.seats if s.candidate == who.id)
    return check(desk.record, room, Reading(number=who.document_number))


@pytest.fixture
def three(tmp_path: Path) -> Any:
    published = published_plan()
    with (
        enrolled(tmp_path / "a", "control", "A", published) as a,
        enrolled(tmp_path / "b", "door", "B", published) as b,
        enrolled(tmp_path / "c", "door", "C", published) as c,
    ):
        admit(a, 0)
        admit(b, 1, "8:11")
        admit(b, 2, "8:12")
        admit(c, 2, "8:13")
        admit(c, 3, "8:14")
        yield a, b, c


def test_merge_gives_one_state_in_any_order_and_any_repetition(three: Any, tmp_path: Path) -> None:
    a, b, c = three
    sets = [entries(a), entries(b), entries(c)]
    published, states = a.published, []
    for n, order in enumerate(permutations(range(3))):
        with enrolled(tmp_path / f"m{n}", "control", "M", published) as m:
            own = f"desk:{m.record.desk}"
            for i in (*order, order[0]):
                merge(m.record, m.home.entries, sets[i])
            states.append({k: v for k, v in m.record.state.values.items() if k != own})
    assert all(s == states[0] for s in states)


def test_one_candidate_admitted_at_two_desks_is_a_conflict_that_a_chief_decides(three: Any) -> None:
    a, b, c = three
    merge(a.record, a.home.entries, entries(b))
    done = merge(a.record, a.home.entries, entries(c))
    assert done.conflicts == 1
    (conflict,) = a.record.context().conflicts()
    assert conflict.kind == "admitted-twice"
    assert len(conflict.versions) == 2
    chief = next(p.id for p in a.record.plan.staff if p.role == "chief")
    site = f"site:{a.record.plan.site.id}"
    a.act("resolve-conflict", site, {"conflict": conflict.id, "keep": 1, "reason": "先到为准"}, chief, at="8:20")
    assert a.record.context().conflicts() == []


def test_merging_again_takes_nothing(three: Any) -> None:
    a, b, _ = three
    assert merge(a.record, a.home.entries, entries(b)).received == 3
    again = merge(a.record, a.home.entries, entries(b))
    assert (again.received, again.known) == (0, 3)


def test_a_changed_entry_is_not_taken_in(three: Any) -> None:
    a, b, _ = three
    data = [entry_to_data(e) for e in entries(b)]
    data[1]["data"] = {**data[1]["data"], "seat": 9}
    with pytest.raises(SiteFault) as fault:
        merge(a.record, a.home.entries, [entry_from_data(d) for d in data])
    assert fault.value.code == "record-not-intact"
    assert fault.value.facts["reason"] == "bad-hash"
    assert a.record.fold.count == 2


def test_another_entry_under_a_known_number_is_noticed(three: Any) -> None:
    a, b, _ = three
    merge(a.record, a.home.entries, entries(b))
    data = [entry_to_data(e) for e in entries(b)]
    data[2]["hash"] = "0" * 64
    with pytest.raises(SiteFault) as fault:
        merge(a.record, a.home.entries, [entry_from_data(d) for d in data])
    assert fault.value.code == "record-not-intact"


def test_a_desk_of_another_plan_is_not_taken_in(three: Any, tmp_path: Path) -> None:
    a, _, _ = three
    with enrolled(tmp_path / "x") as stranger:
        with pytest.raises(SiteFault) as fault:
            merge(a.record, a.home.entries, entries(stranger))
        assert fault.value.code == "record-other"


def test_a_gap_is_not_taken_in(three: Any) -> None:
    a, b, _ = three
    with pytest.raises(SiteFault) as fault:
        merge(a.record, a.home.entries, [entries(b)[0], entries(b)[2]])
    assert fault.value.facts["reason"] in ("gap", "broken-chain")


def test_the_outcome_counts_what_the_record_says(three: Any) -> None:
    a, b, c = three
    for other in (b, c):
        merge(a.record, a.home.entries, entries(other))
    ctx = a.record.context()
    said = outcome(ctx, "s1", a.record.heads())
    assert said["present"] == 4
    assert said["registered"] == len(a.record.plan.candidates)
    assert len(said["absent"]) == said["registered"] - 4
    assert said["code"] == a.record.head_code()
    assert sum(r["present"] for r in said["rooms"]) == 4
    assert closed_sittings(ctx) == ()
