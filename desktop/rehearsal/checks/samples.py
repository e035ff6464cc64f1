"""Documents through the virtual reader and the rules, on an empty record: each has the verdict it must get (U2)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.devices.sources import open_source
from desktop.devices.virtual import CARD, Step
from desktop.exam.day.verdict import judge
from desktop.exam.frame.command import Target
from desktop.exam.frame.context import Context
from desktop.exam.frame.folded import State
from desktop.exam.plan.documents import FOREIGNER_CARD, HOME_RETURN, RESIDENCE_PERMIT, RESIDENT, make_number
from desktop.exam.plan.model import Candidate, Index, Organisation, Plan, Room, Seat, Site, Sitting
from desktop.exam.rules.protocol import protocol_from_data
from desktop.exam.rules.ruleset import ruleset_from_data
from desktop.faults import SiteFault
from desktop.operations.door import reading_of
from desktop.rehearsal.cast import stranger
from desktop.rehearsal.checks.finding import Finding
from desktop.rehearsal.script import MINUTE

if TYPE_CHECKING:
    from desktop.bootstrap.parts import Parts

BORN = date(1990, 3, 7)


def samples(parts: Parts, plan: Plan | None) -> Finding:
    """This roster's people, or invented ones where there is none; and cards of every layout, always invented."""
    seated = plan if plan is not None and plan.seats and plan.sittings else _invented()
    ctx, cards = _context(parts, seated), _context(parts, _invented())
    tried = [(ctx, sample) for sample in _documents(ctx)] + [(cards, sample) for sample in _cards(cards)]
    wrong = [
        f"{name}: {got}"
        for on, (name, door, steps, expected) in tried
        if (got := _come_to(on, door, steps)) != expected
    ]
    if wrong:
        return Finding(False, "selftest-reader-wrong", {"wrong": "、".join(wrong)})
    return Finding(True, "selftest-reader-good", {"roster": "yes" if seated is plan else "no"})


Sample = tuple[str, Target, list[Step], str]
"""Its name, the door, what the reader sees, and what each read must come to."""


def _come_to(ctx: Context, door: Target, steps: list[Step]) -> str:
    """The fault or the verdict of each read, in order."""
    said = []
    with open_source("virtual:" + json.dumps(steps, ensure_ascii=False)) as reader:
        for _ in steps:
            try:
                reading = reading_of(reader.read(timeout=0.0), b"")
            except SiteFault as fault:
                said.append(fault.code)
            else:
                said.append(judge(ctx, door, reading, 1, ctx.start(door.sitting) - 10 * MINUTE).code)
    return " ".join(said)


def _documents(ctx: Context) -> Iterator[Sample]:
    seat = ctx.index.plan.seats[0]
    who = ctx.index.candidates[seat.candidate]
    here = _door(seat.sitting, seat.room)
    good = {"number": who.document_number, "name": who.name, "document_type": who.document_type}
    yield "known-good", here, [{**good, "expires": "长期", "ticket": who.admission_number}], "ok"
    other = next((r for r in ctx.index.rooms_of_sitting[seat.sitting] if r.id != seat.room), None)
    if other is not None:
        yield "wrong-room", _door(seat.sitting, other.id), [good], "wrong-room"
    yield "unknown", here, [stranger(77, ctx.index)], "not-on-roster"
    yield "expired", here, [{**good, "expires": "2001-01-01"}], "document-expired"
    yield "another's ticket", here, [{**good, "ticket": "0"}], "ticket-mismatch"
    yield "unreadable", here, ["unreadable"], "document-unreadable"


def _cards(ctx: Context) -> Iterator[Sample]:
    """Through the 256 bytes a card holds: each layout is cut in its own way."""
    here = _door("s1", "r1")
    resident, permit, foreigner, pass_ = (ctx.index.candidates[f"c{n}"] for n in (1, 3, 4, 5))
    yield "resident card", here, [_card(resident)], "ok"
    yield "residence permit", here, [_card(permit, other_numbers=["H99000000"])], "ok"
    yield "foreigner's card", here, [_card(foreigner, other_name="YANGBEN SI", nationality="UTO")], "ok"
    number = make_number("998100", BORN, 99)
    by_pass = _card(
        pass_, number=number, document_type=RESIDENCE_PERMIT, birth="", other_numbers=[pass_.document_number]
    )
    yield "permit of a pass", here, [by_pass], "ok-other-document"
    yield "torn, laid down again", here, ["torn", _card(permit)], "read-torn ok"


def _card(who: Candidate, **more: Any) -> Step:
    card = {"number": who.document_number, "name": who.name, "document_type": who.document_type}
    return {"as": CARD, **card, "birth": BORN.isoformat(), "expires": "长期", **more}


def _door(sitting: str, room: str) -> Target:
    return Target(f"room:{sitting}/{room}", "room", sitting, room)


def _context(parts: Parts, plan: Plan) -> Context:
    rules = ruleset_from_data(parts.rules.rule_set(plan.rule_set))
    protocols = {p.mode: p for p in (protocol_from_data(d) for d in parts.rules.protocols().values())}
    return Context(Index(plan), rules, protocols, State())


def _invented() -> Plan:
    """Two rooms where there is no roster: one resident in each, and in the first one person of every other card."""
    start = 1_796_434_200_000
    documents = (
        (RESIDENT, make_number("999999", BORN, 11)),
        (RESIDENT, make_number("999999", BORN, 13)),
        (RESIDENCE_PERMIT, make_number("998100", BORN, 15)),
        (FOREIGNER_CARD, make_number("999000", BORN, 17)),
        (HOME_RETURN, "H99000005"),
    )
    people = tuple(
        Candidate(f"c{n}", f"样本{n}", kind, number, "unknown", f"9{n}", "钳工", 5, sittings=("s1",))
        for n, (kind, number) in enumerate(documents, start=1)
    )
    return Plan(
        id="selftest",
        name="",
        kind="social",
        organisation=Organisation(""),
        site=Site("k", ""),
        sittings=(Sitting("s1", "", "paper", start, start + 90 * MINUTE),),
        rooms=tuple(Room(f"r{n}", f"{n:02d}", "") for n in (1, 2)),
        candidates=people,
        seats=tuple(Seat(c.id, "s1", "r2" if c.id == "c2" else "r1", n, n, 1) for n, c in enumerate(people, start=1)),
    )
