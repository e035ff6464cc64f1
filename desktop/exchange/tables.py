"""Lists as a workbook: what a form prints in rows, to be sorted, changed and printed by other programs."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import xlsxwriter

from desktop.exchange.durable import write_durably

Sheet = tuple[str, Sequence[str], Sequence[Sequence[str]]]
"""Name, headings, rows of as many cells."""

_LONGEST_NAME: Final = 31
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED: Final = "history"
_WIDEST: Final = 60


def write_tables(path: Path, title: str, sheets: Sequence[Sheet]) -> None:
    """One worksheet a list, the headings repeated on paper. Every cell is text as it stands: a number keeps its noughts
    and nothing becomes a formula or a link. Raises SiteFault disk-full, cannot-write."""
    buffer = io.BytesIO()
    # In memory: else the lists would lie in clear among the temporary files while they are put together.
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": title, "created": datetime(2026, 1, 1)})  # noqa: DTZ001 - a fixed stamp
        head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True, "valign": "top"})
        cell = book.add_format({"num_format": "@", "border": 1, "text_wrap": True, "valign": "top"})
        taken: set[str] = set()
        for name, heads, rows in sheets or [(title, (), ())]:
            sheet = book.add_worksheet(_free_name(name or title, taken))
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
            sheet.freeze_panes(1, 0)
            sheet.repeat_rows(0)
            for c, text in enumerate(heads):
                sheet.set_column(c, c, _width([text, *(row[c] for row in rows)]))
                sheet.write_string(0, c, text, head)
            for r, row in enumerate(rows, 1):
                for c, text in enumerate(row):
                    sheet.write_string(r, c, text, cell)
    write_durably(path, [buffer.getvalue()])


def _free_name(name: str, taken: set[str]) -> str:
    """A worksheet name as workbooks allow it, no two the same."""
    plain = _FORBIDDEN.sub(" ", name).strip(" '")
    if plain.lower() in ("", _RESERVED):
        plain = f"_{plain}"
    found, n = _short(plain, _LONGEST_NAME), 1
    while found.lower() in taken:
        n += 1
        found = f"{_short(plain, _LONGEST_NAME - len(str(n)) - 1)} {n}"
    taken.add(found.lower())
    return found


def _short(name: str, most: int) -> str:
    """As much of the name as `most` units of UTF-16 hold, which is what counts."""
    while len(name.encode("utf-16-le")) > 2 * most:
        name = name[:-1]
    return name.rstrip(" '") or "_"


def _width(texts: Sequence[str]) -> int:
    """Columns of a terminal the longest line takes: Chinese characters take two."""
    lines = [line for text in texts for line in text.split("\n")]
    longest = max((sum(2 if ord(c) > 0x2E80 else 1 for c in line) for line in lines), default=0)
    return min(_WIDEST, max(6, longest + 2))
