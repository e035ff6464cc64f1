"""Every form of the site in one job: into a folder, or to a printer with one bar, decided on before the first sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop.devices.printers.cups import CupsPrinters
from desktop.devices.printers.port import Job, JobState
from desktop.devices.printers.wish import Wish
from desktop.faults import SiteFault
from desktop.progress import Progress
from forms.catalogue import FORMS
from tests.helpers.cups import service, wait_until
from tests.helpers.morning import small_plan
from tests.operations.office.desks import Office
from tests.operations.office.paper.printers import Queues, look_around, work

PEOPLE = len(small_plan().candidates)


def test_the_whole_set_is_one_job_with_one_bar(office: Office, tmp_path: Path) -> None:
    answer = office.desk.job("print-all", {"folder": str(tmp_path / "all"), "accept_flags": True})
    assert answer.done, answer
    assert answer.text.startswith("已印出")
    assert office.screen.done()[:2] == ["", f"做表 座位号 0/{len(FORMS) + 1}"]
    assert [board.doing.of for board in office.screen.boards if board.doing is not None and board.doing.of] != []
    written = sorted(path.name for path in (tmp_path / "all").iterdir())
    assert written[0] == "01-seat-labels.pdf"
    assert str(len(written)) in answer.text


def test_the_whole_set_called_off_leaves_whole_files_and_says_how_many(office: Office, tmp_path: Path) -> None:
    office.call_off_at("做表 考场标识")
    answer = office.desk.job("print-all", {"folder": str(tmp_path / "all"), "accept_flags": True})
    assert answer.text.startswith("已中断；印出的 5 种表")
    assert len(list((tmp_path / "all").iterdir())) == 5
    assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in (tmp_path / "all").iterdir())
    office.call_off_at("做表 座位号")
    office.desk.job("print-all", {"folder": str(tmp_path / "none")})
    assert not (tmp_path / "none").exists()


def to_printer(office: Office, **data: object) -> Any:
    return office.desk.job("print-all", {"to": "first", "accept_flags": True, **data})


def test_the_whole_set_goes_to_a_printer_a_job_a_form_each_on_its_own_paper(office: Office, queues: Queues) -> None:
    answer = to_printer(office)
    assert answer.done, answer
    titles = [wish.title for wish, _ in queues.sent]
    assert titles.count("考生信息汇总表") == 2
    assert "座位号" not in titles, "label sheets do not lie in a tray of plain paper"
    assert "座位号、试卷袋标签 用标签纸，没有送出" in answer.text
    media = {wish.title: wish.media for wish, _ in queues.sent}
    assert {title for title, size in media.items() if size == "A3"} == {"板书（A3）", "考场规则", "场所入口标识"}
    assert all(wish.printer == "first" and data.startswith(b"%PDF") for wish, data in queues.sent)
    assert f"已送到 first：{len(queues.sent)} 种表" in answer.text
    bars = [board.doing for board in office.screen.boards if board.doing is not None and board.doing.of]
    assert {bar.of for bar in bars} == {2 * (len(FORMS) + 1)}
    assert [bar.done for bar in bars] == sorted(bar.done for bar in bars), "the bar never goes back"
    assert office.home.prints.all() == [], "nothing is printed yet"
    queues.state = "done"
    for _ in queues.sent:
        look_around(office)
    assert all(sent.over for sent in work(office).sent)
    assert len({(p.form, p.edition) for p in office.home.prints.all()}) == len(queues.sent)


def test_label_sheets_go_last_and_only_when_asked_for(office: Office, queues: Queues) -> None:
    to_printer(office, labels=True)
    assert [wish.title for wish, _ in queues.sent][-2:] == ["座位号", "试卷袋标签"]


def test_nothing_of_a_set_is_sent_before_what_it_found_is_decided(office: Office, queues: Queues) -> None:
    refused = office.desk.job("print-all", {"to": "first"}).refused
    assert refused is not None
    assert f"准考证：核对出 {PEOPLE} 处" in refused.sentence
    assert "一张也没有送出" in refused.sentence
    assert (queues.sent, office.desk.printing.sent) == ([], [])


def test_a_set_called_off_while_it_is_drawn_sends_nothing(office: Office, queues: Queues) -> None:
    office.call_off_at("做表 职业技能等级认定花名册")
    assert "已取消" in to_printer(office).text
    assert queues.sent == []


def test_a_set_called_off_between_two_jobs_names_those_the_printer_has_and_takes_them_back(
    office: Office, queues: Queues
) -> None:
    office.call_off_at("交给打印机 职业技能等级认定花名册")
    answer = to_printer(office)
    assert [wish.title for wish, _ in queues.sent] == ["准考证", "考生信息汇总表", "考生信息汇总表"]
    assert "准考证、考生信息汇总表、考生信息汇总表（签字件）" in answer.text
    assert office.screen.last.page.told_tone == "warn"
    printing = office.desk.printing
    assert [sent.number for sent in work(office).sent] == [1, 2, 3], "as they will come out"
    again = to_printer(office).refused
    assert again is not None
    assert "还有 3 个打印任务没有印完" in again.sentence
    printing.seen(printing.take_back(0))
    assert all(sent.over and sent.text.endswith("已取消") for sent in work(office).sent)
    assert office.home.prints.all() == []


def test_a_printer_that_stops_in_the_middle_of_a_set_is_told_with_what_it_has(office: Office, queues: Queues) -> None:
    send = queues.send

    def full(path: Path, wish: Wish, tell: Progress) -> Job:
        if len(queues.sent) == 2:
            raise SiteFault("printer-queue-full", printer=wish.printer)
        return send(path, wish)

    queues.send = full  # type: ignore[method-assign]
    answer = to_printer(office)
    assert answer.done
    assert "已送到 first 的 2 种表" in answer.text
    assert len(office.desk.printing.sent) == 2


def test_of_a_set_only_what_the_printer_took_is_logged(office: Office, queues: Queues) -> None:
    to_printer(office)
    ends = {1: "done", 2: "failed"}
    queues.follow = lambda job: JobState(ends.get(job.number, "cancelled"))  # type: ignore
    for _ in queues.sent:
        look_around(office)
    assert {p.form for p in office.home.prints.all()} == {"admission-ticket"}


def test_a_set_really_arrives_at_a_printer(office: Office) -> None:
    with service() as running:
        tray = running.queue("office")
        office.parts.__dict__["printers"] = CupsPrinters(running.server)
        look_around(office)
        office.desk.job("print-all", {"to": "office", "accept_flags": True})
        numbers = [sent.job.number for sent in office.desk.printing.sent]
        assert len(numbers) > 20
        wait_until(lambda: sorted(tray.jobs()) == numbers, 60)
        by_title = {sent.title: tray.asked(sent.job.number) for sent in office.desk.printing.sent}
        assert "media=A3" in " ".join(by_title["考场规则"])
        assert "media=A4" in " ".join(by_title["考场标识"])
        assert all(tray.pdf(number).startswith(b"%PDF") for number in numbers)
