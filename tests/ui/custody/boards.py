"""Custody boards as at 07:43, and a desk that answers from memory. Every person, number and place is invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.operations.boards.custody import CustodyBoard, HandOver, HandStep, LabelCheck, LogLine, Missing
from desktop.operations.boards.session import BoardListener
from desktop.operations.boards.shell import (
    ActionRow,
    Answer,
    BagCard,
    BagColumn,
    Choice,
    Credential,
    FieldRow,
    NextStep,
    Refusal,
    Signed,
    SignerSlot,
    TopBoard,
)


def at(hour: int, minute: int, second: int = 0) -> int:
    """Site time on 2026-11-28 as UTC ms."""
    return 1_795_824_000_000 + ((hour * 60 + minute) * 60 + second) * 1000 - 480 * 60_000


ZHOU = Signed("p003", "周静", "保密员", at(7, 20), "t0")
CHIEF = Signed("p001", "孙立群", "主考", at(7, 42), "t1")
LEAD = Signed("p016", "何英", "主监考", at(7, 42), "t2")
DEPUTY = Signed("p017", "吴桐", "副监考", at(7, 43), "t3")
PEOPLE = {"KD0001": CHIEF, "KD0003": ZHOU, "KD0016": LEAD, "KD0017": DEPUTY, "1016": LEAD, "1017": DEPUTY}

CHECKS = (
    LabelCheck("occupation", "职业", "中式烹调师"),
    LabelCheck("level", "等级", "四级"),
    LabelCheck("copies", "份数", "30 份 + 备用 1"),
    LabelCheck("seal", "密封", "封条 B20481736 完好"),
)
SLOTS = (
    SignerSlot("主考", "", CHIEF),
    SignerSlot("主监考", "应为 何英（第 06 考场主监考）或其替补"),
    SignerSlot("副监考", "应为 吴桐"),
)
ISSUE = ActionRow("issue-bag", "签收试卷袋", persons=3, signers=SLOTS, about=("bag:b06",), primary=True)
DIFFERS = replace(
    ISSUE,
    title="报告不符",
    key="F5",
    primary=False,
    fields=(
        FieldRow("copies", "份数", "number", value=31),
        FieldRow("seal_intact", "密封完好", "tick", required=False, value=True),
    ),
)
BAG = HandStep("试卷袋 06-A", "中式烹调师 四级 · 理论 · 30 份 + 备用 1 · 封条 B20481736", "ok")
HAND = HandOver(
    "交接：考务办 → 第 06 考场",
    (BAG, HandStep("主考", "孙立群", "ok"), HandStep("主监考", "何英", "brand"), HandStep("副监考", "吴桐")),
    ISSUE,
    DIFFERS,
    CHECKS,
    "任何一项不符，请按〔F5〕报告，不要签收（附件5 7:40）",
)
BLOCKED = replace(
    HAND,
    action=replace(ISSUE, enabled=False, why="须先完成“安排工作”", clause="附件5 7:40(一)", next="请主考先布置工作"),
    checks=(),
    note="",
)
BRING = HandOver(
    "送达第 06 考场",
    (BAG, HandStep("主监考", "何英", "brand"), HandStep("副监考", "吴桐")),
    ActionRow("bring-bags", "已送达考场", persons=2, signers=SLOTS[1:], about=("room:s1/r06",)),
)
SEAL = HandOver(
    "封装：第 06 考场",
    (BAG, HandStep("主监考", "何英", "brand"), HandStep("副监考", "吴桐")),
    ActionRow(
        "seal-bag",
        "密封签字",
        persons=2,
        signers=SLOTS[1:],
        about=("bag:b06",),
        fields=(FieldRow("seal", "封条号"),),
    ),
)


def cards(*labels: str, note: str = "封条完好", time: str = "", people: tuple[str, ...] = ()) -> tuple[BagCard, ...]:
    return tuple(BagCard(f"b{label[:2]}", label, note, time=time, people=people) for label in labels)


COLUMNS = (
    BagColumn("保密室", (*cards("09-A", "10-A", "11-A", "12-A"), BagCard("s01", "B-01", "备用"))),
    BagColumn("考务办", cards("06-A", "07-A", "08-A", note="", time="07:40", people=("孙立群", "欧阳䶮菲"))),
    BagColumn(
        "途中",
        (
            *cards("03-A", "04-A", note="", time="07:41", people=("赵力", "李敏")),
            BagCard("b05", "05-A", "份数 29 ≠ 30", "stop"),
        ),
    ),
    BagColumn("在考场", cards("01-A", "02-A", note="", time="07:47", people=("赵力", "李敏"))),
    BagColumn("已送还"),
)
WITH_HAND = (
    COLUMNS[0],
    BagColumn("考务办", (BagCard("b06", "06-A", "正在交接", "brand"), *COLUMNS[1].bags[1:])),
    *COLUMNS[2:],
)
AVAILABLE = (
    ActionRow(
        "enter-secure-room",
        "出入登记",
        "F7",
        persons=2,
        fields=(FieldRow("purpose", "事由"),),
        signers=(SignerSlot("保密员", "", ZHOU), SignerSlot("第二保管人", "应为 郑海")),
    ),
    ActionRow("depart", "押送清单", "F8", enabled=False, why="还有试卷袋未封装", clause="附件4 一（十）"),
    ActionRow(
        "raise-leak-alarm",
        "失泄密报告",
        "F9",
        fields=(FieldRow("cause", "情况", "choice", (Choice("lost", "试卷袋遗失"), Choice("open", "封条破损"))),),
        signers=(SignerSlot("保密员", "", ZHOU),),
    ),
    ActionRow("appoint-keyholders", "指定双人保管", enabled=False, why="今日已指定"),
)
TOP = TopBoard(
    "保密台 · 保密室",
    "试卷袋 13（含备用 1）· 答题卡袋 13 · 双人保管：周静、郑海",
    (),
    NextStep("07:50 试卷送达考场", at(7, 50)),
)
IDLE = CustodyBoard(
    TOP,
    ZHOU,
    "请扫试卷袋，或输入袋号后按〔Enter〕",
    None,
    Missing("还有 4 袋未领", "09、10、11、12 考场 · 07:50 前须送达"),
    COLUMNS,
    (LogLine("07:31", "周静、郑海 进入保密室：取卷"), LogLine("07:02", "周静、郑海 离开保密室")),
    (),
    "",
    "记录校验码 7K2M-Q9RD-4XTA",
    AVAILABLE,
)
ISSUING = replace(IDLE, hand=HAND, columns=WITH_HAND)
REFUSED = replace(IDLE, hand=BLOCKED)
ALARM = replace(IDLE, alarm="失泄密报警 1 起：07:41 周静 报告 05-A 密封破损。须由主考或副主考处理，报告人不能关闭")
LOADING = replace(
    IDLE,
    missing=Missing("还有 2 袋未封装", "05-A、09-A · 10:20 前须完成", "stop"),
    load=(
        LogLine("05-A", "不能装车：考务办公室待验收 赵力、李敏"),
        LogLine("09-A", "不能装车：已收卷装袋 何英、吴桐"),
        LogLine("", "已封装 10 袋，可以装车"),
    ),
)


def many(first: int, last: int, time: str = "") -> tuple[BagCard, ...]:
    note, people = ("", ("赵力", "李敏")) if time else ("封条 B20481736", ())
    return tuple(BagCard(f"b{n:02d}", f"{n:02d}-A", note, time=time, people=people) for n in range(first, last + 1))


SIXTY = replace(
    IDLE,
    missing=Missing("还有 38 袋未出库", "23-A、24-A、25-A、26-A、27-A、28-A… · 07:40 前须完成"),
    columns=(
        BagColumn("保密室", (*many(23, 60), BagCard("s01", "B-01", "备用"))),
        BagColumn("考务办", (*many(15, 21), BagCard("b22", "22-A", "密封破损", "stop"))),
        BagColumn("途中", many(8, 14, "07:41")),
        BagColumn("在考场", many(1, 7, "07:47")),
        BagColumn("已送还"),
    ),
)
SIXTY_HAND = replace(SIXTY, hand=HAND)
AFTER = replace(
    IDLE,
    missing=Missing("全部试卷袋已押送", "", "ok"),
    columns=(
        *(BagColumn(c.title) for c in COLUMNS),
        BagColumn("已押送", cards("01-A", "02-A", note="封条 C20481736", time="10:32")),
    ),
    escorts=(LogLine("10:32", "周静、郑海 押送 13 袋，车辆 京A·00001"),),
)


@dataclass
class CustodyDesk:
    """Remembers what was asked; `boards` answers a chosen bag, by its label."""

    asked: list[tuple[str, Any]] = field(default_factory=list)
    refuse: dict[str, Refusal] = field(default_factory=dict)
    boards: dict[str, CustodyBoard] = field(default_factory=lambda: {"06-A": ISSUING, "b06": ISSUING})
    listener: BoardListener | None = None

    def identify(self, credential: Credential) -> Signed | Refusal:
        if credential.pin != "2468" or credential.who not in PEOPLE:
            return Refusal("wrong-pin", "工号或密码不对", next="请重新输入")
        return PEOPLE[credential.who]

    def code_of(self, document: Any) -> str:
        return {"04A22B91": "KD0016"}.get(document.token, "")

    def act(
        self, command: str, about: tuple[str, ...], data: Mapping[str, Any], signatures: tuple[Signed, ...]
    ) -> Answer:
        self.asked.append((command, (about, dict(data), tuple(s.officer for s in signatures))))
        return Answer(refused=self.refuse[command]) if command in self.refuse else Answer(text="试卷袋已签收")

    def choose(self, bag: str) -> Answer:
        self.asked.append(("choose", bag))
        if bag not in self.boards:
            return Answer(refused=Refusal("no-bag", f"没有这个袋号：{bag}"))
        if self.listener is not None:
            self.listener.board(self.boards[bag])
        return Answer()

    def dismiss(self) -> Answer:
        self.asked.append(("dismiss", None))
        if self.listener is not None:
            self.listener.board(IDLE)
        return Answer()

    def commands(self) -> list[str]:
        return [command for command, _ in self.asked]
