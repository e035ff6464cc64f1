"""考生信息汇总表: the list of a room, as posted at its door (numbers masked, no phones: G15) or to sign on at the door
(002 附件3 三(三), 附件5 8:05). Both come from one input; `posted` says which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from forms import catalogue, words
from forms.context import Flag, PrintContext, Printed
from forms.page import blocks, flow, marks
from forms.page import preflight as checks
from forms.page.flow import Piece
from forms.page.marks import Layout
from forms.page.sheet import PORTRAIT, Draw, Press
from forms.page.table import PAD, Cell, Column, Sign, Table, columns_of, facts, table
from forms.page.table import tables as tables_of

FORM = catalogue.form("summary-sheet")
RESIDENT_CARD = "居民身份证"
_NOTE = "证件号码只显示末几位。请凭准考证和有效身份证件对号入座；信息有误，请到考务办公室更正。"

_SEAT = Column("座位号", 37, size=11, bold=True)
POSTED = columns_of(
    PORTRAIT,
    [
        _SEAT,
        Column("姓名", 106, size=11, smallest=7),
        Column("性别", 30),
        Column("准考证号", 106, size=10),
        Column("证件号码", 122),
        Column("职业（工种）、等级", 110, smallest=7),
    ],
)
SIGNED = columns_of(
    PORTRAIT,
    [
        _SEAT,
        Column("姓名", 82, size=11, smallest=7),
        Column("性别", 28),
        Column("准考证号", 94, smallest=6.5),
        Column("证件号码", 108, smallest=6.5),
        Column("职业等级、备注", 66, size=8, smallest=6.5),
        Column("考生签字", 96),
    ],
)
_HEIGHTS = (18.0, 26.0)
"""Rows are as high as lets the room stand on one page, within these points; 20 for the standard room of 30."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One candidate of the room. `sex` is male, female or unknown; `note` is printed only on the copy to sign."""

    seat: int
    name: str
    admission_number: str
    document_number: str
    document_type: str = RESIDENT_CARD
    sex: str = "unknown"
    occupation: str = ""
    level: int | None = None
    direction: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RoomSheet:
    """A room in a sitting and who sits there. Times are UTC milliseconds. `posted`: masked and without signatures;
    `ranged`: nobody of another room has an admission number between those of this one."""

    room: str
    place: str
    subject: str
    start: int
    end: int
    rows: tuple[SheetRow, ...]
    occupation: str = ""
    level: int | None = None
    mode: str = "笔试"
    sitting: str = ""
    lead_proctor: str = ""
    assistant_proctor: str = ""
    posted: bool = True
    ranged: bool = False


def preflight(inputs: Sequence[RoomSheet]) -> tuple[Flag, ...]:
    """Characters without glyph, names that do not fit a line, admission numbers or seats that occur twice."""
    rows = [(sheet, row) for sheet in inputs for row in sheet.rows]
    flags = checks.glyphs(
        rows,
        _who,
        lambda item: (
            ("姓名", item[1].name),
            ("职业", item[1].occupation),
            ("工种", item[1].direction),
            ("备注", item[1].note),
            ("证件", item[1].document_number),
        ),
    )
    flags += checks.glyphs(inputs, lambda sheet: f"{sheet.room}考场", lambda sheet: (("地点", sheet.place),))
    for sheet, row in rows:
        column = (POSTED if sheet.posted else SIGNED)[1]
        if len(row.name) > 6:
            room = column.width - 2 * PAD
            flags += checks.name_fits(_who((sheet, row)), row.name, column.size, room, column.smallest)
    flags += checks.duplicates(
        rows,
        _who,
        lambda item: ((item[0].start, item[0].subject, item[0].posted), item[1].admission_number),
        "准考证号",
    )
    flags += checks.duplicates(rows, _who, lambda item: ((id(item[0]),), str(item[1].seat)), "座位号")
    return tuple(flags)


def render(inputs: Sequence[RoomSheet], out: BinaryIO | Path, context: PrintContext) -> Printed:
    """Print each room's list; every room counts its own pages. Raises OSError when `out` cannot be written."""
    press = Press(FORM, context)
    for sheet in press.each(inputs):
        pieces = _pieces(sheet, context)
        boxes = None if sheet.posted else _layout(sheet, context, pieces)
        press.document(flow.pages(pieces, PORTRAIT), f"{sheet.room}考场 {kind(sheet)}", layout=boxes)
    return press.printed(out, preflight(context.watched(inputs)))


def tables(inputs: Sequence[RoomSheet], context: PrintContext) -> list[Table]:
    """Each room's list as cells."""
    return [t for sheet in inputs for t in tables_of(_pieces(sheet, context), f"{sheet.room}考场 {kind(sheet)}")]


def kind(sheet: RoomSheet) -> str:
    """Which of the two copies it is."""
    return "张贴" if sheet.posted else "签到"


def layout(sheet: RoomSheet, context: PrintContext) -> Layout:
    """Where candidates and proctors sign on the copy to sign: boxes `seat:<seat>` and `sign:<role>`."""
    return _layout(sheet, context, _pieces(sheet, context))


def _layout(sheet: RoomSheet, context: PrintContext, pieces: Sequence[Piece]) -> Layout:
    boxes = flow.boxes(pieces, PORTRAIT)
    return marks.layout(FORM, context, sheet.start, sheet.room, (PORTRAIT.width, PORTRAIT.height), boxes)


def sheet_pages(sheet: RoomSheet, context: PrintContext) -> list[Draw]:
    """The pages of one room's list."""
    return flow.pages(_pieces(sheet, context), PORTRAIT)


def _pieces(sheet: RoomSheet, context: PrintContext) -> list[Piece]:
    offset = context.utc_offset
    under = "　".join(
        part for part in (context.plan, f"第 {sheet.room} 考场", "张贴联" if sheet.posted else "签到联") if part
    )
    pieces: list[Piece] = [blocks.title(FORM.title, under, context, PORTRAIT)]
    pieces += facts(
        [
            [
                ("考试日期", words.day(sheet.start, offset)),
                ("考试时间", words.span(sheet.start, sheet.end, offset)),
                ("考试科目", sheet.subject),
            ],
            [
                ("考场地点", sheet.place),
                ("职业等级", words.occupation_level(sheet.occupation, sheet.level) or "见下表"),
                ("考生人数", f"{len(sheet.rows)} 人"),
            ],
        ],
        PORTRAIT,
        label=50,
        height=20,
    )
    pieces.append(flow.space(5))
    below: list[Piece] = [flow.space(4)]
    if sheet.posted:
        below += blocks.note(_NOTE, PORTRAIT)
    else:
        below.append(_signed_below(sheet))
    columns = POSTED if sheet.posted else SIGNED
    rows = [_posted(row) if sheet.posted else _signed(row, sheet) for row in sheet.rows]
    free = PORTRAIT.inner_height - sum(piece.height for piece in (*pieces, *below)) - 22
    height = min(_HEIGHTS[1], max(_HEIGHTS[0], float(int(free / max(1, len(rows))))))
    laid = table(columns, rows, PORTRAIT, height)
    over = sum(piece.height for piece in laid[1:]) - free
    lower = sum(piece.height == height for piece in laid[1:])
    if over > 0 and lower:  # rows of two lines took the place of the others: who signs below should not stand alone
        lowered = max(_HEIGHTS[0], float(int(height - over / lower)))
        laid = table(columns, rows, PORTRAIT, lowered) if lowered < height else laid
    return [*pieces, *laid, *below]


def _posted(row: SheetRow) -> tuple[Cell, ...]:
    return (
        f"{row.seat:02d}",
        row.name,
        words.SEXES.get(row.sex, ""),
        row.admission_number,
        words.masked(row.document_number),
        words.short_occupation(row.occupation, row.level, row.direction),
    )


def _signed(row: SheetRow, sheet: RoomSheet) -> tuple[Cell, ...]:
    number = row.document_number
    if row.document_type != RESIDENT_CARD:
        number = f"{row.document_type}\n{number}"
    same = row.occupation == sheet.occupation and row.level == sheet.level and not row.direction
    kind = "" if same else words.short_occupation(row.occupation, row.level, row.direction)
    return (
        f"{row.seat:02d}",
        row.name,
        words.SEXES.get(row.sex, ""),
        row.admission_number,
        number,
        "\n".join(part for part in (kind, row.note) if part),
        Sign(f"seat:{row.seat}", row.admission_number),
    )


def _signed_below(sheet: RoomSheet) -> Piece:
    boxes = [
        blocks.SignatureBox("主监考", sheet.lead_proctor, key="sign:主监考"),
        blocks.SignatureBox("副监考（查证）", sheet.assistant_proctor, key="sign:副监考"),
    ]
    return blocks.signature_line("签到 ______ 人　　缺考 ______ 人", boxes, PORTRAIT)


def _who(item: tuple[RoomSheet, SheetRow]) -> str:
    sheet, row = item
    return f"{sheet.room}考场{row.seat}号{row.name}"
