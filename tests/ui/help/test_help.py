"""Help, the keyboard map and the first tour over a real window, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations.boards.shell import DeskName, KeyHint
from desktop.ui.help.keymap import KeyMap, grouped
from desktop.ui.help.markdown import read_page
from desktop.ui.help.page import PAGES, HelpPage
from desktop.ui.help.tour import STOPS, Tour
from desktop.ui.shared.panels import KeyCap
from desktop.ui.shell.window import Window
from desktop.wording import Wording
from tests.ui import samples
from tests.ui.conftest import Hands, Opened
from tests.ui.look.scenes import FIRST, AllDesks
from tests.ui.samples import LI_MIN, Session
from tests.ui.test_layout import nothing_cut

SIZES = [(1366, 768), (683, 384)]


def help_page(out: Any) -> HelpPage:
    cover = out.window.aids.cover()
    assert isinstance(cover, HelpPage)
    return cover


@pytest.mark.parametrize(("desk", "first"), [("door", "查证台"), ("room", "考场台")])
def test_f1_opens_the_page_of_this_desk_and_esc_comes_back(
    opened: Callable[..., Opened], desk: DeskName, first: str
) -> None:
    out = opened(desk, {desk: FIRST[desk]})
    out.hands.key("F1")
    page = help_page(out)
    assert page.name == desk
    assert page.browser.toPlainText().startswith(first)
    assert page.browser.verticalScrollBar().value() == 0
    out.hands.key("Esc")
    assert out.window.aids.cover() is None
    assert QApplication.focusWidget() is out.window.view


@pytest.mark.parametrize(("board", "heading"), [("WRONG_ROOM", "红色"), ("CHECK_BY_HAND", "橙色")])
def test_beside_a_verdict_help_opens_at_what_to_do_about_its_colour(
    opened: Callable[..., Opened], qtbot: QtBot, board: str, heading: str
) -> None:
    out = opened("door", {"door": getattr(samples, board)})
    out.hands.key("F1")
    page = help_page(out)
    assert page.name == "verdicts"
    qtbot.waitUntil(lambda: page.browser.verticalScrollBar().value() > 0)
    assert page.browser.cursorForPosition(QPoint(40, 24)).block().text().startswith(heading)


def test_at_the_office_help_opens_at_the_section(toured: Callable[..., Opened], qtbot: QtBot) -> None:
    out = toured("office")
    out.hands.key("Esc")
    out.hands.key("F1")
    page = help_page(out)
    board = out.window.view._board
    number = next(s.number for s in board.sections if s.id == board.current)
    qtbot.waitUntil(lambda: page.browser.verticalScrollBar().value() > 0)
    assert page.browser.cursorForPosition(QPoint(40, 24)).block().text().startswith(f"{number} ")


def test_help_turns_pages_by_figures_and_esc_goes_back_one_by_one(opened: Callable[..., Opened]) -> None:
    out = opened("door", {"door": samples.WAITING})
    out.hands.key("F1")
    page = help_page(out)
    out.hands.key("9")
    assert page.name == PAGES[8]
    out.hands.key("0")
    assert page.name == PAGES[9]
    out.hands.key("Esc")
    assert page.name == PAGES[8]
    out.hands.key("Esc")
    assert page.name == "door"
    out.hands.key("Esc")
    assert out.window.aids.cover() is None


def test_a_link_is_chosen_by_tab_and_opened_by_enter(opened: Callable[..., Opened], qtbot: QtBot) -> None:
    out = opened("door", {"door": samples.WAITING})
    out.hands.key("F1")
    page = help_page(out)
    out.hands.key("Tab")
    out.hands.key("Enter")
    qtbot.waitUntil(lambda: page.name == "verdicts")


def test_a_link_that_is_no_page_opens_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "zh-CN").mkdir()
    (tmp_path / "zh-CN" / "door.md").write_text("# 门\n\n[外面](https://example.invalid/)", encoding="utf-8")
    page = HelpPage(Wording(), "door", tmp_path)
    qtbot.addWidget(page)
    page.browser.anchorClicked.emit("https://example.invalid/")
    assert page.name == "door"
    page.turn("room")
    assert "F10" in page.browser.toPlainText()


def test_markup_in_a_page_is_text_and_a_picture_from_elsewhere_stays_away(qtbot: QtBot, tmp_path: Path) -> None:
    document = QTextDocument()
    read_page(document, "# 一\n\n<script>x</script>\n\n![a](../../../secret.png)\n\n- `F2` 二\n", tmp_path, 300)
    assert "secret" not in document.toPlainText()
    assert "F2" in document.toPlainText()


def test_help_opens_over_a_form_and_the_form_keeps_what_was_typed(opened: Callable[..., Opened]) -> None:
    out = opened("door", {"door": samples.WAITING})
    out.hands.key("F2")
    out.hands.type("990102")
    before = QApplication.focusWidget()
    out.hands.key("F1")
    assert help_page(out).name == "door"
    out.hands.key("Esc")
    assert QApplication.focusWidget() is before
    form = out.window.view.sheet.form
    assert form is not None
    assert before is not None
    assert before.property("text") == "990102"


def test_a_scan_takes_the_help_away_and_is_checked(opened: Callable[..., Opened], qtbot: QtBot) -> None:
    out = opened("door", {"door": samples.WAITING})
    out.hands.key("F1")
    out.hands.scan("990102199003071178")
    qtbot.waitUntil(lambda: "990102199003071178" in str(out.desk.asked))
    assert out.window.aids.cover() is None


def test_help_at_the_sign_in_is_its_own_page_and_a_badge_takes_it_away(
    window: Callable[..., Window], qtbot: QtBot
) -> None:
    made = window(Session({"door": samples.WAITING}), "door")
    qtbot.waitUntil(lambda: made.entry.sign_in is not None)
    hands = Hands(made, qtbot)
    hands.key("F1")
    page = made.aids.cover()
    assert isinstance(page, HelpPage)
    assert page.name == "sign-in"
    hands.scan("KD-p012")
    qtbot.waitUntil(lambda: made.aids.cover() is None)
    assert made.entry.sign_in is not None
    assert made.entry.sign_in.who.text() == "KD-p012"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_its_window(
    opened: Callable[..., Opened], qtbot: QtBot, name: str, size: tuple[int, int]
) -> None:
    out = opened("door", {"door": samples.WAITING})
    out.window.resize(*size)
    out.hands.key("F1")
    page = help_page(out)
    page.turn(name)
    qtbot.waitUntil(lambda: page.browser.horizontalScrollBar().maximum() == 0)
    assert page.browser.document().idealWidth() <= page.browser.viewport().width() + 1
    nothing_cut(out, qtbot, name)


# --- the keyboard map -------------------------------------------------------------------------------------------------


def test_the_map_holds_every_key_of_the_foot_bar_and_of_the_buttons(opened: Callable[..., Opened]) -> None:
    out = opened("room", {"room": samples.ROOM})
    view = out.window.view
    expected = {hint.key for hint in (*view.keys(), *view.more_keys())}
    out.hands.key("?")
    cover = out.window.aids.cover()
    assert isinstance(cover, KeyMap)
    caps = {cap.text() for cap in cover.findChildren(KeyCap)}
    assert len(caps) >= len(expected | {"F1", "?", "F11", "F12", "Ctrl+L"}) - 1
    assert {"F1", "?", "F11", "F12", "Ctrl+L"} <= caps
    assert {"W", "V", "E", "F9"} <= caps
    out.hands.key("?")
    assert out.window.aids.cover() is None


def test_no_key_of_the_map_does_anything_beneath_it(opened: Callable[..., Opened]) -> None:
    out = opened("room", {"room": samples.ROOM})
    for key in ("W", "V", "E", "Enter", "1"):
        out.hands.key("?")
        assert isinstance(out.window.aids.cover(), KeyMap)
        out.hands.key(key)
        out.window.aids.close()
    assert out.desk.asked == []
    assert not out.window.view.sheet.is_open()


def test_keys_are_grouped_by_kind_each_once() -> None:
    keys = [
        KeyHint("F10", "全部"),
        KeyHint("F2", "号码"),
        KeyHint("W", "外出"),
        KeyHint("Enter", "确认"),
        KeyHint("F2", "再"),
    ]
    groups = grouped(keys, [KeyHint("F1", "帮助"), KeyHint("F10", "别的")])
    assert [hint.key for hint in groups["function"]] == ["F2", "F10"]
    assert [hint.key for hint in groups["letters"]] == ["W"]
    assert [hint.key for hint in groups["move"]] == ["Enter"]
    assert [hint.key for hint in groups["everywhere"]] == ["F1"]


# --- the tour ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def toured(window: Callable[..., Window], qtbot: QtBot) -> Callable[[DeskName, tuple[int, int]], Opened]:
    def open_it(desk: DeskName, size: tuple[int, int] = (1366, 768)) -> Opened:
        session = AllDesks(dict(FIRST))
        session.tours = True
        made = window(session, desk)
        made.resize(*size)
        qtbot.waitUntil(lambda: made.entry.sign_in is not None)
        assert made.entry.sign_in is not None
        made.entry.sign_in.passed.emit(LI_MIN)
        qtbot.waitUntil(lambda: isinstance(made.aids.cover(), Tour))
        return Opened(made, session, Hands(made, qtbot))

    return open_it


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("desk", STOPS)
def test_the_tour_lights_each_part_and_its_card_stays_on_the_screen(
    toured: Callable[..., Opened], qtbot: QtBot, desk: DeskName, size: tuple[int, int]
) -> None:
    out = toured(desk, size)
    tour = out.window.aids.cover()
    assert isinstance(tour, Tour)
    for stop in range(20):
        if out.window.aids.cover() is None:
            break
        assert tour.at() == stop
        assert tour.rect().contains(tour.card.geometry())
        nothing_cut(out, qtbot, f"{desk} {stop}")
        out.hands.key("Enter")
    assert out.window.aids.cover() is None
    assert QApplication.focusWidget() is out.window.view


def test_esc_skips_the_tour_and_it_does_not_come_again(toured: Callable[..., Opened], qtbot: QtBot) -> None:
    out = toured("door")
    out.hands.key("Esc")
    assert out.window.aids.cover() is None
    out.hands.key("F12")
    qtbot.waitUntil(lambda: not out.window.on_desk())
    assert out.window.entry.sign_in is not None
    out.window.entry.sign_in.passed.emit(replace(LI_MIN, name="何英"))
    qtbot.waitUntil(out.window.on_desk)
    QCoreApplication.processEvents()
    assert out.window.aids.cover() is None


def test_a_scan_ends_the_tour_and_is_checked(toured: Callable[..., Opened], qtbot: QtBot) -> None:
    out = toured("door")
    out.hands.scan("990102199003071178")
    qtbot.waitUntil(lambda: "990102199003071178" in str(out.session.desk.asked))
    assert out.window.aids.cover() is None


def test_a_key_of_work_ends_the_tour_and_is_done(toured: Callable[..., Opened], qtbot: QtBot) -> None:
    out = toured("door")
    out.hands.key("F2")
    qtbot.waitUntil(lambda: out.window.view.sheet.is_open())
    assert out.window.aids.cover() is None


def test_locking_takes_whatever_lies_there_away(opened: Callable[..., Opened], qtbot: QtBot) -> None:
    out = opened("door", {"door": samples.WAITING})
    out.hands.key("F1")
    out.window.locking.lock()
    assert out.window.aids.cover() is None
    assert not out.window.on_desk()


def test_help_and_search_stand_in_the_foot_bar_where_it_is_wide_enough(
    opened: Callable[..., Opened], qtbot: QtBot
) -> None:
    out = opened("door", {"door": samples.WAITING})
    out.window.resize(1366, 768)
    qtbot.waitUntil(lambda: out.window.aids.may_find)
    assert [hint.key for hint in out.window.aids.hints()] == ["Ctrl+F", "F1"]
    out.window.resize(683, 384)
    qtbot.waitUntil(lambda: out.window.aids.hints() == ())
