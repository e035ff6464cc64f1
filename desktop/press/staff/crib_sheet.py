"""岗位流程卡: the protocol's steps role by role, at the times of the sitting."""

from __future__ import annotations

from desktop.exam.plan.model import ROLES, Sitting
from desktop.exam.rules.protocol import Step
from desktop.press.exams import exam_of, sittings_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.staff.crib_sheet import CribSheet, CribStep, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    return [sheet for sitting, _ in sittings_of(source) for sheet in _sheets(source, sitting)], render


def _sheets(source: PrintSource, sitting: Sitting) -> list[CribSheet]:
    protocol = source.context.protocol(sitting.id)
    if protocol is None:
        return []
    out = []
    for role in ROLES:
        steps = sorted(
            (_step(source, sitting, step, role) for step in protocol.steps if role in step.actors),
            key=lambda step: step.at,
        )
        if steps:
            name = f"{protocol.name}（{_cited(protocol.clause)}）"
            out.append(CribSheet(source.words.role(role), exam_of(sitting), tuple(steps), name))
    return out


def _step(source: PrintSource, sitting: Sitting, step: Step, role: str) -> CribStep:
    return CribStep(
        at=source.context.moment(step.at, sitting.id),
        title=step.title,
        text=step.text,
        evidence=step.evidence,
        failure=step.failure,
        clause=_cited(step.clause),
        others=tuple(source.words.role(actor) for actor in step.actors if actor != role),
    )


def _cited(clause: str) -> str:
    """As the other sheets name it: `002` is our own number of the procedure and says nothing to who holds the card."""
    return clause.replace("002 ", "")
