"""A file's columns beside ours, each with its first values, for somebody to match. What was matched is kept for the
layout, so that the next file with the same headings needs nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from desktop.exchange.roster.cells import written
from desktop.exchange.roster.columns import PLAN, SHEETS, Kind, header_key
from desktop.exchange.roster.layout import Header, Profile, header_of, headings, keys_of, kind_of
from desktop.exchange.roster.opening.files import RawSheet, open_tables
from desktop.exchange.roster.opening.limits import FileFault

KINDS: tuple[Kind, ...] = ("考生", "考场", "人员", "场次")
"""What a sheet can be taken for, the likeliest first."""
_SAMPLES, _ROWS_LOOKED_AT, _LONGEST = 3, 200, 40


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of the file: its heading, with its letter where another one has the same, and its first values, as they
    would be typed."""

    heading: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """A column of ours: `column` is the place in `FileSheet.columns` of the one that feeds it, None for none."""

    name: str
    required: bool
    column: int | None


@dataclass(frozen=True, slots=True)
class FileSheet:
    """A sheet with a table in it. `kind` is what it is taken for, "" for nothing of ours; `header_row` counts as the
    spreadsheet does; `matches` says for each kind how its columns would be fed."""

    name: str
    kind: str
    header_row: int
    columns: tuple[FileColumn, ...]
    matches: Mapping[str, tuple[Matched, ...]]


@dataclass(frozen=True, slots=True)
class FileColumns:
    """`layout` names everything with these headings; `profile` is what was kept for it."""

    layout: str
    profile: Profile | None
    sheets: tuple[FileSheet, ...]


def file_columns(path: Path, kept: Callable[[str], Profile | None]) -> FileColumns:
    """The tables of a file that are read column by column. `kept` gives what was matched for a layout before. A file
    nobody can read has no sheets; `read_roster` says why."""
    try:
        raws = [raw for raw in open_tables(path) if _is_filled(raw)]
    except FileFault:
        return FileColumns("", None, ())
    named = [(raw, keys_of(raw)) for raw in raws]
    lines = ["|".join(header_key(c.heading) for c in _columns(raw, _header(raw, keys, {}))) for raw, keys in named]
    layout = sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:16]
    profile = kept(layout)
    sheets = (_sheet(raw, keys, profile or {}) for raw, keys in named)
    return FileColumns(layout, profile, tuple(s for s in sheets if s is not None))


def _is_filled(raw: RawSheet) -> bool:
    return any(cell not in ("", None) for row in raw.rows[:1000] for cell in row)


def _sheet(raw: RawSheet, keys: list[list[str]], profile: Profile) -> FileSheet | None:
    kind = kind_of(raw, keys, profile)
    if kind == PLAN.kind:
        return None
    header = _header(raw, keys, profile)
    columns = _columns(raw, header)
    matches: dict[str, tuple[Matched, ...]] = {}
    for name in KINDS:
        own = header_of(raw, keys, SHEETS[name], profile.get(name, {}))
        index = own.index if own is not None and own.top == header.top else {}
        fields = (Matched(c.name, c.required, index.get(c.name)) for c in SHEETS[name].columns)
        matches[name] = tuple(f if f.column is None or f.column < len(columns) else _unfed(f) for f in fields)
    return FileSheet(raw.name, kind or "", raw.first_row + header.top + header.height - 1, columns, matches)


def _unfed(field: Matched) -> Matched:
    return Matched(field.name, field.required, None)


def _header(raw: RawSheet, keys: list[list[str]], profile: Profile) -> Header:
    """Where the headings stand: by what the sheet is taken for, else by whatever fits best, else the first row with
    two texts in it."""
    kind = kind_of(raw, keys, profile)
    names = (kind,) if kind in KINDS else KINDS
    found = [header_of(raw, keys, SHEETS[name], profile.get(name, {})) for name in names]
    best = max((h for h in found if h is not None), key=lambda h: h.score, default=None)
    if best is not None:
        return best
    top = next((n for n, row in enumerate(keys) if sum(bool(word) for word in row) > 1), 0)
    return Header(top, 1, {}, 0)


def _columns(raw: RawSheet, header: Header) -> tuple[FileColumn, ...]:
    end = header.top + header.height
    below = raw.rows[end:][:_ROWS_LOOKED_AT]
    heads = headings(raw, header.top, end, _LONGEST)
    out = [FileColumn(heading, _samples(below, c)) for c, heading in enumerate(heads)]
    while out and not out[-1].heading and not out[-1].samples:
        out.pop()
    return tuple(out)


def _samples(below: list[list[Any]], c: int) -> tuple[str, ...]:
    held = (" ".join(written(row[c]).split())[:_LONGEST] for row in below if row[c] not in ("", None))
    return tuple(value for _, value in zip(range(_SAMPLES), held, strict=False))
