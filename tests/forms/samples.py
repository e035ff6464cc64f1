"""One small invented site: two or three inputs for every form of the catalogue."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from PIL import Image

from forms.candidates.admission_ticket import AdmissionTicket, TicketSeat
from forms.candidates.roster import Roster, RosterRow
from forms.day.fallback import Fallback, FallbackRow, FallbackStep
from forms.day.incident import Incident
from forms.day.leave_log import Leave, LeaveLog
from forms.day.misconduct import Misconduct
from forms.day.stand_in import Change, StandIns
from forms.exam import Exam, ExamRules
from forms.page.balance import PaperCount
from forms.papers.bag_label import BagLabel
from forms.papers.escort_list import EscortList, LoadedBag
from forms.papers.sealing_approval import SealedBag, SealingApproval
from forms.papers.secure_room_log import SecureRoomLog, Visit
from forms.plan.change_request import ChangeRequest
from forms.plan.correction import Changed, Correction
from forms.plan.eligibility_index import EligibilityIndex, Eligible
from forms.plan.plan_filing import FiledItem, FiledKind, PlanFiling
from forms.plan.sampling_list import SampledRow, SamplingList
from forms.results.archive_index import ArchiveIndex, Filed
from forms.results.assessor_feedback import AssessorFeedback
from forms.results.room_closing import RoomClosing
from forms.results.score_roster import ScoreRoster, ScoreRow
from forms.results.site_closing import ClosedRoom, SiteClosing
from forms.rooms.bag_store_sign import BagStoreSign
from forms.rooms.blackboard_card import Blackboard
from forms.rooms.rules_poster import RulesPoster
from forms.rooms.slate_card import SlateCard
from forms.site.direction_signs import DirectionSign
from forms.site.entrance_sign import EntranceSign
from forms.site.room_list import ListedRoom, RoomList
from forms.site.site_map import MapBuilding, MapFloor, MapRoom, SiteMap
from forms.staff.badge import Badge
from forms.staff.crib_sheet import CribSheet, CribStep
from forms.staff.duty_list import DutyList, DutyPost, DutyRoom
from forms.staff.sign_in import SignIn, SignInRow
from tests.forms import people
from tests.forms.people import MINUTE, START

EXAM = Exam("理论知识", START, START + 90 * MINUTE)
RULES = ExamRules(("居民身份证", "护照", "军官证"))
COUNT = PaperCount(labelled=32, opened=32, early=3, collected=25, absent=2, spare=1, void=1, office=32)
KINDS = ("试卷问题", "密封问题", "考生就医", "其他")
COOK = "中式烹调师"


@cache
def picture(width: int = 358, height: int = 441, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (180, 190, 200)).save(out, kind)
    return out.getvalue()


def ticket(n: int, **changes: Any) -> AdmissionTicket:
    made = AdmissionTicket(
        people.name(n),
        "male",
        "居民身份证",
        people.document_number(n),
        f"9911{n:010d}",
        COOK,
        4,
        "",
        (TicketSeat(EXAM, "03", "1号教学楼 203", n + 1), TicketSeat(Exam("操作技能", START + 1, START + 2, "实操"))),
        "东城考点",
        "示例路 99 号",
        RULES,
        picture(),
    )
    return replace(made, **changes)


def badge(n: int, **changes: Any) -> Badge:
    made = Badge(people.name(n), "主监考", f"P{n:03d}", f"KD-P{n:03d}", "第 03 考场", "示例学校", "东城考点")
    return replace(made, **changes)


def bag_label(n: int, **changes: Any) -> BagLabel:
    made = BagLabel(
        f"S1-R{n:02d}-A", COOK, 4, EXAM, 32, f"{n:02d}", "203 教室", "", 1, 32, "LL-01", f"BJ{n:06d}", START
    )
    return replace(made, **changes)


def _candidates() -> dict[str, list[Any]]:
    row = RosterRow(
        "李㛃", "26110028000001", "居民身份证", people.document_number(1), "female", COOK, 4, "", "示例公司"
    )
    return {
        "admission-ticket": [ticket(n) for n in range(5)],
        "seat-labels": people.labels(5),
        "summary-sheet": [people.room_sheet(4), people.room_sheet(4, posted=False)],
        "roster": [Roster((row, replace(row, name="王敏", admission_number="2", marks=("缺考", "", ""))), "示例学校")],
    }


def _rooms() -> dict[str, list[Any]]:
    board = Blackboard("03", (f"职业：{COOK}", "等级：四级", "科目：理论知识", "关闭手机！", "考试时间：08:30-10:00"))
    columns = (*(tuple(range(i * 6 + 1, i * 6 + 7)) for i in range(4)), (25, 26, 27, 0, 28, 29))
    slate = SlateCard("03", "203 教室", "东城考点", EXAM, f"{COOK}（四级/中级工）", 28, columns)
    return {
        "door-sign": [people.room_sheet(4)],
        "room-record": [people.room_record()],
        "blackboard-card": [board],
        "blackboard-card-a3": [board],
        "slate-card": [replace(slate, door_right=True, aisles=(2,), pillars=((4, 5),))],
        "bag-store-sign": [BagStoreSign("03")],
        "rules-poster": [RulesPoster(RULES, "考务工作规程")],
    }


def _papers() -> dict[str, list[Any]]:
    bag = LoadedBag("S1-R03-A", "03", f"{COOK}（四级/中级工）", 32, 32, "BJ000003", True, False)
    return {
        "custody-slip": [people.custody_slip()],
        "bag-label": [bag_label(n) for n in (1, 2)],
        "secure-room-log": [
            SecureRoomLog((Visit(("王敏（P012）", "赵强（P015）"), START, START + MINUTE, "取卷"),), "王敏")
        ],
        "sealing-approval": [
            SealingApproval(
                "03", "203 教室", EXAM, (SealedBag("S1-R03-A", COOK, "BJ1"),), 30, 28, 2, COUNT, None, START, "王敏"
            )
        ],
        "escort-list": [EscortList(EXAM, (bag,), ("王敏", "赵强"), "京A00000", "阅卷地点", START)],
    }


def _site() -> dict[str, list[Any]]:
    room = MapRoom("03", "203 教室", 30, f"{COOK} 四级")
    building = MapBuilding(
        "1号教学楼", (MapFloor("1 层", (room,)), MapFloor("2 层", (room, replace(room, number="04"))))
    )
    return {
        "entrance-sign": [
            EntranceSign("示例学校", (f"{COOK}（四级/中级工）", "电工（三级/高级工）"), "东城考点", ("11月28日",))
        ],
        "direction-signs": [
            DirectionSign("1号教学楼", "第 01–08 考场", way) for way in ("left", "ahead", "up", "down")
        ],
        "site-map": [SiteMap(EXAM, (building, replace(building, name="实训楼")), "示例路 99 号")],
        "room-list": [
            RoomList(EXAM, (ListedRoom("03", "1号教学楼", "2 层", "203 教室", COOK, 30, "261", "2630"),), "示例路")
        ],
    }


def _staff() -> dict[str, list[Any]]:
    row = SignInRow("P011", "张建国", "主监考", "03", START, START + MINUTE, True, False)
    duty = DutyRoom("03", "203 教室", f"{COOK}（四级/中级工）", 30, "张建国（P011）", "李敏（P012）")
    step = CribStep(
        START, "查证入场", "请出示准考证。", ("时间", "结果"), "拒绝也要记录。", "002 附件5 8:05", ("副监考",)
    )
    return {
        "badge": [badge(n) for n in (1, 2, 3)],
        "duty-list": [DutyList(EXAM, (duty,), (DutyPost("主考", ("陈国栋（P001）",)),))],
        "sign-in": [SignIn(EXAM, (row, replace(row, name="王䶮", reported=None)))],
        "crib-sheet": [CribSheet("主监考", EXAM, (step,), "理论知识（002 附件5）")],
    }


def _plan() -> dict[str, list[Any]]:
    drawn = SampledRow("李㛃", "26110028000001", people.document_number(1), COOK, 4)
    item = FiledItem(("东城考点", "示例路 99 号"), "笔试", ("2026年11月28日",), ("08:30 至 10:00",))
    changed = Changed("姓名", "王敏", "王䶮", START)
    return {
        "plan-filing": [
            PlanFiling(
                "示例学校", "20261128示例", (FiledKind(COOK, (0, 30, 2, 0, 0)),), (item, FiledItem(), FiledItem())
            )
        ],
        "eligibility-index": [
            EligibilityIndex((Eligible("李㛃", "261", COOK, 4), Eligible("王敏", "262")), "示例学校")
        ],
        "sampling-list": [SamplingList((drawn,), 3, 7, 30, "2026-11-28", "示例学校")],
        "change-request": [ChangeRequest(EXAM, "示例路 99 号", 2, 60, "示例学校")],
        "correction": [Correction("王䶮", "261", "03", 7, COOK, (changed,), "登记有误", "陈国栋")],
    }


def _day() -> dict[str, list[Any]]:
    row = FallbackRow(7, "王䶮", "26110028000007", "007X", "在场", START)
    steps = (FallbackStep("查证入场", START, START + MINUTE), FallbackStep("启封", START))
    return {
        "incident": [
            Incident(KINDS, EXAM, "03", "203 教室", 2, START, "考生腹痛", "李敏", "送医务室", START + MINUTE, "陈国栋")
        ],
        "misconduct": [
            Misconduct(
                KINDS,
                EXAM,
                "03",
                15,
                "孙𠅤",
                "2615",
                people.document_number(15),
                COOK,
                1,
                START,
                "响铃",
                True,
                False,
                ("李敏", "王敏"),
            )
        ],
        "stand-in": [
            StandIns(EXAM, (Change("03", "副监考", "李敏", "王䶮", START, START + MINUTE, "陪同就医", False),))
        ],
        "leave-log": [
            LeaveLog("03", "203 教室", EXAM, (Leave(7, "王䶮", "267", "上厕所", START, START + MINUTE, "赵强"),))
        ],
        "fallback": [
            Fallback("03", "203 教室", EXAM, START, (row, replace(row, seat=8, admitted=None)), steps, ("S1",), COUNT)
        ],
    }


def _results() -> dict[str, list[Any]]:
    score = ScoreRow(7, "王䶮", "26110028000007", COOK, 4)
    line = ClosedRoom("03", (30, 28, 2, 1, 3, 0), 1, 32, 32, 32, "已收尾")
    closing = RoomClosing(
        "03", "203 教室", EXAM, (("应考", 30), ("签到", 28)), COUNT, None, ("S1",), "BJ1", START, ("试卷袋未封装",)
    )
    return {
        "score-roster": [ScoreRoster("03", "203 教室", EXAM, (score, replace(score, seat=8, remark="缺考")))],
        "assessor-feedback": [AssessorFeedback(EXAM, "吴军", "P080", "示例学校", COOK, 30)],
        "room-closing": [closing],
        "site-closing": [SiteClosing(EXAM, (line, replace(line, room="04")), 3, 2, 1, START, "陈国栋")],
        "archive-index": [
            ArchiveIndex((Filed("花名册", False, "永久", "不得销毁"), Filed("影像", True, "5 年")), "示例学校")
        ],
    }


@cache
def samples() -> Mapping[str, tuple[Any, ...]]:
    """Form name to inputs."""
    parts = (_candidates(), _rooms(), _papers(), _site(), _staff(), _plan(), _day(), _results())
    return {name: tuple(inputs) for part in parts for name, inputs in part.items()}


@cache
def blanks() -> Mapping[str, tuple[Any, ...]]:
    """Form name to inputs of the ones that are printed empty, to be filled in by hand."""
    loaded = LoadedBag("S1-R03-A", "03", f"{COOK}（四级/中级工）", 32, 32)
    slip = replace(people.custody_slip(), givers=(), takers=(), happened=None, agreed=None)
    bags = tuple(replace(bag, seal_state=None) for bag in slip.bags)
    closing = samples()["room-closing"][0]
    return {
        "room-record": (people.room_record(blank=True),),
        "custody-slip": (replace(slip, bags=bags), replace(slip, bags=(), blank_rows=8)),
        "secure-room-log": (SecureRoomLog(),),
        "sealing-approval": (SealingApproval("03", "203 教室", EXAM, (SealedBag("S1-R03-A", COOK),), 30),),
        "escort-list": (EscortList(EXAM, (loaded,)),),
        "change-request": (ChangeRequest(EXAM, "示例路 99 号", 2, 60, "示例学校"),),
        "correction": (Correction(),),
        "incident": (Incident(KINDS),),
        "misconduct": (Misconduct(KINDS),),
        "stand-in": (StandIns(EXAM, ()),),
        "leave-log": (LeaveLog("03", "203 教室", EXAM, ()),),
        "assessor-feedback": (AssessorFeedback(EXAM),),
        "room-closing": (
            replace(
                closing, counts=(("应考", 30), ("签到", None)), papers=None, seals="", closed=None, open=(), blank=True
            ),
        ),
        "site-closing": (SiteClosing(EXAM, (ClosedRoom("03", (30, None, None, None, None, None), 1, 32),)),),
    }


@cache
def prints() -> Mapping[str, tuple[str, tuple[Any, ...]]]:
    """Every print there is: form name and inputs by a name of its own, `room-record` and `room-record-blank`."""
    filled = {name: (name, inputs) for name, inputs in samples().items()}
    return filled | {f"{name}-blank": (name, inputs) for name, inputs in blanks().items()}


def rewritten(item: Any, text: str) -> Any:
    """The input with `text` in place of every text of it."""
    if isinstance(item, str):
        return text
    if isinstance(item, tuple):
        return tuple(rewritten(part, text) for part in item)
    if is_dataclass(item) and not isinstance(item, type):
        new = {f.name: rewritten(getattr(item, f.name), text) for f in fields(item) if f.name not in KEYWORDS}
        return replace(item, **new)
    return item


KEYWORDS = {"way", "sex", "seal_state"}
"""Fields that are words of ours, not text of somebody's."""


def emptied(item: Any) -> Any:
    """The input with nothing in its lists."""
    if is_dataclass(item) and not isinstance(item, type):
        return replace(item, **{f.name: emptied(getattr(item, f.name)) for f in fields(item)})
    return () if isinstance(item, tuple) and item and is_dataclass(item[0]) else item
