"""The chain of custody of every bag (S, C1, C7, C8, App4 §3): each hop names bag, seal, persons and time.

secure-room -> office -> carried -> room -> opened -> packed -> returned -> sealed -> departed -> received
A difference found at a hop is written down (`bag-refused`) and the bag stays where it is; nobody signs for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from desktop.exam.day.balance import site_equations
from desktop.exam.day.incidents import incident
from desktop.exam.frame.command import Command, Fact, Field, Outcome, Refused, Spec, Target, room_key
from desktop.exam.frame.context import Context, version_of
from desktop.exam.frame.given import word, word_or_empty, words
from desktop.exam.frame.state import BAG_PLACES, BagState, Done, Recorded, RoomState, SiteState, SittingState
from desktop.exam.plan.model import Bag

# --- the secure room --------------------------------------------------------------------------------------------------


def appoint_keyholders(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Two keys, two people: the confidentiality officer and one of the office staff (G8, App4 §3(3))."""
    people = list(dict.fromkeys(command.data["keyholders"]))
    if len(people) != 2:
        return Refused("two-people-needed", {"given": len(people)})
    if unknown := [p for p in people if p not in ctx.index.staff]:
        return Refused("officer-unknown", {"officer": unknown[0]})
    held = [_roles(ctx, p, now) for p in people]
    if not any("confidentiality" in a and {"office", "confidentiality"} & b for a, b in (held, held[::-1])):
        return Refused("keyholder-roles", {}, ctx.rules.clause("secure-room"))
    return (Fact("keyholders-appointed", (target.key,), {"keyholders": people}),)


def _roles(ctx: Context, staff: str, now: int) -> set[str]:
    """What a person is at this site: by the staff list, or by a duty taken over."""
    return {ctx.index.staff[staff].role} | {r for t in ctx.index.sittings for r, _ in ctx.duties_of(t, staff, now)}


def enter_secure_room(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Two keys: once keyholders are appointed nobody gets in without both of them (App4 §3(3))."""
    due = set(ctx.state.site(target.id).keyholders)
    if due - set(command.officers):
        return Refused("not-keyholder", {"due": sorted(due)}, ctx.rules.clause("secure-room"))
    data = {"persons": list(command.officers), "purpose": command.data["purpose"]}
    return (Fact("secure-room-entered", (target.key,), data),)


def leave_secure_room(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    if not ctx.state.site(target.id).inside:
        return Refused("nobody-inside", {})
    return (Fact("secure-room-left", (target.key,), {"persons": list(command.officers)}),)


# --- hops -------------------------------------------------------------------------------------------------------------


def take_out_bag(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Hop a: out of the secure room, straight to the office. Any difference stops it and is a leak to report."""
    bag, state = ctx.index.bags[target.bag], ctx.state.bag(target.bag)
    if state.place != "secure-room":
        return Refused("bag-not-there", {"label": bag.label, "place": state.place, "needs": "secure-room"})
    if ctx.index.plan.kind == "competition" and "receipt" not in ctx.index.plan.milestones:
        return Refused("receipt-missing", {"plan": ctx.index.plan.name}, "003 §4")
    if alarm := _open_alarm(ctx, target.bag):
        return Refused("leak-open", {"alarm": alarm}, ctx.rules.clause("leak"))
    differences = _seal_differences(bag, command.data)
    if differences:
        site = f"site:{ctx.index.plan.site.id}"
        leak = f"leak-{target.bag}-{now}"
        return (
            Fact("bag-refused", (target.key,), {"hop": "take-out", "differences": differences}),
            Fact("leak-alarm-raised", (site, target.key), {"alarm": leak, "bag": target.bag, "cause": differences[0]}),
            incident(command, bag.sitting, "", "seal", ", ".join(differences), now, target.key),
        )
    data = {"from": "secure-room", "to": "office", "seal": str(command.data.get("seal") or bag.seal)}
    return (Fact("bag-taken-out", (target.key,), data),)


def _open_alarm(ctx: Context, bag: str) -> str:
    site = ctx.state.site(ctx.index.plan.site.id)
    mine = (a for a, d in site.leaks.items() if d.data.get("bag") == bag and a not in site.leaks_closed)
    return next(mine, "")


def issue_bag(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Hop b: from the chief to both proctors of the room, who compare occupation, level, copies and seal (C1)."""
    bag, state = ctx.index.bags[target.bag], ctx.state.bag(target.bag)
    if state.place != "office":
        return Refused("bag-not-there", {"label": bag.label, "place": state.place, "needs": "office"})
    if state.withdrawn:
        return Refused("bag-withdrawn", {"label": bag.label})
    home = state.room or bag.room
    room = ctx.index.room(str(command.data.get("room") or home or ""))
    if room is None:
        return Refused("room-unknown", {"room": command.data.get("room")})
    differences = _seal_differences(bag, command.data)
    if room.id != home:
        differences.append("room")
    for name, ordered in (("occupation", bag.occupation), ("level", bag.level), ("copies", bag.copies)):
        if command.data.get(name) != ordered:
            differences.append(name)
    about = (target.key, room_key(bag.sitting, room.id))
    if differences:
        seen = {k: command.data.get(k) for k in ("occupation", "level", "copies")}
        data = {"hop": "issue", "room": room.id, "differences": differences, "seen": seen}
        note = ", ".join(differences)
        return (
            Fact("bag-refused", about, data),
            incident(command, bag.sitting, home or "", "paper", note, now, target.key),
        )
    return (Fact("bag-issued", about, {"room": room.id, "copies": bag.copies, "seal": state.seal}),)


def exchange_bag(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """A refused bag goes back, a spare bag of the same paper takes its place (S 7:40b)."""
    bag, state = ctx.index.bags[target.bag], ctx.state.bag(target.bag)
    if bag.room is None or state.place not in ("secure-room", "office") or not state.refused or state.withdrawn:
        return Refused("bag-not-refused", {"label": bag.label})
    other = ctx.index.bags.get(str(command.data["replacement"]))
    if other is None or other.room is not None or other.sitting != bag.sitting:
        return Refused("not-a-spare", {"bag": command.data["replacement"]})
    if (other.occupation, other.direction, other.level) != (bag.occupation, bag.direction, bag.level):
        return Refused("wrong-paper", {"label": other.label})
    spare = ctx.state.bag(other.id)
    if spare.place != "office" or spare.room or spare.released or spare.withdrawn:
        return Refused("bag-not-there", {"label": other.label, "place": spare.place, "needs": "office"})
    room = room_key(bag.sitting, bag.room)
    reason = command.data["reason"]
    return (
        Fact("bag-withdrawn", (target.key, room), {"room": bag.room, "replacement": other.id, "reason": reason}),
        Fact("bag-assigned", (f"bag:{other.id}", room), {"room": bag.room, "replaces": bag.id}),
    )


def bring_bags(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Both proctors have brought the bags straight to the room (7:50)."""
    return _room_hop(ctx, target, "carried", "bags-brought", {})


def return_bags(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Both proctors bring the packed bags to the office (10:05)."""
    return _room_hop(ctx, target, "packed", "bags-returned", {})


def stow_bag(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """A bag never issued goes back into the secure room."""
    bag, state = ctx.index.bags[target.bag], ctx.state.bag(target.bag)
    if state.place != "office":
        return Refused("bag-not-there", {"label": bag.label, "place": state.place, "needs": "office"})
    return (Fact("bag-stowed", (target.key,), {"to": "secure-room"}),)


def depart(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Two escorts and a special vehicle (App4 §1(10)); nothing leaves while a bag is missing (C7)."""
    escorts = list(dict.fromkeys(command.data["escorts"]))
    if len(escorts) != 2:
        return Refused("two-people-needed", {"given": len(escorts)})
    if unknown := [p for p in escorts if p not in ctx.index.staff]:
        return Refused("officer-unknown", {"officer": unknown[0]})
    mine = [b.id for b in ctx.index.plan.bags if b.sitting == target.sitting]
    sealed = {b for b in mine if ctx.state.bag(b).place == "sealed"}
    if not sealed:
        return Refused("load-incomplete", {"bags": []}, ctx.rules.clause("C7"))
    if broken := [e for e in site_equations(ctx, target.sitting) if e.key == "C7" and e.holds is not True]:
        return Refused("equation-broken", {"equation": "C7", "holder": broken[0].holder}, ctx.rules.clause("C7"))
    loaded = set(command.data["bags"])
    if missing := sorted(sealed - loaded):
        return Refused("load-incomplete", {"bags": missing}, ctx.rules.clause("C7"))
    if strange := sorted(loaded - sealed):
        return Refused("not-sealed", {"bags": strange}, ctx.rules.clause("C7"))
    about = (target.key, *(f"bag:{b}" for b in sorted(loaded)))
    data = {"bags": sorted(loaded), "escorts": escorts, "vehicle": command.data["vehicle"]}
    return (Fact("escort-departed", about, data),)


def receive_at_marking(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """C8: what was loaded is what marking received; what is missing is named, and the missing stay on the way."""
    state = ctx.state.sitting(target.sitting)
    before = {b for d in state.received for b in d.data["bags"]}
    departed = {b for d in state.departed for b in d.data["bags"]} - before
    if not departed:
        return Refused("already-done", {"at": state.received[-1].at}) if before else Refused("not-departed", {})
    received = set(command.data["bags"])
    if not received:
        return Refused("data-missing", {"field": "bags", "command": command.name})
    if strange := sorted(received - departed):
        return Refused("not-loaded", {"bags": strange}, ctx.rules.clause("C8"))
    about = (target.key, *(f"bag:{b}" for b in sorted(received)))
    data = {"bags": sorted(received), "missing": sorted(departed - received)}
    return (Fact("escort-arrived", about, data),)


def _seal_differences(bag: Bag, data: Mapping[str, Any]) -> list[str]:
    out = []
    if data.get("seal_intact") is not True:
        out.append("seal-broken")
    given = data.get("seal")
    if given and bag.seal and given != bag.seal:
        out.append("seal-number")
    return out


def _room_hop(ctx: Context, target: Target, place: str, kind: str, data: Mapping[str, Any]) -> Outcome:
    bags = ctx.bags(target.sitting, target.room)
    for bag in bags:
        if ctx.state.bag(bag.id).place != place:
            facts = {"label": bag.label, "place": ctx.state.bag(bag.id).place, "needs": place}
            return Refused("bag-not-there", facts)
    if not bags:
        return Refused("no-bags", {"room": target.room})
    about = (target.key, *(f"bag:{b.id}" for b in bags))
    return (Fact(kind, about, {"bags": [b.id for b in bags], **data}),)


# --- folding ----------------------------------------------------------------------------------------------------------

_NEXT: Mapping[str, tuple[tuple[str, ...], str]] = {
    "bag-taken-out": (("secure-room",), "office"),
    "bag-issued": (("office",), "carried"),
    "bags-brought": (("carried",), "room"),
    "bag-opened": (("room",), "opened"),
    "papers-collected": (("opened", "packed", "returned"), "packed"),
    "bags-returned": (("packed",), "returned"),
    "bag-sealed": (("returned",), "sealed"),
    "escort-departed": (("sealed",), "departed"),
    "escort-arrived": (("departed",), "received"),
    "bag-stowed": (("office",), "secure-room"),
}


def hop(state: BagState, e: Recorded) -> BagState:
    """Move a bag on. A hand-over that does not follow from where it was is kept as a rival: a conflict to decide."""
    expected, _ = _NEXT[e.kind]
    if state.place not in expected:
        rival = Done(e.wall, e.officers, {**e.data, "kind": e.kind, "version": f"{e.desk}.{e.number}"})
        return replace(state, rivals=(*state.rivals, rival))
    return moved(state, e.kind, Done(e.wall, e.officers, e.data))


def moved(state: BagState, kind: str, done: Done) -> BagState:
    """The bag after a hop, wherever it was before: how a chief's decision lets a rival hand-over stand."""
    room = word_or_empty(done.data, "room") or state.room
    seal = word_or_empty(done.data, "seal") or state.seal
    hops = (*state.hops, (done.at, kind, done.officers))
    _, place = _NEXT[kind]
    return replace(state, place=place, room=room, holders=done.officers, since=done.at, hops=hops, seal=seal)


def bag_decided(state: BagState, e: Recorded) -> BagState:
    """A chief decided which hand-over stands; rivals nobody had seen then stay to be decided."""
    kept, dropped = word(e.data, "kept"), set(words(e.data, "dropped"))
    if kept != "standing" and "standing" not in dropped:
        return state
    seen = dropped | {kept}
    chosen = next((r for r in state.rivals if version_of(r) == kept), None)
    left = replace(state, rivals=tuple(r for r in state.rivals if version_of(r) not in seen))
    return left if chosen is None else moved(left, str(chosen.data["kind"]), chosen)


def _refused(state: BagState, e: Recorded) -> BagState:
    return replace(state, refused=(*state.refused, Done(e.wall, e.officers, e.data)))


def _withdrawn(state: BagState, e: Recorded) -> BagState:
    """The refused bag: out of the count, still in the office."""
    return replace(state, withdrawn=True, hops=(*state.hops, (e.wall, e.kind, e.officers)))


def _assigned(state: BagState, e: Recorded) -> BagState:
    return replace(state, room=word(e.data, "room"), hops=(*state.hops, (e.wall, e.kind, e.officers)))


def _keyholders(state: SiteState, e: Recorded) -> SiteState:
    return replace(state, keyholders=words(e.data, "keyholders"))


def _entered(state: SiteState, e: Recorded) -> SiteState:
    log = (*state.secure_room, Done(e.wall, e.officers, {"kind": e.kind, **e.data}))
    return replace(state, secure_room=log, inside=words(e.data, "persons"))


def _left(state: SiteState, e: Recorded) -> SiteState:
    log = (*state.secure_room, Done(e.wall, e.officers, {"kind": e.kind, **e.data}))
    return replace(state, secure_room=log, inside=())


def _departed(state: SittingState, e: Recorded) -> SittingState:
    bags = words(e.data, "bags")
    done = Done(e.wall, e.officers, {**e.data, "bags": bags})
    return replace(state, departed=(*state.departed, done), steps={**state.steps, e.kind: done})


def _arrived(state: SittingState, e: Recorded) -> SittingState:
    bags = words(e.data, "bags")
    done = Done(e.wall, e.officers, {**e.data, "bags": bags})
    return replace(state, received=(*state.received, done), steps={**state.steps, e.kind: done})


def _room_seen(state: RoomState, e: Recorded) -> RoomState:
    return replace(state, steps={**state.steps, e.kind: Done(e.wall, e.officers, e.data)})


APPLY: dict[tuple[str, str], Callable[[Any, Any], Any]] = {
    **{("bag", kind): hop for kind in _NEXT},
    ("bag", "bag-refused"): _refused,
    ("bag", "bag-withdrawn"): _withdrawn,
    ("bag", "bag-assigned"): _assigned,
    ("room", "bag-issued"): _room_seen,
    ("room", "bags-brought"): _room_seen,
    ("room", "bags-returned"): _room_seen,
    ("site", "keyholders-appointed"): _keyholders,
    ("site", "secure-room-entered"): _entered,
    ("site", "secure-room-left"): _left,
    ("sitting", "escort-departed"): _departed,
    ("sitting", "escort-arrived"): _arrived,
}

assert all(place in BAG_PLACES for _, place in _NEXT.values())

_LABEL = (
    Field("room", "room", required=False),
    Field("occupation", "text"),
    Field("level", "number", least=1, most=5),
    Field("copies", "number"),
    Field("seal", "text", required=False),
    Field("seal_intact", "tick"),
)

COMMANDS = (
    Spec("appoint-keyholders", "site", appoint_keyholders, ("keyholders-appointed",), (Field("keyholders", "staffs"),)),
    Spec("enter-secure-room", "site", enter_secure_room, ("secure-room-entered",), (Field("purpose", "text"),)),
    Spec("leave-secure-room", "site", leave_secure_room, ("secure-room-left",)),
    Spec(
        "take-out-bag",
        "bag",
        take_out_bag,
        ("bag-taken-out", "bag-refused", "leak-alarm-raised", "incident-reported"),
        (Field("seal", "text", required=False), Field("seal_intact", "tick")),
    ),
    Spec("issue-bag", "bag", issue_bag, ("bag-issued", "bag-refused", "incident-reported"), _LABEL),
    Spec(
        "exchange-bag",
        "bag",
        exchange_bag,
        ("bag-withdrawn", "bag-assigned"),
        (Field("replacement", "bag"), Field("reason", "text")),
    ),
    Spec("bring-bags", "room", bring_bags, ("bags-brought",)),
    Spec("return-bags", "room", return_bags, ("bags-returned",)),
    Spec("stow-bag", "bag", stow_bag, ("bag-stowed",)),
    Spec(
        "depart",
        "sitting",
        depart,
        ("escort-departed",),
        (Field("bags", "list"), Field("escorts", "staffs"), Field("vehicle", "text")),
    ),
    Spec("receive-at-marking", "sitting", receive_at_marking, ("escort-arrived",), (Field("bags", "list"),)),
)
