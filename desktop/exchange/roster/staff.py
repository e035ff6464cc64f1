"""人员: who is on duty, and whom they must not meet (回避, 002 Art 17)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from desktop.exam.plan.documents import check_staff_number, lost_digits
from desktop.exam.plan.model import Role, Staff
from desktop.exchange.roster.cells import Printable
from desktop.exchange.roster.findings import Findings, Place
from desktop.exchange.roster.layout import Cleaned, Table, cleaned

# A plain 监考员 may lead a room; who leads and who assists is a matter of the day's duties.
ROLES: Mapping[str, Role] = {
    "主考": "chief",
    "主考官": "chief",
    "副主考": "deputy-chief",
    "监考员": "lead-proctor",
    "监考": "lead-proctor",
    "监考人员": "lead-proctor",
    "主监考": "lead-proctor",
    "主监考员": "lead-proctor",
    "副监考": "assistant-proctor",
    "副监考员": "assistant-proctor",
    "流动监考员": "roving-proctor",
    "流动监考": "roving-proctor",
    "考务人员": "office",
    "考务员": "office",
    "考务": "office",
    "保密员": "confidentiality",
    "考评员": "assessor",
    "考评人员": "assessor",
    "质量内控人员": "quality",
    "质量内控": "quality",
    "内控人员": "quality",
    "督导员": "supervisor",
    "质量督导员": "supervisor",
    "督考员": "supervisor",
    "督导": "supervisor",
    "保障人员": "support",
    "后勤保障人员": "support",
    "后勤人员": "support",
    "保障": "support",
}
_SEPARATORS = re.compile(r"[、；;]")
_NOBODY = frozenset({"", "无", "没有", "否", "-", "--", "—", "——", "/", "\\"})
"""What is written where nobody has to be avoided."""


def read_staff(
    tables: Iterable[Table], printable: Printable, found: Findings, existing: Sequence[Staff], today: date
) -> list[Staff]:
    """The staff of the files. One person is one row: a second with the number, the document or, where both are
    lacking, the name and unit of another is a duplicate. Ids are kept where `existing` has the person."""
    read: list[Staff] = []
    first: dict[tuple[str, ...], tuple[Place, int]] = {}
    for table in tables:
        sheet = cleaned(table, printable, found)
        for n in sheet.filled:
            member = _member(sheet, n, found, today)
            if member is None:
                continue
            row = sheet.row(n)
            keys = _keys(member)
            same = next((k for k in keys if k in first), None)
            if same is not None:
                place, earlier = first[same]
                other = f"第 {earlier} 行" if place == table.place else place.at(earlier)
                column = {"number": "编号", "document": "证件号码"}.get(same[0], "姓名")
                found.add(table.place, row, column, "duplicate-staff", member.number or member.name, other=other)
                continue
            first.update(dict.fromkeys(keys, (table.place, row)))
            read.append(member)
    return _with_ids(read, existing)


def _keys(member: Staff) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = []
    if member.number:
        keys.append(("number", member.number.upper()))
    if member.document_number:
        keys.append(("document", member.document_number))
    return keys or [("name", member.name, member.unit)]


def _member(sheet: Cleaned, n: int, found: Findings, today: date) -> Staff | None:
    place, row, texts = sheet.table.place, sheet.row(n), {k: v[n] for k, v in sheet.texts.items()}
    fine = not sheet.missing(n, found) and not sheet.blocked
    role = ROLES.get(texts["角色"].replace(" ", ""))
    if role is None and texts["角色"]:
        found.add(place, row, "角色", "unknown-role", texts["角色"])
    number = texts["证件号码"].upper().replace(" ", "")
    if number:
        code = "number-lost-digits" if lost_digits(number) else check_staff_number(number, today)
        if code:
            facts = {"kind": "居民身份证", "wanted": "证件上的号码"}
            found.add(place, row, "证件号码", code, number, **facts)
            fine = False
    if not fine or role is None:
        return None
    avoids = [
        part for part in dict.fromkeys(p.strip() for p in _SEPARATORS.split(texts["回避"])) if part not in _NOBODY
    ]
    return Staff("", texts["编号"], texts["姓名"], role, texts["单位"], number, texts["联系电话"], tuple(avoids))


def _with_ids(read: list[Staff], existing: Sequence[Staff]) -> list[Staff]:
    """A person is the one with the same document, else the same number and name, else the same name and unit."""
    ids = [""] * len(read)
    taken = {p.id for p in existing}
    used: set[str] = set()
    for same in (
        lambda p: ("document", p.document_number) if p.document_number else None,
        lambda p: ("number", p.number, p.name) if p.number else None,
        lambda p: ("name", p.name, p.unit),
    ):
        known = {same(p): p.id for p in existing if p.id not in used}
        for n, member in enumerate(read):
            key = same(member)
            found = known.get(key) if key and not ids[n] else None
            if found and found not in used:
                ids[n] = found
                used.add(found)
    number = 1
    for n in range(len(read)):
        while not ids[n]:
            if f"p{number:03d}" not in taken:
                ids[n] = f"p{number:03d}"
            number += 1
    return [replace(member, id=ids[n]) for n, member in enumerate(read)]
