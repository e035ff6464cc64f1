"""试卷袋标签: what a bag holds and for which room, checked at the receipt (002 附件5 7:40(二))."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forms import catalogue, words
from forms.context import Flag, PrintContext
from forms.exam import Exam
from forms.page import preflight as checks
from forms.page.cards import Area, Cards, bars, say, small_print
from forms.page.text import BOLD, REGULAR, put, width

FORM = catalogue.form("bag-label")
_WIDTH = 95 * 72 / 25.4
_LABEL = 46.0


@dataclass(frozen=True, slots=True)
class BagLabel:
    """One bag. `copies` are all papers in it, `spares` of them 备用; an empty `room` is a sealed spare bag of the site;
    `opens` the earliest time of opening, UTC milliseconds."""

    label: str
    occupation: str
    level: int | None
    exam: Exam
    copies: int
    room: str = ""
    place: str = ""
    direction: str = ""
    spares: int = 0
    cards: int = 0
    paper_code: str = ""
    seal: str = ""
    opens: int | None = None

    @property
    def subject(self) -> str:
        return f"试卷袋{self.label}"


def _flags(item: BagLabel) -> Iterator[Flag]:
    yield from checks.code128(item.subject, item.label, _WIDTH - 20)


def _draw(canvas: Any, item: BagLabel, card: Area, context: PrintContext) -> None:
    area = card.inset(10)
    offset = context.utc_offset
    put(canvas, "试 卷 袋", area.x, area.top - 27, 16, BOLD)
    where = f"第 {item.room} 考场" if item.room else "备用袋"
    size = 25.0 if width(where, 25, BOLD) <= area.width - 80 else 14.0
    say(canvas, where, area.right, area.top - 29, size, area.width - 80, 9, BOLD, "right")
    above = f"{context.organisation}　{context.site}".strip()
    say(canvas, above, area.x, area.top - 8, 8, area.width - min(area.width - 80, width(where, size, BOLD)) - 6, 5)
    rows = (
        (("职　　业", _occupation(item)),),
        (("等　　级", words.level(item.level)), ("科　　目", item.exam.subject)),
        (("试卷份数", f"{item.copies} 份"), ("其中备用", f"{item.spares} 份")),
        (("答 题 卡", f"{item.cards} 张" if item.cards else "无"), ("试卷代码", item.paper_code)),
        (("考试时间", item.exam.when(offset)),),
        (("封 条 号", item.seal), ("启封时间", f"{words.clock(item.opens, offset)} 以后" if item.opens else "")),
    )
    top, high = area.top - 37, 21.0
    canvas.setLineWidth(0.5)
    for i, row in enumerate(rows):
        y = top - (i + 1) * high
        step = area.width / len(row)
        for j, (label, value) in enumerate(row):
            x = area.x + j * step
            canvas.setFillGray(0.92)
            canvas.rect(x, y, _LABEL, high, stroke=0, fill=1)
            canvas.setFillGray(0)
            canvas.rect(x, y, _LABEL, high)
            canvas.rect(x + _LABEL, y, step - _LABEL, high)
            put(canvas, label, x + _LABEL / 2, y + 7, 8.5, BOLD, "centre")
            font = BOLD if i < 4 else REGULAR
            say(canvas, value, x + _LABEL + 4, y + 6.2, 11.5, step - _LABEL - 8, 6.5, font)
    canvas.setLineWidth(1)
    canvas.rect(area.x, top - len(rows) * high, area.width, len(rows) * high)
    bars(canvas, item.label, Area(area.x, area.y + 9, area.width, top - len(rows) * high - area.y - 13), 10)
    small_print(canvas, FORM, context, Area(area.x, area.y - 3, area.width, 6))


def _occupation(item: BagLabel) -> str:
    return f"{item.occupation}·{item.direction}" if item.direction else item.occupation


_CARDS = Cards(
    FORM, "a4-2x3-bag", _draw, lambda item: item.subject, _flags, lambda item: item.label, "试卷袋", reprint_low=True
)
preflight, render = _CARDS.preflight, _CARDS.render
