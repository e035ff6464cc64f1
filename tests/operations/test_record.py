"""The one path to the ledger: decide, seal, append, fold, tell; nothing confirmed is lost, nothing half-done counts."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from desktop.exam.day.verdict import Reading
from desktop.exam.frame.command import Command, Refused, Signature
from desktop.faults import SiteFault
from desktop.ledger.entry import entry_line
from desktop.ledger.verify import verify
from desktop.operations.door import Checked, check
from desktop.operations.publishing import open_record
from desktop.store.home import open_home
from tests.helpers.homes import PASSPHRASE, ScriptedClock, enrolled, published_plan
from tests.helpers.morning import clock


def reading(desk: Any, n: int) -> Reading:
    return Reading(number=desk.record.plan.candidates[n].document_number)


def room_of(desk: Any, n: int) -> str:
    candidate = desk.record.plan.candidates[n].id
    return next(s.room for s in desk.record.plan.seats if s.candidate == candidate)


def test_a_verdict_is_on_the_disk_before_it_is_given(tmp_path: Path) -> None:
    with enrolled(tmp_path / "h") as desk:
        desk.clock.set("8:10")
        checked = check(desk.record, room_of(desk, 0), reading(desk, 0))
        assert isinstance(checked, Checked)
        assert checked.verdict.code == "ok"
        other = open_home(tmp_path / "h", PASSPHRASE)
        last = other.entries.last(desk.record.opened.record, desk.record.desk)
        other.close()
        assert last is not None
        assert last.hash == checked.entry.hash


def test_reopening_gives_the_same_state_and_the_same_head_code(tmp_path: Path) -> None:
    with enrolled(tmp_path / "h") as desk:
        desk.clock.set("8:10")
        for n in range(3):
            check(desk.record, room_of(desk, n), reading(desk, n))
        before, code = dict(desk.record.state.values), desk.record.head_code()
        desk.reopen()
        assert desk.record.state.values == before
        assert desk.record.head_code() == code


def test_an_append_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with enrolled(tmp_path / "h") as desk:
        desk.clock.set("8:10")
        count, code = desk.record.fold.count, desk.record.head_code()

        def full(entries: Any) -> None:
            raise SiteFault("disk-full", path="x")

        with monkeypatch.context() as patch:
            patch.setattr(desk.home.entries, "append", full)
            with pytest.raises(SiteFault) as fault:
                check(desk.record, room_of(desk, 0), reading(desk, 0))
        assert fault.value.code == "disk-full"
        assert (desk.record.fold.count, desk.record.head_code()) == (count, code)
        again = check(desk.record, room_of(desk, 0), reading(desk, 0))
        assert isinstance(again, Checked)
        assert again.verdict.code == "ok"


def test_two_processes_on_one_home_write_one_chain(tmp_path: Path) -> None:
    with enrolled(tmp_path / "h") as desk:
        desk.clock.set("8:10")
        beside = open_home(tmp_path / "h", PASSPHRASE)
        second = open_record(beside, desk.clock)
        check(desk.record, room_of(desk, 0), reading(desk, 0))
        late = check(second, room_of(desk, 1), reading(desk, 1))
        check(desk.record, room_of(desk, 2), reading(desk, 2))
        assert isinstance(late, Checked)
        beside.close()
        lines = list(desk.home.entries.lines(desk.record.opened.record))
        report = verify(lines, desk.record.opened.record, desk.record.opened.secret)
        assert report.ok, report
        assert report.entries == 4
        assert desk.record.refresh() == 0
        assert desk.record.fold.count == 4


def test_a_check_is_judged_again_when_another_process_admitted_the_same_person_first(tmp_path: Path) -> None:
    with enrolled(tmp_path / "h") as desk:
        desk.clock.set("8:10")
        beside = open_home(tmp_path / "h", PASSPHRASE)
        stale = open_record(beside, desk.clock)
        first = check(desk.record, room_of(desk, 0), reading(desk, 0))
        second = check(stale, room_of(desk, 0), reading(desk, 0))
        beside.close()
        assert isinstance(first, Checked)
        assert isinstance(second, Checked)
        assert (first.verdict.code, second.verdict.code) == ("ok", "already-in")
        assert second.entry.kind == "candidate-refused"
        desk.record.refresh()
        assert desk.record.context().conflicts() == []


def test_a_clock_set_back_is_written_down_before_anything_else(tmp_path: Path) -> None:
    with enrolled(tmp_path / "h") as desk:
        desk.clock.set("8:10")
        check(desk.record, room_of(desk, 0), reading(desk, 0))
        desk.clock.set("8:06")
        check(desk.record, room_of(desk, 1), reading(desk, 1))
        kinds = [e.kind for e in desk.home.entries.load(desk.record.opened.record)]
        assert kinds[-2:] == ["clock-set-back", "candidate-admitted"]
        state = desk.record.state.desk(desk.record.desk)
        assert [d.data["back"] for d in state.set_backs] == [4 * 60_000]
        lines = [entry_line(e) for e in desk.home.entries.load(desk.record.opened.record)]
        assert verify(lines).ok


def test_a_refused_command_writes_nothing(tmp_path: Path) -> None:
    with enrolled(tmp_path / "h") as desk:
        count = desk.record.fold.count
        refused = desk.act("give-order", "sitting:s1", {"order": "start"}, at="7:10")
        assert isinstance(refused, Refused)
        assert desk.record.fold.count == count


def test_a_dry_run_decides_and_writes_nothing(tmp_path: Path) -> None:
    with enrolled(tmp_path / "h") as desk:
        chief = next(p.id for p in desk.record.plan.staff if p.role == "chief")
        desk.clock.set("7:31")
        command = Command(
            "report-staff",
            "sitting:s1",
            {"staff": chief},
            (Signature(chief, desk.clock.now),),
        )
        would = desk.record.act(command, dry_run=True)
        assert not isinstance(would, Refused)
        assert [e.kind for e in would] == ["staff-reported"]
        assert desk.record.fold.count == 1
        done = desk.record.act(command)
        assert not isinstance(done, Refused)
        assert desk.record.fold.count == 2


def test_a_time_can_only_be_given_in_a_rehearsal(tmp_path: Path) -> None:
    real = published_plan(rehearsal=False)
    with enrolled(tmp_path / "h", published=real) as desk:
        with pytest.raises(SiteFault) as fault:
            check(desk.record, room_of(desk, 0), reading(desk, 0), at=clock("8:10"))
        assert fault.value.code == "at-needs-rehearsal"


def test_listeners_are_told_what_was_touched_until_they_stop(tmp_path: Path) -> None:
    with enrolled(tmp_path / "h") as desk:
        desk.clock.set("8:10")
        told: list[frozenset[str]] = []
        stop = desk.record.listen(told.append)
        check(desk.record, room_of(desk, 0), reading(desk, 0))
        stop()
        check(desk.record, room_of(desk, 1), reading(desk, 1))
        assert len(told) == 1
        assert any(key.startswith("candidate:s1/") for key in told[0])
        assert any(key.startswith("room:s1/") for key in told[0])


def test_no_personal_data_lies_in_the_record_or_beside_it(tmp_path: Path) -> None:
    with enrolled(tmp_path / "h") as desk:
        desk.clock.set("8:10")
        for n in range(4):
            check(desk.record, room_of(desk, n), reading(desk, n))
        check(desk.record, room_of(desk, 0), Reading(number="990000199001010017", name="某某"))
        lines = b"\n".join(desk.home.entries.lines(desk.record.opened.record)).decode()
        for person in desk.record.plan.candidates:
            assert person.name not in lines
            assert person.document_number not in lines
        assert "990000199001010017" not in lines
        files = b"".join(p.read_bytes() for p in (tmp_path / "h").iterdir())
        assert desk.record.plan.candidates[0].name.encode() not in files
        assert PASSPHRASE.encode() not in files
        with pytest.raises(sqlite3.DatabaseError):
            sqlite3.connect(tmp_path / "h" / "home.db").execute("select * from entries").fetchall()


def test_the_offset_to_the_site_reference_moves_the_rules_clock_and_not_the_desks_own(tmp_path: Path) -> None:
    from desktop.exam.day.desks import clock_measured

    with enrolled(tmp_path / "h") as desk:
        desk.clock.set("8:04")
        early = check(desk.record, room_of(desk, 0), reading(desk, 0))
        assert isinstance(early, Checked)
        assert early.verdict.code == "too-early"
        desk.record.write([clock_measured(desk.record.desk, 90_000, "central")], ())
        now = check(desk.record, room_of(desk, 0), reading(desk, 0))
        assert isinstance(now, Checked)
        assert now.verdict.code == "ok"
        assert now.entry.wall == clock("8:04")
        assert now.entry.offset == 90_000


def test_scripted_clocks_never_run_their_steady_time_back() -> None:
    time = ScriptedClock("8:00")
    time.set("8:01")
    time.set("7:00")
    assert time.steady() == 60_000
