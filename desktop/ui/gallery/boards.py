"""What desks are put together from, each with an invented board: bars, seats, balance, alerts, steps, bags, tables."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.operations.boards.shell import (
    SEAT_STATES,
    ActionRow,
    AlertRow,
    BagCard,
    BagColumn,
    BalanceBoard,
    BalanceLine,
    KeyHint,
    NextStep,
    SeatCell,
    SeatMapBoard,
    StatusDot,
    StepRow,
    TopBoard,
)
from desktop.ui.custody.bags import BagColumns
from desktop.ui.gallery.parts import TONES
from desktop.ui.shared.bars import FootBar, TopBar
from desktop.ui.shared.cards import AlertCard, BalanceTable, CheckList, Counter, Place, StepList
from desktop.ui.shared.panels import Countdown
from desktop.ui.shared.rows import Column, RowsModel, RowsView
from desktop.ui.shared.seating.seatmap import SeatMap
from desktop.wording import Wording

NOW = 1_795_824_000_000
NAMES = ("陈晓", "王丽", "赵一鸣", "欧阳龚菲", "古丽·买买提", "周琪", "吴桐", "郑爽")


def _beside(*parts: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    for part in parts:
        row.addWidget(part, 1)
    return holder


def _below(*parts: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return holder


def bars() -> QWidget:
    top, foot = TopBar(Wording()), FootBar()
    dots = tuple(StatusDot(tone, tone) for tone in TONES)
    due = NextStep("08:25 启封发卷", NOW + 90_000)
    top.show_board(TopBoard("考场台 · 第 03 考场", "中式烹调师 四级", dots, due, rehearsal=True))
    top.tick(NOW)
    foot.show_keys(
        (KeyHint("Enter", "签字确认"), KeyHint("F2", "输入证件号"), KeyHint("F8", "不可用", enabled=False)),
        (KeyHint("F12", "副监考 李敏 · 换人"),),
    )
    return _below(top, foot)


def seats() -> QWidget:
    cells = tuple(
        SeatCell(n + 1, n // 4 + 1, n % 4 + 1, state, NAMES[n], state, checked=n == 2, conflict=n == 5)
        for n, state in enumerate(SEAT_STATES[:8])
    )
    board = SeatMapBoard(5, 2, cells, "front-left", aisles=(2,), pillars=((1, 5),))
    large, small = (SeatMap(compact, "讲台 · 黑板", "门", "座位图") for compact in (False, True))
    large.setFixedHeight(250)
    for seat_map in (large, small):
        seat_map.show_board(board)
    large.select(3)
    return _beside(large, small)


def accounts() -> QWidget:
    lines = (BalanceLine("袋内份数", 31), BalanceLine("已交", 4, "stop"))
    good, broken = BalanceTable(), BalanceTable()
    tables = _beside(good, broken)
    good.show_board(BalanceBoard("试卷平衡", lines[:1], "22+5+2+1+1", "= 31", True))
    broken.show_board(BalanceBoard("试卷平衡", lines, "22+4+2+1+1", "= 30 ≠ 31", False, "少 1 份：最后经手 何英 09:23"))
    counters = [Counter("应到"), Counter("已到", "ok"), Counter("未到", "stop")]
    for counter, count in zip(counters, (30, 18, 12), strict=True):
        counter.show_count(count)
    left, late = Countdown(), Countdown()
    left.aim(NOW + 220_000)
    late.aim(NOW - 65_000)
    for countdown in (left, late):
        countdown.tick(NOW)
    return _beside(tables, _below(*counters), _below(left, late))


def lists() -> QWidget:
    acts = (ActionRow("a", "处理"), ActionRow("b", "派人"))
    rows = [AlertRow(tone, f"{tone} 待处理", "发生了什么，为什么", "附件5 8:25", tone, acts) for tone in TONES[1:]]
    steps, checks = StepList(), CheckList()
    steps.show_rows(
        (
            StepRow("a", "07:30", "报到", "done", "45/45"),
            StepRow("b", "08:20", "宣布纪律", "late", "11/12"),
            StepRow("c", "08:25", "启封发卷", "current", "0/12"),
            StepRow("d", "08:30", "开考", "coming"),
        )
    )
    checks.show_rows((("a", "缺考已填入记录单", True, False), ("b", "已宣读", False, True)))
    places = [Place(n + 1, "请扫主监考胸卡", "应为 何英", tone) for n, tone in enumerate(TONES)]
    return _beside(_below(*(AlertCard(row) for row in rows)), _below(steps, checks), _below(*places))


def bags() -> QWidget:
    tones = tuple(BagCard(f"b{n}", f"0{n}-A", f"{tone} 07:41", tone) for n, tone in enumerate(TONES, 1))
    many = tuple(BagCard(f"c{n}", f"{n:02d}-A", "封条完好") for n in range(1, 21))
    columns = BagColumns()
    columns.show_columns((BagColumn("保密室", many), BagColumn("途中", tones), BagColumn("已送还")))
    columns.setMinimumHeight(360)
    return columns


def tables() -> QWidget:
    model: RowsModel[tuple[str, str]] = RowsModel(
        [
            Column("行", lambda row: row[0]),
            Column("姓名", lambda row: row[1]),
            Column("问题", lambda row: "校验码不符，末位应为 5", lambda row: "stop" if row[0] == "2" else None),
            Column("说明", lambda row: "请对照证件更正"),
        ]
    )
    table = RowsView(model, (60, 120, 240))
    table.setFixedHeight(200)
    model.show_rows(tuple((str(n), name) for n, name in enumerate(NAMES, 1)))
    table.selectRow(0)
    return table
