"""The print page by keyboard: what is chosen is made after a pause, pages are drawn only where somebody looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.operations.boards.office import OfficeBoard
from desktop.operations.boards.printing import PrintWork, Sheets
from desktop.ui.office.printing.pane import PrintPane
from desktop.ui.office.printing.thumbnails import TALL, WIDE
from desktop.ui.office.view import OfficeView
from tests.ui.office import paper
from tests.ui.office.boards import PLAN, PRINT, OfficeDesk
from tests.ui.office.hands import Key, key


@pytest.fixture
def view(stage: Callable[..., OfficeView], desk: OfficeDesk) -> OfficeView:
    return stage(OfficeView, desk, PRINT, lambda: 0)


def pane_of(view: OfficeView) -> PrintPane:
    pane = view.page.pane
    assert isinstance(pane, PrintPane)
    return pane


def with_work(work: PrintWork) -> OfficeBoard:
    return replace(PRINT, page=replace(PRINT.page, work=work))


def test_arrows_pass_over_forms_and_only_the_one_stayed_on_is_made(
    view: OfficeView, desk: OfficeDesk, qtbot: QtBot
) -> None:
    key(view, *[Key.Key_Down] * 2)
    qtbot.waitUntil(lambda: ("choose", "roster") in desk.printing.asked)
    assert [name for act, name in desk.printing.asked if act == "choose"] == ["roster"]
    assert desk.printing.wishes >= 3


def test_the_first_form_is_made_when_nobody_has_chosen(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    view.show_board(PLAN)
    view.show_board(with_work(PrintWork(paper.FORMS)))
    qtbot.waitUntil(lambda: ("choose", "seat-labels") in desk.printing.asked)


def test_sheets_that_are_due_are_made_again(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    view.show_board(with_work(replace(paper.WORK, due=True)))
    qtbot.waitUntil(lambda: ("choose", "seat-labels") in desk.printing.asked)


def test_of_340_pages_only_those_on_the_screen_are_drawn(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    pane = pane_of(view)
    qtbot.waitUntil(lambda: len(desk.printing.drawn) >= 4)
    qtbot.waitUntil(lambda: not pane.pictures._waiting)
    assert {page for page, _ in desk.printing.drawn} <= set(range(1, 8))
    for _ in range(200):
        key(view, Key.Key_Right)
    qtbot.waitUntil(lambda: any(page == 201 for page, _ in desk.printing.drawn))
    qtbot.waitUntil(lambda: not pane.pictures._waiting)
    assert len({page for page, _ in desk.printing.drawn}) < 120
    assert pane.sheet.accessibleName() == "第 201 页，共 340 页"
    assert pane.thumbnails.currentIndex().row() == 200


def test_pictures_of_a_long_job_do_not_pile_up(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    pictures = pane_of(view).pictures
    for page in range(1, 41):
        pictures.of(page, 900)
        qtbot.waitUntil(lambda: not pictures._waiting)
    assert sum(p.width() * p.height() for p in pictures._kept.values()) <= 24_000_000


def test_while_a_page_is_being_drawn_the_keys_go_on_working(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    desk.printing.held.clear()
    key(view, Key.Key_Right, Key.Key_Right)
    assert pane_of(view).sheet.accessibleName() == "第 3 页，共 340 页"
    desk.printing.held.set()
    qtbot.waitUntil(lambda: any(page == 3 and width > 2 * WIDE for page, width in desk.printing.drawn))


def test_other_sheets_begin_at_their_first_page(view: OfficeView) -> None:
    key(view, Key.Key_Right)
    view.show_board(with_work(replace(paper.WORK, sheets=Sheets(2, 5))))
    assert pane_of(view).sheet.accessibleName() == "第 1 页，共 5 页"
    key(view, *[Key.Key_Right] * 9)
    assert pane_of(view).sheet.accessibleName() == "第 5 页，共 5 页"


def test_a_sheet_enlarged_has_the_place_and_is_moved_by_the_arrows(view: OfficeView, qtbot: QtBot) -> None:
    pane = pane_of(view)
    before = pane.sheet.width()
    key(view, Key.Key_Z)
    QApplication.processEvents()
    assert pane.sheet.width() > before + TALL
    assert not pane.side.isVisible()
    top = pane.sheet._box().y()
    key(view, Key.Key_Down)
    assert pane.sheet._box().y() < top
    assert pane.forms.name() == "seat-labels"
    key(view, Key.Key_Z)
    assert pane.side.isVisible()


def test_why_there_is_nothing_to_see_stands_in_the_sheets_place(view: OfficeView) -> None:
    view.show_board(with_work(paper.NOWHERE))
    assert pane_of(view).sheet.accessibleName() == paper.NOWHERE.fault


def test_what_the_preflight_found_is_read_beside_the_sheet_and_decided_on_in_the_form(view: OfficeView) -> None:
    said = [label.text() for label in pane_of(view).side.findChildren(QLabel)]
    assert set(paper.FOUND) <= set(said)
    key(view, Key.Key_F6)
    form = view.sheet.form
    assert form is not None
    form._submit()
    assert form.editors[1].problem() == "请填写“已核对，仍然打印”"


def test_a_job_with_the_printer_is_taken_back(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    key(view, Key.Key_Delete)
    qtbot.waitUntil(lambda: ("take_back", 7) in desk.printing.asked)
    qtbot.waitUntil(lambda: ("seen", "taken back") in desk.printing.asked)


def test_printers_are_looked_for_when_the_page_is_turned_to(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: ("seen", "seen") in desk.printing.asked)


def test_another_section_leaves_what_is_being_made(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    key(view, Key.Key_1)
    qtbot.waitUntil(lambda: ("turn_to", "plan") in desk.asked)
    assert "call_off" in desk.commands()
