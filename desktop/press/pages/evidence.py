"""考场证据清单 (X10): one document a room, gaps first in the facts and last in a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from desktop.exam.evidence.photos import SHOWS
from desktop.press.pages.findings import heading_facts, pairs, sheet_title, sheet_words, step_title, sums, when
from desktop.press.source import PrintSource, runs
from forms.report import Head, Report, Section

Facts = dict[str, Any]

STEPS = (
    Head("环节", 1.7, long=True),
    Head("条款", 1.5),
    Head("规定", 0.6, "centre"),
    Head("实际", 0.6, "centre"),
    Head("签字", 2.6, long=True),
    Head("记录条目", 1.1),
    Head("结论", 0.7, "centre"),
)
PEOPLE = (
    Head("项目", 1.7),
    Head("条款", 1.5),
    Head("应有", 0.6, "centre"),
    Head("实有", 0.6, "centre"),
    Head("缺少的座位", 1.6, long=True),
    Head("记录条目", 2, long=True),
    Head("结论", 0.7, "centre"),
)
COUNTS = (
    Head("核对项", 1.7),
    Head("条款", 1.5),
    Head("时间", 0.6, "centre"),
    Head("等式", 3.2, long=True),
    Head("记录条目", 1.1),
    Head("结论", 0.7, "centre"),
)
PICTURES = (
    Head("图片", 1.6, long=True),
    Head("登记或确认", 1),
    Head("时间", 0.6, "centre"),
    Head("情况", 2.2, long=True),
    Head("图片的 SHA-256", 2, long=True),
    Head("记录条目", 1),
)
GAPS = (Head("序", 0.4, "centre"), Head("缺少什么", 4, long=True), Head("条款", 2))


def evidence_pages(source: PrintSource, facts: Facts) -> list[Report]:
    """One document a room and sitting."""
    return [_room(source, facts, room) for room in facts["rooms"]]


def _room(source: PrintSource, facts: Facts, data: Facts) -> Report:
    words, text = source.words, source.words.text
    room = source.context.index.rooms[data["room"]]
    sitting = source.context.index.sittings[data["sitting"]]
    groups: dict[str, list[Facts]] = {}
    for item in data["items"]:
        groups.setdefault(item["group"], []).append(item)
    span = f"{words.day(sitting.start)} {words.time(sitting.start)}—{words.time(sitting.end)}"
    gaps = len(data["gaps"])
    told = text("press-gaps", gaps=gaps, items=len(data["items"])) if gaps else text("press-no-gaps")
    own = (
        ((text("press-place"), source.place_of(room)), (text("press-sitting"), f"{sitting.subject} {span}")),
        ((text("press-evidence"), told), (text("press-items"), str(len(data["items"])))),
    )
    steps = sorted([*groups.get("steps", ()), *groups.get("orders", ())], key=lambda i: i["planned"] or 0)
    others = [*groups.get("matters", ()), *groups.get("records", ())]
    name = text("press-scope-room", room=room.number)
    sections = (
        Section(text("press-part-steps"), STEPS, tuple(_step(source, sitting.id, i) for i in steps)),
        Section(text("press-part-people"), PEOPLE, tuple(_people(source, i) for i in groups.get("candidates", ()))),
        Section(text("press-part-counts"), COUNTS, tuple(_count(source, i) for i in groups.get("counts", ()))),
        Section(text("press-part-others"), STEPS, tuple(_step(source, sitting.id, i) for i in others)),
        Section(text("press-part-pictures"), PICTURES, tuple(_picture(source, i) for i in groups.get("pictures", ()))),
        Section(text("press-part-gaps"), GAPS, tuple(_gaps(source, sitting.id, data)), nothing=text("press-no-gaps")),
    )
    roles = ("lead-proctor", "assistant-proctor", "chief")
    return Report(
        text("press-evidence-title"),
        sections,
        under="　".join(part for part in (source.plan.name, text("press-room-of", room=room.number)) if part),
        name=name,
        clause="002 附件4、附件5",
        facts=(*heading_facts(source, facts), *own),
        signed=tuple(words.role(r) for r in roles),
    )


def item_title(source: PrintSource, sitting: str, item: Facts) -> str:
    """What a piece of evidence is called: its step or matter, and the bag or person it is of."""
    words, index = source.words, source.context.index
    of = str(item.get("of", "")) if not isinstance(item.get("of"), int) else ""
    whose = words.bag(of) if of in index.bags else words.staff(of) if of else ""
    if "step" in item:
        title = step_title(source, sitting, item["step"])
    elif "order" in item:
        title = words.text("press-order", order=words.text(f"choice-{item['order']}"))
    elif "equation" in item:
        title = words.text(f"equation-{item['equation']}")
    elif item.get("what") == "incident":
        kind = source.context.rules.kind("incident", str(item.get("kind", "")))
        title = f"{words.text('press-what-incident')}　{kind.title if kind else ''}".strip()
    elif item.get("what") == "sheet":
        title = sheet_title(source, item)
    elif item.get("what") == "photo":
        shows = item["shows"] if item["shows"] in SHOWS else "other"
        title = f"{words.text('press-what-photo')}　{words.text(f'choice-{shows}')}"
    elif "what" in item:
        title = words.text(f"press-what-{item['what']}")
        whose = whose or _whose(source, item["key"])
    else:
        title = words.text(f"press-what-{item['key']}")
    return f"{title}　{whose}" if whose else title


def _whose(source: PrintSource, key: str) -> str:
    """The candidate a matter is about."""
    id = key.partition(":")[2].partition("/")[0]
    return source.candidate(id).name if id in source.context.index.candidates else ""


def _signed(source: PrintSource, item: Facts) -> str:
    """Each slot with its person; an open one is said to be open."""
    out = []
    for slot in item["signatures"]:
        who = source.words.staff(slot["officer"]) if slot["officer"] else ""
        if not who:
            who = f"{source.words.roles(slot['needs'])} {source.words.text('press-unsigned')}"
        out.append(who)
    return "、".join(out)


def _step(source: PrintSource, sitting: str, item: Facts) -> tuple[str, ...]:
    return (
        item_title(source, sitting, item),
        item["clause"],
        when(source, item["planned"]),
        when(source, item["at"]),
        "" if item["state"] != "proven" and not item["proof"] else _signed(source, item),
        source.numbered(pairs(item["proof"])),
        source.words.text(f"press-{item['state']}"),
    )


def _people(source: PrintSource, item: Facts) -> tuple[str, ...]:
    missing = _seats(item)
    return (
        source.words.text(f"press-what-{item['key']}"),
        item["clause"],
        str(item["of"]),
        str(item["count"]),
        missing,
        source.numbered(pairs(item["proof"]), 6),
        source.words.text(f"press-{item['state']}"),
    )


def _count(source: PrintSource, item: Facts) -> tuple[str, ...]:
    sign = "=" if sum(item["left"].values()) == sum(item["right"].values()) else "≠"
    return (
        item_title(source, "", item),
        item["clause"],
        when(source, item["at"]),
        f"{sums(source, item['left'])} {sign} {sums(source, item['right'])}",
        source.numbered(pairs(item["proof"])),
        source.words.text(f"press-{item['state']}"),
    )


def _picture(source: PrintSource, item: Facts) -> tuple[str, ...]:
    """A photo, or a signed sheet with what it says."""
    told = sheet_words(source, item) if item["what"] == "sheet" else ""
    return (
        item_title(source, "", item),
        _signed(source, item),
        when(source, item["at"]),
        told,
        item["attachment"],
        source.numbered(pairs(item["proof"])),
    )


def _seats(item: Facts) -> str:
    """The seats something is missing of: `3、5–8`."""
    return "、".join(runs(sorted(m["seat"] for m in item.get("missing", ()))))


def _gaps(source: PrintSource, sitting: str, data: Facts) -> Iterator[tuple[str, ...]]:
    items = {i["key"]: i for i in data["items"]}
    for n, gap in enumerate(data["gaps"], 1):
        item = items[gap["key"]]
        title = item_title(source, sitting, item)
        seats = _seats(item)
        kinds = dict.fromkeys(gap["missing"])
        what = "；".join(source.words.text(f"press-gap-{k}", count=gap["missing"].count(k)) for k in kinds)
        if seats:
            what = source.words.text("press-gap-seats", seats=seats)
        yield str(n), f"{title}：{what}", gap["clause"]
