"""A control board as at 08:24, and a desk that answers from memory. Every person, number and place is invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.operations.boards.control import (
    SHOW,
    Arrivals,
    ControlBoard,
    EquationRow,
    MatterList,
    MatterRow,
    Morning,
    MorningBlock,
    MorningStep,
    Order,
    RoomCell,
    RoomDetail,
    RoomLine,
    SiteBalance,
    StepColumn,
    Version,
)
from desktop.operations.boards.shell import (
    ActionRow,
    AlertRow,
    Answer,
    BalanceBoard,
    BalanceLine,
    Credential,
    FieldRow,
    NextStep,
    Refusal,
    Signed,
    SignerSlot,
    StatusDot,
    StepRow,
    TopBoard,
)


def at(hour: int, minute: int, second: int = 0) -> int:
    """Site time on 2026-11-28 as UTC ms."""
    return 1_795_824_000_000 + ((hour * 60 + minute) * 60 + second) * 1000 - 480 * 60_000


CHIEF = Signed("p001", "孙立群", "主考", at(7, 20), "t1")
DEPUTY = Signed("p002", "周静", "副主考", at(7, 20), "t2")
ME = (SignerSlot("主考", "", CHIEF),)

TOP = TopBoard(
    "主考台",
    "20261128京饪 · 12 个考场 · 320 名考生",
    (StatusDot("14 台已连接"), StatusDot("07 考场离线 2:10", "warn")),
    NextStep("08:25 启封发卷", at(8, 25)),
)
STEPS = (
    StepRow("report-in", "07:30", "报到", "done", "45/45"),
    StepRow("briefing", "07:35", "布置工作", "done", "✓"),
    StepRow("papers-issued", "07:40", "分发试卷", "done", "12/12"),
    StepRow("papers-brought", "07:50", "试卷到场", "done", "12/12"),
    StepRow("door-open", "08:05", "查证入场", "done", "294/320"),
    StepRow("rules-read", "08:20", "宣布纪律", "late", "11/12"),
    StepRow("bags-opened", "08:25", "启封发卷", "current", "0/12"),
    StepRow("start", "08:30", "开考"),
    StepRow("absentees", "09:00", "可交卷"),
    StepRow("fifteen", "09:45", "停止交卷"),
    StepRow("end", "10:00", "收卷"),
    StepRow("returned", "10:05", "送还试卷"),
)
TITLES = ("入场", "领卷", "到场", "板书", "纪律", "启封", "发卷", "开考", "缺考", "交卷", "收卷", "送还", "封装")
WHOLE = ("查证入场", "分发试卷", "试卷送达考场", "布置考场、板书", "宣布考场纪律", "验封、启封")
COLUMNS = tuple(
    StepColumn(f"s{n}", title, WHOLE[n] if n < len(WHOLE) else "", current=n == 5) for n, title in enumerate(TITLES)
)
SEATS = ((27, 28), (30, 30), (18, 30), (26, 28), (29, 30), (28, 30), (24, 26), (25, 26), (22, 24), (27, 28), (19, 20))


def room_line(number: int) -> RoomLine:
    came, expected = SEATS[(number - 1) % len(SEATS)]
    cells = [RoomCell("share", f"{came}/{expected}", came * 1000 // expected, f"应到 {expected}，已到 {came}")]
    cells += [RoomCell("done", told=f"07:{41 + n} 主监考、副监考签收") for n in range(4)]
    cells.append(RoomCell("due", "待启", told="08:25 起可启封，须先宣读考场规则"))
    note, tone = "", "plain"
    if number == 5:
        cells[5] = RoomCell("blocked", "缺1份", told="08:21 主监考 赵力 报告：袋内 29 份，应为 30 份")
    if number == 9:
        cells[4] = RoomCell("late", "迟4分", told="应于 08:20 宣读完毕，主监考 何英 尚未确认")
        cells[5] = RoomCell("waiting", told="未宣读考场规则，不能启封（附件5 8:25）")
    if number == 7:
        note, tone = "离线", "warn"
    cells += [RoomCell()] * (len(TITLES) - len(cells))
    return RoomLine(f"r{number:02d}", f"{number:02d}", tuple(cells), note, tone)  # type: ignore[arg-type]


ALERTS = (
    AlertRow(
        "conflict-1",
        "同一考生两处入场",
        "准考证 2611280711：07 考场 08:09 与 08 考场 08:13。两台离线期间发生。",
        tone="brand",
        actions=(ActionRow(f"{SHOW}conflicts", "比对并裁定", about=("c1",)),),
    ),
    AlertRow(
        "short-1",
        "05 考场 试卷袋份数 29，应为 30",
        "主监考 赵力 08:21 报告。可启用备用卷 1 份（备用袋 B-01）。",
        actions=(
            ActionRow("release-spare", "批准备用卷", signers=ME),
            ActionRow(f"{SHOW}balance", "查看账目"),
        ),
    ),
    AlertRow(
        "rules-9",
        "09 考场 尚未宣读考场规则",
        "应于 08:20 完成，已迟 4 分钟。未宣读不能启封",
        "附件5 8:25",
        "stop",
        (
            ActionRow("call-room", "呼叫考场", about=("room:s1/r09",), signers=ME),
            ActionRow("send-roving", "派流动监考", signers=ME),
        ),
    ),
)


def order(key: str, command: str, title: str, state: str, note: str, **more: Any) -> Order:
    row = ActionRow(command, title, key, enabled=state != "coming", signers=ME, **more)
    return Order(row, state, note)  # type: ignore[arg-type]


WHY_NOT_YET = {"why": "09:45 起可用", "clause": "附件4 一（四）", "next": "请等到 09:45"}
ORDERS = (
    order("F2", "order-prepare", "考试预备", "given", "08:10 已发 · 12/12 确认"),
    order("F3", "order-start", "宣布开考", "now", "08:30 可用 · 按两次"),
    order("F4", "order-fifteen", "还剩 15 分钟", "coming", "09:45", **WHY_NOT_YET),
    order("F5", "order-end", "考试结束", "coming", "10:00", **WHY_NOT_YET),
    order("F6", "extend", "延时", "open", "考场 / 个人", fields=(FieldRow("minutes", "延长分钟数", "number"),)),
    order(
        "F7",
        "suspend",
        "中止考试",
        "danger",
        "突发事件 附件4 一（九）",
        fields=(FieldRow("reason", "原因"),),
        persons=2,
        confirm="中止后全部考场停止作答，须立即上报。",
    ),
)
BALANCE = SiteBalance(
    "05 考场 C2 不平：29 ≠ 30",
    False,
    "差 1 份：05 考场主监考 赵力 处",
    (
        EquationRow("05 考场", "C2", "启封清点", "29 ≠ 30", False, "主监考 赵力"),
        EquationRow("全场", "C7", "出库 = 领用 + 留存", "13 = 12 + 1", True),
        *(EquationRow(f"{n:02d} 考场", "C1", "领卷份数", "30 = 30", True) for n in range(1, 13)),
        *(EquationRow(f"{n:02d} 考场", "C5", "收卷总数", "—") for n in range(1, 13)),
    ),
    BalanceBoard(
        "全场试卷",
        (BalanceLine("出库", 331), BalanceLine("在各考场", 330), BalanceLine("考务办备用", 1)),
        "330+1",
        "= 331",
    ),
)


def keep(number: int) -> ActionRow:
    fields = (FieldRow("keep", "保留第几个", "number", value=number), FieldRow("reason", "裁定理由"))
    return ActionRow("resolve-conflict:c1", "裁定矛盾", primary=number == 1, fields=fields, signers=ME)


def version(title: str, room: str, seat: int, time: str, desk: str, who: str, number: int) -> Version:
    lines = (("记录", f"{room} 考场 {seat} 号座位"), ("时间", time), ("工作台", desk), ("经手人", who), ("备注", "—"))
    return Version(title, lines, keep(number))


VERSIONS = (
    version("现行记录", "07", 11, "08:09:12", "07 考场查证台", "吴桐", 1),
    version("另一记录", "08", 11, "08:13:40", "08 考场查证台", "冯雪", 2),
)
SILENT = ("05", "09")
ACKNOWLEDGED = (
    *(MatterRow(f"o{n}", "08:10", n, "考试预备", "08:10 下令，14 分钟内没有确认", "未确认", "warn") for n in SILENT),
    *(
        MatterRow(f"o{n}", "08:10", f"{n:02d}", "考试预备", f"何英 确认，下令后 {n * 3} 秒", "已确认", "ok")
        for n in range(1, 13)
        if f"{n:02d}" not in SILENT
    ),
)
REPORT = (ActionRow("report-incident", "报告突发事件", fields=(FieldRow("note", "情况"),), signers=ME),)
REPLACE = (
    ActionRow("replace-staff", "更换人员", fields=(FieldRow("reason", "原因"),), signers=ME),
    ActionRow("start-stand-in", "临时顶替", fields=(FieldRow("reason", "原因"),), signers=ME),
)
LISTS = (
    MatterList("orders", "O", "命令", ACKNOWLEDGED, len(SILENT), "还没有下过命令"),
    MatterList(
        "conflicts",
        "C",
        "矛盾",
        (
            MatterRow(
                "c0", "08:12", "03", "同一张感应卡登记给两人", "", "待处理", "warn", (), (VERSIONS[0], VERSIONS[1])
            ),
            MatterRow(
                *("c1", "08:13", "07 / 08", "同一考生两处入场 王晓明", "准考证 2611280711", "待处理", "warn"),
                (keep(1), keep(2)),
                VERSIONS,
            ),
        ),
        2,
        "没有矛盾",
    ),
    MatterList(
        "incidents",
        "V",
        "事件",
        (
            MatterRow(
                "i1", "08:21", "05", "试卷袋缺 1 份", "袋内 29 份，应为 30 份", "处置中", "warn", ALERTS[1].actions
            ),
            MatterRow("i2", "08:02", "03", "空调故障", "已请保障人员处理", "已处置", "ok"),
        ),
        1,
        "没有突发事件",
        REPORT,
    ),
    MatterList("stand-ins", "P", "顶替", (), 0, "没有人员顶替", REPLACE),
    MatterList("extensions", "T", "延时", (), 0, "没有延时或中止"),
)


def morning_step(
    n: int, hour: int, minute: int, title: str, took: int | None, done: int, late: bool = False
) -> MorningStep:
    """`took` minutes from the first to the last; None for one not begun."""
    due = at(hour, minute)
    first = None if took is None else due - 60_000
    last = None if first is None or took is None else first + took * 60_000
    told = f"{title}：计划 {hour:02d}:{minute:02d}，（{done}/12）"
    return MorningStep(f"m{n}", title, due, first, last, done, 12, late, told)


PLANNED = (
    (7, 30, "报到", 5, 12),
    (7, 35, "安排工作", 2, 12),
    (7, 40, "分发试卷", 8, 12),
    (7, 50, "试卷送达考场", 6, 12),
    (8, 0, "布置考场、板书", 9, 12),
    (8, 5, "查证入场", 18, 12),
    (8, 20, "宣布考场纪律", 3, 11),
    (8, 25, "验封、启封、分发试卷", None, 0),
    (8, 30, "宣布开考", None, 0),
    (9, 0, "核定缺考", None, 0),
    (9, 45, "提醒还剩 15 分钟", None, 0),
    (10, 0, "收卷、清点", None, 0),
    (10, 5, "送还试卷", None, 0),
    (10, 20, "封装", None, 0),
)
MORNING = Morning(
    at(7, 20),
    at(10, 40),
    tuple(
        morning_step(n, hour, minute, title, took, done, title == "宣布考场纪律")
        for n, (hour, minute, title, took, done) in enumerate(PLANNED)
    ),
    (MorningBlock("exam", at(8, 30), at(10, 0), "考试时间"),),
)
GIVEN = tuple(
    replace(s, first=at(8, 30), last=at(8, 31), done=12, late=False, ordered=at(8, 30)) if s.title == "宣布开考" else s
    for s in MORNING.steps
)
SUSPENDED = replace(
    MORNING,
    steps=GIVEN,
    closes=at(10, 55),
    blocks=(
        *MORNING.blocks,
        MorningBlock("suspended", at(8, 52), at(9, 4), "全场 中止：楼内火警报警"),
        MorningBlock("suspended", at(9, 20), None, "07 考场 中止：停电"),
        MorningBlock("extended", at(10, 0), at(10, 12), "全场 延长 12 分钟"),
        MorningBlock("extended", at(10, 12), at(10, 30), "07 考场 延长 18 分钟"),
    ),
)
AVAILABLE = (
    ActionRow("brief-staff", "布置工作", enabled=False, why="07:35 已完成", clause="附件5 7:35", group="protocol"),
    ActionRow("assign-stand-in", "指派顶替", fields=(FieldRow("reason", "原因"),), signers=ME),
    ActionRow("approve-sealing", "批准密封", enabled=False, why="考务办尚未验收", clause="附件4 一（七）"),
)
BOARD = ControlBoard(
    TOP,
    CHIEF,
    STEPS,
    COLUMNS,
    tuple(room_line(n) for n in range(1, 13)),
    ALERTS,
    Arrivals(
        320,
        at(8, 5),
        at(8, 30),
        tuple((at(8, 5 + n), c) for n, c in enumerate((0, 6, 14, 27, 46, 70, 98, 127, 152, 175, 196, 214, 231, 245))),
    ),
    ORDERS,
    BALANCE,
    LISTS,
    AVAILABLE,
    MORNING,
)
SIXTY = replace(BOARD, rooms=tuple(room_line(n) for n in range(1, 61)))
CALM = replace(
    BOARD,
    rooms=tuple(
        replace(r, note="", cells=(r.cells[0], *r.cells[1:4], RoomCell("done"), RoomCell("due", "待启"), *r.cells[6:]))
        for r in BOARD.rooms
    ),
    alerts=(),
    balance=SiteBalance("12 个考场账目相符", True, rows=BALANCE.rows[1:]),
)


def detail(room: str, step: str) -> RoomDetail:
    return RoomDetail(
        room,
        step,
        f"{room[1:]} 考场 · 验封、启封",
        (
            ("查证入场", "29/30，08:05–08:23，副监考 李敏"),
            ("领卷", "07:41 主考 孙立群、主监考 赵力、副监考 李敏"),
            ("送达", "07:47 赵力、李敏"),
            ("纪律", "08:20 赵力 宣读完毕"),
        ),
        "试卷袋 05-A 内 29 份，应为 30 份，不能发卷",
        "附件5 8:25",
        "请批准启用备用卷，或换袋后登记",
        "stop",
        (
            ActionRow("open-bags", "启封", enabled=False, why="份数不符", clause="附件5 8:25"),
            ActionRow("release-spare", "批准备用卷", about=(f"room:s1/{room}",), primary=True, signers=ME),
            ActionRow("call-room", "呼叫考场", about=(f"room:s1/{room}",), signers=ME),
            ActionRow("assign-stand-in", "指派顶替", fields=(FieldRow("reason", "原因"),), signers=ME),
        ),
    )


@dataclass
class ControlDesk:
    """Remembers what was asked."""

    asked: list[tuple[str, tuple[str, ...], dict[str, Any], tuple[str, ...]]] = field(default_factory=list)
    looked: list[tuple[str, str]] = field(default_factory=list)
    refuse: dict[str, Refusal] = field(default_factory=dict)

    def identify(self, credential: Credential) -> Signed | Refusal:
        people = {"1001": CHIEF, "1002": DEPUTY, "KD1002": DEPUTY}
        if credential.pin != "2468" or credential.who not in people:
            return Refusal("wrong-pin", "工号或密码不对", next="请重新输入")
        return people[credential.who]

    def act(
        self, command: str, about: tuple[str, ...], data: Mapping[str, Any], signatures: tuple[Signed, ...]
    ) -> Answer:
        self.asked.append((command, about, dict(data), tuple(s.officer for s in signatures)))
        return Answer(refused=self.refuse[command]) if command in self.refuse else Answer(text="已记录")

    def look(self, room: str, step: str) -> RoomDetail:
        self.looked.append((room, step))
        return detail(room, step)

    def commands(self) -> list[str]:
        return [asked[0] for asked in self.asked]
