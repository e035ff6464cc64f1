"""A roster file's columns beside ours: what feeds which, with the first values of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of the file by its heading, with its first values."""

    heading: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OurColumn:
    """A column of ours; `column` is the place of the file's that feeds it, None for none."""

    name: str
    required: bool = False
    column: int | None = None


@dataclass(frozen=True, slots=True)
class SheetMatch:
    """One table of the file. `kind` is what it is taken for ("" for nothing of ours), `fields` our columns by kind, in
    the order of the kinds that can be chosen; `header_row` as the spreadsheet counts."""

    name: str
    kind: str
    header_row: int
    columns: tuple[FileColumn, ...]
    fields: Mapping[str, tuple[OurColumn, ...]]


@dataclass(frozen=True, slots=True)
class ColumnsBoard:
    """Every table of the file that is read column by column."""

    file: str
    sheets: tuple[SheetMatch, ...]
