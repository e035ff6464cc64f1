"""What a home keeps besides the record: plans, packages, its desk, settings, profiles, attachments, prints, sync."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.exam.plan.model import Candidate, Organisation, Plan, Seat, Site, Sitting
from desktop.faults import SiteFault
from desktop.store.home import Home, create_home, open_home
from desktop.store.papers import Printed
from desktop.store.plans import OwnDesk, Package
from desktop.store.sync import Receipt, Refusal
from tests.ledger.records import OTHER_RECORD, RECORD

CENTRAL, OTHER = "https://central.example/v1", "https://other.example/v1"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with create_home(tmp_path / "home", "synthetic") as made:
        yield made


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(SiteFault) as fault:
        work()
    return fault.value.code


def plan(size: int) -> Plan:
    candidates = tuple(
        Candidate(
            *(f"c{n:05}", "欧阳𠮷" if n % 9 else "张三", "居民身份证", f"99010219900307{n:04}", "female", f"99{n:08}"),
            *("保育师", 4, "", "示例单位", "", "", "", "", ("s1",)),
        )
        for n in range(size)
    )
    seats = tuple(Seat(c.id, "s1", f"r{n // 30:03}", n % 30 + 1, 1, 1) for n, c in enumerate(candidates))
    return Plan(
        *("p1", "示例计划", "social", Organisation("示例评价机构"), Site("site", "示例考点")),
        sittings=(Sitting("s1", "理论", "paper", 1_795_221_000_000, 1_795_226_400_000),),
        candidates=candidates,
        seats=seats,
        milestones={"D1": "2026-11-01"},
    )


def test_the_draft_is_kept_whole_and_replaced(home: Home) -> None:
    assert home.plans.draft() is None
    home.plans.save_draft(plan(40))
    home.plans.save_draft(plan(50))
    assert home.plans.draft() == plan(50)
    with open_home(home.folder, "synthetic") as again:
        assert again.plans.draft() == plan(50)
    home.plans.save_draft(None)
    assert home.plans.draft() is None


def test_ten_thousand_candidates_are_kept_in_one_transaction_of_as_many_statements_as_one(home: Home) -> None:
    """How long it takes is a measure of `make bench`."""
    said: list[str] = []
    home.database.raw.set_trace_callback(said.append)
    home.plans.save_draft(plan(1))
    few = [line.split()[0] for line in said]
    said.clear()
    large = plan(10_000)
    home.plans.save_draft(large)
    home.database.raw.set_trace_callback(None)
    assert [line.split()[0] for line in said] == few == ["BEGIN", "DELETE", "INSERT", "COMMIT"]
    assert home.plans.draft() == large


def test_a_package_is_kept_for_good(home: Home) -> None:
    document = {"plan": {"name": "示例"}, "rules": {}, "protocols": {"theory": [1]}}
    home.plans.add_package(RECORD, document, b"\0secret", {"p001": "argon2"})
    assert home.plans.package(RECORD) == Package(RECORD, document, b"\0secret", {"p001": "argon2"})
    assert home.plans.package(OTHER_RECORD) is None
    assert refused(lambda: home.plans.add_package(RECORD, {}, b"")) == "package-exists"
    home.plans.add_package(OTHER_RECORD, {}, b"s")
    assert home.plans.packages() == [RECORD, OTHER_RECORD]


def test_a_home_is_one_desk_of_a_record(home: Home) -> None:
    assert home.plans.desk(RECORD) is None
    home.plans.add_desk(RECORD, b"k" * 32, "北门", "door")
    assert home.plans.desk(RECORD) == OwnDesk(RECORD, b"k" * 32, "北门", "door")
    assert refused(lambda: home.plans.add_desk(RECORD, b"x" * 32, "", "door")) == "desk-exists"
    assert home.plans.current_record() is None
    home.plans.set_current_record(RECORD)
    assert home.plans.current_record() == RECORD


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE packages SET record = 'x'",
        "DELETE FROM packages",
        "INSERT OR REPLACE INTO packages SELECT * FROM packages",
        "UPDATE desks SET record = 'x'",
        "DELETE FROM desks",
        "INSERT OR REPLACE INTO desks SELECT * FROM desks",
    ],
)
def test_packages_and_keys_cannot_be_changed_or_taken_away(home: Home, statement: str) -> None:
    home.plans.add_package(RECORD, {}, b"s")
    home.plans.add_desk(RECORD, b"k" * 32, "北门", "door")
    assert refused(lambda: home.database.select(statement)).endswith(("-final", "-exists"))
    assert home.plans.package(RECORD) == Package(RECORD, {}, b"s", {})
    assert home.plans.desk(RECORD) == OwnDesk(RECORD, b"k" * 32, "北门", "door")


def test_settings_are_text_by_key(home: Home) -> None:
    assert home.settings.get("reader") is None
    home.settings.put("reader", "pcsc:*")
    home.settings.put("reader", "keyboard:")
    home.settings.put("a", "")
    assert home.settings.get("reader") == "keyboard:"
    assert home.settings.all() == {"a": "", "reader": "keyboard:"}
    home.settings.put("a", None)
    assert home.settings.get("a") is None


def test_profiles_of_imports_are_kept_by_name(home: Home) -> None:
    home.profiles.put("示例单位", {"columns": {"姓名": "name"}, "skip": 2})
    home.profiles.put("示例单位", {"columns": {"名字": "name"}})
    assert home.profiles.get("示例单位") == {"columns": {"名字": "name"}}
    assert home.profiles.get("another") is None
    assert home.profiles.names() == ["示例单位"]
    home.profiles.put("示例单位", None)
    assert home.profiles.names() == []


def test_attachments_are_found_by_their_hash(home: Home) -> None:
    bodies = [b"", b"photo" * 100_000, b"\0\xff"]
    names = [home.attachments.put(body) for body in bodies]
    assert names == [hashlib.sha256(body).hexdigest() for body in bodies]
    assert home.attachments.put(bodies[1]) == names[1]
    assert [home.attachments.get(name) for name in names] == bodies
    assert home.attachments.get("0" * 64) is None
    assert list(home.attachments.hashes()) == sorted(names)


def test_the_print_log_counts_copies_of_a_form_for_one_thing(home: Home) -> None:
    first = Printed("seat-labels", "room:r03", 1_795_217_400_000, "p012", 1, "v1")
    second = Printed("seat-labels", "room:r03", 1_795_217_500_000, "p012", 2, "v1")
    other = Printed("custody-slip", "bag:b1", 1_795_217_600_000, "", 1)
    for printed in (first, second, other):
        home.prints.add(printed)
    assert home.prints.all() == [first, second, other]
    assert home.prints.all("seat-labels") == [first, second]
    assert home.prints.all(about="bag:b1") == [other]
    assert home.prints.copies("seat-labels", "room:r03") == 3
    assert home.prints.copies("seat-labels", "room:r04") == 0


def test_a_print_run_is_one_line_for_everything_it_was_of(home: Home) -> None:
    home.prints.note("seat-labels", ["candidate:c1", "candidate:c2"], 1_795_217_400_000, 2, "1")
    home.prints.note("seat-labels", ["candidate:c2"], 1_795_217_500_000, 1, "1")
    home.prints.note("seat-labels", [], 1_795_217_600_000, 1, "1")
    assert home.prints.before("seat-labels", "1") == {"candidate:c1": 1, "candidate:c2": 2}
    assert home.prints.before("seat-labels", "2") == home.prints.before("door-sign", "1") == {}
    assert home.prints.copies("seat-labels", "candidate:c2") == 3


def test_what_the_centre_refused_stays_until_it_takes_it(home: Home) -> None:
    refusal = Refusal("d" * 16, 7, "gap", "6 is missing")
    home.sync.note(CENTRAL, RECORD, {"d" * 16: 5, "e" * 16: 2}, [refusal])
    assert home.sync.accepted(CENTRAL, RECORD) == {"d" * 16: 5, "e" * 16: 2}
    assert home.sync.refused(CENTRAL, RECORD) == [refusal]
    assert home.sync.refused(OTHER, RECORD) == home.sync.refused(CENTRAL, OTHER_RECORD) == []
    later = Refusal("d" * 16, 7, "bad-hash", "no")
    home.sync.note(CENTRAL, RECORD, {"d" * 16: 6}, [later])
    assert home.sync.refused(CENTRAL, RECORD) == [later]
    home.sync.note(CENTRAL, RECORD, {"d" * 16: 8})
    assert home.sync.refused(CENTRAL, RECORD) == []
    assert home.sync.accepted(CENTRAL, RECORD) == {"d" * 16: 8, "e" * 16: 2}


def test_receipts_are_kept_once_for_each_statement(home: Home) -> None:
    receipt = Receipt("s1", '{"code":"X"}', "R-1", 1_795_230_000_000)
    home.sync.add_receipt(CENTRAL, RECORD, receipt)
    home.sync.add_receipt(CENTRAL, RECORD, receipt)
    other = Receipt("s1", '{"code":"Y"}', "R-2", 1_795_230_000_001)
    home.sync.add_receipt(CENTRAL, RECORD, other)
    assert home.sync.receipts(CENTRAL, RECORD) == [receipt, other]
    assert home.sync.receipts(OTHER, RECORD) == []
