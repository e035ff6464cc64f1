"""考场情况记录单: what happened in one room of one sitting, filled from the record or blank to fill in by hand
(002 附件5 9:00 absent and cheating, 10:00 counting, 10:05 sealing; 附件4 一(7) approval)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from forms import catalogue, words
from forms.context import Flag, PrintContext, Printed
from forms.page import blocks, flow, marks
from forms.page import preflight as checks
from forms.page.balance import BALANCE, COUNTS, LEGEND, PaperCount, balance_rows, count_row, hidden_note
from forms.page.flow import Piece
from forms.page.marks import Layout
from forms.page.sheet import PORTRAIT, Press
from forms.page.table import PAD, Cell, Column, columns_of, facts, table

FORM = catalogue.form("room-record")

PEOPLE = columns_of(
    PORTRAIT,
    [
        Column("类别", 48, bold=True),
        Column("座位号", 44, size=10),
        Column("姓名", 100, size=10.5),
        Column("准考证号", 115),
        Column("时间", 60),
        Column("说明", 144, "left", 8.5, long=True),
    ],
)
MISCONDUCT = columns_of(
    PORTRAIT,
    [
        Column("座位号", 40, size=10),
        Column("姓名", 84, size=10.5),
        Column("准考证号", 94, smallest=6.5),
        Column("时间", 40),
        Column("违纪作弊情形", 143, "left", 8.5, long=True),
        Column("处理", 110, "left", 8.5, long=True),
    ],
)
INCIDENTS = columns_of(
    PORTRAIT,
    [
        Column("时间", 44),
        Column("情况", 217, "left", 8.5, long=True),
        Column("处置", 170, "left", 8.5, long=True),
        Column("报告人", 80),
    ],
)
STAND_INS = columns_of(
    PORTRAIT,
    [
        Column("岗位", 80),
        Column("原人员", 86, size=10),
        Column("替换人员", 86, size=10),
        Column("起", 48),
        Column("止", 48),
        Column("原因", 163, "left", 8.5, long=True),
    ],
)
STEPS = columns_of(
    PORTRAIT,
    [
        Column("环节", 122, "left"),
        Column("规定", 48),
        Column("实际", 85),
        Column("环节", 122, "left"),
        Column("规定", 48),
        Column("实际", 86),
    ],
)


@dataclass(frozen=True, slots=True)
class RecordPerson:
    """A candidate on a list of the record. `time` is UTC milliseconds (minute of arrival for the late)."""

    seat: int
    name: str
    admission_number: str
    time: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Misconduct:
    """A candidate recorded for 违纪 or 作弊."""

    seat: int
    name: str
    admission_number: str
    time: int | None
    what: str
    disposal: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """Something out of the ordinary and what was done about it."""

    time: int | None
    what: str
    disposal: str = ""
    reporter: str = ""


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who took whose post, from when to when."""

    role: str
    replaced: str
    name: str
    start: int | None = None
    end: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the protocol with its planned and actual time."""

    name: str
    planned: int | None = None
    actual: int | None = None


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """One room in one sitting. Every count may be None: not known, to be written by hand.

    `blank` prints empty lines in the lists instead of 无. Times are UTC milliseconds.
    """

    room: str
    place: str
    subject: str
    start: int
    end: int
    occupation: str = ""
    level: int | None = None
    mode: str = "笔试"
    registered: int | None = None
    present: int | None = None
    absent: int | None = None
    early: int | None = None
    absentees: tuple[RecordPerson, ...] = ()
    late: tuple[RecordPerson, ...] = ()
    misconduct: tuple[Misconduct, ...] = ()
    incidents: tuple[Incident, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    papers: PaperCount | None = None
    cards: PaperCount | None = None
    steps: tuple[Step, ...] = ()
    bags: tuple[str, ...] = ()
    seal_number: str = ""
    lead_proctor: str = ""
    assistant_proctor: str = ""
    office: str = ""
    chief: str = ""
    blank: bool = False


def preflight(inputs: Sequence[RoomRecord]) -> tuple[Flag, ...]:
    """Characters without glyph, names that do not fit a line, an admission number listed twice as absent."""
    people = [(sheet, person) for sheet in inputs for person in (*sheet.absentees, *sheet.late)]
    accused = [(sheet, person) for sheet in inputs for person in sheet.misconduct]
    flags = checks.glyphs(people, _who, lambda item: (("姓名", item[1].name), ("说明", item[1].note)))
    flags += checks.glyphs(
        accused, _who, lambda item: (("姓名", item[1].name), ("情形", item[1].what), ("处理", item[1].disposal))
    )
    flags += checks.glyphs(inputs, lambda sheet: f"{sheet.room}考场", _other_texts)
    for columns, at, rows in ((PEOPLE, 2, people), (MISCONDUCT, 1, accused)):
        column = columns[at]
        for item in rows:
            room = column.width - 2 * PAD
            flags += checks.name_fits(_who(item), item[1].name, column.size, room, column.smallest)
    absent = [(sheet, person) for sheet in inputs for person in sheet.absentees]
    flags += checks.duplicates(absent, _who, lambda item: (id(item[0]), item[1].admission_number), "准考证号")
    return tuple(flags)


def render(inputs: Sequence[RoomRecord], out: BinaryIO | Path, context: PrintContext) -> Printed:
    """Print each room's record with the head code of `context`: people and events first; papers, times and signatures
    together on the last page. Raises OSError when `out` cannot be written."""
    press = Press(FORM, context)
    for sheet in press.each(inputs):
        pieces = _pieces(sheet, context)
        press.document(flow.pages(pieces, PORTRAIT), f"{sheet.room}考场", layout=_layout(sheet, context, pieces))
    return press.printed(out, preflight(context.watched(inputs)) + blocks.head_flags(context, FORM.title))


def layout(sheet: RoomRecord, context: PrintContext) -> Layout:
    """What is signed and ticked by hand: boxes `sign:<role>` and `balance:<equation>:<option>`."""
    return _layout(sheet, context, _pieces(sheet, context))


def _layout(sheet: RoomRecord, context: PrintContext, pieces: Sequence[Piece]) -> Layout:
    boxes = flow.boxes(pieces, PORTRAIT)
    return marks.layout(FORM, context, sheet.start, sheet.room, (PORTRAIT.width, PORTRAIT.height), boxes)


def _pieces(sheet: RoomRecord, context: PrintContext) -> list[Piece]:
    under = "　".join(part for part in (context.plan, f"第 {sheet.room} 考场") if part)
    pieces: list[Piece] = [blocks.title(FORM.title, under, context, PORTRAIT, head=True)]
    pieces += _about(sheet, context.utc_offset)
    pieces += _candidates(sheet, context.utc_offset)
    pieces += _events(sheet, context.utc_offset)
    closing = [*_papers(sheet), *_times(sheet, context.utc_offset), *_sealing(sheet)]
    return [*pieces, *(replace(piece, keep=True) for piece in closing[:-1]), *closing[-1:]]


def _about(sheet: RoomRecord, offset: int) -> list[Piece]:
    grid: list[list[tuple[str, Cell]]] = [
        [("考场地点", sheet.place), ("考试科目", f"{sheet.subject}（{sheet.mode}）" if sheet.mode else sheet.subject)],
        [
            ("职业等级", words.occupation_level(sheet.occupation, sheet.level)),
            ("考试时间", f"{words.day(sheet.start, offset)} {words.span(sheet.start, sheet.end, offset)}"),
        ],
        [("主 监 考", sheet.lead_proctor), ("副 监 考", sheet.assistant_proctor)],
    ]
    return facts(grid, PORTRAIT, label=56, height=20)


def _candidates(sheet: RoomRecord, offset: int) -> list[Piece]:
    late = None if sheet.blank and not sheet.late else len(sheet.late)
    people = {m.admission_number or f"{m.seat} {m.name}" for m in sheet.misconduct}  # one may have several cases
    accused = None if sheet.blank and not people else len(people)
    counts: list[tuple[str, Cell]] = [
        (name, words.number(value))
        for name, value in (
            ("应考", sheet.registered),
            ("签到", sheet.present),
            ("缺考", sheet.absent),
            ("迟到", late),
            ("提前交卷", sheet.early),
            ("违纪作弊", accused),
        )
    ]
    listed = [("缺考", person) for person in sheet.absentees] + [("迟到", person) for person in sheet.late]
    rows: list[tuple[Cell, ...]] = [
        (kind, f"{p.seat:02d}", p.name, p.admission_number, words.clock(p.time, offset), p.note) for kind, p in listed
    ]
    accused_rows: list[tuple[Cell, ...]] = [
        (f"{m.seat:02d}", m.name, m.admission_number, words.clock(m.time, offset), m.what, m.disposal)
        for m in sheet.misconduct
    ]
    return [
        blocks.heading("一、考生人数", PORTRAIT),
        *facts([counts], PORTRAIT, label=46, height=22),
        blocks.heading("二、缺考、迟到考生", PORTRAIT),
        *table(PEOPLE, _filled(rows, PEOPLE, 2, sheet.blank, 8), PORTRAIT, 20, 20),
        blocks.heading("三、违纪、作弊考生", PORTRAIT),
        *table(MISCONDUCT, _filled(accused_rows, MISCONDUCT, 1, sheet.blank, 3), PORTRAIT, 22, 20),
    ]


def _events(sheet: RoomRecord, offset: int) -> list[Piece]:
    incidents: list[tuple[Cell, ...]] = [
        (words.clock(i.time, offset), i.what, i.disposal, i.reporter) for i in sheet.incidents
    ]
    changes: list[tuple[Cell, ...]] = [
        (s.role, s.replaced, s.name, words.clock(s.start, offset), words.clock(s.end, offset), s.reason)
        for s in sheet.stand_ins
    ]
    return [
        blocks.heading("四、异常情况及处置", PORTRAIT),
        *table(INCIDENTS, _filled(incidents, INCIDENTS, 1, sheet.blank, 4), PORTRAIT, 22, 20),
        blocks.heading("五、监考人员替换", PORTRAIT),
        *table(STAND_INS, _filled(changes, STAND_INS, 2, sheet.blank, 2), PORTRAIT, 20, 20),
    ]


def _papers(sheet: RoomRecord) -> list[Piece]:
    counts = [count_row("试卷", sheet.papers), count_row("答题卡", sheet.cards)]
    rows = balance_rows(sheet.registered, sheet.present, sheet.absent, sheet.papers, sheet.cards)
    return [
        blocks.heading("六、试卷、答题卡清点与核对", PORTRAIT),
        *table(COUNTS, counts, PORTRAIT, 22, 20, whole=True),
        *blocks.note(hidden_note(sheet.papers, sheet.cards), PORTRAIT),
        flow.space(4),
        *table(BALANCE, rows, PORTRAIT, 22, 20, whole=True),
        *blocks.note(LEGEND, PORTRAIT, 7.5),
    ]


def _times(sheet: RoomRecord, offset: int) -> list[Piece]:
    if not sheet.steps:
        return []
    half = (len(sheet.steps) + 1) // 2
    right = (*sheet.steps[half:], *([Step("")] * (2 * half - len(sheet.steps))))
    rows = [
        (*_step(left, offset), *_step(other, offset)) for left, other in zip(sheet.steps[:half], right, strict=True)
    ]
    return [blocks.heading("七、各环节时间", PORTRAIT), *table(STEPS, rows, PORTRAIT, 18, 20, whole=len(rows) < 15)]


def _step(step: Step, offset: int) -> tuple[Cell, ...]:
    return step.name, words.clock(step.planned, offset), words.clock(step.actual, offset)


def _sealing(sheet: RoomRecord) -> list[Piece]:
    mark = "八" if sheet.steps else "七"
    grid: list[list[tuple[str, Cell]]] = [[("试卷袋", "、".join(sheet.bags)), ("封条号", sheet.seal_number)]]
    return [
        blocks.heading(f"{mark}、封装与签字", PORTRAIT),
        *facts(grid, PORTRAIT, label=56, height=24),
        blocks.signatures(
            [
                blocks.SignatureBox("主监考", sheet.lead_proctor, key="sign:主监考"),
                blocks.SignatureBox("副监考", sheet.assistant_proctor, key="sign:副监考"),
                blocks.SignatureBox("考务验收", sheet.office, key="sign:考务"),
                blocks.SignatureBox("主考批准封装", sheet.chief, key="sign:主考"),
            ],
            PORTRAIT,
            76,
        ),
    ]


def _filled(
    rows: list[tuple[Cell, ...]], columns: Sequence[Column], at: int, blank: bool, lines: int
) -> list[tuple[Cell, ...]]:
    """The rows; an empty list gets lines to write on when blank, else 无 in column `at`."""
    empty: tuple[Cell, ...] = ("",) * len(columns)
    if blank:
        return [*rows, *([empty] * max(0, lines - len(rows)))]
    if rows:
        return rows
    return [tuple("无" if i == at else "" for i in range(len(columns)))]


def _who(item: tuple[RoomRecord, RecordPerson | Misconduct]) -> str:
    return f"{item[0].room}考场{item[1].seat}号{item[1].name}"


def _other_texts(sheet: RoomRecord) -> Iterable[tuple[str, str]]:
    yield "地点", sheet.place
    yield "监考", sheet.lead_proctor + sheet.assistant_proctor
    for incident in sheet.incidents:
        yield "异常情况", incident.what + incident.disposal + incident.reporter
    for stand_in in sheet.stand_ins:
        yield "人员替换", stand_in.replaced + stand_in.name + stand_in.reason
