"""What is printed, where, and whether it may be: ranges, labels, copies, decisions, the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from desktop.devices.printers.wish import Calibration
from desktop.exam.plan.model import Index
from desktop.faults import SiteFault
from desktop.press.batch import print_all
from desktop.press.printers import calibration_of, keep_calibration, measured
from desktop.press.printing import FlagsFound, Wanted, print_form
from desktop.press.scope import rooms_of, several
from desktop.press.source import PrintSource
from forms.catalogue import FORMS
from forms.stock import FOLDER
from tests.forms import reading
from tests.helpers.morning import clock, small_plan
from tests.press.played import Played, full_day

NOON = clock("12:00")


class Log:
    """A print log in memory."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str, int, str]] = []

    def before(self, form: str, edition: str) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for name, about, _, which in self.lines:
            if (name, which) == (form, edition):
                found[about] = found.get(about, 0) + 1
        return found

    def note(self, form: str, abouts: Sequence[str], at: int, copies: int, edition: str) -> None:
        self.lines += [(form, about, copies, edition) for about in abouts]


@pytest.fixture
def source() -> PrintSource:
    return replace(Played(small_plan(6)).source(), log=Log())


@pytest.fixture(scope="module")
def afternoon() -> Played:
    return full_day(small_plan(6))


def lines(source: PrintSource) -> list[tuple[str, str, int, str]]:
    assert isinstance(source.log, Log)
    return source.log.lines


def numbers(path: Path) -> list[str]:
    return [code for page in reading.symbols(path, "Code128") for code in page]


# --- rooms and people -------------------------------------------------------------------------------------------------


def test_rooms_are_named_singly_and_from_to() -> None:
    plan = small_plan(6)
    names = ("01", "02", "03", "04", "A-01", "A-02", "10")
    rooms = tuple(replace(plan.rooms[0], id=f"x{n}", number=name) for n, name in enumerate(names))
    index = Index(replace(plan, rooms=rooms, seats=(), duties=(), bags=()))
    for given, found in (
        ("02", ["02"]),
        ("2", ["02"]),
        ("02-04", ["02", "03", "04"]),
        ("1－3，10", ["01", "02", "03", "10"]),
        ("03 至 04、01", ["01", "03", "04"]),
        ("A-01", ["A-01"]),
        ("A-01-A-02", ["A-01", "A-02"]),
        ("04-01", []),
        ("2-99", None),
        ("", None),
    ):
        if found is None:
            with pytest.raises(SiteFault, match="print-no-room"):
                rooms_of(index, given)
        else:
            assert [room.number for room in rooms_of(index, given)] == found, given
    assert several(" a，b、c ; d ") == ["a", "b", "c", "d"]


def test_a_range_of_rooms_and_several_people_are_printed_and_nobody_else(source: PrintSource, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    print_form(source, Wanted("door-sign", room="01-02"), out, NOON)
    assert [("03 考场" in page or "第03考场" in "".join(page.split())) for page in reading.texts(out)] == [False] * 4
    people = [source.plan.candidates[n] for n in (0, 7, 11)]
    given = "，".join((people[0].id, people[1].admission_number, people[2].document_number))
    print_form(source, Wanted("seat-labels", candidate=given), out, NOON)
    assert sorted(numbers(out)) == sorted(who.admission_number for who in people)
    print_form(source, Wanted("admission-ticket", candidate=given, accept_flags=True), out, NOON)
    assert sorted(numbers(out)) == sorted(who.admission_number for who in people)


def test_a_slip_is_not_taken_for_a_person_with_its_number(tmp_path: Path) -> None:
    """Slip 11 is the first hop of the first sitting; 工号 11 is somebody."""
    plan = small_plan(6)
    staff = tuple(replace(who, number=who.number.lstrip("0")) for who in plan.staff)
    assert any(who.number == "11" for who in staff)
    source = replace(Played(replace(plan, staff=staff)).source(), log=Log())
    print_form(source, Wanted("custody-slip", blank=True), tmp_path / "x.pdf", NOON)
    print_form(source, Wanted("badge"), tmp_path / "x.pdf", NOON)
    assert {about.partition(":")[0] for form, about, *_ in lines(source) if form == "custody-slip"} == {"site", "room"}
    assert {about.partition(":")[0] for form, about, *_ in lines(source) if form == "badge"} == {"staff"}


# --- labels -----------------------------------------------------------------------------------------------------------


def test_a_pile_cut_as_one_is_in_order(source: PrintSource, tmp_path: Path) -> None:
    """Four on a sheet: what lies at the upper left of every sheet makes the first pile."""
    out = tmp_path / "x.pdf"
    print_form(source, Wanted("admission-ticket", order="cut-stack", start_at=2, accept_flags=True), out, NOON)
    plain = tmp_path / "y.pdf"
    print_form(source, Wanted("admission-ticket", accept_flags=True, again=True), plain, NOON)
    order, sheets = numbers(plain), [set(page) for page in reading.symbols(out, "Code128")]
    count = -(-(len(order) + 1) // 4)
    assert len(sheets) == count
    where = {number: n for n, sheet in enumerate(sheets) for number in sheet}
    # The first label of the first sheet is used up: the first pile begins on the second sheet.
    assert [where[number] for number in order] == [(n + 1) % count for n in range(len(order))]


def test_every_label_stock_prints_and_reads(source: PrintSource, tmp_path: Path) -> None:
    out, whole = tmp_path / "x.pdf", sorted(who.admission_number for who in source.plan.candidates)
    for name in sorted(path.stem for path in FOLDER.glob("*.toml")):
        print_form(source, Wanted("seat-labels", stock=name, start_at=2, again=True), out, NOON)
        assert sorted(numbers(out)) == whole, name


def test_a_stock_of_the_site_comes_first_and_a_bad_one_says_what_is_wrong(source: PrintSource, tmp_path: Path) -> None:
    own = tmp_path / "labels"
    own.mkdir()
    given = (FOLDER / "a4-2x7.toml").read_text(encoding="utf-8")
    (own / "ours.toml").write_text(given, encoding="utf-8")
    (own / "torn.toml").write_text(given.replace("columns", "kolumns"), encoding="utf-8")
    source = replace(source, labels=(own, tmp_path / "no-such-folder"))
    print_form(source, Wanted("seat-labels", stock="ours", start_at=14), tmp_path / "x.pdf", NOON)
    for code, wanted in (
        ("print-stock-bad", Wanted("seat-labels", stock="torn")),
        ("print-no-stock", Wanted("seat-labels", stock="../labels/ours")),
        ("print-no-stock", Wanted("seat-labels", stock="none-such")),
        ("print-stock-small", Wanted("admission-ticket", stock="a4-3x8")),
        ("print-no-labels", Wanted("door-sign", stock="ours")),
        ("print-no-labels", Wanted("door-sign", start_at=2)),
        ("print-no-labels", Wanted("room-list", order="cut-stack")),
        ("print-start-at", Wanted("seat-labels", stock="ours", start_at=15)),
    ):
        with pytest.raises(SiteFault) as fault:
            print_form(source, wanted, tmp_path / "y.pdf", NOON)
        assert fault.value.code == code
    assert not (tmp_path / "y.pdf").exists()


# --- pages, copies, place ---------------------------------------------------------------------------------------------


def test_pages_copies_and_offset_go_into_the_file(source: PrintSource, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    assert print_form(source, Wanted("door-sign", pages="2-3", copies=2), out, NOON).pages == 6
    assert reading.pages(out) == 4
    assert lines(source)[0][2] == 2
    with pytest.raises(SiteFault, match="print-pages-none"):
        print_form(source, Wanted("entrance-sign", pages="7"), out, NOON)
    tops = []
    for calibration in (Calibration(), Calibration(100, 50)):
        print_form(source, Wanted("room-list", calibration=calibration, again=True), out, NOON)
        with pypdfium2.PdfDocument(out) as document:
            text = document[0].get_textpage()
            tops.append(text.get_charbox(0))
    (left, _, _, top), (moved, _, _, down) = tops
    assert moved - left == pytest.approx(10 * 72 / 25.4, abs=0.1)
    assert top - down == pytest.approx(5 * 72 / 25.4, abs=0.1)


class Settings:
    def __init__(self) -> None:
        self.kept: dict[str, str | None] = {}

    def get(self, key: str) -> str | None:
        return self.kept.get(key)

    def put(self, key: str, value: str | None) -> None:
        self.kept[key] = value


def test_a_printer_is_put_right_by_its_ruler_page_and_what_is_left_comes_on_top() -> None:
    settings = Settings()
    assert calibration_of(settings, "L").neutral
    keep_calibration(settings, "L", measured("100,18.5，21", calibration_of(settings, "L")))
    assert calibration_of(settings, "L") == Calibration(15, -10, 0)
    keep_calibration(settings, "L", measured("100,20.2,20", calibration_of(settings, "L")))
    assert calibration_of(settings, "L") == Calibration(13, -10, 0)
    assert measured("99.5,20,20", Calibration()).scale == pytest.approx(5025, abs=1)
    assert measured("none", calibration_of(settings, "L")).neutral
    for code, given in (("print-measured", "100"), ("print-measured", "a,b,c"), ("calibration-far-off", "80,20,20")):
        with pytest.raises(SiteFault, match=code):
            measured(given, Calibration())
    settings.kept = {"calibration:L": "[1]"}
    assert calibration_of(settings, "L").neutral


# --- decisions --------------------------------------------------------------------------------------------------------


def test_what_the_preflight_finds_is_named_by_candidate_and_nothing_is_written(
    source: PrintSource, tmp_path: Path
) -> None:
    out = tmp_path / "x.pdf"
    out.write_text("what was there before", encoding="utf-8")
    with pytest.raises(FlagsFound) as found:
        print_form(source, Wanted("admission-ticket", room="01"), out, NOON)
    seated = [s.candidate for s in source.plan.seats if s.room == "r01"]
    names = [c.name for c in source.plan.candidates if c.id in seated]
    assert len(found.value.flags) == len(names)
    assert all(any(name in flag.subject for flag in found.value.flags) for name in names)
    assert out.read_text(encoding="utf-8") == "what was there before"
    assert lines(source) == []
    done = print_form(source, Wanted("admission-ticket", room="01", accept_flags=True), out, NOON)
    assert done.flags == found.value.flags
    assert reading.pages(out) == done.pages


@pytest.mark.parametrize("form", ["seat-labels", "admission-ticket", "door-sign"])
def test_of_a_few_pages_only_those_on_them_count_as_printed(source: PrintSource, tmp_path: Path, form: str) -> None:
    """The rest comes later, asks nobody and is no reprint."""
    out = tmp_path / "x.pdf"
    stock = "a4-2x2" if form == "seat-labels" else ""
    first = Wanted(form, pages="1-2", accept_flags=True, stock=stock)
    done = print_form(source, first, out, NOON)
    logged = {about for _, about, *_ in lines(source)}
    assert len(done.inputs) == done.pages
    assert len(logged) == {"seat-labels": 8, "admission-ticket": 8, "door-sign": 1}[form]
    print_form(source, replace(first, pages=f"3-{done.pages}"), out, NOON)
    assert "重印" not in reading.text(out)
    assert len({about for _, about, *_ in lines(source)}) == {"door-sign": 3}.get(form, 18)
    with pytest.raises(SiteFault, match="print-again"):
        print_form(source, replace(first, pages="1"), out, NOON)


def test_a_rehearsal_is_not_held_up_by_flags(tmp_path: Path) -> None:
    source = Played(small_plan(6, rehearsal=True)).source()
    assert print_form(source, Wanted("admission-ticket"), tmp_path / "x.pdf", NOON).flags


def test_a_reprint_asks_and_says_so_only_where_it_is_one(source: PrintSource, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    who = source.plan.candidates[0]
    print_form(source, Wanted("seat-labels", candidate=who.id), out, NOON)
    assert "重印" not in reading.text(out)
    assert lines(source) == [("seat-labels", f"candidate:{who.id}", 1, "1")]
    for again in (Wanted("seat-labels", candidate=who.id), Wanted("seat-labels")):
        with pytest.raises(SiteFault, match="print-again") as asked:
            print_form(source, again, tmp_path / "y.pdf", NOON)
        assert asked.value.facts["count"] == 1
    assert not (tmp_path / "y.pdf").exists()
    print_form(source, Wanted("seat-labels", again=True), out, NOON)
    assert reading.text(out).count("重印 1") == 1
    print_form(source, Wanted("seat-labels", candidate=who.id, again=True), out, NOON)
    assert "重印 2" in reading.text(out)


@pytest.mark.parametrize("form", [f.name for f in FORMS])
def test_every_form_says_that_it_is_a_reprint_on_every_page(afternoon: Played, tmp_path: Path, form: str) -> None:
    source = replace(afternoon.source(), log=Log())
    wanted = Wanted(form, accept_flags=True, again=True)
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    print_form(source, wanted, first, NOON)
    print_form(source, wanted, second, NOON)
    assert "重印 1" not in reading.text(first)
    assert all("重印 1" in page for page in reading.texts(second))
    assert reading.strays(second) == []


def test_what_records_something_is_another_sheet_once_the_record_has_grown(tmp_path: Path) -> None:
    m, log = Played(small_plan(6)), Log()
    m.run_until("8:04")
    wanted, out = Wanted("room-record", room="01"), tmp_path / "x.pdf"
    print_form(replace(m.source(), log=log), wanted, out, NOON)
    with pytest.raises(SiteFault, match="print-again"):
        print_form(replace(m.source(), log=log), wanted, out, NOON)
    m.run_until("8:20")
    print_form(replace(m.source(), log=log), wanted, out, NOON)
    assert "重印" not in reading.text(out)
    print_form(replace(m.source(), log=log), Wanted("room-record", room="01", blank=True), out, NOON)
    print_form(replace(m.source(), log=log), Wanted("room-record", room="01", blank=True), out, NOON)
    assert "重印" not in reading.text(out)  # an empty sheet is no record of anything


def test_the_copy_to_sign_is_another_sheet_than_the_posted_one(source: PrintSource, tmp_path: Path) -> None:
    print_form(source, Wanted("summary-sheet"), tmp_path / "x.pdf", NOON)
    print_form(source, Wanted("summary-sheet", signature=True), tmp_path / "x.pdf", NOON)
    assert {line[3] for line in lines(source)} == {"1", "1 signature"}


def test_layouts_of_sheets_that_come_back_are_kept(source: PrintSource, tmp_path: Path) -> None:
    kept: list[bytes] = []
    source = replace(source, keep=kept.append)
    print_form(source, Wanted("summary-sheet"), tmp_path / "x.pdf", NOON)
    assert kept == []
    print_form(source, Wanted("summary-sheet", signature=True), tmp_path / "x.pdf", NOON)
    assert len(kept) == 3


# --- lists and everything ---------------------------------------------------------------------------------------------


def test_every_list_becomes_a_workbook_with_the_rows_of_its_pages(afternoon: Played, tmp_path: Path) -> None:
    from python_calamine import load_workbook

    source = replace(afternoon.source(), log=Log())
    for form in FORMS:
        out = tmp_path / f"{form.name}.xlsx"
        if not form.table:
            with pytest.raises(SiteFault, match="print-no-table"):
                print_form(source, Wanted(form.name), out, NOON)
            continue
        print_form(source, Wanted(form.name), out, NOON)
        sheets = load_workbook(str(out))
        assert sheets.sheet_names
    assert lines(source) == []
    rows = load_workbook(str(tmp_path / "roster.xlsx")).get_sheet_by_index(0).to_python()
    people = source.plan.candidates
    assert [row[1:3] for row in rows[1:]] == [[c.admission_number, source.candidate(c.id).name] for c in people]
    first = load_workbook(str(tmp_path / "summary-sheet.xlsx")).get_sheet_by_index(0).to_python()
    assert len(first) == 1 + len([s for s in source.plan.seats if s.room == "r01"])


def test_a_site_without_candidates_prints_what_there_is_and_says_what_there_is_not(tmp_path: Path) -> None:
    plan = replace(small_plan(6), candidates=(), seats=(), bags=(), duties=(), staff=())
    found = list(print_all(Played(plan).source(), Wanted("", accept_flags=True), tmp_path, NOON))
    assert all(one.file or one.empty for one in found), [one for one in found if not one.file and not one.empty]
    for one in found:
        if one.file:
            assert reading.strays(tmp_path / one.file) == []


def test_everything_goes_into_a_folder_one_after_the_other(afternoon: Played, tmp_path: Path) -> None:
    source = replace(afternoon.source(), log=Log())
    run = print_all(source, Wanted(""), tmp_path, NOON)
    first = next(run)
    assert (first.form, first.file) == ("seat-labels", "01-seat-labels.pdf")
    assert [path.name for path in tmp_path.iterdir()] == [first.file]
    rest = list(run)
    asked = [one for one in rest if one.fault is not None and not one.empty]
    assert {one.form for one in asked} == {"admission-ticket"}
    assert asked[0].flags
    written = {path.name for path in tmp_path.iterdir()}
    assert written == {one.file for one in (first, *rest) if one.file}
    assert "04-summary-sheet-signature.pdf" in written
