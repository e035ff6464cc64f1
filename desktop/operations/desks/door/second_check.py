"""The second check at the seats after the start (C4, App5 8:30): whoever has the door's reader goes from seat to seat,
and a document read there is one more seat seen to, without a key.

Nothing is written but a check that agrees. Whoever sits here and should not is no case for a door any more: the screen
says who it is and where he belongs, and that the chief has to be called.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.exam.day.verdict import Reading, judge
from desktop.exam.day.verdict import Verdict as Judged
from desktop.exam.frame.command import Command, Refused, Signature, Target
from desktop.exam.frame.state import CandidateState
from desktop.operations.boards.door import Clause, DoorBoard, Photo, RecentCheck, Verdict
from desktop.operations.boards.shell import ActionRow, Answer
from desktop.operations.desks.desk import DeskBehind
from desktop.operations.verdicts import said_of

ROUND = "second-check-round"
"""Begins and ends the round; no command of the rules."""
AT_SEATS = frozenset({"present", "out"})


class SecondCheck:
    """A round of one room. `on` while it is gone; `verdict` is the last seat, until the next or until it is put away.

    `recent` are its last seats, newest first.
    """

    def __init__(self, desk: DeskBehind) -> None:
        self._desk = desk
        self.on = False
        self.verdict: Verdict | None = None
        self.recent: tuple[RecentCheck, ...] = ()
        self._count = 0

    def turn(self) -> None:
        self.on, self.verdict = not self.on, None

    def row(self, door: Target) -> ActionRow | None:
        """F7: what begins the round once there is somebody to check, and ends it."""
        desk, word, ctx = self._desk, self._desk.words.text, self._desk.ctx
        seated = next((c for c, s in ctx.people(door.sitting, door.room) if s.status in AT_SEATS), None)
        check = desk.row("check-at-seat", f"candidate:{door.sitting}/{seated}") if seated else None
        if check is None:
            return None
        title = word("second-check-end" if self.on else "second-check-begin")
        refused = None if self.on else self._tried(f"candidate:{door.sitting}/{seated}")
        why, then = desk.words.refusal(refused) if refused is not None else ("", "")
        return ActionRow(ROUND, title, "F7", refused is None, why, check.clause, then, persons=0, about=("desk",))

    def _tried(self, about: str) -> Refused | None:
        """What the rules would say to the first seat."""
        outcome = self._desk.record.act(self._command(about), dry_run=True)
        return outcome if isinstance(outcome, Refused) else None

    def _command(self, about: str) -> Command:
        desk = self._desk
        signed = (Signature(desk.officer.officer, desk.now()),) if desk.officer is not None else ()
        return Command("check-at-seat", about, {"result": "same"}, signed, desk.record.desk)

    # --- one seat -------------------------------------------------------------------------------------------------

    def take(self, door: Target, reading: Reading, portrait: bytes | None, registered: bytes | None) -> Answer:
        """A document read at a seat. Refused where the rules refuse the check itself."""
        desk, now = self._desk, self._desk.now()
        judged = judge(desk.ctx, door, reading, 1, now)
        place = desk.ctx.place(door.sitting, judged.candidate) if judged.candidate else None
        state = desk.ctx.state.candidate(door.sitting, judged.candidate) if judged.candidate else CandidateState()
        here = place is not None and place.room == door.room and state.status in AT_SEATS
        if not here:
            self._show(self._stranger(judged, reading), judged, "stop", portrait, registered)
            return Answer()
        if state.second_check is None:
            done = desk.do(self._command(f"candidate:{door.sitting}/{judged.candidate}"))
            if not done.done:
                return done
        self._show(self._agrees(door, judged, state), judged, "ok", portrait, registered)
        return Answer()

    def _agrees(self, door: Target, judged: Judged, before: CandidateState) -> Verdict:
        words, number = self._desk.words, self._number(door, judged)
        earlier = before.second_check
        reason = words.text("second-check-before", time=words.time(earlier.at)) if earlier else ""
        left = self._left(door)
        next_ = words.text("second-check-next", left=left) if left else words.text("second-check-all")
        return Verdict("", "ok", words.text("second-check-same"), number, reason=reason, next=next_)

    def _stranger(self, judged: Judged, reading: Reading) -> Verdict:
        """Who this is, and what is wrong with his sitting here."""
        words = self._desk.words
        if judged.admits:
            said, reason = words.text("second-check-not-in"), words.text("second-check-not-in-reason")
        else:
            told = said_of(words, judged, reading)
            said, reason = told.title, told.reason
        clause = Clause(judged.clause) if judged.clause else None
        head = words.text("second-check-wrong")
        return Verdict("", "stop", head, big=said, reason=reason, next=words.text("second-check-call"), clause=clause)

    def _show(
        self, shown: Verdict, judged: Judged, tone: str, portrait: bytes | None, registered: bytes | None
    ) -> None:
        words, who = self._desk.words, self._desk.ctx.index.candidates.get(judged.candidate)
        self._count += 1
        pictures = (("document", portrait), ("registered", registered))
        photos = tuple(Photo(words.text(f"door-photo-{of}"), image) for of, image in pictures if image)
        name = who.name if who else ""
        details = words.text("second-check-ticket", ticket=who.admission_number) if who else ""
        self.verdict = replace(shown, id=f"seat-{self._count}", name=name, details=details, photos=photos)
        said = words.text("second-check-done") if tone == "ok" else shown.big
        line = RecentCheck(words.time(self._desk.now()), shown.seat or "—", name, said, shown.tone)
        self.recent = (line, *self.recent)[:5]

    # --- the board ------------------------------------------------------------------------------------------------

    def board(self, board: DoorBoard, door: Target) -> DoorBoard:
        """The door's board while the round is gone: who is seated, who was checked, which seats are left."""
        words = self._desk.words
        people = [s for _, s in self._desk.ctx.people(door.sitting, door.room) if s.status in AT_SEATS]
        left = self._left(door)
        cells = tuple(
            replace(
                c,
                state="present" if c.checked else "expected" if c.state in ("present", "out", "misconduct") else "free",
                latest=self.verdict is not None and self.verdict.seat == str(c.number),
            )
            for c in board.seats.cells
        )
        recent = self.recent if self.verdict else tuple(replace(r, name="") for r in self.recent)
        return replace(
            board,
            phase="verdict" if self.verdict else "reading" if board.phase == "reading" else "waiting",
            prompt=words.text("second-check-prompt"),
            prompt_next=words.text("second-check-next", left=left) if left else words.text("second-check-all"),
            verdict=self.verdict,
            expected=len(people),
            arrived=len(people) - left,
            missing=left,
            seats=replace(board.seats, cells=cells),
            recent=recent,
            round=True,
        )

    def _left(self, door: Target) -> int:
        people = self._desk.ctx.people(door.sitting, door.room)
        return sum(s.status in AT_SEATS and s.second_check is None for _, s in people)

    def _number(self, door: Target, judged: Judged) -> str:
        place = self._desk.ctx.place(door.sitting, judged.candidate)
        return str(place.number) if place is not None else ""
