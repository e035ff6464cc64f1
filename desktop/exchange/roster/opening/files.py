"""Which kind a file is, and its sheets."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import python_calamine as calamine

from desktop.exchange.roster.opening import compound, limits
from desktop.exchange.roster.opening.archives import check_archive
from desktop.exchange.roster.opening.limits import FileFault, check_extent
from desktop.exchange.roster.opening.text import text_rows
from desktop.faults import why

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

UNREACHED = ("not-found", "no-such-folder", "no-permission", "name-too-long", "in-use", "device-error")
"""Words of `faults.why` that have a sentence of their own here; all others are `unreadable`."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """`rows` begin at spreadsheet row `first_row` (from 1). `merges` are (row, column, last row, last column) as
    positions in `rows`. The first of every row stands in spreadsheet column `first_column` (from 1)."""

    name: str
    rows: list[list[Any]]
    first_row: int = 1
    merges: tuple[tuple[int, int, int, int], ...] = ()
    first_column: int = 1


def open_tables(path: Path) -> list[RawSheet]:
    """Every sheet of a file that has cells. Raises FileFault; never anything else for what the file holds."""
    try:
        told = path.stat()
        if stat.S_ISDIR(told.st_mode):
            raise FileFault("not-a-spreadsheet", str(path), "is-a-folder")
        if not stat.S_ISREG(told.st_mode):
            raise FileFault("not-a-spreadsheet", str(path), "is-a-device")  # a pipe would keep us waiting for ever
        if told.st_size > limits.MAX_BYTES:
            raise FileFault("too-large", f"超过 {limits.MAX_BYTES // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        word = why(error)
        if word == "not-found" and not os.path.isdir(path.parent):
            word = "no-such-folder"  # Windows does not say which of the two is missing
        raise FileFault("not-a-spreadsheet", str(path), word if word in UNREACHED else "unreadable") from error
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise FileFault("empty")
    if data.startswith(b"PK"):
        check_archive(data)
        return _with_calamine(data)
    if data.startswith(compound.MAGIC):
        compound.check_compound(data)
        return _with_calamine(data)
    for magic, what in _KINDS:
        if data.startswith(magic):
            raise FileFault("wrong-file-kind", what)
    return [RawSheet("", text_rows(data))]


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
            check_extent(sheet.height, sheet.width)
            merges = tuple((a - top, b - left, c - top, d - left) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
            yield RawSheet(meta.name, sheet.to_python(), top + 1, merges, left + 1)
