"""Workbooks for a centre that only takes spreadsheets (002 Art 15, 25): rooms, assessors, quality staff, results.

Every cell is text, so that no program shortens a number, and a rehearsal is named as one in every row. Nothing here
decides anything: states are handed in. Every function answers how many rows it wrote below the headings, or raises
SiteFault `disk-full` or `cannot-write`, and then the file of before is still whole.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import xlsxwriter

from desktop.clocks import site_time
from desktop.exam.plan.catalogue import LEVEL_NAMES
from desktop.exam.plan.model import Candidate, Plan, Sitting
from desktop.exchange.durable import write_durably
from desktop.faults import SiteFault, writing_fault
from desktop.paths import out_file

ResultState = Literal["合格", "不合格", "缺考", "舞弊"]
RESULT_STATES: tuple[ResultState, ...] = ("合格", "不合格", "缺考", "舞弊")
_MODES = {
    "paper": "笔试",
    "computer": "机考",
    "simulated": "模拟考试",
    "interview": "面试答辩",
    "practical": "现场操作",
}


def write_plan_workbooks(folder: Path, plan: Plan) -> tuple[tuple[Path, int], ...]:
    """The three workbooks of Art 15 into a folder, made where there is none: rooms, assessors, quality staff, each with
    how many rows it has. Nothing is written unless all three may be."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise writing_fault(error, folder) from error
    writers = (("考场信息", write_rooms), ("考评员信息", write_assessors), ("质量内控人员信息", write_quality_staff))
    todo = [(out_file(folder / f"{name}.xlsx"), write) for name, write in writers]
    return tuple((path, write(path, plan)) for path, write in todo)


def write_rooms(path: Path, plan: Plan) -> int:
    """Rooms of every sitting that have seats, with how many (Art 15)."""
    seated: dict[tuple[str, str], int] = {}
    for seat in plan.seats:
        seated[seat.sitting, seat.room] = seated.get((seat.sitting, seat.room), 0) + 1
    rows = [
        (*about, *_times(s, plan), r.number, r.place, r.building, r.floor, str(r.capacity), str(seated[s.id, r.id]))
        for s in plan.sittings
        for about in [(_named(plan), s.subject, _MODES[s.mode])]
        for r in plan.rooms
        if (s.id, r.id) in seated
    ]
    header = ("计划名称", "科目", "方式", "日期", "开始", "结束", "考场号", "地点", "楼栋", "楼层", "容量", "人数")
    return _write(path, "考场信息", header, rows)


def write_assessors(path: Path, plan: Plan) -> int:
    """考评员 (Art 15)."""
    return _write_staff(path, plan, "考评员信息", {"assessor": "考评员"})


def write_quality_staff(path: Path, plan: Plan) -> int:
    """质量内控人员 and 督导员 (Art 15, 27)."""
    return _write_staff(path, plan, "质量内控人员信息", {"quality": "质量内控人员", "supervisor": "督导员"})


def write_results(path: Path, plan: Plan, sitting: str, results: Mapping[str, ResultState]) -> int:
    """Results of a sitting (Art 25): `results` maps candidate ids to one of the four states; candidates without one
    have an empty cell. Raises SiteFault `unknown-result` (candidate, state) for anything else."""
    at = next((s for s in plan.sittings if s.id == sitting), None)
    if at is None:
        raise SiteFault("unknown-sitting", sitting=sitting)
    known = {c.id for c in plan.candidates if sitting in c.sittings}
    for candidate, state in results.items():
        if state not in RESULT_STATES or candidate not in known:
            raise SiteFault("unknown-result", candidate=candidate, state=state)
    rows = [_result(c, at, plan, results.get(c.id, "")) for c in plan.candidates if c.id in known]
    header = ("计划名称", "科目", "准考证号", "姓名", "证件类型", "证件号码", "职业", "工种", "等级", "认定结果")
    return _write(path, "认定结果", header, rows)


def _result(c: Candidate, sitting: Sitting, plan: Plan, state: str) -> tuple[str, ...]:
    level = LEVEL_NAMES.get(c.level, str(c.level))
    who = (c.admission_number, c.name, c.document_type, c.document_number)
    return (_named(plan), sitting.subject, *who, c.occupation, c.direction, level, state)


def _write_staff(path: Path, plan: Plan, title: str, roles: Mapping[str, str]) -> int:
    rows = [
        (_named(plan), p.number, p.name, roles[p.role], p.unit, p.document_number, p.phone)
        for p in plan.staff
        if p.role in roles
    ]
    return _write(path, title, ("计划名称", "编号", "姓名", "角色", "单位", "证件号码", "联系电话"), rows)


def _named(plan: Plan) -> str:
    return f"{plan.name}（演练）" if plan.rehearsal else plan.name


def _times(sitting: Sitting, plan: Plan) -> tuple[str, str, str]:
    start, end = (site_time(ms, plan.site.utc_offset) for ms in (sitting.start, sitting.end))
    return f"{start:%Y-%m-%d}", f"{start:%H:%M}", f"{end:%H:%M}"


def _write(path: Path, title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(title)
        sheet.set_column(0, len(header) - 1, 18, text)
        sheet.freeze_panes(1, 0)
        for c, word in enumerate(header):
            sheet.write_string(0, c, word, bold)
        for n, row in enumerate(rows, start=1):
            for c, value in enumerate(row):
                if value:
                    sheet.write_string(n, c, value, text)
    write_durably(path, [buffer.getvalue()])
    return len(rows)
