"""准考证: who may sit where and when, with photo, bars and what a candidate must know (002 第十九条, 附件5 8:05)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from forms import catalogue, photo, words
from forms.context import Flag, PrintContext
from forms.exam import Exam, ExamRules
from forms.page import preflight as checks
from forms.page.cards import Area, Cards, bars, say, say_name, say_within, small_print
from forms.page.text import BOLD, REGULAR, left_out, put, tidy

FORM = catalogue.form("admission-ticket")
_PHOTO = (71.0, 99.5)
"""Points: 25 × 35 mm, the usual one-inch photo."""
_LABEL = 42.0
_NAME = (15.0, 8.0)


@dataclass(frozen=True, slots=True)
class TicketSeat:
    """One sitting of the candidate. An unarranged seat has neither room nor number."""

    exam: Exam
    room: str = ""
    place: str = ""
    seat: int | None = None


@dataclass(frozen=True, slots=True)
class AdmissionTicket:
    """One candidate. `photo` is the picture file's content, None when there is none; `address` the site's."""

    name: str
    sex: str
    document_type: str
    document_number: str
    admission_number: str
    occupation: str = ""
    level: int | None = None
    direction: str = ""
    seats: tuple[TicketSeat, ...] = ()
    site: str = ""
    address: str = ""
    rules: ExamRules = field(default_factory=ExamRules)
    photo: bytes | None = None

    @property
    def subject(self) -> str:
        return words.candidate(self.name, self.admission_number)


def _flags(item: AdmissionTicket) -> Iterator[Flag]:
    room = 297.5 - 28 - _PHOTO[0] - 8 - _LABEL - 6
    yield from checks.name_fits(item.subject, item.name, _NAME[0], room, _NAME[1], BOLD)
    yield from checks.code128(item.subject, item.admission_number, 297.5 - 28)
    if item.photo is None:
        yield Flag("photo-missing", item.subject, "")
        return
    try:
        photo.look(item.photo)
    except photo.BadPhoto as fault:
        yield Flag("photo-unreadable", item.subject, "照片", fault.reason)


def _draw(canvas: Any, item: AdmissionTicket, card: Area, context: PrintContext) -> None:
    area = card.inset(14)
    middle, top = card.x + card.width / 2, area.top
    say(canvas, context.organisation, middle, top - 9, 9, area.width - 60, 6, REGULAR, "centre")
    put(canvas, "准 考 证", middle, top - 32, 20, BOLD, "centre")
    say(canvas, context.plan, middle, top - 45, 8, area.width, 6, REGULAR, "centre")
    below = top - 52
    _photo(canvas, item, area.right - _PHOTO[0], below - _PHOTO[1])
    _person(canvas, item, Area(area.x, below - _PHOTO[1], area.width - _PHOTO[0] - 8, _PHOTO[1]))
    y = _seats(canvas, item, Area(area.x, 0, area.width, below - _PHOTO[1] - 6), context)
    bars(canvas, item.admission_number, Area(area.x, y - 46, area.width, 42), 10)
    _rules(canvas, item, Area(area.x, area.y + 9, area.width, float(int(y - 61 - area.y))))
    small_print(canvas, FORM, context, Area(area.x, area.y - 4, area.width, 6))


def _photo(canvas: Any, item: AdmissionTicket, x: float, y: float) -> None:
    wide, high = _PHOTO
    drawn = False
    if item.photo is not None:
        try:
            photo.draw(canvas, item.photo, x, y, wide, high)
            drawn = True
        except photo.BadPhoto:
            pass
    canvas.setLineWidth(0.5)
    canvas.rect(x, y, wide, high)
    if not drawn:
        put(canvas, "贴照片处", x + wide / 2, y + high / 2 + 3, 9, REGULAR, "centre")
        put(canvas, "（加盖骑缝章）", x + wide / 2, y + high / 2 - 10, 7, REGULAR, "centre")


def _person(canvas: Any, item: AdmissionTicket, area: Area) -> None:
    rows = [
        ("姓　　名", item.name, _NAME[0], _NAME[1], BOLD),
        ("性　　别", words.SEXES.get(item.sex, "　"), 10, 7, REGULAR),
        ("证件类型", item.document_type, 9, 6, REGULAR),
        ("证件号码", item.document_number, 10, 6, REGULAR),
        ("职业等级", words.occupation_level(item.occupation, item.level, item.direction), 9, 6, REGULAR),
    ]
    high = area.height / len(rows)
    canvas.setLineWidth(0.5)
    for i, (label, value, size, smallest, font) in enumerate(rows):
        y = area.top - (i + 1) * high
        put(canvas, label, area.x, y + 6, 8.5, REGULAR)
        if i == 0:
            say_name(canvas, value, area.x + _LABEL, y + 5.5, size, area.width - _LABEL, smallest)
        else:
            say(canvas, value, area.x + _LABEL, y + 5.5, size, area.width - _LABEL, smallest, font)
        canvas.line(area.x + _LABEL - 3, y + 1.5, area.right, y + 1.5)


def _seats(canvas: Any, item: AdmissionTicket, area: Area, context: PrintContext) -> float:
    """考点 and one row a sitting; returns where they end."""
    offset, y = context.utc_offset, area.top
    put(canvas, "考　　点", area.x, y - 10, 8.5)
    site = f"{item.site}　{item.address}".strip()
    say(canvas, site, area.x + _LABEL, y - 10, 9, area.width - _LABEL, 6)
    y -= 15
    edges = [area.x, area.x + 60, area.x + 154, area.x + 181, area.x + 208, area.right]
    heads = ("科目", "考试时间", "考场", "座位", "地点")
    many = len(item.seats) > 3
    high = 13.0 if many else 18.0
    canvas.setFillGray(0.92)
    canvas.rect(area.x, y - 12, area.width, 12, stroke=0, fill=1)
    canvas.setFillGray(0)
    for head, x, end in zip(heads, edges, edges[1:], strict=False):
        put(canvas, head, (x + end) / 2, y - 9.2, 7.5, BOLD, "centre")
    y -= 12
    bottom = y - high * max(1, len(item.seats))
    for seat in item.seats:
        cells = (
            (seat.exam.title, 8.5, REGULAR),
            (f"{seat.exam.day(offset)} {seat.exam.span(offset)}", 8.0, REGULAR),
            (seat.room or "待定", 13 if seat.room and not many else 8.5, BOLD),
            (
                "待定" if seat.seat is None else f"{seat.seat:02d}",
                13 if seat.seat is not None and not many else 8.5,
                BOLD,
            ),
            (seat.place, 8.5, REGULAR),
        )
        for (text, size, font), x, end in zip(cells, edges, edges[1:], strict=False):
            say_within(canvas, text, Area(x + 2, y - high, end - x - 4, high), size, font)
        y -= high
        canvas.line(area.x, y, area.right, y)
    canvas.setLineWidth(0.5)
    canvas.rect(area.x, bottom, area.width, area.top - 15 - bottom)
    canvas.lines([(x, bottom, x, area.top - 15) for x in edges[1:-1]])
    return bottom


def _rules(canvas: Any, item: AdmissionTicket, area: Area) -> None:
    """考生须知, as large as what is left allows."""
    put(canvas, "考生须知", area.x, area.top - 9, 9, BOLD)
    size, laid = _laid(item.rules, area.width, area.height - 14)
    y = area.top - 14
    for n, lines in enumerate(laid, 1):
        put(canvas, f"{n}.", area.x + size * 1.2, y - size, size, REGULAR, "right")
        for line in lines:
            if y - size < area.y:
                left_out("考生须知：" + "".join(lines))  # hundreds of characters of documents, at the smallest size
                return
            put(canvas, line, area.x + size * 1.5, y - size, size)
            y -= size * 1.32


@lru_cache(maxsize=32)  # everybody's rules are the same, and their room nearly so
def _laid(rules: ExamRules, wide: float, high: float) -> tuple[float, list[tuple[str, ...]]]:
    size = 8.0
    while True:
        laid = [tidy(text, size, wide - size * 1.5) for text in rules.for_ticket()]
        if sum(map(len, laid)) * size * 1.32 <= high or size <= 5:
            return size, laid
        size -= 0.25


_CARDS = Cards(FORM, "a4-2x2", _draw, lambda item: item.subject, _flags, lambda item: item.admission_number, "准考证号")
preflight, render = _CARDS.preflight, _CARDS.render
