"""A print page that prints nothing: its board, and pages drawn from memory. Everybody is invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import Any

from desktop.operations.boards.printing import Fact, FormLine, Picture, PrintWork, SentJob, Sheets
from desktop.operations.boards.shell import ActionRow, Answer, Choice, FieldRow

FORMS = (
    FormLine("seat-labels", "座位号", "A4 不干胶 · 附件3 三(四)"),
    FormLine("admission-ticket", "准考证", "A4（四张） · 第十九条、附件5 8:05"),
    FormLine("roster", "职业技能等级认定花名册", "A4 横 · 第二十九条 · 可存 .xlsx"),
    *(FormLine(f"form-{n}", f"第{n}种表", "A4 · 附件5 9:00 · 可空白") for n in range(4, 38)),
)
FOUND = (
    "01考场07号欧阳䶮菲：字库缺字“䶮”（姓名 U+4DAE），纸面以“□”代替，请改用可印的写法或人工补写。",
    "03考场12号阿卜杜热合曼·吐尔逊：“阿卜杜热合曼·吐尔逊”过长，缩小后仍放不下一行（10 字）。",
)
PRINTER = FieldRow(
    "printer",
    "打印机",
    "choice",
    (Choice("hp", "HP LaserJet 一楼", "就绪"), Choice("canon", "Canon 二楼", "已停用 · 缺纸")),
    value="hp",
)


def job(name: str, title: str, key: str, *fields: FieldRow, primary: bool = False, confirm: str = "") -> ActionRow:
    about = ("office",)
    return ActionRow(f"job:{name}", title, key, fields=fields, persons=0, primary=primary, about=about, confirm=confirm)


SCOPE = job("print-scope", "范围", "F5", FieldRow("room", "考场号", required=False, hint="如 01-05,07"))
CHOICE = job("printer", "打印机", "F9", PRINTER)
JOBS = (
    SCOPE,
    job(
        "print",
        "打印",
        "F6",
        PRINTER,
        FieldRow("accept_flags", "已核对，仍然打印", "tick"),
        primary=True,
        confirm="\n".join(("请核对 2 处", *FOUND)),
    ),
    job("print-save", "另存为文件", "F7", FieldRow("out", "写到文件", value="座位号.pdf")),
    job("print-all", "全套表", "F8", FieldRow("folder", "写到文件夹", value="全套表")),
    CHOICE,
)
WORK = PrintWork(
    FORMS,
    "seat-labels",
    Sheets(1, 340),
    facts=(
        Fact("范围", "考场 01-05，从第 4 格起", action=SCOPE),
        Fact("页数", "340 页，08:12 生成"),
        Fact("重印", "20 项以前打印过，纸面注明重印", "warn"),
        Fact("打印机", "HP LaserJet 一楼 · 就绪", "ok", CHOICE),
    ),
    found_title="请核对 2 处",
    found=FOUND,
    sent=(SentJob(7, "hp", "hp：准考证，80 页，正在打印", "brand"),),
)
NOWHERE = PrintWork(FORMS, "seat-labels", fault="没有可印的内容：所选考场或考生没有座位，或记录里还没有交接")


@dataclass
class Printing:
    """Remembers what was asked. Pages come at once, unless `held` is taken away from them."""

    asked: list[tuple[str, Any]] = field(default_factory=list)
    drawn: list[tuple[int, int]] = field(default_factory=list)
    held: Event = field(default_factory=Event)
    wishes: int = 0

    def __post_init__(self) -> None:
        self.held.set()

    def leave(self) -> int:
        self.wishes += 1
        return self.wishes

    def choose(self, form: str, wish: int) -> Answer:
        self.asked.append(("choose", form))
        return Answer()

    def picture(self, edition: int, page: int, width: int) -> Picture | None:
        self.held.wait(10)
        self.drawn.append((page, width))
        height = width * 297 // 210
        white, line = b"\xff" * 3 * width, b"\x40" * 3 * width
        rows = b"".join(line if y % 24 == 12 and y > height // 8 else white for y in range(height))
        return Picture(width, height, rows)

    def look_around(self) -> object:
        return "seen"

    def seen(self, found: object) -> Answer:
        self.asked.append(("seen", found))
        return Answer()

    def take_back(self, number: int) -> object:
        self.asked.append(("take_back", number))
        return "taken back"
