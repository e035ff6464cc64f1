""".xlsx and .ods before they are unpacked: how many members, how long, how far the last cell lies."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from desktop.exchange.roster.opening import limits
from desktop.exchange.roster.opening.limits import FileFault, check_extent

# A cell beyond column Z or row 99,999. The quick form is what every program writes; the other knows all XML allows.
_FAR = rb"""(?:([A-Z]{2,3})([0-9]+)|([A-Z]?)([0-9]{6,}))["'][^<>]*?(/?)>"""
_FAR_CELL = re.compile(rb' r="' + _FAR)
_FAR_CELL_ANY = re.compile(rb"""\sr\s*=\s*["']""" + _FAR)
_FAR_ROW = re.compile(rb"""\sr\s*=\s*["'][0-9]{6,}["'][^<>]*[^/]>(.*?)</[a-z]*:?row>""", re.DOTALL)
_NUMBERED = re.compile(rb"""\sr\s*=\s*["'][A-Z]*([0-9]{1,7})["']""")
_ODS_TAG = re.compile(rb"<(/?)(?:[\w.-]+:)?(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*?)(/?)>")
_ODS_REPEAT = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["']([0-9]{1,9})""")


def check_archive(data: bytes) -> None:
    """Raises FileFault when the archive is no workbook, is encrypted, broken or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as fault:
        raise FileFault("not-a-spreadsheet", "文件已损坏") from fault


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = {m.filename for m in members}
    if len(members) > limits.MAX_MEMBERS or sum(m.file_size for m in members) > limits.MAX_UNPACKED:
        raise FileFault("too-large", f"展开后超过 {limits.MAX_UNPACKED // 1_000_000} MB")
    if any(m.flag_bits & 1 for m in members):
        raise FileFault("encrypted")
    for sign, what in (("word/", "Word 文档"), ("ppt/", "演示文稿"), ("xl/workbook.bin", "二进制工作簿（.xlsb）")):
        if any(n.startswith(sign) for n in names):
            raise FileFault("wrong-file-kind", what)
    if "xl/workbook.xml" in names or "[Content_Types].xml" in names:
        _check_xlsx(archive, members)
    elif "content.xml" in names:
        _check_ods(archive, names)
    else:
        raise FileFault("wrong-file-kind", "压缩包")


def _check_xlsx(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Every member is read to its end, so that one longer than it says is found out by its check sum; a sheet is known
    by what it holds, for its name may be anything."""
    for member in members:
        content = archive.read(member)
        if b"sheetData" in content:
            _check_corners(content)


def _check_corners(xml: bytes) -> None:
    rows, columns, far_rows = 0, 26, False
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
        rows = limits.MAX_ROWS + 1
    if columns > 26:
        rows = max(rows, max(map(int, _NUMBERED.findall(xml)), default=0) if columns > 100 else 99_999)
    check_extent(rows, columns)


def _unusual(xml: bytes) -> bool:
    """True unless every attribute is written as ` name="value"`. The declaration may end with a line break."""
    body = xml.find(b"<", xml.find(b"?>") + 2)
    if any(xml.find(sign, body) >= 0 for sign in (b"'", b"\t", b"\r", b"\n")):
        return True
    return b" =" in xml or b"= " in xml


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_ods(archive: zipfile.ZipFile, names: set[str]) -> None:
    kind = archive.read("mimetype")[:200] if "mimetype" in names else b""
    if kind and b"spreadsheet" not in kind:
        raise FileFault("wrong-file-kind", "别的文档（OpenDocument）")
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise FileFault("encrypted")
    _check_repetitions(archive.read("content.xml"))


def _check_repetitions(xml: bytes) -> None:
    """Adds up what repeated rows and cells unfold to. Empty ones count only when something stands behind them."""
    rows = widest = width = waiting_rows = waiting_cells = 0
    repeat, held = 1, False
    for end, tag, attributes, closed in _ODS_TAG.findall(xml):
        times = _ODS_REPEAT.search(attributes)
        count = int(times[1]) if times else 1
        if tag == b"table" and not end:
            rows = widest = waiting_rows = 0
        elif tag == b"table-row" and not end:
            repeat, width, waiting_cells, held = count, 0, 0, False
        elif tag.endswith(b"cell") and not end:
            waiting_cells += count
            if not closed:
                width, waiting_cells, held = width + waiting_cells, 0, True
        if tag == b"table-row" and (end or closed):
            waiting_rows += repeat
            if held:
                rows, widest, waiting_rows = rows + waiting_rows, max(widest, width), 0
                check_extent(rows, widest)
