""".csv: encodings and separators."""

from __future__ import annotations

import csv
import io
from typing import Any

from desktop.exchange.roster.opening.limits import MAX_BYTES, FileFault, check_extent


def text_rows(data: bytes) -> list[list[Any]]:
    """The rows of a text table, all of one width. Raises FileFault when it is none."""
    return _rows(_decoded(data))


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


def _rows(text: str) -> list[list[Any]]:
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
            check_extent(len(rows), width)
    except csv.Error as fault:
        raise FileFault("not-a-spreadsheet", "文件已损坏") from fault
    if width < 2:
        raise FileFault("not-a-spreadsheet", "只有一列文字")
    for row in rows:
        row.extend([""] * (width - len(row)))
    return rows
