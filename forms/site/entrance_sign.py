"""场所入口标识: (机构名称)(职业等级名称)职业技能等级认定考场, at the entrance of the site (002 附件3 二1)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from forms import catalogue
from forms.context import PrintContext
from forms.page.flow import Piece, whole
from forms.page.making import Making
from forms.page.sheet import A3_LANDSCAPE
from forms.page.sign import Line, centred, frame
from forms.page.text import REGULAR

FORM = catalogue.form("entrance-sign")
_MOST = 6
"""Occupations named one by one; more are counted."""


@dataclass(frozen=True, slots=True)
class EntranceSign:
    """The site on its exam days. `occupations` with their levels, as `电工（三级/高级工）`; `days` in words."""

    organisation: str
    occupations: tuple[str, ...]
    site: str = ""
    days: tuple[str, ...] = ()


def _pieces(sign: EntranceSign, context: PrintContext) -> list[Piece]:
    named = "、".join(sign.occupations[:_MOST])
    if len(sign.occupations) > _MOST:
        named += f"等 {len(sign.occupations)} 个职业等级"
    lines = (
        Line(sign.organisation, 50, 22, lines=2, gap=16),
        Line(named, 42, 18, lines=3, gap=22),
        Line("职业技能等级认定考场", 74, 40, gap=26),
        Line("　".join(part for part in (sign.site, "、".join(sign.days)) if part), 20, 10, REGULAR, lines=2),
    )

    def draw(canvas: Any, lines: tuple[Line, ...]) -> None:
        frame(canvas, A3_LANDSCAPE)
        centred(canvas, A3_LANDSCAPE, lines)

    return [whole(partial(draw, lines=lines), A3_LANDSCAPE)]


_MAKING = Making(FORM, _pieces, lambda sign: sign.site, A3_LANDSCAPE)
preflight, render = _MAKING.preflight, _MAKING.render
