"""The office desk by keyboard: sections by their figures, jobs by their keys, a count nobody can look up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.operations.boards.shell import ActionRow, Answer, FieldRow, KeyHint, Refusal
from desktop.ui.office.acceptance import AcceptPane
from desktop.ui.office.files import FileChoosing
from desktop.ui.office.page import JobButton
from desktop.ui.office.view import OfficeView
from desktop.ui.shared.act.fields import Line
from tests.ui.office.boards import ACCEPT, BEFORE, CLOSE, COUNT, DOING, EMPTY, LONG, PINS, PLAN, OfficeDesk
from tests.ui.office.hands import Key, key


@pytest.fixture
def view(stage: Callable[..., OfficeView], desk: OfficeDesk) -> OfficeView:
    return stage(OfficeView, desk, BEFORE, lambda: 0)


def test_figures_turn_to_their_section(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    key(view, Key.Key_7)
    qtbot.waitUntil(lambda: view.page.title.text() == "试卷回收验收")
    assert desk.asked == [("call_off", None), ("turn_to", "accept")]


def test_a_finding_names_row_cell_reason_and_remedy_to_the_end(view: OfficeView) -> None:
    key(view, *[Key.Key_Down] * 5)
    assert view.page.whole.isVisible()
    assert view.page._whole_words.text().endswith("核对申报等级后再确认。")
    assert "行 203" in view.page._whole_rest.text()


def test_a_row_that_fits_its_columns_is_not_said_twice(view: OfficeView) -> None:
    assert not view.page.whole.isVisible()


def test_a_job_by_its_key_asks_its_fields_and_does_it(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    key(view, Key.Key_F6)
    assert view.sheet.form is not None
    view.sheet.form.editors[0].setFocus()
    key(view, Key.Key_Return)
    qtbot.waitUntil(lambda: "job:import" in desk.commands())
    assert desk.asked[-1] == ("job:import", (("office",), {"path": "考生报名表.xlsx"}, ()))
    qtbot.waitUntil(lambda: not view.sheet.is_open())


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_path_is_typed_or_chosen(view: OfficeView, qtbot: QtBot, tmp_path: Path) -> None:
    key(view, Key.Key_F5)
    form = view.sheet.form
    assert form is not None
    chooser = form.findChild(FileChoosing)
    assert isinstance(chooser, FileChoosing)
    chooser.choose()
    assert chooser.dialog is not None
    chooser.dialog.fileSelected.emit(str(tmp_path / "名单.xlsx"))
    chooser.dialog.reject()
    line = form.editors[0].findChild(Line)
    assert isinstance(line, Line)
    assert line.text().endswith("名单.xlsx")
    assert chooser.dialog is None


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_folder_is_typed_or_chosen(view: OfficeView, tmp_path: Path) -> None:
    row = ActionRow("job:plan-workbooks", "报中心的表格", "F8", fields=(FieldRow("folder", "写到文件夹"),), persons=0)
    view.show_board(replace(PLAN, page=replace(PLAN.page, jobs=(row,))))
    key(view, Key.Key_F8)
    form = view.sheet.form
    assert form is not None
    assert "选择文件夹…" in [button.text() for button in form.findChildren(QPushButton)]
    chooser = form.findChild(FileChoosing)
    assert isinstance(chooser, FileChoosing)
    chooser.choose()
    assert chooser.dialog is not None
    assert chooser.dialog.fileMode() is QFileDialog.FileMode.Directory
    chooser.dialog.fileSelected.emit(str(tmp_path))
    chooser.dialog.reject()
    assert form.data()["folder"] == str(tmp_path)


def test_a_form_without_a_file_offers_none(view: OfficeView) -> None:
    view.show_board(PLAN)
    key(view, Key.Key_F7)
    form = view.sheet.form
    assert form is not None
    chooser = form.findChild(FileChoosing)
    assert isinstance(chooser, FileChoosing)
    assert chooser._editors == []


def test_enter_offers_the_rows_own_action(view: OfficeView) -> None:
    view.show_board(PLAN)
    key(view, Key.Key_Down, Key.Key_Return)
    assert view.sheet.form is not None
    assert view.sheet.form.data()["key"] == "D5"


def test_the_count_is_blind_and_signed_by_two(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    view.show_board(ACCEPT)
    key(view, Key.Key_Return)
    form = view.sheet.form
    assert form is not None
    assert form.row == COUNT
    assert all(editor.value() is None for editor in form.editors)
    for editor, number in zip(form.editors, ("29", "2"), strict=True):
        line = editor.findChild(Line)
        assert isinstance(line, Line)
        QTest.keyClicks(line, number)
    view.take_scan("KD1006")
    assert form.signatures is not None
    QTest.keyClicks(form.signatures.form.pin, "2468")
    QTest.keyClick(form.signatures.form.pin, Key.Key_Return)
    qtbot.waitUntil(lambda: "count-returned" in desk.commands())
    expected = (("room:s1/r05",), {"papers.answered": 29, "papers.unused": 2}, ("p005", "p006"))
    assert desk.asked[-1] == ("count-returned", expected)


def test_every_attempt_at_the_count_stays_beside_its_room(view: OfficeView) -> None:
    view.show_board(ACCEPT)
    key(view, Key.Key_Down, Key.Key_Down)
    pane = view.page.pane
    assert isinstance(pane, AcceptPane)
    assert pane.counts is not None
    model = pane.counts.model()
    shown = [[model.index(row, place).data() for place in range(6)] for row in range(model.rowCount())]
    assert shown == [
        ["10:08:02", "时小新", "28 ≠ 29", "2", "0", "不符"],
        ["10:11:37", "秦岭", "28 ≠ 29", "3 ≠ 2", "0", "不符"],
    ]


def test_closing_lists_what_is_open_and_a_blocked_job_says_why(view: OfficeView, desk: OfficeDesk) -> None:
    view.show_board(CLOSE)
    key(view, Key.Key_F8)
    assert view.page.notice.sentence.text() == "还有 2 个考场未关闭"
    assert desk.asked == []


def test_what_a_job_came_to_stands_on_its_page(view: OfficeView) -> None:
    view.show_board(PINS)
    assert view.page.notice.isVisible()
    key(view, Key.Key_Escape)
    assert not view.page.notice.isVisible()


def test_a_job_done_with_things_to_look_at_is_not_green(view: OfficeView) -> None:
    view.show_board(replace(BEFORE, page=replace(BEFORE.page, told="可导入 318 名", told_tone="warn")))
    view.notify(Answer(text="可导入 318 名"))
    assert view.page.notice.property("look") == "warn"


def test_a_refused_job_stays_in_its_form(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    desk.refuse["job:import"] = Refusal("import", "找不到文件：考生报名表.xlsx")
    key(view, Key.Key_F6)
    form = view.sheet.form
    assert form is not None
    form.editors[0].setFocus()
    key(view, Key.Key_Return)
    qtbot.waitUntil(lambda: not form.notice.isHidden())
    assert view.sheet.is_open()


def test_an_empty_home_says_what_to_do_first(view: OfficeView) -> None:
    view.show_board(EMPTY)
    assert view.page.nothing.isVisible()
    assert not view.deadlines.isVisible()


def test_ten_thousand_findings_are_moved_through_at_once(view: OfficeView) -> None:
    view.show_board(LONG)
    key(view, Key.Key_PageDown, Key.Key_PageDown)
    line = view.page.current()
    assert line is not None
    assert line.cells[0] == "24"


def test_another_section_closes_the_form_of_the_one_before(view: OfficeView) -> None:
    key(view, Key.Key_F6)
    assert view.sheet.is_open()
    view.show_board(CLOSE)
    assert not view.sheet.is_open()


def test_a_new_board_keeps_the_row(view: OfficeView) -> None:
    view.show_board(PLAN)
    key(view, Key.Key_Down)
    view.show_board(replace(PLAN, deadline_title="期限"))
    line = view.page.current()
    assert line is not None
    assert line.cells[0] == "D5"


def test_the_deadlines_make_way_on_a_small_window(view: OfficeView) -> None:
    assert view.deadlines.isVisible()
    view.window().resize(910, 412)
    QApplication.processEvents()
    assert not view.deadlines.isVisible()


def test_a_job_under_way_shows_its_bar_and_escape_calls_it_off(view: OfficeView, desk: OfficeDesk) -> None:
    view.show_board(DOING)
    assert view.page.doing.isVisible()
    assert (view.page.doing.bar.value(), view.page.doing.bar.maximum()) == (128, 320)
    assert view.keys() == (KeyHint("Esc", "取消"),)
    key(view, Key.Key_Escape)
    assert desk.commands() == ["call_off"]


def test_nothing_pressed_during_a_job_is_done_after_it(view: OfficeView, desk: OfficeDesk) -> None:
    view.show_board(DOING)
    key(view, Key.Key_3, Key.Key_F6)
    assert desk.asked == []
    assert not view.sheet.is_open()
    assert view.page.notice.sentence.text() == "正在导入。请等它做完，或按 Esc 取消"


def test_a_form_whose_job_takes_its_time_gives_way_and_the_result_stays_on_the_page(
    view: OfficeView, qtbot: QtBot
) -> None:
    key(view, Key.Key_F6)
    view.show_board(DOING)
    qtbot.waitUntil(lambda: not view.sheet.is_open())
    told = replace(BEFORE, page=replace(BEFORE.page, told="已导入 320 名考生"))
    view.show_board(told)
    assert view.page.notice.sentence.text() == "已导入 320 名考生"
    view.show_board(replace(told, doing=DOING.doing))
    assert not view.page.notice.isVisible()
    view.show_board(told)
    assert view.page.notice.isVisible()
    assert not view.page.doing.isVisible()


def test_a_job_that_is_blocked_now_is_not_painted_as_the_thing_to_do(qtbot: QtBot) -> None:
    for enabled, look in ((True, "primary"), (False, "plain")):
        button = JobButton(ActionRow("print", "打印", primary=True, enabled=enabled))
        qtbot.addWidget(button)
        assert button.property("look") == look
