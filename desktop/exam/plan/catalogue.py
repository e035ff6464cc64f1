"""The catalogue of occupations (K): which levels, directions and exam systems an occupation has, as data.

The files are `resources/catalogues/*.toml`; `desktop.exchange.catalogues` reads them. Names are compared without
white space or the width of brackets, so `职业（工种）` and `职业(工种)` are one. Old names and trades are aliases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

LEVELS: tuple[int, ...] = (5, 4, 3, 2, 1)
LEVEL_NAMES: Mapping[int, str] = {5: "五级", 4: "四级", 3: "三级", 2: "二级", 1: "一级"}
LEVEL_TITLES: Mapping[int, str] = {5: "初级工", 4: "中级工", 3: "高级工", 2: "技师", 1: "高级技师"}


class CatalogueError(ValueError):
    """A catalogue file that cannot be used; the text says which entry and why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an official list. `trades` are 旧名/工种 of the list; `directions` choose the paper."""

    source: str
    annex: int
    name: str
    levels: tuple[int, ...]
    code: str = ""
    trades: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Computer:
    """An occupation examined on computers in the `old` or `new` system, from (inclusive) until (exclusive)."""

    name: str
    system: str
    trade: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Catalogue:
    """All lists together. Several entries may have one name: their levels add up."""

    entries: tuple[Entry, ...]
    computers: tuple[Computer, ...] = ()

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[Entry, ...]]:
        out: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for trade in entry.trades:
                out.setdefault(_key(f"{entry.name}({trade})"), []).append(entry)
            for name in dict.fromkeys((entry.name, *entry.formerly, *entry.trades, entry.code)):
                if name:
                    out.setdefault(_key(name), []).append(entry)
        own: dict[str, list[Entry]] = {}
        for entry in self.entries:
            own.setdefault(_key(entry.name), []).append(entry)
        # A name of its own wins over the same word as another occupation's old name.
        return {k: tuple(v) for k, v in {**out, **own}.items()}

    def find(self, written: str) -> tuple[Entry, ...]:
        """The entries a name, alias, code or `职业（工种）` stands for; empty when the catalogue lacks it."""
        key = _key(written)
        found = self._by_key.get(key)
        if found is None and key.endswith(")"):
            found = self._by_key.get(key[: key.rfind("(")])
        return found or ()

    def canonical(self, written: str) -> str:
        """The official name, or the text without white space when the catalogue lacks it: equal means the same."""
        found = self.find(written)
        return found[0].name if found else _key(written)

    def levels(self, written: str, direction: str = "") -> frozenset[int]:
        """The levels offered. A known direction (or trade) has its own level set, an unknown one that of all."""
        found = self.find(written)
        wanted = _key(direction)
        own = [e for e in found if wanted and wanted in map(_key, (*e.directions, *e.trades))]
        return frozenset(level for e in own or found for level in e.levels)

    def directions(self, written: str, level: int) -> tuple[str, ...]:
        """The directions of an occupation at a level; empty when it has none there."""
        return tuple(dict.fromkeys(d for e in self.find(written) if level in e.levels for d in e.directions))

    def computer_system(self, written: str, day: date) -> str:
        """`old`, `new` or "": the system that examines the occupation on computers on a day."""
        names = {e.name for e in self.find(written)}
        for c in self.computers:
            if c.name in names and (c.start is None or c.start <= day) and (c.end is None or day < c.end):
                return c.system
        return ""


def catalogue_from_data(documents: Iterable[Mapping[str, Any]]) -> Catalogue:
    """A catalogue from parsed files. Raises CatalogueError naming the entry that is wrong."""
    entries: list[Entry] = []
    computers: list[Computer] = []
    for document in documents:
        source = _text(document, "source", "catalogue")
        if document.get("edition") != 1:
            raise CatalogueError(f"{source}: edition {document.get('edition')!r} is not known")
        _known(document, {"edition", "title", "source", "occupation", "computer"}, source)
        for n, row in enumerate(_rows(document, "occupation", source), start=1):
            entries.append(_entry(row, source, f"{source}, occupation {n}"))
        for n, row in enumerate(_rows(document, "computer", source), start=1):
            computers.append(_computer(row, f"{source}, computer {n}"))
    catalogue = Catalogue(tuple(entries), tuple(computers))
    for c in computers:
        if not catalogue.find(c.name):
            raise CatalogueError(f"computer: {c.name} is not an occupation of the catalogue")
    return catalogue


def _entry(row: Mapping[str, Any], source: str, where: str) -> Entry:
    _known(row, {"name", "annex", "levels", "code", "trades", "formerly", "directions"}, where)
    name = _text(row, "name", where)
    levels = row.get("levels")
    if not isinstance(levels, list) or not levels or any(v not in LEVELS for v in levels) or _repeats(levels):
        raise CatalogueError(f"{where} ({name}): levels must be different numbers from 5 to 1, not {levels!r}")
    code = row.get("code", "")
    if not isinstance(code, str) or (code and not re.fullmatch(r"\d-\d\d-\d\d-\d\d", code)):
        raise CatalogueError(f"{where} ({name}): code {code!r} is not of the form d-dd-dd-dd")
    annex = row.get("annex", 0)
    if not isinstance(annex, int):
        raise CatalogueError(f"{where} ({name}): annex must be a number")
    lists = [_texts(row, member, f"{where} ({name})") for member in ("trades", "formerly", "directions")]
    return Entry(source, annex, name, tuple(levels), code, *lists)


def _computer(row: Mapping[str, Any], where: str) -> Computer:
    _known(row, {"name", "system", "trade", "from", "until"}, where)
    system = _text(row, "system", where)
    if system not in ("old", "new"):
        raise CatalogueError(f"{where}: system must be old or new, not {system!r}")
    start, end = row.get("from"), row.get("until")
    if any(d is not None and type(d) is not date for d in (start, end)):
        raise CatalogueError(f"{where}: from and until are dates")
    return Computer(_text(row, "name", where), system, str(row.get("trade", "")), start, end)


def _rows(document: Mapping[str, Any], member: str, source: str) -> list[Mapping[str, Any]]:
    rows = document.get(member, [])
    if not isinstance(rows, list) or not all(isinstance(r, Mapping) for r in rows):
        raise CatalogueError(f"{source}: {member} must be a list of tables")
    return rows


def _text(row: Mapping[str, Any], member: str, where: str) -> str:
    value = row.get(member)
    if not isinstance(value, str) or not value.strip():
        raise CatalogueError(f"{where}: {member} is missing")
    return value


def _texts(row: Mapping[str, Any], member: str, where: str) -> tuple[str, ...]:
    value = row.get(member, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value) or _repeats(value):
        raise CatalogueError(f"{where}: {member} must be a list of different names")
    return tuple(value)


def _known(row: Mapping[str, Any], members: set[str], where: str) -> None:
    if unknown := sorted(set(row) - members):
        raise CatalogueError(f"{where}: unknown members {', '.join(unknown)}")


def _repeats(values: list[Any]) -> bool:
    return len(set(values)) != len(values)


_WIDTH = str.maketrans("（）／", "()/", " \u3000")


def _key(written: str) -> str:
    return written.translate(_WIDTH)
