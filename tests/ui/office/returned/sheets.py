"""Boards of signed sheets read back. Everything is invented."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from desktop.operations.boards.office import Page
from desktop.operations.boards.returned.sheets import SheetBoard, SheetCard, SheetRow, SheetsBoard
from desktop.operations.boards.shell import ActionRow, FieldRow, SignerSlot
from tests.ui.office.boards import ACCEPT, CLERK, job


def _row_picture() -> bytes:
    """A row as it would have been photographed: lines and a name's strokes."""
    image = QImage(760, 100, QImage.Format.Format_Grayscale8)
    image.fill(240)
    painter = QPainter(image)
    for x, y, wide, tall in ((50, 18, 690, 66), (160, 18, 250, 66), (450, 18, 290, 66)):
        painter.drawRect(x, y, wide, tall)
    painter.setPen(QPen(QColor(40, 40, 60), 5))
    for n in range(9):
        painter.drawLine(480 + 22 * n, 34 + 7 * (n % 3), 500 + 20 * n, 70 - 9 * (n % 2))
    painter.end()
    data = QBuffer()
    image.save(data, "JPG")
    return bytes(data.data().data())


SHEET_CARDS = (
    SheetCard("1", "01 考场 · 考生信息汇总表", "IMG_0412.jpg", "look", "2 行要用眼看", "01 汇总表", "2 行待看"),
    SheetCard("2", "02 考场 · 考生信息汇总表 1/2", "IMG_0413.jpg", "ready", "可以确认", "02 汇总表 1/2", "可确认"),
    SheetCard("3", "02 考场 · 考生信息汇总表 1/2", "a.jpg", "duplicate", "是同一页", "02 汇总表 1/2", "重复"),
    SheetCard("4", "全场 · 试卷交接单", "扫描0001.pdf 第 3 页", "confirmed", "10:32 已确认", "全场 交接单", "已确认"),
    SheetCard("5", "IMG_0420.jpg", "IMG_0420.jpg", "fault", "图中找不到页码二维码", "IMG_0420.jpg", "读不出"),
)
SHEET_ROWS = (
    SheetRow(
        "seat:7",
        "7 号",
        "欧阳䶮菲 2611280317",
        "有签字",
        "缺考",
        "7 号（准考证号 2611280317）：表上有签字，系统没有入场记录。请核对是否漏刷证件，或他人签错行",
        "warn",
        True,
        picture=_row_picture(),
    ),
    SheetRow(
        "balance:total",
        "勾选",
        "C5 试卷合计",
        "看不清",
        "符",
        "图上看不清勾选了哪一项",
        "warn",
        True,
        options=("符", "不符"),
        picture=_row_picture(),
    ),
    *(
        SheetRow(f"seat:{n}", f"{n} 号", f"考生 26112803{n:02d}", "有签字", "08:06 入场 · 门口已签", "", "ok")
        for n in range(1, 28)
    ),
)
CONFIRM = ActionRow(
    "confirm-sheet:1",
    "确认这一张",
    "F8",
    enabled=False,
    why="2 行要用眼看",
    next="请对每一行按 Y 或 N",
    primary=True,
    about=("room:s1/r01",),
    signers=(SignerSlot("考务人员", "", CLERK),),
)
HEADS = ("座位", "考生或签名人", "纸上", "记录")
NOTES = ("这一页 10:20 已按另一张图确认过；再确认就以这一张为准，原记录保留",)
SHEETS = replace(
    ACCEPT,
    current="sheets",
    page=Page(
        "回读签名表",
        "共 5 张，2 张未确认",
        jobs=(job("read-sheets", "读取签名表", "F6", (FieldRow("scans", "照片或扫描件"),)),),
        work=SheetsBoard(SHEET_CARDS, SheetBoard(SHEET_CARDS[0], HEADS, SHEET_ROWS, NOTES, CONFIRM)),
    ),
)
SHEET_FAULT = replace(
    SHEETS, page=replace(SHEETS.page, work=SheetsBoard(SHEET_CARDS, SheetBoard(SHEET_CARDS[4], HEADS)))
)
