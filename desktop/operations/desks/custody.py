"""The custody desk: scan a bag, its next hand-over stands there; two badges, done. Never one person alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from desktop.exam.frame.state import BAG_PLACES, Done, SiteState
from desktop.exam.plan.model import Bag, Sitting
from desktop.operations.boards.custody import CustodyBoard, HandOver, HandStep, LabelCheck, LogLine, Missing
from desktop.operations.boards.shell import ActionRow, Answer, BagCard, BagColumn, Tone
from desktop.operations.desks.paced import PacedDesk

NEXT = {
    "secure-room": "take-out-bag",
    "office": "issue-bag",
    "carried": "bring-bags",
    "packed": "return-bags",
    "returned": "seal-bag",
}
"""Which command moves a bag on from where it is."""

COLUMNS = (
    ("secure-room", ("secure-room",)),
    ("office", ("office",)),
    ("carried", ("carried",)),
    ("room", ("room", "opened", "packed")),
    ("returned", ("returned", "sealed")),
    ("departed", ("departed", "received")),
)
STAGES = ("office", "carried", "room", "returned", "sealed", "departed")
KEYS = (("depart", "F8"), ("raise-leak-alarm", "F9"))
SECURE_ROOM = ("enter-secure-room", "leave-secure-room")
"""F7 is the one of them that can come next: whoever is inside can only leave."""
SITE_MORE = ("appoint-keyholders",)
SITTING_MORE = ("receive-at-marking", "report-incident")
BAG_MORE = ("exchange-bag", "stow-bag")
NAMED = 6
"""Bags named beside a count; the board has the others."""


class CustodyDesk(PacedDesk):
    """The secure room's desk."""

    def __init__(self, *parts: Any) -> None:
        self._bag = ""
        super().__init__(*parts)

    def sitting(self) -> Sitting:
        ctx = self.ctx
        return ctx.sitting_at(self.now()) or min(ctx.index.plan.sittings, key=lambda t: abs(t.start - self.now()))

    def choose(self, bag: str) -> Answer:
        word = bag.strip()
        found = next((b for b in self.record.plan.bags if word in (b.id, b.label, f"bag:{b.id}")), None)
        if found is None:
            return Answer(text=self.words.text("custody-no-bag", text=word))
        self._bag = found.id
        self.send()
        return Answer()

    def dismiss(self) -> Answer:
        self._bag = ""
        self.send()
        return Answer()

    # --- the board ------------------------------------------------------------------------------------------------

    def board(self) -> CustodyBoard:
        ctx, sitting = self.ctx, self.sitting()
        bags = [b for b in ctx.index.plan.bags if b.sitting == sitting.id]
        site = ctx.state.site(ctx.index.plan.site.id)
        open_leaks = [id for id in site.leaks if id not in site.leaks_closed]
        cards = sum(b.cards > 0 for b in bags)
        subject = self.words.text(
            "custody-subject", bags=len(bags), spare=sum(b.room is None for b in bags), cards=cards
        )
        pair = self.words.people(site.keyholders) or self.words.text("custody-nobody")
        subject += " · " + self.words.text("custody-keyholders", people=pair)
        return CustodyBoard(
            top=self.top(self.words.text("custody-title"), subject, self.next_step(sitting.id)),
            officer=self.officer,
            prompt=self.words.text("custody-prompt"),
            hand=self._hand(),
            missing=self._missing(sitting, bags),
            columns=self._columns(bags),
            log=tuple(self._log(site)),
            escorts=tuple(self._escort(d) for d in reversed(ctx.state.sitting(sitting.id).departed)),
            load=tuple(self._load(sitting, bags)),
            alarm=self._alarm([site.leaks[id] for id in open_leaks]),
            foot=self.words.text("custody-code", code=self.record.head_code()),
            available=self._available(sitting),
        )

    def _log(self, site: SiteState) -> Iterator[LogLine]:
        """Who is inside now, then who went in and out, newest first."""
        if site.inside:
            yield LogLine("", self.words.text("custody-inside", people=self.words.people(site.inside)))
        for done in reversed(site.secure_room[-6:]):
            yield LogLine(self.words.time(done.at), self._log_words(done.data))

    def _alarm(self, leaks: list[Done]) -> str:
        """Every open alarm with who raised it: that person cannot close it (App4 §3(2))."""
        if not leaks:
            return ""
        first = leaks[0]
        cause, bag = str(first.data.get("cause", "")), str(first.data.get("bag", ""))
        key = f"difference-{cause}"
        told = self.words.text(key) if self.words.catalogue.has(key) else cause
        told = " ".join(part for part in (self.words.bag(bag) if bag else "", told) if part)
        by, at = self.words.people(first.officers), self.words.time(first.at)
        return self.words.text("custody-alarm", count=len(leaks), time=at, people=by, cause=told)

    def _load(self, sitting: Sitting, bags: list[Bag]) -> Iterator[LogLine]:
        """What is to be loaded, once bags come back: those that cannot go yet and where they are, then how many can."""
        states = {b.id: self.ctx.state.bag(b.id) for b in bags if b.room is not None or self.ctx.state.bag(b.id).room}
        here = {b.id: b for b in bags if b.id in states and not states[b.id].withdrawn}
        sealed = [b for b in here.values() if states[b.id].place == "sealed"]
        if not sealed and (self.now() < self.ctx.end(sitting.id) or self.ctx.state.sitting(sitting.id).departed):
            return
        for bag in here.values():
            state = states[bag.id]
            if state.place not in ("sealed", "departed", "received"):
                place, people = self.words.text(f"place-{state.place}"), "、".join(map(self.words.staff, state.holders))
                yield LogLine(bag.label, self.words.text("custody-not-loaded", place=place, people=people).strip())
        yield LogLine("", self.words.text("custody-loadable", count=len(sealed)))

    def _escort(self, done: Done) -> LogLine:
        people = self.words.people(done.data.get("escorts", ()))
        vehicle, bags = str(done.data.get("vehicle", "")), len(done.data.get("bags", ()))
        return LogLine(
            self.words.time(done.at), self.words.text("custody-escorted", people=people, vehicle=vehicle, bags=bags)
        )

    def _log_words(self, data: Any) -> str:
        key = "custody-entered" if data["kind"] == "secure-room-entered" else "custody-left"
        return self.words.text(key, people=self.words.people(data["persons"]), purpose=str(data.get("purpose", "")))

    def _hand(self) -> HandOver | None:
        bag = self.record.index.bags.get(self._bag)
        if bag is None:
            return None
        state = self.ctx.state.bag(bag.id)
        command = NEXT.get(state.place, "")
        label = HandStep(self.words.text("custody-bag", bag=bag.label), self._label(bag, state.seal or bag.seal), "ok")
        if not command or state.withdrawn or (bag.room is None and not state.room and command != "take-out-bag"):
            place = self.words.text(f"place-{state.place}")
            return HandOver(self.words.text("custody-nothing-to-do", place=place), (label,), None)
        about = self._about(bag, command, state.room)
        row = self.row(command, about, primary=True, values={"seal_intact": True})
        if row is None:
            return HandOver(self.words.text("custody-not-yours"), (label,), None)
        label_checked = command in ("take-out-bag", "issue-bag")
        action = replace(row, fields=()) if label_checked else row
        differs = self._differs(row) if label_checked else None
        steps = [label]
        for n, slot in enumerate(row.slots):
            first = slot.signed is None and all(s.signed for s in row.slots[:n])
            tone: Tone = "ok" if slot.signed else "brand" if first else "plain"
            who = slot.signed.name if slot.signed else slot.expected
            steps.append(HandStep(slot.title, who, tone))
        checks = self._checks(bag, state.seal or bag.seal) if label_checked else ()
        note = self.words.text("custody-label-note", clause=row.clause) if label_checked else ""
        return HandOver(self._hop(bag, command), tuple(steps), action, differs, checks, note)

    def _differs(self, row: ActionRow) -> ActionRow:
        """The hand-over refused: the same command, in which the seal need not be whole."""
        fields = tuple(replace(f, required=f.required and f.kind != "tick") for f in row.fields)
        return replace(row, title=self.words.text("custody-differs"), key="F5", primary=False, fields=fields)

    def _checks(self, bag: Bag, seal: str) -> tuple[LabelCheck, ...]:
        """What both persons compare on the label before they sign (App5 7:40)."""
        whole = self.words.text("custody-seal-whole", seal=seal)
        copies = self.words.text("custody-copies", copies=bag.copies - bag.spares, spares=bag.spares)
        told = (
            ("occupation", " ".join(p for p in (bag.occupation, bag.direction) if p)),
            ("level", self.words.level(bag.level)),
            ("copies", copies),
            ("seal", " ".join(whole.split())),
        )
        return tuple(LabelCheck(name, self.words.text(f"custody-check-{name}"), words) for name, words in told)

    def _about(self, bag: Bag, command: str, room: str) -> str:
        if command in ("bring-bags", "return-bags"):
            return f"room:{bag.sitting}/{room or bag.room}"
        return f"bag:{bag.id}"

    def _hop(self, bag: Bag, command: str) -> str:
        return self.words.text(f"custody-hop-{command}", room=self.words.room(bag.room))

    def _label(self, bag: Bag, seal: str) -> str:
        parts = [f"{bag.occupation} {self.words.level(bag.level)}", bag.direction]
        parts.append(self.words.text("custody-copies", copies=bag.copies - bag.spares, spares=bag.spares))
        if seal:
            parts.append(self.words.text("custody-seal", seal=seal))
        return " · ".join(p for p in parts if p)

    def _missing(self, sitting: Sitting, bags: list[Bag]) -> Missing | None:
        """The first stage of the day that not every room's bag has reached; nothing before the day begins."""
        order = {p: n for n, p in enumerate(BAG_PLACES)}
        mine = [b for b in bags if b.room is not None and not self.ctx.state.bag(b.id).withdrawn]
        protocol = self.ctx.protocol(sitting.id)
        for stage in STAGES:
            behind = [b for b in mine if order[self.ctx.state.bag(b.id).place] < order[stage]]
            if not behind:
                continue
            running = stage in ("returned", "sealed", "departed")
            if running and self.now() < self.ctx.end(sitting.id):
                return Missing(self.words.text("custody-all-there"), "", "ok")
            kind = {
                "office": "bag-taken-out",
                "carried": "bag-issued",
                "room": "bags-brought",
                "returned": "bags-returned",
                "sealed": "bag-sealed",
                "departed": "escort-departed",
            }[stage]
            step = next((s for s in protocol.steps if s.kind == kind), None) if protocol else None
            due = self.ctx.moment(step.at, sitting.id) if step else None
            labels = "、".join(b.label for b in behind[:NAMED]) + ("…" if len(behind) > NAMED else "")
            words = self.words.text("custody-missing-words", labels=labels, time=self.words.time(due))
            late = due is not None and self.now() > due
            headline = self.words.text(f"custody-missing-{stage}", count=len(behind))
            return Missing(headline, words, "stop" if late else "warn")
        return Missing(self.words.text("custody-all-gone"), "", "ok")

    def _columns(self, bags: list[Bag]) -> tuple[BagColumn, ...]:
        out = []
        for name, places in COLUMNS:
            held = [b for b in bags if self.ctx.state.bag(b.id).place in places]
            if name == "departed" and not held:
                continue
            out.append(BagColumn(self.words.text(f"custody-place-{name}"), tuple(self._card(b) for b in held)))
        return tuple(out)

    def _card(self, bag: Bag) -> BagCard:
        state = self.ctx.state.bag(bag.id)
        if state.refused and state.place in ("secure-room", "office"):
            named = "、".join(self.words.text(f"difference-{d}") for d in state.refused[-1].data["differences"])
            return BagCard(bag.id, bag.label, named, "stop")
        if state.rivals:
            return BagCard(bag.id, bag.label, self.words.text("conflict-bag-twice"), "stop")
        if state.withdrawn:
            return BagCard(bag.id, bag.label, self.words.text("custody-withdrawn"), "warn")
        if state.counted is not None and state.counted != bag.copies and state.place == "opened":
            return BagCard(bag.id, bag.label, f"{state.counted} ≠ {bag.copies}", "stop")
        tone: Tone = "brand" if bag.id == self._bag else "plain"
        seal = state.seal or bag.seal
        told = self.words.text("custody-seal", seal=seal) if seal else self.words.text("custody-sealed-well")
        if state.since is None:
            spare = "" if bag.room or state.room else self.words.text("custody-spare")
            return BagCard(bag.id, bag.label, f"{spare} {told}".strip(), tone)
        since = self.words.time(state.since)
        if state.place in ("sealed", "departed", "received") and seal:
            return BagCard(bag.id, bag.label, told, tone, since)
        people = tuple(self.words.staff(h) for h in state.holders[:2])
        return BagCard(bag.id, bag.label, "", tone, since, people)

    def _loading(self, sitting: Sitting) -> str:
        """The loading list both escorts sign: every bag with its seal."""
        sealed = [b for b in self.record.plan.bags if b.sitting == sitting.id]
        states = [(b, self.ctx.state.bag(b.id)) for b in sealed]
        named = [f"{b.label}\u00a0{s.seal}".strip() for b, s in states if s.place == "sealed"]
        return self.words.text("custody-loading", count=len(named), bags="、".join(named)) if named else ""

    def _available(self, sitting: Sitting) -> tuple[ActionRow, ...]:
        site, whole = f"site:{self.record.plan.site.id}", f"sitting:{sitting.id}"
        inside = bool(self.ctx.state.site(self.record.plan.site.id).inside)
        first, other = reversed(SECURE_ROOM) if inside else SECURE_ROOM
        out = [self.row(first, site, key="F7")]
        out += [
            self.row(
                n, whole if n == "depart" else site, key=k, confirm=self._loading(sitting) if n == "depart" else ""
            )
            for n, k in KEYS
        ]
        out += [self.row(n, site) for n in (other, *SITE_MORE)]
        out += [self.row(n, whole) for n in SITTING_MORE]
        for id in self.ctx.state.site(self.record.plan.site.id).leaks:
            if id not in self.ctx.state.site(self.record.plan.site.id).leaks_closed:
                out.append(self.row(f"close-leak-alarm:{id}", site))
        if self._bag:
            out += [self.row(n, f"bag:{self._bag}") for n in BAG_MORE]
        return tuple(r for r in out if r is not None) + self.reader_rows()
