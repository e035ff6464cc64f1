"""The door desk: scans become checks, a verdict stays until the next, names only beside a verdict (U7, U11, U15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop.exam.day.verdict import Reading
from desktop.exam.frame.command import Command, Refused, Signature, Target
from desktop.exam.plan.documents import RESIDENT
from desktop.operations.boards.door import Clause, DoorBoard, RecentCheck, Verdict, VerdictTone, Way
from desktop.operations.boards.shell import ActionRow, Answer, Signed, SignerSlot
from desktop.operations.desks.desk import DeskBehind
from desktop.operations.desks.seats import seat_map
from desktop.operations.door import Checked, check, door_of

TONES: Mapping[str, VerdictTone] = {"ok": "ok", "look": "warn", "stop": "stop"}
RECENT = 5
KEYS = (("check-candidate", "F2"), ("admit-by-order", "F3"), ("annul-admission", "F4"), ("refuse-candidate", "F5"))
MORE_ROOM = ("open-door", "call-chief", "report-incident", "log-visitor")
MORE_CANDIDATE = ("confirm-signature", "reissue-ticket", "bar-candidate", "move-seat", "correct-candidate")


@dataclass(frozen=True, slots=True)
class _Shown:
    checked: Checked
    signed: bool = False


class DoorDesk(DeskBehind):
    """One room's door."""

    def __init__(self, room: str, *parts: Any) -> None:
        self.room = room
        self._shown: _Shown | None = None
        self._recent: tuple[RecentCheck, ...] = ()
        self._ticket: str | None = None
        self._notice = ""
        super().__init__(*parts)

    # --- what comes in --------------------------------------------------------------------------------------------

    def scanned(self, text: str) -> Answer:
        """A wedge read: a ticket waits for the document beside it, a document is checked, anything else is a notice."""
        word = text.strip()
        self._notice = ""
        if word in self.record.index.by_admission_number:
            return self._ticket_read(word)
        if self.record.index.staff_member(word.removeprefix("KD-")) is not None:
            self._notice = self.words.text("door-badge-read")
            self.send()
            return Answer()
        if not _like_a_number(word):
            self._notice = self.words.text("door-not-a-document")
            self.send()
            return Answer()
        officers = (Signature(self.officer.officer, self.now()),) if self.officer else ()
        ticket, self._ticket = self._ticket, None
        return self._check(Reading(number=word, ticket=ticket, method="wedge"), officers)

    def _ticket_read(self, ticket: str) -> Answer:
        shown = self._shown
        candidate = self.record.index.by_admission_number[ticket]
        if shown is not None and shown.checked.verdict.candidate == candidate.id:
            self._notice = self.words.text("door-ticket-fits")
        else:
            self._shown, self._ticket = None, ticket
            self._notice = self.words.text("door-ticket-then-document")
        self.send()
        return Answer()

    def _check(self, reading: Reading, officers: tuple[Signature, ...]) -> Answer:
        self.record.refresh()
        checked = check(self.record, self.room, reading, officers)
        if isinstance(checked, Refused):
            return self.refused(checked)
        self._shown = _Shown(checked)
        self._recent = (self._line(checked), *self._recent)[:RECENT]
        self.send()
        return Answer()

    def confirm_signature(self) -> Answer:
        """The candidate has signed the summary sheet."""
        shown = self._shown
        if shown is None or not shown.checked.verdict.admits or self.officer is None:
            return Answer()
        door = shown.checked.room
        about = f"candidate:{door.sitting}/{shown.checked.verdict.candidate}"
        signature = Signature(self.officer.officer, self.now())
        answer = self.do(Command("confirm-signature", about, {}, (signature,), self.record.desk))
        if answer.done:
            self._shown = None
            self.send()
            return Answer()
        return answer

    def dismiss(self) -> Answer:
        self._shown = None
        self._notice = ""
        self.send()
        return Answer()

    def act(
        self, command: str, about: tuple[str, ...], data: Mapping[str, Any], signatures: tuple[Signed, ...]
    ) -> Answer:
        """As everywhere; a typed number is a check with its verdict."""
        if command != "check-candidate":
            answer = super().act(command, about, data, signatures)
            if answer.done and command in ("annul-admission", "refuse-candidate"):
                self._shown = None
                self.send()
            return answer
        signed = self.who.spend(signatures)
        if isinstance(signed, Refused):
            return self.refused(signed)
        ticket = data.get("ticket")
        reading = Reading(number=str(data.get("number") or "").strip().upper(), ticket=ticket or None, method="typed")
        return self._check(reading, signed)

    # --- what goes out --------------------------------------------------------------------------------------------

    def board(self) -> DoorBoard:
        ctx, now = self.ctx, self.now()
        door = door_of(ctx, self.room, now)
        if isinstance(door, Refused):
            sentence, _ = self.words.refusal(door)
            return DoorBoard(self.top(self.words.text("desk-door")), self.officer, "closed", sentence)
        people = [s for _, s in ctx.people(door.sitting, door.room)]
        arrived = sum(s.admission is not None for s in people)
        shown = self._shown
        latest = shown.checked.verdict.candidate if shown and shown.checked.verdict.admits else ""
        verdict = self._verdict(shown) if shown else None
        opens = ctx.start(door.sitting) - ctx.rules.minutes("door-opens-before")
        closed = now < opens and shown is None
        return DoorBoard(
            top=self.top(self._title(door), self._subject(door), self.next_step(door.sitting, door.room)),
            officer=self.officer,
            phase="verdict" if verdict else "closed" if closed else "waiting",
            prompt=self.words.text("door-closed" if closed else "door-waiting"),
            prompt_next=self.words.text("door-opens-at", time=self.words.time(opens))
            if closed
            else self.words.text("door-waiting-next"),
            notice=self._notice,
            verdict=verdict,
            expected=len(people),
            arrived=arrived,
            missing=len(people) - arrived,
            seats=seat_map(ctx, self.words, door.sitting, door.room, now, names=False, latest=latest),
            recent=self._recent if verdict else tuple(_nameless(r) for r in self._recent),
            available=self._available(door),
        )

    def _title(self, door: Target) -> str:
        return self.words.text("door-title", room=self.words.room(door.room))

    def _subject(self, door: Target) -> str:
        sitting = self.record.index.sittings[door.sitting]
        bags = self.ctx.bags(door.sitting, door.room)
        paper = " / ".join(dict.fromkeys(f"{b.occupation} {self.words.level(b.level)}" for b in bags))
        return f"{paper} · {sitting.subject} {self.words.time(sitting.start)}–{self.words.time(sitting.end)}"

    def _available(self, door: Target) -> tuple[ActionRow, ...]:
        shown = self._shown.checked.verdict if self._shown else None
        about = f"candidate:{door.sitting}/{shown.candidate}" if shown and shown.candidate else ""
        out: list[ActionRow | None] = []
        for name, key in KEYS:
            if name == "check-candidate":
                out.append(self._typed(door, key))
            elif about:
                out.append(self.row(name, about, key=key))
        out += [self.row(name, door.key) for name in MORE_ROOM]
        if about:
            out += [self.row(name, about) for name in MORE_CANDIDATE]
        return tuple(r for r in out if r is not None)

    def _typed(self, door: Target, key: str) -> ActionRow | None:
        """F2: a typed number needs a second officer beside the one at the door (G5)."""
        row = self.row("check-candidate", door.key, key=key)
        if row is None:
            return None
        fields = tuple(f for f in row.fields if f.name in ("number", "ticket"))
        fields = tuple(replace(f, required=f.name == "number") for f in fields)
        first = SignerSlot(self.words.text("door-officer"), signed=self.officer)
        second = SignerSlot(self.words.text("door-second-officer"))
        title = self.words.text("door-typed")
        return replace(row, title=title, fields=fields, persons=2, signers=(first, second))

    def _verdict(self, shown: _Shown) -> Verdict:
        checked = shown.checked
        v, words = checked.verdict, self.words
        facts = words.facts(v.facts)
        who = self.record.index.candidates.get(v.candidate)
        wrong_room = v.code == "wrong-room"
        details = ""
        if who is not None:
            tail = "door-id-tail" if who.document_type == RESIDENT else "door-document-tail"
            details = words.text("door-ticket-number", number=who.admission_number)
            details += " · " + words.text(tail, tail=who.document_number[-4:])
        return Verdict(
            id=f"{checked.entry.desk}-{checked.entry.number}",
            tone=TONES[v.colour],
            headline=words.text(f"verdict-{v.code}", **facts),
            seat=str(v.place.number) if v.admits and v.place else "",
            big=words.text("door-room-big", room=str(v.facts.get("number", ""))) if wrong_room else "",
            place=self._where(v.facts) if wrong_room else "",
            name=who.name if who else "",
            details=details,
            reason=words.text(f"reason-{v.code}", **facts),
            next=words.text("door-sign-row", seat=v.place.number)
            if v.admits and v.place
            else words.text(f"todo-{v.code}", **facts),
            clause=Clause(v.clause, "") if v.clause and not v.admits else None,
            way=self._way(checked) if wrong_room else None,
            awaits_signature=v.admits,
        )

    def _where(self, facts: Mapping[str, Any]) -> str:
        parts = (
            str(facts.get("building", "")),
            self.words.floor(str(facts.get("floor", ""))),
            str(facts.get("place", "")),
        )
        return self.words.text("door-place", place=" ".join(p for p in parts if p), seat=facts.get("seat", ""))

    def _way(self, checked: Checked) -> Way | None:
        """From floor to floor; on one floor the room's name is the way."""
        here = self.record.index.rooms[checked.room.room]
        there = self.record.index.rooms[str(checked.verdict.facts["room"])]
        if (here.building, here.floor) == (there.building, there.floor) or not (here.floor and there.floor):
            return None
        return Way(self.words.floor(here.floor), self.words.floor(there.floor), there.place)

    def _line(self, checked: Checked) -> RecentCheck:
        v = checked.verdict
        who = self.record.index.candidates.get(v.candidate)
        seat = f"{v.place.number:02d}" if v.admits and v.place else "—"
        facts = self.words.facts(v.facts)
        result = self.words.text(f"verdict-{v.code}", **facts)
        if v.code == "wrong-room":
            result = self.words.text("door-recent-wrong-room", room=str(v.facts.get("number", "")))
        return RecentCheck(self.words.time(checked.at), seat, who.name if who else "—", result, TONES[v.colour])


def _nameless(line: RecentCheck) -> RecentCheck:
    return RecentCheck(line.time, line.seat, "", line.result, line.tone)


def _like_a_number(word: str) -> bool:
    """Whether a read could be a document number at all (U13): a product barcode has 12 to 14 digits, none of ours."""
    plain = word.replace("(", "").replace(")", "")
    if not (plain.isascii() and plain.isalnum()) or sum(c.isdigit() for c in plain) < 5:
        return False
    return len(plain) in (8, 9, 10, 15, 18) if plain.isdigit() else 6 <= len(plain) <= 18
