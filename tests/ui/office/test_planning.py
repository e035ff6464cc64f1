"""What the office works on before the day, by keyboard: columns matched, days tried, posts changed in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.operations.boards.office import OfficeBoard
from desktop.operations.boards.planning.dates import DatesBoard
from desktop.ui.office.planning.columns import ColumnsPane
from desktop.ui.office.planning.dates import DatesPane
from desktop.ui.office.planning.posts import PostsPane
from desktop.ui.office.view import OfficeView
from tests.ui.office.boards import MARK, OfficeDesk
from tests.ui.office.hands import Key, key
from tests.ui.office.planned import COLUMNS, DATES, GO_ON, GUIDED, POSTS, SUPPOSED


@pytest.fixture
def view(stage: Callable[..., OfficeView], desk: OfficeDesk) -> OfficeView:
    return stage(OfficeView, desk, COLUMNS, lambda: 0)


def columns(view: OfficeView) -> ColumnsPane:
    pane = view.page.pane
    assert isinstance(pane, ColumnsPane)
    return pane


def shown(view: OfficeView) -> list[tuple[str, str]]:
    """Ours and theirs, as the table shows them."""
    model = columns(view).table.model()
    return [(model.index(n, 0).data(), model.index(n, 1).data()) for n in range(model.rowCount())]


def test_each_column_of_ours_stands_beside_the_one_that_feeds_it_with_its_first_rows(view: OfficeView) -> None:
    assert shown(view)[:3] == [("这张表是", "考生"), ("姓名 *", "—"), ("证件号码 *", "身份证号")]
    model = columns(view).table.model()
    assert model.index(1, 2).data() == "还缺"
    assert model.index(2, 3).data() == "990102199208141137 · 990102198811023358"
    assert columns(view).left_over.text() == "没有用到的列：人名、档次、部门"


def test_the_arrows_match_and_enter_keeps(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    key(view, Key.Key_Down, Key.Key_Right)
    assert shown(view)[1] == ("姓名 *", "人名")
    key(view, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Left)
    assert shown(view)[4] == ("等级 *", "部门")
    key(view, Key.Key_Left)
    assert shown(view)[4] == ("等级 *", "档次")
    assert desk.asked == []
    key(view, Key.Key_Return)
    qtbot.waitUntil(lambda: "match-columns" in desk.commands())
    first, second = desk.asked[-1][1]["sheets"]
    assert first == ("考生", {"姓名": 0, "证件号码": 1, "职业": 2, "等级": 3, "工作单位": None})
    assert second == ("考场", {"考场号": 0})


def test_a_column_feeds_one_of_ours_only(view: OfficeView) -> None:
    key(view, Key.Key_Down, Key.Key_Right, Key.Key_Right)
    assert shown(view)[1:3] == [("姓名 *", "身份证号"), ("证件号码 *", "—")]


def test_the_first_row_says_what_the_sheet_is(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    key(view, Key.Key_Right)
    assert shown(view) == [("这张表是", "人员"), ("姓名 *", "—"), ("角色 *", "—"), ("证件号码", "身份证号")]
    key(view, Key.Key_Right)
    assert shown(view) == [("这张表是", "不导入")]
    key(view, Key.Key_Return)
    qtbot.waitUntil(lambda: "match-columns" in desk.commands())
    assert desk.asked[-1][1]["sheets"][0] == ("", {})


def test_another_sheet_and_back(view: OfficeView) -> None:
    key(view, Key.Key_PageDown)
    assert shown(view)[1] == ("考场号 *", "考场号")
    key(view, Key.Key_PageDown)
    assert shown(view)[1] == ("姓名 *", "—")


def test_leaving_keeps_nothing(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    key(view, Key.Key_Down, Key.Key_Right, Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(desk.asked))
    assert desk.commands() == ["columns-leave"]


def test_figures_still_turn_to_another_step(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    key(view, Key.Key_7)
    qtbot.waitUntil(lambda: ("turn_to", "accept") in desk.asked)


# --- posts ------------------------------------------------------------------------------------------------------------


def posts(view: OfficeView) -> PostsPane:
    view.show_board(POSTS)
    pane = view.page.pane
    assert isinstance(pane, PostsPane)
    return pane


def where(pane: PostsPane) -> tuple[str, str]:
    cell = pane.grid.current()
    assert cell is not None
    return cell.role, cell.name


def test_the_cursor_begins_at_the_post_that_is_told_of(view: OfficeView, desk: OfficeDesk) -> None:
    pane = posts(view)
    assert where(pane) == ("副监考", "空缺")
    assert "副监考 空缺" in pane.grid.accessibleName()
    assert desk.asked == []


def test_the_arrows_go_through_the_posts_and_ask_what_is_to_be_told(
    view: OfficeView, desk: OfficeDesk, qtbot: QtBot
) -> None:
    pane = posts(view)
    key(view, Key.Key_Down)
    qtbot.waitUntil(lambda: ("choose-post", {"post": "s1/03/副监考"}) in desk.asked)
    key(view, Key.Key_Left)
    assert where(pane) == ("主监考", "赵力")
    key(view, *[Key.Key_Down] * 20, Key.Key_Right, Key.Key_Right, Key.Key_Right)
    assert where(pane) == ("考务人员", "秦岭2")
    key(view, *[Key.Key_Up] * 20)
    assert where(pane) == ("副监考", "李敏")


def test_of_posts_passed_by_nothing_is_asked(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    posts(view)
    key(view, *[Key.Key_Down] * 3)
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    detail = replace(POSTS.page.work.detail, post="s1/03/副监考")
    view.show_board(replace(POSTS, page=replace(POSTS.page, work=replace(POSTS.page.work, detail=detail))))
    qtbot.waitUntil(lambda: len(desk.asked) == 2)
    assert [data["post"] for _, data in desk.asked] == ["s1/03/副监考", "s1/05/副监考"]


def test_enter_asks_who_shall_have_the_post_with_the_reasons_of_those_who_may_not(
    view: OfficeView, desk: OfficeDesk, qtbot: QtBot
) -> None:
    posts(view)
    key(view, Key.Key_Return)
    form = view.sheet.form
    assert form is not None
    key(view, Key.Key_1, Key.Key_Return)
    qtbot.waitUntil(lambda: "job:set-post" in desk.commands())
    assert desk.asked[-1] == ("job:set-post", (("s1/02/副监考",), {"staff": "p31"}, ()))


def test_enter_on_a_post_not_told_of_yet_changes_nothing(view: OfficeView) -> None:
    posts(view)
    key(view, Key.Key_Up, Key.Key_Return)
    assert not view.sheet.is_open()


# --- dates ------------------------------------------------------------------------------------------------------------


def dates(view: OfficeView) -> DatesPane:
    view.show_board(DATES)
    pane = view.page.pane
    assert isinstance(pane, DatesPane)
    return pane


def tried(desk: OfficeDesk) -> list[str]:
    return [data["first_day"] for command, data in desk.asked if command == "what-if"]


def test_the_chosen_rule_is_told_and_its_month_stands_there(view: OfficeView) -> None:
    pane = dates(view)
    key(view, Key.Key_Down)
    assert pane._told_title.text() == "D4 在认定系统填报并确认计划"
    assert pane.months.shown()[0].id == "2026-11"
    assert "13 D4" in pane.months.accessibleName()


def test_the_arrows_try_another_first_day_and_only_the_last_one_follows(
    view: OfficeView, desk: OfficeDesk, qtbot: QtBot
) -> None:
    pane = dates(view)
    key(view, Key.Key_Left, Key.Key_Left, Key.Key_Left)
    qtbot.waitUntil(lambda: tried(desk) == ["2026-11-27"])
    view.show_board(replace(SUPPOSED, page=replace(SUPPOSED.page, work=_with(SUPPOSED, supposed="2026-11-27"))))
    qtbot.waitUntil(lambda: tried(desk) == ["2026-11-27", "2026-11-25"])
    view.show_board(SUPPOSED)
    assert not pane.band.isHidden()
    assert len(tried(desk)) == 2


def test_leaving_gives_the_plans_own_day_back(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    pane = dates(view)
    view.show_board(SUPPOSED)
    key(view, Key.Key_Escape)
    qtbot.waitUntil(lambda: tried(desk) == [""])
    view.show_board(DATES)
    assert pane.band.isHidden()
    key(view, Key.Key_Right)
    qtbot.waitUntil(lambda: tried(desk) == ["", "2026-11-29"])


def test_enter_marks_the_chosen_rule_done(view: OfficeView) -> None:
    dates(view)
    key(view, Key.Key_Return)
    assert view.sheet.form is not None
    assert view.sheet.form.row == MARK


def test_a_narrow_window_shows_list_or_months(view: OfficeView) -> None:
    pane = dates(view)
    view.window().resize(700, 400)
    QApplication.processEvents()
    assert (pane.list.isVisible(), pane.months.isVisible()) == (True, False)
    key(view, Key.Key_M)
    assert (pane.list.isVisible(), pane.months.isVisible()) == (False, True)


# --- the way ----------------------------------------------------------------------------------------------------------


def words_of(view: OfficeView) -> list[str]:
    return [label.text() for label in view.guide.findChildren(QLabel) if not label.isHidden()]


def test_the_worst_open_rule_stands_first_with_clause_and_remedy(view: OfficeView) -> None:
    view.show_board(GUIDED)
    QApplication.processEvents()
    assert view.guide.isVisible()
    told = words_of(view)
    assert {"✓ N1", "✕ N2", "○ N14"} <= set(told)
    assert told.index("N2 监考人员15:1，每考场2名 · 不符合（002 附件3 一(2)）") < next(
        n for n, words in enumerate(told) if words.startswith("N14 ")
    )
    assert "先做这一步：补齐岗位" in told


def test_above_the_deadlines_one_rule_is_told_in_full(view: OfficeView) -> None:
    view.show_board(GO_ON)
    assert [words for words in words_of(view) if words.startswith(("N2 ", "N14 "))] == [
        "N2 监考人员15:1，每考场2名 · 不符合（002 附件3 一(2)）"
    ]


def test_the_way_on_is_pressed_or_typed(view: OfficeView, desk: OfficeDesk, qtbot: QtBot) -> None:
    view.show_board(GO_ON)
    view.guide._next.pressed.emit()
    qtbot.waitUntil(lambda: ("turn_to", "staff") in desk.asked)


def test_a_low_window_keeps_its_height_for_the_page(view: OfficeView) -> None:
    view.show_board(GUIDED)
    view.window().resize(910, 412)
    QApplication.processEvents()
    assert not view.guide.isVisible()


def _with(board: OfficeBoard, **changes: Any) -> DatesBoard:
    made: DatesBoard = replace(board.page.work, **changes)
    return made
