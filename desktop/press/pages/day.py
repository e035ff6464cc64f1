"""考试当日情况: the day's facts on paper, the site first, then every room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from desktop.exam.plan.model import Room, Sitting
from desktop.press.events import Event, events, site_events
from desktop.press.pages.findings import (
    equation_rows,
    heading_facts,
    of_room,
    pairs,
    sheet_title,
    sheet_words,
    standing,
    step_title,
    when,
)
from desktop.press.source import PrintSource
from forms.report import Head, Report, Section

Facts = dict[str, Any]

EVENTS = (Head("时间", 0.6, "centre"), Head("情况", 3, long=True), Head("处置", 2.2, long=True), Head("登记人", 1.2))
STEPS = (
    Head("环节", 1.6),
    Head("规定", 0.6, "centre"),
    Head("实际", 1.1, "centre"),
    Head("环节", 1.6),
    Head("规定", 0.6, "centre"),
    Head("实际", 1.1, "centre"),
)
SITE_STEPS = (
    Head("环节", 2),
    Head("条款", 2),
    Head("规定", 0.7, "centre"),
    Head("实际", 0.7, "centre"),
    Head("情况", 1.2, "centre"),
)
ROOMS = (
    Head("考场", 0.7, "centre", bold=True),
    *(Head(t, 0.7, "centre") for t in ("应考", "实到", "缺考", "迟到", "提前交卷", "离场", "试卷", "答题卡")),
    Head("核对", 1.5),
    Head("状态", 1.1, "centre"),
)
REFUSALS = (Head("结论", 2), Head("条款", 3), Head("次数", 0.7, "centre"))
STAND_INS = (
    Head("考场", 0.7, "centre"),
    Head("岗位", 1.1),
    Head("原人员", 1.2),
    Head("替换人员", 1.2),
    Head("起", 0.7, "centre"),
    Head("止", 0.7, "centre"),
    Head("原因", 2.4, long=True),
)
CORRECTIONS = (
    Head("时间", 0.7, "centre"),
    Head("考生", 1.3),
    Head("更正项", 1),
    Head("原因", 2, long=True),
    Head("批准", 1.4),
    Head("记录条目", 1.2),
)
PHOTOS = (
    Head("时间", 0.6, "centre"),
    Head("拍摄内容", 1),
    Head("说明", 1.6, long=True),
    Head("登记人", 1),
    Head("照片的 SHA-256", 2.4, long=True),
)
SHEETS = (
    Head("时间", 0.6, "centre"),
    Head("表", 1.4, long=True),
    Head("情况", 2, long=True),
    Head("确认人", 1),
    Head("图片的 SHA-256", 2.4, long=True),
)
NOTES = (Head("时间", 0.6, "centre"), Head("意见", 4, long=True), Head("登记人", 1.2))
CONFLICTS = (Head("矛盾", 2, long=True), Head("情况", 2.6, long=True), Head("裁定", 1.8, long=True))


def day_pages(source: PrintSource, facts: Facts) -> list[Report]:
    """One document: the site, then room by room."""
    sections: list[Section] = [_desks(source, facts)]
    for data in facts["sittings"]:
        sections += _sitting(source, data)
    sections += [_corrections(source, facts), _conflicts(source, facts), *_of_the_site(source, facts)]
    if facts["clocks_set_back"]:
        sections.append(_clocks(source, facts))
    for data in facts["sittings"]:
        sitting = source.context.index.sittings[data["id"]]
        for room in data["rooms"]:
            sections += _room(source, sitting, room)
    text = source.words.text
    return [
        Report(
            text("press-day-title"),
            tuple(sections),
            name=text("press-day-name"),
            clause="002 附件4、附件5",
            facts=heading_facts(source, facts),
            signed=(source.words.role("chief"), source.words.role("deputy-chief")),
        )
    ]


def _desks(source: PrintSource, facts: Facts) -> Section:
    heads = (Head("台", 2), Head("种类", 1), Head("台号", 2), Head("条目", 1, "centre"))
    rows = tuple(
        (d["label"], source.words.text(f"press-desk-{d['role']}") if d["role"] else "", d["desk"], str(d["number"]))
        for d in facts["desks"]
    )
    return Section(source.words.text("press-desks"), heads, rows)


def _sitting(source: PrintSource, data: Facts) -> Iterator[Section]:
    words = source.words
    sitting = source.context.index.sittings[data["id"]]
    span = f"{words.day(data['start'])} {words.time(data['start'])}—{words.time(data['end'])}"
    steps: list[tuple[str, ...]] = [
        (
            words.text("press-order", order=words.text(f"choice-{o['order']}")),
            source.context.rules.clause("order"),
            when(source, o["planned"]),
            when(source, o["at"]),
            source.staff(o["officers"]),
        )
        for o in data["orders"]
    ]
    steps += [
        (
            step_title(source, sitting.id, s["step"]),
            s["clause"],
            when(source, s["planned"]),
            when(source, s["actual"]),
            standing(source, s),
        )
        for s in data["steps"]
    ]
    yield Section(f"{sitting.subject}　{span}", SITE_STEPS, tuple(sorted(steps, key=lambda row: str(row[2]))))
    yield Section(words.text("press-rooms"), ROOMS, tuple(_rooms(source, data)))
    refused = [
        (words.text(f"verdict-{code}"), source.context.rules.clause(code), str(n))
        for code, n in sorted(data["refusals"].items(), key=lambda one: -one[1])
    ]
    yield Section(words.text("press-refusals"), REFUSALS, tuple(refused))
    yield Section(
        words.text("press-site-events"), EVENTS, tuple(_event(source, e) for e in site_events(source, sitting))
    )
    yield Section(words.text("press-stand-ins"), STAND_INS, tuple(_stand_ins(source, data)))
    if data["equations"]:
        heads, rows = equation_rows(source, data["equations"])
        yield Section(words.text("press-site-balance"), heads, rows)
    if data["photos"]:
        yield Section(words.text("press-site-photos"), PHOTOS, tuple(_photos(source, data)))
    if data["sheets"]:
        yield Section(words.text("press-site-sheets"), SHEETS, tuple(_sheets(source, data)))


def _rooms(source: PrintSource, data: Facts) -> Iterator[tuple[str, ...]]:
    for r in data["rooms"]:
        numbers = (r["registered"], r["present"], r["absent"], r["late"], r["handed_in"], r["removed"], r["copies"])
        broken = r["balance"]
        told = source.words.text(f"equation-{broken['equation']}") if broken else source.words.text("press-balanced")
        counted = any(e["holds"] for e in r["equations"])
        yield (
            r["number"],
            *(str(n) for n in numbers),
            str(r["cards"] or "—"),
            told if broken or counted else source.words.text("press-not-counted"),
            source.words.text(f"press-status-{r['status']}"),
        )
    if len(data["rooms"]) > 1:
        t = data["totals"]
        keys = ("registered", "present", "absent", "late", "handed_in", "removed")
        copies, cards = sum(r["copies"] for r in data["rooms"]), sum(r["cards"] for r in data["rooms"])
        yield (source.words.text("press-total"), *(str(t[k]) for k in keys), str(copies), str(cards or "—"), "", "")


def _stand_ins(source: PrintSource, data: Facts) -> Iterator[tuple[str, ...]]:
    for s in data["stand_ins"]:
        until = source.words.text("press-lasting") if s["lasting"] else when(source, s["until"])
        yield (
            source.words.room(s["room"]) or "—",
            source.words.role(s["role"]),
            source.words.staff(s["absent"]),
            source.words.staff(s["stand_in"]),
            when(source, s["since"]),
            until,
            s["reason"],
        )


def _photos(source: PrintSource, data: Facts) -> Iterator[tuple[str, ...]]:
    for p in data["photos"]:
        shows = source.words.text(f"choice-{p['shows']}")
        yield when(source, p["at"]), shows, p["note"], source.staff(p["officers"]), p["attachment"]


def _sheets(source: PrintSource, data: Facts) -> Iterator[tuple[str, ...]]:
    for s in data["sheets"]:
        told = sheet_words(source, s)
        yield when(source, s["at"]), sheet_title(source, s), told, source.staff(s["officers"]), s["attachment"]


def _corrections(source: PrintSource, facts: Facts) -> Section:
    rows = tuple(
        (
            when(source, c["at"]),
            source.candidate(c["candidate"]).name,
            source.words.text(f"choice-{c['field']}"),
            c["reason"],
            source.staff(c["officers"]),
            source.numbered(pairs(c["proof"])),
        )
        for c in facts["corrections"]
    )
    return Section(source.words.text("press-corrections"), CORRECTIONS, rows)


def _conflicts(source: PrintSource, facts: Facts) -> Section:
    text = source.words.text
    rows = [
        (text(f"conflict-{c['kind']}"), of_room(source, c["about"]), text("press-open")) for c in facts["conflicts"]
    ]
    for c in facts["resolved_conflicts"]:
        kind, _, about = c["id"].partition("@")
        told = f"{when(source, c['at'])} {source.staff(c['officers'])}：{c['reason']}"
        rows.append((text(f"conflict-{kind}"), of_room(source, about), told))
    return Section(text("press-conflicts"), CONFLICTS, tuple(rows))


def _of_the_site(source: PrintSource, facts: Facts) -> Iterator[Section]:
    """Leak alarms and what supervisors noted (Art 27), where there are any."""
    text = source.words.text
    alarms = []
    for a in facts["leak_alarms"]:
        ended = f"{when(source, a['closed'])} {a['decision']}".strip() if a["closed"] else text("press-open")
        alarms.append((when(source, a["at"]), str(a["cause"]), ended, source.staff(a["officers"])))
    if alarms:
        yield Section(text("press-leak-alarms"), EVENTS, tuple(alarms))
    notes = [(when(source, n["at"]), str(n["note"]), source.staff(n["officers"])) for n in facts["notes"]]
    if notes:
        yield Section(text("press-notes"), NOTES, tuple(notes))


def _clocks(source: PrintSource, facts: Facts) -> Section:
    heads = (Head("台", 2), Head("时间", 1, "centre"), Head("调回秒数", 1, "centre"))
    labels = {d["desk"]: d["label"] for d in facts["desks"]}
    rows = tuple(
        (labels.get(c["desk"], c["desk"]), when(source, c["at"]), str(int(c["back"] or 0) // 1000))
        for c in facts["clocks_set_back"]
    )
    return Section(source.words.text("press-clocks"), heads, rows)


# --- rooms ------------------------------------------------------------------------------------------------------------


def _room(source: PrintSource, sitting: Sitting, data: Facts) -> Iterator[Section]:
    words = source.words
    room = source.context.index.rooms[data["id"]]
    title = words.text("press-room", room=room.number, place=source.place_of(room))
    if source.many():
        title += f"　{source.sitting_words(sitting)}"
    half = (len(data["steps"]) + 1) // 2
    cells = [_step(source, sitting.id, s) for s in data["steps"]]
    cells += [("", "", "")] * (2 * half - len(cells))
    rows = tuple((*cells[i], *cells[half + i]) for i in range(half))
    keys = ("registered", "present", "absent", "late", "handed_in", "removed")
    counts = tuple((words.text(f"press-count-{k}"), str(data[k])) for k in keys)
    left = dict.fromkeys(words.text(f"open-{point['code']}") for point in data["open"])
    note = words.text("press-still-open", what="、".join(left)) if left and data["closed"] is None else ""
    yield Section(title, STEPS, rows, facts=(counts,), note=note, label=46, whole=True)
    happened = sorted([*events(source, sitting, room), *_people(source, sitting, room, data)], key=lambda e: e.at)
    if happened:
        yield Section("", EVENTS, tuple(_event(source, e) for e in happened))


def _step(source: PrintSource, sitting: str, s: Facts) -> tuple[str, str, str]:
    actual = when(source, s["actual"])
    told = "" if s["standing"] == "done" else standing(source, s)
    return step_title(source, sitting, s["step"]), when(source, s["planned"]), f"{actual} {told}".strip()


def _people(source: PrintSource, sitting: Sitting, room: Room, data: Facts) -> Iterator[Event]:
    """Late arrivals and misconduct, which the room record lists apart."""
    text = source.words.text
    for late in data["late_arrivals"]:
        admission = source.context.state.candidate(sitting.id, late["candidate"]).admission
        who = source.candidate(late["candidate"]).name
        what = text("press-late-arrival", seat=late["seat"], name=who, minutes=late["minutes"])
        if admission is not None:
            yield Event(admission.at, what, "", source.staff(admission.officers))
    for m in data["misconduct"]:
        kind = source.context.rules.kind("misconduct", str(m["kind"]))
        who = source.candidate(m["candidate"]).name
        what = text("press-misconduct", seat=m["seat"], name=who, what=kind.title if kind else str(m["kind"]))
        yield Event(
            m["at"], what, text("press-removed" if m["removed"] else "press-stays"), source.staff(m["officers"])
        )


def _event(source: PrintSource, e: Event) -> tuple[str, str, str, str]:
    return when(source, e.at), e.what, e.disposal, e.by
