""".xls before it is read: the old binary format lets any cell claim any place, so every record is looked at first.

Only what the check needs is understood here: the compound file's chain of sectors ([MS-CFB]) and the heads of the
workbook's records ([MS-XLS])."""

from __future__ import annotations

import struct
from itertools import islice

from desktop.exchange.roster.opening.limits import FileFault, check_extent

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # and above: marks, no sectors
_CELLS = frozenset((0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x0406))
_DIMENSIONS = 0x0200
_MULTIPLE = 0x00BD


def check_compound(data: bytes) -> None:
    """Raises FileFault when the file is no workbook, is encrypted, broken or too large."""
    if _holds(data, "EncryptedPackage") or _holds(data, "EncryptionInfo"):
        raise FileFault("encrypted")
    if _holds(data, "WordDocument"):
        raise FileFault("wrong-file-kind", "Word 文档")
    if _holds(data, "PowerPoint Document"):
        raise FileFault("wrong-file-kind", "演示文稿")
    try:
        _check_records(_workbook(data))
    except (struct.error, IndexError, KeyError, ValueError) as fault:
        raise FileFault("not-a-spreadsheet", "文件已损坏") from fault


def _holds(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data


def _workbook(data: bytes) -> bytes:
    """The bytes of the stream `Workbook` or `Book`."""
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise ValueError("sector size")
    size = 1 << shift
    table_sectors, directory, cutoff = _header(data, size)
    table = [n for at in table_sectors for n in struct.unpack_from(f"<{size // 4}I", data, (at + 1) * size)]

    def chain(start: int) -> bytes:
        parts, at = [], start
        while at < _END:
            parts.append(data[(at + 1) * size : (at + 2) * size])
            at = table[at]
            if len(parts) > len(table):
                raise ValueError("a chain without end")
        return b"".join(parts)

    entries = chain(directory)
    found: dict[str, tuple[int, int]] = {}
    root = 0
    for place in range(0, len(entries) - 127, 128):
        (length, kind) = struct.unpack_from("<HB", entries, place + 64)
        start, long = struct.unpack_from("<II", entries, place + 116)
        if kind == 5:
            root = start
        if kind == 2 and 2 <= length <= 64:
            found[entries[place : place + length - 2].decode("utf-16-le", "replace")] = (start, long)
    start, long = found.get("Workbook") or found["Book"]
    if long >= cutoff:
        return chain(start)[:long]
    (first,) = struct.unpack_from("<I", data, 60)
    return _short(chain(root), chain(first), start)[:long]


def _short(mini: bytes, raw: bytes, start: int) -> bytes:
    """A short stream: pieces of 64 bytes in the root's own stream, with a table of their own."""
    table = struct.unpack(f"<{len(raw) // 4}I", raw)
    parts, at = [], start
    while at < _END:
        parts.append(mini[at * 64 : at * 64 + 64])
        at = table[at]
        if len(parts) > len(table):
            raise ValueError("a chain without end")
    return b"".join(parts)


def _header(data: bytes, size: int) -> tuple[list[int], int, int]:
    """The sectors of the allocation table, the first sector of the directory, the least size of a long stream."""
    (directory,) = struct.unpack_from("<I", data, 48)
    (cutoff,) = struct.unpack_from("<I", data, 56)
    (more, count) = struct.unpack_from("<II", data, 68)
    sectors = [n for n in struct.unpack_from("<109I", data, 76) if n < _END]
    for _ in range(min(count, len(data) // size)):
        if more >= _END:
            break
        *listed, more = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        sectors += [n for n in listed if n < _END]
    return sectors, directory, cutoff


def _check_records(stream: bytes) -> None:
    """Walks the records; the extent is that of all sheets together, which is never less than one sheet's."""
    place = rows = columns = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        body = stream[place + 4 : place + 4 + length]
        place += 4 + length
        if kind in _CELLS and length >= 6:
            row, column = struct.unpack_from("<HH", body)
            if kind in (_MULTIPLE, 0x00BE):
                (column,) = struct.unpack_from("<H", body, length - 2)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif kind == _DIMENSIONS and length >= 10:
            numbers = struct.unpack_from("<IIHH" if length >= 14 else "<HHHH", body)
            _, last_row, _, last_column = islice(numbers, 4)
            check_extent(last_row, last_column)
    check_extent(rows, columns)
