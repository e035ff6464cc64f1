"""The protocol's steps as the site does them when all goes well, each a little after its time, room after room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.exam.day.balance import office_view, tally
from desktop.exam.plan.model import Bag
from desktop.rehearsal import door
from desktop.rehearsal.script import MINUTE, SECOND

if TYPE_CHECKING:
    from desktop.rehearsal.morning import Morning

PREPARED = ("board_written", "rules_posted", "labels_placed", "desks_cleared", "clock_checked", "bag_store")
MEETINGS = (-26.0, -12.0, 0.5, 29.0, 31.5)
"""Minutes from the start at which door desks and the control desk exchange their ledgers."""


def arrange(m: Morning) -> None:
    """Put the ordinary morning on the clock."""
    _staff(m)
    _bags(m)
    _rooms(m)
    _orders(m)
    door.arrange(m)
    if m.site.doors:
        for offset in MEETINGS:
            m.at(m.minute(offset), lambda: meet(m))
    m.at(m.minute(38), lambda: m.act("note-supervision", m.site_key, {"note": "巡视各考场，秩序正常。"}))


def spread(m: Morning, n: int, of: int, minutes: float) -> int:
    """The n-th of so many within some minutes, in ms: one after the other, not all at once."""
    return round(n * minutes * MINUTE / max(1, of))


# --- people -----------------------------------------------------------------------------------------------------------


def _staff(m: Morning) -> None:
    staff = list(dict.fromkeys(d.staff for d in m.index.plan.duties if d.sitting == m.sitting.id))
    for n, person in enumerate(staff):
        at = m.minute(-60) + spread(m, n, len(staff), 4)
        m.at(at, partial(m.perform, "report-staff", person, partial(arrives, m, person)))
    m.at(m.minute(-56), lambda: m.act("appoint-keyholders", m.site_key, {"keyholders": list(_keyholders(m))}))
    briefed = {"lists_announced": True, "clocks_compared": True}
    m.at(m.minute(-55), lambda: m.act("brief-staff", m.sitting_key, briefed))


def arrives(m: Morning, person: str) -> None:
    """A person reports and is given the badge."""
    badge = f"KD-{m.index.staff[person].number}"
    m.act("report-staff", m.sitting_key, {"staff": person})
    m.at(max(m.now, m.minute(-55)) + 40 * SECOND, lambda: m.act("issue-badge", f"staff:{person}", {"badge": badge}))


def goes_home(m: Morning) -> None:
    """Badges back and work records signed (Art 21)."""
    for person in sorted(m.ctx.state.sitting(m.sitting.id).reported):
        m.act("sign-work-record", f"staff:{person}", officers=[person])
        m.act("return-badge", f"staff:{person}")


def _keyholders(m: Morning) -> tuple[str, ...]:
    """The confidentiality officer and one of the office staff (G8)."""
    if len(m.site.keyholders) == 2:
        return m.site.keyholders
    return tuple((m.on_duty("confidentiality") + m.on_duty("office"))[:2])


# --- bags -------------------------------------------------------------------------------------------------------------


def _bags(m: Morning) -> None:
    bags = [b for b in m.index.plan.bags if b.sitting == m.sitting.id]
    m.at(m.minute(-54.5), lambda: _secure_room(m, "enter-secure-room", {"purpose": "取出试卷"}))
    for n, bag in enumerate(bags):
        at = m.minute(-54) + spread(m, n, len(bags), 3)
        m.at(at, partial(m.perform, "take-out-bag", bag.id, partial(take_out, m, bag)))
    m.at(m.minute(-50.5), lambda: _secure_room(m, "leave-secure-room", {}))
    room_bags = [b for b in bags if b.room is not None]
    for n, bag in enumerate(room_bags):
        at = m.minute(-50) + spread(m, n, len(room_bags), 4)
        m.at(at, partial(m.perform, "issue-bag", bag.id, partial(issue, m, bag)))


def _secure_room(m: Morning, name: str, data: Mapping[str, Any]) -> None:
    """Never alone: the two who hold the keys."""
    m.act(name, m.site_key, data, officers=_keyholders(m))


def take_out(m: Morning, bag: Bag) -> None:
    m.act("take-out-bag", f"bag:{bag.id}", {"seal": bag.seal, "seal_intact": True})


def label_of(bag: Bag) -> dict[str, Any]:
    """What the proctors read off a bag that is as it should be."""
    return {
        "occupation": bag.occupation,
        "level": bag.level,
        "copies": bag.copies,
        "seal": bag.seal,
        "seal_intact": True,
    }


def issue(m: Morning, bag: Bag, room: str = "", story: str = "") -> None:
    m.act("issue-bag", f"bag:{bag.id}", label_of(bag), room=bag.room or room, story=story)


def _open_bags(m: Morning, room: str) -> None:
    """Seals shown, opened, counted (C2); a copy missing is made up from the spare bag."""
    for bag in m.ctx.bags(m.sitting.id, room):
        short = m.copies_short.pop(room, 0)
        seen = {"seals_intact": True, "tongue_intact": True, "counted": bag.copies - short}
        story = "missing-copy" if short else ""
        then = partial(_released, m, room, bag, short) if short else None
        officers = _pair(m, room)
        m.act("open-bag", f"bag:{bag.id}", seen, officers=officers, room=room, then=then, story=story)


def _pair(m: Morning, room: str) -> list[str]:
    return [*m.on_duty("lead-proctor", room)[:1], *m.on_duty("assistant-proctor", room)[:1]]


def _released(m: Morning, room: str, bag: Bag, short: int, _: object) -> None:
    release(m, room, bag, short)


def _open_door(m: Morning, room: str) -> None:
    m.act("open-door", m.room_key(room), desk=m.site.door_of(room))


def release(m: Morning, room: str, bag: Bag, copies: int) -> None:
    """29 of 30: reported by the opening itself; the chief releases as many of the office's spare bag."""
    spares = [b for b in m.index.bags_in.get((bag.sitting, None), ()) if paper(b) == paper(bag)]
    fit = [b for b in spares if not m.ctx.state.bag(b.id).room and m.ctx.state.bag(b.id).place == "office"]
    if not fit:
        m.skip("missing-copy", "没有同一试卷的备用袋")
        return
    least = min(fit, key=lambda b: b.copies)
    data = {"bag": least.id, "copies": copies, "reason": f"{bag.label} 少 {copies} 份"}
    number = m.index.rooms[room].number
    m.trace("missing-copy", f"{number} 考场 {bag.label} 应有 {bag.copies} 份，实有 {bag.copies - copies} 份", ())
    m.after(60, lambda: m.act("release-spare", m.room_key(room), data, story="missing-copy"))


def paper(bag: Bag) -> tuple[str, str, int]:
    return bag.occupation, bag.direction, bag.level


# --- rooms ------------------------------------------------------------------------------------------------------------


def _rooms(m: Morning) -> None:
    for n, room in enumerate(m.rooms):
        at = m.room_key(room)
        later = spread(m, n, len(m.rooms), 1.5)

        def step(offset: float, do: Callable[[], object], later: int = later) -> None:
            m.at(m.minute(offset) + later, do)

        def ordinary(name: str, data: Mapping[str, Any] | None = None, at: str = at) -> Callable[[], None]:
            return partial(m.act, name, at, data)

        off = m.chance.randrange(-25, 26)
        step(-49, ordinary("check-clock", {"seconds_off": off}))
        step(-40, ordinary("bring-bags"))
        step(-32, ordinary("prepare-room", dict.fromkeys(PREPARED, True)))
        m.at(m.minute(-25), partial(_open_door, m, room))
        step(-10, ordinary("read-rules", {"text_version": "beijing-2022-1"}))
        step(-5, partial(_open_bags, m, room))
        step(-2.9, ordinary("hand-out-papers", {"absentee_desks_empty": True}))
        m.at(m.minute(0) + 5 * SECOND + n % 20 * SECOND, partial(_start, m, room))
        step(30, partial(_freeze, m, room))


def _start(m: Morning, room: str) -> None:
    key = m.room_key(room)
    m.act("start-exam", key, then=lambda _: m.act("acknowledge-order", key, {"order": "start"}))
    m.after(90, lambda: _second_checks(m, room))


def _second_checks(m: Morning, room: str) -> None:
    """8:30(2): documents again, at the seats, one after the other."""
    here = [c for c, s in m.ctx.people(m.sitting.id, room) if s.status == "present" and s.second_check is None]
    for n, candidate in enumerate(here):
        m.after(20 * n, partial(door.second_check, m, candidate))


def _freeze(m: Morning, room: str) -> None:
    """T+30: C3, the absentees by name, the record's page filled."""
    key = m.room_key(room)

    def seen() -> dict[str, Any]:
        people = dict(m.ctx.people(m.sitting.id, room))
        here = [s for s in people.values() if s.admission is not None]
        return {
            "candidates": sorted(c for c, s in people.items() if s.admission is None),
            "signatures": sum(1 for s in here if s.signed is not None),
            "heads": sum(1 for s in here if s.status == "present"),
        }

    m.act("freeze-absentees", key, seen, then=lambda _: m.act("fill-record", key))
    late = [c for c, s in m.ctx.people(m.sitting.id, room) if s.status == "present" and s.second_check is None]
    for n, candidate in enumerate(late):
        m.after(60 + 20 * n, partial(door.second_check, m, candidate))


# --- orders and the end -----------------------------------------------------------------------------------------------


def _orders(m: Morning) -> None:
    def order(name: str) -> Callable[[], None]:
        return lambda: m.act("give-order", m.sitting_key, {"order": name})

    m.at(m.minute(-20), order("prepare"))
    m.at(m.minute(0), order("start"))
    at_end(m, -15, lambda: _fifteen(m))
    at_end(m, 0, lambda: m.act("give-order", m.sitting_key, {"order": "end"}, then=lambda _: _end(m)))


def at_end(m: Morning, offset: float, do: Callable[[], None]) -> None:
    """At minutes from the end, wherever suspensions and extensions have moved it by then."""
    when = m.ctx.end(m.sitting.id) + round(offset * MINUTE)
    if m.now >= when:
        do()
    else:
        m.at(when, lambda: at_end(m, offset, do))


def _fifteen(m: Morning) -> None:
    def announce(_: object) -> None:
        for n, room in enumerate(m.rooms):
            m.after(2 + n % 30, partial(m.act, "announce-fifteen", m.room_key(room)))

    m.act("give-order", m.sitting_key, {"order": "fifteen-minutes"}, then=announce)


def _end(m: Morning) -> None:
    for n, room in enumerate(m.rooms):
        m.after(2 + n % 20, partial(_end_room, m, room))


def _end_room(m: Morning, room: str) -> None:
    """End, collect and count, release, return: each step asks for the next when it is done."""
    key, n = m.room_key(room), m.rooms.index(room)

    def then(seconds: float, do: Callable[[], None]) -> Callable[[object], None]:
        return lambda _: m.after(seconds, do)

    def collect() -> None:
        m.act("collect-papers", key, lambda: count(m, room), then=then(50, let_go))

    def let_go() -> None:
        m.act("release-candidates", key, then=then(110 + n % 30, bring_back))

    def bring_back() -> None:
        m.act("return-bags", key, then=then(60 + n % 60, accept))

    def accept() -> None:
        m.act("count-returned", key, lambda: blind(m, room), then=then(30, approve))

    def approve() -> None:
        m.act("approve-sealing", key, then=then(60, lambda: _seal(m, room)))

    m.act("end-exam", key, then=then(100 + n % 40, collect))


def count(m: Morning, room: str) -> dict[str, Any]:
    """What lies on the desks and in the lead proctor's hands; in a rehearsal nothing gets lost on the way."""
    t = tally(m.ctx, m.sitting.id, room)
    papers = {
        "handed_in": t.handed_in,
        "collected": t.present - t.handed_in,
        "absent": t.absent,
        "spare": t.spare,
        "void": t.void_copies,
    }
    if not t.cards:
        return {"papers": papers}
    # A missing paper does not miss its card: whatever cards are more than papers lie with the spares.
    return {"papers": papers, "cards": {**papers, "spare": t.spare + t.cards - t.copies, "void": t.void_cards}}


def blind(m: Morning, room: str) -> dict[str, Any]:
    """What the office counts in the bag, before it is told anything."""
    seen = count(m, room)
    return {name: office_view(counted) for name, counted in seen.items()}


def _seal(m: Morning, room: str) -> None:
    for bag in m.ctx.bags(m.sitting.id, room):
        seals = {"seal": f"M-{bag.label}"} | ({"card_seal": f"K-{bag.label}"} if bag.cards else {})
        m.act("seal-bag", f"bag:{bag.id}", seals, officers=_pair(m, room), room=room)
    m.after(120, lambda: m.act("close-room", m.room_key(room), then=lambda _: _maybe_leave(m)))


def _maybe_leave(m: Morning) -> None:
    """When the last room is closed the spares go back, and the load goes out."""
    if all(m.ctx.state.room(m.sitting.id, r).closed for r in m.rooms):
        at = max(m.now + 4 * MINUTE, m.ctx.end(m.sitting.id) + 28 * MINUTE)
        m.at(at, lambda: _leave(m))


def _leave(m: Morning) -> None:
    for bag in m.index.plan.bags:
        state = m.ctx.state.bag(bag.id)
        if bag.sitting == m.sitting.id and state.place == "office":
            m.act("stow-bag", f"bag:{bag.id}")
    sealed = [b.id for b in m.index.plan.bags if m.ctx.state.bag(b.id).place == "sealed"]
    load = {"bags": sealed, "escorts": [*m.on_duty("office")[:1], *m.on_duty("support")[:1]], "vehicle": "京A00000"}
    m.after(60, lambda: m.act("depart", m.sitting_key, load, then=lambda _: m.after(45 * 60, arrive)))

    def arrive() -> None:
        m.act("receive-at-marking", m.sitting_key, {"bags": sealed}, then=lambda _: m.after(300, close))

    def close() -> None:
        goes_home(m)
        m.act("close-sitting", m.sitting_key)


# --- desks that work apart --------------------------------------------------------------------------------------------


def meet(m: Morning) -> None:
    """Every door desk brings what it has to the control desk, and takes what that one has."""
    for desk in m.site.doors:
        m.control.meet(desk)
    for desk in m.site.doors:
        desk.meet(m.control)
