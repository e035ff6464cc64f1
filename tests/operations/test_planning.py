"""Before the day: a roster taken in whole or not at all, an arrangement that keeps, a check by clause and date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.exam.plan.model import Plan
from desktop.exchange.rulefiles import RuleFolder
from desktop.faults import SiteFault
from desktop.operations import planning, publishing
from desktop.store.home import Home, create_home
from tests.helpers.homes import PASSPHRASE
from tests.helpers.morning import RESOURCES, small_plan

RULES = RuleFolder(RESOURCES)


@dataclass
class Read:
    """What a roster reader found."""

    plan: Plan | None
    rejected: tuple[Any, ...] = ()
    warnings: tuple[Any, ...] = ()
    rows: Any = None
    read: int = 0

    @property
    def accepted(self) -> dict[str, int]:
        return {"candidates": len(self.plan.candidates) if self.plan else 0}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with create_home(tmp_path / "h", PASSPHRASE) as found:
        yield found


def bare() -> Plan:
    return small_plan(revision=0, seats=(), duties=(), bags=())


@pytest.mark.parametrize(
    ("rejected", "check", "accept_valid", "taken"),
    [
        (False, False, False, True),
        (False, True, False, False),
        (True, False, False, False),
        (True, False, True, True),
        (True, True, True, False),
    ],
)
def test_an_import_is_all_or_nothing(home: Home, rejected: bool, check: bool, accept_valid: bool, taken: bool) -> None:
    found = Read(bare(), ("row",) if rejected else ())
    seen: list[Any] = []

    def read(files: Any, existing: Any, profile: Any) -> Any:
        seen.append((files, existing, profile))
        return found

    done = planning.import_roster(home, read, [Path("a")], profile="p", check=check, accept_valid=accept_valid)
    assert seen == [([Path("a")], None, "p")]
    assert done.taken is taken
    assert (home.plans.draft() is not None) is taken


def test_a_file_nobody_can_read_takes_the_old_draft_from_nobody(home: Home) -> None:
    home.plans.save_draft(bare())
    planning.import_roster(home, lambda *_: Read(None, ("whole file",)), [Path("a")], accept_valid=True)
    assert home.plans.draft() == bare()


def test_an_arrangement_seats_staffs_and_orders_papers(home: Home) -> None:
    home.plans.save_draft(bare())
    done = planning.arrange_draft(home, RULES)
    assert (done.unseated, done.problems) == (0, ())
    plan = home.plans.draft()
    assert plan == done.plan
    assert len(plan.seats) == len(plan.candidates)
    assert plan.duties
    assert plan.bags


def test_the_same_seed_gives_the_same_seats_and_printed_ones_stay(home: Home) -> None:
    params = planning.params_of(RULES, bare())
    one, two = planning.arrange(bare(), params, 7), planning.arrange(bare(), params, 7)
    assert one.plan.seats == two.plan.seats
    printed = replace(one.plan, seats=tuple(replace(s, locked=True) for s in one.plan.seats))
    again = planning.arrange(printed, params, 8)
    assert {(s.candidate, s.room, s.number) for s in again.plan.seats} == {
        (s.candidate, s.room, s.number) for s in one.plan.seats
    }


def test_without_a_draft_there_is_nothing_to_arrange(home: Home) -> None:
    with pytest.raises(SiteFault) as fault:
        planning.arrange_draft(home, RULES)
    assert fault.value.code == "no-plan"


def test_a_changed_draft_is_no_longer_the_published_one(home: Home) -> None:
    home.plans.save_draft(small_plan())
    home.settings.put(publishing.PUBLISHED_HASH, "ab" * 32)
    planning.keep_draft(home, small_plan(), small_plan())
    assert planning.published_hash(home) == "ab" * 32
    planning.mark(home, "D3", "2026-11-20")
    assert planning.published_hash(home) == ""


def test_a_duty_is_marked_done_and_taken_back(home: Home) -> None:
    home.plans.save_draft(bare())
    assert dict(planning.mark(home, "N6", "2026-11-20").milestones) == {"N6": "2026-11-20"}
    with pytest.raises(SiteFault) as fault:
        planning.mark(home, "N6", "20. November")
    assert fault.value.code == "bad-date"
    assert dict(planning.mark(home, "N6", "").milestones) == {}


def test_the_chief_alone_says_why_a_room_does_with_fewer_proctors(home: Home) -> None:
    plan = small_plan()
    today = date(2026, 11, 20)
    home.plans.save_draft(plan)
    with pytest.raises(SiteFault) as fault:
        planning.waive(home, RULES, "001", "人员突发疾病", today)
    assert fault.value.code == "waiver-nothing-short"
    fewer = replace(plan, duties=tuple(d for d in plan.duties if (d.role, d.room) != ("assistant-proctor", "r01")))
    home.plans.save_draft(fewer)
    for who, reason, code in (
        ("002", "人员突发疾病", "waiver-not-chief"),
        ("999", "人员突发疾病", "waiver-not-chief"),
        ("001", "长" * 201, "waiver-too-long"),
    ):
        with pytest.raises(SiteFault) as fault:
            planning.waive(home, RULES, who, reason, today)
        assert fault.value.code == code
    kept = planning.waive(home, RULES, "001", " 人员突发疾病\n", today)
    assert dict(kept.milestones) == {
        "N2.waiver": "人员突发疾病",
        "N2.waiver.by": "p01",
        "N2.waiver.on": "2026-11-20",
        "N2.waiver.rooms": "s1/01:1",
    }
    n2 = next(c for c in planning.check(kept, RULES, RULES.calendar(), today) if c.key == "N2")
    assert (n2.state, len(n2.facts["short"]), n2.facts["not_waived"]) == ("met", 1, ())
    assert dict(planning.waive(home, RULES, "p01", "", today).milestones) == {}


def test_the_check_names_every_rule_once_with_its_clause() -> None:
    checks = planning.check(small_plan(), RULES, RULES.calendar(), date(2026, 11, 21))
    keys = [c.key for c in checks]
    assert {k[0] for k in keys} == {"D", "N"}
    assert all(c.clause and c.title and c.state for c in checks)


def test_a_plan_fetched_again_keeps_what_was_made_of_it() -> None:
    draft = small_plan()
    left = draft.candidates[0]
    fetched = replace(bare(), rooms=(), staff=(), candidates=draft.candidates[1:], revision=5)
    plan = planning.renewed(draft, fetched)
    assert (plan.revision, plan.rooms, plan.staff, plan.bags) == (5, draft.rooms, draft.staff, draft.bags)
    assert plan.candidates == draft.candidates[1:]
    assert {s.candidate for s in draft.seats} - {s.candidate for s in plan.seats} == {left.id}
    assert plan.duties == draft.duties
    drawn = replace(draft, rooms=(replace(draft.rooms[0], gaps=("1-1",), aisles=(2,)), *draft.rooms[1:]))
    again = planning.renewed(drawn, replace(fetched, rooms=draft.rooms))
    assert again.rooms == drawn.rooms, "the centre draws no pillars"
    wider = planning.renewed(drawn, replace(fetched, rooms=(replace(draft.rooms[0], columns=6), *draft.rooms[1:])))
    assert wider.rooms[0].gaps == (), "another grid is another drawing"
    other = replace(fetched, id="another")
    assert planning.renewed(draft, other) == other
    assert planning.renewed(None, fetched) == fetched
