"""Small rosters for tests: a valid workbook as rows, changed cell by cell, written as any kind of file."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from desktop.exam.plan.catalogue import Catalogue
from desktop.exam.plan.documents import make_number
from desktop.exam.plan.model import Plan
from desktop.exchange.catalogues import load_catalogue
from desktop.exchange.roster.findings import Finding
from desktop.exchange.roster.layout import Profile
from desktop.exchange.roster.mending.corrections import Corrections
from desktop.exchange.roster.reading import Reading, read_roster

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 21)
Rows = list[list[Any]]
Book = dict[str, Rows]


def number(n: int, birth: date = date(1990, 5, 17)) -> str:
    """The resident-card number of an invented person; odd `n` are men."""
    return make_number(f"99{n // 1000:04d}", birth, n % 1000)


def book() -> Book:
    """A roster without a fault: two sittings, three candidates, two rooms, three people on duty."""
    return {
        "计划": [
            ["评价机构*", "京饪技能评价中心（演练）"],
            ["机构简称", "京饪评价"],
            ["考点名称*", "京饪考点"],
        ],
        "场次": [
            ["科目*", "方式", "日期*", "开始*", "结束*", "职业", "等级"],
            ["理论知识", "笔试", "2026-11-28", "08:30", "10:00", "", ""],
            ["操作技能", "", "2026-11-28", "13:00", "15:00", "", ""],
        ],
        "考生": [
            ["姓名*", "证件类型", "证件号码*", "性别", "准考证号", "职业*", "工种", "等级*", "科目", "工作单位"],
            ["甲一", "", number(1), "男", "2611280001", "中式烹调师", "", "五级", "", "春和饭店"],
            ["乙二", "", number(2), "女", "2611280002", "中式烹调师", "", "四级", "理论知识", ""],
            ["丙三", "护照", "ZZ0000003", "男", "", "西式面点师", "", "五级", "理论知识", ""],
        ],
        "考场": [
            ["考场号*", "地点*", "楼栋", "楼层", "容量", "列数", "行数", "门", "类型", "备注"],
            ["01", "101 教室", "教学楼", "1", "", "", "", "", "", ""],
            ["02", "102 教室", "教学楼", "1", "28", "7", "4", "右后", "阶梯", ""],
        ],
        "人员": [
            ["编号", "姓名*", "角色*", "单位", "证件号码", "联系电话", "回避"],
            ["001", "丁四", "主考", "京饪技能评价中心", number(5001), "00000000001", ""],
            ["002", "戊五", "监考员", "京饪技能评价中心", "", "", "甲一、春和饭店；乙二"],
            ["", "己六", "保密员", "", "", "", ""],
        ],
    }


def write_xlsx(path: Path, sheets: Mapping[str, Iterable[Sequence[Any]]]) -> Path:
    """Cells as they are: text as text, numbers as numbers, dates and times as real ones."""
    with xlsxwriter.Workbook(str(path)) as out:
        out.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - equal rows, equal bytes
        day = out.add_format({"num_format": "yyyy-mm-dd"})
        clock = out.add_format({"num_format": "hh:mm"})
        for name, rows in sheets.items():
            sheet = out.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, str):
                        if cell:
                            sheet.write_string(r, c, cell)
                    elif isinstance(cell, (datetime, date)):
                        sheet.write_datetime(r, c, cell, day)
                    elif isinstance(cell, time):
                        sheet.write_datetime(r, c, cell, clock)
                    elif cell is not None:
                        sheet.write_number(r, c, cell)
    return path


def write_ods(path: Path, sheets: Mapping[str, Iterable[Sequence[str]]]) -> Path:
    """A minimal OpenDocument spreadsheet with text cells."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'
                if cell
                else "<table:table-cell/>"
                for cell in row
            )
            + "</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{names}office:1.0" xmlns:table="{names}table:1.0"'
        f' xmlns:text="{names}text:1.0"><office:body><office:spreadsheet>{tables}</office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A minimal OLE compound file (the container of .xls); every stream is padded beyond the small-stream limit."""
    padded = {name: data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0") for name, data in streams.items()}
    body, starts, fat = b"", {}, [0xFFFFFFFD, 0xFFFFFFFE]
    for name, data in padded.items():
        starts[name] = len(fat)
        sectors = len(data) // 512
        fat += [*range(len(fat) + 1, len(fat) + sectors), 0xFFFFFFFE]
        body += data

    def entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
        wide = name.encode("utf-16-le")
        head = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide) + 2 if name else 0, kind, 1)
        return head + struct.pack("<III", 0xFFFFFFFF, right, child) + b"\0" * 36 + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    for n, (name, data) in enumerate(padded.items()):
        right = n + 2 if n + 1 < len(padded) else 0xFFFFFFFF
        directory += entry(name, 2, starts[name], len(data), right=right)
    directory = directory.ljust(512, entry("", 0, 0, 0)[:1])[:512]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * 432
    return header + struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat))) + directory + body


def write_xls(path: Path, sheet: str, rows: Iterable[Sequence[str]]) -> Path:
    """A minimal BIFF8 workbook with one sheet of LABEL cells."""

    def record(kind: int, data: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def bof(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 1996, 0, 6))

    cells = b"".join(
        record(0x0204, struct.pack("<HHHHB", r, c, 0, len(cell), 1) + cell.encode("utf-16-le"))
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if cell
    )
    name = struct.pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    globals_size = 4 + 16 + 4 + 6 + len(name) + 4
    bound = record(0x0085, struct.pack("<IBB", globals_size, 0, 0) + name)
    path.write_bytes(compound_file({"Workbook": bof(5) + bound + record(0x0A) + bof(0x10) + cells + record(0x0A)}))
    return path


_catalogue: list[Catalogue] = []


def read(
    *paths: Path,
    glyphs: str = "",
    profile: Profile | None = None,
    existing: Plan | None = None,
    corrections: Corrections | None = None,
) -> Reading:
    """`glyphs`: the characters no font has."""
    if not _catalogue:
        _catalogue.append(load_catalogue(ROOT / "resources" / "catalogues"))

    def lacking(text: str) -> str:
        return "".join(c for c in text if c in glyphs)

    return read_roster(
        paths,
        catalogue=_catalogue[0],
        glyphs=lacking,
        today=TODAY,
        profile=profile,
        existing=existing,
        corrections=corrections,
    )


def told(found: Iterable[Finding]) -> list[tuple[str, str, int | None, str | None]]:
    """Code, sheet, row, column of each finding: what the contract fixes."""
    return [(f.code, f.sheet, f.row, f.column) for f in found]
