"""The door desk: what comes in becomes a check, a verdict stays until the next, names only beside a verdict (U7, U11,
U15). Whatever a reader, a wedge or a person gave comes to `_check`; what is no document comes to a notice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop.exam.day.verdict import Reading
from desktop.exam.frame.command import Command, Refused, Signature
from desktop.exam.identity import tokens
from desktop.exam.identity.match import birth_of
from desktop.exam.plan.model import Candidate
from desktop.exam.plan.scans import could_be_number, last_day, old_resident_number, plain, whole_zone
from desktop.faults import SiteFault
from desktop.operations.boards.door import DoorBoard, RecentCheck
from desktop.operations.boards.shell import Answer, Refusal, Signed
from desktop.operations.desks.desk import DeskBehind
from desktop.operations.desks.door.board import door_board
from desktop.operations.desks.door.chip_key import TRAVEL_KEY, ChipKey, chip_waits, typed
from desktop.operations.desks.door.second_check import ROUND, SecondCheck
from desktop.operations.door import WANTS_KEY, Checked, check, door_of, reading_of
from desktop.operations.ports import ReadDocument
from desktop.operations.verdicts import photo_of, recent_line

RECENT = 5
WANTS_TICKET = frozenset({"ticket-missing", "ticket-mismatch", "several-match"})
"""Verdicts that a ticket scanned after the document settles."""
NOTHING_CAME = frozenset({"read-timeout", "source-ended"})


@dataclass(frozen=True, slots=True)
class Shown:
    """The check on the screen with what was read for it: gone with the screen, as it is personal data. `portrait` is
    the document's picture, `registered` the one the person registered with."""

    checked: Checked
    reading: Reading
    portrait: bytes | None
    registered: bytes | None
    officers: tuple[Signature, ...]


class DoorDesk(DeskBehind):
    """One room's door.

    Attributes:
        certificates: whether the site has certificates of issuing states (Needs.certificates).
        zone_document: makes a document of a whole machine-readable zone; None where nothing can.
        shown: the check on the screen, until the next or until it is put away.
        notice: what came and was no document; `good_news` where nothing is wrong with that.
        round: the second check at the seats.
    """

    def __init__(self, room: str, *parts: Any) -> None:
        self.room = room
        self.certificates = False
        self.zone_document: Callable[[str], ReadDocument] | None = None
        self.shown: Shown | None = None
        self.recent: tuple[RecentCheck, ...] = ()
        self.notice, self.good_news = "", False
        self._ticket: str | None = None
        self._key = ChipKey()
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
            self._key.did_not_open()
            return self._notice_of(f"trouble-{reading.trouble}")
        if reading.unreadable or reading.number:
            self._key.forget()
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
        shown = self.shown
        if shown is None or candidate not in shown.checked.verdict.choices:
            return Answer()
        return self._check_again(shown, replace(shown.reading, chosen=candidate))

    def _zone_scanned(self, zone: str) -> Answer:
        """Kept as the key of the chip that is laid down next. Where no chip is waited for, or when it comes again, the
        zone is the document."""
        key, readers = {"mrz": zone}, self.reader_states()
        again = key in (self._key.given, self._key.refused)
        self._key.given = key
        if chip_waits(readers) and not again:
            return self._notice_of("door-key-taken")
        waiting = any(s.doing in ("ready", "reading", "read", "unreadable") for s in readers)
        if self.zone_document is not None and (again or not waiting):
            try:
                document = self.zone_document(zone)
            except SiteFault as fault:
                self._key.given = {}
                return self.read_failed(fault.code, fault.facts)
            return self.read(document)
        return self._notice_of("door-zone-read")

    def travel_key(self) -> Mapping[str, str]:
        """The zone scanned, or what was typed of it; else what the roster tells of whose ticket was scanned: it holds
        no expiry date."""
        if self._key.given:
            return self._key.given
        who = self.record.index.by_admission_number.get(self._ticket or "")
        if who is None or len(who.document_number) == 18:
            return {}
        birth = birth_of(self.ctx, who, self.now()).replace("-", "")[2:]
        return {"document": who.document_number, "birth": birth}

    def _ticket_read(self, ticket: str) -> Answer:
        shown = self.shown
        candidate = self.record.index.by_admission_number[ticket]
        if shown is not None and _wanted(shown.checked, candidate):
            return self._check_again(shown, replace(shown.reading, ticket=ticket))
        if shown is not None and shown.checked.verdict.candidate == candidate.id:
            return self._notice_of("door-ticket-fits", good=True)
        self.shown, self._ticket = None, ticket
        return self._notice_of("door-ticket-then-document")

    def _check(
        self, reading: Reading, officers: tuple[Signature, ...] | None = None, portrait: bytes | None = None
    ) -> Answer:
        """Checked with the ticket scanned before, for the officer at the desk unless others signed."""
        if officers is None:
            officers = (Signature(self.officer.officer, self.now()),) if self.officer else ()
        if reading.ticket is None and self._ticket is not None:
            reading = replace(reading, ticket=self._ticket)
        self.notice = ""
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
        who = self.record.index.candidates.get(checked.verdict.candidate)
        registered = photo_of(self._attachments, who) if who is not None else None
        self.shown = Shown(checked, reading, portrait, registered, officers)
        self.recent = (recent_line(self.words, checked), *self.recent)[:RECENT]
        self.send()
        return Answer()

    def _at_a_seat(self, reading: Reading, portrait: bytes | None) -> Answer:
        """The second check: the same reading, but nobody is let in by it (C4)."""
        self._ticket, self.shown, self._checking = None, None, True
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

    def _check_again(self, shown: Shown, reading: Reading) -> Answer:
        """The same document with more known. The officer at the desk stands for it anew; two who signed still do."""
        return self._check(reading, shown.officers if len(shown.officers) > 1 else None, shown.portrait)

    def _notice_of(self, key: str, good: bool = False) -> Answer:
        return self._told(self.words.text(key), good)

    def _told(self, notice: str, good: bool = False) -> Answer:
        self.notice, self.good_news = notice, good
        self.send()
        return Answer()

    def confirm_signature(self) -> Answer:
        """The candidate has signed the summary sheet."""
        shown = self.shown
        if shown is None or not shown.checked.verdict.admits or self.officer is None:
            return Answer()
        door = shown.checked.room
        about = f"candidate:{door.sitting}/{shown.checked.verdict.candidate}"
        signature = Signature(self.officer.officer, self.now())
        answer = self.do(Command("confirm-signature", about, {}, (signature,), self.record.desk))
        if answer.done:
            self.shown, self.notice = None, ""
            self.send()
            return Answer()
        return answer

    def dismiss(self) -> Answer:
        self.shown, self._ticket, self.notice = None, None, ""
        self._key.forget()
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
            key = typed(data)
            if key == self._key.refused:
                return self._notice_of("trouble-travel-key-wrong")
            self._key.given = key
            return self._notice_of("door-key-taken")
        if command != "check-candidate":
            answer = super().act(command, about, data, signatures)
            if answer.done and command in ("annul-admission", "refuse-candidate"):
                self.shown = None
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
        return door_board(self)


def _wanted(checked: Checked, ticket_of: Candidate) -> bool:
    """Whether the verdict on the screen waits for this very ticket."""
    v = checked.verdict
    return v.code in WANTS_TICKET and ticket_of.id in (v.candidate, *v.choices)
