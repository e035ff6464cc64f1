"""Seats by hand from the command line: move somebody, ask why somebody sits there, draw a room anew."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from desktop.cli import shared
from desktop.cli.answer import Wrong
from desktop.cli.shared import Run
from desktop.exam.plan.arranging.findings import Finding
from desktop.exam.plan.layout import column_sizes, room_layout
from desktop.operations import planning
from desktop.operations.rooms import layouts, reasons, seats
from desktop.operations.rooms.printed import call_in

if TYPE_CHECKING:
    from desktop.exam.plan.limits.params import PlanningParams
    from desktop.exam.plan.model import Plan, Room


def move(
    run: Run, candidate: str, room: str, seat: int | None, sitting: str, accept_flags: bool, dry_run: bool
) -> None:
    """把一名考生调到另一个座位；那里有人就互换。"""
    with run.home() as home:
        plan = planning.draft_of(home)
        person = seats.found_candidate(plan, candidate)
        at = seats.found_sitting(plan, person, sitting)
        target = seats.found_room(plan, room)
        done = seats.move(
            *(home, run.parts.rules, person.id, target, seat),
            sitting=at,
            seen=None if accept_flags else (),
            dry_run=dry_run,
        )
        names = {c.id: c.name for c in plan.candidates}
        rooms = {r.id: r.number for r in plan.rooms}
    weighed = done.weighed
    after = weighed.change.after if weighed.change else ()
    data = {
        "moved": done.kept,
        "refused": _finding(run, weighed.refused) if weighed.refused else None,
        "warnings": [_finding(run, w) for w in weighed.warnings],
        "seats": [{"candidate": s.candidate, "room": s.room, "number": s.number} for s in after],
        "swapped": weighed.swapped or None,
    }
    lines = [f"! {_said(run, w)}" for w in weighed.warnings]
    if weighed.refused:
        run.answer.refuse(data, f"✕ {_said(run, weighed.refused)}")
    placed = "，".join(f"{names[s.candidate]} → {rooms[s.room]} 考场 {s.number} 号" for s in after)
    if done.unseen and not dry_run:
        run.answer.refuse(data, "\n".join([*lines, f"没有移动（{placed}）；看过以上各项，加 --accept-flags 再移动。"]))
    run.answer.give(data, "\n".join([*lines, f"{'可以移动' if dry_run else '已移动'}：{placed}"]))


def why(run: Run, candidate: str, sitting: str) -> None:
    """一名考生为什么坐在这里。"""
    with run.home() as home:
        plan = planning.draft_of(home)
        person = seats.found_candidate(plan, candidate)
        at = seats.found_sitting(plan, person, sitting)
        told = seats.why_here(plan, person.id, at, planning.params_of(run.parts.rules, plan))
    said = reasons.reasons(run.answer.wording, told)
    data = asdict(told) | {"mixed": told.mixed, "employer_gap": told.employer_gap}
    data["said"] = [{"sentence": sentence, "clause": clause} for sentence, clause in said]
    head = f"{told.name}：{told.room} 考场 {told.number} 号"
    run.answer.give(
        shared.plain(data),
        "\n".join([head, *(f"  {line}{f'（{clause}）' if clause else ''}" for line, clause in said)]),
    )


def unlock(run: Run, room: str) -> None:
    """一个考场的打印件已全部收回，座位可以再动。"""
    with run.home() as home:
        plan = planning.draft_of(home)
        id = seats.found_room(plan, room)
        free = call_in(home, id)
        still = sum(s.room == id and s.locked for s in planning.draft_of(home).seats)
    run.answer.give({"unlocked": free, "locked": still}, f"{room} 考场解除锁定 {free} 座，仍锁定 {still} 座。")


def layout(
    run: Run,
    room: str,
    columns: int | None,
    rows: int | None,
    sizes: str | None,
    door: str | None,
    kind: str | None,
    capacity: int | None,
    aisles: str | None,
    gaps: str | None,
    lose: bool,
    dry_run: bool,
) -> None:
    """一个考场的布局；给出要改的各项就改。"""
    wish = {
        "columns": columns,
        "rows": rows,
        "sizes": _numbers("--sizes", sizes, "-"),
        "door": door,
        "kind": kind,
        "capacity": capacity,
        "aisles": _numbers("--aisles", aisles, ","),
        "gaps": _gaps(gaps),
    }
    with run.home() as home:
        plan = planning.draft_of(home)
        params = planning.params_of(run.parts.rules, plan)
        id = seats.found_room(plan, room)
        now = next(r for r in plan.rooms if r.id == id)
        if all(v is None for v in wish.values()):
            run.answer.give(layouts.layout_view(now, plan, params), _drawing(now, params))
            return
        done = layouts.redraw(home, run.parts.rules, layouts.drawn(now, wish), lose=lose, dry_run=dry_run)
        plan = planning.draft_of(home)
    _told(run, done, plan, params, dry_run)


def _told(run: Run, done: layouts.Redrawn, plan: Plan, params: PlanningParams, dry_run: bool) -> None:
    tried = done.tried
    data = {
        "saved": done.kept,
        "refused": [_finding(run, f) for f in tried.refused],
        "warnings": [_finding(run, w) for w in tried.warnings],
        "lost": [{"candidate": s.candidate, "sitting": s.sitting, "number": s.number} for s in tried.lost],
        "beside_colleague": tried.beside,
        "layout": layouts.layout_view(tried.room, plan, params),
    }
    lines = [f"! {_said(run, w)}" for w in tried.warnings]
    if tried.refused:
        run.answer.refuse(data, "\n".join(f"✕ {_said(run, f)}" for f in tried.refused))
    drawing = _drawing(tried.room, params)
    if tried.lost and not done.kept and not dry_run:
        run.answer.refuse(data, "\n".join([*lines, drawing, "没有保存；确实要这样改，加 --lose-seats。"]))
    run.answer.give(data, "\n".join([*lines, drawing, "可以这样改" if dry_run else "已保存"]))


def _drawing(room: Room, params: PlanningParams) -> str:
    """The room with the lectern on top, each desk by its number; `×` is no desk, `·` a place left free."""
    layout = room_layout(room, params)
    sizes = column_sizes(room)
    at = {(d.row, d.column): d.number for d in layout.desks}
    right = room.door.endswith("right")
    top, bottom = ("门", "") if room.door.startswith("front") else ("", "门")
    lines = [_side(top, "讲台", right, len(sizes), room)]
    for row in range(1, max(sizes) + 1):
        cells = []
        for column, size in enumerate(sizes, start=1):
            mark = str(at.get((row, column), "×" if f"{row}-{column}" in room.gaps else "·")) if row <= size else ""
            cells.append(f"{mark:>3}" + ("  │" if column in room.aisles else ""))
        lines.append(" ".join(cells).rstrip())
    if bottom:
        lines.append(_side(bottom, "", right, len(sizes), room))
    return "\n".join([*lines, f"{room.number} 考场：{layout.capacity} 座"])


def _side(door: str, middle: str, right: bool, columns: int, room: Room) -> str:
    wide = columns * 4 + 3 * len(room.aisles)
    words = middle.center(max(wide - 4, len(middle)))
    return f"{words}  {door}".rstrip() if right else f"{door or '  '}{words}".rstrip()


def _numbers(option: str, given: str | None, between: str) -> tuple[int, ...] | None:
    """`7-8-8-7` or `2,4`; empty for none. Raises Wrong."""
    if given is None:
        return None
    parts = [p.strip() for p in given.split(between) if p.strip()]
    if not all(p.isascii() and p.isdecimal() and 0 < int(p) <= 60 for p in parts):
        raise Wrong(f"{option} 要写成 1 到 60 的整数，用“{between}”分开，例如 {between.join('78')}。")
    return tuple(int(p) for p in parts)


def _gaps(given: str | None) -> tuple[str, ...] | None:
    if given is None:
        return None
    parts = tuple(p.strip() for p in given.split(",") if p.strip())
    if not all(layouts.GAP.fullmatch(p) for p in parts):
        raise Wrong("--gaps 要写成“排-列”，用逗号分开，例如 3-2,3-4。")
    return parts


def _finding(run: Run, finding: Finding) -> dict[str, Any]:
    facts = shared.plain(finding.facts)
    return {"code": finding.code, "clause": finding.clause, "facts": facts, "message": _said(run, finding)}


def _said(run: Run, finding: Finding) -> str:
    return reasons.said(run.answer.wording, finding)
