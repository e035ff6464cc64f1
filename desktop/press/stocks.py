"""Label sheets of a print run: the form's own or another one, the site's own files before the ones that come along."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from desktop.faults import SiteFault, reading_fault
from desktop.press.source import PrintSource
from desktop.press.wanted import Wanted
from forms import stock
from forms.stock import MM, BadStock, Stock

_NAME: Final = re.compile(r"[^\W_][\w.-]{0,59}")
_LESS: Final = 0.985
"""A sheet this much smaller than the one a card is laid out for still takes it."""


def label_stock(source: PrintSource, wanted: Wanted, own: str = stock.DEFAULT, scales: bool = False) -> Stock:
    """The sheet to print on. Cards do not shrink: but for what `scales` theirs must not be smaller than their `own`.

    Raises SiteFault print-no-stock, print-stock-bad, print-stock-small, print-start-at.
    """
    sheet = load(wanted.stock or own, source.labels)
    meant = sheet if scales or not wanted.stock else load(own, ())
    if sheet.width < meant.width * _LESS or sheet.height < meant.height * _LESS:
        raise SiteFault("print-stock-small", stock=sheet.title, width=_mm(meant.width), height=_mm(meant.height))
    if not 1 <= wanted.start_at <= sheet.per_sheet:
        raise SiteFault("print-start-at", most=sheet.per_sheet, given=wanted.start_at)
    return sheet


def load(name: str, folders: Sequence[Path]) -> Stock:
    """The sheet of a name, looked for in the site's folders first. Raises SiteFault print-no-stock, print-stock-bad."""
    for folder in (*folders, stock.FOLDER):
        if _NAME.fullmatch(name) and (folder / f"{name}.toml").is_file():
            try:
                return stock.load(name, folder)
            except BadStock as fault:
                raise SiteFault("print-stock-bad", path=str(fault.path), reason=fault.reason) from fault
            except OSError as error:
                raise reading_fault(error, folder / f"{name}.toml") from error
    raise SiteFault("print-no-stock", stock=name[:60], known="、".join(names(folders)))


def names(folders: Sequence[Path]) -> tuple[str, ...]:
    """Every sheet there is, each once."""
    return tuple(sorted({name for folder in (*folders, stock.FOLDER) for name in stock.names(folder)}))


def stocks_list(folders: Sequence[Path]) -> list[dict[str, str | int]]:
    """Every sheet: name, title, labels on it, label size in tenths of a millimetre. What is wrong with one that is not
    among them, `stock_faults` says."""
    out: list[dict[str, str | int]] = []
    for name in names(folders):
        try:
            sheet = load(name, folders)
        except SiteFault:
            continue
        size = {"width": round(sheet.width / MM * 10), "height": round(sheet.height / MM * 10)}
        out.append({"name": name, "title": sheet.title, "labels": sheet.per_sheet, **size})
    return out


def stock_faults(folders: Sequence[Path]) -> list[SiteFault]:
    """What is wrong with the files that describe no sheet: print-stock-bad, file-unreadable."""
    out: list[SiteFault] = []
    for name in names(folders):
        try:
            load(name, folders)
        except SiteFault as fault:
            out.append(fault)
    return out


def _mm(points: float) -> str:
    return f"{points / MM:.1f}".removesuffix(".0")
