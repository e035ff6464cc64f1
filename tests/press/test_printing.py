"""Every form out of a real record, read back with parts that are not ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.faults import SiteFault
from desktop.ledger.heads import read_claim
from desktop.press.printing import Wanted, forms_list, print_form
from desktop.press.source import from_plan
from desktop.wording import Wording
from forms import words
from forms.catalogue import FORMS
from tests.forms import reading
from tests.helpers.morning import OPENING, clock, small_plan
from tests.press.played import Played, full_day, nearly_everything

NOON = clock("12:00")


@pytest.fixture(scope="module")
def morning() -> Played:
    return nearly_everything()


def printed(m: Played, wanted: Wanted, folder: Path) -> Path:
    out = folder / f"{wanted.form}.pdf"
    print_form(m.source(), wanted, out, NOON)
    return out


def test_the_list_names_every_form_with_title_paper_input_and_clause() -> None:
    rows = forms_list()
    assert {r["name"] for r in rows} == {form.name for form in FORMS}
    assert all(r["title"] and r["paper"] and r["input"] and r["clause"] and r["edition"] for r in rows)


def test_labels_name_everybody_once_as_corrected(morning: Played, tmp_path: Path) -> None:
    out = printed(morning, Wanted("seat-labels"), tmp_path)
    text = reading.text(out)
    assert "欧阳更正" in text
    assert morning.plan.candidates[1].name not in text.split()
    codes = [c for page in reading.symbols(out, "Code128") for c in page]
    assert sorted(codes) == sorted(c.admission_number for c in morning.plan.candidates)


def test_one_candidates_label_by_any_number(morning: Played, tmp_path: Path) -> None:
    who = morning.plan.candidates[4]
    for given in (who.id, who.admission_number, who.document_number.lower()):
        out = printed(morning, Wanted("seat-labels", candidate=given, start_at=5), tmp_path)
        assert [c for page in reading.symbols(out, "Code128") for c in page] == [who.admission_number]


def test_posted_lists_are_masked_and_the_copy_to_sign_is_not(morning: Played, tmp_path: Path) -> None:
    room = [s.candidate for s in morning.plan.seats if s.room == "r01"]
    numbers = [c.document_number for c in morning.plan.candidates if c.id in room]
    for form in ("summary-sheet", "door-sign"):
        posted = reading.text(printed(morning, Wanted(form, room="01"), tmp_path))
        assert not any(n in posted for n in numbers)
        assert all(words.masked(n) in posted for n in numbers)
    signed = reading.text(printed(morning, Wanted("summary-sheet", room="1", signature=True), tmp_path))
    assert all(n in signed for n in numbers)


def test_the_room_record_is_filled_from_the_record(morning: Played, tmp_path: Path) -> None:
    out = printed(morning, Wanted("room-record", room="r01"), tmp_path)
    text = reading.text(out)
    people = {c.id: c for c in morning.plan.candidates}
    for absent in ("c00001",):
        assert people[absent].admission_number in text
    assert "迟到 6 分钟" in text
    assert "手机响铃" in text
    assert "终止考试，离场" in text
    assert "09:15 返回" in text
    assert "身体不适" in text
    assert "6=5+1" in "".join(text.split())
    assert "M-b01" in text
    assert "None" not in text


@pytest.mark.parametrize("form", ["room-record", "custody-slip"])
def test_paper_and_record_prove_each_other(morning: Played, tmp_path: Path, form: str) -> None:
    out = printed(morning, Wanted(form, room="01"), tmp_path)
    assert morning.real.head_code() in reading.text(out)
    claims = [read_claim(code) for page in reading.symbols(out, "QRCode") for code in page]
    assert claims
    for claim in claims:
        assert claim.code == morning.real.head_code()
        assert claim.record == morning.real.opened.record
        assert claim.numbers == {d: h.number for d, h in morning.real.heads().items()}


def test_there_is_a_slip_for_every_hop_with_those_who_signed(morning: Played, tmp_path: Path) -> None:
    pages = reading.texts(printed(morning, Wanted("custody-slip"), tmp_path))
    hops = ["出库", *["领取"] * 3, *["送回"] * 3, "押送"]
    assert len(pages) == len(hops)
    assert all(hop in page for hop, page in zip(hops, pages, strict=True))
    out, issued, escort = pages[0], pages[1], pages[-1]
    assert all(b.label in out for b in morning.plan.bags)
    assert all(name in issued for name in ("人员01", "人员11", "人员12", "系统登记 07:42"))
    assert "京A00000" in escort
    assert "人员93" in escort


def test_blank_sheets_know_the_plan_and_nothing_of_the_day(morning: Played, tmp_path: Path) -> None:
    record = reading.text(printed(morning, Wanted("room-record", room="01", blank=True), tmp_path))
    assert "T-01" in record
    assert "手机响铃" not in record
    slips = reading.texts(printed(morning, Wanted("custody-slip", room="01", blank=True), tmp_path))
    assert len(slips) == 4
    assert not any("系统登记" in page for page in slips)


def test_in_the_middle_of_the_morning_nobody_is_called_absent_yet(tmp_path: Path) -> None:
    m = Played(small_plan(6), absent=["c00001"])
    m.run_until("8:50")
    text = reading.text(printed(m, Wanted("room-record", room="01"), tmp_path))
    assert m.plan.candidates[0].admission_number not in text
    assert "08:25" in text


def test_a_short_bag_shows_at_the_opening_and_the_sum_still_comes_out(tmp_path: Path) -> None:
    m = Played(small_plan(6)).skip("open-bag", "bag:b01")
    m.run_until("8:26")
    m.act("open-bag", "bag:b01", {**OPENING, "counted": 6}, at="8:26")
    m.act("release-spare", "room:s1/r01", {"bag": "b90", "copies": 1, "reason": "少 1 份"}, at="8:26:30")
    m.run_normal_day()
    source = m.source()
    from desktop.press.rooms.room_record import room_records

    papers = room_records(source, "r01", None, NOON, blank=False)[0].papers
    assert papers is not None
    assert (papers.labelled, papers.opened, papers.returned, papers.office, papers.held) == (7, 6, 7, 7, 7)


def test_a_short_bag_nobody_made_good_differs_at_the_opening_and_not_again_in_the_sum() -> None:
    """The sheet's sum is C5, which counts from what the opening found."""
    m = Played(small_plan(6)).skip("open-bag", "bag:b01")
    m.run_until("8:26")
    m.act("open-bag", "bag:b01", {**OPENING, "counted": 6}, at="8:26")
    m.run_normal_day()
    from desktop.exam.day.balance import room_equations
    from desktop.press.rooms.room_record import room_records
    from forms.page.balance import balance_rows

    sheet = room_records(m.source(), "r01", None, NOON, blank=False)[0]
    papers = sheet.papers
    assert papers is not None
    assert (papers.labelled, papers.opened, papers.returned, papers.held) == (7, 6, 6, 6)
    ticked = {row[1]: row[3].chosen for row in balance_rows(6, 6, 0, papers, None)}
    assert (ticked["P = 启封实数"], ticked["P = H + F + A + B + V"]) == (1, 0)
    said = {e.key: e.holds for e in room_equations(m.real.context(), "s1", "r01")}
    assert (said["C2"], said["C5-papers"]) == (False, True)


def test_a_refused_bag_and_the_spare_in_its_place_are_told(tmp_path: Path) -> None:
    m = Played(small_plan(6)).skip("issue-bag", "bag:b01")
    m.run_until("7:42:30")
    torn = {"occupation": "钳工", "level": 3, "copies": 7, "seal_intact": False}
    m.act("issue-bag", "bag:b01", torn, at="7:43")
    m.act("exchange-bag", "bag:b01", {"replacement": "b90", "reason": "封条破损"}, at="7:44")
    m.act("issue-bag", "bag:b90", {"room": "r01", **torn, "copies": 5, "seal_intact": True}, at="7:45")
    text = reading.text(printed(m, Wanted("custody-slip", room="01"), tmp_path))
    assert "T-90" in text
    assert "T-01 于 07:43 未签收（封条破损" in text
    record = reading.text(printed(m, Wanted("room-record", room="01"), tmp_path))
    assert "已换用备用袋" in record
    assert "seal-broken" not in record


def test_what_is_not_there_is_said_in_a_plain_sentence(morning: Played, tmp_path: Path) -> None:
    wordings = Wording("zh-CN"), Wording("en")
    for code, wanted in (
        ("print-no-room", Wanted("door-sign", room="99")),
        ("print-no-candidate", Wanted("seat-labels", candidate="nobody")),
        ("print-no-form", Wanted("cake")),
        ("print-no-blank", Wanted("door-sign", blank=True)),
        ("print-whole-site", Wanted("site-map", room="01")),
        ("print-start-at", Wanted("badge", start_at=9)),
        ("print-start-at", Wanted("admission-ticket", start_at=5)),
        ("print-start-at", Wanted("bag-label", start_at=7)),
        ("print-start-at", Wanted("seat-labels", start_at=25)),
        ("print-start-at", Wanted("seat-labels", start_at=0)),
    ):
        with pytest.raises(SiteFault) as fault:
            print_form(morning.source(), wanted, tmp_path / "x.pdf", NOON)
        assert fault.value.code == code
        assert all(w.fault(fault.value) != f"fault-{code}" for w in wordings)
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize("name", ["list.xls", "list.docx", "list.txt"])
def test_a_file_is_not_written_under_the_name_of_another_kind(morning: Played, tmp_path: Path, name: str) -> None:
    with pytest.raises(SiteFault, match="print-file-kind"):
        print_form(morning.source(), Wanted("room-list"), tmp_path / name, NOON)
    assert list(tmp_path.iterdir()) == []


def test_slips_before_the_first_hand_over_are_nothing_to_print(tmp_path: Path) -> None:
    with pytest.raises(SiteFault, match="print-nothing"):
        print_form(Played().source(), Wanted("custody-slip"), tmp_path / "x.pdf", NOON)


def test_a_folder_that_is_not_there_is_a_fault_of_the_site(morning: Played, tmp_path: Path) -> None:
    with pytest.raises(SiteFault, match="cannot-write"):
        print_form(morning.source(), Wanted("door-sign"), tmp_path / "no" / "x.pdf", NOON)


def test_a_draft_plan_prints_without_a_record(tmp_path: Path) -> None:
    from tomllib import loads

    from tests.helpers.morning import RESOURCES

    rules = loads((RESOURCES / "rulesets" / "beijing-2022-1.toml").read_text("utf-8"))
    found = {p.stem: loads(p.read_text("utf-8")) for p in (RESOURCES / "protocols").glob("*.toml")}
    source = from_plan(small_plan(), rules, found, Wording("zh-CN"))
    for form in forms_list():
        done = print_form(source, Wanted(form["name"], accept_flags=True), tmp_path / "x.pdf", NOON)
        assert done.pages
        assert reading.symbols(tmp_path / "x.pdf", "QRCode", 150)[0] == []


def test_a_rehearsal_says_so_on_every_page(tmp_path: Path) -> None:
    m = full_day(small_plan(rehearsal=True))
    for form in forms_list():
        pages = reading.texts(printed(m, Wanted(form["name"]), tmp_path))
        assert all("演练" in page for page in pages)
