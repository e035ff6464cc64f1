"""密封批准单: the chief lets a room's bags be sealed after all counts agree (002 附件4 一(七), 附件5 10:05)."""

from __future__ import annotations

from dataclasses import dataclass

from forms import catalogue, words
from forms.context import PrintContext
from forms.exam import Exam
from forms.page import blocks, flow
from forms.page.balance import BALANCE, COUNTS, LEGEND, PaperCount, balance_rows, count_row, hidden_note
from forms.page.flow import Piece
from forms.page.making import Making
from forms.page.sheet import PORTRAIT
from forms.page.table import Cell, Choices, Column, columns_of, facts, table

FORM = catalogue.form("sealing-approval")
_NOTE = "次序：清点相符，考务验收，主考批准，当面封装，签字。验收不符的不得批准，退回监考员重新清点；未经批准不得封装。"
SEALS = columns_of(
    PORTRAIT,
    [
        Column("试卷袋", 100, size=10, bold=True),
        Column("职业、等级", 151, size=9.5, smallest=7),
        Column("试卷袋封条号", 130, size=10.5),
        Column("答题卡袋封条号", 130, size=10.5),
    ],
)


@dataclass(frozen=True, slots=True)
class SealedBag:
    """A bag and its new seals; empty ones are written in by hand."""

    label: str
    kind: str = ""
    seal: str = ""
    card_seal: str = ""


@dataclass(frozen=True, slots=True)
class SealingApproval:
    """One room. `accepted` and `approved` are when the record has them, UTC milliseconds; names beside."""

    room: str
    place: str
    exam: Exam
    bags: tuple[SealedBag, ...] = ()
    registered: int | None = None
    present: int | None = None
    absent: int | None = None
    papers: PaperCount | None = None
    cards: PaperCount | None = None
    accepted: int | None = None
    office: str = ""
    approved: int | None = None
    chief: str = ""
    lead_proctor: str = ""
    assistant_proctor: str = ""


def _pieces(item: SealingApproval, context: PrintContext) -> list[Piece]:
    offset = context.utc_offset
    under = "　".join(part for part in (context.plan, f"第 {item.room} 考场") if part)
    pieces = [blocks.title(FORM.title, under, context, PORTRAIT, head=True)]
    pieces += facts(
        [
            [("考场地点", item.place), ("考试科目", item.exam.title)],
            [("考试时间", item.exam.when(offset)), ("试 卷 袋", f"{len(item.bags)} 袋")],
        ],
        PORTRAIT,
        label=56,
    )
    pieces.append(blocks.heading("一、清点与核对", PORTRAIT))
    pieces += table(
        COUNTS, [count_row("试卷", item.papers), count_row("答题卡", item.cards)], PORTRAIT, 24, 20, whole=True
    )
    pieces += blocks.note(hidden_note(item.papers, item.cards), PORTRAIT)
    pieces.append(flow.space(4))
    pieces += table(
        BALANCE,
        balance_rows(item.registered, item.present, item.absent, item.papers, item.cards),
        PORTRAIT,
        22,
        20,
        whole=True,
    )
    pieces += blocks.note(LEGEND, PORTRAIT, 7.5)
    pieces.append(blocks.heading("二、考务验收与主考批准", PORTRAIT))
    approved: list[list[tuple[str, Cell]]] = [
        [("考务验收", _done(("实数与考场清点相符", "不符，退回"), item.accepted))],
        [("主考批准", _done(("批准封装", "不批准"), item.approved))],
        [
            ("验收时间", words.moment(item.accepted, offset) or "　　时　　分"),
            ("批准时间", words.moment(item.approved, offset) or "　　时　　分"),
        ],
    ]
    pieces += facts(approved, PORTRAIT, label=56, height=24)
    pieces.append(blocks.heading("三、封装", PORTRAIT))
    seals: list[tuple[Cell, ...]] = [(b.label, b.kind, b.seal, b.card_seal) for b in item.bags] or [("", "", "", "")]
    pieces += table(SEALS, seals, PORTRAIT, 26, 20)
    pieces.append(flow.space(6))
    boxes = [
        blocks.SignatureBox("主监考", item.lead_proctor),
        blocks.SignatureBox("副监考", item.assistant_proctor),
        blocks.SignatureBox("考务验收", item.office),
        blocks.SignatureBox("主考", item.chief),
    ]
    return [*pieces, blocks.signatures(boxes, PORTRAIT, 76), flow.space(4), *blocks.note(_NOTE, PORTRAIT)]


def _done(options: tuple[str, str], at: int | None) -> Choices:
    return Choices(options, None if at is None else 0)


_MAKING = Making(FORM, _pieces, lambda item: f"{item.room}考场 密封批准")
preflight, render = _MAKING.preflight, _MAKING.render
