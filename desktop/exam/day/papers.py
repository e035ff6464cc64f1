"""Counting papers and cards, and the sealing order of G10: open, collect, return, count blind, approve, seal.

Every attempt at a count is kept (U30); the office counts before it is shown what the room counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from desktop.exam.day.balance import (
    OFFICE_NAMES,
    PAPER_NAMES,
    Equation,
    collected_equations,
    office_view,
    recounted,
    tally,
)
from desktop.exam.day.custody import hop
from desktop.exam.day.incidents import incident
from desktop.exam.frame.command import Command, Fact, Field, Outcome, Refused, Spec, Target, room_key
from desktop.exam.frame.context import Context
from desktop.exam.frame.given import numbers, whole, whole_or_none, word_or_empty
from desktop.exam.frame.state import BagState, Count, Done, Recorded, RoomState

# --- opening ----------------------------------------------------------------------------------------------------------


def open_bag(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """8:25: seals shown, opened without tearing bag or 舌头, copies counted (C2); a wrong count is reported."""
    bag, state = ctx.index.bags[target.bag], ctx.state.bag(target.bag)
    if state.place != "room":
        return Refused("bag-not-there", {"label": bag.label, "place": state.place, "needs": "room"})
    if command.data["seals_intact"] is not True:
        return Refused("seal-broken", {"label": bag.label}, ctx.rules.clause("open-bag"))
    counted, misprints = int(command.data["counted"]), int(command.data.get("misprinted") or 0)
    cards = command.data.get("counted_cards")
    data: dict[str, Any] = {
        "seals_intact": True,
        "tongue_intact": command.data["tongue_intact"],
        "counted": counted,
        "ordered": bag.copies,
        "counted_cards": bag.cards if cards is None else cards,
        "witnesses": list(command.data.get("witnesses") or ()),
    }
    room = room_key(target.sitting, state.room or bag.room or "")
    about = (target.key, room)
    facts = [Fact("bag-opened", about, data)]
    if counted != bag.copies:
        short = {"what": "count", "missing": bag.copies - counted, "bag": bag.id}
        facts.append(Fact("paper-defect-reported", about, short))
    if misprints:
        facts.append(Fact("paper-defect-reported", about, {"what": "misprint", "copies": misprints, "bag": bag.id}))
    return tuple(facts)


def report_defect(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Wrong, missing, double or faulty print found after the opening (App5 8:25)."""
    bag, state = ctx.index.bags[target.bag], ctx.state.bag(target.bag)
    if state.place != "opened":
        return Refused("bag-not-there", {"label": bag.label, "place": state.place, "needs": "opened"})
    about = (target.key, room_key(target.sitting, state.room or bag.room or ""))
    data = {"what": command.data["what"], "copies": command.data["copies"], "bag": bag.id}
    return (Fact("paper-defect-reported", about, data),)


def void_paper(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """A copy or card out of use, marked by both proctors; it stays in the balance as V."""
    now_ = tally(ctx, target.sitting, target.room)
    copies, cards = int(command.data["copies"]), int(command.data.get("cards") or 0)
    if copies + cards == 0:
        return Refused("data-wrong", {"field": "copies", "command": command.name})
    if copies > now_.copies - now_.void_copies - now_.present + now_.handed_in:
        return Refused("not-so-many", {"copies": copies, "left": now_.spare})
    data = {"copies": copies, "cards": cards, "reason": command.data["reason"]}
    return (Fact("papers-voided", (target.key,), data),)


def release_spare(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """The chief lets a room have copies of the sealed spare bag (G7), by the bag's name."""
    bag = ctx.index.bags.get(str(command.data["bag"]))
    if bag is None or bag.room is not None or bag.sitting != target.sitting:
        return Refused("not-a-spare", {"bag": command.data["bag"]})
    papers = {(b.occupation, b.direction, b.level) for b in ctx.bags(target.sitting, target.room)}
    if (bag.occupation, bag.direction, bag.level) not in papers:
        return Refused("wrong-paper", {"label": bag.label})
    state, copies = ctx.state.bag(bag.id), int(command.data["copies"])
    if state.place != "office" or state.room or state.withdrawn:
        return Refused("bag-not-there", {"label": bag.label, "place": state.place, "needs": "office"})
    if copies > bag.copies - state.released:
        return Refused("not-so-many", {"copies": copies, "left": bag.copies - state.released})
    data = {"bag": bag.id, "copies": copies, "room": target.room, "reason": command.data["reason"]}
    return (Fact("spare-released", (target.key, f"bag:{bag.id}"), data),)


# --- the end ----------------------------------------------------------------------------------------------------------


def collect_papers(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """C5: both proctors count all papers and cards; the attempt is kept whether it balances or not."""
    papers = _numbers(command.data["papers"], PAPER_NAMES)
    if papers is None:
        return Refused("data-wrong", {"field": "papers", "command": command.name, "choices": list(PAPER_NAMES)})
    cards = _numbers(command.data.get("cards") or {}, PAPER_NAMES, optional=True)
    if cards is None:
        return Refused("data-wrong", {"field": "cards", "command": command.name, "choices": list(PAPER_NAMES)})
    office = ctx.state.room(target.sitting, target.room).office_counts
    back = bool(office) and not office[-1].agreed  # C6 failed: the pair counts again
    for bag in ctx.bags(target.sitting, target.room):
        place = ctx.state.bag(bag.id).place
        if place not in ("opened", "packed") and not (back and place == "returned"):
            return Refused("bag-not-there", {"label": bag.label, "place": place, "needs": "opened"})
    broken = [e.key for e in collected_equations(ctx, target.sitting, target.room, papers, cards) if e.holds is False]
    about = (target.key, *(f"bag:{b.id}" for b in ctx.bags(target.sitting, target.room)))
    data = {"papers": papers, "cards": cards, "agreed": not broken, "broken": broken}
    return (Fact("papers-collected", about, data),)


def count_returned(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """C6: the office counts blind. Whoever packed the bags cannot be the one who accepts them (X4)."""
    room = ctx.state.room(target.sitting, target.room)
    own = room.balanced
    if own is None:
        return Refused("balanced", {})
    if both := sorted(set(own.officers) & set(command.officers)):
        return Refused("same-person", {"officer": both[0]}, ctx.rules.clause("C6"))
    papers = _numbers(command.data["papers"], OFFICE_NAMES)
    if papers is None:
        return Refused("data-wrong", {"field": "papers", "command": command.name, "choices": list(OFFICE_NAMES)})
    cards = _numbers(command.data.get("cards") or {}, OFFICE_NAMES, optional=True)
    if cards is None:
        return Refused("data-wrong", {"field": "cards", "command": command.name, "choices": list(OFFICE_NAMES)})
    agreed = papers == office_view(own.papers) and (not own.cards or cards == office_view(own.cards))
    data = {"papers": papers, "cards": cards, "agreed": agreed}
    fact = Fact("bags-counted", (target.key,), data)
    if agreed:
        return (fact,)
    return (fact, incident(command, target.sitting, target.room, "paper", "C6", now, target.key))


def approve_sealing(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """The chief approves after C5 and C6, and is none of those who counted (App4 §1(7))."""
    room = ctx.state.room(target.sitting, target.room)
    if room.sealing is not None:
        return Refused("already-done", {"at": room.sealing.at})
    if problem := _unbalanced(ctx, target):
        return problem
    counted = set(room.balanced.officers if room.balanced else ()) | set(
        room.accepted.officers if room.accepted else ()
    )
    if both := sorted(counted & set(command.officers)):
        return Refused("same-person", {"officer": both[0]}, ctx.rules.clause("C6"))
    return (Fact("sealing-approved", (target.key,), {"sitting": target.sitting}),)


def _unbalanced(ctx: Context, target: Target) -> Refused | None:
    """The count agreed when it was made; what came in since (corrections, other desks' entries) may have undone it."""
    broken: Equation | None = recounted(ctx, target.sitting, target.room)
    if broken is None:
        return None
    return Refused("equation-broken", {"equation": broken.key, "holder": broken.holder}, ctx.rules.clause("C5"))


def seal_bag(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Both proctors seal and sign: papers and cards in bags of their own (App5 10:00, 10:05)."""
    bag, state = ctx.index.bags[target.bag], ctx.state.bag(target.bag)
    room = state.room or bag.room or ""
    if state.place != "returned":
        return Refused("bag-not-there", {"label": bag.label, "place": state.place, "needs": "returned"})
    if problem := _unbalanced(ctx, target):
        return problem
    seal, card_seal = str(command.data["seal"]), str(command.data.get("card_seal") or "")
    if bag.cards and not card_seal:
        return Refused("data-missing", {"field": "card_seal", "command": command.name})
    used = {s for b in ctx.index.plan.bags if b.id != bag.id for s in _seals(ctx.state.bag(b.id))}
    if seal in used or card_seal in used or seal == card_seal:
        return Refused("seal-used", {"seal": seal})
    about = (target.key, room_key(target.sitting, room))
    return (Fact("bag-sealed", about, {"seal": seal, "card_seal": card_seal}),)


def _seals(state: BagState) -> tuple[str, ...]:
    closed = state.place in ("sealed", "departed", "received")
    return tuple(s for s in (state.seal if closed else "", state.card_seal) if s)


def _numbers(data: Mapping[str, Any], names: tuple[str, ...], optional: bool = False) -> dict[str, int] | None:
    if optional and not data:
        return {}
    if not isinstance(data, Mapping) or set(data) - set(names):
        return None
    out = {n: data.get(n, 0) for n in names}
    good = all(isinstance(v, int) and not isinstance(v, bool) and 0 <= v <= 100_000 for v in out.values())
    return out if good else None


# --- folding ----------------------------------------------------------------------------------------------------------


def _opened(state: BagState, e: Recorded) -> BagState:
    counted, cards = whole(e.data, "counted", 0), whole_or_none(e.data, "counted_cards")
    after = hop(state, e)
    return after if after.rivals != state.rivals else replace(after, counted=counted, counted_cards=cards)


def _defect(state: BagState, e: Recorded) -> BagState:
    return replace(state, defects=(*state.defects, Done(e.wall, e.officers, e.data)))


def _sealed(state: BagState, e: Recorded) -> BagState:
    card_seal = word_or_empty(e.data, "card_seal")
    after = hop(state, e)
    return after if after.rivals != state.rivals else replace(after, card_seal=card_seal)


def _released(state: BagState, e: Recorded) -> BagState:
    return replace(state, released=state.released + whole(e.data, "copies", 0))


def _spare(state: RoomState, e: Recorded) -> RoomState:
    return replace(state, spare_copies=state.spare_copies + whole(e.data, "copies", 0))


def _voided(state: RoomState, e: Recorded) -> RoomState:
    copies, cards = whole(e.data, "copies", 0), whole(e.data, "cards", 0)
    return replace(state, void_copies=state.void_copies + copies, void_cards=state.void_cards + cards)


def _count(e: Recorded) -> Count:
    return Count(e.wall, e.officers, numbers(e.data, "papers"), numbers(e.data, "cards"), e.data["agreed"] is True)


def _collected(state: RoomState, e: Recorded) -> RoomState:
    """A new count of the room's ends what the office accepted and the chief approved before it."""
    one = _count(e)
    after = replace(state, counts=(*state.counts, one), sealing=None, office_fresh=False)
    return replace(
        after, steps=_counted(after, e, one.agreed, ("papers-collected", "bags-counted", "sealing-approved"))
    )


def _counted(state: RoomState, e: Recorded, agreed: bool, undone: tuple[str, ...]) -> Mapping[str, Done]:
    """The steps after a count: itself done if it agreed, what rested on the one before undone."""
    steps = {kind: done for kind, done in state.steps.items() if kind not in undone}
    return {**steps, e.kind: Done(e.wall, e.officers, e.data)} if agreed else steps


def _accepted(state: RoomState, e: Recorded) -> RoomState:
    one = replace(_count(e), against=len(state.counts))
    after = replace(state, office_counts=(*state.office_counts, one), sealing=None, office_fresh=True)
    return replace(after, steps=_counted(after, e, one.agreed, ("bags-counted", "sealing-approved")))


def _approved(state: RoomState, e: Recorded) -> RoomState:
    done = Done(e.wall, e.officers, e.data)
    return replace(state, sealing=done, steps={**state.steps, e.kind: done})


def _step(state: RoomState, e: Recorded) -> RoomState:
    return replace(state, steps={**state.steps, e.kind: Done(e.wall, e.officers, e.data)})


APPLY: dict[tuple[str, str], Callable[[Any, Any], Any]] = {
    ("bag", "bag-opened"): _opened,
    ("room", "bag-opened"): _step,
    ("bag", "paper-defect-reported"): _defect,
    ("bag", "bag-sealed"): _sealed,
    ("room", "bag-sealed"): _step,
    ("bag", "spare-released"): _released,
    ("room", "spare-released"): _spare,
    ("room", "papers-voided"): _voided,
    ("room", "papers-collected"): _collected,
    ("room", "bags-counted"): _accepted,
    ("room", "sealing-approved"): _approved,
}

_COUNTS = (Field("papers", "map"), Field("cards", "map", required=False))

COMMANDS = (
    Spec(
        "open-bag",
        "bag",
        open_bag,
        ("bag-opened", "paper-defect-reported"),
        (
            Field("seals_intact", "tick"),
            Field("tongue_intact", "tick"),
            Field("counted", "number"),
            Field("counted_cards", "number", required=False),
            Field("misprinted", "number", required=False),
            Field("witnesses", "list", required=False),
        ),
    ),
    Spec(
        "report-defect",
        "bag",
        report_defect,
        ("paper-defect-reported",),
        (
            Field("what", "choice", choices=("wrong", "missing", "double", "misprint")),
            Field("copies", "number", least=1),
        ),
    ),
    Spec(
        "void-paper",
        "room",
        void_paper,
        ("papers-voided",),
        (Field("copies", "number"), Field("cards", "number", required=False), Field("reason", "text")),
    ),
    Spec(
        "release-spare",
        "room",
        release_spare,
        ("spare-released",),
        (Field("bag", "bag"), Field("copies", "number", least=1), Field("reason", "text")),
    ),
    Spec("collect-papers", "room", collect_papers, ("papers-collected",), _COUNTS),
    Spec("count-returned", "room", count_returned, ("bags-counted", "incident-reported"), _COUNTS),
    Spec("approve-sealing", "room", approve_sealing, ("sealing-approved",)),
    Spec(
        "seal-bag",
        "bag",
        seal_bag,
        ("bag-sealed",),
        (Field("seal", "text"), Field("card_seal", "text", required=False)),
    ),
)
