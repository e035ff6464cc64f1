"""Cells to text, levels, dates, times and whole numbers. Columns are cleaned as a whole: most are clean already, and
one scan says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from desktop.exam.plan.catalogue import LEVEL_NAMES, LEVEL_TITLES
from desktop.exam.plan.writing import all_clean, meaning_of_private, normalise, without_marks
from desktop.exchange.roster.columns import Column

Glyphs = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something `clean_column` found in a cell: position in the column, code, what to show."""

    place: int
    code: str
    value: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Printable:
    """Which characters can be printed; asks the fonts once a character."""

    glyphs: Glyphs
    _seen: set[str] = field(default_factory=set)
    _lacking: set[str] = field(default_factory=set)

    def lacking(self, texts: set[str]) -> set[str]:
        """The characters of all the texts that no font has; private-use ones are told elsewhere."""
        joined = "".join(texts)
        if joined.isascii():
            return set()
        used = set(joined)
        new = used - self._seen
        if new:
            self._seen |= new
            asked = "".join(sorted(c for c in new if c > "~" and c.isprintable()))
            if asked:
                self._lacking |= set(self.glyphs(asked))
        return used & self._lacking


def clean_column(cells: Sequence[Any], column: Column, printable: Printable) -> tuple[Sequence[str], list[Remark]]:
    """The column as text, and what is to be told of it. A cell that cannot be used is an empty text with a remark."""
    if set(map(type, cells)) <= {str}:
        raw: Sequence[str] = cells
    else:
        raw = [c if type(c) is str else written(c) for c in cells]
    distinct = set(raw)
    lacking = printable.lacking(distinct)
    if all_clean(distinct) and not lacking and max(map(len, distinct), default=0) <= column.limit:
        return raw, []
    cleaned = {value: _clean_value(value, column, lacking) for value in distinct}
    remarks = [
        Remark(place, code, shown, facts) for place, value in enumerate(raw) for code, shown, facts in cleaned[value][1]
    ]
    return [cleaned[value][0] for value in raw], remarks


def _clean_value(value: str, column: Column, lacking: set[str]) -> tuple[str, list[tuple[str, str, dict[str, str]]]]:
    if len(value) > column.limit * 4:
        return "", [("too-long", value, {"limit": str(column.limit)})]
    found = normalise(value)
    text = without_marks(found.text) if column.number else found.text
    if found.control:
        return "", [("control-character", text, {})]
    if len(text) > column.limit:
        return "", [("too-long", text, {"limit": str(column.limit)})]
    told: list[tuple[str, str, dict[str, str]]] = []
    if found.kangxi:
        told.append(("kangxi-radical", text, {"found": found.kangxi}))
    if found.private:
        meant = "".join(map(meaning_of_private, found.private))
        hint = f"（可能是「{meant}」）" if meant else ""
        codes = " ".join(f"U+{ord(c):04X}" for c in found.private)
        told.append(("private-use-character", text, {"found": codes, "hint": hint}))
    if missing := sorted(lacking.intersection(text) - set(found.private)):
        told.append(("no-glyph", text, {"found": " ".join(f"{c}（U+{ord(c):04X}）" for c in missing)}))
    return text, told


def written(cell: Any) -> str:
    """A cell that is not text, as it would be typed. Numbers that lost digits come out as `9.9E+17` or `1.5`, which
    `lost_digits` knows: a spreadsheet keeps 15 digits."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if abs(cell) < 1e15 and cell == int(cell) else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return "" if cell is None else str(cell)


# --- values -----------------------------------------------------------------------------------------------------------

_DIGIT_WORDS = {5: "五", 4: "四", 3: "三", 2: "二", 1: "一"}
_LEVEL_WORDS = {
    word: level
    for level, digit in _DIGIT_WORDS.items()
    for word in (
        digit,
        str(level),
        f"{level}级",
        LEVEL_NAMES[level],
        LEVEL_TITLES[level],
        LEVEL_TITLES[level].rstrip("工"),
    )
}
_LEVEL_PREFIX = re.compile(r"^(?:国家)?(?:职业资格|职业技能等级|职业技能)(?:等级)?")
_LEVEL_SPLIT = re.compile(r"[/／()（）、,，\s]+")


def level_of(text: str) -> int | None:
    """五级, 5, 五, 初级工, 五级/初级工, 国家职业资格五级 ... Two words that disagree are no level."""
    if text in _LEVEL_WORDS:
        return _LEVEL_WORDS[text]
    parts = [_LEVEL_PREFIX.sub("", part) for part in _LEVEL_SPLIT.split(text[:60]) if part]
    levels = {_LEVEL_WORDS.get(part.removesuffix(".0")) for part in parts if part}
    return levels.pop() if len(levels) == 1 else None


_DATE = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日?|(\d{2})(\d{2}))"
    r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?",
    re.ASCII,
)
_TIME = re.compile(r"(\d{1,2})(?:[:：](\d{2})(?:[:：](\d{2}))?|[时点](?:(\d{1,2})分?)?)", re.ASCII)


def date_of(cell: Any) -> date | None:
    """A real date, `2026-11-28` with - / . or 年月日, or `20261128` as text or number."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = cell if isinstance(cell, str) else written(cell)
    found = _DATE.fullmatch(normalise(text[:60]).text.replace(" 年", "年").replace("年 ", "年").replace("月 ", "月"))
    if found is None:
        return None
    year, month, day = (int(g) for g in found.groups() if g is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def time_of(cell: Any) -> time | None:
    """A real time, `8:30`, `08：30`, `8时30分`; a day's fraction is what an unformatted time cell holds."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, timedelta):
        cell = cell / timedelta(days=1)
    if isinstance(cell, float) and not isinstance(cell, bool) and 0 < cell < 1:
        minutes = round(cell * 1440)
        return time(minutes // 60, minutes % 60) if minutes < 1440 else None
    found = _TIME.fullmatch(normalise(cell[:60]).text.replace(" ", "")) if isinstance(cell, str) else None
    if found is None:
        return None
    hour, minute, _, spoken = found.groups()
    try:
        return time(int(hour), int(minute or spoken or 0))
    except ValueError:
        return None


def count_of(text: str) -> int | None:
    """A whole number from 1 to 9999, or None. `30.0` is what a program without cell types makes of 30."""
    found = re.fullmatch(r"([0-9]{1,4})(?:\.0+)?", text)
    return int(found[1]) if found and int(found[1]) > 0 else None
