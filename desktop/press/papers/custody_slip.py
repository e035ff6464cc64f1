"""试卷交接单: one slip a hop, from the entries of the bags; or planned and blank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop.exam.frame.state import Recorded
from desktop.exam.plan.model import Bag, Room, Sitting
from desktop.faults import SiteFault
from desktop.press.papers.packed import packed
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.papers.custody_slip import CustodySlip, SlipBag, SlipPerson, render

Roles = tuple[tuple[str, ...], ...]
"""Who gives or takes: one person a place, of the first of its roles that is on duty."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One kind of hand-over. `kind` is its entry on the bag, `step` its step of the protocol; `of_room` when every room
    has its own slip. `givers` and `takers` are the roles that sign."""

    key: str
    kind: str
    step: str
    of_room: bool
    givers: Roles
    takers: Roles


CHIEF, PAIR = ("chief", "deputy-chief"), (("lead-proctor",), ("assistant-proctor",))
HOPS = (
    Hop("out", "bag-taken-out", "papers-out", False, (("confidentiality",),), (CHIEF,)),
    Hop("issue", "bag-issued", "papers-issued", True, (CHIEF,), PAIR),
    Hop("return", "bags-returned", "returned", True, PAIR, (("office",),)),
    Hop(
        "escort",
        "escort-departed",
        "departed",
        False,
        (CHIEF, ("office", "confidentiality")),
        (("office", "support"), ("support", "office")),
    ),
    Hop("stow", "bag-stowed", "", False, (CHIEF,), (("confidentiality",),)),
)


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    return custody_slips(source, wanted.room, wanted.candidate, now, blank=wanted.blank), render


def custody_slips(
    source: PrintSource, room: str | None, candidate: str | None, now: int, *, blank: bool
) -> list[CustodySlip]:
    """A slip for every hop that has happened, sitting by sitting; blank ones for every hop that is planned.

    With a room only its bags, on all slips. Raises SiteFault print-…
    """
    where = source.rooms(room, candidate)
    out: list[CustodySlip] = []
    for sitting in dict.fromkeys(t for t, _ in where):
        rooms = [r for t, r in where if t is sitting]
        whole = room is None and candidate is None
        for n, hop in enumerate(HOPS, 1):
            for scope in [[r] for r in rooms] if hop.of_room else [rooms]:
                slip = _Slip(source, sitting, scope, hop, n, whole)
                out.extend(slip.planned(now) if blank or source.record is None else slip.happened())
    if not out:
        raise SiteFault("print-nothing")
    return out


@dataclass(frozen=True, slots=True)
class _Slip:
    """One hop of the bags of some rooms; of the spare bags too when `whole`."""

    source: PrintSource
    sitting: Sitting
    rooms: list[Room]
    hop: Hop
    number: int
    whole: bool

    def bags(self) -> list[Bag]:
        """The bags this hop may be about, in the plan's order."""
        index = self.source.context.index
        own = {b.id for r in self.rooms for b in index.bags_in.get((self.sitting.id, r.id), ())}
        own |= {b.id for r in self.rooms for b in self.source.bags(self.sitting.id, r.id)}
        spare = self.whole and not self.hop.of_room
        return [
            b
            for b in self.source.plan.bags
            if b.sitting == self.sitting.id and (b.id in own or (spare and b.room is None))
        ]

    def planned(self, now: int) -> Iterator[CustodySlip]:
        if self.hop.key == "stow":
            return
        bags = [b for b in self.bags() if self.hop.key != "escort" or b.room is not None]
        if bags:
            rows = tuple(self._bag(b, None) for b in bags)
            givers, takers = (self._expected(roles, now) for roles in (self.hop.givers, self.hop.takers))
            if self.hop.key == "escort":
                takers = (SlipPerson(self.source.words.text("press-escort-person")),) * 2
            words = self.source.words
            more = ((words.text("press-vehicle"), ""), (words.text("press-arrived"), "")) if self._escorted else ()
            yield self._slip(rows, givers, takers, None, None, "", more=more)

    @property
    def _escorted(self) -> bool:
        return self.hop.key == "escort"

    def happened(self) -> Iterator[CustodySlip]:
        done = [(b, e) for b in self.bags() for e in self._entries(b, self.hop.kind)]
        refused = [(b, e) for b in self.bags() for e in self._entries(b, "bag-refused") if self._refused_here(e)]
        if not done and not refused:
            return
        entries = list({(e.desk, e.number): e for _, e in (*done, *refused)}.values())
        last = max(entries, key=lambda e: e.wall)
        signed = [e for _, e in done] or entries
        givers = self._people(self.hop.givers, signed)
        takers = self._people(self.hop.takers, signed)
        if self.hop.key == "return":
            takers = self._accepted() or self._expected(self.hop.takers, last.wall)
        if self._escorted:
            takers = self._escorts(signed)
        rows = tuple(self._bag(b, e) for b, e in done or refused)  # what was not signed for is no part of the sum
        note = "；".join(part for part in (*self._notes(refused), self._counts(), self._proof(entries)) if part)
        yield self._slip(rows, givers, takers, last.wall, self._agreed(bool(done)), note, more=self._more(signed))

    def _agreed(self, done: bool) -> bool | None:
        """Whether the hop came to its end; on the way back what the office counted decides, None before it has."""
        if self.hop.key != "return":
            return done
        room = self.source.context.state.room(self.sitting.id, self.rooms[0].id)
        if room.accepted is not None:
            return True
        return False if room.office_fresh else None

    # --- its parts --------------------------------------------------------------------------------------------------

    def _slip(
        self,
        bags: tuple[SlipBag, ...],
        givers: tuple[SlipPerson, ...],
        takers: tuple[SlipPerson, ...],
        happened: int | None,
        agreed: bool | None,
        note: str,
        *,
        more: tuple[tuple[str, str], ...] = (),
    ) -> CustodySlip:
        source, sitting, hop = self.source, self.sitting, self.hop
        ctx, words = source.context, source.words
        protocol = ctx.protocol(sitting.id)
        step = protocol.step(hop.step) if protocol and hop.step else None
        room = self.rooms[0] if hop.of_room else None
        here = source.place_of(room) if room else ""
        order = source.plan.sittings.index(sitting) + 1
        return CustodySlip(
            hop=words.text(f"press-hop-{hop.key}"),
            from_place=here if hop.key == "return" else words.text(f"press-from-{hop.key}"),
            to_place=here if hop.key == "issue" else words.text(f"press-to-{hop.key}"),
            bags=bags,
            givers=givers,
            takers=takers,
            number="-".join(part for part in (f"{order}{self.number}", room.number if room else "") if part),
            subject=sitting.subject,
            start=sitting.start,
            end=sitting.end,
            planned=ctx.moment(step.at, sitting.id, room.id if room else "") if step else None,
            happened=happened,
            agreed=agreed,
            more=more,
            note=note,
        )

    def _bag(self, bag: Bag, entry: Recorded | None) -> SlipBag:
        """A bag as it was at this hop: what its label says, and the seal it had then."""
        state = self.source.context.state.bag(bag.id)
        after = self.hop.key in ("return", "escort")
        seal = {"out": bag.seal, "issue": bag.seal, "stow": bag.seal}.get(self.hop.key, "")
        seal_state: str | None = None
        note = ""
        if entry is not None:
            seal = str(entry.data.get("seal") or seal)
            seal_state = "opened" if self.hop.key == "return" else "intact"
            if entry.kind == "bag-refused":
                differences = list(entry.data.get("differences", ()))
                seal_state = "broken" if "seal-broken" in differences else "intact"
                note = self.source.differences(differences)
            elif self._escorted:
                seal = "、".join(part for part in (state.seal, state.card_seal) if part)
        copies, cards = bag.copies, bag.cards
        home = state.room or bag.room
        if after and entry is not None:
            copies, cards = packed(self.source, bag, home or "")
        room = self.source.context.index.rooms.get(home or "")
        return SlipBag(
            label=bag.label,
            occupation=bag.occupation,
            level=bag.level,
            copies=copies,
            cards=cards or None,
            direction=bag.direction,
            room=room.number if room else "",
            seal=seal,
            seal_state=seal_state,
            note=note,
        )

    def _entries(self, bag: Bag, kind: str) -> list[Recorded]:
        assert self.source.record is not None
        return [e for e in self.source.record.fold.history(f"bag:{bag.id}") if e.kind == kind]

    def _refused_here(self, entry: Recorded) -> bool:
        return {"take-out": "out"}.get(str(entry.data.get("hop", "")), entry.data.get("hop")) == self.hop.key

    # --- people -----------------------------------------------------------------------------------------------------

    def _room(self) -> str | None:
        return self.rooms[0].id if self.hop.of_room else None

    def _holders(self, role: str, at: int) -> set[str]:
        room = self._room() if role.endswith("-proctor") else None
        return self.source.context.on_duty(self.sitting.id, room, role, at)

    def _people(self, roles: Roles, entries: Sequence[Recorded]) -> tuple[SlipPerson, ...]:
        """Who signed in each place, each with the time the record took it; who was due where the record has nobody."""
        out: list[SlipPerson] = []
        used: set[str] = set()
        for place in roles:
            found = self._signer(place, entries, used)
            if found is None:
                out.extend(self._expected((place,), max(e.wall for e in entries)))
                continue
            role, person, at = found
            used.add(person)
            out.append(self._person(role, person, at))
        return tuple(out)

    def _signer(
        self, place: tuple[str, ...], entries: Sequence[Recorded], used: set[str]
    ) -> tuple[str, str, int] | None:
        for e in sorted(entries, key=lambda e: e.wall, reverse=True):
            for role in place:
                for person in e.officers:
                    if person not in used and person in self._holders(role, e.wall):
                        return role, person, e.wall
        return None

    def _person(self, role: str, person: str, at: int | None = None) -> SlipPerson:
        known = self.source.context.index.staff.get(person)
        number = known.number if known else ""
        return SlipPerson(self.source.words.role(role), self.source.words.staff(person), number, at)

    def _expected(self, roles: Roles, now: int) -> tuple[SlipPerson, ...]:
        """Whose duty it is, by the plan and its stand-ins; several of one role leave the name to be written."""
        at = min(max(now, self.sitting.start), self.sitting.end)
        out = []
        for place in roles:
            people = sorted(self._holders(place[0], at))
            out.append(self._person(place[0], people[0]) if len(people) == 1 else self._nobody(place[0]))
        return tuple(out)

    def _nobody(self, role: str) -> SlipPerson:
        return SlipPerson(self.source.words.role(role))

    def _accepted(self) -> tuple[SlipPerson, ...]:
        """Who of the office counted what came back, at the count that agreed."""
        count = self.source.context.state.room(self.sitting.id, self.rooms[0].id).accepted
        return tuple(self._person("office", p, count.at) for p in count.officers) if count else ()

    def _escorts(self, entries: Sequence[Recorded]) -> tuple[SlipPerson, ...]:
        people = dict.fromkeys(p for e in entries for p in e.data.get("escorts", ()))
        escort = self.source.words.text("press-escort-person")
        staff = self.source.context.index.staff
        return tuple(
            SlipPerson(escort, self.source.words.staff(p), staff[p].number if p in staff else "") for p in people
        )

    # --- what else stands on it ---------------------------------------------------------------------------------------

    def _more(self, entries: Iterable[Recorded]) -> tuple[tuple[str, str], ...]:
        if not self._escorted:
            return ()
        words = self.source.words
        vehicles = dict.fromkeys(str(e.data.get("vehicle", "")) for e in entries)
        received = self.source.context.state.sitting(self.sitting.id).received
        arrived = "、".join(words.time(d.at) for d in received)
        taken = "、".join(dict.fromkeys(self.source.staff(d.officers) for d in received))
        return (
            (words.text("press-vehicle"), "、".join(vehicles)),
            (words.text("press-arrived"), f"{arrived} {taken}".strip()),
        )

    def _notes(self, refused: Sequence[tuple[Bag, Recorded]]) -> Iterator[str]:
        for bag, e in refused:
            words = self.source.words
            found = self.source.differences(e.data.get("differences", ()))
            yield words.text("press-not-signed-for", label=bag.label, time=words.time(e.wall), differences=found)

    def _counts(self) -> str:
        """For the way back: what the room and the office counted."""
        if self.hop.key != "return":
            return ""
        state = self.source.context.state.room(self.sitting.id, self.rooms[0].id)
        if not state.counts:
            return ""
        if self.source.hidden(self.sitting.id, self.rooms[0].id):
            return self.source.words.text("press-returned-hidden")
        own, office = state.counts[-1], state.office_counts[-1] if state.office_counts else None
        papers, cards = sum(own.papers.values()), sum(own.cards.values())
        theirs = sum(office.papers.values()) if office else "—"
        key = "press-returned-cards" if cards else "press-returned"
        return self.source.words.text(key, papers=papers, cards=cards, office=theirs)

    def _proof(self, entries: Iterable[Recorded]) -> str:
        return self.source.words.text("press-entries", entries=self.source.proof(entries))
