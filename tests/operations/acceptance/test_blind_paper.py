"""Paper printed before the office has counted tells nobody what the room has counted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.devices.scans.sheet import Identity
from desktop.exam.frame.command import Fact
from desktop.faults import SiteFault
from desktop.operations.boards.printing import PrintWork
from desktop.press.printing import Wanted, draw_form, print_form
from desktop.press.reading.layouts import anew
from desktop.press.source import COUNTED
from desktop.progress import unwatched
from desktop.wording import Wording
from forms import catalogue
from tests.cli.site import Cli
from tests.forms import reading
from tests.helpers.homes import PASSPHRASE
from tests.helpers.office import OFFICE, Office, office

SECRET = {"handed_in": 0, "collected": 4177, "absent": 58, "spare": 63, "void": 0}
TELLTALE = ("4177", "4298", "4235")
"""What was collected, all together, and together without the spare ones."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "home", "10:07") as made:
        data = {"papers": SECRET, "cards": {}, "agreed": True, "broken": []}
        made.record.write([Fact("papers-collected", ("room:s1/r01",), data)], ("p11", "p12"))
        yield made


def count(desk: Office) -> None:
    """The office enters its own count of the room: another number than the room's."""
    papers = {"answered": 12, "unused": 3, "void": 0}
    desk.act("count-returned", "room:s1/r01", {"papers": papers}, OFFICE)


def said(desk: Office, form: str, out: Path, blind: bool = True) -> str:
    """The words of a form printed now; nothing where there is nothing to print."""
    source = replace(desk.parts.print_source(desk.home, desk.record), log=None, blind=blind)
    try:
        print_form(source, Wanted(form, accept_flags=True), out, desk.desk.clock.wall())
    except SiteFault as fault:
        if fault.code != "print-nothing":
            raise
        return ""
    return reading.text(out).replace(" ", "")


def test_no_form_of_all_tells_a_rooms_count_before_the_office_has_its_own(desk: Office, tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    telling = {}
    for form in catalogue.FORMS:
        shown = said(desk, form.name, out, blind=False)
        if any(number in shown for number in TELLTALE):
            telling[form.name] = shown
            hidden = said(desk, form.name, out)
            assert not [number for number in TELLTALE if number in hidden], form.title
            assert "考务清点以前" in hidden, form.title
    assert set(telling) == set(COUNTED), "the list of forms that need it is neither short nor long"
    count(desk)
    for form in COUNTED:
        assert any(number in said(desk, form, out) for number in TELLTALE), form


def test_what_the_room_counts_anew_is_left_off_again(desk: Office, tmp_path: Path) -> None:
    count(desk)
    desk.desk.clock.set("10:09")
    data = {"papers": {**SECRET, "collected": 3055}, "cards": {}, "agreed": True, "broken": []}
    desk.record.write([Fact("papers-collected", ("room:s1/r01",), data)], ("p11", "p12"))
    assert "3055" not in said(desk, "room-record", tmp_path / "r.pdf")


def test_the_print_page_shows_blind_sheets_and_says_which_rooms(desk: Office) -> None:
    desk.actions.turn_to("print")
    printing = desk.actions.printing
    printing.choose("room-record", printing.leave())
    work = desk.screen.page.work
    assert isinstance(work, PrintWork)
    (told,) = [fact for fact in work.facts if fact.word == "考场清点数"]
    assert told.tone == "warn"
    assert told.text.startswith("01、02、03 考场考务还没有清点")
    printing.choose("door-sign", printing.leave())
    work = desk.screen.page.work
    assert isinstance(work, PrintWork)
    assert not [fact for fact in work.facts if fact.word == "考场清点数"], "no figure is missing on a sign"


def test_a_form_is_the_same_as_long_as_nothing_happens_and_another_one_after_that(desk: Office) -> None:
    shop = desk.parts.paper(desk.home, desk.record)
    made = []
    for form in catalogue.FORMS:
        try:
            made.append(shop.make({"form": form.name}, unwatched))
        except SiteFault as fault:
            if fault.code != "print-nothing":
                raise
    assert len(made) > 30
    desk.desk.clock.set("10:08")
    assert [one.title for one in made if shop.changed(one, unwatched)] == []
    count(desk)
    assert {one.made.form.name for one in made if shop.changed(one, unwatched)} >= set(COUNTED)


def test_the_rooms_own_screen_shows_what_it_has_counted(desk: Office) -> None:
    drawn = desk.parts.sheets().room_record(desk.record, "s1", "r01", desk.desk.clock.wall())
    assert drawn(400)
    from desktop.press.source import from_record

    source = from_record(desk.record, Wording("zh-CN"))
    assert not source.hidden_rooms()


def test_a_sheet_printed_blind_has_squares_where_the_counts_are_missing(desk: Office) -> None:
    """They are other ones than those of the sheet printed later: the layout kept with the print tells them, and one
    that another desk has printed is made anew."""
    source = desk.parts.print_source(desk.home, desk.record)
    made = draw_form(source, Wanted("room-record", room="01"), desk.desk.clock.wall())
    assert made.hidden == ("01",)
    (layout,) = made.kept
    assert b"balance:papers-total" in layout
    assert b"balance:papers-opening" not in layout, "what everybody knows is printed, not ticked"
    for blind in (True, False):
        elsewhere = replace(source, blind=blind)
        (one,) = draw_form(elsewhere, Wanted("room-record", room="01"), desk.desk.clock.wall()).kept
        check = hashlib.sha256(one).hexdigest()[:8].upper()
        start = desk.record.index.sittings["s1"].start
        identity = Identity("room-record", "1", 1, 2, check, start, "01")
        assert anew(source, desk.desk.clock.wall())(identity) == one


def test_the_command_line_leaves_it_off_and_a_report_asks_first(
    desk: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAODIAN_PASSPHRASE", PASSPHRASE)
    cli = Cli(desk.home.folder, monkeypatch)
    out = tmp_path / "r.pdf"
    answer = cli.ok("print", "room-record", "--room", "01", "-o", out)
    assert answer["hidden"] == ["01"]
    assert "4177" not in reading.text(out)
    told = cli.run("print", "room-closing", "--room", "01", "--accept-flags", "-o", out).out
    assert "01 考场的试卷考务还没有清点" in told
    assert "--show-counts" in told
    assert cli.ok("print", "room-record", "--room", "01", "--show-counts", "-o", out)["hidden"] == []
    assert "4177" in reading.text(out)
    report = tmp_path / "e.json"
    asked = cli.refused("report", "evidence", "-o", report)
    assert (asked["fault"]["code"], report.exists()) == ("report-uncounted", False)
    assert "4177" not in json.dumps(asked)
    cli.ok("report", "evidence", "--show-counts", "-o", report)
    assert "4177" in report.read_text()
