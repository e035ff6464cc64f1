"""From draft to record: what is missing is said, what is published is frozen, a home is a desk of it once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.exam.plan.model import Plan
from desktop.exchange.rulefiles import RuleFolder
from desktop.faults import SiteFault
from desktop.ledger.verify import verify
from desktop.operations.planning import published_hash
from desktop.operations.publishing import enrol, open_record, opened, publish, unplaced
from desktop.store.home import Home, create_home, open_home
from tests.helpers.homes import PASSPHRASE, KeptPackages, PlainPins, ScriptedClock, published_plan
from tests.helpers.morning import RESOURCES, clock, small_plan

PATH = Path("plan")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with create_home(tmp_path / "h", PASSPHRASE) as found:
        yield found


@pytest.fixture
def files() -> KeptPackages:
    return KeptPackages()


def published(home: Home, files: Any, plan: Plan | None = None, **more: Any) -> Any:
    home.plans.save_draft(in_time(plan or small_plan(revision=0)))
    return publish(home, files, RuleFolder(RESOURCES), PlainPins(), ScriptedClock("7:00"), PATH, "pw", **more)


def in_time(plan: Plan) -> Plan:
    """Rooms and people entered by their last day (D7)."""
    return replace(plan, milestones={"D7": "2026-11-20"})


def enrolled(home: Home, files: Any, **more: Any) -> Any:
    given = {"label": "主考台", "role": "control", **more}
    return enrol(home, files, ScriptedClock("7:05"), PATH, "pw", given.pop("label"), given.pop("role"), **given)


def code(call: Any, *given: Any, **more: Any) -> str:
    with pytest.raises(SiteFault) as fault:
        call(*given, **more)
    return fault.value.code


def test_publishing_freezes_the_plan_and_locks_its_seats(home: Home, files: KeptPackages) -> None:
    done = published(home, files, rehearsal=True)
    kept = files.kept[PATH]
    assert (done.revision, kept.revision, kept.plan.rehearsal) == (1, 1, True)
    assert all(s.locked for s in kept.plan.seats)
    assert done.content_hash == kept.content_hash == published_hash(home)
    draft = home.plans.draft()
    assert draft is not None
    assert (draft.revision, draft.rehearsal, all(s.locked for s in draft.seats)) == (1, False, True)


def test_every_publication_is_a_record_of_its_own_with_a_higher_revision(home: Home, files: KeptPackages) -> None:
    first = published(home, files)
    draft = home.plans.draft()
    second = published(home, files, draft)
    assert (first.revision, second.revision) == (1, 2)
    assert first.record != second.record
    assert first.content_hash != second.content_hash


def test_everybody_gets_a_pin_given_or_drawn(home: Home, files: KeptPackages) -> None:
    done = published(home, files, pins={"p01": "111111", "002": "222222", "nobody": "3"})
    assert (done.pins["p01"], done.pins["p02"]) == ("111111", "222222")
    assert set(done.pins) == {p.id for p in small_plan().staff}
    assert all(len(pin) == 6 and pin.isdigit() for pin in done.pins.values())
    assert all(PlainPins().matches(files.kept[PATH].pins[p], pin) for p, pin in done.pins.items())


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"candidates": ()}, "candidates"),
        ({"sittings": ()}, "candidates"),
        ({"seats": small_plan().seats[1:]}, "seats"),
        ({"duties": ()}, "duties"),
    ],
)
def test_an_incomplete_plan_is_not_published(home: Home, files: KeptPackages, change: Any, what: str) -> None:
    with pytest.raises(SiteFault) as fault:
        published(home, files, replace(small_plan(revision=0), **change))
    assert (fault.value.code, fault.value.facts["what"]) == ("plan-incomplete", what)
    assert files.kept == {}
    draft = home.plans.draft()
    assert draft is not None
    assert draft.revision == 0


def _without(*roles: str, room: str | None = None) -> Any:
    plan = small_plan(revision=0)
    return replace(plan, duties=tuple(d for d in plan.duties if d.role not in roles or room not in (None, d.room)))


@pytest.mark.parametrize(
    ("plan", "what"),
    [
        (_without("chief"), "chief"),
        (_without("deputy-chief"), "deputy-chief"),
        (_without("lead-proctor", "assistant-proctor", room="r01"), "proctors"),
    ],
)
def test_a_plan_without_chiefs_or_with_a_room_nobody_watches_is_only_a_rehearsal(
    home: Home, files: KeptPackages, plan: Any, what: str
) -> None:
    """N1: filled before "ready". N2: the chief may waive the second proctor, not the only one."""
    with pytest.raises(SiteFault) as fault:
        published(home, files, plan)
    assert (fault.value.code, fault.value.facts["what"]) == ("plan-incomplete", what)
    assert files.kept == {}
    done = published(home, files, plan, rehearsal=True)
    assert [s["present"] for s in done.short] == ([0] if what == "proctors" else [])


def test_a_room_with_too_few_proctors_is_published_and_said(home: Home, files: KeptPackages) -> None:
    done = published(home, files, _without("assistant-proctor", room="r01"))
    assert [(s["room"], s["needed"], s["present"]) for s in done.short] == [("01", 2, 1)]


@pytest.mark.parametrize(("note", "done"), [({}, "none"), ({"D7": "2026-11-29"}, "2026-11-29")])
def test_a_plan_whose_rooms_were_not_entered_in_time_stops(
    home: Home, files: KeptPackages, note: dict[str, str], done: str
) -> None:
    """D7, Art 15: 信息过时未导入，将不能继续该计划."""
    home.plans.save_draft(replace(small_plan(revision=0), milestones=note))
    given = (home, files, RuleFolder(RESOURCES), PlainPins(), ScriptedClock("7:00"), PATH, "pw")
    with pytest.raises(SiteFault) as fault:
        publish(*given)
    assert fault.value.code == "plan-stopped"
    assert fault.value.facts == {"rule": "D7", "clause": "002 第十五条", "due": "2026-11-28", "done": done}
    assert files.kept == {}
    assert publish(*given, rehearsal=True).rehearsal, "a rehearsal is free of dates"


def test_before_its_last_day_a_plan_need_not_say_that_its_rooms_are_entered(home: Home, files: KeptPackages) -> None:
    home.plans.save_draft(replace(small_plan(revision=0), first_exam_date="2026-12-12"))
    publish(home, files, RuleFolder(RESOURCES), PlainPins(), ScriptedClock("7:00"), PATH, "pw")
    assert files.kept


def test_a_seat_in_another_sitting_does_not_count() -> None:
    plan = small_plan()
    assert unplaced(plan) == ()
    assert unplaced(replace(plan, seats=plan.seats[:-1])) == (plan.seats[-1].candidate,)


def test_without_a_plan_nothing_is_published(home: Home, files: KeptPackages) -> None:
    assert code(publish, home, files, RuleFolder(RESOURCES), PlainPins(), ScriptedClock(), PATH, "pw") == "no-plan"


def test_a_file_that_cannot_be_written_leaves_the_draft_as_it_was(home: Home, files: KeptPackages) -> None:
    def broken(*given: Any) -> None:
        raise SiteFault("disk-full", path="x")

    files.write = broken  # type: ignore[method-assign]
    assert code(published, home, files) == "disk-full"
    draft = home.plans.draft()
    assert draft is not None
    assert draft.revision == 0
    assert published_hash(home) == ""


def test_enrolling_makes_a_key_and_a_first_entry_with_its_proof(home: Home, files: KeptPackages) -> None:
    done = published(home, files)
    own, entry = enrolled(home, files)
    assert (own.record, own.role, entry.number, entry.kind) == (done.record, "control", 1, "desk-enrolled")
    report = verify(home.entries.lines(done.record), done.record, own.secret)
    assert (report.ok, report.proof_checked) == (True, True)
    record = open_record(home, ScriptedClock())
    assert record.desk == entry.desk
    assert record.heads()[entry.desk].number == 1


def test_a_home_is_a_desk_of_a_record_once_and_of_another_as_well(home: Home, files: KeptPackages) -> None:
    published(home, files)
    first, _ = enrolled(home, files)
    assert code(enrolled, home, files) == "desk-enrolled"
    files.kept[PATH] = published_plan()
    second, _ = enrolled(home, files)
    assert second.record != first.record
    assert second.key.desk_id != first.key.desk_id
    assert opened(home).record == second.record
    assert opened(home, first.record).key.desk_id == first.key.desk_id


def test_an_enrolment_broken_off_by_a_power_cut_is_gone_on_with(tmp_path: Path, files: KeptPackages) -> None:
    files.kept[PATH] = published_plan()

    class Cut(Exception):
        pass

    with create_home(tmp_path / "cut", PASSPHRASE) as home:
        append = home.entries.append

        def cut(entries: Any) -> None:
            raise Cut

        home.entries.append = cut  # type: ignore[method-assign]
        with pytest.raises(Cut):
            enrolled(home, files)
        home.entries.append = append  # type: ignore[method-assign]
        kept = home.plans.desk(files.kept[PATH].record)
        assert kept is not None
    with open_home(tmp_path / "cut", PASSPHRASE) as home:
        assert code(opened, home) == "not-enrolled"
        own, entry = enrolled(home, files)
        assert (own.key.raw, entry.number) == (kept.key, 1)


def test_wrong_labels_roles_and_times_are_refused_before_anything_is_kept(home: Home, files: KeptPackages) -> None:
    files.kept[PATH] = published_plan(rehearsal=False)
    assert code(enrolled, home, files, role="cook") == "desk-role"
    assert code(enrolled, home, files, label="  ") == "desk-label"
    assert code(enrolled, home, files, at=clock("7:05")) == "at-needs-rehearsal"
    assert home.plans.packages() == []
    assert code(opened, home) == "not-enrolled"
