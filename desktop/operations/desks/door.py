"""The door desk: what comes in becomes a check, a verdict stays until the next, names only beside a verdict (U7, U11,
U15). Whatever a reader, a wedge or a person gave comes to `_check`; what is no document comes to a notice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop.exam.day.verdict import Reading
from desktop.exam.frame.command import Command, Refused, Signature, Target
from desktop.exam.identity import tokens
from desktop.exam.identity.match import birth_of
from desktop.exam.plan.model import Candidate
from desktop.exam.plan.scans import could_be_number, last_day, old_resident_number, plain, whole_zone
from desktop.faults import SiteFault
from desktop.operations.boards.door import DoorBoard, ReaderLine, RecentCheck, Verdict
from desktop.operations.boards.shell import ActionRow, Answer, FieldRow, Refusal, Signed, SignerSlot
from desktop.operations.desks.desk import READER_TONES, DeskBehind, worst_off
from desktop.operations.desks.rounds.second_check import ROUND, SecondCheck
from desktop.operations.desks.seats import seat_map
from desktop.operations.door import WANTS_KEY, Checked, check, door_of, reading_of
from desktop.operations.ports import ReadDocument
from desktop.operations.verdicts import photo_of, recent_line, verdict_board

RECENT = 5
KEYS = (("check-candidate", "F2"), ("admit-by-order", "F3"), ("annul-admission", "F4"), ("refuse-candidate", "F5"))
MORE_ROOM = (("open-door", ""), ("call-chief", "F9"), ("report-incident", ""), ("log-visitor", ""))
MORE_CANDIDATE = ("confirm-signature", "reissue-ticket", "bar-candidate", "move-seat", "correct-candidate")
WANTS_TICKET = frozenset({"ticket-missing", "ticket-mismatch", "several-match"})
"""Verdicts that a ticket scanned after the document settles."""
TRAVEL_KEY, KEY_PARTS = "enter-travel-key", ("document", "birth", "expiry")
SAY_WHAT_TO_DO = frozenset({"no-service", "no-reader", "reading"})
NOTHING_CAME = frozenset({"read-timeout", "source-ended"})


@dataclass(frozen=True, slots=True)
class _Shown:
    """The check on the screen with what was read for it: gone with the screen, as it is personal data."""

    checked: Checked
    reading: Reading
    portrait: bytes | None
    officers: tuple[Signature, ...]


class DoorDesk(DeskBehind):
    """One room's door.

    Attributes:
        certificates: whether the site has certificates of issuing states (Needs.certificates).
        zone_document: makes a document of a whole machine-readable zone; None where nothing can.
    """

    def __init__(self, room: str, *parts: Any) -> None:
        self.room = room
        self.certificates = False
        self.zone_document: Callable[[str], ReadDocument] | None = None
        self._shown: _Shown | None = None
        self._recent: tuple[RecentCheck, ...] = ()
        self._ticket: str | None = None
        self._key: Mapping[str, str] = {}
        self._refused_key: Mapping[str, str] = {}
        self._notice, self._good_news = "", False
        self._checking = False
        self.round = SecondCheck(self)
        super().__init__(*parts)

    # --- what comes in --------------------------------------------------------------------------------------------

    def scanned(self, text: str) -> Answer:
        """A wedge read: a ticket waits for the document beside it, a zone for its chip, a document is checked."""
        if zone := whole_zone(text):
            return self._zone_scanned(zone)
        word = plain(text)
        if word in self.record.index.by_admission_number:
            return self._ticket_read(word)
        if self.record.index.staff_member(word.removeprefix("KD-")) is not None:
            return self._notice_of("door-badge-read")
        if old_resident_number(word):
            return self._notice_of("fault-number-old")
        if not could_be_number(word):
            return self._notice_of("door-not-a-document")
        return self._check(Reading(number=word, method="wedge"))

    def read(self, document: ReadDocument) -> Answer:
        """What a reader gave. A bare chip is a ticket, a badge, an enrolled resident card, or nothing of ours."""
        reading = reading_of(document, self.record.opened.secret, self.certificates)
        if reading.unreadable and reading.trouble in WANTS_KEY:
            # A key that was refused here is the wrong one for the next person's chip too.
            self._refused_key, self._key = self._key or self._refused_key, {}
            return self._notice_of(f"trouble-{reading.trouble}")
        if reading.unreadable or reading.number:
            self._key = self._refused_key = {}
            return self._check(reading, portrait=document.portrait)
        if reading.ticket is not None and not reading.token:
            known = reading.ticket in self.record.index.by_admission_number
            return self._ticket_read(reading.ticket) if known else self._notice_of("door-not-a-document")
        return self._chip_read(reading)

    def _chip_read(self, reading: Reading) -> Answer:
        ctx = self.ctx
        if who := tokens.candidate_with(ctx, reading.token, tokens.TICKET):
            return self._ticket_read(ctx.index.candidates[who].admission_number)
        if tokens.candidate_with(ctx, reading.token, tokens.CHIP):
            return self._check(reading)
        return self._notice_of("door-badge-read" if tokens.staff_with(ctx, reading.token) else "door-chip-unknown")

    def read_failed(self, code: str, facts: Mapping[str, object]) -> Answer:
        """The reader's own sentence, and that the number may be typed. Nothing having come is no news."""
        if code in NOTHING_CAME or (self.readers is not None and not self.readers.is_news(code)):
            return Answer()
        said = self.words.text(f"fault-{code}", **facts)
        return self._told(self.words.text("door-read-failed", said=said))

    def choose(self, candidate: str) -> Answer:
        shown = self._shown
        if shown is None or candidate not in shown.checked.verdict.choices:
            return Answer()
        return self._check_again(shown, replace(shown.reading, chosen=candidate))

    def _zone_scanned(self, zone: str) -> Answer:
        """Kept as the key of the chip that is laid down next. Where no chip is waited for, or when it comes again, the
        zone is the document."""
        key = {"mrz": zone}
        again = key in (self._key, self._refused_key)
        self._key = key
        if self._shut() and not again:
            return self._notice_of("door-key-taken")
        waiting = any(s.doing in ("ready", "reading", "read", "unreadable") for s in self.reader_states())
        if self.zone_document is not None and (again or not waiting):
            try:
                document = self.zone_document(zone)
            except SiteFault as fault:
                self._key = {}
                return self.read_failed(fault.code, fault.facts)
            return self.read(document)
        return self._notice_of("door-zone-read")

    def travel_key(self) -> Mapping[str, str]:
        """The zone scanned, or what was typed of it; else what the roster tells of whose ticket was scanned: it holds
        no expiry date."""
        if key := self._key:
            return key
        who = self.record.index.by_admission_number.get(self._ticket or "")
        if who is None or len(who.document_number) == 18:
            return {}
        birth = birth_of(self.ctx, who, self.now()).replace("-", "")[2:]
        return {"document": who.document_number, "birth": birth}

    def _shut(self) -> bool:
        """Whether a chip lies on a reader and waits for its key."""
        return any(s.doing == "unreadable" and s.trouble in WANTS_KEY for s in self.reader_states())

    def _ticket_read(self, ticket: str) -> Answer:
        shown = self._shown
        candidate = self.record.index.by_admission_number[ticket]
        if shown is not None and _wanted(shown.checked, candidate):
            return self._check_again(shown, replace(shown.reading, ticket=ticket))
        if shown is not None and shown.checked.verdict.candidate == candidate.id:
            return self._notice_of("door-ticket-fits", good=True)
        self._shown, self._ticket = None, ticket
        return self._notice_of("door-ticket-then-document")

    def _check(
        self, reading: Reading, officers: tuple[Signature, ...] | None = None, portrait: bytes | None = None
    ) -> Answer:
        """Checked with the ticket scanned before, for the officer at the desk unless others signed."""
        if officers is None:
            officers = (Signature(self.officer.officer, self.now()),) if self.officer else ()
        if reading.ticket is None and self._ticket is not None:
            reading = replace(reading, ticket=self._ticket)
        self._notice = ""
        if self.round.on:
            return self._at_a_seat(reading, portrait)
        self._checking = True
        try:
            self.record.refresh()
            checked = check(self.record, self.room, reading, officers)
        finally:
            self._checking = False
        if isinstance(checked, Refused):
            self.send()
            return self.refused(checked)
        self._ticket = None
        self._shown = _Shown(checked, reading, portrait, officers)
        self._recent = (recent_line(self.words, checked), *self._recent)[:RECENT]
        self.send()
        return Answer()

    def _at_a_seat(self, reading: Reading, portrait: bytes | None) -> Answer:
        """The second check: the same reading, but nobody is let in by it (C4)."""
        self._ticket, self._shown, self._checking = None, None, True
        try:
            self.record.refresh()
            ctx = self.ctx
            door = door_of(ctx, self.room, self.now())
            if isinstance(door, Refused):
                return self.refused(door)
            found = ctx.index.by_document.get(reading.number.upper(), ()) if reading.number else ()
            who = next(iter(found), None)
            return self.round.take(door, reading, portrait, photo_of(self._attachments, who) if who else None)
        finally:
            self._checking = False
            self.send()

    def _check_again(self, shown: _Shown, reading: Reading) -> Answer:
        """The same document with more known. The officer at the desk stands for it anew; two who signed still do."""
        return self._check(reading, shown.officers if len(shown.officers) > 1 else None, shown.portrait)

    def _notice_of(self, key: str, good: bool = False) -> Answer:
        return self._told(self.words.text(key), good)

    def _told(self, notice: str, good: bool = False) -> Answer:
        self._notice, self._good_news = notice, good
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
            self._shown, self._notice = None, ""
            self.send()
            return Answer()
        return answer

    def dismiss(self) -> Answer:
        self._shown, self._ticket, self._notice = None, None, ""
        self._key = self._refused_key = {}
        self.round.verdict = None
        self.send()
        return Answer()

    def act(
        self, command: str, about: tuple[str, ...], data: Mapping[str, Any], signatures: tuple[Signed, ...]
    ) -> Answer:
        """As everywhere; a typed number is a check with its verdict. Nobody has read how long the document is valid, so
        whoever types the number types that too."""
        if command == ROUND:
            self.round.turn()
            return self.dismiss()
        if command == TRAVEL_KEY:
            key = {part: str(data.get(part) or "") for part in KEY_PARTS}
            if key == self._refused_key:
                return self._notice_of("trouble-travel-key-wrong")
            self._key = key
            return self._notice_of("door-key-taken")
        if command != "check-candidate":
            answer = super().act(command, about, data, signatures)
            if answer.done and command in ("annul-admission", "refuse-candidate"):
                self._shown = None
                self.send()
            return answer
        expires = last_day(str(data.get("expires") or ""))
        if expires is None:
            said = self.words.text("fault-bad-date", value=str(data["expires"])[:40])
            return Answer(refused=Refusal("bad-date", said))
        signed = self.who.spend(signatures)
        if isinstance(signed, Refused):
            return self.refused(signed)
        ticket = data.get("ticket")
        number = str(data.get("number") or "").strip().upper()
        return self._check(Reading(number=number, expires=expires, ticket=ticket or None, method="typed"), signed)

    # --- what goes out --------------------------------------------------------------------------------------------

    def send(self) -> None:
        """One board a check, the one with its verdict: the entry it writes must not send another before."""
        if not self._checking:
            super().send()

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
        reading = verdict is None and not closed and any(s.doing == "reading" for s in self.reader_states())
        prompt = "door-closed" if closed else "reader-reading" if reading else "door-waiting"
        board = DoorBoard(
            top=self.top(self._title(door), self._subject(door), self.next_step(door.sitting, door.room)),
            officer=self.officer,
            phase="verdict" if verdict else "closed" if closed else "reading" if reading else "waiting",
            prompt=self.words.text(prompt),
            prompt_next=self.words.text("door-opens-at", time=self.words.time(opens))
            if closed
            else self.words.text("door-waiting-next"),
            notice=self._notice,
            notice_tone="ok" if self._good_news else "warn",
            reader=self._reader(),
            verdict=verdict,
            expected=len(people),
            arrived=arrived,
            missing=len(people) - arrived,
            seats=seat_map(ctx, self.words, door.sitting, door.room, now, names=False, latest=latest),
            recent=self._recent if verdict else tuple(_nameless(r) for r in self._recent),
            available=self._available(door),
        )
        return self.round.board(board, door) if self.round.on else board

    def _reader(self) -> ReaderLine | None:
        worst = worst_off(self.reader_states())
        if worst is None:
            return None
        doing, trouble = worst.doing, f"trouble-{worst.trouble or 'unreadable'}"
        then = self.words.text(trouble) if doing == "unreadable" else ""
        if doing in SAY_WHAT_TO_DO:
            then = self.words.text(f"reader-next-{doing}")
        return ReaderLine(doing, self.words.text(f"reader-{doing}"), READER_TONES.get(doing, "ok"), then)

    def _verdict(self, shown: _Shown) -> Verdict:
        who = self.ctx.index.candidates.get(shown.checked.verdict.candidate)
        registered = photo_of(self._attachments, who) if who is not None else None
        return verdict_board(self.words, self.ctx, shown.checked, shown.reading, shown.portrait, registered)

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
            elif about and (name != "annul-admission" or self._came_in_here(door)):
                # The lead proctor comes out to annul what was admitted at the door (U9).
                out.append(self.row(name, about, key=key, in_place=name == "annul-admission"))
        out += [self.round.row(door), *(self.row(name, door.key, key=key) for name, key in MORE_ROOM)]
        if about:
            out += [self.row(name, about) for name in MORE_CANDIDATE]
        if self._shut():
            out.append(self._key_row())
        return tuple(r for r in out if r is not None) + self.photo_rows(door.key) + self.reader_rows()

    def _came_in_here(self, door: Target) -> bool:
        """Whether the person on the screen was admitted at this door: only that can be annulled here."""
        who = self._shown.checked.verdict.candidate if self._shown else ""
        admission = self.ctx.state.candidate(door.sitting, who).admission if who else None
        return admission is not None and admission.room == door.room

    def _key_row(self) -> ActionRow:
        """What opens the chip that lies there, where no reader of zones is at hand."""
        word = self.words.text
        fields = tuple(
            FieldRow(part, word(f"door-key-{part}"), hint=word(f"door-key-hint-{part}")) for part in KEY_PARTS
        )
        group = word("group-desk")
        return ActionRow(TRAVEL_KEY, word("door-key-enter"), fields=fields, persons=0, about=("desk",), group=group)

    def _typed(self, door: Target, key: str) -> ActionRow | None:
        """F2: a typed number needs a second officer beside the one at the door (G5). How long the document is valid may
        be typed too; where it is not, the verdict asks both to look."""
        row = self.row("check-candidate", door.key, key=key)
        if row is None:
            return None
        given = {f.name: f for f in row.fields}
        label, hint = self.words.text("door-key-expiry"), self.words.text("door-typed-until")
        until = replace(given["expires"], label=label, required=False, hint=hint)
        fields = (replace(given["number"], required=True), until, replace(given["ticket"], required=False))
        first = SignerSlot(self.words.text("door-officer"), signed=self.officer)
        second = SignerSlot(self.words.text("door-second-officer"))
        title = self.words.text("door-typed")
        return replace(row, title=title, fields=fields, persons=2, signers=(first, second))


def _nameless(line: RecentCheck) -> RecentCheck:
    return RecentCheck(line.time, line.seat, "", line.result, line.tone)


def _wanted(checked: Checked, ticket_of: Candidate) -> bool:
    """Whether the verdict on the screen waits for this very ticket."""
    v = checked.verdict
    return v.code in WANTS_TICKET and ticket_of.id in (v.candidate, *v.choices)
