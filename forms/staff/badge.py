"""胸卡: worn by everybody on duty; its bars sign a person in at a desk (002 第二十一条, 附件4 一(八), 附件5 7:35)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forms import catalogue
from forms.context import Flag, PrintContext
from forms.page import preflight as checks
from forms.page.cards import Area, Cards, bars, say, say_name, small_print
from forms.page.text import BOLD, REGULAR

FORM = catalogue.form("badge")
_WIDTH = 90 * 72 / 25.4
_NAME = (26.0, 13.0)


@dataclass(frozen=True, slots=True)
class Badge:
    """One person. `code` is what the bars say, `number` the 工号; `post` where they are on duty."""

    name: str
    role: str
    number: str
    code: str
    post: str = ""
    unit: str = ""
    site: str = ""

    @property
    def subject(self) -> str:
        return f"{self.role}{self.name}（{self.number}）"


def _flags(item: Badge) -> Iterator[Flag]:
    yield from checks.name_fits(item.subject, item.name, _NAME[0], _WIDTH - 20, _NAME[1], BOLD)
    yield from checks.code128(item.subject, item.code, _WIDTH - 20)


def _draw(canvas: Any, item: Badge, card: Area, context: PrintContext) -> None:
    area = card.inset(10)
    middle = card.x + card.width / 2
    canvas.setFillGray(0)
    canvas.rect(card.x, card.top - 42, card.width, 42, stroke=0, fill=1)
    canvas.setFillGray(1)
    say(canvas, context.organisation or "职业技能等级认定", middle, card.top - 15, 10, area.width, 6, BOLD, "centre")
    say(canvas, f"职业技能等级认定　{item.site}".strip(), middle, card.top - 32, 9, area.width, 6, REGULAR, "centre")
    canvas.setFillGray(0)
    say(canvas, item.role, middle, card.top - 66, 19, area.width, 10, BOLD, "centre")
    say_name(canvas, item.name, middle, card.top - 98, _NAME[0], area.width, _NAME[1], "centre")
    say(canvas, item.post or item.unit, middle, card.top - 114, 10.5, area.width, 6.5, REGULAR, "centre")
    bars(canvas, item.code, Area(area.x, area.y + 5, area.width, 36), 8)
    say(canvas, f"工号 {item.number}", area.x, area.y + 7, 8, area.width / 3, 5)
    small_print(canvas, FORM, context, Area(area.x, area.y - 5, area.width, 6))


_CARDS = Cards(FORM, "a4-2x4-badge", _draw, lambda item: item.subject, _flags, lambda item: item.number, "工号")
preflight, render = _CARDS.preflight, _CARDS.render
