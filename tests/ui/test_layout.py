"""Nothing is cut off: every label has the room its words need, at the sizes a 1366 x 768 laptop has at 100-150 %."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.exceptions import TimeoutError as QtTimeout
from pytestqt.qtbot import QtBot

from desktop.operations.boards.shell import BagCard, BagColumn
from desktop.ui.custody.bags import BagColumns
from desktop.ui.shared import theme
from desktop.ui.shared.rows import Column, RowsModel, RowsView
from tests.ui import samples
from tests.ui.conftest import Opened
from tests.ui.door import reads
from tests.ui.look.reading import cut_labels

SIZES = [(1366, 768), (1093, 614), (911, 512), (1920, 1080)]
DOOR_BOARDS = ["WAITING", "READING", "CLOSED", "BAD_READ", "ADMITTED", "WRONG_ROOM", "CHECK_BY_HAND", "LATE"]
ROOM_BOARDS = ["ROOM", "ROOM_DUE", "ROOM_BROKEN"]


def nothing_cut(out: Opened, qtbot: QtBot, name: str) -> None:
    """Layouts settle over some turns of the event loop; what is cut after that stays cut."""
    try:
        qtbot.waitUntil(lambda: cut_labels(out.window) == [], timeout=1000)
    except QtTimeout:
        pytest.fail(f"{name}: {cut_labels(out.window)}")


@pytest.mark.parametrize("size", SIZES)
def test_no_words_of_the_door_are_cut(opened: Callable[..., Opened], qtbot: QtBot, size: tuple[int, int]) -> None:
    out = opened("door", {"door": samples.WAITING})
    out.window.resize(*size)
    assert out.desk.listener is not None
    for name, board in {**{name: getattr(samples, name) for name in DOOR_BOARDS}, **reads.ALL}.items():
        out.desk.listener.board(board)
        qtbot.waitUntil(lambda board=board: out.window.bridge.last is board)
        nothing_cut(out, qtbot, name)
    for key in ("F2", "F3", "F4", "F5", "F10"):
        out.hands.key(key)
        nothing_cut(out, qtbot, key)
        out.hands.key("Esc")


@pytest.mark.parametrize("size", SIZES)
def test_no_words_of_the_room_are_cut(opened: Callable[..., Opened], qtbot: QtBot, size: tuple[int, int]) -> None:
    out = opened("room", {"room": samples.ROOM})
    out.window.resize(*size)
    assert out.desk.listener is not None
    for name in ROOM_BOARDS:
        out.desk.listener.board(getattr(samples, name))
        qtbot.waitUntil(lambda name=name: out.window.bridge.last is getattr(samples, name))
        nothing_cut(out, qtbot, name)
    out.hands.type("16")
    for key in ("V", "W", "E", "F10"):
        out.hands.key(key)
        nothing_cut(out, qtbot, key)
        out.hands.key("Esc")


@pytest.mark.parametrize("size", SIZES)
def test_bars_and_desk_fill_the_window_without_overlap(
    opened: Callable[..., Opened], qtbot: QtBot, size: tuple[int, int]
) -> None:
    out = opened("room", {"room": samples.ROOM})
    out.window.resize(*size)
    bars = (out.window.top, out.window.stack, out.window.foot)
    qtbot.waitUntil(lambda: sum(bar.height() for bar in bars) == size[1])
    boxes = [bar.geometry() for bar in bars]
    assert sum(box.height() for box in boxes) == out.window.height()
    assert boxes[0].height() == theme.TOP_BAR
    assert boxes[2].height() >= theme.FOOT_BAR
    assert not QRect(boxes[1]).intersects(boxes[2])


def test_the_face_is_the_shipped_chinese_one_with_equal_figures(qtbot: QtBot) -> None:
    face = theme.font(theme.LEAD, bold=True)
    assert QFontInfo(face).family() == "Noto Sans SC"
    metrics = QFontMetrics(face)
    assert {metrics.horizontalAdvance(figure) for figure in "0123456789"} == {metrics.horizontalAdvance("0")}
    for letter in "门直骨复㙍䶮鿍":
        assert metrics.inFont(letter) or metrics.inFontUcs4(ord(letter))


def test_ten_thousand_rows_ask_only_for_what_is_seen(qtbot: QtBot) -> None:
    asked: list[int] = []

    def words(row: int) -> str:
        asked.append(row)
        return f"行 {row}"

    model: RowsModel[int] = RowsModel([Column("行", words), Column("名", str, lambda row: "stop" if row % 2 else None)])
    view = RowsView(model, (120,))
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    model.show_rows(range(10_000))
    qtbot.waitUntil(lambda: bool(asked))
    view.grab()
    view.scrollToBottom()
    view.grab()
    assert model.rowCount() == 10_000
    assert len(set(asked)) < 200
    assert 9_999 in asked


def test_bag_columns_show_each_bag_where_it_is(qtbot: QtBot) -> None:
    frame = QWidget()
    qtbot.addWidget(frame)
    frame.resize(720, 420)
    columns = BagColumns()
    columns.setParent(frame)
    bags = (BagCard("b1", "05-A", "份数 29≠30", "stop"), BagCard("b2", "06-A", "正在交接", "brand"))
    columns.show_columns((BagColumn("保密室"), BagColumn("途中", bags)))
    columns.resize(700, 400)
    frame.show()
    words = [label.text() for label in columns.findChildren(QLabel) if label.isVisible()]
    assert words == ["保密室", "0", "途中", "2", "05-A", "份数 29≠30", "06-A", "正在交接"]
    assert cut_labels(columns) == []


def test_what_was_just_put_into_the_column_counts_when_it_is_fitted(
    opened: Callable[..., Opened], qtbot: QtBot
) -> None:
    out = opened("door", {"door": samples.WAITING})
    out.window.resize(1366, 768)
    assert out.desk.listener is not None
    out.desk.listener.board(reads.NAME_CHECK)
    side = out.window.view.side
    qtbot.waitUntil(side._names.isVisible)
    QCoreApplication.processEvents()
    assert [p for p in side._order if p.isVisible() and p.height() < p.minimumSizeHint().height()] == []
