"""考评人员执评情况反馈表: what the site says of an assessor's work and the assessor of the site's
(002 第二十一条; within two working days, 000 §6)."""

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

FORM = catalogue.form("assessor-feedback")
_NOTE = "考试结束后 2 个工作日内交区鉴定管理机构录入，作为考评工作记录和费用核算依据。"
_GRADES = Choices(("优", "良", "合格", "不合格"))
_DUTIES = ("按时到岗、持证上岗", "掌握标准、独立评分", "遵守回避和纪律", "评分记录完整、签字")
_SITE = ("场地设备符合要求", "考务组织有序", "工件、材料、试卷准备齐全")


@dataclass(frozen=True, slots=True)
class AssessorFeedback:
    """One assessor in one sitting; names are empty on a blank one."""

    exam: Exam
    name: str = ""
    number: str = ""
    unit: str = ""
    occupation: str = ""
    candidates: int | None = None

    @property
    def subject(self) -> str:
        return f"考评员{self.name}（{self.number}）" if self.name else FORM.title


def _pieces(item: AssessorFeedback, context: PrintContext) -> list[Piece]:
    about: Grid = [
        [("考 评 员", item.name), ("工　　号", item.number)],
        [("所在单位", item.unit), ("执评职业", item.occupation)],
        [("考试科目", item.exam.title), ("考试时间", item.exam.when(context.utc_offset))],
        [("考生人数", "" if item.candidates is None else f"{item.candidates} 人"), ("执评人数", "")],
    ]
    duties: Grid = [[(f"{n}", duty), ("评价", _GRADES)] for n, duty in enumerate(_DUTIES, 1)]
    site: Grid = [[(f"{n}", fact), ("评价", _GRADES)] for n, fact in enumerate(_SITE, 1)]
    return case(
        FORM,
        context,
        context.plan,
        [
            about,
            "一、考点对考评员的评价",
            duties,
            [[("情况说明", "")]],
            "二、考评员对考点的反馈",
            site,
            [[("意见建议", "")]],
            [SignatureBox("考评员", item.name), SignatureBox("考评组长"), SignatureBox("主考")],
        ],
        heights=[26, 26, 70, 26, 90],
        note=_NOTE,
    )


_MAKING = Making(FORM, _pieces, lambda item: item.subject)
preflight, render = _MAKING.preflight, _MAKING.render
