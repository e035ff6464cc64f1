"""The print page over real forms, a real log and a real printing service: what is printed is what was looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.devices.printers.cups import CupsPrinters
from forms.catalogue import FORMS
from tests.forms import reading
from tests.helpers.cups import service, wait_until
from tests.helpers.morning import small_plan
from tests.operations.office.desks import Office
from tests.operations.office.paper.printers import Queues, choose, facts, look_around, row, work

PEOPLE = len(small_plan().candidates)


# --- what is looked at ------------------------------------------------------------------------------------------------


def test_every_form_is_listed_with_paper_and_clause_and_none_is_made_yet(office: Office) -> None:
    forms = work(office).forms
    assert [(f.name, f.title, f.note) for f in forms[:1]] == [("seat-labels", "座位号", "A4 不干胶 · 附件3 三(四)")]
    assert len(forms) == len(FORMS)
    assert work(office).sheets is None
    assert not row(office, "job:print-all").confirm


def test_a_form_chosen_can_be_looked_at_page_by_page(office: Office) -> None:
    sheets = choose(office, "summary-sheet").sheets
    assert sheets is not None
    assert sheets.pages == len(small_plan().rooms)
    picture = office.desk.printing.picture(sheets.edition, 1, 300)
    assert picture is not None
    assert (picture.width, len(picture.pixels)) == (300, 300 * picture.height * 3)
    assert office.desk.printing.picture(sheets.edition, 99, 300) is None
    choose(office, "door-sign")
    assert office.desk.printing.picture(sheets.edition, 1, 300) is None, "sheets of before are gone"


def test_a_form_nobody_waits_for_any_more_is_not_made(office: Office) -> None:
    printing = office.desk.printing
    wish = printing.leave()
    printing.leave()
    printing.choose("seat-labels", wish)
    assert work(office).chosen == ""


def test_a_form_being_made_is_left_when_another_is_wanted(office: Office) -> None:
    printing = office.desk.printing
    said = []

    def look(board: object) -> None:
        said.append(office.screen.last.page.work.making)
        if "排版" in said[-1]:
            printing.leave()

    office.screen.board_seen = look
    printing.choose("seat-labels", printing.leave())
    assert any("排版" in words for words in said)
    assert work(office).sheets is None
    assert work(office).fault == ""


def test_the_scope_is_asked_as_the_form_knows_it_and_shown(office: Office) -> None:
    choose(office, "duty-list")
    assert row(office, "job:print-scope").fields == ()
    choose(office, "room-record")
    assert [field.name for field in row(office, "job:print-scope").fields] == ["room", "candidate", "blank"]
    choose(office, "seat-labels")
    asked = [field.name for field in row(office, "job:print-scope").fields]
    assert asked == ["room", "candidate", "start_at", "order", "stock"]
    data = {"room": "01", "start_at": 4, "order": "cut-stack"}
    assert office.desk.job("print-scope", data).done
    assert facts(office)["范围"] == "考场 01，从第 4 格起，裁切叠放"


def test_a_scope_the_form_cannot_be_made_of_is_refused_and_the_one_before_stays(office: Office) -> None:
    choose(office, "seat-labels")
    refused = office.desk.job("print-scope", {"room": "99"}).refused
    assert refused is not None
    assert refused.sentence == "计划里没有“99”考场"
    assert work(office).due
    assert choose(office, "seat-labels").sheets is not None
    assert facts(office)["范围"] == "全部"


def test_a_form_there_is_nothing_for_says_so_and_offers_no_printing(office: Office) -> None:
    office.plan(replace(small_plan(), rehearsal=False, bags=()))
    assert choose(office, "bag-label").fault.startswith("没有可印的内容")
    assert not row(office, "job:print").enabled


# --- printed ----------------------------------------------------------------------------------------------------------


def test_what_arrives_at_a_real_printer_is_what_was_looked_at(office: Office, tmp_path: Path) -> None:
    with service() as running:
        tray = running.queue("office")
        office.parts.__dict__["printers"] = CupsPrinters(running.server)
        look_around(office)
        choose(office, "seat-labels")
        looked_at = office.desk.printing.made
        assert office.desk.job("print", {"printer": "office", "copies": 2}).done
        number = office.desk.printing.sent[0].job.number
        wait_until(lambda: tray.jobs() == [number])
        assert tray.pdf(number) == looked_at.made.data  # type: ignore[union-attr]
        wait_until(lambda: office.desk.printing.shop.follow(office.desk.printing.sent[0].job).over)
        look_around(office)
        assert work(office).sent[0].text.endswith("已印完")
    assert [(p.form, p.copies) for p in office.home.prints.all()] == [("seat-labels", 2)] * PEOPLE


def test_the_systems_own_printer_is_offered_first_and_the_one_used_last_after_that(
    office: Office, queues: Queues
) -> None:
    choose(office, "door-sign")
    assert row(office, "job:print").fields[0].value == "first"
    office.desk.job("print", {"printer": "second"})
    assert [wish.printer for wish, _ in queues.sent] == ["second"]
    assert row(office, "job:print").fields[0].value == "second"


def test_a_second_printing_is_looked_at_with_its_mark_and_decided_on(office: Office, queues: Queues) -> None:
    choose(office, "door-sign")
    office.desk.job("print", {"printer": "first"})
    refused = office.desk.job("print", {"printer": "first"}).refused
    assert refused is not None
    assert "还在打印机" in refused.sentence
    queues.state = "done"
    look_around(office)
    assert work(office).due
    choose(office, "door-sign")
    assert facts(office)["重印"].startswith(f"{len(small_plan().rooms)} 项")
    refused = office.desk.job("print", {"printer": "first"}).refused
    assert refused is not None
    assert "以前已经打印过" in refused.sentence
    assert office.desk.job("print", {"printer": "first", "again": True}).done
    path = office.home.folder / "again.pdf"
    path.write_bytes(queues.sent[-1][1])
    assert "重印 1" in reading.text(path)


def test_of_a_few_pages_only_their_rooms_count_as_printed_and_the_rest_is_no_reprint(
    office: Office, queues: Queues
) -> None:
    choose(office, "door-sign")
    office.desk.job("print", {"printer": "first", "pages": "1-2"})
    queues.state = "done"
    look_around(office)
    assert [p.about for p in office.home.prints.all()] == ["room:r01"]
    choose(office, "door-sign")
    assert office.desk.job("print", {"printer": "first", "pages": "3-4"}).done
    look_around(office)
    assert {p.about for p in office.home.prints.all()} == {"room:r01", "room:r02"}
    choose(office, "door-sign")
    refused = office.desk.job("print", {"printer": "first", "pages": "2-3"}).refused
    assert refused is not None
    assert "2 项以前已经打印过" in refused.sentence


@pytest.mark.parametrize("end", ["failed", "cancelled"])
def test_what_never_came_out_is_not_logged(office: Office, queues: Queues, end: str) -> None:
    choose(office, "door-sign")
    office.desk.job("print", {"printer": "first"})
    queues.state = end
    look_around(office)
    assert office.home.prints.all() == []
    assert work(office).sent[0].over


def test_a_job_taken_back_is_over_and_not_logged(office: Office) -> None:
    choose(office, "door-sign")
    office.desk.job("print", {"printer": "first"})
    printing = office.desk.printing
    printing.seen(printing.take_back(1))
    assert work(office).sent[0].text.endswith("已取消")
    assert office.home.prints.all() == []


def test_jobs_of_two_printers_are_told_apart_though_each_counts_from_one(office: Office) -> None:
    for form, printer in (("door-sign", "first"), ("seat-labels", "second")):
        choose(office, form)
        office.desk.job("print", {"printer": printer})
    printing = office.desk.printing
    number = next(sent.number for sent in work(office).sent if sent.printer == "second")
    printing.seen(printing.take_back(number))
    assert {sent.printer: sent.over for sent in work(office).sent} == {"first": False, "second": True}
    look_around(office)
    assert {sent.printer: sent.over for sent in work(office).sent} == {"first": False, "second": True}


def test_what_is_with_a_printer_when_the_desk_closes_counts_as_printed(office: Office) -> None:
    choose(office, "door-sign")
    office.desk.job("print", {"printer": "first"})
    office.desk.close()
    assert {p.form for p in office.home.prints.all()} == {"door-sign"}


def test_sheets_that_grew_old_are_made_anew_and_looked_at_before_they_are_printed(
    office: Office, queues: Queues, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(office, "door-sign")
    now = office.parts.clock.wall()
    monkeypatch.setattr(type(office.parts.clock), "wall", lambda clock: now + 601_000)
    refused = office.desk.job("print", {"printer": "first"}).refused
    assert refused is not None
    assert "已按现在的记录重新生成" in refused.sentence
    assert queues.sent == []
    assert office.desk.job("print", {"printer": "first"}).done


def test_what_has_changed_since_it_was_looked_at_is_made_anew_and_not_printed(office: Office, queues: Queues) -> None:
    choose(office, "seat-labels")
    plan = replace(small_plan(), rehearsal=False)
    first, *others = plan.candidates
    office.home.plans.save_draft(replace(plan, candidates=(replace(first, name="改过的名字"), *others)))
    refused = office.desk.job("print", {"printer": "first"}).refused
    assert refused is not None
    assert "计划或记录有了变化" in refused.sentence
    assert queues.sent == []
    sheets = work(office).sheets
    assert sheets is not None
    assert office.desk.printing.picture(sheets.edition, 1, 300) is not None, "the new one stands there to be looked at"
    assert office.desk.job("print", {"printer": "first"}).done
    path = office.home.folder / "labels.pdf"
    path.write_bytes(queues.sent[0][1])
    assert "改过的名字" in reading.text(path)


# --- decisions --------------------------------------------------------------------------------------------------------


@pytest.fixture
def odd(office: Office) -> Office:
    """One name has a character no font has."""
    plan = small_plan()
    people = (replace(plan.candidates[0], name="王\U000e0041"), *plan.candidates[1:])
    office.plan(replace(plan, rehearsal=False, candidates=people))
    return office


def test_what_the_preflight_found_is_named_and_printing_waits_for_the_decision(odd: Office, queues: Queues) -> None:
    found = choose(odd, "seat-labels").found
    assert len(found) == 1
    assert "字库缺字" in found[0]
    form = row(odd, "job:print")
    assert found[0] in form.confirm
    assert ("accept_flags", True) in [(field.name, field.required) for field in form.fields]
    refused = odd.desk.job("print", {"printer": "first"}).refused
    assert refused is not None
    assert found[0] in refused.sentence
    assert queues.sent == []
    assert odd.desk.job("print", {"printer": "first", "accept_flags": True}).done


def test_many_findings_stand_on_the_page_and_the_form_names_the_first(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.operations.desks.office.printing.offers.SHOWN", 5)
    found = choose(office, "admission-ticket").found
    assert len(found) == PEOPLE
    assert all("没有照片" in sentence for sentence in found)
    said = row(office, "job:print").confirm.splitlines()
    assert len(said) == 1 + 5 + 1
    assert said[-1] == f"其余 {PEOPLE - 5} 处见页面上的列表"


# --- files ------------------------------------------------------------------------------------------------------------


def test_saved_is_what_was_looked_at_and_a_list_goes_into_a_workbook_too(office: Office, tmp_path: Path) -> None:
    choose(office, "room-list")
    looked_at = office.desk.printing.made
    assert office.desk.job("print-save", {"out": str(tmp_path / "list.pdf")}).done
    assert (tmp_path / "list.pdf").read_bytes() == looked_at.made.data  # type: ignore[union-attr]
    assert office.desk.job("print-save", {"out": str(tmp_path / "list.xlsx")}).done
    assert (tmp_path / "list.xlsx").read_bytes().startswith(b"PK")
    choose(office, "door-sign")
    refused = office.desk.job("print-save", {"out": str(tmp_path / "sign.xlsx")}).refused
    assert refused is not None
    assert not (tmp_path / "sign.xlsx").exists()


def test_a_full_disk_leaves_no_file_and_no_print_in_the_log(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(office, "door-sign")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("forms.page.sheet.os.fsync", full)
    refused = office.desk.job("print-save", {"out": str(tmp_path / "sign.pdf")}).refused
    assert refused is not None
    assert "磁盘" in refused.sentence
    assert office.screen.last.page.told == refused.sentence
    assert not list(tmp_path.glob("*sign*"))
    assert office.home.prints.all() == []


def test_a_folder_that_is_not_there_and_a_printer_that_is_gone_are_a_sentence_each(
    office: Office, queues: Queues, tmp_path: Path
) -> None:
    choose(office, "door-sign")
    for job, data in (
        ("print-save", {"out": str(tmp_path / "away" / "sign.pdf")}),
        ("print-all", {"folder": str(tmp_path / "away" / "all")}),
    ):
        refused = office.desk.job(job, data).refused
        assert refused is not None
        assert "away" in refused.sentence
    queues.found = ()
    refused = office.desk.job("print", {"printer": "first"}).refused
    assert refused is not None
    assert "找不到打印机“first”" in refused.sentence
    assert office.home.prints.all() == []


def test_no_printing_service_is_said_where_the_printer_stands(office: Office, queues: Queues) -> None:
    queues.fault = "printer-service-off"
    choose(office, "door-sign")
    look_around(office)
    assert facts(office)["打印机"].startswith("打印服务没有运行")
    blocked = row(office, "job:print")
    assert (blocked.enabled, blocked.next) == (False, "可以按 F7 另存为文件，到另一台电脑上打印")


def test_a_printer_is_measured_with_its_ruler_page(office: Office, queues: Queues) -> None:
    assert office.desk.job("printer", {"printer": "second", "ruler": True}).done
    assert queues.sent[0][0].title == "ruler"
    answer = office.desk.job("printer", {"printer": "second", "measured": "100.0,19.0,20.0"})
    assert "右移 +1.0 毫米" in answer.text
    choose(office, "door-sign")
    office.desk.job("print", {"printer": "second"})
    assert queues.sent[-1][0].calibration.offset_x == 10
    assert office.home.prints.all() == []
