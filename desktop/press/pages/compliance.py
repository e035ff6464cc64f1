"""合规核对 (X5): every clause with its answer and where that is proven."""

from __future__ import annotations

from typing import Any

from desktop.press.pages.findings import heading_facts, holder, pairs
from desktop.press.source import PrintSource
from forms.report import Head, Report, Section

Facts = dict[str, Any]
GROUPS = ("steps", "gates", "balances", "deadlines", "setup", "rights")
ROWS = (
    Head("内容", 2.6, long=True),
    Head("条款", 2.2, long=True),
    Head("结论", 0.8, "centre"),
    Head("依据", 3.2, long=True),
)
STATES = ("met", "not-met", "open", "not-applicable")


def compliance_pages(source: PrintSource, facts: Facts) -> list[Report]:
    """One document with a section a group."""
    text = source.words.text
    totals = tuple((text(f"press-state-{s}"), str(facts["totals"].get(s, 0))) for s in STATES)
    sections = [
        Section(
            text(f"press-group-{group}"),
            ROWS,
            tuple(_row(source, r) for r in facts["rows"] if r["group"] == group),
        )
        for group in GROUPS
    ]
    return [
        Report(
            text("press-compliance-title"),
            tuple(sections),
            name=text("press-compliance-name"),
            clause="",
            facts=(*heading_facts(source, facts), totals),
            signed=(source.words.role("chief"), source.words.role("quality")),
        )
    ]


def _row(source: PrintSource, row: Facts) -> tuple[str, ...]:
    text = source.words.text
    return _title(source, row), row["clause"] or "—", text(f"press-state-{row['state']}"), _why(source, row)


def _title(source: PrintSource, row: Facts) -> str:
    text, key = source.words.text, row["key"]
    if row["group"] in ("gates", "rights"):
        title = text(f"command-{key}")
        return text("press-persons", title=title, persons=row["persons"]) if row.get("persons") else title
    if row["group"] == "balances":
        return text(f"press-balance-{key}")
    if row["group"] in ("deadlines", "setup"):
        return f"{key} {row['title']}"
    return str(row["title"])


def _why(source: PrintSource, row: Facts) -> str:
    """What the answer rests on: what is missing, what broke, or the entries that prove it."""
    text = source.words.text
    parts: list[str] = []
    if row.get("missing"):
        parts.append(text("press-missing-in", where=_places(source, row["missing"])))
    if row.get("late"):
        parts.append(text("press-late-in", where=_places(source, row["late"])))
    if isinstance(row.get("broken"), list) and row["broken"]:
        told = "、".join(f"{_places(source, [b['place']])}（{holder(source, b['holder'])}）" for b in row["broken"])
        parts.append(text("press-broken-in", where=told))
    elif row.get("count"):
        broken = row.get("broken", 0)
        key = "press-second-look-broken" if broken else "press-second-look"
        parts.append(text(key, count=row["count"], broken=broken))
    if row.get("detail"):
        parts += _planned(source, row)
    if row["proof"]:
        first = row.get("count") and not row.get("broken")
        parts.append(
            text("press-first-entry" if first else "press-entries", entries=source.numbered(pairs(row["proof"]), 6))
        )
    if not parts and row.get("detail"):
        parts.append(text("press-by-plan"))
    return "；".join(parts)


def _planned(source: PrintSource, row: Facts) -> list[str]:
    text = source.words.text
    parts = []
    if row["why"]:
        parts.append(
            text(f"why-{row['why']}", year=row["facts"].get("year", ""), apply_by=row["facts"].get("apply_by", ""))
        )
    elif row["detail"] not in ("met", "not-met"):
        parts.append(text(f"check-state-{row['detail']}"))
    if row["done"]:
        parts.append(text("press-done-on", day=row["done"]))
    if row["due"]:
        parts.append(text("press-due-on", day=row["due"]))
    return parts


def _places(source: PrintSource, ids: list[str]) -> str:
    """Rooms and sittings by id; rooms that follow each other in the plan drawn together: `01–12 考场`."""
    index = source.context.index
    order = {r.id: n for n, r in enumerate(index.plan.rooms)}
    spans: list[list[int]] = []
    for n in sorted({order[i] for i in ids if i in order}):
        if spans and n == spans[-1][1] + 1:
            spans[-1][1] = n
        else:
            spans.append([n, n])
    numbers = [r.number for r in index.plan.rooms]
    rooms = "、".join(numbers[a] if a == b else f"{numbers[a]}–{numbers[b]}" for a, b in spans)
    named = [source.words.text("press-scope-room", room=rooms)] if rooms else []
    named += [index.sittings[i].subject if i in index.sittings else i for i in dict.fromkeys(ids) if i not in order]
    return "、".join(named)
