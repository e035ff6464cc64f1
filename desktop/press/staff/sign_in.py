"""工作人员签到表: everybody with a duty in a sitting, and what the record has of their coming."""

from __future__ import annotations

from desktop.exam.plan.model import ROLES, Duty, Sitting
from desktop.press.exams import exam_of, sittings_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.staff.sign_in import SignIn, SignInRow, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    sheets = []
    for sitting, _ in sittings_of(source):
        duties: dict[str, list[Duty]] = {}
        for duty in source.plan.duties:
            if duty.sitting == sitting.id and duty.staff in source.context.index.staff:
                duties.setdefault(duty.staff, []).append(duty)
        rows = [_row(source, sitting, person, found) for person, found in duties.items()]
        order = {source.words.role(role): n for n, role in enumerate(ROLES)}
        rows.sort(key=lambda row: (row.room, order.get(row.role, 99), row.number))  # the site's first, then by room
        sheets.append(SignIn(exam_of(sitting), tuple(rows)))
    return sheets, render


def _row(source: PrintSource, sitting: Sitting, person: str, duties: list[Duty]) -> SignInRow:
    who = source.context.index.staff[person]
    protocol = source.context.protocol(sitting.id)
    step = protocol.step("report-in") if protocol else None
    state = source.context.state.staff(person)
    given = bool(state.badge)
    return SignInRow(
        number=who.number,
        name=who.name,
        role=source.words.role(duties[0].role),
        room="、".join(sorted({source.words.room(d.room) for d in duties if d.room})),
        due=source.context.moment(step.at, sitting.id) if step else None,
        reported=source.context.state.sitting(sitting.id).reported.get(person),
        badge=given,
        badge_back=given and not state.badge_out,
    )
