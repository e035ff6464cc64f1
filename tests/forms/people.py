"""Synthetic people and sheets. Document numbers begin with the impossible region 99 and have valid check digits."""

from __future__ import annotations

import random

from forms.candidates.seat_labels import SeatLabel
from forms.candidates.summary_sheet import RoomSheet, SheetRow
from forms.context import HeadMark, PrintContext
from forms.page.balance import PaperCount
from forms.papers.custody_slip import CustodySlip, SlipBag, SlipPerson
from forms.rooms.room_record import Incident, Misconduct, RecordPerson, RoomRecord, StandIn, Step

RARE = ("王䶮", "李㛃", "赵𬭎", "钱𣲗", "孙𠅤", "周\U00020bb7")
LONG = "阿卜杜热合曼·阿卜杜拉"
START = 1795739400000
MINUTE = 60_000

HEAD = HeadMark(
    "7Q4M-K2XB-9T0D",
    '{"record":"6f1c6a0e-2f70-4b3f-9a59-5ddaf0f2a111","heads":[["9f2c4a51d07be863",412],["b3017ce94d21af50",288]],'
    '"code":"7Q4M-K2XB-9T0D"}',
)
CONTEXT = PrintContext(
    printed_at=START - 86_400_000,
    organisation="北京示例职业技能培训学校",
    site="东城考点",
    plan="20261128示例学校",
    revision=1,
    printed_by="王敏",
    head=HEAD,
)


def document_number(n: int) -> str:
    digits = f"990102199003{n % 100_000:05d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]


def name(n: int) -> str:
    if n % 5 == 3:
        return RARE[n // 5 % len(RARE)]
    chance = random.Random(n)
    return chance.choice("王李张刘陈杨赵黄周吴") + "".join(
        chance.choices("伟芳娜敏静丽强磊军洋", k=chance.choice((1, 2)))
    )


def labels(count: int, per_room: int = 30) -> list[SeatLabel]:
    return [
        SeatLabel(
            room=f"{i // per_room + 1:02d}",
            seat=i % per_room + 1,
            name=name(i),
            admission_number=f"{('26', '99')[i % 2]}{110028000 + i:012d}",
            occupation="中式烹调师",
            level=4,
            place="1号楼 203",
            sitting="11月28日 8:30",
        )
        for i in range(count)
    ]


def room_sheet(count: int = 30, posted: bool = True, room: str = "03") -> RoomSheet:
    rows = tuple(
        SheetRow(
            seat=i + 1,
            name=name(i),
            admission_number=f"26110028{i:06d}",
            document_number=document_number(i),
            sex=("male", "female", "unknown")[i % 3],
            occupation="中式烹调师",
            level=4,
            phone=f"1990000{i:04d}",
        )
        for i in range(count)
    )
    return RoomSheet(
        room=room,
        place="1号教学楼二层 203 教室",
        subject="理论知识",
        start=START,
        end=START + 90 * MINUTE,
        rows=rows,
        occupation="中式烹调师",
        level=4,
        lead_proctor="张建国",
        assistant_proctor="李敏",
        posted=posted,
        ranged=True,
    )


STEPS = tuple(
    Step(step, START + at * MINUTE, START + (at + 1) * MINUTE)
    for step, at in (
        ("报到", -60),
        ("查证入场", -25),
        ("启封", -5),
        ("开考", 0),
        ("允许交卷", 30),
        ("收卷", 90),
        ("送还", 95),
    )
)


def room_record(blank: bool = False) -> RoomRecord:
    if blank:
        return RoomRecord("03", "203 教室", "理论知识", START, START + 90 * MINUTE, "中式烹调师", 4, blank=True)
    count = PaperCount(labelled=32, opened=32, early=3, collected=25, absent=2, spare=1, void=1, office=32)
    return RoomRecord(
        room="03",
        place="203 教室",
        subject="理论知识",
        start=START,
        end=START + 90 * MINUTE,
        occupation="中式烹调师",
        level=4,
        registered=30,
        present=28,
        absent=2,
        early=3,
        absentees=(RecordPerson(7, RARE[5], "26110028000007"), RecordPerson(22, LONG, "26110028000022")),
        late=(RecordPerson(12, RARE[0], "26110028000012", START + 4 * MINUTE, "公交晚点"),),
        misconduct=(Misconduct(15, RARE[4], "26110028000015", START, "手机未关", "记录在案"),),
        incidents=(Incident(START, "第17份试卷漏印", "以备用卷替换", "李敏"),),
        stand_ins=(StandIn("副监考", "李敏", RARE[2], START, START + 15 * MINUTE, "陪同就医"),),
        papers=count,
        cards=PaperCount(labelled=32, opened=32, early=3, collected=25, absent=2, spare=1, void=0),
        steps=STEPS,
        bags=("S1-R03-A",),
        seal_number="BJ2026-004412",
        lead_proctor="张建国",
        assistant_proctor="李敏",
    )


def custody_slip(count: int = 4) -> CustodySlip:
    return CustodySlip(
        hop="出库",
        from_place="101 保密室",
        to_place="103 考务办公室",
        bags=tuple(
            SlipBag(
                f"S1-R{i + 1:02d}-A", "电工", 5, 32, 32, room=f"{i + 1:02d}", seal=f"BJ{i:06d}", seal_state="intact"
            )
            for i in range(count)
        ),
        givers=(SlipPerson("保密员", "王敏", "P012", START), SlipPerson("第二钥匙持有人", "赵强", "P015", START)),
        takers=(SlipPerson("主考", "陈国栋", "P001", START),),
        number="JJ-1-001",
        subject="理论知识",
        start=START,
        end=START + 90 * MINUTE,
        planned=START - 50 * MINUTE,
        happened=START - 49 * MINUTE,
        agreed=True,
    )
