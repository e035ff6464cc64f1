"""A signed list of a real morning, photographed, read and laid beside the record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from desktop.devices.scans.reading import read_sheet
from desktop.devices.scans.sheet import Identity
from desktop.faults import SiteFault
from desktop.press.candidates.summary_sheet import room_sheets
from desktop.press.printing import Wanted, print_form
from desktop.press.reading.comparing import compare
from desktop.press.reading.layouts import anew, either, kept, layouts
from forms import catalogue
from tests.helpers import scans
from tests.helpers.morning import clock, small_plan
from tests.press.played import Box, Played, full_day

NOON = clock("12:00")
FORM = catalogue.form("summary-sheet")


@pytest.fixture(scope="module")
def morning() -> Played:
    m = Played(small_plan(6), absent=["c00001", "c00003"])
    m.run_until("8:36")
    return m


def photo(m: Played, folder: Path, blank: set[int], seed: int = 3) -> bytes:
    """The first room's signature copy, signed at every seat but these."""
    out = folder / "list.pdf"
    print_form(m.source(), Wanted("summary-sheet", room="01", signature=True), out, NOON)
    (sheet,) = room_sheets(m.source(), "01", None, NOON, posted=False)
    (layout,) = [FORM.load().layout(sheet, m.source().print_context(NOON))]
    paper, chance = scans.drawn(out.read_bytes())[0].copy(), np.random.default_rng(seed)
    for box in layout.pages[0]:
        if box.key.startswith("seat:") and int(box.key[5:]) not in blank:
            scans.sign(paper, box, "plain", chance)
    return scans.photographed(paper, chance, 8.0)


def absent_seats(m: Played) -> set[int]:
    return {s.number for s in m.plan.seats if s.room == "r01" and m.person(s.candidate).admission is None}


def test_what_was_signed_agrees_with_what_the_door_wrote(morning: Played, tmp_path: Path) -> None:
    sheet = read_sheet(photo(morning, tmp_path, absent_seats(morning)), anew(morning.source(), NOON))
    assert len([row for row in sheet.rows if row.seat is not None]) > 2
    assert compare(morning.source(), sheet) == ()


def test_a_missing_signature_and_one_too_many_are_told(morning: Played, tmp_path: Path) -> None:
    away = absent_seats(morning)
    assert away
    here = min({s.number for s in morning.plan.seats if s.room == "r01"} - away)
    blank = (away - {min(away)}) | {here}
    found = compare(morning.source(), read_sheet(photo(morning, tmp_path, blank), anew(morning.source(), NOON)))
    assert {(d.kind, d.seat) for d in found} == {("admitted-not-signed", here), ("signed-not-admitted", min(away))}


def test_a_layout_that_was_kept_outlives_a_change_of_the_list(morning: Played, tmp_path: Path) -> None:
    source, box = morning.source(), Box()
    inputs = room_sheets(source, "01", None, NOON, posted=False)
    for data in layouts(FORM, inputs, source.print_context(NOON)):
        box.put(data)
    assert layouts(FORM, [replace(sheet, posted=True) for sheet in inputs], source.print_context(NOON)) == []
    picture = photo(morning, tmp_path, absent_seats(morning))
    other = Played(small_plan(4)).source()
    with pytest.raises(SiteFault, match="scan-unknown-sheet"):
        read_sheet(picture, anew(other, NOON))
    sheet = read_sheet(picture, either(anew(other, NOON), kept(box.hashes, box.get)))
    assert {d.kind for d in compare(other, sheet)} <= {"unknown", "signed-not-admitted"}
    with pytest.raises(SiteFault, match="scan-unknown-sheet"):
        compare(source, replace(sheet, identity=replace(sheet.identity, scope="99")))


@pytest.mark.parametrize("name", ["room-record", "custody-slip", "summary-sheet"])
def test_every_sheet_that_is_read_back_is_found_again_by_its_code(name: str, tmp_path: Path) -> None:
    source = full_day(small_plan(4)).source()
    form = catalogue.form(name)
    from desktop.press.printing import _fill

    inputs, _ = _fill(form, source, Wanted(name, signature=True), NOON)
    made = layouts(form, inputs, source.print_context(NOON))
    assert len(made) == len(inputs) > 0
    for sheet, data in zip(inputs, made, strict=True):
        identity = Identity.of(form.load().layout(sheet, source.print_context(NOON)).codes()[0])
        assert identity is not None
        assert anew(source, NOON)(identity) == data
        assert anew(source, NOON)(replace(identity, check="00000000")) is None
