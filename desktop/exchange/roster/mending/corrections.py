"""Cells of a roster given another value than the file has, and what stands in the rows that findings speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop.exchange.roster.cells import written
from desktop.exchange.roster.columns import PLAN, header_key
from desktop.exchange.roster.findings import Finding
from desktop.exchange.roster.layout import Table

Cell = tuple[str, str, int | None, str]
"""(file, sheet, row as the spreadsheet counts it or None, the contract's column)."""
Corrections = Mapping[Cell, str]
Rows = Mapping[tuple[str, str, int], Mapping[str, str]]
"""What stands in a row (file, sheet, row), by the contract's columns."""

_LONGEST = 200


def corrected(table: Table, corrections: Corrections) -> Table:
    """The table with these cells. A column the sheet lacks is put at its end; a key the 计划 sheet lacks, below it."""
    own = {(row, column): v for (file, sheet, row, column), v in corrections.items() if _is_at(table, file, sheet)}
    if not own:
        return table
    rows = [list(row) for row in table.rows]
    index = dict(table.index)
    for (row, column), value in own.items():
        at = None if row is None else row - table.first_row
        if at is not None and not 0 <= at < len(rows):
            continue
        if table.kind == PLAN.kind:
            _set_key(rows, at, column, value)
        elif at is not None:
            if column not in index:
                index[column] = len(rows[0])
                for cells in rows:
                    cells.append("")
            rows[at][index[column]] = value
    return replace(table, rows=rows, index=index)


def _is_at(table: Table, file: str, sheet: str) -> bool:
    return (table.place.file, table.place.sheet) == (file, sheet)


def _set_key(rows: list[list[Any]], at: int | None, column: str, value: str) -> None:
    wide = max((len(row) for row in rows), default=2)
    if at is None:
        rows.append([column, value, *[""] * (wide - 2)])
        return
    cells = rows[at]
    key = next((c for c, cell in enumerate(cells) if isinstance(cell, str) and header_key(cell) in PLAN.by_header), 0)
    place = next((c for c in range(key + 1, len(cells)) if cells[c] not in ("", None)), key + 1)
    cells.extend([""] * (place + 1 - len(cells)))
    cells[place] = value


def rows_of(findings: Iterable[Finding], tables: Sequence[Table]) -> Rows:
    """The rows the findings name, as they would be typed."""
    by_place = {(t.place.file, t.place.sheet): t for t in tables}
    out: dict[tuple[str, str, int], Mapping[str, str]] = {}
    for f in findings:
        table = by_place.get((f.file, f.sheet))
        if f.row is None or table is None or (f.file, f.sheet, f.row) in out:
            continue
        at = f.row - table.first_row
        if 0 <= at < len(table.rows):
            out[f.file, f.sheet, f.row] = _named(table, table.rows[at])
    return out


def _named(table: Table, cells: list[Any]) -> Mapping[str, str]:
    if table.kind == PLAN.kind:
        held = [written(c)[:_LONGEST] for c in cells if c not in ("", None)]
        column = PLAN.by_header.get(header_key(held[0])) if held else None
        return {column.name: held[1] if len(held) > 1 else ""} if column is not None else {}
    return {name: written(cells[at])[:_LONGEST] for name, at in table.index.items() if at < len(cells)}


def filled_rows(tables: Iterable[Table]) -> int:
    """How many rows hold anything."""
    return sum(any(cell not in ("", None) for cell in row) for table in tables for row in table.rows)
