"""The page of contactless cards: badges of everybody on duty, tickets and resident chips of candidates (Art 19, 21).

A card laid on the reader fills the form's field; only its digest goes into the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.exam.identity.tokens import BADGE, CHIP, KINDS, TICKET, holder
from desktop.exam.plan.model import Plan, Staff
from desktop.operations.boards.office import Figure, Line, Page
from desktop.operations.boards.shell import ActionRow, Choice, FieldRow

if TYPE_CHECKING:
    from desktop.operations.desks.desk import DeskBehind
    from desktop.operations.desks.office.desk import OfficeDesk

ENROL = "enrol-card"
"""Enrolling for a candidate named in the form; becomes `enrol-token` about that candidate."""


def cards_page(desk: OfficeDesk, plan: Plan | None, checks: tuple[Any, ...]) -> Page:
    """Everybody on duty with or without a badge card; Enter lays one down. Candidates are named in a form."""
    word = desk.words.text
    title = word("office-section-cards")
    behind, record = desk.behind, desk.record
    if record is None or behind is None:
        return Page(title, nothing=word("office-no-record"))
    state = record.state
    held = [holder(state, digest) for digest in state.tokens()]
    badges = {owner for owner, kind in filter(None, held) if kind == BADGE}
    counts = {kind: sum(h is not None and h[1] == kind for h in held) for kind in KINDS}
    lines = tuple(
        Line(
            (
                p.number,
                p.name,
                desk.words.role(p.role),
                word(f"office-badge-{'yes' if f'staff:{p.id}' in badges else 'no'}"),
            ),
            ("plain", "plain", "plain", "ok" if f"staff:{p.id}" in badges else "plain"),
            _for_a_badge(desk, behind, p),
        )
        for p in record.plan.staff
    )
    row = _for_a_candidate(desk)
    return Page(
        title,
        word("office-cards-words"),
        (
            Figure(word("office-badges"), counts[BADGE], "ok"),
            Figure(word("office-tickets"), counts[TICKET], "ok"),
            Figure(word("office-chips"), counts[CHIP], "ok"),
        ),
        tuple(word(f"office-head-{h}") for h in ("number", "person", "role", "badge")),
        (90, 160, 180, 160),
        lines,
        jobs=(row,) if row is not None else (),
    )


def _for_a_badge(desk: OfficeDesk, behind: DeskBehind, person: Staff) -> ActionRow | None:
    row = behind.row(f"enrol-token:{BADGE}", f"staff:{person.id}")
    return replace(row, title=desk.words.text("job-enrol-badge", name=person.name)) if row is not None else None


def _for_a_candidate(desk: OfficeDesk) -> ActionRow | None:
    behind, record = desk.behind, desk.record
    if behind is None or record is None or not record.plan.candidates:
        return None
    row = behind.row("enrol-token", f"candidate:{record.plan.sittings[0].id}/{record.plan.candidates[0].id}", key="F6")
    if row is None:
        return None
    word = desk.words.text
    kinds = tuple(Choice(kind, word(f"choice-{kind}")) for kind in (TICKET, CHIP))
    fields = (
        FieldRow("candidate", word("office-field-candidate"), hint=word("office-field-candidate-hint")),
        FieldRow("kind", word("field-kind"), "choice", kinds),
        FieldRow("token", word("field-token"), "token", hint=word("office-lay-card")),
    )
    return ActionRow(
        ENROL,
        word("job-enrol-card"),
        "F6",
        fields=fields,
        persons=row.persons,
        primary=True,
        signers=row.signers,
        about=("office",),
    )


def enrolment(
    desk: OfficeDesk, about: tuple[str, ...], data: Mapping[str, Any]
) -> tuple[str, tuple[str, ...], Mapping[str, Any]]:
    """The command `enrol-token` about the candidate the form names by admission or document number; what is nobody's
    number is left for the rules to refuse."""
    given = str(data.get("candidate") or "").strip()
    rest = {name: value for name, value in data.items() if name != "candidate"}
    record = desk.record
    if record is None:
        return "enrol-token", about, rest
    index = record.index
    found = index.by_admission_number.get(given) or next(iter(index.by_document.get(given.upper(), ())), None)
    who = found.id if found is not None else given
    sitting = found.sittings[0] if found is not None and found.sittings else record.plan.sittings[0].id
    return "enrol-token", (f"candidate:{sitting}/{who}",), rest
