"""The shipped sample, the template and invented rosters import without a rejected row."""

from __future__ import annotations

import os
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.exam.plan import documents
from desktop.exam.plan.seating import arrange_seats
from desktop.exam.plan.staffing import assign_staff
from desktop.exchange.roster.synthetic import RARE_NAMES, synthetic_roster, write_synthetic
from desktop.exchange.roster.template import write_template
from installer import make_sample
from tests.exchange.roster.books import ROOT, read

SAMPLE = ROOT / "resources" / "sample" / "roster.xlsx"


def test_the_sample_is_what_its_script_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_sample, "TARGET", tmp_path / "roster.xlsx")
    make_sample.main()
    written = tmp_path / "roster.xlsx"
    assert _members(written) == _members(SAMPLE)
    assert os.name == "nt" or written.read_bytes() == SAMPLE.read_bytes(), "Windows says of each part who packed it"


def _members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).replace(b"\r\n", b"\n") for name in archive.namelist()}


def test_the_sample_is_a_whole_morning() -> None:
    reading = read(SAMPLE)
    assert reading.rejected == ()
    assert {f.code for f in reading.warnings} == {"same-name"}
    assert reading.accepted == {"candidates": 320, "rooms": 12, "staff": 44, "sittings": 1}
    plan = reading.plan
    assert plan
    assert {c.document_type for c in plan.candidates} == {
        documents.RESIDENT,
        documents.PASSPORT,
        documents.HOME_RETURN,
        documents.TAIWAN_PERMIT,
        documents.RESIDENCE_PERMIT,
        documents.FOREIGNER_CARD,
    }
    cards = {len(c.document_number) for c in plan.candidates if c.document_type == documents.FOREIGNER_CARD}
    assert cards == {15, 18}
    assert set(RARE_NAMES) <= {c.name for c in plan.candidates}
    assert len({(c.occupation, c.level) for c in plan.candidates}) == 8
    assert [r.place for r in plan.rooms if r.kind == "tiered"] == ["阶梯教室"] * 2
    roles = Counter(p.role for p in plan.staff)
    assert (roles["chief"], roles["deputy-chief"], roles["confidentiality"]) == (1, 1, 1)
    assert roles["lead-proctor"] >= 24
    assert roles["roving-proctor"] >= 2
    assert roles["office"] >= 3
    assert {"quality", "supervisor", "support"} <= set(roles)
    avoided = {a for p in plan.staff for a in p.avoids}
    assert avoided & {c.name for c in plan.candidates}
    assert avoided & {c.employer for c in plan.candidates}


def test_the_sample_can_be_seated_and_staffed() -> None:
    plan = read(SAMPLE).plan
    assert plan
    seating = arrange_seats(plan)
    assert (len(seating.seats), seating.unseated, seating.mixed_rooms, seating.findings) == (320, (), (), ())
    seated = replace(plan, seats=seating.seats)
    staffing = assign_staff(seated)
    assert staffing.problems == ()
    assert {d.role for d in staffing.duties if d.room} == {"lead-proctor", "assistant-proctor"}


def test_nobody_invented_can_exist() -> None:
    plan = read(SAMPLE).plan
    assert plan
    for c in plan.candidates:
        if c.document_type == documents.RESIDENT:
            assert c.document_number.startswith("99")
        assert c.phone.startswith("000")
    assert all(p.document_number.startswith("99") and p.phone.startswith("000") for p in plan.staff)


@pytest.mark.parametrize(("candidates", "rooms"), [(1, 1), (7, 3), (31, 1), (300, 10), (2000, 70)])
def test_invented_rosters_of_any_size_import(tmp_path: Path, candidates: int, rooms: int) -> None:
    path = tmp_path / "roster.xlsx"
    write_synthetic(path, candidates, rooms, 7, date(2026, 12, 1), "09:00", "11:00")
    reading = read(path)
    assert reading.rejected == ()
    assert reading.accepted["candidates"] == candidates
    assert reading.plan
    assert reading.plan.first_exam_date == "2026-12-01"
    groups = Counter((c.occupation, c.level) for c in reading.plan.candidates)
    needed = sum(-(-size // 30) for size in groups.values())
    assert needed <= len(reading.plan.rooms)


def test_the_same_seed_makes_the_same_people() -> None:
    day = date(2026, 11, 28)
    assert synthetic_roster(50, 2, 1, day) == synthetic_roster(50, 2, 1, day)
    assert synthetic_roster(50, 2, 1, day) != synthetic_roster(50, 2, 2, day)
    with pytest.raises(ValueError, match="candidate"):
        synthetic_roster(0, 1, 1, day)


def test_an_unfilled_template_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path)
    reading = read(path)
    assert [f.code for f in reading.rejected] == ["empty"]
    assert reading.warnings == ()
