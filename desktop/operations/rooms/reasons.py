"""The grounds of a seat, and what a move or a layout meets, as sentences."""

from __future__ import annotations

from desktop.exam.plan.arranging.findings import Finding, spoken
from desktop.exam.plan.editing.reasons import Explained
from desktop.operations.words import LEVELS, Catalogue


def group_words(group: str) -> str:
    """`中式烹调师/4` as 中式烹调师 四级."""
    occupation, _, level = group.rpartition("/")
    return f"{occupation} {LEVELS.get(int(level), level)}" if occupation and level.isdecimal() else group


def groups_words(words: Catalogue, groups: tuple[tuple[str, int], ...]) -> str:
    """Several groups with the people of each."""
    return "、".join(words.text("seat-why-group-count", group=group_words(g), count=n) for g, n in groups)


def said(words: Catalogue, finding: Finding) -> str:
    """A finding's sentence."""
    facts = dict(finding.facts)
    if isinstance(groups := facts.get("groups"), tuple):
        facts["groups"] = groups_words(words, groups)
    return words.text(f"finding-{finding.code}", **spoken(facts))


def reasons(words: Catalogue, told: Explained) -> tuple[tuple[str, str], ...]:
    """Why somebody sits there, a sentence each with the clause it serves (or none), the decisive ones first."""
    capacity, snake = told.clauses
    out: list[tuple[str, str]] = []
    if told.locked:
        out.append((words.text("seat-why-locked"), ""))
    if told.by_hand:
        out.append((words.text("seat-why-by-hand"), ""))
    elif told.added:
        out.append((words.text("seat-why-added"), ""))
    else:
        out.append((words.text("seat-why-drawn"), ""))
    group = group_words(told.group)
    if told.mixed:
        out.append((words.text("seat-why-mixed", group=group, groups=groups_words(words, told.groups)), capacity))
    else:
        out.append((words.text("seat-why-group", group=group), capacity))
    place = {"number": told.number, "row": told.row, "column": told.column}
    side = words.text(f"seat-door-{told.door}")
    out.append((words.text("seat-why-snake" if told.in_snake else "seat-why-astray", side=side, **place), snake))
    if told.alternate_rows:
        out.append((words.text("seat-why-tiered"), capacity))
    out.append((_beside(words, told), ""))
    if told.needs:
        out.append((words.text("seat-why-needs", needs=told.needs), ""))
    return tuple(out)


def _beside(words: Catalogue, told: Explained) -> str:
    same = "、".join(f"{b.number} {b.name}" for b in told.beside if b.colleague)
    if same:
        return words.text("seat-why-colleagues", employer=told.employer, people=same)
    if not told.employer:
        return words.text("seat-why-no-employer")
    if not told.beside:
        return words.text("seat-why-alone")
    people = "、".join(f"{b.number} {b.name}" for b in told.beside)
    return words.text("seat-why-apart", employer=told.employer, people=people)
