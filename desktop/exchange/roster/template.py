"""The empty roster workbook (`plan template`): the five sheets with headings, choices to pick from, a page of help."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import xlsxwriter

from desktop.exam.plan.catalogue import LEVEL_NAMES
from desktop.exam.plan.documents import DOCUMENT_TYPES
from desktop.exchange.durable import write_durably
from desktop.exchange.roster.columns import SHEETS, Kind, Sheet

_LAST_ROW = 20_000
_CHOICES: dict[tuple[Kind, str], tuple[str, ...]] = {
    ("场次", "科目"): ("理论知识", "操作技能", "综合评审"),
    ("场次", "方式"): ("笔试", "机考", "模拟考试", "面试答辩"),
    ("场次", "等级"): tuple(LEVEL_NAMES.values()),
    ("考生", "证件类型"): tuple(t.name for t in DOCUMENT_TYPES),
    ("考生", "性别"): ("男", "女"),
    ("考生", "等级"): tuple(LEVEL_NAMES.values()),
    ("考场", "门"): ("左前", "右前", "左后", "右后"),
    ("考场", "类型"): ("标准", "阶梯"),
    ("人员", "角色"): (
        *("主考", "副主考", "监考员", "流动监考员", "考务人员"),
        *("保密员", "考评员", "质量内控人员", "督导员", "保障人员"),
    ),
}
_HELP = (
    "带 * 的列必须填写，其余可以空着。",
    "证件号码、准考证号、电话请保持文本格式，不要让电子表格改成科学计数。",
    "证件类型空着即为居民身份证；科目空着即参加所有对应的场次。",
    "等级可写五级、5、初级工等；日期写 2026-11-28，时间写 8:30。",
    "准考证号空着时由系统编排，已编的号码不会改变。",
    "容量空着即为 30；门的位置以站在讲台面向考生时的左右为准，空着即为左前。",
    "回避填写姓名、单位或证件号码，用顿号或分号隔开。",
    "表内可以增加别的列，系统会提示但不会导入。",
)


def write_template(path: Path) -> None:
    """Writes the empty workbook; importing it unfilled says what is missing. Raises SiteFault `disk-full` or
    `cannot-write`."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - a fixed stamp, no moment
        text = book.add_format({"num_format": "@"})
        wanted = book.add_format({"bold": True, "bg_color": "#FBE3D6", "border": 1})
        free = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1})
        for kind, definition in SHEETS.items():
            sheet = book.add_worksheet(kind)
            if kind == "计划":
                _write_keys(sheet, definition, text, wanted, free)
                continue
            sheet.set_column(0, len(definition.columns) - 1, 16, text)
            sheet.freeze_panes(1, 0)
            for c, column in enumerate(definition.columns):
                sheet.write_string(0, c, column.name + "*" * column.required, wanted if column.required else free)
                if choices := _CHOICES.get((kind, column.name)):
                    rule = {"validate": "list", "source": list(choices), "error_type": "information"}
                    sheet.data_validation(1, c, _LAST_ROW, c, rule)
        sheet = book.add_worksheet("填写说明")
        sheet.set_column(0, 0, 90)
        for n, line in enumerate(_HELP):
            sheet.write_string(n, 0, line)
    write_durably(path, [buffer.getvalue()])


def _write_keys(sheet: xlsxwriter.worksheet.Worksheet, definition: Sheet, text: object, *formats: object) -> None:
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 48, text)
    wanted, free = formats
    for n, column in enumerate(definition.columns):
        sheet.write_string(n, 0, column.name + "*" * column.required, wanted if column.required else free)
    kinds = ["社会培训评价组织", "企业", "竞赛"]
    at = list(definition.by_name).index("计划类型")
    sheet.data_validation(at, 1, at, 1, {"validate": "list", "source": kinds})
