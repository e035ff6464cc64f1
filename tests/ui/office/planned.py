"""Boards of what the office works on before the day. Everything is invented."""

from __future__ import annotations

from dataclasses import replace

from desktop.operations.boards.office import Page
from desktop.operations.boards.planning.columns import ColumnsBoard, FileColumn, OurColumn, SheetMatch
from tests.ui.office.boards import BEFORE

COLUMNS = replace(
    BEFORE,
    deadlines=(),
    page=Page(
        "导入名单",
        "左边是系统的列，右边是文件里供给它的列；同样表头的文件下次自动照此对应",
        work=ColumnsBoard(
            "考生报名表.xlsx",
            (
                SheetMatch(
                    "Sheet1",
                    "考生",
                    3,
                    (
                        FileColumn("人名", ("刘洋", "高远", "陈晓")),
                        FileColumn("身份证号", ("990102199208141137", "990102198811023358")),
                        FileColumn("报考职业", ("中式烹调师", "营业员")),
                        FileColumn("档次", ("四级", "二级")),
                        FileColumn(""),
                        FileColumn("部门", ("金悦餐饮",)),
                    ),
                    {
                        "考生": (
                            OurColumn("姓名", True),
                            OurColumn("证件号码", True, 1),
                            OurColumn("职业", True, 2),
                            OurColumn("等级", True),
                            OurColumn("工作单位"),
                        ),
                        "人员": (OurColumn("姓名", True), OurColumn("角色", True), OurColumn("证件号码", False, 1)),
                    },
                ),
                SheetMatch(
                    "考场", "考场", 1, (FileColumn("考场号", ("01",)),), {"考场": (OurColumn("考场号", True, 0),)}
                ),
            ),
        ),
    ),
)
