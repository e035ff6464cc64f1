"""N1-N14: ratios, numbers and the setting up of the site. What software cannot see is a tick in `Plan.milestones`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from desktop.exam.plan.arranging.avoidance import Avoidance, Place, keep_apart
from desktop.exam.plan.arranging.rooms import group_of
from desktop.exam.plan.arranging.slots import overlapping
from desktop.exam.plan.layout import room_layout
from desktop.exam.plan.limits import waiver
from desktop.exam.plan.limits.checked import Asked, Check, answer, ticked
from desktop.exam.plan.limits.deadlines import SAMPLE
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.limits.waiver import not_waived
from desktop.exam.plan.model import Index, Role, Room
from desktop.exam.plan.naming import name_fault

Rule = tuple[str, str, str]

CHIEFS: Rule = ("N1", "002 附件3 一(1)", "主考、副主考各1名")
PROCTORS: Rule = ("N2", "002 附件3 一(2)", "监考人员15:1，每考场2名")
OFFICE: Rule = ("N3", "002 附件3 一(3)", "考务人员3人、保密员1人、后勤保障人员")
ROVING: Rule = ("N4", "002 附件3 一(3)", "每10个考场设流动监考员1人")
CAPACITY: Rule = ("N5", "002 附件3 三(一)", "考场30人、阶梯教室隔行、监考不交叉")
DESKS: Rule = ("N6", "002 附件3 三(二)", "单人单桌、间距80厘米、桌屉清空")
NUMBERS: Rule = ("N7", "002 附件3 三(四)", "座位号蛇形排列、存包处、教学楼隔离")
ROOMS: Rule = ("N8", "002 附件3 二2", "考务办公室和保密室各一间")
SIGNS: Rule = ("N9", "002 附件3 二1", "考场标识、指示标识、分布图、安排表")
SAMPLED: Rule = ("N10", "002 第十三条", "资质抽查不低于30%")
FILMED: Rule = ("N11", "002 第二十二条", "监控或摄像记录全覆盖")
BADGES: Rule = ("N12", "002 第二十一条", "持证上岗、培训与工作记录")
NAME: Rule = ("N13", "002 附件1 填表说明二至五", "计划名称、备案范围与评价方式")
PAPERS: Rule = ("N14", "002 第十七、十八、二十四条", "本机构题库试卷、回避、按批次留存")


def setup(asked: Asked, sampled: Check) -> tuple[Check, ...]:
    """N1 to N14, in order. `sampled` is the answer of D6, which N10 repeats."""
    return (
        _chiefs(asked),
        _proctors(asked),
        _office(asked),
        _roving(asked),
        _capacity(asked),
        ticked(asked, DESKS),
        _numbers(asked),
        ticked(asked, ROOMS),
        ticked(asked, SIGNS),
        answer(SAMPLED, sampled.state, sampled.due, **{**sampled.facts, "same_as": SAMPLE[0]}),
        ticked(asked, FILMED),
        ticked(asked, BADGES),
        _name(asked),
        _papers(asked),
    )


def _posts(asked: Asked, role: Role) -> int:
    """How many hold a role: the fewest in any sitting once duties are assigned, before that the people named."""
    plan = asked.plan
    if not plan.duties:
        return sum(p.role == role for p in plan.staff)
    people = {(d.sitting, d.staff) for d in plan.duties if d.role == role and d.staff in asked.index.staff}
    count = Counter(sitting for sitting, _ in people)
    return min((count[t.id] for t in plan.sittings), default=0)


def _chiefs(asked: Asked) -> Check:
    chief, deputy = _posts(asked, "chief"), _posts(asked, "deputy-chief")
    good = chief == asked.params.chiefs and deputy == asked.params.deputy_chiefs
    return answer(
        CHIEFS,
        "met" if good else "not-met",
        blocking=not good and not asked.plan.rehearsal,
        chief=chief,
        deputy=deputy,
        needed=(asked.params.chiefs, asked.params.deputy_chiefs),
    )


def _proctors(asked: Asked) -> Check:
    """Where a room must do with fewer, the chief's reason stands for it (`waiver.py`)."""
    if not asked.index.seats_in:
        return answer(PROCTORS, "open", why="no-seats")
    short = short_of_proctors(asked.index, asked.params)
    kept = asked.plan.milestones
    left = not_waived(short, kept)
    facts: dict[str, Any] = {
        "waiver": kept.get(waiver.REASON, ""),
        "by": kept.get(waiver.BY, ""),
        "on": kept.get(waiver.DAY, ""),
    }
    return answer(PROCTORS, "not-met" if left else "met", short=short, not_waived=left, **facts)


def short_of_proctors(index: Index, params: PlanningParams) -> tuple[dict[str, Any], ...]:
    """Every room of a sitting with fewer proctors than its candidates need, or without a lead: sitting, the room's
    number, needed, present."""
    leads: Counter[Place] = Counter()
    present: dict[Place, set[str]] = {}
    for duty in index.plan.duties:
        if duty.room is not None and duty.role in ("lead-proctor", "assistant-proctor"):
            present.setdefault((duty.sitting, duty.room), set()).add(duty.staff)
            leads[duty.sitting, duty.room] += duty.role == "lead-proctor"
    short = []
    for at, seats in sorted(index.seats_in.items()):
        needed, there = params.proctors_for(len(seats)), len(present.get(at, ()))
        if there < needed or not leads[at]:
            room = index.rooms.get(at[1])
            short.append({"sitting": at[0], "room": room.number if room else at[1], "needed": needed, "present": there})
    return tuple(short)


def _office(asked: Asked) -> Check:
    params = asked.params
    needed = {"office": params.office_staff, "confidentiality": params.confidentiality_staff}
    needed["support"] = params.support_staff
    roles: tuple[Role, ...] = ("office", "confidentiality", "support")
    present = {role: _posts(asked, role) for role in roles}
    missing = tuple((role, needed[role], present[role]) for role in roles if present[role] < needed[role])
    return answer(OFFICE, "not-met" if missing else "met", missing=missing, present=present)


def _roving(asked: Asked) -> Check:
    """Per time: sittings that overlap are walked by the same people."""
    used = asked.index.seats_in
    rooms = max(
        (sum(at[0] in {t.id for t in cluster} for at in used) for cluster in overlapping(asked.plan.sittings)),
        default=0,
    )
    rooms = rooms or len(asked.plan.rooms)
    needed, present = asked.params.roving_for(rooms), _posts(asked, "roving-proctor")
    return answer(ROVING, "met" if present >= needed else "not-met", rooms=rooms, needed=needed, present=present)


def _capacity(asked: Asked) -> Check:
    plan, most = asked.plan, asked.params.room_capacity
    if not asked.index.seats_in:
        return answer(CAPACITY, "open", why="no-seats")
    over, rows = [], []
    for (sitting, room_id), seats in sorted(asked.index.seats_in.items()):
        room = asked.index.rooms.get(room_id)
        if room is None or len(seats) > min(most, room.capacity):
            over.append({"sitting": sitting, "room": _number(asked, room_id), "seats": len(seats)})
        if room is not None and room.kind == "tiered" and _rows_touch(asked, room, [s.row for s in seats]):
            rows.append(room.number)
    crossing = []
    for cluster in overlapping(plan.sittings):
        ids = {t.id for t in cluster}
        rooms_of: dict[str, set[Place]] = {}
        for duty in plan.duties:
            if duty.sitting in ids and duty.room is not None and duty.role in ("lead-proctor", "assistant-proctor"):
                rooms_of.setdefault(duty.staff, set()).add((duty.sitting, duty.room))
        crossing += [_name_of(asked, staff) for staff, rooms in sorted(rooms_of.items()) if len(rooms) > 1]
    facts: dict[str, Any] = {
        "over": tuple(over),
        "rows": tuple(dict.fromkeys(rows)),
        "crossing": tuple(dict.fromkeys(crossing)),
    }
    return answer(CAPACITY, "not-met" if any(facts.values()) else "met", capacity=most, **facts)


def _rows_touch(asked: Asked, room: Room, rows: Iterable[int]) -> bool:
    used = set(rows)
    return any(row + step in used for row in used for step in range(1, asked.params.tiered_row_step))


def _numbers(asked: Asked) -> Check:
    """Numbers are checked against the room's snake; bag store, labels and the closed building are ticked."""
    astray = []
    for (sitting, room_id), seats in sorted(asked.index.seats_in.items()):
        room = asked.index.rooms.get(room_id)
        layout = room_layout(room, asked.params) if room is not None else None
        for seat in seats:
            desk = layout.desk(seat.number) if layout is not None else None
            if desk is None or (desk.row, desk.column) != (seat.row, seat.column):
                astray.append({"sitting": sitting, "room": _number(asked, room_id), "number": seat.number})
    if astray:
        return answer(NUMBERS, "not-met", astray=tuple(astray))
    return ticked(asked, NUMBERS, seats=len(asked.plan.seats))


_MODES = ("paper", "computer", "simulated", "interview", "practical")


def _name(asked: Asked) -> Check:
    """The name's shape, and occupations and levels inside the filed scope where that is known."""
    plan = asked.plan
    day = asked.first.isoformat() if asked.first else ""
    fault = name_fault(plan.name, day, plan.organisation.short_name)
    outside: tuple[str, ...] = ()
    if asked.scope is not None:
        scope = asked.scope
        groups = {group_of(c) for c in plan.candidates}
        outside = tuple(str(g) for g in sorted(groups) if g.level not in scope.get(g.occupation, ()))
    modes = tuple(t.subject for t in plan.sittings if t.mode not in _MODES)
    good = not fault and not outside and not modes
    facts: dict[str, Any] = {"name": plan.name, "fault": fault, "outside": outside, "modes": modes}
    return answer(NAME, "met" if good else "not-met", scope_known=asked.scope is not None, **facts)


def _papers(asked: Asked) -> Check:
    """Avoidance in the duties as they stand, and a paper code on every bag."""
    plan, staff = asked.plan, asked.index.staff
    avoidance = Avoidance(plan.staff, plan.seats, asked.index.candidates)
    met: list[dict[str, Any]] = []
    for (sitting, room), duties in asked.index.duties_in.items():
        here = [staff[d.staff] for d in duties if d.staff in staff]
        if room is None:
            continue
        for i, person in enumerate(here):
            for clash in avoidance.clashes(person, (sitting, room)):
                met.append({"name": person.name, "avoids": clash.avoided, "room": _number(asked, room)})
            for other in here[i + 1 :]:
                if keep_apart(person, other):
                    met.append({"name": person.name, "avoids": other.name, "room": _number(asked, room)})
    if met:
        return answer(PAPERS, "not-met", clashes=tuple(met))
    uncoded = tuple(b.label for b in plan.bags if not b.paper_code)
    return ticked(asked, PAPERS, clashes=(), bags=len(plan.bags), uncoded=uncoded)


def _number(asked: Asked, room: str) -> str:
    found = asked.index.rooms.get(room)
    return found.number if found is not None else room


def _name_of(asked: Asked, staff: str) -> str:
    found = asked.index.staff.get(staff)
    return found.name if found is not None else staff
