"""Which sheet is which, where its header stands, and which column is what.

Headers may stand below title lines, over merged cells, in two or three rows. A profile is a saved mapping:
`{"sheets": {"Sheet1": "考生"}, "考生": {"他们的列名": "证件号码"}}`. It goes before what would be recognised; an empty
name of ours leaves a column, or a sheet, out. A column whose heading another one has too is named with its letter,
`电话 (F)`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.exchange.roster.cells import Printable, clean_column, written
from desktop.exchange.roster.columns import PLAN, SHEETS, Kind, Sheet, column_letters, header_key
from desktop.exchange.roster.findings import WARNINGS, Findings, Place
from desktop.exchange.roster.opening.files import RawSheet
from desktop.faults import SiteFault, reading_fault

Profile = Mapping[str, Mapping[str, str]]

_HEADER_ROWS = 40
HEADER_COLUMNS = 300
_FOREIGN = {
    "成绩单": ("成绩", "得分", "总分", "认定结果", "理论成绩", "技能成绩", "实操成绩"),
    "座位表": ("座位号", "座号", "座次"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """One recognised sheet. `rows` are the data rows, the first at spreadsheet row `first_row`; `index` maps the
    contract's column names to positions."""

    place: Place
    kind: Kind
    rows: list[list[Any]]
    first_row: int
    index: Mapping[str, int]
    folder: Path


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A table's columns as text. `spoilt` maps a row's position to the columns refused in it; `filled` are the
    positions of the rows that hold anything. `blocked`: a required column is missing, so no row can be taken."""

    table: Table
    texts: Mapping[str, Sequence[str]]
    spoilt: Mapping[int, frozenset[str]]
    filled: Sequence[int]
    blocked: bool

    def row(self, position: int) -> int:
        """The spreadsheet's row number."""
        return self.table.first_row + position

    def missing(self, position: int, found: Findings) -> bool:
        """Tells every required cell that is empty; True when there is one or a cell was refused."""
        spoilt = self.spoilt.get(position, frozenset())
        lacking = False
        for name in SHEETS[self.table.kind].required:
            if name in self.table.index and not self.texts[name][position] and name not in spoilt:
                found.add(self.table.place, self.row(position), name, "missing")
                lacking = True
        return lacking or bool(spoilt)


def cleaned(table: Table, printable: Printable, found: Findings) -> Cleaned:
    """Every column of a table as text, its remarks told."""
    sheet = SHEETS[table.kind]
    texts: dict[str, Sequence[str]] = {}
    spoilt: dict[int, frozenset[str]] = {}
    columns = list(zip(*table.rows, strict=True))
    lacking = ("",) * len(table.rows)
    for column in sheet.columns:
        at = table.index.get(column.name)
        cells = lacking if at is None or not columns else columns[at]
        texts[column.name], remarks = clean_column(cells, column, printable)
        for remark in remarks:
            row = table.first_row + remark.place
            found.add(table.place, row, column.name, remark.code, remark.value, **remark.facts)
            if remark.code not in WARNINGS:
                spoilt[remark.place] = spoilt.get(remark.place, frozenset()) | {column.name}
    held: Sequence[int] = range(len(table.rows))
    if not all(texts[sheet.required[0]]):
        held = [n for n, cells in enumerate(zip(*texts.values(), strict=True)) if any(cells) or n in spoilt]
    blocked = any(name not in table.index for name in sheet.required)
    return Cleaned(table, texts, spoilt, held, blocked)


@dataclass(frozen=True, slots=True)
class Header:
    """Where a sheet's headings stand, counted from its first row, and which column is what; `left_out` somebody said
    are none of ours."""

    top: int
    height: int
    index: dict[str, int]
    score: int
    left_out: frozenset[int] = frozenset()


def load_profile(path: Path) -> Profile:
    """A saved mapping. Raises SiteFault `bad-profile` (path, reason), file-not-found, file-unreadable."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise reading_fault(error, path) from error
    except (ValueError, RecursionError) as fault:
        raise SiteFault("bad-profile", path=str(path), reason=str(fault)) from fault
    if reason := profile_fault(data):
        raise SiteFault("bad-profile", path=str(path), reason=reason)
    return dict(data)


def profile_fault(data: Any) -> str:
    """Why a profile cannot be used, or ""."""
    if not isinstance(data, dict):
        return "not an object"
    for member, mapping in data.items():
        if member != "sheets" and member not in SHEETS:
            return f"unknown sheet {member}"
        if not isinstance(mapping, dict) or not all(isinstance(v, str) for v in mapping.values()):
            return f"{member}: not a mapping of names"
        known = SHEETS if member == "sheets" else SHEETS[member].by_name
        for target in mapping.values():
            if target and target not in known:
                return f"{member}: unknown target {target}"
    return ""


def recognise(raws: list[RawSheet], path: Path, profile: Profile | None, found: Findings) -> list[Table]:
    """The tables of one file. A file with none of ours is one `wrong-file-kind`, one without data one `empty`."""
    tables: list[Table] = []
    for raw in raws:
        keys = keys_of(raw)
        kind = kind_of(raw, keys, profile or {})
        if kind is not None:
            tables.append(_table(raw, keys, kind, path, profile or {}, found))
    if not any(table.rows for table in tables):
        place = Place(path.name)
        blocked = any(set(SHEETS[t.kind].required) - set(t.index) for t in tables)
        if not tables and any(_filled(raw) for raw in raws):
            found.add(place, None, None, "wrong-file-kind", _name_of(raws))
        elif not blocked:
            found.add(place, None, None, "empty")
    return tables


def _filled(raw: RawSheet) -> bool:
    return any(cell not in ("", None) for row in raw.rows[:1000] for cell in row)


def _name_of(raws: list[RawSheet]) -> str:
    words = {key for raw in raws for line in keys_of(raw) for key in line}
    for name, signs in _FOREIGN.items():
        if words.intersection(signs):
            return name
    first = next((c.strip() for raw in raws for row in raw.rows for c in row if isinstance(c, str) and c.strip()), "")
    return f"别的表格（首格为「{first[:20]}」）" if first else "别的表格"


def keys_of(raw: RawSheet) -> list[list[str]]:
    """The first rows as header keys, merged cells filled."""
    lines = [
        [header_key(c) if isinstance(c, str) and c else "" for c in row[:HEADER_COLUMNS]]
        for row in raw.rows[:_HEADER_ROWS]
    ]
    for top, left, bottom, right in raw.merges:
        if 0 <= top < len(lines) and 0 <= left < len(lines[top]):
            word = lines[top][left]
            for line in lines[top : bottom + 1]:
                for c in range(left, min(right + 1, len(line))):
                    line[c] = line[c] or word
    return lines


def kind_of(raw: RawSheet, keys: list[list[str]], profile: Profile) -> Kind | None:
    name = header_key(raw.name)
    for given, kind in profile.get("sheets", {}).items():
        if header_key(given) == name:
            return SHEETS[kind].kind if kind else None  # type: ignore[index]
    for sheet in SHEETS.values():
        if name in map(header_key, (sheet.kind, *sheet.synonyms)):
            return sheet.kind
    if len(set(keys_in_first_columns(keys)) & set(PLAN.by_header)) >= 3:
        return "计划"
    best: tuple[int, int] = (0, 0)
    kind_found: Kind | None = None
    for sheet in SHEETS.values():
        if sheet is PLAN:
            continue
        header = header_of(raw, keys, sheet, profile.get(sheet.kind, {}))
        needed = sum(name in header.index for name in sheet.required) if header else 0
        if header is None or needed * 2 < len(sheet.required) or len(header.index) < 2:
            continue
        if (header.score, needed) > best:
            best, kind_found = (header.score, needed), sheet.kind
    foreign = {word for signs in _FOREIGN.values() for word in signs}
    if kind_found and any(foreign.intersection(line) for line in keys):
        return None
    return kind_found


def keys_in_first_columns(keys: list[list[str]]) -> Iterator[str]:
    for line in keys:
        yield from line[:2]


def header_of(raw: RawSheet, keys: list[list[str]], sheet: Sheet, renamed: Mapping[str, str]) -> Header | None:
    """The block of one to three rows that names most of the sheet's columns; the first and smallest of equals."""
    words = {word: column.name for word, column in sheet.by_header.items()}
    given = {header_key(theirs): ours for theirs, ours in renamed.items()}
    best: Header | None = None
    for top, line in enumerate(keys):
        known = (word in words or _unbracketed(word) in words for word in line)
        if not (any(known) or any(_given(given, word, raw, c) is not None for c, word in enumerate(line))):
            continue
        for height in (1, 2, 3):
            if top + height > len(keys) or (height > 1 and not _may_grow(raw, keys, top, height, best)):
                break
            stacks = [[keys[r][c] for r in range(top + height - 1, top - 1, -1)] for c in range(len(line))]
            index, left_out = _index(raw, stacks, given, words)
            score = len(index) + sum(name in index for name in sheet.required)
            if best is None or score > best.score:
                best = Header(top, height, index, score, left_out)
    return best


def placed(heading: str, raw: RawSheet, c: int) -> str:
    """A heading with the letter of its column, for one that stands over several."""
    return f"{heading} ({column_letters(raw.first_column + c)})"


def _given(given: Mapping[str, str], word: str, raw: RawSheet, c: int) -> str | None:
    """What a profile says of a column, by heading and letter before the heading alone."""
    return given.get(header_key(placed(word, raw, c)), given.get(word)) if word else None


def _index(
    raw: RawSheet, stacks: list[list[str]], given: Mapping[str, str], words: Mapping[str, str]
) -> tuple[dict[str, int], frozenset[int]]:
    """Our columns to the places that feed them: first what a profile says, then what the headings say by themselves."""
    index: dict[str, int] = {}
    said: dict[int, str] = {}
    for c, stack in enumerate(stacks) if given else ():
        ours = next((found for word in stack if (found := _given(given, word, raw, c)) is not None), None)
        if ours is not None:
            said[c] = ours
            if ours:
                index.setdefault(ours, c)
    for c, stack in enumerate(stacks):
        column = _named(stack, words) if c not in said else None
        if column is not None:
            index.setdefault(column, c)
    return index, frozenset(c for c, ours in said.items() if not ours)


def _may_grow(raw: RawSheet, keys: list[list[str]], top: int, height: int, best: Header | None) -> bool:
    """A further header row only where cells are merged across or above it, or where the file cannot say (no merges
    known) and that row holds nothing but headings: a data row must never be taken for one."""
    last = top + height - 1
    if any(a <= last - 1 and top <= c and (c >= last or (a < last and d > b)) for a, b, c, d in raw.merges):
        return True
    cells = [cell for cell in raw.rows[last] if cell not in ("", None)]
    return (
        not raw.merges
        and bool(cells)
        and all(isinstance(c, str) and 0 < len(c) <= 12 for c in cells)
        and any(not word for word in keys[last - 1])
    )


def _named(stack: list[str], words: Mapping[str, str]) -> str | None:
    candidates = [*stack, "".join(reversed(stack))]
    for word in (*candidates, *map(_unbracketed, candidates)):
        if word and word in words:
            return words[word]
    return None


def _unbracketed(word: str) -> str:
    return word[: word.index("(")] if "(" in word else word


def headings(raw: RawSheet, top: int, below: int, longest: int = 200) -> list[str]:
    """What stands over each column in the rows from `top` to before `below`, the lowest words of each; the same words
    over several columns with the letter of each."""
    wide = min(len(raw.rows[0]), HEADER_COLUMNS) if raw.rows else 0
    out = []
    for c in range(wide):
        words = (" ".join(written(raw.rows[r][c]).split()) for r in range(below - 1, top - 1, -1))
        out.append(next((word for word in words if word), "")[:longest])
    many = Counter(map(header_key, out))
    return [placed(word, raw, c) if word and many[header_key(word)] > 1 else word for c, word in enumerate(out)]


def _table(raw: RawSheet, keys: list[list[str]], kind: Kind, path: Path, profile: Profile, found: Findings) -> Table:
    sheet = SHEETS[kind]
    place = Place(path.name, raw.name)
    if sheet is PLAN:
        held = any(sum(cell not in ("", None) for cell in row) > 1 for row in raw.rows)
        return Table(
            place, kind, raw.rows if held else [], raw.first_row, dict.fromkeys(sheet.required, 0), path.parent
        )
    header = header_of(raw, keys, sheet, profile.get(kind, {}))
    if header is None:
        filled = _filled(raw)
        for name in sheet.required if filled else ():
            found.add(place, None, name, "missing")
        return Table(place, kind, [], raw.first_row, {} if filled else dict.fromkeys(sheet.required, 0), path.parent)
    for name in sheet.required:
        if name not in header.index:
            found.add(place, None, name, "missing")
    below = header.top + header.height
    heads = headings(raw, header.top, below)
    for c, word in enumerate(heads):
        if word and c not in header.index.values() and c not in header.left_out:
            found.add(place, raw.first_row + below - 1, word, "unknown-column", word)
    rows = raw.rows[below:]
    return Table(place, kind, rows, raw.first_row + below, header.index, path.parent)
