"""考生违纪作弊记录表: recorded and signed by two of the staff, told to the candidate, in three copies
(002 附件4 一(五), 二(四); G12)."""

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

FORM = catalogue.form("misconduct")
COPIES = ("考点存档", "报评价机构", "考生本人")
_NOTE = "由两名工作人员当场记录并签字，向考生宣读后由考生签字；考生拒签的，注明“拒签”并由在场人签字。物证随第一联封存。"


@dataclass(frozen=True, slots=True)
class Misconduct:
    """One case; an empty one is filled by hand. `told` and `removed` None are ticked by hand. Time in UTC ms."""

    kinds: tuple[str, ...]
    exam: Exam | None = None
    room: str = ""
    seat: int | None = None
    name: str = ""
    admission_number: str = ""
    document_number: str = ""
    occupation: str = ""
    kind: int | None = None
    at: int | None = None
    what: str = ""
    told: bool | None = None
    removed: bool | None = None
    recorders: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        seat = f"{self.seat}号" if self.seat is not None else ""
        return f"{self.room}考场{seat}{self.name}" if self.name else FORM.title


def _pieces(item: Misconduct, context: PrintContext) -> list[Piece]:
    offset = context.utc_offset
    half = (len(item.kinds) + 1) // 2
    seat = f"第 {item.room} 考场 {item.seat:02d} 号" if item.room and item.seat is not None else ""
    about: Grid = [
        [("姓　　名", item.name), ("准考证号", item.admission_number)],
        [("证件号码", item.document_number), ("职业等级", item.occupation)],
        [("考试科目", item.exam.title if item.exam else ""), ("考试时间", item.exam.when(offset) if item.exam else "")],
        [("考场座位", seat), ("发现时间", words.moment(item.at, offset) or "　　　年　　月　　日　　时　　分")],
    ]
    first = item.kind if item.kind is not None and item.kind < half else None
    second = item.kind - half if item.kind is not None and item.kind >= half else None
    kinds: Grid = [[("情　　形", Choices(item.kinds[:half], first))], [("", Choices(item.kinds[half:], second))]]
    done: Grid = [
        [("当场处理", Choices(("记录后继续考试", "终止考试、离场"), _chosen(item.removed)))],
        [
            (
                "告知考生",
                Choices(
                    ("已当场宣读告知", "未告知（原因：　　　　　）"),
                    _chosen(None if item.told is None else not item.told),
                ),
            )
        ],
        [("物　　证", Choices(("无", "有，名称及件数：　　　　　　　　　")))],
    ]
    recorders = (*item.recorders, "", "")[:2]
    return case(
        FORM,
        context,
        context.plan,
        [
            about,
            kinds,
            [[("事实经过", item.what)]],
            done,
            [[("考生陈述", "")]],
            [
                SignatureBox("记录人", recorders[0]),
                SignatureBox("记录人", recorders[1]),
                SignatureBox("考生", item.name),
            ],
            [[("处理意见", "")]],
            [SignatureBox("主考（副主考）"), SignatureBox("评价机构（盖章）")],
        ],
        heights=[24, 24, 92, 24, 48, 44],
        note=_NOTE,
    )


def _chosen(yes: bool | None) -> int | None:
    return None if yes is None else int(yes)


_MAKING = Making(FORM, _pieces, lambda item: item.subject, copies=COPIES)
preflight, render = _MAKING.preflight, _MAKING.render
