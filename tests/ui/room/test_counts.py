"""Counting at the end: a table, equations worked out with every figure, one more sheet by the space bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.operations.boards.shell import ActionRow, FieldRow, Sum
from desktop.ui.shared.act.form import ActionForm
from tests.ui import samples
from tests.ui.conftest import Opened
from tests.ui.room.test_room import show, view_of

NAMES = (("handed_in", "已交"), ("collected", "收卷"), ("absent", "缺考"), ("spare", "备用"), ("void", "作废"))
COUNTING = ActionRow(
    "collect-papers",
    "收卷、清点",
    fields=tuple(
        FieldRow(f"{kind}.{name}", f"{title} · {label}", "number")
        for kind, title in (("papers", "试卷"), ("cards", "答题卡"))
        for name, label in NAMES
    ),
    persons=2,
    sums=(
        Sum("试卷已交 + 收卷（到场）", ("papers.handed_in", "papers.collected"), 28),
        Sum("试卷缺考", ("papers.absent",), 2),
        Sum("试卷合计（袋内）", tuple(f"papers.{name}" for name, _ in NAMES), 31),
    ),
)


@pytest.fixture
def counting(opened: Callable[..., Opened], qtbot: QtBot) -> Opened:
    out = opened("room", {"room": samples.ROOM})
    assert samples.ROOM.step is not None
    show(out, qtbot, replace(samples.ROOM, step=replace(samples.QUARTER, action=COUNTING, checks=())))
    out.hands.key("Enter")
    qtbot.waitUntil(lambda: view_of(out).sheet.form is not None)
    qtbot.waitUntil(lambda: out.window.focusWidget() is form(out).editors[0].focusProxy())
    return out


def form(out: Opened) -> ActionForm:
    found = view_of(out).sheet.form
    assert found is not None
    return found


def told(out: Opened) -> list[str]:
    said = [label.text() for label in form(out).findChildren(QLabel) if label.isVisible()]
    return [words for words in said if words.startswith("试卷") and "：" in words]


def test_every_figure_works_the_equations_out_at_once(counting: Opened) -> None:
    assert told(counting) == ["试卷已交 + 收卷（到场）：… + …，应为 28", "试卷合计（袋内）：… + … + … + … + …，应为 31"]
    counting.hands.type("5")
    counting.hands.key("Enter")
    counting.hands.type("22")
    assert told(counting)[0] == "试卷已交 + 收卷（到场）：5 + 22，应为 28，少 1"
    counting.hands.key("Space")
    assert told(counting)[0] == "试卷已交 + 收卷（到场）：5 + 23 = 28"
    for figure in "111":
        counting.hands.key("Enter")
        counting.hands.type(figure)
    assert told(counting)[1:] == ["试卷缺考：1，应为 2，少 1", "试卷合计（袋内）：5 + 23 + 1 + 1 + 1 = 31"]
    assert {e.row.name: e.value() for e in form(counting).editors[:5]} == {
        "papers.handed_in": 5,
        "papers.collected": 23,
        "papers.absent": 1,
        "papers.spare": 1,
        "papers.void": 1,
    }


def test_space_counts_one_more_and_letters_are_said_to_be_no_figure(counting: Opened) -> None:
    for _ in range(3):
        counting.hands.key("Space")
    assert form(counting).editors[0].value() == 3
    counting.hands.type("x")
    counting.hands.key("Space")
    assert form(counting).editors[0].value() == "3x"
    assert form(counting).editors[0].problem()
