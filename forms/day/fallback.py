"""纸面应急登记表: a room as it stands now, so that the morning can go on by hand at any minute; afterwards what was
written here is entered again with its source marked (X13, U19). Made for 002 附件5 8:05 to 10:05."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forms import catalogue, words
from forms.context import PrintContext
from forms.exam import Exam
from forms.page import blocks, flow
from forms.page.balance import COUNTS, PaperCount, count_row, hidden_note
from forms.page.flow import Piece
from forms.page.making import Making
from forms.page.sheet import PORTRAIT
from forms.page.table import Cell, Column, columns_of, facts, table

FORM = catalogue.form("fallback")
_NOTE = (
    "停用系统期间：到一人填一行，时间写到分；只补空格，不改已印内容，写错划去重写并签字。"
    "恢复后由两人按本表补录，来源记为“纸面”。本表按打印时的状态生成，此前的纸面表作废。"
)
PEOPLE = columns_of(
    PORTRAIT,
    [
        Column("座位", 34, size=11, bold=True),
        Column("姓名", 76, size=10.5, smallest=7, name=True),
        Column("准考证号", 92, smallest=6.5),
        Column("证件末位", 42, size=9),
        Column("打印时状态", 75, size=8.5, smallest=6.5),
        Column("入场", 42),
        Column("考生签字", 66),
        Column("交卷", 42),
        Column("备注", 42),
    ],
)
STEPS = columns_of(
    PORTRAIT,
    [
        Column("环节", 150, "left", 9.5),
        Column("规定", 50, size=10),
        Column("实际", 55, size=10),
        Column("环节", 150, "left", 9.5),
        Column("规定", 50, size=10),
        Column("实际", 56, size=10),
    ],
)
_ROWS = (17.0, 22.0)


@dataclass(frozen=True, slots=True)
class FallbackRow:
    """One candidate now. `tail` are the last characters of the document number; `state` in words."""

    seat: int
    name: str
    admission_number: str
    tail: str = ""
    state: str = ""
    admitted: int | None = None
    handed_in: int | None = None

    @property
    def subject(self) -> str:
        return f"{self.seat}号{self.name}"


@dataclass(frozen=True, slots=True)
class FallbackStep:
    """A step of the room; `actual` None is still to come. UTC milliseconds."""

    name: str
    planned: int | None = None
    actual: int | None = None


@dataclass(frozen=True, slots=True)
class Fallback:
    """One room at `at` (UTC ms)."""

    room: str
    place: str
    exam: Exam
    at: int
    rows: tuple[FallbackRow, ...]
    steps: tuple[FallbackStep, ...] = ()
    bags: tuple[str, ...] = ()
    papers: PaperCount | None = None
    cards: PaperCount | None = None
    lead_proctor: str = ""
    assistant_proctor: str = ""
    late_until: int | None = None
    hand_in_from: int | None = None
    hand_in_until: int | None = None


def _pieces(item: Fallback, context: PrintContext) -> list[Piece]:
    offset = context.utc_offset
    under = "　".join(
        part for part in (context.plan, f"第 {item.room} 考场", f"状态截至 {words.clock(item.at, offset)}") if part
    )
    pieces = [blocks.title(FORM.title, under, context, PORTRAIT, head=True)]
    inside = sum(row.admitted is not None for row in item.rows)
    hand_in = "—".join(words.clock(t, offset) for t in (item.hand_in_from, item.hand_in_until) if t is not None)
    pieces += facts(
        [
            [("考场地点", item.place), ("考试时间", f"{item.exam.subject} {item.exam.when(offset)}")],
            [("主 监 考", item.lead_proctor), ("副 监 考", item.assistant_proctor)],
            [("截至入场", f"应考 {len(item.rows)} 人，已入场 {inside} 人"), ("试 卷 袋", "、".join(item.bags))],
            [("最迟入场", words.clock(item.late_until, offset)), ("可以交卷", hand_in or "不得提前交卷")],
        ],
        PORTRAIT,
        label=56,
        height=19,
    )
    pieces.append(flow.space(5))
    rows: list[tuple[Cell, ...]] = [_person(row, offset) for row in item.rows] or [("", "无", *[""] * 7)]
    free = PORTRAIT.inner_height - sum(piece.height for piece in pieces) - 22
    height = min(_ROWS[1], max(_ROWS[0], float(int(free / len(rows)))))
    pieces += table(PEOPLE, rows, PORTRAIT, height, who=[row.subject for row in item.rows])
    return [*pieces, *_below(item, offset)]


def _below(item: Fallback, offset: int) -> list[Piece]:
    pieces: list[Piece] = []
    if item.steps:
        pieces.append(blocks.heading("各环节时间", PORTRAIT))
        pieces += table(STEPS, list(_steps(item.steps, offset)), PORTRAIT, 19, 20, whole=True)
    pieces.append(blocks.heading("试卷、答题卡清点", PORTRAIT))
    pieces += table(
        COUNTS, [count_row("试卷", item.papers), count_row("答题卡", item.cards)], PORTRAIT, 24, 20, whole=True
    )
    pieces += blocks.note(hidden_note(item.papers, item.cards), PORTRAIT)
    pieces.append(blocks.heading("异常情况、离场、迟到、违纪（时间、座位、情况、处置）", PORTRAIT))
    pieces += facts([[("", "")]], PORTRAIT, 1, 110)
    boxes = [
        blocks.SignatureBox("主监考", item.lead_proctor),
        blocks.SignatureBox("副监考", item.assistant_proctor),
        blocks.SignatureBox("补录人"),
        blocks.SignatureBox("补录复核"),
    ]
    return [
        *pieces,
        flow.space(6),
        blocks.signatures(boxes, PORTRAIT, 64),
        flow.space(4),
        *blocks.note(_NOTE, PORTRAIT),
    ]


def _person(row: FallbackRow, offset: int) -> tuple[Cell, ...]:
    return (
        f"{row.seat:02d}",
        row.name,
        row.admission_number,
        row.tail,
        row.state,
        words.clock(row.admitted, offset),
        "",
        words.clock(row.handed_in, offset),
        "",
    )


def _steps(steps: tuple[FallbackStep, ...], offset: int) -> Iterable[tuple[Cell, ...]]:
    half = (len(steps) + 1) // 2
    right = (*steps[half:], *([FallbackStep("")] * (2 * half - len(steps))))
    for pair in zip(steps[:half], right, strict=True):
        yield tuple(
            cell for s in pair for cell in (s.name, words.clock(s.planned, offset), words.clock(s.actual, offset))
        )


_MAKING = Making(FORM, _pieces, lambda item: f"{item.room}考场 应急")
preflight, render = _MAKING.preflight, _MAKING.render
