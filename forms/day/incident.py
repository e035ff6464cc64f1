"""突发事件登记处置表: what happened, what was done, who decided; in three copies (002 附件4 一(五)(九), 二(五))."""

from __future__ import annotations

from dataclasses import dataclass

from forms import catalogue, words
from forms.context import PrintContext
from forms.exam import Exam
from forms.page.blocks import SignatureBox
from forms.page.flow import Piece
from forms.page.layouts import Grid, case
from forms.page.making import Making
from forms.page.table import Choices

FORM = catalogue.form("incident")
COPIES = ("考点存档", "报评价机构", "报区鉴定管理机构")
_NOTE = (
    "当场记录、当场签字。泄密、试卷短缺、人身安全事件立即报告主考，不得等待填表；主考有权中止考试并立即向有关部门报告。"
)
_HAND = "　　　年　　月　　日　　时　　分"


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident; an empty one is filled by hand. Times are UTC milliseconds. `kinds` are the choices of the rule
    set, `kind` the index of the one recorded."""

    kinds: tuple[str, ...]
    exam: Exam | None = None
    room: str = ""
    place: str = ""
    kind: int | None = None
    at: int | None = None
    what: str = ""
    reporter: str = ""
    decision: str = ""
    decided: int | None = None
    decided_by: str = ""


def _pieces(item: Incident, context: PrintContext) -> list[Piece]:
    offset = context.utc_offset
    half = (len(item.kinds) + 1) // 2
    first = item.kind if item.kind is not None and item.kind < half else None
    second = item.kind - half if item.kind is not None and item.kind >= half else None
    kinds: Grid = [
        [("事件类别", Choices(item.kinds[:half], first))],
        [("", Choices(item.kinds[half:], second))],
    ]
    ends: Grid = [
        [("影　　响", Choices(("无影响", "个别考生", "本考场", "全考点")))],
        [("是否中止", Choices(("否", "是，中止　　分钟，补时　　分钟")))],
    ]
    about: Grid = [
        [("考试科目", item.exam.title if item.exam else ""), ("考试时间", item.exam.when(offset) if item.exam else "")],
        [
            ("发生地点", f"第 {item.room} 考场　{item.place}" if item.room else item.place),
            ("发生时间", words.moment(item.at, offset) or _HAND),
        ],
    ]
    return case(
        FORM,
        context,
        context.plan,
        [
            about,
            kinds,
            "一、情况",
            [[("经　　过", item.what)]],
            ends,
            "二、处置",
            [[("处置意见", item.decision)]],
            [[("处置时间", words.moment(item.decided, offset) or _HAND)]],
            [
                SignatureBox("登记人", item.reporter),
                SignatureBox("在场人"),
                SignatureBox("主考（副主考）", item.decided_by),
            ],
            [[("附　　件", "")]],
        ],
        heights=[26, 24, 150, 26, 90, 26, 28],
        note=_NOTE,
    )


def _name(item: Incident) -> str:
    where = f"{item.room}考场" if item.room else "全场"
    return f"{where} {item.kinds[item.kind]}" if item.kind is not None else FORM.title


_MAKING = Making(FORM, _pieces, _name, copies=COPIES)
preflight, render = _MAKING.preflight, _MAKING.render
