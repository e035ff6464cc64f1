"""The pages of the office desk, one function a section: figures, table, jobs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from desktop.exam.day.balance import site_equations
from desktop.exam.day.roomrecord import open_points
from desktop.exam.plan.model import Plan
from desktop.operations import planning
from desktop.operations.boards.office import Figure, Line, Mark, Page, SectionState
from desktop.operations.boards.shell import Choice, FieldRow
from desktop.operations.desks.office.jobs import field, job_row
from desktop.operations.desks.office.planning import steps
from desktop.operations.desks.room import equation_words

if TYPE_CHECKING:
    from desktop.operations.desks.office.desk import OfficeDesk

Checks = tuple[Any, ...]
LINE_KEYS = ("D3", "D4", "D5", "D7")


def checks_of(desk: OfficeDesk, plan: Plan) -> Checks:
    return planning.check(plan, desk.parts.rules, desk.parts.calendar(), desk.parts.today())


# --- before the day ---------------------------------------------------------------------------------------------------


def publish_page(desk: OfficeDesk, plan: Plan | None, checks: Checks) -> Page:
    word = desk.words.text
    if plan is not None and desk.pins:
        return _pins_page(desk, plan)
    blocked = [c for c in checks if c.state in ("missed", "not-met")]
    lines = tuple(Line((c.key, word(f"check-{c.key}"), c.clause), ("stop",)) for c in blocked)
    fields = (field(desk, "out", value="plan.kaodian"), field(desk, "rehearsal", "tick", required=False))
    roles = tuple(Choice(r, word(f"desk-{r}")) for r in ("control", "door", "room", "custody", "office"))
    enrol = (
        field(desk, "package", value="plan.kaodian"),
        field(desk, "label"),
        FieldRow("role", word("job-field-role"), "choice", roles),
    )
    return Page(
        word("office-section-publish"),
        word("office-revision", revision=plan.revision) if plan and plan.revision else word("office-not-published"),
        heads=tuple(word(f"office-head-{h}") for h in ("rule", "duty", "clause")),
        widths=(70, 420, 260),
        lines=lines,
        nothing=word("office-all-met"),
        jobs=(
            job_row(desk, "publish", "F6", fields, primary=True),
            job_row(desk, "enrol", "F7", enrol),
            job_row(desk, "plan-workbooks", "F8", (field(desk, "folder", value=word("office-workbooks-folder")),)),
        ),
    )


def _pins_page(desk: OfficeDesk, plan: Plan) -> Page:
    """Everybody's PIN, on this page only until it is left."""
    word = desk.words.text
    lines = tuple(
        Line((p.number, p.name, desk.words.role(p.role), desk.pins[p.id])) for p in plan.staff if p.id in desk.pins
    )
    return Page(
        word("office-pins"),
        word("office-pins-once"),
        heads=tuple(word(f"office-head-{h}") for h in ("number", "person", "role", "pin")),
        widths=(120, 180, 180),
        lines=lines,
    )


# --- on the day -------------------------------------------------------------------------------------------------------


def close_page(desk: OfficeDesk, plan: Plan | None, checks: Checks) -> Page:
    word, behind = desk.words.text, desk.behind
    if behind is None or desk.record is None:
        return Page(word("office-section-close"), nothing=word("office-no-record"))
    ctx, lines = behind.ctx, []
    closed = total = 0
    for sitting in desk.record.plan.sittings:
        for room in ctx.rooms(sitting.id):
            total += 1
            closed += ctx.state.room(sitting.id, room).closed is not None
            for code, facts in open_points(ctx, sitting.id, room)[:3]:
                said = word(f"open-{code}", **desk.words.facts(facts))
                if "equation" in facts:
                    said += f"：{word('equation-' + str(facts['equation']))}"
                action = behind.row("close-room", f"room:{sitting.id}/{room}")
                lines.append(Line((desk.words.room(room), said), ("plain", "warn"), action))
        for e in site_equations(ctx, sitting.id):
            if e.holds is not True:
                lines.append(Line(("—", equation_words(word, e)), ("plain", "warn")))
    path = FieldRow("token_file", word("job-field-token_file"))
    actions = tuple(
        r
        for r in (behind.row("close-sitting", f"sitting:{t.id}", key="F8") for t in desk.record.plan.sittings)
        if r is not None
    )
    return Page(
        word("office-section-close"),
        word("office-code", code=desk.record.head_code()),
        (Figure(word("office-closed"), closed, "ok"), Figure(word("office-still-open"), total - closed, "warn")),
        (word("office-head-room"), word("office-head-open")),
        (90, 600),
        tuple(lines),
        nothing=word("office-nothing-open"),
        jobs=(
            job_row(desk, "export", "F5", (field(desk, "out", value="record.jsonl"),)),
            job_row(desk, "sync-hub", "F6", (field(desk, "url", value=desk.home.settings.get("hub-url")),)),
            job_row(desk, "sync-central", "F7", (field(desk, "url"), path), primary=True),
            *actions[:1],
        ),
    )


# --- the rail and the deadline line -----------------------------------------------------------------------------------


def section_states(desk: OfficeDesk, plan: Plan | None, checks: Checks) -> dict[str, tuple[SectionState, str]]:
    """How each section stands: done, open or in trouble, with a word on it."""
    out = steps.imports_state(desk, steps.before_the_day(desk, plan, checks))
    out["cards"] = out["accept"] = ("open", "")
    out["sheets"] = out["close"] = ("open", "")
    if desk.record is not None and all(desk.record.state.sitting(t.id).closed for t in desk.record.plan.sittings):
        out["accept"] = out["close"] = ("done", "")
    return out


def marks(desk: OfficeDesk, plan: Plan, checks: Checks) -> tuple[Mark, ...]:
    """The line of D3, D4, D5, D7 and the first exam day, with today on it."""
    found = [(c.due, c) for c in checks if c.key in LINE_KEYS and c.due is not None]
    try:
        first = date.fromisoformat(plan.first_exam_date)
    except ValueError:
        return ()
    today = desk.parts.today()
    begin = min([d for d, _ in found] + [first, today]) - timedelta(days=2)
    end = max(first, today) + timedelta(days=1)
    span = max(1, (end - begin).days)

    def at(day: date) -> int:
        return int((day - begin).days * 1000 // span)

    out = []
    for due, c in found:
        state: Literal["done", "today", "soon", "late", "ahead"] = "ahead"
        if c.state == "met":
            state = "done"
        elif c.state == "missed":
            state = "late"
        elif c.state == "due-soon":
            state = "soon"
        out.append(Mark(at(due), due.strftime("%m-%d"), desk.words.text(f"office-mark-{c.key}"), state))
    out.append(Mark(at(first), first.strftime("%m-%d"), desk.words.text("office-mark-first"), "ahead"))
    out.append(Mark(at(today), today.strftime("%m-%d"), desk.words.text("office-mark-today"), "today"))
    return tuple(sorted(out, key=lambda m: m.at))
