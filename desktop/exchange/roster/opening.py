"""A file as tables of cells, whatever its kind. Everything dangerous is measured before it is unpacked.

calamine lays a sheet out densely from its first to its last cell: two cells in opposite corners would ask for 500 GB
and end the process, so the corners of .xlsx and .ods sheets are looked up first.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import python_calamine as calamine

MAX_BYTES = 80_000_000
MAX_UNPACKED = 600_000_000
MAX_MEMBERS = 5_000
MAX_ROWS = 150_000
MAX_CELLS = 12_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"age-encryption.org/", "加密的考点数据包（.age）"),
    (b"SQLite format 3", "数据库文件"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"MZ\x90\0", "程序文件"),
    (b"\x7fELF", "程序文件"),
    (b"{\\rtf", "Word 文档"),
)
# A cell beyond column Z or row 99,999. The quick form is what every program writes; the other knows all XML allows.
_FAR = rb"""(?:([A-Z]{2,3})([0-9]+)|([A-Z]?)([0-9]{6,}))["'][^<>]*?(/?)>"""
_FAR_CELL = re.compile(rb' r="' + _FAR)
_FAR_CELL_ANY = re.compile(rb"""\sr\s*=\s*["']""" + _FAR)
_FAR_ROW = re.compile(rb"""\sr\s*=\s*["'][0-9]{6,}["'][^<>]*[^/]>(.*?)</[a-z]*:?row>""", re.DOTALL)
_ODS_ROW = re.compile(rb'number-rows-repeated\s*=\s*"([0-9]{4,})"[^<>]*(/?)>(.*?)</[a-z]*:?table-row>', re.DOTALL)
_ODS_CELL = re.compile(rb'number-columns-repeated\s*=\s*"([0-9]{4,})"[^<>]*?(/?)>')


class FileFault(Exception):
    """A whole-file code of the contract and what the file is instead."""

    def __init__(self, code: str, what: str = "") -> None:
        self.code = code
        self.what = what
        super().__init__(code, what)


@dataclass(frozen=True, slots=True)
class RawSheet:
    """`rows` begin at spreadsheet row `first_row` (from 1). `merges` are (row, column, last row, last column) as
    positions in `rows`."""

    name: str
    rows: list[list[Any]]
    first_row: int = 1
    merges: tuple[tuple[int, int, int, int], ...] = ()


def open_tables(path: Path) -> list[RawSheet]:
    """Every sheet of a file that has cells. Raises FileFault; never anything else for what the file holds."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FileFault("too-large", f"超过 {MAX_BYTES // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as fault:
        raise FileFault("not-a-spreadsheet", "打不开") from fault
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise FileFault("empty")
    if data.startswith(b"PK"):
        _check_zip(data)
        return _with_calamine(data)
    if data.startswith(_OLE):
        _check_ole(data)
        return _with_calamine(data)
    for magic, what in _KINDS:
        if data.startswith(magic):
            raise FileFault("wrong-file-kind", what)
    return [RawSheet("", _csv_rows(_decoded(data)))]


# --- office files -----------------------------------------------------------------------------------------------------


def _check_zip(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as fault:
        raise FileFault("not-a-spreadsheet", "文件已损坏") from fault


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = {m.filename for m in members}
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise FileFault("too-large", f"展开后超过 {MAX_UNPACKED // 1_000_000} MB")
    if any(m.flag_bits & 1 for m in members):
        raise FileFault("encrypted")
    if names & {"xl/workbook.xml", "xl/workbook.bin"} or "[Content_Types].xml" in names:
        if any(n.startswith("word/") for n in names):
            raise FileFault("wrong-file-kind", "Word 文档")
        if any(n.startswith("ppt/") for n in names):
            raise FileFault("wrong-file-kind", "演示文稿")
        _check_xlsx(archive, members)
    elif "content.xml" in names:
        _check_ods(archive, names)
    else:
        raise FileFault("wrong-file-kind", "压缩包")


def _check_xlsx(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        name = member.filename
        if name.startswith("xl/worksheets/") and not name.startswith("xl/worksheets/_rels"):
            # Read to the end, so that a member longer than it says is found out by its check sum.
            _check_corners(archive.read(member))
        elif name.endswith((".xml", ".bin", ".rels")):
            _read_through(archive, member)


def _read_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    with archive.open(member) as stream:
        while stream.read(1 << 20):
            pass


def _check_corners(xml: bytes) -> None:
    rows, columns = 99_999, 26
    far_rows = False
    pattern = _FAR_CELL_ANY if _unusual(xml) else _FAR_CELL
    for letters, row, letter, far_row, closed in pattern.findall(xml):
        if closed:
            continue  # a format with nothing in it
        if far_row and not letter:
            far_rows = True  # a row says its number, its cells may not
        else:
            rows = max(rows, int(row or far_row))
            columns = max(columns, _column_number(letters))
    if far_rows and any(b"<v" in inside or b"<is" in inside for inside in _FAR_ROW.findall(xml)):
        rows = MAX_ROWS + 1
    if rows > MAX_ROWS:
        raise FileFault("too-large", f"超过 {MAX_ROWS} 行")
    if columns > 26 and rows * columns > MAX_CELLS and _exact_cells(xml, columns) > MAX_CELLS:
        raise FileFault("too-large", f"有 {columns} 列")


def _unusual(xml: bytes) -> bool:
    """True unless every attribute is written as ` name="value"`. The declaration may end with a line break."""
    body = xml.find(b"<", xml.find(b"?>") + 2)
    if any(xml.find(sign, body) >= 0 for sign in (b"'", b"\t", b"\r", b"\n")):
        return True
    return b" =" in xml or b"= " in xml


def _exact_cells(xml: bytes, columns: int) -> int:
    last = max((int(n) for n in re.findall(rb"""\sr\s*=\s*["'][A-Z]*([0-9]{1,7})["']""", xml)), default=0)
    return last * columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_ods(archive: zipfile.ZipFile, names: set[str]) -> None:
    kind = archive.read("mimetype")[:200] if "mimetype" in names else b""
    if b"text" in kind and b"spreadsheet" not in kind:
        raise FileFault("wrong-file-kind", "文字文档（.odt）")
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise FileFault("encrypted")
    xml = archive.read("content.xml")
    for _, closed in _ODS_CELL.findall(xml):
        if not closed:
            raise FileFault("too-large", "列重复过多")
    for count, closed, inside in _ODS_ROW.findall(xml):
        if not closed and int(count) > 1000 and (b"text:p" in inside or b":value" in inside):
            raise FileFault("too-large", "行重复过多")


def _check_ole(data: bytes) -> None:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise FileFault("encrypted")
    if holds("WordDocument"):
        raise FileFault("wrong-file-kind", "Word 文档")
    if holds("PowerPoint Document"):
        raise FileFault("wrong-file-kind", "演示文稿")


def _with_calamine(data: bytes) -> list[RawSheet]:
    try:
        return list(_calamine_sheets(data))
    except calamine.PasswordError as fault:
        raise FileFault("encrypted") from fault
    except MemoryError as fault:
        raise FileFault("too-large", "内存不足") from fault
    except FileFault:
        raise
    except Exception as fault:
        raise FileFault("not-a-spreadsheet", "文件已损坏") from fault
    except BaseException as fault:
        # A panic of the reading library is no Exception; what the user does to stop us must go on.
        if type(fault).__name__ != "PanicException":
            raise
        raise FileFault("not-a-spreadsheet", "文件已损坏") from fault


def _calamine_sheets(data: bytes) -> Iterator[RawSheet]:
    with calamine.load_workbook(io.BytesIO(data)) as book:
        for meta in book.sheets_metadata:
            if meta.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.start is None:
                continue
            top, left = sheet.start
            if sheet.height > MAX_ROWS:
                raise FileFault("too-large", f"超过 {MAX_ROWS} 行")
            merges = tuple((a - top, b - left, c - top, d - left) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
            yield RawSheet(meta.name, sheet.to_python(), top + 1, merges)


# --- text -------------------------------------------------------------------------------------------------------------


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise FileFault("not-a-spreadsheet", "不是文本，也不是电子表格")
    head = text.lstrip()[:200]
    if head.startswith(("{", "[")):
        raise FileFault("wrong-file-kind", "考点记录或数据文件（JSON）")
    if head.lower().startswith(("<!doctype html", "<html")):
        raise FileFault("wrong-file-kind", "网页")
    if head.startswith("<?xml"):
        raise FileFault("wrong-file-kind", "XML 文件")
    strange = sum(text.count(chr(c)) for c in (*range(9), *range(14, 32)))
    if strange > 2 and strange * 50 > len(text):
        raise FileFault("not-a-spreadsheet", "不是文本，也不是电子表格")
    return text


def _csv_rows(text: str) -> list[list[Any]]:
    """The rows under the separator that gives the most columns in the first lines."""
    head = "\n".join(text.splitlines()[:40])
    separator = max(",\t;", key=head.count)
    csv.field_size_limit(MAX_BYTES)
    rows: list[list[Any]] = []
    width = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(row)
            width = max(width, len(row))
            if len(rows) > MAX_ROWS or len(rows) * width > MAX_CELLS:
                raise FileFault("too-large", f"超过 {MAX_ROWS} 行")
    except csv.Error as fault:
        raise FileFault("not-a-spreadsheet", "文件已损坏") from fault
    if width < 2:
        raise FileFault("not-a-spreadsheet", "只有一列文字")
    for row in rows:
        row.extend([""] * (width - len(row)))
    return rows
