"""考场规则: one poster for every set of rules among the sittings."""

from __future__ import annotations

from desktop.press.exams import rules_of, sittings_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.exam import ExamRules
from forms.rooms.rules_poster import RulesPoster, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    found: dict[ExamRules, list[str]] = {}
    for sitting, _ in sittings_of(source):
        found.setdefault(rules_of(source, sitting), []).append(sitting.subject)
    name = source.context.rules.name
    posters = [RulesPoster(r, name, "、".join(subjects) if len(found) > 1 else "") for r, subjects in found.items()]
    return posters, render
