"""Sittings and people as several forms name them."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.exam.plan.limits.checked import subject_kind
from desktop.exam.plan.model import Candidate, Room, Sitting, Staff
from desktop.press.source import PrintSource, mode_of
from forms import words
from forms.exam import Exam, ExamRules

_BY_MODE = {
    "paper": "theory",
    "computer": "theory",
    "practical": "skills",
    "simulated": "skills",
    "interview": "review",
}


def examined(sitting: Sitting) -> str:
    """theory, skills or review, by the subject's name, else by what its mode usually examines (App1 note 6)."""
    return subject_kind(sitting) or _BY_MODE[sitting.mode]


def exam_of(sitting: Sitting) -> Exam:
    return Exam(sitting.subject, sitting.start, sitting.end, mode_of(sitting))


def rules_of(source: PrintSource, sitting: Sitting | None) -> ExamRules:
    """What the rule set says to candidates; no early hand-in where its window is empty (G16)."""
    rules = source.context.rules
    after, stops = rules.value("hand-in-after"), rules.value("hand-in-stops-before")
    minutes = (sitting.end - sitting.start) // 60_000 if sitting else after + stops + 1
    return ExamRules(
        documents=rules.documents,
        opens_before=rules.value("door-opens-before"),
        late_cutoff=rules.value("late-cutoff"),
        hand_in_after=after,
        hand_in_stops=stops,
        early=minutes - stops > after,
    )


def sittings_of(source: PrintSource) -> list[tuple[Sitting, list[Room]]]:
    """Every sitting with its rooms in use. Raises SiteFault print-nothing."""
    out: dict[str, tuple[Sitting, list[Room]]] = {}
    for sitting, room in source.rooms(None):
        out.setdefault(sitting.id, (sitting, []))[1].append(room)
    return list(out.values())


def kinds(people: Iterable[Candidate]) -> str:
    """Occupations with levels, each once: `电工（三级/高级工）、焊工（四级/中级工）`."""
    return "、".join(dict.fromkeys(words.occupation_level(c.occupation, c.level) for c in people))


def short_kinds(people: Iterable[Candidate]) -> str:
    """`电工 三级、焊工 四级`."""
    return "、".join(dict.fromkeys(words.short_occupation(c.occupation, c.level) for c in people))


def named(person: Staff | None) -> str:
    """`张建国（P011）`."""
    if person is None:
        return ""
    return f"{person.name}（{person.number}）" if person.number else person.name
