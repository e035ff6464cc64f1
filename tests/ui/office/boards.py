"""Office boards before and on the day, and a desk that answers from memory. Everything is invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.operations.boards.office import Doing, Figure, Line, Mark, OfficeBoard, Page, Section, SectionState
from desktop.operations.boards.returned.acceptance import AcceptBoard, AcceptRoom, Attempt
from desktop.operations.boards.session import BoardListener
from desktop.operations.boards.shell import (
    ActionRow,
    Answer,
    Credential,
    FieldRow,
    Refusal,
    Signed,
    SignerSlot,
    TopBoard,
)
from tests.ui.office import paper

CLERK = Signed("p005", "时小新", "考务人员", 0, "t1")
SECOND = Signed("p006", "秦岭", "考务人员", 0, "t2")

TOP = TopBoard("考务台", "20261128京饪 · 首次认定 2026-11-28 · 考生确认截止 11-16 · 还有 2 天", seconds=False)
TITLES = (
    ("plan", "计划与场次"),
    ("import", "导入名单"),
    ("seats", "考场与座位"),
    ("staff", "人员与回避"),
    ("print", "打印"),
    ("publish", "发布到各台"),
    ("accept", "试卷回收验收"),
    ("sheets", "回读签名表"),
    ("close", "收尾与上报"),
)


def sections(**states: tuple[SectionState, str]) -> tuple[Section, ...]:
    rows = []
    for number, (id, title) in enumerate(TITLES, start=1):
        state, note = states.get(id, ("open", ""))
        rows.append(Section(id, number, title, state, note, id == "accept"))
    return tuple(rows)


MARKS = (
    Mark(40, "11-08", "计划表", "done"),
    Mark(280, "11-13", "填报确认", "done"),
    Mark(530, "11-14", "今天", "today"),
    Mark(630, "11-16", "考生确认", "soon"),
    Mark(820, "11-21", "考场、人员（逾期停止）", "ahead"),
    Mark(1000, "11-28", "首次认定", "ahead"),
)


def job(name: str, title: str, key: str, fields: tuple[FieldRow, ...] = (), primary: bool = False) -> ActionRow:
    return ActionRow(f"job:{name}", title, key, fields=fields, persons=0, primary=primary, about=("office",))


PATH = FieldRow("path", "名单文件", value="考生报名表.xlsx")
IMPORT_JOBS = (
    job("check-file", "检查文件", "F5", (PATH,)),
    job("import", "导入 318 名，暂缓 2 名", "F6", (PATH,), primary=True),
    job("template", "空白名单", "F7", (FieldRow("out", "写到文件", value="roster.xlsx"),)),
)
FOUND = (
    ("17", "刘洋", "99010219900307233X", "中式烹调师", "四级", "校验码不符，末位应为 5。请对照证件更正。", 2, "stop"),
    (
        "88",
        "高远",
        "9.90102E+17",
        "中式烹调师",
        "四级",
        "表格把证件号变成了科学计数，尾数已丢失，须重新录入。",
        2,
        "stop",
    ),
    (
        "41",
        "⽣龙",
        "990102199208141137",
        "西式面点师",
        "五级",
        "姓名含部首字符「⽣」，已改为「生」，请确认。",
        1,
        "warn",
    ),
    (
        "52",
        "孙\ue863",
        "990102198811023358",
        "西式面点师",
        "五级",
        "姓名含自定义区字符 U+E863，建议改为「䶮」。",
        1,
        "warn",
    ),
    (
        "120",
        "陈晓",
        "990102199501017724",
        "中式烹调师",
        "三级",
        "与第 9 行同名，证件号不同，请留意现场核对。",
        0,
        "plain",
    ),
    (
        "203",
        "马莉",
        "990102200011126642",
        "营业员",
        "二级",
        "「考生」第 203 行的职业在目录内没有「二级」，该职业二级以外等级另有规定，请对照备案范围核对申报等级后再确认。",
        4,
        "warn",
    ),
)
IMPORT = Page(
    "导入名单",
    "考生报名表.xlsx · 工作表「考生」 · 第 3 行为表头",
    (Figure("读到", 320), Figure("可导入", 318, "ok"), Figure("须更正", 2, "stop"), Figure("请核对", 4, "warn")),
    ("行", "姓名", "证件号码", "职业", "等级", "问题"),
    (60, 80, 210, 120, 70),
    tuple(
        Line(tuple(map(str, row[:6])), tuple(row[7] if n == row[6] else "plain" for n in range(6)))  # type: ignore[misc]
        for row in FOUND
    ),
    jobs=IMPORT_JOBS,
)
BEFORE = OfficeBoard(
    TOP,
    None,
    sections(plan=("done", ""), **{"import": ("open", "6 处")}),
    "import",
    IMPORT,
    MARKS,
    "期限（首次认定日 2026-11-28）",
)
MARK = job(
    "mark", "登记办结", "", (FieldRow("key", "规定", value="D5"), FieldRow("day", "办结日期", value="2026-11-14"))
)
PLAN = replace(
    BEFORE,
    current="plan",
    page=Page(
        "计划与场次",
        "京饪技能评价中心 · 京饪技能评价中心考点",
        (Figure("场次", 1), Figure("考场", 12), Figure("考生", 320), Figure("工作人员", 44)),
        ("规定", "事项", "期限", "状态", "依据"),
        (70, 330, 130, 110),
        (
            Line(("D3", "申报认定计划表（附件1）", "2026-11-08", "已办", "002 第八条"), ("plain",) * 3 + ("ok",)),
            Line(("D5", "确认考生信息", "2026-11-16", "将到期", "002 第十二条"), ("plain",) * 3 + ("warn",), MARK),
            Line(("D7", "导入考场、考评员、质量内控人员信息", "2026-11-21", "待办", "002 第十五条")),
        ),
        jobs=(replace(MARK, key="F6"), job("what-if", "试算日期", "F7", (FieldRow("day", "首次认定日"),))),
    ),
)
EMPTY = OfficeBoard(
    TopBoard("考务台", seconds=False),
    None,
    sections(),
    "plan",
    Page("计划与场次", nothing="还没有计划，请先导入名单", jobs=IMPORT_JOBS),
)
COUNT = ActionRow(
    "count-returned",
    "清点验收",
    fields=tuple(
        FieldRow(f"papers.{n}", f"试卷 · {t}", "number") for n, t in (("answered", "作答"), ("unused", "未用"))
    ),
    persons=2,
    about=("room:s1/r05",),
    signers=(SignerSlot("考务人员", "", CLERK), SignerSlot("第二名考务人员")),
)
ACCEPT_HEADS = ("时间", "清点人", "答卷", "未用", "作废", "结果")
ROOM_05 = AcceptRoom(
    "room:s1/r05",
    "05 考场",
    "count",
    "待清点",
    "warn",
    "10:05",
    "试卷袋已送还，等考务办公室清点",
    "002 附件5 10:05",
    "按回车，点完输入份数；输入之前看不到考场报的数",
    ACCEPT_HEADS,
    action=COUNT,
)
ROOM_07 = AcceptRoom(
    "room:s1/r07",
    "07 考场",
    "approve",
    "待批准密封",
    "brand",
    "10:06",
    "清点相符，等主考或副主考批准密封",
    "002 附件4 一(七)",
    "请主考到本台，按回车签名；参与清点的人不能批准",
    ACCEPT_HEADS,
    (Attempt("10:06:40", "时小新", ("29", "2", "0"), "相符", "ok"),),
    ActionRow(
        "approve-sealing",
        "07 考场 · 批准密封",
        persons=1,
        primary=True,
        about=("room:s1/r07",),
        signers=(SignerSlot("主考 / 副主考", "应为 孙立群"),),
    ),
)
ROOM_06 = AcceptRoom(
    "room:s1/r06",
    "06 考场",
    "again",
    "不符，退回重点",
    "stop",
    "10:11",
    "考务清点与考场不符，须由两名监考员重新清点",
    "002 附件5 10:05；附件4 一(七)",
    "考场重新清点后回到待清点；考务自己数错的，按回车再数一次",
    ACCEPT_HEADS,
    (
        Attempt("10:08:02", "时小新", ("28 ≠ 29", "2", "0"), "不符", "stop"),
        Attempt("10:11:37", "秦岭", ("28 ≠ 29", "3 ≠ 2", "0"), "不符", "stop"),
    ),
    replace(COUNT, about=("room:s1/r06",)),
)
ROOM_01 = AcceptRoom(
    "room:s1/r01", "01 考场", "done", "已封装", "plain", "", "不缺什么", attempts=ROOM_07.attempts, heads=ACCEPT_HEADS
)
ACCEPT = replace(
    BEFORE,
    officer=CLERK,
    sections=sections(plan=("done", ""), publish=("done", ""), accept=("open", "11 袋")),
    current="accept",
    deadlines=(),
    page=Page(
        "试卷回收验收",
        "先点数、后比对：输入前不显示考场的数字",
        (
            Figure("待清点", 1, "warn"),
            Figure("待批准", 1, "brand"),
            Figure("不符", 1, "stop"),
            Figure("已批准", 1, "ok"),
        ),
        work=AcceptBoard(("考场", "等什么", "等待起"), (ROOM_05, ROOM_07, ROOM_06, ROOM_01)),
    ),
)
CLOSE = replace(
    ACCEPT,
    current="close",
    page=Page(
        "收尾与上报",
        "记录校验码 5AEB-CA0Q-71ET",
        (Figure("已关闭考场", 10, "ok"), Figure("未关闭", 2, "warn")),
        ("考场", "遗留事项"),
        (90,),
        (
            Line(("05", "账目未清点：C6 交回清点"), ("plain", "warn")),
            Line(("06", "试卷袋 06-A 未封装"), ("plain", "warn")),
        ),
        jobs=(
            job("export", "导出记录", "F5", (FieldRow("out", "写到文件", value="record.jsonl"),)),
            job("sync-hub", "与汇聚库对齐", "F6", (FieldRow("url", "地址"),)),
            job(
                "sync-central",
                "上报中心系统",
                "F7",
                (FieldRow("url", "地址"), FieldRow("token_file", "令牌文件")),
                True,
            ),
            ActionRow("close-sitting", "关闭场次", "F8", enabled=False, why="还有 2 个考场未关闭", persons=1),
        ),
    ),
)
PRINT = replace(
    BEFORE,
    current="print",
    deadlines=(),
    page=Page("打印", "座位号 · 考场 01-05 · 14 页 · 请核对 2 处", jobs=paper.JOBS, work=paper.WORK),
)
PINS = replace(
    BEFORE,
    current="publish",
    page=Page(
        "签名密码",
        "只显示这一次，离开本页即消失。请当面交给本人",
        (),
        ("工号", "姓名", "岗位", "密码"),
        (120, 180, 180),
        tuple(
            Line((f"10{n:02d}", name, "监考员", f"{n * 7919 % 10**6:06d}"))
            for n, name in enumerate(("何英", "吴桐", "赵力"))
        ),
        told="第 1 版已写入 plan.kaodian。签名密码见下表",
    ),
)
DOING = replace(BEFORE, doing=Doing("导入", "处理照片 128/320", 128, 320, "取消"))
LONG = replace(
    BEFORE,
    page=replace(
        IMPORT,
        lines=tuple(Line((str(n), "陈晓", "990102199501017724", "营业员", "五级", "请核对")) for n in range(10_000)),
    ),
)


@dataclass
class OfficeDesk:
    """Remembers what was asked; `boards` answers a turn to a section."""

    asked: list[tuple[str, Any]] = field(default_factory=list)
    refuse: dict[str, Refusal] = field(default_factory=dict)
    printing: paper.Printing = field(default_factory=paper.Printing)
    boards: dict[str, OfficeBoard] = field(default_factory=lambda: {b.current: b for b in (PLAN, ACCEPT, CLOSE, PRINT)})
    listener: BoardListener | None = None

    def identify(self, credential: Credential) -> Signed | Refusal:
        people = {"1005": CLERK, "1006": SECOND, "KD1006": SECOND}
        if credential.pin != "2468" or credential.who not in people:
            return Refusal("wrong-pin", "工号或密码不对", next="请重新输入")
        return people[credential.who]

    def act(
        self, command: str, about: tuple[str, ...], data: Mapping[str, Any], signatures: tuple[Signed, ...]
    ) -> Answer:
        self.asked.append((command, (about, dict(data), tuple(s.officer for s in signatures))))
        return Answer(refused=self.refuse[command]) if command in self.refuse else Answer(text="已完成")

    def turn_to(self, section: str) -> Answer:
        self.asked.append(("turn_to", section))
        if self.listener is not None and section in self.boards:
            self.listener.board(self.boards[section])
        return Answer()

    def job(self, name: str, data: Mapping[str, Any]) -> Answer:
        self.asked.append((name, dict(data)))
        return Answer()

    def call_off(self) -> None:
        self.asked.append(("call_off", None))

    def commands(self) -> list[str]:
        return [command for command, _ in self.asked]
