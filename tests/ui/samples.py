"""Sample boards and a desk that answers from memory. Every person, number and place is invented."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.faults import SiteFault
from desktop.operations.boards.door import Clause, DoorBoard, Photo, RecentCheck, Verdict, Way
from desktop.operations.boards.people import Found, PersonBoard
from desktop.operations.boards.room import CheckRow, RoomBoard, StepBoard
from desktop.operations.boards.session import BoardListener, DeskRow, EvidencePhoto, OpenReader
from desktop.operations.boards.shell import (
    ActionRow,
    AlertRow,
    Answer,
    BalanceBoard,
    BalanceLine,
    Choice,
    Credential,
    DeskName,
    FieldRow,
    NextStep,
    Refusal,
    SeatCell,
    SeatMapBoard,
    SeatState,
    Signed,
    SignerSlot,
    StatusDot,
    StepRow,
    TopBoard,
)


def at(hour: int, minute: int, second: int = 0) -> int:
    """Site time on 2026-11-28 as UTC ms."""
    return 1_795_824_000_000 + ((hour * 60 + minute) * 60 + second) * 1000 - 480 * 60_000


LI_MIN = Signed("p012", "李敏", "副监考", at(7, 30), "t1")
HE_YING = Signed("p011", "何英", "主监考", at(7, 30), "t2")
SUN = Signed("p001", "孙立群", "主考", at(7, 30), "t3")

NAMES = (
    "陈晓",
    "王丽",
    "赵一鸣",
    "孙䶮",
    "李建",
    "周琪",
    "吴桐",
    "郑爽",
    "冯翠",
    "蒋文",
    "沈冲",
    "韩梅",
    "杨帆",
    "朱珠",
    "秦岭",
    "许诺",
    "欧阳䶮菲",
    "吕布",
    "施展",
    "张扬",
    "孔明",
    "古丽·买买提",
    "严实",
    "华生",
    "金鑫",
    "魏来",
    "陶然",
    "姜维",
    "戚风",
    "谢安",
)


def place(number: int, rows: int = 6) -> tuple[int, int]:
    """Row and column of a seat along the snake."""
    column, step = divmod(number - 1, rows)
    return (step + 1 if column % 2 == 0 else rows - step), column + 1


TOP = TopBoard(
    "查证台 · 第 03 考场",
    "中式烹调师 四级 · 理论知识 08:30–10:00",
    (StatusDot("读卡器就绪", "ok"), StatusDot("离线记录 27 条待同步", "plain")),
    NextStep("08:20 宣布考场纪律", at(8, 20)),
)

ID_CHOICES = tuple(Choice(f"p{n:03d}", name, f"工号 {1000 + n}") for n, name in enumerate(NAMES, 1))

DOOR_ACTIONS = (
    ActionRow(
        "check-typed-number",
        "输入证件号",
        "F2",
        fields=(
            FieldRow("number", "证件号码", hint="18 位，末位可为 X"),
            FieldRow(
                "reason",
                "为什么不读卡",
                "choice",
                (Choice("damaged", "卡片损坏"), Choice("reader", "读卡器故障"), Choice("other-kind", "护照等其他证件")),
            ),
        ),
        persons=2,
        signers=(SignerSlot("副监考", "", LI_MIN), SignerSlot("第二人核对", "应为 何英（主监考）")),
    ),
    ActionRow(
        "override-refusal",
        "主考放行",
        "F3",
        fields=(FieldRow("reason", "放行理由"),),
        persons=1,
        signers=(SignerSlot("主考或副主考", "应为 孙立群"),),
    ),
    ActionRow(
        "annul-check",
        "撤销上一条",
        "F4",
        fields=(FieldRow("reason", "撤销理由"),),
        signers=(SignerSlot("主监考", "应为 何英", None),),
        confirm="将撤销 08:12 · 17 号座位的入场记录，原记录保留。",
    ),
    ActionRow(
        "refuse-entry",
        "拒绝入场",
        "F5",
        fields=(
            FieldRow(
                "code",
                "原因",
                "choice",
                (
                    Choice("not-the-person", "人证不符"),
                    Choice("no-ticket", "没有准考证", "可到考务办补打"),
                    Choice("document-expired", "证件已过有效期"),
                ),
            ),
        ),
        signers=(SignerSlot("副监考", "", LI_MIN),),
    ),
    ActionRow("call-chief", "呼叫主考", "F9", signers=(SignerSlot("副监考", "", LI_MIN),)),
    ActionRow(
        "open-bag",
        "启封试卷袋",
        enabled=False,
        why="08:25 起可启封，且须先宣读考场规则",
        clause="附件5 8:25（一）",
        next="08:20 宣读考场规则后再来",
    ),
)


def door_seats(arrived: int = 18, latest: int | None = 17) -> SeatMapBoard:
    here = [1, 2, 3, 5, 6, 7, 9, 10, 12, 14, 16, 17, 18, 21, 22, 24, 26, 29][:arrived]
    cells = []
    for number in range(1, 31):
        row, column = (number - 1) // 6 + 1, (number - 1) % 6 + 1
        state: SeatState = "present" if number in here else "expected"
        cells.append(SeatCell(number, row, column, state, latest=number == latest))
    return SeatMapBoard(6, 5, tuple(cells), "front-left", aisles=(3,))


RECENT = (
    RecentCheck("08:12", "17", "欧阳䶮菲", "入场", "ok"),
    RecentCheck("08:11", "—", "王建国", "应到 05 考场", "stop"),
    RecentCheck("08:11", "09", "陈晓", "入场", "ok"),
    RecentCheck("08:10", "22", "古丽·买买提", "人工核验", "warn"),
    RecentCheck("08:09", "14", "朱珠", "入场", "ok"),
)

WAITING = DoorBoard(
    TOP,
    LI_MIN,
    "waiting",
    "请出示身份证和准考证",
    "把身份证放在读卡器上，或扫准考证条码",
    expected=30,
    arrived=17,
    missing=13,
    seats=door_seats(17, None),
    recent=RECENT[1:],
    available=DOOR_ACTIONS,
)
READING = replace(WAITING, phase="reading", prompt="正在读取证件", prompt_next="请不要移动卡片")
CLOSED = replace(
    WAITING,
    phase="closed",
    prompt="08:05 起入场",
    prompt_next="现在先请考生在门外等候",
    recent=(),
    arrived=0,
    missing=30,
    seats=door_seats(0, None),
)
BAD_READ = replace(WAITING, notice="刚才读到的不是证件或准考证（6901234567892），请读身份证或准考证条码")

ADMIT = Verdict(
    "k7:28",
    "ok",
    "请入场",
    seat="17",
    name="欧阳䶮菲",
    details="准考证 2611280317 · 身份证尾号 4023",
    next="请考生在信息汇总表第 17 行签字，然后按〔Enter〕或直接读下一张证件",
    photos=(Photo("报名照片"), Photo("证件照片"), Photo("现场")),
    awaits_signature=True,
)
ADMITTED = replace(WAITING, phase="verdict", verdict=ADMIT, arrived=18, missing=12, seats=door_seats(), recent=RECENT)

WRONG_ROOM = replace(
    ADMITTED,
    top=replace(TOP, dots=(StatusDot("读卡器就绪"), StatusDot("已同步"))),
    arrived=17,
    missing=13,
    verdict=Verdict(
        "k7:27",
        "stop",
        "不是本考场",
        big="05 考场",
        place="三层 304 室 · 22 号座位",
        name="王建国",
        details="准考证 2611280522 · 身份证尾号 1178",
        reason="该考生本场编排在第 05 考场（西式面点师 五级）。",
        next="请指引考生前往三层 304 室；本次查验已记录，不影响其在 05 考场入场。",
        clause=Clause("京职技鉴发〔2022〕1号 附件4 二（六）", "制止非本考场考生进入考场"),
        way=Way("二层", "三层", "304"),
    ),
)
CHECK_BY_HAND = replace(
    ADMITTED,
    verdict=Verdict(
        "k7:25",
        "warn",
        "请人工核验",
        seat="22",
        name="古丽·买买提",
        details="准考证 2611280322 · 身份证尾号 2660",
        reason="证件姓名“古丽买买提”与名单“古丽·买买提”的间隔点不同，号码一致。",
        next="请核对本人与照片，一致按〔Enter〕签字入场，不一致按〔F5〕",
        clause=Clause("京职技鉴发〔2022〕1号 第二十八条", "考生信息有误的，按信息更正流程处理"),
        photos=(Photo("报名照片"), Photo("证件照片"), Photo("现场")),
        awaits_signature=True,
    ),
)
LATE = replace(
    ADMITTED,
    verdict=Verdict(
        "k7:40",
        "stop",
        "已过入场时间",
        big="不能入场",
        place="09:00 起停止入场",
        name="张扬",
        details="准考证 2611280320 · 身份证尾号 5517",
        reason="开考 30 分钟后不再允许入场，该考生按缺考登记。",
        next="请考生到考务办公室说明情况；确需放行由主考按〔F3〕",
        clause=Clause("规则集 北京 2022-1 · G1", "开考后 30 分钟停止入场"),
    ),
)
LONG_NAME = replace(
    ADMITTED,
    verdict=replace(
        ADMIT,
        id="k7:41",
        seat="128",
        name="阿卜杜热西提·阿卜杜热合曼·买买提艾力",
        details="准考证 2611280317 · 外国人永久居留身份证尾号 4023",
    ),
)


@dataclass
class Desk:
    """Actions that remember what was asked. `refuse` maps a command to its refusal; `boards` answer scans in turn."""

    asked: list[tuple[str, Any]] = field(default_factory=list)
    refuse: dict[str, Refusal] = field(default_factory=dict)
    fault: SiteFault | None = None
    listener: BoardListener | None = None
    boards: dict[str, object] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def identify(self, credential: Credential) -> Signed | Refusal:
        self.asked.append(("identify", credential))
        people = {"1011": HE_YING, "1012": LI_MIN, "1001": SUN, "KD1001": SUN, "KD1011": HE_YING}
        if credential.pin != "2468" or credential.who not in people:
            return Refusal("wrong-pin", "工号或密码不对", next="请重新输入")
        return people[credential.who]

    def act(
        self, command: str, about: tuple[str, ...], data: Mapping[str, Any], signatures: tuple[Signed, ...]
    ) -> Answer:
        self.asked.append((command, (about, dict(data), tuple(s.officer for s in signatures))))
        if self.fault is not None:
            raise self.fault
        if command in self.refuse:
            return Answer(refused=self.refuse[command])
        return Answer(text="已记录")

    def scanned(self, text: str) -> Answer:
        self.asked.append(("scanned", text))
        if self.fault is not None:
            raise self.fault
        if self.listener is not None and text in self.boards:
            self.listener.board(self.boards[text])
        return Answer()

    def code_of(self, document: Any) -> str:
        self.asked.append(("code_of", document))
        return self.codes.get(document.token or document.ticket or "", "")

    def read(self, document: Any) -> Answer:
        self.asked.append(("read", document))
        if self.listener is not None and document.number in self.boards:
            self.listener.board(self.boards[document.number])
        return Answer()

    def read_failed(self, code: str, facts: Mapping[str, object]) -> Answer:
        self.asked.append(("read_failed", code))
        return Answer()

    def confirm_signature(self) -> Answer:
        self.asked.append(("confirm_signature", None))
        if self.listener is not None:
            self.listener.board(WAITING)
        return Answer()

    def dismiss(self) -> Answer:
        self.asked.append(("dismiss", None))
        if self.listener is not None:
            self.listener.board(WAITING)
        return Answer()

    def complete_step(self, step: str, data: Mapping[str, Any]) -> Answer:
        self.asked.append(("complete_step", (step, dict(data))))
        return self.refused_or_done("complete_step")

    def refused_or_done(self, command: str) -> Answer:
        return Answer(refused=self.refuse[command]) if command in self.refuse else Answer(text="已记录")

    def commands(self) -> list[str]:
        return [command for command, _ in self.asked]


@dataclass
class Session:
    """A home that is always open. `passphrase` None opens from the key store."""

    first: dict[str, object]
    passphrase: str | None = None
    desk: Desk = field(default_factory=Desk)
    closed: bool = False
    refreshed: int = 0
    needs_officer: bool = True
    lock_after: int = 0
    time: int = at(8, 12, 31)
    readers: tuple[str, ...] = ()
    sources: dict[str, OpenReader] = field(default_factory=dict)
    states: list[tuple[str, object]] = field(default_factory=list)
    people: Callable[[str], Found | Refusal] = Found
    persons: dict[str, PersonBoard] = field(default_factory=dict)
    sought: list[str] = field(default_factory=list)
    tours: bool = False
    photos: list[EvidencePhoto] = field(default_factory=list)
    late: Answer = field(default_factory=Answer)
    announced: bool = False
    keeps: bool = True
    remembered: list[str] = field(default_factory=list)
    remember_at: str = ""

    def announces(self) -> bool:
        return self.announced

    def remember(self, passphrase: str) -> None:
        self.remember_at = threading.current_thread().name
        if not self.keeps:
            raise SiteFault("passphrase-not-kept")
        self.remembered.append(passphrase)

    def open(self, passphrase: str | None) -> Session:
        if self.passphrase is not None and passphrase is None:
            raise SiteFault("passphrase-needed")
        if self.passphrase is not None and passphrase != self.passphrase:
            raise SiteFault("wrong-passphrase")
        return self

    @property
    def desks(self) -> tuple[DeskRow, ...]:
        titles: dict[DeskName, str] = {"door": "查证台", "room": "考场台"}
        return tuple(DeskRow(name, title) for name, title in titles.items() if name in self.first)

    def now(self) -> int:
        return self.time

    def sign_in(self, credential: Credential) -> Signed | Refusal:
        return self.desk.identify(credential)

    def open_desk(self, desk: DeskName, listener: BoardListener) -> Desk:
        self.desk.listener = listener
        listener.board(self.first[desk])
        return self.desk

    def opening(self, setting: str) -> OpenReader:
        return self.sources[setting]

    def reader_state(self, setting: str, state: object) -> None:
        self.states.append((setting, state))

    def badge_of(self, document: Any) -> str:
        return self.desk.codes.get(document.token, "")

    def may_find(self) -> bool:
        return isinstance(self.find(""), Found)

    def find(self, words: str) -> Found | Refusal:
        self.sought.append(words)
        return self.people(words)

    def person(self, about: str) -> PersonBoard:
        return self.persons[about]

    def tour_due(self) -> bool:
        due, self.tours = self.tours, False
        return due

    def photo_taken(self, photo: EvidencePhoto) -> Answer:
        self.photos.append(photo)
        return Answer(text="已存取证照片")

    def refresh(self) -> Answer:
        self.refreshed += 1
        return self.late

    def close(self) -> None:
        self.closed = True


# --- the room -----------------------------------------------------------------------------------------------------

ONE = (SignerSlot("主监考", "", HE_YING),)
IN_ROOM: tuple[SeatState, ...] = ("present", "misconduct")
ESCORTS = tuple(Choice(f"p02{n}", name, "流动监考员") for n, name in enumerate(("马跃", "高远"), 1))
HANDING_OVER = ActionRow("hand-in-paper", "收一份卷", "Space", for_seats=IN_ROOM, signers=ONE)

ROOM_ACTIONS = (
    HANDING_OVER,
    ActionRow(
        "let-out",
        "外出",
        "W",
        fields=(
            FieldRow("reason", "事由", "choice", (Choice("toilet", "如厕"), Choice("ill", "身体不适"))),
            FieldRow("escort", "陪同", "staff", ESCORTS),
        ),
        for_seats=IN_ROOM,
        signers=ONE,
    ),
    ActionRow("let-back", "返回", "W", for_seats=("out",), signers=ONE),
    ActionRow(
        "record-misconduct",
        "违规登记",
        "V",
        fields=(
            FieldRow(
                "kind",
                "违规情形",
                "choice",
                (
                    Choice("phone", "携带手机等通讯工具", "违反考场规则第 3 条"),
                    Choice("notes", "夹带与考试有关的材料"),
                    Choice("talk", "交头接耳、互打暗号"),
                ),
            ),
            FieldRow("words", "经过", hint="时间、动作、处理"),
            FieldRow("told", "已告知考生", "tick"),
        ),
        for_seats=("present", "misconduct", "handed"),
        persons=2,
        signers=(SignerSlot("主监考", "", HE_YING), SignerSlot("副监考", "应为 李敏")),
    ),
    ActionRow("report-incident", "突发情况", "E", fields=(FieldRow("words", "情况"),), signers=ONE),
    ActionRow("call-chief", "呼叫主考", "F9", signers=ONE),
    ActionRow("check-at-seat", "座位复核", "C", for_seats=("present",), signers=ONE),
    ActionRow("mark-present", "在座", "P", for_seats=("expected",), signers=ONE),
    ActionRow(
        "collect-papers",
        "收卷清点",
        enabled=False,
        why="10:00 主考宣布结束后才能收卷",
        clause="附件5 10:00（一）",
        next="等待主考的结束口令",
        fields=(FieldRow("papers", "试卷份数", "number"), FieldRow("cards", "答题卡份数", "number")),
        persons=2,
    ),
)

HANDED = {12: "09:23 已交", 4: "09:23 已交", 9: "09:23 已交", 21: "09:23 已交", 28: "09:23 已交"}


def room_seats(changed: dict[int, SeatState] | None = None) -> SeatMapBoard:
    states: dict[int, SeatState] = {7: "absent", 19: "absent", 15: "out", 24: "misconduct"}
    states |= dict.fromkeys(HANDED, "handed")
    states |= changed or {}
    notes = {
        "present": "在场",
        "absent": "缺考",
        "out": "外出 2 分 · 流动",
        "misconduct": "违规已记录",
        "expected": "未到",
    }
    cells = []
    for number, name in enumerate(NAMES, 1):
        row, column = place(number)
        state = states.get(number, "present")
        note = HANDED.get(number, "09:41 已交") if state == "handed" else notes[state]
        cells.append(
            SeatCell(number, row, column, state, name, note, (f"candidate:c{number:05d}",), f"26112803{number:02d}")
        )
    return SeatMapBoard(5, 7, tuple(cells), "back-right", aisles=(2,), pillars=((7, 3),))


BALANCE = BalanceBoard(
    "试卷平衡",
    (
        BalanceLine("袋内份数", 31),
        BalanceLine("在考生手中", 22),
        BalanceLine("已交", 5),
        BalanceLine("缺考卷", 2),
        BalanceLine("备用卷", 1),
        BalanceLine("作废", 1),
    ),
    "22+5+2+1+1",
    "= 31",
)
READ_OUT = ActionRow(
    "announce-last-quarter",
    "宣读完毕",
    enabled=False,
    why="09:45 起可用",
    clause="附件5 9:45",
    next="请在 09:45 宣读",
    signers=ONE,
    primary=True,
)
QUARTER = StepBoard(
    "last-quarter",
    "09:45",
    "停止交卷",
    at(9, 45),
    READ_OUT,
    "距考试结束还有 15 分钟。从现在起不得交卷、不得离开考场，请抓紧时间作答并检查准考证号是否填写。",
    (
        CheckRow("absent-written", "缺考、作弊已填入记录单（09:02）", True),
        CheckRow("all-back", "外出考生均已返回", True),
        CheckRow("announced", "已宣读", by_hand=True),
    ),
)
STEPS = (
    StepRow("hand-in", "09:00", "可交卷", "done", "09:02"),
    StepRow("last-quarter", "09:45", "停止交卷", "current"),
    StepRow("end", "10:00", "收卷", "coming"),
    StepRow("return", "10:05", "送还试卷", "coming"),
)
ROOM = RoomBoard(
    TopBoard(
        "考场台 · 第 03 考场",
        "中式烹调师 四级 · 理论知识 08:30–10:00",
        (StatusDot("已同步"),),
        note="主监考 何英 · 副监考 李敏",
    ),
    HE_YING,
    QUARTER,
    room_seats(),
    BALANCE,
    STEPS,
    (),
    ROOM_ACTIONS,
    ("hand-in-paper", "let-out", "record-misconduct", "report-incident", "call-chief"),
)
ROOM_DUE = replace(
    ROOM, step=replace(QUARTER, action=replace(READ_OUT, enabled=True, why="", clause="", next="")), steps=STEPS
)
ROOM_BROKEN = replace(
    ROOM,
    balance=replace(
        BALANCE,
        lines=(*BALANCE.lines[:2], BalanceLine("已交", 4, "stop"), *BALANCE.lines[3:]),
        equation="22+4+2+1+1",
        total="= 30 ≠ 31",
        holds=False,
        fault="少 1 份（C5）：最后经手 主监考 何英 09:23",
    ),
    alerts=(
        AlertRow(
            "a1",
            "03 考场试卷少 1 份",
            "请立即清点，不要放行考生",
            "附件5 10:00",
            "stop",
            (ActionRow("recount-papers", "重新清点", signers=ONE), HANDING_OVER),
        ),
    ),
)
