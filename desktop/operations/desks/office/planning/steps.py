"""The way to a published plan: which step comes next, and on each step the D and N rules that belong to it, what is
still open, by which clause, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.exam.plan.arranging.posts import PostRules
from desktop.exam.plan.limits.checked import Check
from desktop.exam.plan.model import Plan
from desktop.operations import planning
from desktop.operations.boards.office import Guide, Page, Section, SectionState, StepRule
from desktop.operations.boards.shell import Tone
from desktop.operations.desks.office.planning.dates import TONES

if TYPE_CHECKING:
    from desktop.operations.desks.office.desk import OfficeDesk

WAY = ("import", "plan", "seats", "staff", "print", "publish")
"""The steps in the order they are done; `plan` is where the rules are checked."""
RULES: Mapping[str, tuple[str, ...]] = {
    "import": ("D5", "D12", "N13"),
    "plan": ("D3", "D4", "D6"),
    "seats": ("N5", "N6", "N7"),
    "staff": ("N1", "N2", "N3", "N4", "N14"),
    "print": ("N9", "N12"),
    "publish": ("D7", "N8", "N11"),
}
OPEN = ("missed", "not-met", "due-soon", "unknown", "open")
"""States that wait for somebody, the worst first."""

States = dict[str, tuple[SectionState, str]]


def before_the_day(desk: OfficeDesk, plan: Plan | None, checks: Sequence[Check]) -> States:
    """How each step stands: done, open or in trouble, with a word on it."""
    word = desk.words.text
    state = {c.key: c.state for c in checks}
    late = sum(state.get(key) in ("missed", "due-soon") for key in RULES["plan"])
    bad = sum(c.state in ("missed", "not-met") for c in checks)
    out: States = dict.fromkeys(WAY, ("open", ""))
    if plan is None:
        return out
    out["plan"] = ("trouble", word("office-places", count=bad or late)) if bad or late else ("done", "")
    out["import"] = ("done", "") if plan.candidates else ("open", "")
    seated = {(s.sitting, s.candidate) for s in plan.seats}
    without = sum((t, c.id) not in seated for c in plan.candidates for t in c.sittings)
    if plan.seats:
        out["seats"] = ("trouble", word("office-people", count=without)) if without else ("done", "")
    if plan.duties:
        empty = sum(not p.holder for p in PostRules(plan, planning.params_of(desk.parts.rules, plan)).posts)
        broken = sum(state.get(key) == "not-met" for key in ("N1", "N2"))
        out["staff"] = ("trouble", word("office-places", count=empty or broken)) if empty or broken else ("done", "")
    if plan.seats and desk.home.prints.all():
        out["print"] = ("done", "")
    if plan.revision:
        out["publish"] = ("done", "") if planning.published_hash(desk.home) else ("trouble", word("guide-changed"))
    return out


def imports_state(desk: OfficeDesk, states: States) -> States:
    """A file that is open and not taken yet has the word on the import step."""
    read = desk.roster.reading
    if read is not None and (found := len(read.rejected) + len(read.warnings) * (not read.taken)):
        return {**states, "import": ("trouble", desk.words.text("office-places", count=found))}
    if read is not None and not read.taken:
        return {**states, "import": ("open", "")}
    return states


def next_step(desk: OfficeDesk, states: States, checks: Sequence[Check]) -> str:
    """The first step that is not done; a plan is checked when nothing of that step is late or soon due, and what a
    file only asks to look at is done once it was taken. "" when all are."""
    state = {c.key: c.state for c in checks}
    for step in WAY:
        done = states[step][0] == "done"
        if step == "plan":
            done = bool(checks) and not any(state.get(key) in ("missed", "due-soon") for key in RULES["plan"])
        elif step == "import" and desk.roster.reading is not None:
            done = desk.roster.reading.taken
        if not done:
            return step
    return ""


def guide(
    desk: OfficeDesk, section: str, sections: Sequence[Section], checks: Sequence[Check], coming: str
) -> Guide | None:
    """What the step that is shown has to say; nothing on the day."""
    if section not in WAY:
        return None
    word = desk.words.text
    own = [c for key in RULES[section] for c in checks if c.key == key and c.state != "not-applicable"]
    # The plan's page is the list of all rules: there the strip only says where to go on.
    rules = tuple(_rule(desk, c) for c in own) if section != "plan" else ()
    coming_to = next((s for s in sections if s.id == coming), None)
    if coming_to is None:
        return Guide(rules, word("guide-all-done"))
    if coming == section:
        return Guide(rules, word(f"guide-here-{section}"), here=True)
    return Guide(rules, word("guide-next", step=coming_to.title), str(coming_to.number))


def _rule(desk: OfficeDesk, c: Check) -> StepRule:
    word = desk.words.text
    tone: Tone = TONES.get(c.state, "plain")
    if c.state not in OPEN:
        return StepRule(c.key, word(f"check-{c.key}"), tone)
    due = f"{c.due.isoformat()} " if c.due is not None else ""
    said = f"{due}{word(f'check-state-{c.state}')}（{c.clause}）"
    return StepRule(c.key, word(f"check-{c.key}"), tone, said, word(f"guide-todo-{c.key}"), OPEN.index(c.state))


def toned_down(page: Page, section: str, coming: str) -> Page:
    """One thing on the screen is brand-coloured: a job is, where its step is the next one."""
    if section not in WAY or coming in (section, "") or (section == "plan" and page.work is None):
        return page
    return replace(page, jobs=tuple(replace(row, primary=False) for row in page.jobs))
