"""Reports on paper and as machine files: gaps appear exactly when evidence is removed (X10), every clause has its
answer (X5)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.bootstrap.parts import Parts
from desktop.exam.frame.command import Fact
from desktop.exam.plan.limits.checked import Check
from desktop.faults import SiteFault
from desktop.ledger.chain import Chain
from desktop.ledger.entry import Entry
from desktop.ledger.heads import read_claim
from desktop.ledger.keys import DeskKey
from desktop.operations.record import Record
from desktop.press.reports import report_facts, write_report
from tests.forms import reading
from tests.helpers.morning import clock, small_plan
from tests.press.played import RECORD, Hands, Played, full_day, read_json

LATER = clock("14:00")


class Desk(Parts):
    """Real parts at two in the afternoon."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Hands()  # type: ignore[assignment]
        self.clock.now = LATER  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def day() -> Played:
    """A day with everything in it, every slot signed."""
    m = full_day(small_plan(4), absent=["c00001"])
    m.run_until("9:10")
    m.act("let-out", "candidate:s1/c00003", {"reason": "toilet", "escort": "p07"}, at="9:10")
    m.act("let-back", "candidate:s1/c00003", at="9:15")
    m.act("report-incident", "room:s1/r01", {"kind": "equipment", "note": "灯不亮"}, at="9:20")
    (incident,) = m.fold.state.incidents()
    m.act("resolve-incident", f"incident:{incident}", {"decision": "已换灯管"}, at="9:25")
    m.act("record-misconduct", "candidate:s1/c00004", {"kind": "copying", "told": True}, at="9:30")
    m.run_normal_day()
    for duty in m.plan.duties:
        if duty.room:
            m.act("sign-work-record", f"staff:{duty.staff}", officers=[duty.staff], at="11:45")
    return m


def gaps(record: Record, room: str = "r01") -> dict[str, list[str]]:
    facts = report_facts(record, "evidence", room, Desk())
    assert facts["gaps"] == len(facts["rooms"][0]["gaps"])
    return {g["key"]: g["missing"] for g in facts["rooms"][0]["gaps"]}


def test_a_whole_day_leaves_no_gap(day: Played) -> None:
    assert {r: gaps(day.real, r) for r in ("r01", "r02", "r03")} == {"r01": {}, "r02": {}, "r03": {}}


def about(kind: str, key: str) -> Callable[[Entry], bool]:
    return lambda e: e.kind == kind and key in e.about


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        (lambda e: e.kind == "staff-reported" and e.data["staff"] == "p11", {"step:report-in/p11"}),
        (about("staff-briefed", "sitting:s1"), {"step:briefing"}),
        (about("clock-checked", "room:s1/r01"), {"step:clock"}),
        (about("bag-taken-out", "bag:b01"), {"step:papers-out/b01"}),
        (about("bag-issued", "bag:b01"), {"step:papers-issued/b01"}),
        (about("bags-brought", "bag:b01"), {"step:papers-brought"}),
        (about("room-prepared", "room:s1/r01"), {"step:room-prepared"}),
        (about("door-opened", "room:s1/r01"), {"step:door-open"}),
        (about("rules-read", "room:s1/r01"), {"step:rules-read"}),
        (about("papers-handed-out", "room:s1/r01"), {"step:papers-handed-out"}),
        (about("exam-started", "room:s1/r01"), {"step:start"}),
        (about("absentees-frozen", "room:s1/r01"), {"step:absentees"}),
        (about("fifteen-announced", "room:s1/r01"), {"step:fifteen"}),
        (about("exam-ended", "room:s1/r01"), {"step:end"}),
        (about("candidates-released", "room:s1/r01"), {"step:released"}),
        (about("bags-returned", "bag:b01"), {"step:returned"}),
        (about("bags-counted", "room:s1/r01"), {"step:accepted"}),
        (about("sealing-approved", "room:s1/r01"), {"step:approved"}),
        (about("bag-sealed", "bag:b01"), {"step:sealed/b01"}),
        (about("room-closed", "room:s1/r01"), {"step:closed"}),
        (about("escort-departed", "bag:b01"), {"step:departed/b01"}),
        (about("escort-arrived", "bag:b01"), {"arrived/b01"}),
        (lambda e: e.kind == "order-given" and e.data["order"] == "start", {"order:start"}),
        (lambda e: e.kind == "order-given" and e.data["order"] == "end", {"order:end"}),
        (about("record-filled", "room:s1/r01"), {"record-filled"}),
        (about("badge-issued", "staff:p12"), {"badge/p12"}),
        (about("work-record-signed", "staff:p12"), {"work-record/p12"}),
        (about("signature-confirmed", "candidate:s1/c00002"), {"signatures"}),
        (about("candidate-checked-at-seat", "candidate:s1/c00002"), {"seat-checks"}),
        (about("candidate-returned", "candidate:s1/c00003"), {"outing:c00003"}),
    ],
)
def test_one_entry_less_is_one_gap_more(day: Played, gone: Callable[[Entry], bool], expected: set[str]) -> None:
    assert any(gone(e) for e in day.shelf.held)
    assert set(gaps(day.without(gone))) == expected


def test_a_lost_admission_names_its_seat_and_upsets_the_counts(day: Played) -> None:
    lost = gaps(day.without(about("candidate-admitted", "candidate:s1/c00002")))
    assert lost.pop("admissions") == ["entry"]
    assert lost
    assert all(key.startswith("count:") and missing == ["balance"] for key, missing in lost.items())


def test_an_undecided_incident_is_a_gap(day: Played) -> None:
    found = gaps(day.without(lambda e: e.kind == "incident-resolved"))
    assert [m for k, m in found.items() if k.startswith("incident:")] == [["decision"]]
    assert len(found) == 1


def test_another_rooms_evidence_is_not_this_rooms_gap(day: Played) -> None:
    assert gaps(day.without(about("rules-read", "room:s1/r02"))) == {}


def test_a_missing_signature_is_a_gap_of_its_slot(day: Played) -> None:
    """An entry that only one of two signed, as no rule of ours would have let it be."""
    m = Played(small_plan(4))
    m.run_until("7:50:10")
    entry = next(e for e in m.shelf.held if e.kind == "bags-brought" and "bag:b01" in e.about)
    import dataclasses

    lone = dataclasses.replace(entry, officers=entry.officers[:1])
    m.shelf.held[m.shelf.held.index(entry)] = lone
    facts = report_facts(m.without(lambda e: False), "evidence", "r01", Desk())
    (item,) = (i for i in facts["rooms"][0]["items"] if i["key"] == "step:papers-brought")
    assert item["state"] == "gap"
    assert item["gaps"] == ["signature"]
    assert [s["officer"] for s in item["signatures"]] == ["p11", None]


def test_early_in_the_morning_nothing_is_missing_yet(day: Played) -> None:
    m = Played(small_plan(4))
    m.run_until("8:07")
    parts = Desk()
    parts.clock.now = clock("8:07")  # type: ignore[attr-defined]
    assert report_facts(m.real, "evidence", None, parts)["gaps"] == 0


# --- the machine files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["day", "evidence", "compliance"])
def test_machine_files_carry_ids_and_no_names(day: Played, tmp_path: Path, kind: str) -> None:
    answer = write_report(day.real, kind, None, tmp_path / "r.json", Desk())
    text = (tmp_path / "r.json").read_text("utf-8")
    for who in (*day.plan.candidates, *day.plan.staff):
        assert who.name not in text
    for c in day.plan.candidates:
        assert c.document_number not in text
    data = read_json(tmp_path / "r.json")
    assert data["code"] == answer["code"] == day.real.head_code()
    assert data["entries"] == answer["entries"] == len(day.shelf.held)


def test_every_proof_names_an_entry_of_the_record(day: Played) -> None:
    held = {(e.desk, e.number) for e in day.shelf.held}
    for kind in ("evidence", "compliance"):
        stack: list[object] = [report_facts(day.real, kind, None, Desk())]
        seen = 0
        while stack:
            item = stack.pop()
            if isinstance(item, dict):
                for p in item.get("proof", ()):
                    assert (p["desk"], p["number"]) in held
                    seen += 1
                stack.extend(item.values())
            elif isinstance(item, list):
                stack.extend(item)
        assert seen > 50


@pytest.mark.parametrize("kind", ["day", "evidence", "compliance"])
@pytest.mark.parametrize("room", [None, "02"])
def test_paper_carries_the_head_code_and_no_bare_keys(day: Played, tmp_path: Path, kind: str, room: str | None) -> None:
    out = tmp_path / "r.pdf"
    answer = write_report(day.real, kind, room, out, Desk())
    text = reading.text(out)
    assert answer["pages"] == reading.pages(out)
    assert day.real.head_code() in text
    assert "press-" not in text
    assert "None" not in text
    codes = [c for page in reading.symbols(out, "QRCode", 200) for c in page]
    assert codes
    assert all(read_claim(c).code == day.real.head_code() for c in codes)
    assert reading.strays(out) == []


def test_the_day_tells_what_happened(day: Played, tmp_path: Path) -> None:
    facts = report_facts(day.real, "day", None, Desk())
    (sitting,) = facts["sittings"]
    room = sitting["rooms"][0]
    assert (room["registered"], room["present"], room["absent"]) == (4, 3, 1)
    assert [i["resolved"]["decision"] for i in sitting["incidents"]] == ["已换灯管"]
    assert [s["actual"] is not None for s in room["steps"]] == [True] * len(room["steps"])
    assert {o["order"] for o in sitting["orders"]} == {"prepare", "start", "fifteen-minutes", "end"}
    write_report(day.real, "day", None, tmp_path / "day.pdf", Desk())
    text = reading.text(tmp_path / "day.pdf")
    assert "灯不亮" in text
    assert "已换灯管" in text


def test_the_day_tells_of_leak_alarms_and_of_what_supervisors_noted(tmp_path: Path) -> None:
    m = Played(small_plan(4))
    m.run_until("8:07")
    site = f"site:{m.plan.site.id}"
    (raised,) = m.act("raise-leak-alarm", site, {"cause": "试卷照片外传"})
    alarm, chief = {"alarm": raised.data["alarm"], "decision": "核实为旧卷"}, ["p01"]
    m.record(Fact("leak-alarm-closed", (site,), alarm), chief, "8:20")
    m.act("note-supervision", site, {"note": "楼道秩序良好"}, at="8:21")
    write_report(m.real, "day", None, tmp_path / "day.pdf", Desk())
    text = reading.text(tmp_path / "day.pdf")
    for said in ("泄密警报", "试卷照片外传", "08:20 核实为旧卷", "督导与质量内控意见", "楼道秩序良好"):
        assert said in text, said


def test_the_day_tells_of_one_candidate_admitted_at_two_desks(tmp_path: Path) -> None:
    m = Played(small_plan(4))
    m.run_until("8:07")
    first = next(e for e in m.shelf.held if e.kind == "candidate-admitted")
    other = Chain(RECORD, DeskKey.from_bytes(b"x" * 32))
    brought = [other.enrol("02 门", "door", b"s" * 32, wall=clock("7:00"))]
    other.advance(brought[0])
    brought.append(other.seal(first.kind, first.about, first.data, first.officers, wall=clock("8:06:30")))
    m.real.take_in(brought)
    facts = report_facts(m.real, "day", None, Desk())
    assert next(c["kind"] for c in facts["conflicts"]) == "admitted-twice"
    write_report(m.real, "day", None, tmp_path / "day.pdf", Desk())
    text = reading.text(tmp_path / "day.pdf")
    assert "同一考生两处入场" in text
    assert "02 门" in text


# --- every clause -----------------------------------------------------------------------------------------------------


def rows(record: Record) -> dict[tuple[str, str], dict[str, object]]:
    facts = report_facts(record, "compliance", None, Desk())
    return {(r["group"], r["key"]): r for r in facts["rows"]}


def test_every_clause_has_an_answer(day: Played) -> None:
    found = rows(day.real)
    assert {k for g, k in found if g == "balances"} == {f"C{n}" for n in range(1, 9)}
    assert {k for g, k in found if g == "deadlines"} == {f"D{n}" for n in range(1, 23)}
    assert {k for g, k in found if g == "setup"} == {f"N{n}" for n in range(1, 15)}
    protocol = day.ctx.protocol("s1")
    assert protocol is not None
    assert {k for g, k in found if g == "steps"} == {s.id for s in protocol.steps}
    assert {k for g, k in found if g == "gates"} == set(protocol.gates)
    assert {k for g, k in found if g == "rights"} == set(day.ctx.rules.rights)
    assert {r["state"] for r in found.values()} <= {"met", "not-met", "open", "not-applicable"}
    assert all(r["clause"] for r in found.values())


def test_a_good_day_meets_every_step_gate_balance_and_signature(day: Played) -> None:
    bad = {k for k, r in rows(day.real).items() if k[0] not in ("deadlines", "setup") and r["state"] == "not-met"}
    assert bad == set()
    assert all(r["state"] == "met" for k, r in rows(day.real).items() if k[0] in ("steps", "balances"))


def test_the_second_look_finds_what_no_rule_would_have_let_in(day: Played) -> None:
    """Bags opened before the rules were read: another program wrote it, our eyes see it."""
    found = rows(day.without(about("rules-read", "room:s1/r01")))
    assert found[("steps", "rules-read")]["state"] == "not-met"
    assert found[("gates", "open-bag")]["state"] == "not-met"
    assert found[("gates", "open-bag")]["broken"] == 1
    assert found[("gates", "start-exam")]["state"] == "not-met"
    assert found[("rights", "open-bag")]["state"] == "met"


def test_an_incident_of_the_whole_site_is_nobody_elses_command(day: Played) -> None:
    """Several commands write incidents; the one that fits is the one that is judged."""
    m = Played(small_plan(4))
    m.run_until("8:15")
    m.act("report-incident", "sitting:s1", {"kind": "fire", "note": "烟感报警"}, officers=["p02"], at="8:15")
    found = rows(m.real)
    assert found[("rights", "report-incident")]["count"] == 1
    assert not [k for k, r in found.items() if k[0] in ("gates", "rights") and r["state"] == "not-met"]


def test_an_entry_signed_by_the_wrong_person_is_found(day: Played) -> None:
    import dataclasses

    m = Played(small_plan(4))
    m.run_until("8:21")
    entry = next(e for e in m.shelf.held if e.kind == "rules-read")
    m.shelf.held[m.shelf.held.index(entry)] = dataclasses.replace(entry, officers=("p94",))
    row = rows(m.without(lambda e: False))[("rights", "read-rules")]
    assert (row["state"], row["broken"]) == ("not-met", 1)


def test_deadlines_are_those_of_the_plan(day: Played) -> None:
    found = rows(day.real)
    check = next(c for c in _checks(day) if c.key == "D7")
    assert found[("deadlines", "D7")]["due"] == (check.due.isoformat() if check.due else None)


def _checks(m: Played) -> tuple[Check, ...]:
    from datetime import date

    from desktop.exam.plan.check import check_plan

    return check_plan(m.plan, date(2026, 12, 5), Parts().calendar())


# --- faults -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("room", "name", "code"),
    [("99", "r.pdf", "report-no-room"), (None, "r.docx", "report-file"), (None, "no/r.json", "cannot-write")],
)
def test_what_cannot_be_reported_is_said(day: Played, tmp_path: Path, room: str | None, name: str, code: str) -> None:
    with pytest.raises(SiteFault) as fault:
        write_report(day.real, "evidence", room, tmp_path / name, Desk())
    assert fault.value.code == code
