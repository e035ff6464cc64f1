"""A roster file on the office's desk: read, its columns matched, its cells put right, then taken.

The file is never altered. What was put right lives with the file while it is open, is used by every reading of it, and
is logged in the home once it was taken.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.exam.plan.writing import with_standard_characters
from desktop.faults import SiteFault
from desktop.operations import planning
from desktop.operations.desks.office.jobs import Said
from desktop.paths import out_file

if TYPE_CHECKING:
    from desktop.operations.desks.office.desk import OfficeDesk

Cell = tuple[str, str, int | None, str]
PROFILE = "layout-"
"""What a layout's matching is kept under, with the layout's name behind."""
LOG, LONGEST_LOG = "import-corrections", 2000
"""Setting: what was put right in rosters that were taken, as JSON, the newest last."""
OF_A_SITTING = ("科目", "职业", "等级")
"""The columns that decide whether a sitting fits a candidate: one of them is wrong where none does."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell's value in the file, and the one used instead; `who` names the row."""

    before: str
    value: str
    who: str


@dataclass
class RosterFile:
    """The file that is open: what it holds, what was put right in it. `matching` while its columns are being matched;
    `reading` is what reading it came to."""

    path: str = ""
    columns: Any = None
    matching: bool = False
    corrections: dict[Cell, Correction] = field(default_factory=dict)
    reading: planning.Imported | None = None

    @property
    def name(self) -> str:
        return self.path.replace("\\", "/").rpartition("/")[2]

    def held_back(self) -> int:
        """Rows that cannot be taken."""
        return len({(f.file, f.sheet, f.row) for f in self.reading.rejected}) if self.reading else 0


def check_file(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """Read a file and say what it holds; nothing is taken. Another file begins anew."""
    _choose(desk, data)
    return _checked(desk)


def import_file(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """Take the whole file, or nothing where a row cannot be taken (`accept_valid` takes the rest)."""
    _choose(desk, data)
    return _taken(desk, data.get("accept_valid") is True)


def import_rest(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """Take the file but for the rows that cannot be taken."""
    return _taken(desk, True)


def _choose(desk: OfficeDesk, data: Mapping[str, Any]) -> None:
    path = str(data.get("path") or desk.roster.path).strip()
    if not path:
        raise SiteFault("file-not-found", path=path)
    if path != desk.roster.path:
        desk.roster = RosterFile(path)


def _checked(desk: OfficeDesk) -> Said:
    done = _read(desk, check=True)
    text = desk.words.text("job-checked", count=done.accepted["candidates"], bad=desk.roster.held_back())
    return text, "warn" if done.rejected else "ok"


def _taken(desk: OfficeDesk, accept_valid: bool) -> Said:
    done = _read(desk, accept_valid=accept_valid)
    bad, count = desk.roster.held_back(), done.accepted["candidates"]
    if not done.taken:
        return desk.words.text("job-not-imported", bad=bad), "warn"
    _log(desk)
    key = "job-imported-some" if bad else "job-imported"
    return desk.words.text(key, count=count, bad=bad), "warn" if bad else "ok"


def _read(desk: OfficeDesk, check: bool = False, accept_valid: bool = False) -> planning.Imported:
    roster, parts, home = desk.roster, desk.parts, desk.home
    path = Path(roster.path).expanduser()
    columns = parts.roster_columns(path, lambda layout: home.profiles.get(PROFILE + layout) if layout else None)
    values = {cell: c.value for cell, c in roster.corrections.items()}
    done = planning.import_roster(
        home,
        partial(parts.read_roster, corrections=values),
        [path],
        profile=columns.profile,
        check=check,
        accept_valid=accept_valid,
        photos=partial(parts.keep_photos, tell=desk.tell),
        tell=desk.tell,
    )
    roster.columns, roster.reading, roster.matching = columns, done, False
    desk.turn_to("import")
    return done


def _log(desk: OfficeDesk) -> None:
    if not desk.roster.corrections:
        return
    kept = json.loads(desk.home.settings.get(LOG) or "[]")
    now = desk.now()
    for (file, sheet, row, column), c in desk.roster.corrections.items():
        cell = {"file": file, "sheet": sheet, "row": row, "column": column}
        kept.append({"at": now, **cell, "before": c.before, "value": c.value})
    desk.home.settings.put(LOG, json.dumps(kept[-LONGEST_LOG:], ensure_ascii=False))


# --- cells --------------------------------------------------------------------------------------------------------


def correct(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """Another value for one cell, judged at once. One that is wrong too is refused and the cell stays as it was."""
    roster = desk.roster
    if roster.reading is None:
        raise SiteFault("file-not-found", path=roster.path)
    file, sheet, at, *known = data["about"]
    row = int(at) if at else None
    column, value = str(known[0] if known else data["column"]), str(data.get("value") or "").strip()
    here = roster.reading.rows.get((file, sheet, row), {}) if row is not None else {}
    cell: Cell = (file, sheet, row, column)
    before = dict(roster.corrections)
    original = before[cell].before if cell in before else here.get(column, "")
    roster.corrections[cell] = Correction(original, value, here.get("姓名", ""))
    try:
        done = _read(desk, check=True)
    except SiteFault:
        roster.corrections = before
        raise
    wrong = next((f for f in done.rejected if _is_about(f, cell)), None)
    if wrong is not None:
        roster.corrections = before
        _read(desk, check=True)
        raise SiteFault("correction-wrong", message=wrong.reason)
    return desk.words.text("job-corrected", column=column, value=value, bad=roster.held_back()), "ok"


def standard(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """Standard characters for every private-use one with a likely meaning; each stays a correction of its own that can
    be taken back."""
    roster = desk.roster
    if roster.reading is None:
        raise SiteFault("file-not-found", path=roster.path)
    offered = planning.standard_characters(roster.reading)
    before = dict(roster.corrections)
    for cell, value in offered.items():
        here = roster.reading.rows[cell[:3]]
        original = before[cell].before if cell in before else here[cell[3]]
        roster.corrections[cell] = Correction(original, value, with_standard_characters(here.get("姓名", "")))
    try:
        _read(desk, check=True)
    except SiteFault:
        roster.corrections = before
        raise
    return desk.words.text("job-standard-done", count=len(offered)), "ok"


def _is_about(finding: planning.RowFinding, cell: Cell) -> bool:
    file, sheet, row, column = cell
    columns = (column, None) if column in OF_A_SITTING else (column,)
    return (finding.file, finding.sheet, finding.row) == (file, sheet, row) and finding.column in columns


def take_back(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """The file's own value again."""
    file, sheet, at, column = data["about"]
    desk.roster.corrections.pop((file, sheet, int(at) if at else None, column), None)
    _read(desk, check=True)
    return desk.words.text("job-correction-taken-back", column=column), "ok"


def write_list(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """What was found and what was put right, as a workbook for whoever sent the file."""
    word, roster = desk.words.text, desk.roster
    path = out_file(Path(str(data.get("out") or "findings.xlsx").strip()).expanduser())
    heads = tuple(word(f"office-head-{h}") for h in ("file", "sheet", "line", "column", "value", "problem"))
    found = [*roster.reading.rejected, *roster.reading.warnings] if roster.reading else []
    problems = [(f.file, f.sheet, str(f.row or ""), f.column or "", f.value, f.reason) for f in found]
    right = [(f, s, str(r or ""), c, x.before, x.value) for (f, s, r, c), x in roster.corrections.items()]
    lists = [(word("office-list-problems"), heads, problems)]
    lists.append((word("office-list-corrections"), (*heads[:4], word("office-head-before"), heads[4]), right))
    desk.parts.write_tables(path, roster.name, lists)
    return word("job-written", path=str(path)), "ok"


# --- columns ------------------------------------------------------------------------------------------------------


def show_columns(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    desk.roster.matching = True
    return "", "ok"


def leave_columns(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    desk.roster.matching = False
    return "", "ok"


def match_columns(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """Keep what feeds what for files of this layout, and read the file anew. `sheets` is (kind, places by our column)
    for each sheet, in order."""
    roster = desk.roster
    kept: dict[str, dict[str, str]] = {"sheets": {}}
    for sheet, (kind, places) in zip(roster.columns.sheets, data["sheets"], strict=True):
        kept["sheets"][sheet.name] = kind
        if kind:
            ours = {place: name for name, place in places.items() if place is not None}
            headings = kept.setdefault(kind, {})
            for place, column in enumerate(sheet.columns):
                if column.heading and (place in ours or column.heading not in headings):
                    headings[column.heading] = ours.get(place, "")
    desk.home.profiles.put(PROFILE + roster.columns.layout, kept)
    text, tone = _checked(desk)
    return f"{desk.words.text('job-columns-kept')}{text}", tone


AT_ONCE = ("columns", "columns-leave")
IN_THEIR_FORM = ("correct",)
"""Jobs whose refusal is told in their form alone: the page stays as it was."""
JOBS = {
    "check-file": check_file,
    "import": import_file,
    "import-rest": import_rest,
    "correct": correct,
    "standard": standard,
    "take-back": take_back,
    "write-list": write_list,
    "columns": show_columns,
    "columns-leave": leave_columns,
    "match-columns": match_columns,
}
