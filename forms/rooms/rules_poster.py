"""考场规则: at the right of the blackboard, read aloud ten minutes before the start (002 附件3 三(五), 附件5 8:20)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from forms import catalogue
from forms.context import PrintContext
from forms.exam import ExamRules
from forms.page.cards import say
from forms.page.flow import Piece, whole
from forms.page.making import Making
from forms.page.sheet import A3
from forms.page.sign import frame
from forms.page.text import BOLD, REGULAR, put, tidy

FORM = catalogue.form("rules-poster")
_LEADING = 1.5


@dataclass(frozen=True, slots=True)
class RulesPoster:
    """The rules of one sitting, or of several that have the same; `name` says of which where they differ."""

    rules: ExamRules = field(default_factory=ExamRules)
    source: str = ""
    name: str = ""


def _pieces(poster: RulesPoster, context: PrintContext) -> list[Piece]:
    return [whole(partial(_draw, poster=poster, context=context), A3)]


def _draw(canvas: Any, poster: RulesPoster, context: PrintContext) -> None:
    frame(canvas, A3)
    top, bottom = A3.height - A3.top, A3.bottom
    left, right = A3.left + 50, A3.width - A3.right - 50
    put(canvas, "考 场 规 则", A3.width / 2, top - 108, 68, BOLD, "centre")
    above = "　".join(part for part in (context.organisation, context.site) if part)
    say(canvas, above, A3.width / 2, top - 36, 17, right - left, 9, REGULAR, "centre")
    y, room, size = top - 142, right - left, 30.0
    while True:
        laid = [tidy(text, size, room - size * 1.9) for text in poster.rules.for_room()]
        gap = size * 0.5
        high = sum(map(len, laid)) * size * _LEADING + gap * len(laid)
        if high <= y - bottom - 60 or size < 12:
            break
        size -= 0.5
    gap += max(0.0, y - bottom - 60 - high) / len(laid)
    for n, lines in enumerate(laid, 1):
        put(canvas, f"{n}.", left + size * 1.6, y - size, size, BOLD, "right")
        for line in lines:
            put(canvas, line, left + size * 1.9, y - size, size)
            y -= size * _LEADING
        y -= gap
    source = f"依据：{poster.source}" if poster.source else ""
    say(canvas, source, A3.width / 2, bottom + 22, 13, right - left, 8, REGULAR, "centre")


_MAKING = Making(FORM, _pieces, lambda poster: poster.name, A3)
preflight, render = _MAKING.preflight, _MAKING.render
