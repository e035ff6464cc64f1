"""Boards of the door that readers bring: their states, names to compare, warnings, several people of one number."""

from __future__ import annotations

from dataclasses import replace

from desktop.operations.boards.door import NamesBeside, Photo, ReaderLine
from desktop.operations.boards.shell import Choice
from tests.ui.samples import ADMIT, ADMITTED, CHECK_BY_HAND, WAITING

READY = replace(WAITING, reader=ReaderLine("ready", "读证就绪", "ok"))
NO_READER = replace(
    WAITING, reader=ReaderLine("no-reader", "没有读证设备", "stop", "请接上读证设备；在此期间按〔F2〕输入号码")
)
UNREADABLE = replace(
    READY,
    notice="证件移开太快，没有读完。请放稳后再试。也可按〔F2〕输入号码，由第二名工作人员确认",
)
NAME_CHECK = replace(
    ADMITTED,
    verdict=replace(
        ADMIT,
        id="k7:50",
        tone="warn",
        headline="请入场（核对姓名用字）",
        name="王䶮栩",
        reason="证件上的“□”读卡器显示不出来，其余用字与名册一致。",
        photos=(Photo("证件照片"),),
        names=NamesBeside("王䶮栩", "王□栩", (1,), (1,)),
        warnings=("本场有同名考生，请核对准考证号和照片",),
    ),
)
PASSPORT = replace(
    ADMITTED,
    verdict=replace(
        ADMIT,
        id="k7:51",
        tone="warn",
        headline="请入场（核对姓名用字）",
        name="安娜·玛丽亚·埃里克松",
        details="准考证 2611280318 · 护照尾号 8902",
        reason="护照姓名是拉丁字母，名册是汉字，无法逐字比对。",
        photos=(Photo("证件照片"),),
        names=NamesBeside("安娜·玛丽亚·埃里克松", "ERIKSSON ANNA MARIA VON DER LANGEN STRASSE"),
        warnings=("证件芯片的签发机关未能验证，请看证件真伪", "考生迟到，不补时"),
    ),
)
ALIKE = replace(
    ADMITTED,
    verdict=replace(
        ADMIT,
        id="k7:53",
        name="吕建国",
        details="准考证 2611280318 · 护照尾号 8902",
        photos=(Photo("证件照片"), Photo("报名照片")),
        names=NamesBeside("吕建国", "LYU JIANGUO", alike=True),
    ),
)
SEVERAL = replace(
    CHECK_BY_HAND,
    verdict=replace(
        CHECK_BY_HAND.verdict,
        id="k7:52",
        headline="号码对应多人",
        seat="",
        name="",
        details="",
        reason="名册中有 2 人登记了这个号码（证件种类不同）",
        next="请扫准考证，或对照证件从名单中选定本人",
        photos=(),
        awaits_signature=False,
        choices=(
            Choice("c00017", "王建国", "护照 · 准考证 2611280317 · 03 考场 17 号"),
            Choice("c00018", "陈安", "台湾居民来往大陆通行证 · 准考证 2611280318 · 05 考场 2 号"),
        ),
    ),
)
ALL = {"READY": READY, "NO_READER": NO_READER, "UNREADABLE": UNREADABLE, "NAME_CHECK": NAME_CHECK}
ALL |= {"PASSPORT": PASSPORT, "ALIKE": ALIKE, "SEVERAL": SEVERAL}
