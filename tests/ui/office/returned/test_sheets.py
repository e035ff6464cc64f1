"""Signed sheets at the real office desk: a folder of scans, keys, and what stands in the record afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations.boards.returned.sheets import SheetsBoard
from desktop.ui.office.files import FileChoosing
from desktop.ui.office.sheets.pane import SheetsPane
from desktop.ui.shared.act.fields import Line
from tests.helpers.morning import small_plan
from tests.helpers.office import Office
from tests.ui.office.returned.desk import Opened

ABSENT = ("c00001", "c00003")


def pane(opened: Opened) -> SheetsPane:
    found = opened.view.page.pane
    assert isinstance(found, SheetsPane)
    return found


def board(opened: Opened) -> SheetsBoard:
    work = opened.view._board.page.work
    assert isinstance(work, SheetsBoard)
    return work


def kinds(opened: Opened) -> list[str]:
    found: list[str] = opened.behind(lambda: opened.office.kinds)
    return found


@pytest.fixture
def scanned(real: Callable[..., Opened], tmp_path: Path) -> Opened:
    """The desk on its section, two lists scanned in a folder: one with two rows that differ, one that agrees."""
    folder = tmp_path / "scans"
    folder.mkdir()

    def prepare(office: Office) -> None:
        away, came = office.seats("r01", absent=True), office.seats("r01", absent=False)
        office.signed_list(folder, [*away[1:], came[-1]], name="1.jpg")
        office.signed_list(folder, [], room="02", name="2.jpg")
        for printed in folder.glob("*.pdf"):
            printed.unlink()

    opened = real("10:20", prepare, ABSENT, small_plan(6))
    opened.press("9")
    opened.until(lambda: opened.view._board.current == "sheets")
    return opened


def read(opened: Opened, path: Path) -> None:
    """By the form: F6, the path, Enter."""
    opened.press("F6")
    form = opened.view.sheet.form
    assert form is not None
    line = form.editors[0].findChild(Line)
    assert isinstance(line, Line)
    line.setText(str(path))
    opened.press("Enter")
    opened.qtbot.waitUntil(lambda: isinstance(opened.view.page.pane, SheetsPane), timeout=20_000)
    opened.qtbot.waitUntil(lambda: not opened.view.sheet.is_open())


def test_two_lists_are_confirmed_with_one_key_a_difference_and_two_a_sheet(scanned: Opened, tmp_path: Path) -> None:
    before = kinds(scanned)
    read(scanned, tmp_path / "scans")
    assert [card.mark for card in board(scanned).cards] == ["2 行待看", "可确认"]
    scanned.press("F8")
    assert "2 行要用眼看" in scanned.view.page.notice.sentence.text()
    assert kinds(scanned) == before
    scanned.keys = 0
    row = pane(scanned).current()
    assert row is not None
    assert row.open
    scanned.press("Y")  # whoever was away: it is a signature
    scanned.until(lambda: board(scanned).cards[0].mark == "1 行待看")
    second = pane(scanned).current()
    assert second is not None
    assert second.open, "the next row that waits is chosen by itself"
    scanned.press("N")
    scanned.until(lambda: board(scanned).cards[0].mark == "可确认")
    assert kinds(scanned) == before
    scanned.press("F8")
    assert scanned.view.sheet.form is not None
    assert "2 处与记录不符" in scanned.view.sheet.form.row.confirm
    scanned.press("Enter")
    scanned.until(lambda: board(scanned).cards[0].state == "confirmed")
    assert kinds(scanned)[len(before) :] == ["sheet-confirmed", "incident-reported"]
    scanned.until(lambda: pane(scanned).title._whole.startswith("02 考场"))
    scanned.press("F8", "Enter")
    scanned.until(lambda: board(scanned).cards[1].state == "confirmed")
    assert kinds(scanned)[len(before) :] == ["sheet-confirmed", "incident-reported", "sheet-confirmed"]
    assert scanned.keys == 6


def test_the_window_lives_while_sheets_are_read(scanned: Opened, tmp_path: Path) -> None:
    ticks = []
    timer = QTimer(scanned.view)
    timer.timeout.connect(lambda: ticks.append(len(ticks)))
    timer.start(5)
    read(scanned, tmp_path / "scans")
    assert len(ticks) > 20
    timer.stop()


def test_what_the_paper_says_is_changed_and_taken_back_by_key(scanned: Opened, tmp_path: Path) -> None:
    read(scanned, tmp_path / "scans" / "2.jpg")
    scanned.press("Down", "N")
    scanned.until(lambda: board(scanned).cards[0].mark == "可确认" and "1 处" in board(scanned).cards[0].words)
    row = pane(scanned).current()
    assert row is not None
    assert (row.place, row.decided) == ("2 号", True)
    assert "表上没有签字" in pane(scanned).look.says.text()
    scanned.press("U")
    scanned.until(lambda: board(scanned).cards[0].words == "与记录相符，可以确认")


def test_left_and_right_turn_to_another_sheet_and_delete_puts_one_away(scanned: Opened, tmp_path: Path) -> None:
    read(scanned, tmp_path / "scans")
    scanned.press("Right")
    scanned.until(lambda: pane(scanned).title._whole.startswith("02 考场"))
    scanned.press("Left")
    scanned.until(lambda: pane(scanned).title._whole.startswith("01 考场"))
    scanned.press("Delete")
    scanned.until(lambda: len(board(scanned).cards) == 1)
    shown = pane(scanned).keys()
    assert any(hint.key == "Delete" for hint in shown)


def test_figures_still_turn_the_page_where_no_question_asks_for_them(scanned: Opened, tmp_path: Path) -> None:
    read(scanned, tmp_path / "scans" / "2.jpg")
    scanned.press("0")
    scanned.until(lambda: scanned.view._board.current == "close")
    scanned.press("9")
    scanned.until(lambda: scanned.view._board.current == "sheets")
    assert len(board(scanned).cards) == 1


def test_a_file_that_cannot_be_read_says_why_in_its_place(scanned: Opened, tmp_path: Path) -> None:
    (tmp_path / "scans" / "0.jpg").write_bytes(b"no picture")
    read(scanned, tmp_path / "scans" / "0.jpg")
    assert "不是可读的图片" in pane(scanned).words.text()
    assert pane(scanned).current() is None
    assert not pane(scanned).look.isVisible()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_several_files_are_chosen_at_once(scanned: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    scanned.press("F6")
    form = scanned.view.sheet.form
    assert form is not None
    chooser = form.findChild(FileChoosing)
    assert isinstance(chooser, FileChoosing)
    chooser.choose()
    assert chooser.dialog is not None
    chooser.dialog.filesSelected.emit([str(tmp_path / "a.jpg"), str(tmp_path / "b.jpg")])
    chooser.dialog.reject()
    QApplication.processEvents()
    line = form.editors[0].findChild(Line)
    assert isinstance(line, Line)
    assert line.text() == f"{tmp_path / 'a.jpg'} | {tmp_path / 'b.jpg'}"
