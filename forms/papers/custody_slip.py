"""试卷交接单: one hop of paper bags from hand to hand, two or three persons signing (002 附件4 一(3)(7)(10) and 三,
附件5 7:40, 10:05)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from forms import catalogue, words
from forms.context import Flag, PrintContext, Printed
from forms.page import blocks, flow, marks
from forms.page import preflight as checks
from forms.page.flow import Piece
from forms.page.marks import Layout
from forms.page.sheet import PORTRAIT, Press
from forms.page.table import Cell, Choices, Column, columns_of, facts, table

FORM = catalogue.form("custody-slip")
STATES = ("完好", "破损", "启封")
VERDICTS = ("与清单相符，交接完成", "不符，停止交接并报告主考")
STATE_OF = {"intact": 0, "broken": 1, "missing": 1, "opened": 2}

BAGS = columns_of(
    PORTRAIT,
    [
        Column("序", 24),
        Column("试卷袋", 88, bold=True),
        Column("职业、等级", 116, smallest=6.5),
        Column("考场", 36, size=10),
        Column("试卷", 34, size=10),
        Column("答题卡", 38, size=10),
        Column("封条号", 77, smallest=6.5),
        Column("封条状况", 98, size=8),
    ],
)


@dataclass(frozen=True, slots=True)
class SlipBag:
    """A bag handed over. `seal_state` intact, broken, missing, opened, or None to be ticked by hand."""

    label: str
    occupation: str = ""
    level: int | None = None
    copies: int | None = None
    cards: int | None = None
    direction: str = ""
    room: str = ""
    seal: str = ""
    seal_state: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SlipPerson:
    """Who hands over or takes; `confirmed` is when the record took their confirmation, UTC milliseconds."""

    role: str
    name: str = ""
    number: str = ""
    confirmed: int | None = None


@dataclass(frozen=True, slots=True)
class CustodySlip:
    """One hop. `hop` says which (出库, 领取, 送回 …); times are UTC milliseconds; `more` are further facts, such as
    vehicle and receipt number; `agreed` None is to be ticked by hand; `blank_rows` adds empty lines for bags."""

    hop: str
    from_place: str
    to_place: str
    bags: tuple[SlipBag, ...] = ()
    givers: tuple[SlipPerson, ...] = ()
    takers: tuple[SlipPerson, ...] = ()
    number: str = ""
    subject: str = ""
    start: int | None = None
    end: int | None = None
    planned: int | None = None
    happened: int | None = None
    agreed: bool | None = None
    more: tuple[tuple[str, str], ...] = ()
    note: str = ""
    blank_rows: int = 0


def preflight(inputs: Sequence[CustodySlip]) -> tuple[Flag, ...]:
    """Characters without glyph, and a bag that is on one slip twice."""
    flags = checks.glyphs(inputs, _title, _texts)
    bags = [(slip, bag) for slip in inputs for bag in slip.bags]
    flags += checks.duplicates(bags, lambda item: _title(item[0]), lambda item: (id(item[0]), item[1].label), "试卷袋")
    return tuple(flags)


def render(inputs: Sequence[CustodySlip], out: BinaryIO | Path, context: PrintContext) -> Printed:
    """Print each slip with the head code of `context`. Raises OSError when `out` cannot be written."""
    press = Press(FORM, context)
    for slip in press.each(inputs):
        pieces = _pieces(slip, context)
        press.document(flow.pages(pieces, PORTRAIT), _title(slip), layout=_layout(slip, context, pieces))
    return press.printed(out, preflight(context.watched(inputs)) + blocks.head_flags(context, FORM.title))


def layout(slip: CustodySlip, context: PrintContext) -> Layout:
    """What is signed and ticked by hand: boxes `giver:<n>`, `taker:<n>`, `bag:<n>:<option>`, `verdict:<option>`."""
    return _layout(slip, context, _pieces(slip, context))


def _layout(slip: CustodySlip, context: PrintContext, pieces: Sequence[Piece]) -> Layout:
    boxes = flow.boxes(pieces, PORTRAIT)
    start = slip.start or slip.planned or slip.happened or 0
    return marks.layout(FORM, context, start, slip.number, (PORTRAIT.width, PORTRAIT.height), boxes)


def _pieces(slip: CustodySlip, context: PrintContext) -> list[Piece]:
    under = "　".join(part for part in (context.plan, slip.hop, f"编号 {slip.number}" if slip.number else "") if part)
    pieces: list[Piece] = [blocks.title(FORM.title, under, context, PORTRAIT, head=True)]
    pieces += _about(slip, context.utc_offset)
    pieces.append(blocks.heading("交接清单", PORTRAIT))
    rows = [_bag(n, bag) for n, bag in enumerate(slip.bags, 1)]
    rows += [
        (str(len(rows) + n + 1), "", "", "", "", "", "", Choices(STATES, None, f"bag:{len(rows) + n + 1}"))
        for n in range(slip.blank_rows)
    ]
    rows.append(_total(slip))
    pieces += table(BAGS, rows, PORTRAIT, 22, 22)
    pieces.append(flow.space(6))
    closing = [
        *_verdict(slip),
        *_people("交出人", "giver", slip.givers, context.utc_offset),
        *_people("接收人", "taker", slip.takers, context.utc_offset),
    ]
    pieces += [replace(piece, keep=True) for piece in closing]
    pieces += blocks.note(
        "交接双方当面核对职业、等级、份数和封条后签字，任何人不得单独经手。发现不符立即停止交接，报告主考。", PORTRAIT
    )
    return pieces


def _about(slip: CustodySlip, offset: int) -> list[Piece]:
    day = words.day(slip.start if slip.start is not None else slip.planned, offset)
    grid: list[list[tuple[str, Cell]]] = [
        [("交出地点", slip.from_place), ("接收地点", slip.to_place)],
        [("考试科目", slip.subject), ("考试时间", f"{day} {words.span(slip.start, slip.end, offset)}".strip())],
        [
            ("规定时间", words.moment(slip.planned, offset)),
            ("交接时间", words.moment(slip.happened, offset) or "　　年　　月　　日　　时　　分"),
        ],
    ]
    more = [(label, value) for label, value in slip.more]
    for i in range(0, len(more), 2):
        pair: list[tuple[str, Cell]] = [*more[i : i + 2]]
        grid.append(pair)
    return facts(grid, PORTRAIT, label=56, height=22)


def _bag(n: int, bag: SlipBag) -> tuple[Cell, ...]:
    return (
        str(n),
        f"{bag.label}\n{bag.note}" if bag.note else bag.label,
        words.occupation_level(bag.occupation, bag.level, bag.direction),
        bag.room or "备用",
        words.number(bag.copies),
        words.number(bag.cards),
        bag.seal,
        Choices(STATES, None if bag.seal_state is None else STATE_OF.get(bag.seal_state), f"bag:{n}"),
    )


def _total(slip: CustodySlip) -> tuple[Cell, ...]:
    if slip.blank_rows:
        return "", "合计", "　　　袋", "", "", "", "", ""
    copies = words.number(_sum(bag.copies for bag in slip.bags))
    cards = words.number(_sum(bag.cards for bag in slip.bags))
    return "", "合计", f"{len(slip.bags)} 袋", "", copies, cards, "", ""


def _verdict(slip: CustodySlip) -> list[Piece]:
    chosen = None if slip.agreed is None else 0 if slip.agreed else 1
    grid: list[list[tuple[str, Cell]]] = [
        [("核对结论", Choices(VERDICTS, chosen, "verdict"))],
        [("备　　注", slip.note)],
    ]
    return [*facts(grid, PORTRAIT, label=56, height=24), flow.space(6)]


def _people(side: str, key: str, people: Sequence[SlipPerson], offset: int) -> list[Piece]:
    boxes = [
        blocks.SignatureBox(
            f"{side}：{person.role}" if person.role else side, _signer(person, offset), key=f"{key}:{n}"
        )
        for n, person in enumerate(people or (SlipPerson(""), SlipPerson("")), 1)
    ]
    return [
        piece
        for i in range(0, len(boxes), 3)
        for piece in (blocks.signatures(boxes[i : i + 3], PORTRAIT, 64), flow.space(6))
    ]


def _signer(person: SlipPerson, offset: int) -> str:
    who = f"{person.name}（{person.number}）" if person.number else person.name
    return f"{who}　系统登记 {words.clock(person.confirmed, offset)}" if person.confirmed is not None else who


def _title(slip: CustodySlip) -> str:
    return f"{slip.hop} {slip.number}".strip()


def _texts(slip: CustodySlip) -> Iterable[tuple[str, str]]:
    yield "环节", slip.hop
    yield "地点", slip.from_place + slip.to_place
    yield "备注", slip.note
    for bag in slip.bags:
        yield "试卷袋", bag.label + bag.occupation + bag.direction + bag.note + bag.seal
    for person in (*slip.givers, *slip.takers):
        yield "人员", person.role + person.name
    yield from slip.more


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
