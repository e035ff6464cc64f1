"""Boards of the office's page of seats and of the drawing board. Everything is invented."""

from __future__ import annotations

from dataclasses import replace

from desktop.operations.boards.office import OfficeBoard, Page
from desktop.operations.boards.seats import (
    WAITING,
    DrawnPlace,
    Hue,
    LayoutField,
    LayoutWork,
    RoomRow,
    SeatBox,
    SeatsWork,
    Told,
)
from desktop.operations.boards.shell import ActionRow
from tests.ui.office.boards import BEFORE, job

NAMES = (
    *("陈晓", "韩梅", "杨帆", "华生", "金鑫", "王丽", "沈冲", "朱珠", "严实", "魏来", "赵一鸣", "蒋文", "秦岭"),
    *("曹阳", "陶然", "孙葵", "冯翌", "许诺", "孔明", "姜维", "李建", "郑爽", "何苗", "张扬", "戚风"),
)
EMPLOYERS = ("金悦餐饮管理有限公司", "福瑞楼", "麦香坊", "")
WHY = (
    Told("按编排种子抽签"),
    Told("中式烹调师 四级：一个考场一种试卷", "002 附件3 三(一)"),
    Told("从左前门一侧起蛇形编号，第 12 号是第 1 排第 2 列", "002 附件3 三(四)"),
    Told("四周没有同单位（金悦餐饮管理有限公司）的人：1 陈晓、11 沈冲"),
    Told("特殊需要：轮椅，靠门就座"),
)
PRINTED = (Told("座位已打印或已发布，不再移动；考试当天确须调换的，由主考台办理"), *WHY)


def place(number: int, rows: int = 6) -> tuple[int, int]:
    """Row and column along the snake."""
    column, along = divmod(number - 1, rows)
    return (rows - along if column % 2 else along + 1), column + 1


def box(number: int, rows: int = 6, **more: object) -> SeatBox:
    row, column = place(number, rows)
    name = NAMES[number - 1] if number <= len(NAMES) else ""
    if not name:
        return SeatBox(number, row, column, **more)  # type: ignore[arg-type]
    employer = EMPLOYERS[number % 4]
    filled = {"group": 1 + (number % 9 == 0), "employer": number % 4, "reasons": WHY, **more}
    return SeatBox(number, row, column, f"c{number:03}", name, employer or "中式烹调师 四级", **filled)  # type: ignore[arg-type]


BOXES = (
    *(box(n, printed=True, reasons=PRINTED) for n in range(1, 5)),
    box(5, by_hand=True),
    box(6, colleague=True),
    box(7, colleague=True, by_hand=True),
    replace(box(8), name="阿卜杜热合曼·吐尔逊买买提江"),
    *(box(n) for n in range(9, 31)),
)
ROOMS = (
    RoomRow("r01", "01", "中式烹调师 四级", "25/30", 4),
    RoomRow("r02", "02", "中式烹调师 四级、西式面点师 五级", "30/30", tone="warn"),
    RoomRow("r03", "03", "西式面点师 五级", "28/30", 28),
    *(RoomRow(f"r{n:02}", f"{n:02}", "营业员 二级", "27/30") for n in range(4, 13)),
    RoomRow(WAITING, "—", "无座位", "2", tone="stop"),
)
WORK = SeatsWork(
    "理论知识",
    2,
    ROOMS,
    "r01",
    "01 考场 · 教学楼 101 教室",
    5,
    7,
    BOXES,
    (2,),
    ((7, 3),),
    "front-left",
    groups=(Hue(1, "中式烹调师 四级"), Hue(2, "西式面点师 五级")),
    employers=(Hue(1, "福瑞楼"), Hue(2, "麦香坊")),
)
TOLD = {
    "ok": "可以放在这里",
    "warn": "与 沈冲 互换座位；华生（01 考场 11 号）与同单位考生相邻：10 蒋文（金悦餐饮管理有限公司）",
    "stop": "陈晓 的座位（01 考场 1 号）已打印或已发布，不再移动；考试当天确须调换的，由主考台办理",
}


def weighed(seat: SeatBox) -> SeatBox:
    verdict = "stop" if seat.printed else "warn" if seat.number % 3 == 0 else "ok"
    seen = ("employer-beside",) if verdict == "warn" else ()
    return replace(seat, verdict=verdict, told=TOLD[verdict], seen=seen)  # type: ignore[arg-type]


HELD = replace(
    WORK,
    held="c013",
    held_words="拿着 秦岭（01 考场 13 号）",
    boxes=tuple(map(weighed, BOXES)),
    rooms=(
        ROOMS[0],
        replace(ROOMS[1], verdict="stop", told="02 考场已满"),
        replace(ROOMS[2], verdict="ok", told="可以放在这里"),
        *(replace(r, verdict="warn", told="04 考场将有不同的职业等级", seen=("would-mix",)) for r in ROOMS[3:-1]),
        ROOMS[-1],
    ),
)
DONE = replace(WORK, said=Told("秦岭 → 01 考场 26 号", "", "ok"))
EIGHT = tuple(box(n, 8) for n in range(1, 65))
BIG = replace(WORK, columns=8, rows=8, boxes=EIGHT, aisles=(2, 4, 6), pillars=((8, 8),))
ARRANGE = job("arrange", "编排", "F6", primary=True)
JOBS = (
    ActionRow("seats:undo", "撤销", "U", enabled=False, why="没有可撤销的步骤", persons=0),
    ActionRow("seats:layout", "考场布局", "F7", persons=0),
    ARRANGE,
)


def page(work: SeatsWork) -> OfficeBoard:
    words = "编排种子 7 · 已编 320 · 无座位 2 · 已锁定 32"
    return replace(BEFORE, current="seats", deadlines=(), page=Page("考场与座位", words, jobs=JOBS, work=work))


SEATS, SEATS_HELD, SEATS_DONE, SEATS_BIG = page(WORK), page(HELD), page(DONE), page(BIG)


def drawn(number: int) -> DrawnPlace:
    row, column = place(number, 7)
    gap = number == 9
    name = NAMES[number - 1] if number <= len(NAMES) and not gap else ""
    return DrawnPlace(row, column, "gap" if gap else "desk", 0 if gap else number, name, number < 4)


DRAWING = LayoutWork(
    "01 考场布局 · 教学楼 101 教室",
    (
        LayoutField("columns", "列数", "4", True),
        LayoutField("rows", "每列座数", "7-7-7-7", True),
        LayoutField("door", "门", "左后"),
        LayoutField("kind", "类型", "阶梯（隔行）"),
        LayoutField("capacity", "容量", "27", True),
    ),
    tuple(drawn(n) for n in range(1, 29)),
    4,
    7,
    (2,),
    "back-left",
    27,
    (
        Told("01 考场只剩 27 座，3 名考生将没有座位：张扬、戚风、何苗", "", "warn"),
        Told("阶梯教室隔行就座，可用 27 座", "002 附件3 三(一)"),
    ),
    True,
)
LAYOUT = replace(
    SEATS,
    page=Page(
        DRAWING.title,
        jobs=(
            ActionRow("seats:leave-layout", "返回", "Esc", persons=0),
            ActionRow("seats:save-layout", "保存布局", "F6", persons=0, primary=True, confirm="3 名考生失去座位"),
        ),
        work=DRAWING,
    ),
)
