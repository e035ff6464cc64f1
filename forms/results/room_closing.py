"""考场收尾单: the counts a room ends with, beside the head code, handed to the office before any machine is packed
(002 附件5 10:00, 10:05; U18)."""

from __future__ import annotations

from dataclasses import dataclass

from forms import catalogue, words
from forms.context import PrintContext
from forms.exam import Exam
from forms.page import blocks, flow
from forms.page.balance import COUNTS, PaperCount, count_row, hidden_note
from forms.page.flow import Piece
from forms.page.making import Making
from forms.page.sheet import PORTRAIT
from forms.page.table import Cell, Choices, Column, columns_of, facts, table

FORM = catalogue.form("room-closing")
_NOTE = "本单与各台屏幕上的数目、链头码逐项核对，一致后签字；不一致的不得关机、不得撤场，报告主考。"
_CHECKS = (
    "试卷、答题卡已封装送还",
    "考场无遗留试卷、草稿纸",
    "板书、座位号、张贴物已清除",
    "考生遗留物品已登记",
    "设备已退出并交回",
)
_LINES = 3
"""To write on by hand what is still to be done."""
OPEN = columns_of(
    PORTRAIT, [Column("序", 34), Column("尚待办理", 317, "left", 10, long=True), Column("办结时间、签字", 160)]
)


@dataclass(frozen=True, slots=True)
class RoomClosing:
    """One room. `counts` are (name, number) pairs as the record has them; `open` what is still to be done, in words;
    a `blank` one has lines for that instead of 无."""

    room: str
    place: str
    exam: Exam
    counts: tuple[tuple[str, int | None], ...] = ()
    papers: PaperCount | None = None
    cards: PaperCount | None = None
    bags: tuple[str, ...] = ()
    seals: str = ""
    closed: int | None = None
    open: tuple[str, ...] = ()
    lead_proctor: str = ""
    assistant_proctor: str = ""
    chief: str = ""
    blank: bool = False


def _pieces(item: RoomClosing, context: PrintContext) -> list[Piece]:
    offset = context.utc_offset
    under = "　".join(part for part in (context.plan, f"第 {item.room} 考场") if part)
    pieces = [blocks.title(FORM.title, under, context, PORTRAIT, head=True)]
    pieces += facts(
        [
            [("考场地点", item.place), ("考试科目", item.exam.title)],
            [("考试时间", item.exam.when(offset)), ("收尾时间", words.moment(item.closed, offset) or "　　时　　分")],
        ],
        PORTRAIT,
        label=56,
    )
    pieces.append(blocks.heading("一、考生", PORTRAIT))
    counts: list[tuple[str, Cell]] = [(name, words.number(n)) for name, n in item.counts]
    pieces += facts([counts] if counts else [], PORTRAIT, 46, 24)
    pieces.append(blocks.heading("二、试卷、答题卡", PORTRAIT))
    pieces += table(
        COUNTS, [count_row("试卷", item.papers), count_row("答题卡", item.cards)], PORTRAIT, 24, 20, whole=True
    )
    pieces += blocks.note(hidden_note(item.papers, item.cards), PORTRAIT)
    pieces += facts([[("试 卷 袋", "、".join(item.bags)), ("封 条 号", item.seals)]], PORTRAIT, 56, 24)
    pieces.append(blocks.heading("三、清场核对", PORTRAIT))
    done: list[list[tuple[str, Cell]]] = [
        [(str(n), check), ("核对", Choices(("是", "否")))] for n, check in enumerate(_CHECKS, 1)
    ]
    pieces += facts(done, PORTRAIT, 40, 23)
    pieces.append(blocks.heading("四、尚待办理", PORTRAIT))
    rows: list[tuple[Cell, ...]] = [(str(n), what, "") for n, what in enumerate(item.open, 1)]
    rows += [("", "", "")] * _LINES if item.blank else [] if rows else [("", "无", "")]
    pieces += [*table(OPEN, rows, PORTRAIT, 24, 20), flow.space(6)]
    boxes = [
        blocks.SignatureBox("主监考", item.lead_proctor),
        blocks.SignatureBox("副监考", item.assistant_proctor),
        blocks.SignatureBox("考务验收"),
        blocks.SignatureBox("主考", item.chief),
    ]
    return [*pieces, blocks.signatures(boxes, PORTRAIT, 70), flow.space(4), *blocks.note(_NOTE, PORTRAIT)]


_MAKING = Making(FORM, _pieces, lambda item: f"{item.room}考场 收尾")
preflight, render = _MAKING.preflight, _MAKING.render
