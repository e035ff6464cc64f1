"""计划, 场次 and 考场: where and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from desktop.exam.plan.catalogue import Catalogue
from desktop.exam.plan.editing.shapes import as_drawn
from desktop.exam.plan.model import Door, Mode, PlanKind, Room, RoomKind, Sitting
from desktop.exchange.roster.cells import Printable, clean_column, count_of, date_of, level_of, time_of
from desktop.exchange.roster.columns import PLAN, header_key
from desktop.exchange.roster.findings import WARNINGS, Findings, Place
from desktop.exchange.roster.layout import Cleaned, Table, cleaned

KINDS: Mapping[str, PlanKind] = {
    "": "social",
    "社会培训评价组织": "social",
    "社会评价组织": "social",
    "企业": "enterprise",
    "用人单位": "enterprise",
    "竞赛": "competition",
    "职业技能竞赛": "competition",
}
MODES: Mapping[str, Mode] = {
    "笔试": "paper",
    "纸笔": "paper",
    "纸笔作答": "paper",
    "机考": "computer",
    "模拟考试": "simulated",
    "模拟": "simulated",
    "面试答辩": "interview",
    "面试": "interview",
    "答辩": "interview",
    "实操": "practical",
    "操作": "practical",
    "现场操作": "practical",
}
_MODE_OF_SUBJECT: Mapping[str, Mode] = {"操作技能": "practical", "综合评审": "interview"}
_SUBJECTS = {"理论": "理论知识", "技能": "操作技能", "实操": "操作技能", "技能考核": "操作技能", "评审": "综合评审"}
DOORS: Mapping[str, Door] = {
    "": "front-left",
    "左前": "front-left",
    "前左": "front-left",
    "右前": "front-right",
    "前右": "front-right",
    "左后": "back-left",
    "后左": "back-left",
    "右后": "back-right",
    "后右": "back-right",
}
ROOM_KINDS: Mapping[str, RoomKind] = {
    "": "standard",
    "标准": "standard",
    "标准教室": "standard",
    "普通": "standard",
    "阶梯": "tiered",
    "阶梯教室": "tiered",
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def subject_of(text: str) -> str:
    """理论 is 理论知识: the short words people write for the three official subjects."""
    return _SUBJECTS.get(text, text)


# --- 计划 -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanSheet:
    values: Mapping[str, str] = field(default_factory=dict)
    kind: PlanKind | None = None
    first_exam_date: str = ""


def read_plan_sheet(table: Table, printable: Printable, found: Findings) -> PlanSheet:
    """Key and value pairs, in whichever two columns they stand."""
    place = table.place
    raw: dict[str, tuple[int, object]] = {}
    for n, row in enumerate(table.rows):
        at = next((c for c, cell in enumerate(row[:20]) if isinstance(cell, str) and cell.strip()), None)
        if at is None:
            continue
        column = PLAN.by_header.get(header_key(str(row[at])))
        value = next((cell for cell in row[at + 1 : at + 20] if cell not in ("", None)), "")
        if column is None:
            if value != "":
                word = " ".join(str(row[at]).split())
                found.add(place, table.first_row + n, word[:60], "unknown-column", word)
        else:
            raw.setdefault(column.name, (table.first_row + n, value))
    values: dict[str, str] = {}
    for column in PLAN.columns:
        row_number, value = raw.get(column.name, (None, ""))
        texts, remarks = clean_column([value], column, printable)
        for remark in remarks:
            found.add(place, row_number, column.name, remark.code, remark.value, **remark.facts)
        values[column.name] = texts[0]
        if column.required and not texts[0] and all(r.code in WARNINGS for r in remarks):
            found.add(place, row_number, column.name, "missing")
    kind = KINDS.get(values["计划类型"])
    if kind is None:
        row_number = raw["计划类型"][0]
        wanted = "社会培训评价组织、企业或竞赛"
        found.add(place, row_number, "计划类型", "unknown-value", values["计划类型"], wanted=wanted)
    first = ""
    if values["首次认定日期"]:
        row_number, value = raw["首次认定日期"]
        day = date_of(value)
        if day is None:
            found.add(place, row_number, "首次认定日期", "bad-date", values["首次认定日期"])
        else:
            first = day.isoformat()
    return PlanSheet(values, kind, first)


# --- 场次 -------------------------------------------------------------------------------------------------------------


def read_sittings(
    tables: Iterable[Table],
    printable: Printable,
    found: Findings,
    catalogue: Catalogue,
    existing: Sequence[Sitting],
    utc_offset: int,
) -> list[Sitting]:
    """The sittings of the files, ids kept where `existing` has the same one. The same row twice is one sitting."""
    read: list[Sitting] = []
    for table in tables:
        sheet = cleaned(table, printable, found)
        for n in sheet.filled:
            sitting = _sitting(sheet, n, found, utc_offset)
            if sitting is not None and sitting not in read:
                read.append(sitting)
    return _with_sitting_ids(read, existing, catalogue)


def _sitting(sheet: Cleaned, n: int, found: Findings, utc_offset: int) -> Sitting | None:
    place, row, texts = sheet.table.place, sheet.row(n), {k: v[n] for k, v in sheet.texts.items()}
    fine = not sheet.missing(n, found) and not sheet.blocked

    def cell(name: str) -> object:
        at = sheet.table.index.get(name)
        return "" if at is None else sheet.table.rows[n][at]

    def refuse(name: str, code: str, **facts: object) -> None:
        nonlocal fine
        fine = False
        found.add(place, row, name, code, texts[name], **facts)

    day = date_of(cell("日期"))
    if day is None and texts["日期"]:
        refuse("日期", "bad-date")
    times: dict[str, time | None] = {}
    for name in ("开始", "结束"):
        times[name] = time_of(cell(name))
        if times[name] is None and texts[name]:
            refuse(name, "bad-time")
    start, end = times["开始"], times["结束"]
    if start is not None and end is not None and end <= start:
        refuse("结束", "end-before-start")
    subject = subject_of(texts["科目"])
    mode = MODES.get(texts["方式"]) if texts["方式"] else _MODE_OF_SUBJECT.get(subject, "paper")
    if mode is None:
        refuse("方式", "unknown-value", wanted="笔试、机考、模拟考试或面试答辩")
    level = level_of(texts["等级"]) if texts["等级"] else None
    if texts["等级"] and level is None:
        refuse("等级", "unknown-level")
    if not fine or day is None or start is None or end is None or mode is None:
        return None
    starts, ends = _moment(day, start, utc_offset), _moment(day, end, utc_offset)
    return Sitting("", subject, mode, starts, ends, texts["职业"], level)


def _moment(day: date, at: time, utc_offset: int) -> int:
    moment = datetime.combine(day, at, tzinfo=UTC) - timedelta(minutes=utc_offset)
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def _with_sitting_ids(read: list[Sitting], existing: Sequence[Sitting], catalogue: Catalogue) -> list[Sitting]:
    """Same subject, occupation, level and time first; then the same but for the time, when only one can be meant."""

    def what(s: Sitting) -> tuple[str, str, int | None]:
        return s.subject, catalogue.canonical(s.occupation) if s.occupation else "", s.level

    free = {s.id: s for s in existing}
    ids: dict[int, str] = {}
    for n, sitting in enumerate(read):
        same = next((s for s in free.values() if what(s) == what(sitting) and s.start == sitting.start), None)
        if same is not None:
            ids[n] = same.id
            del free[same.id]
    for n, sitting in enumerate(read):
        alike = [s for s in free.values() if what(s) == what(sitting)]
        rivals = [m for m, s in enumerate(read) if m not in ids and what(s) == what(sitting)]
        if n not in ids and len(alike) == len(rivals) == 1:
            ids[n] = alike[0].id
            del free[alike[0].id]
    taken = {s.id for s in existing}
    out, next_number = [], 1
    for n, sitting in enumerate(read):
        while n not in ids:
            if f"s{next_number}" not in taken:
                ids[n] = f"s{next_number}"
            next_number += 1
        out.append(replace(sitting, id=ids[n]))
    return out


# --- 考场 -------------------------------------------------------------------------------------------------------------


def room_key(number: str) -> str:
    """Room 3 and room 03 are one."""
    return number.lstrip("0").upper() or number


def read_rooms(tables: Iterable[Table], printable: Printable, found: Findings, existing: Sequence[Room]) -> list[Room]:
    """The rooms of the files; ids are kept by number, `r03` for room 3, the next free one for a number of letters."""
    read: dict[str, Room] = {}
    first: dict[str, tuple[Place, int]] = {}
    for table in tables:
        sheet = cleaned(table, printable, found)
        for n in sheet.filled:
            room = _room(sheet, n, found)
            if room is None:
                continue
            key, here = room_key(room.number), (table.place, sheet.row(n))
            if key in first:
                earlier = _told(first[key], here)
                found.add(here[0], here[1], "考场号", "duplicate-room", room.number, other=earlier)
                continue
            first[key] = here
            read[key] = room
    ids = {room_key(r.number): r.id for r in existing}
    taken = set(ids.values())
    for key in sorted(set(read) - set(ids), key=lambda k: not k.isdecimal()):
        name = f"r{int(key):02d}" if key.isdecimal() and key.isascii() and len(key) < 6 else ""
        number = 1
        while not name or name in taken:
            name, number = f"r{number:02d}", number + 1
        ids[key] = name
        taken.add(name)
    known = {room_key(r.number): r for r in existing}
    return [as_drawn(replace(room, id=ids[key]), known.get(key)) for key, room in read.items()]


def _told(earlier: tuple[Place, int], here: tuple[Place, int]) -> str:
    place, row = earlier
    if place.file != here[0].file and place.sheet:
        return f"文件「{place.file}」{place.at(row)}"
    return f"第 {row} 行" if place == here[0] else place.at(row)


def _room(sheet: Cleaned, n: int, found: Findings) -> Room | None:
    place, row, texts = sheet.table.place, sheet.row(n), {k: v[n] for k, v in sheet.texts.items()}
    fine = not sheet.missing(n, found) and not sheet.blocked
    counts: dict[str, int | None] = {}
    for name, most in (("容量", 500), ("列数", 60), ("行数", 60)):
        counts[name] = count_of(texts[name])
        if texts[name] and not 0 < (counts[name] or 0) <= most:
            found.add(place, row, name, "bad-number", texts[name], wanted=f" 1 到 {most} 的整数")
            fine = False
    door, kind = DOORS.get(texts["门"].rstrip("门")), ROOM_KINDS.get(texts["类型"])
    if door is None:
        found.add(place, row, "门", "unknown-value", texts["门"], wanted="左前、右前、左后或右后")
    if kind is None:
        found.add(place, row, "类型", "unknown-value", texts["类型"], wanted="标准或阶梯")
    if not fine or door is None or kind is None:
        return None
    capacity = counts["容量"] or 30
    columns, rows = _grid(capacity, counts["列数"], counts["行数"], kind == "tiered")
    number, where = texts["考场号"], texts["地点"]
    return Room("", number, where, texts["楼栋"], texts["楼层"], capacity, columns, rows, door, kind, texts["备注"])


def _grid(capacity: int, columns: int | None, rows: int | None, tiered: bool) -> tuple[int, int]:
    """Columns and rows that hold the capacity, five columns unless said; a tiered hall seats alternate rows (N5)."""
    step = 2 if tiered else 1
    if columns is None:
        columns = 5 if rows is None else -(-capacity // -(-rows // step))
    if rows is None:
        rows = (-(-capacity // columns) - 1) * step + 1
    return columns, rows
