"""The forms there are. Imports no PDF engine, so that `print --list` and menus cost nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Form:
    """`name` is what the command line takes, `input` the class in `module` that `render` takes a sequence of.

    `scope` is what one input stands for: candidate, room, hop, staff, bag or site. `records` says that the form carries
    the head code, `blank` that it may be printed empty, to be filled in by hand, `table` that it is a list that goes
    into a workbook too: its module has `tables(inputs, context)`.
    """

    name: str
    title: str
    edition: str
    paper: str
    clause: str
    module: str
    input: str
    scope: str
    records: bool = False
    blank: bool = False
    table: bool = False

    @property
    def place(self) -> str:
        """`rooms.door_sign`: where the form is under `forms/`, and what fills it under the press."""
        return self.module.removeprefix("forms.")

    @property
    def labels(self) -> bool:
        """It is laid out on label stock: its paper says how many stand on a sheet, or that it is sticky."""
        return self.sticky or "张）" in self.paper

    @property
    def sticky(self) -> bool:
        """It goes on label sheets, not on plain paper."""
        return "不干胶" in self.paper

    def load(self) -> ModuleType:
        """The form's module: its input class, `preflight` and `render`. Imports reportlab."""
        return import_module(self.module)


# Under each folder: name | title | edition | paper | clause | input | scope, marks. The module bears the form's name.
_TABLE = """
[candidates]
seat-labels | 座位号 | 1 | A4 不干胶 | 附件3 三(四) | SeatLabel | candidate
admission-ticket | 准考证 | 1 | A4（四张） | 第十九条、附件5 8:05 | AdmissionTicket | candidate
summary-sheet | 考生信息汇总表 | 1 | A4 | 附件3 三(三)、附件5 8:05 | RoomSheet | room table
roster | 职业技能等级认定花名册 | 1 | A4 横 | 第二十九条 | Roster | site records table
[rooms]
door-sign | 考场标识 | 1 | A4 横、A4 | 附件3 三(三) | RoomSheet | room
room-record | 考场情况记录单 | 1 | A4 | 附件5 9:00 | RoomRecord | room records blank
blackboard-card | 板书 | 1 | A4 横 | 附件3 三(五) | Blackboard | room
blackboard-card-a3 | 板书（A3） | 1 | A3 横 | 附件3 三(五) | Blackboard | room
slate-card | 影像记录场记牌 | 1 | A4 横 | 第二十二条 | SlateCard | room
bag-store-sign | 存包处 | 1 | A4 横 | 附件3 三(四) | BagStoreSign | room
rules-poster | 考场规则 | 1 | A3 | 附件3 三(五)、附件5 8:20 | RulesPoster | site
[papers]
custody-slip | 试卷交接单 | 1 | A4 | 附件4 三、附件5 7:40 | CustodySlip | hop records blank
bag-label | 试卷袋标签 | 1 | A4（六张）不干胶 | 附件5 7:40(二) | BagLabel | bag
secure-room-log | 保密室出入登记表 | 1 | A4 横 | 附件4 三(一)(三) | SecureRoomLog | site records blank table
sealing-approval | 密封批准单 | 1 | A4 | 附件4 一(七)、附件5 10:05 | SealingApproval | room records blank
escort-list | 押送单 | 1 | A4 | 附件4 一(十) | EscortList | site records blank table
[site]
entrance-sign | 场所入口标识 | 1 | A3 横 | 附件3 二1 | EntranceSign | site
direction-signs | 指示标识 | 1 | A4 横 | 附件3 二1 | DirectionSign | site
site-map | 考场分布图 | 1 | A4 横 | 附件3 二1 | SiteMap | site
room-list | 考场安排表 | 1 | A4 | 附件3 二1 | RoomList | site table
[staff]
badge | 胸卡 | 1 | A4（八张） | 第二十一条、附件4 一(八) | Badge | staff
duty-list | 监考安排表 | 1 | A4 | 附件3 一、附件5 7:35 | DutyList | site table
sign-in | 工作人员签到表 | 1 | A4 横 | 第二十一条、附件5 7:30 | SignIn | site records table
crib-sheet | 岗位流程卡 | 1 | A4 | 附件4、附件5 | CribSheet | site
[plan]
plan-filing | 北京市职业技能等级评价计划备案表 | 1 | A4 | 第八条、附件1 | PlanFiling | site
eligibility-index | 资格确认归档清单 | 1 | A4 横 | 第十四条 | EligibilityIndex | site table
sampling-list | 资质抽查名单 | 1 | A4 | 第十三条 | SamplingList | site table
change-request | 认定变更申请表 | 1 | A4 | 第二十三条 | ChangeRequest | site blank
correction | 考生信息更正单 | 1 | A4 | 第二十八条 | Correction | candidate records blank
[day]
incident | 突发事件登记处置表 | 1 | A4 三联 | 附件4 一(五)(九)、二(五) | Incident | room records blank
misconduct | 考生违纪作弊记录表 | 1 | A4 三联 | 附件4 一(五)、二(四) | Misconduct | candidate records blank
stand-in | 监考人员替换单 | 1 | A4 横 | 附件4 一(五)、四(四) | StandIns | site records blank table
leave-log | 考生离场登记表 | 1 | A4 | 附件4 四(三) | LeaveLog | room records blank table
fallback | 纸面应急登记表 | 1 | A4 | 附件5 8:05—10:05 | Fallback | room records
[results]
score-roster | 成绩花名册 | 1 | A4 | 第二十四条 | ScoreRoster | room records table
assessor-feedback | 考评人员执评情况反馈表 | 1 | A4 | 第二十一条 | AssessorFeedback | site blank
room-closing | 考场收尾单 | 1 | A4 | 附件5 10:00、10:05 | RoomClosing | room records blank
site-closing | 考点收尾单 | 1 | A4 横 | 附件4 一(十) | SiteClosing | site records blank table
archive-index | 档案目录 | 1 | A4 | 第二十九条 | ArchiveIndex | site table
"""


def _forms() -> Iterator[Form]:
    folder = ""
    for line in _TABLE.strip().splitlines():
        if line.startswith("["):
            folder = line.strip("[]")
            continue
        name, title, edition, paper, clause, given, rest = (part.strip() for part in line.split("|"))
        scope, *marks = rest.split()
        module = f"forms.{folder}.{name.replace('-', '_')}"
        has = [mark in marks for mark in ("records", "blank", "table")]
        yield Form(name, title, edition, paper, clause, module, given, scope, *has)


FORMS: tuple[Form, ...] = tuple(_forms())


def form(name: str) -> Form:
    """The form of that name. Raises KeyError."""
    for item in FORMS:
        if item.name == name:
            return item
    raise KeyError(name)
