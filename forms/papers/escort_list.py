"""押送单: the bags on the vehicle, its two escorts, when it left and what arrived (002 附件4 一(十); C8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from forms import catalogue, words
from forms.context import Flag, PrintContext
from forms.exam import Exam
from forms.page import blocks, flow
from forms.page import preflight as checks
from forms.page.flow import Piece
from forms.page.making import Making
from forms.page.sheet import PORTRAIT
from forms.page.table import Cell, Choices, Column, columns_of, facts, table

FORM = catalogue.form("escort-list")
_NOTE = (
    "专车直达，两名押送人全程不离车、不停靠无关地点；装车、送达均当面逐袋核对袋号和封条号。"
    "缺任何一袋不得出发；途中异常立即报告主考。"
)
BAGS = columns_of(
    PORTRAIT,
    [
        Column("序", 24),
        Column("考场", 36, size=10),
        Column("试卷袋", 92, bold=True, size=9.5),
        Column("职业、等级", 117, smallest=6.5),
        Column("试卷", 34, size=10),
        Column("答题卡", 38, size=10),
        Column("封条号", 86, smallest=6.5),
        Column("装车", 42, size=9),
        Column("送达", 42, size=9),
    ],
)


@dataclass(frozen=True, slots=True)
class LoadedBag:
    """One bag; `loaded` and `arrived` as the record has them."""

    label: str
    room: str = ""
    kind: str = ""
    copies: int | None = None
    cards: int | None = None
    seal: str = ""
    loaded: bool = False
    arrived: bool = False


@dataclass(frozen=True, slots=True)
class EscortList:
    """One ride. Times are UTC milliseconds; `escorts` are two, empty names are written in."""

    exam: Exam
    bags: tuple[LoadedBag, ...]
    escorts: tuple[str, ...] = ()
    vehicle: str = ""
    destination: str = ""
    departed: int | None = None
    arrived: int | None = None
    receiver: str = ""
    chief: str = ""


def _pieces(item: EscortList, context: PrintContext) -> list[Piece]:
    offset = context.utc_offset
    hand = "　　月　　日　　时　　分"
    pieces = [blocks.title(FORM.title, context.plan, context, PORTRAIT, head=True)]
    pieces += facts(
        [
            [("考试科目", item.exam.title), ("考试时间", item.exam.when(offset))],
            [("起　　点", context.site), ("送达地点", item.destination)],
            [("车牌号码", item.vehicle), ("驾 驶 员", "")],
            [
                ("出发时间", words.moment(item.departed, offset) or hand),
                ("送达时间", words.moment(item.arrived, offset) or hand),
            ],
        ],
        PORTRAIT,
        label=56,
    )
    pieces.append(blocks.heading("装车清单", PORTRAIT))
    rows = [_row(n, bag) for n, bag in enumerate(item.bags, 1)]
    copies, cards = sum(b.copies or 0 for b in item.bags), sum(b.cards or 0 for b in item.bags)
    rows.append(("", "合计", f"{len(item.bags)} 袋", "", str(copies), str(cards or "—"), "", "", ""))
    pieces += table(BAGS, rows, PORTRAIT, 21, 22)
    pieces.append(flow.space(6))
    condition: list[list[tuple[str, Cell]]] = [
        [("途中情况", Choices(("正常", "异常（另附说明）"))), ("送达核对", Choices(("相符", "不符，报告主考")))]
    ]
    closing = [*facts(condition, PORTRAIT, label=56, height=24), flow.space(6)]
    escorts = (*item.escorts, "", "")[: max(2, len(item.escorts))]
    for i in range(0, len(escorts), 2):  # two a ride
        pair = [blocks.SignatureBox("押送人", name) for name in escorts[i : i + 2]]
        closing += [blocks.signatures(pair, PORTRAIT, 62), flow.space(6)]
    closing.append(
        blocks.signatures(
            [blocks.SignatureBox("主考（放行）", item.chief), blocks.SignatureBox("阅卷地点签收", item.receiver)],
            PORTRAIT,
            62,
        )
    )
    pieces += [replace(piece, keep=True) for piece in closing]
    return [*pieces, flow.space(4), *blocks.note(_NOTE, PORTRAIT)]


def _row(n: int, bag: LoadedBag) -> tuple[Cell, ...]:
    return (
        str(n),
        bag.room or "备用",
        bag.label,
        bag.kind,
        words.number(bag.copies),
        "—" if not bag.cards else str(bag.cards),
        bag.seal,
        Choices(("",), 0 if bag.loaded else None),
        Choices(("",), 0 if bag.arrived else None),
    )


def _checks(inputs: Iterable[EscortList]) -> list[Flag]:
    bags = [(item, bag) for item in inputs for bag in item.bags]
    return checks.duplicates(bags, lambda b: f"试卷袋{b[1].label}", lambda b: (id(b[0]), b[1].label), "试卷袋")


_MAKING = Making(FORM, _pieces, lambda item: item.exam.subject, checks=_checks)
preflight, render, tables = _MAKING.preflight, _MAKING.render, _MAKING.tables
