"""What the record says to the boxes of a sheet that is no list: who has signed in it, what stands where the paper has
squares to tick."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.devices.scans.sheet import Identity
from desktop.exam.day.balance import Equation, room_equations
from desktop.exam.frame.state import Done
from desktop.exam.plan.model import Room, Sitting
from desktop.faults import SiteFault
from desktop.press.papers.custody_slip import custody_slips
from desktop.press.source import PrintSource
from forms.page.balance import VERDICTS as YES_NO
from forms.papers.custody_slip import STATE_OF, STATES, VERDICTS, SlipPerson

BALANCES = {
    "people": "C3-registered",
    "papers-opening": "C2",
    "papers-collecting": "C5-answered",
    "papers-total": "C5-papers",
    "papers-return": "C6",
    "cards-collecting": "C5-cards-answered",
    "cards-total": "C5-cards",
    "cards-return": "C6-cards",
}
"""The equation behind each question of a room record."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a sheet by its `key`: what it is called, the options of a question, and what the record says: `yes` for
    signed, the number of an option, empty where it says nothing; `words` who and when."""

    key: str
    title: str
    answer: str = ""
    words: str = ""
    options: tuple[str, ...] = ()


def boxes(source: PrintSource, identity: Identity, sitting: Sitting, room: Room | None, now: int) -> tuple[Box, ...]:
    """Every box of this sheet that the record has a word on, or a name for."""
    if identity.form == "custody-slip":
        return tuple(_slip(source, identity, room, now))
    if room is None:
        return ()
    state = source.context.state.room(sitting.id, room.id)
    if identity.form == "room-record":
        sealed, accepted = state.steps.get("bag-sealed"), state.accepted
        office = Done(accepted.at, accepted.officers) if accepted else None
        signers = {"主监考": sealed, "副监考": sealed, "考务": office, "主考": state.sealing}
        return (*_signed(source, signers), *_balances(source, room_equations(source.context, sitting.id, room.id)))
    frozen = state.steps.get("absentees-frozen")
    return tuple(_signed(source, {"主监考": frozen, "副监考": frozen}))


def _signed(source: PrintSource, signers: dict[str, Done | None]) -> Iterator[Box]:
    for role, done in signers.items():
        words = f"{source.words.time(done.at)} {source.staff(done.officers)}" if done else ""
        yield Box(f"sign:{role}", role, "yes" if done else "", words)


def _balances(source: PrintSource, equations: Sequence[Equation]) -> Iterator[Box]:
    for key, wanted in BALANCES.items():
        holds = [e.holds for e in equations if e.key == wanted and e.holds is not None]
        answer = "" if not holds else "0" if all(holds) else "1"
        yield Box(f"balance:{key}", source.words.text(f"equation-{wanted}"), answer, options=YES_NO)


def _slip(source: PrintSource, identity: Identity, room: Room | None, now: int) -> Iterator[Box]:
    """The hand-over as the record has it; the titles of a planned one while it has not happened."""
    try:
        found = custody_slips(source, room.number if room else None, None, now, blank=False)
    except SiteFault:
        found = []
    same = (s for s in found if s.number == identity.scope and (s.start or 0) // 60_000 == identity.start // 60_000)
    slip = next(same, None)
    if slip is None:
        return
    for side, people in (("giver", slip.givers), ("taker", slip.takers)):
        for n, person in enumerate(people, 1):
            yield _person(source, f"{side}:{n}", person)
    for n, bag in enumerate(slip.bags, 1):
        state = STATE_OF.get(bag.seal_state or "")
        yield Box(f"bag:{n}", bag.label, "" if state is None else str(state), options=STATES)
    agreed = "" if slip.agreed is None else "0" if slip.agreed else "1"
    yield Box("verdict", "", agreed, options=VERDICTS)


def _person(source: PrintSource, key: str, person: SlipPerson) -> Box:
    at = person.confirmed
    words = f"{source.words.time(at)} {person.name}" if at is not None else person.name
    return Box(key, person.role, "yes" if at is not None else "", words)
