"""认定变更申请表: another time or place, for force majeure only and three working days before (002 第二十三条)."""

from __future__ import annotations

from dataclasses import dataclass

from forms import catalogue
from forms.context import PrintContext
from forms.exam import Exam
from forms.page.blocks import SignatureBox
from forms.page.flow import Piece
from forms.page.layouts import Grid, case
from forms.page.making import Making
from forms.page.table import Choices

FORM = catalogue.form("change-request")
_NOTE = (
    "考场信息已在系统中填报的，仅因不可抗力可以变更；至少在认定时间前 3 个工作日提交，经备案后方可更改。"
    "批准后通知全部考生和工作人员，重印准考证、考场安排表等，旧件收回作废。"
)


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """One sitting as planned; what it is to become is written in. `deadline` is the last day, in words."""

    exam: Exam
    place: str
    rooms: int
    candidates: int
    organisation: str = ""
    deadline: str = ""
    contact: str = ""


def _pieces(item: ChangeRequest, context: PrintContext) -> list[Piece]:
    told: Grid = [[("通知考生", Choices(("短信", "电话", "公告"))), ("通知完成", "　　月　　日　　时")]]
    what: Grid = [[("变更事项", Choices(("时间", "地点", "时间和地点")))]]
    return case(
        FORM,
        context,
        context.plan,
        [
            [
                [("评价机构", item.organisation), ("联 系 人", item.contact)],
                [("考试科目", item.exam.title), ("提交期限", item.deadline or "认定时间前 3 个工作日")],
                [("考　　场", f"{item.rooms} 个"), ("考　　生", f"{item.candidates} 人")],
            ],
            "一、变更内容",
            what,
            [
                [("原 时 间", item.exam.when(context.utc_offset)), ("新 时 间", "　　　年　　月　　日　　时　　分")],
                [("原 地 点", item.place), ("新 地 点", "")],
            ],
            "二、不可抗力原因及证明材料",
            [[("原　　因", "")], [("证明材料", "")]],
            told,
            "三、意见",
            [SignatureBox("申请人（主考）"), SignatureBox("评价机构负责人（盖章）")],
            [SignatureBox("区鉴定管理机构"), SignatureBox("市鉴定管理中心（备案）")],
        ],
        heights=[24, 26, 46, 76, 26],
        note=_NOTE,
    )


_MAKING = Making(FORM, _pieces, lambda item: item.exam.subject)
preflight, render = _MAKING.preflight, _MAKING.render
