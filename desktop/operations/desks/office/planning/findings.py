"""The page of a roster file: what was read, what can be taken, what is to be put right and where, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.exam.plan.model import Plan
from desktop.exam.plan.writing import with_standard_characters
from desktop.operations.boards.office import Figure, Line, Page
from desktop.operations.boards.planning.columns import ColumnsBoard, FileColumn, OurColumn, SheetMatch
from desktop.operations.boards.shell import ActionRow, Choice, FieldRow, Tone
from desktop.operations.desks.office.jobs import field, job_row
from desktop.operations.desks.office.planning.imports import OF_A_SITTING, RosterFile
from desktop.operations.planning import PRIVATE, standard_characters

if TYPE_CHECKING:
    from desktop.operations.desks.office.desk import OfficeDesk
    from desktop.operations.planning import RowFinding

SHOWN = ("姓名", "证件号码", "职业", "等级", "工作单位")
"""The columns of a candidate's row that stand in the table."""
HEADS = ("line", "person", "document", "occupation", "level", "employer", "problem")
WIDTHS = (70, 90, 195, 120, 70, 130)
_NAMED = 12
"""Cells that are named before all are changed."""
SIGN = "等级"
"""A row that has this column and a person's name is a candidate's."""


def import_page(desk: OfficeDesk, plan: Plan | None, checks: Sequence[Any]) -> Page:
    word, roster = desk.words.text, desk.roster
    done = roster.reading
    title, jobs = word("office-section-import"), import_rows(desk)
    heads = tuple(word(f"office-head-{h}") for h in HEADS)
    if done is None:
        return Page(title, heads=heads, widths=WIDTHS, nothing=word("office-nothing-imported"), jobs=jobs)
    if roster.matching:
        return Page(title, word("office-columns-words"), work=columns_board(roster))
    bad = roster.held_back()
    unknown = _unknown_sheets(desk)
    looks = len(done.warnings) + len(unknown)
    lines = [_line(desk, f, "stop") for f in done.rejected] + [_line(desk, f, "warn") for f in done.warnings]
    return Page(
        title,
        _words(desk),
        (
            Figure(word("office-read"), done.read),
            Figure(word("office-can-import"), done.accepted["candidates"], "ok"),
            Figure(word("office-to-correct"), bad, "stop" if bad else "plain"),
            Figure(word("office-to-look-at"), looks, "warn" if looks else "plain"),
        ),
        heads,
        WIDTHS,
        (*unknown, *lines, *_corrections(desk)),
        nothing=word("office-no-findings"),
        jobs=jobs,
    )


def _words(desk: OfficeDesk) -> str:
    """File, sheet and header row, and whether it was taken."""
    word, roster = desk.words.text, desk.roster
    sheets = roster.columns.sheets if roster.columns is not None else ()
    where = next((s for s in sheets if s.kind == "考生"), None)
    parts = [roster.name]
    if where is not None:
        parts.append(word("office-header-row", sheet=where.name, row=where.header_row))
    taken = roster.reading is not None and roster.reading.taken
    return " · ".join((*parts, word("office-taken" if taken else "office-not-taken")))


def _unknown_sheets(desk: OfficeDesk) -> list[Line]:
    """Tables that were taken for nothing of ours, unless somebody said so: a list of people must not be passed over."""
    columns = desk.roster.columns
    left_out = (columns.profile or {}).get("sheets", {})
    match = job_row(desk, "columns", "")
    out = []
    for sheet in columns.sheets:
        if not sheet.kind and left_out.get(sheet.name) != "":
            said = desk.words.text("office-unknown-sheet", sheet=sheet.name or desk.roster.name)
            out.append(Line(("—", "", sheet.name, "", "", "", said), ("plain", "plain", "warn"), match))
    return out


# --- lines --------------------------------------------------------------------------------------------------------


def _line(desk: OfficeDesk, f: RowFinding, tone: Tone) -> Line:
    """A finding in its row; the cell it is about has its tone. Rows of other sheets show that cell alone."""
    rows = desk.roster.reading.rows if desk.roster.reading is not None else {}
    row = rows.get((f.file, f.sheet, f.row), {}) if f.row is not None else {}
    where = str(f.row) if f.row else "—"
    if SIGN in row and "姓名" in row:
        cells = [row.get(name, "") for name in SHOWN]
        at = SHOWN.index(f.column) + 1 if f.column in SHOWN else 0
        if at and f.value and not f.value.endswith("…"):
            cells[at - 1] = f.value
        tones: list[Tone] = [tone if n == at else "plain" for n in range(6)]
        if f.column is None:
            tones[3:5] = [tone, tone]
        return Line((where, *cells, f.reason), tuple(tones), _correcting(desk, f, row))
    who = row.get("姓名") or next(iter(row.values()), "")
    cell = " ".join(filter(None, (f.column, row.get(f.column or "", f.value))))
    cells = [f"{f.sheet} {where}", who, cell, "", "", "", f.reason]
    return Line(tuple(cells), ("plain", "plain", tone), _correcting(desk, f, row))


def _correcting(desk: OfficeDesk, f: RowFinding, row: Mapping[str, str]) -> ActionRow | None:
    """The form that gives a cell another value; none for a whole file, sheet or column."""
    if (f.row is None and f.sheet != "计划") or (f.row is not None and not row) or f.code == "unknown-column":
        return None
    word = desk.words.text
    about: tuple[str, ...] = (f.file, f.sheet, str(f.row or ""))
    fields: tuple[FieldRow, ...]
    if f.column is not None:
        title = word("job-correct-cell", row=f.row or "—", column=f.column)
        # Where a private-use character has a likely meaning, Enter takes it.
        value = with_standard_characters(row.get(f.column, "")) if f.code == PRIVATE else row.get(f.column)
        fields, about = (FieldRow("value", f.column, value=value or None),), (*about, f.column)
    else:
        title = word("job-correct-row", row=f.row or "—")
        choices = tuple(Choice(name, name, row.get(name, "")) for name in OF_A_SITTING)
        which = FieldRow("column", word("office-head-column"), "choice", choices)
        fields = (which, FieldRow("value", word("job-field-value")))
    return ActionRow(
        "job:correct",
        title,
        fields=fields,
        persons=0,
        primary=True,
        about=about,
        confirm=f.message,
    )


def _corrections(desk: OfficeDesk) -> list[Line]:
    word = desk.words.text
    out = []
    for (file, sheet, row, column), c in desk.roster.corrections.items():
        title = word("job-take-back-cell", row=row or "—", column=column)
        action = ActionRow(
            "job:take-back",
            title,
            persons=0,
            primary=True,
            about=(file, sheet, str(row or ""), column),
            confirm=word("office-take-back-confirm", before=c.before or "—", value=c.value or "—"),
        )
        told = word("office-corrected", column=column, before=c.before or "—", value=c.value or "—")
        cells = [str(row or "—"), c.who, "", "", "", "", told]
        at = SHOWN.index(column) + 1 if column in SHOWN else 2
        cells[at] = c.value
        out.append(Line(tuple(cells), tuple("ok" if n == at else "plain" for n in range(6)), action))
    return out


# --- keys ---------------------------------------------------------------------------------------------------------


def import_rows(desk: OfficeDesk) -> tuple[ActionRow, ...]:
    """Before a file is read: read it, or take it; then another file, its columns, a list of what was found, and the
    one thing to do: take what can be taken."""
    roster = desk.roster
    path = field(desk, "path", value=roster.path or None)
    check = job_row(desk, "check-file", "F5", (path,), primary=roster.reading is None)
    if roster.reading is None:
        template = job_row(desk, "template", "F7", (field(desk, "out", value="roster.xlsx"),))
        valid = field(desk, "accept_valid", "tick", required=False)
        return check, job_row(desk, "import", "F6", (path, valid)), template
    out = (
        replace(check, title=desk.words.text("job-other-file")),
        job_row(desk, "columns", "F7"),
        job_row(desk, "write-list", "F8", (field(desk, "out", value="findings.xlsx"),)),
    )
    if roster.reading.taken:
        return out
    return (*out, *_standard_row(desk, roster), _take_row(desk, roster))


def _standard_row(desk: OfficeDesk, roster: RosterFile) -> tuple[ActionRow, ...]:
    """All private-use characters with a likely meaning at once; every one is shown first."""
    offered = standard_characters(roster.reading) if roster.reading is not None else {}
    if roster.reading is None or not offered:
        return ()
    lines = []
    for (file, sheet, row, column), value in list(offered.items())[:_NAMED]:
        before = roster.reading.rows[file, sheet, row][column]
        lines.append(desk.words.text("standard-line", row=row, before=before, value=value))
    told = desk.words.text("standard-confirm", count=len(offered), more=len(offered) - len(lines))
    return (replace(job_row(desk, "standard", "F9"), confirm="\n".join([told, *lines])),)


def _take_row(desk: OfficeDesk, roster: RosterFile) -> ActionRow:
    done = roster.reading
    count, bad = (done.accepted["candidates"], roster.held_back()) if done is not None else (0, 0)
    only = done is not None and all(f.sheet == "考生" or not f.sheet for f in done.rejected)
    key = "job-import-all" if not bad else "job-import-some" if only else "job-import-rows"
    row = job_row(desk, "import-rest" if bad else "import", "F6", primary=True)
    row = replace(row, title=desk.words.text(key, count=count, bad=bad))
    if done is not None and any(done.accepted.values()):
        return row
    return replace(row, enabled=False, why=desk.words.text("office-nothing-to-import"))


def columns_board(roster: RosterFile) -> ColumnsBoard:
    return ColumnsBoard(
        roster.name,
        tuple(
            SheetMatch(
                s.name,
                s.kind,
                s.header_row,
                tuple(FileColumn(c.heading, c.samples) for c in s.columns),
                {kind: tuple(OurColumn(f.name, f.required, f.column) for f in f_) for kind, f_ in s.matches.items()},
            )
            for s in roster.columns.sheets
        ),
    )
