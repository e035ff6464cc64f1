"""The paper balance, C1 to C8: what the record says of a room and the site, and which equation is broken first (X2).

R registered, S signed in (late ones included), A absent, H handed in early, F collected at the end, P copies in the
room's bags (as counted at the opening, spares released to it added), V void or misprinted, B spare.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.exam.frame.command import room_key
from desktop.exam.frame.context import Context
from desktop.exam.frame.state import Done, RoomState

PAPER_NAMES = ("handed_in", "collected", "absent", "spare", "void")
OFFICE_NAMES = ("answered", "unused", "void")
LIST = "summary-sheet"
"""The form candidates sign."""


@dataclass(frozen=True, slots=True)
class Equation:
    """One balance. `left` and `right` are (name, number) terms; `holds` None while it cannot be told yet.

    `holder` names who has the difference in hand: `room:…`, `office`, `secure-room`, `escort`, or a bag.
    """

    key: str
    left: tuple[tuple[str, int], ...]
    right: tuple[tuple[str, int], ...]
    holds: bool | None
    holder: str = ""

    @property
    def difference(self) -> int:
        return sum(n for _, n in self.left) - sum(n for _, n in self.right)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the record says of one room: the system's own R, S, A, H, and the copies and cards it holds."""

    registered: int
    present: int
    absent: int
    handed_in: int
    removed: int
    late: int
    copies: int
    cards: int
    void_copies: int
    void_cards: int
    spare: int


def tally(ctx: Context, sitting: str, room: str) -> Tally:
    """R, S, A, H of a room by fold, never by counter (U10); P by what the opening counted."""
    registered = present = handed = removed = late = 0
    for _, person in ctx.people(sitting, room):
        registered += 1
        if person.admission is not None:
            present += 1
            late += person.admission.late > 0
            handed += person.handed_in is not None
            removed += person.removed is not None
    state = ctx.state.room(sitting, room)
    copies = cards = 0
    for bag in ctx.bags(sitting, room):
        seen = ctx.state.bag(bag.id)
        copies += bag.copies if seen.counted is None else seen.counted
        cards += bag.cards if seen.counted_cards is None else seen.counted_cards
    copies += state.spare_copies
    cards += state.spare_copies if cards else 0
    absent = registered - present
    spare = copies - present - absent - state.void_copies
    return Tally(
        registered, present, absent, handed, removed, late, copies, cards, state.void_copies, state.void_cards, spare
    )


def office_view(counts: Mapping[str, int]) -> dict[str, int]:
    """A room's count as the office sees the bag: answered, unused, void."""
    return {
        "answered": counts.get("handed_in", 0) + counts.get("collected", 0),
        "unused": counts.get("absent", 0) + counts.get("spare", 0),
        "void": counts.get("void", 0),
    }


# --- equations --------------------------------------------------------------------------------------------------------


def collected_equations(
    ctx: Context, sitting: str, room: str, papers: Mapping[str, int], cards: Mapping[str, int]
) -> tuple[Equation, ...]:
    """C5 in its parts for one count: H + F = S, H as recorded, A as recorded, and all papers (and cards) together."""
    t = tally(ctx, sitting, room)
    here = room_key(sitting, room)

    def equation(key: str, left: tuple[tuple[str, int], ...], right: tuple[tuple[str, int], ...]) -> Equation:
        return Equation(key, left, right, sum(n for _, n in left) == sum(n for _, n in right), here)

    answered = (("handed_in", papers["handed_in"]), ("collected", papers["collected"]))
    out = [
        equation("C5-answered", answered, (("present", t.present),)),
        equation("C5-absent", (("absent", papers["absent"]),), (("absent", t.absent),)),
        equation("C5-void", (("void", papers["void"]),), (("void", t.void_copies),)),
        equation("C5-papers", tuple((n, papers[n]) for n in PAPER_NAMES), (("copies", t.copies),)),
    ]
    if t.cards:
        counted = tuple((n, cards.get(n, 0)) for n in PAPER_NAMES)
        out.append(equation("C5-cards", counted, (("cards", t.cards),)))
        got = (("handed_in", cards.get("handed_in", 0)), ("collected", cards.get("collected", 0)))
        out.append(equation("C5-cards-answered", got, (("present", t.present),)))
        out.append(equation("C5-cards-absent", (("absent", cards.get("absent", 0)),), (("absent", t.absent),)))
        out.append(equation("C5-cards-void", (("void", cards.get("void", 0)),), (("void", t.void_cards),)))
    return tuple(out)


def counts_blind(role: str) -> bool:
    """Whether a desk of this role keeps a room's figures off its paper until they are counted anew (C6, U30): every one
    but those that stand in a room, whose own count it is."""
    return role not in ("room", "door")


def uncounted(state: RoomState) -> bool:
    """Whether the office has still to count what the room has counted. Until it has entered its own count, whoever
    counts there sees no figure of the room's (002 App5 10:05, C6, U30)."""
    return bool(state.counts) and not (state.office_fresh and state.office_counts)


def recounted(ctx: Context, sitting: str, room: str) -> Equation | None:
    """The first of the room's equations that its last count breaks as the record stands now; None while it holds."""
    counts = ctx.state.room(sitting, room).counts
    if not counts:
        return None
    papers = {n: counts[-1].papers.get(n, 0) for n in PAPER_NAMES}
    found = collected_equations(ctx, sitting, room, papers, counts[-1].cards)
    return next((e for e in found if e.holds is False), None)


def room_equations(ctx: Context, sitting: str, room: str) -> tuple[Equation, ...]:
    """C1 to C6 of one room as they stand now; `holds` None for what is not counted yet."""
    state, t, here = ctx.state.room(sitting, room), tally(ctx, sitting, room), room_key(sitting, room)
    out: list[Equation] = []
    left: tuple[tuple[str, int], ...]
    for bag in ctx.bags(sitting, room):
        seen = ctx.state.bag(bag.id)
        left = (("counted", seen.counted or 0), ("spare-released", state.spare_copies))
        holds = None if seen.counted is None else seen.counted + state.spare_copies >= bag.copies
        out.append(Equation("C2", left, (("ordered", bag.copies),), holds, f"bag:{bag.id}"))
    out.extend(_attendance(ctx, sitting, room, t))
    out.extend(_signed(ctx, sitting, room))
    if state.counts:
        last = state.counts[-1]
        papers = {n: last.papers.get(n, 0) for n in PAPER_NAMES}
        out.extend(collected_equations(ctx, sitting, room, papers, last.cards))
    elif ctx.bags(sitting, room):
        left = (("present", t.present), ("absent", t.absent), ("spare", t.spare), ("void", t.void_copies))
        out.append(Equation("C5-papers", left, (("copies", t.copies),), None, here))
    if state.office_counts:
        last = state.office_counts[-1]
        own = state.balanced
        wanted = office_view(own.papers) if own else {}
        got = tuple((n, last.papers.get(n, 0)) for n in OFFICE_NAMES)
        same = dict(got) == wanted
        holds = last.agreed and same if own else None
        out.append(Equation("C6", got, tuple(wanted.items()), holds if state.office_fresh else None, "office"))
        if own and own.cards and state.office_fresh:
            cards = tuple((n, last.cards.get(n, 0)) for n in OFFICE_NAMES)
            due = office_view(own.cards)
            out.append(Equation("C6-cards", cards, tuple(due.items()), dict(cards) == due, "office"))
    return tuple(out)


def _attendance(ctx: Context, sitting: str, room: str, t: Tally) -> Iterator[Equation]:
    """C3: system = signatures = heads as counted at the freeze, and R = S + A as the record stands now."""
    state, here = ctx.state.room(sitting, room), room_key(sitting, room)
    frozen = state.steps.get("absentees-frozen")
    last = frozen or (state.heads[-1] if state.heads else None)
    if last is None:
        yield Equation("C3", (("present", t.present),), (("signatures", 0),), None, here)
        return
    counts = ((n, last.data[n]) for n in ("signatures", "heads"))
    signatures, heads = counts
    agreed = last.data["agreed"] is True
    if agreed or signatures[1] != heads[1]:
        yield Equation("C3", (signatures,), (heads,), agreed, here)
    else:
        yield Equation("C3", (("present", last.data["system"]),), (heads,), agreed, here)
    if frozen is not None:
        marked = sum(1 for _, s in ctx.people(sitting, room) if s.absent is not None and s.admission is None)
        left = (("present", t.present), ("absent", marked))
        yield Equation("C3-registered", left, (("registered", t.registered),), t.present + marked == t.registered, here)


def confirmed_list(state: RoomState) -> tuple[Done, ...]:
    """The pages of a room's signature copy as confirmed, of the print confirmed last; empty until all of them are."""
    lists = [one for one in state.sheets.values() if one.data["form"] == LIST]
    if not lists:
        return ()
    last = max(lists, key=lambda one: one.at)
    pages = tuple(one for one in lists if one.data["print"] == last.data["print"])
    return pages if len(pages) == last.data["pages"] else ()


def admitted(ctx: Context, sitting: str, room: str) -> set[str]:
    """Candidates let in who belong to a room now."""
    return {c for c, person in ctx.people(sitting, room) if person.admission is not None}


def _signed(ctx: Context, sitting: str, room: str) -> Iterator[Equation]:
    """C3 once more, from paper read back: signatures on the list = let in. Who differs and was settled by the chief is
    counted on the side that lacks them."""
    pages = confirmed_list(ctx.state.room(sitting, room))
    if not pages:
        return
    signed = {c for page in pages for c in page.data["signed"]}
    here = admitted(ctx, sitting, room)
    settled = {c for page in pages for c in page.data["differs"] if _settled(ctx, page)}
    unsigned, stray = settled & (here - signed), settled & (signed - here)
    left = [("signatures", len(signed)), *([("settled", len(unsigned))] if unsigned else [])]
    right = [("present", len(here)), *([("settled", len(stray))] if stray else [])]
    holds = sum(n for _, n in left) == sum(n for _, n in right)
    yield Equation("C3-sheet", tuple(left), tuple(right), holds, room_key(sitting, room))


def _settled(ctx: Context, page: Done) -> bool:
    """Whether the chief has decided what was told of a confirmed page."""
    return ctx.state.incident(str(page.data["incident"])).resolved is not None


def site_equations(ctx: Context, sitting: str) -> tuple[Equation, ...]:
    """C7 per paper: bags out of the secure room = sealed and returned + never issued; C8: loaded = received."""
    papers: dict[tuple[str, str, int], list[str]] = {}
    for bag in ctx.index.plan.bags:
        if bag.sitting == sitting:
            papers.setdefault((bag.occupation, bag.direction, bag.level), []).append(bag.id)
    out = []
    for bags in papers.values():
        states = {b: ctx.state.bag(b) for b in bags}
        taken = [b for b, s in states.items() if s.place != "secure-room"]
        sealed = [b for b in taken if states[b].place in ("sealed", "departed", "received")]
        kept = [b for b in taken if states[b].place == "office"]
        open_ = [b for b in taken if b not in sealed and b not in kept]
        holds = None if open_ else len(taken) == len(sealed) + len(kept)
        right = (("sealed", len(sealed)), ("never-issued", len(kept)))
        holder = f"bag:{open_[0]}" if open_ else ""
        out.append(Equation("C7", (("taken-out", len(taken)),), right, holds, holder))
    state = ctx.state.sitting(sitting)
    loaded = {b for d in state.departed for b in d.data["bags"]}
    received = {b for d in state.received for b in d.data["bags"]}
    if loaded:
        holds = None if not state.received else loaded == received
        out.append(Equation("C8", (("loaded", len(loaded)),), (("received", len(received)),), holds, "escort"))
    return tuple(out)


def first_broken(ctx: Context, sitting: str) -> Equation | None:
    """The first equation of the site that does not hold, room by room, then the site's own (X2)."""
    return next((e for e in _all(ctx, sitting) if e.holds is False), None)


def _all(ctx: Context, sitting: str) -> Iterator[Equation]:
    for room in ctx.rooms(sitting):
        yield from room_equations(ctx, sitting, room)
    yield from site_equations(ctx, sitting)
