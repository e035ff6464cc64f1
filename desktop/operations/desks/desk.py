"""What stands behind every desk: who signs, how an act is written, when a new board goes out."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from desktop.exam.frame.command import Command, Refused
from desktop.exam.frame.context import Context
from desktop.faults import SiteFault
from desktop.ledger.entry import Entry
from desktop.operations.boards.session import BoardListener
from desktop.operations.boards.shell import (
    ActionRow,
    Answer,
    Credential,
    NextStep,
    Refusal,
    Signed,
    StatusDot,
    Tone,
    TopBoard,
)
from desktop.operations.desks import rows
from desktop.operations.desks.credentials import Credentials
from desktop.operations.desks.evidence.photos import PHOTO_COMMANDS, Photos
from desktop.operations.desks.readers import DeskReaders
from desktop.operations.ports import ReaderDoing
from desktop.operations.record import Record, correction_value
from desktop.operations.words import Words

BY_NEED = ("no-service", "no-reader", "unreadable", "reading", "read", "ready")
READER_TONES: Mapping[str, Tone] = {
    "no-service": "stop",
    "no-reader": "stop",
    "unreadable": "warn",
    "reading": "brand",
}


def reader_dots(words: Words, states: Iterable[ReaderDoing]) -> list[StatusDot]:
    """One dot for a desk's readers: the one that is worst off speaks for all, so that a bar never fills up."""
    worst = worst_off(states)
    if worst is None:
        return []
    return [StatusDot(words.text(f"reader-{worst.doing}"), READER_TONES.get(worst.doing, "ok"))]


def worst_off(states: Iterable[ReaderDoing]) -> ReaderDoing | None:
    """The state of the reader that most needs somebody, or None."""
    return min(states, key=lambda state: BY_NEED.index(state.doing), default=None)


class DeskBehind:
    """One desk of a session. A subclass builds its board; acts come here. Confined to the session's lane."""

    def __init__(
        self, record: Record, attachments: Any, words: Words, who: Credentials, listener: BoardListener
    ) -> None:
        self.record, self.words, self.who = record, words, who
        self._attachments = attachments
        self.readers: DeskReaders | None = None
        self.photos: Photos | None = None
        self._listener = listener
        self._stop = record.listen(lambda changed: self.send())

    def close(self) -> None:
        self._stop()

    # --- boards ---------------------------------------------------------------------------------------------------

    def board(self) -> object:
        raise TypeError(f"{type(self).__name__} builds no board")

    def send(self) -> None:
        """The newest board to the screen."""
        try:
            self._listener.board(self.board())
        except SiteFault as fault:
            self._listener.fault(fault)

    @property
    def ctx(self) -> Context:
        return self.record.context()

    def now(self) -> int:
        return self.record.now()

    @property
    def officer(self) -> Signed | None:
        return self.who.officer

    def top(self, title: str, subject: str = "", next_: NextStep | None = None, note: str = "") -> TopBoard:
        plan = self.record.plan
        return TopBoard(
            title=title,
            subject=subject,
            dots=self.dots(),
            next=next_,
            note=note,
            rehearsal=plan.rehearsal,
            utc_offset=plan.site.utc_offset,
        )

    def dots(self) -> tuple[StatusDot, ...]:
        """Readers, record and clock in the top bar."""
        count = self.record.fold.count
        out = reader_dots(self.words, self.reader_states())
        out += [StatusDot(self.words.text("dot-record", count=count), "plain")]
        state = self.record.state.desk(self.record.desk)
        if state.set_backs:
            out.append(StatusDot(self.words.text("dot-clock-set-back"), "warn"))
        if self.record.state.unreadable:
            out.append(StatusDot(self.words.text("dot-unreadable", count=len(self.record.state.unreadable)), "stop"))
        return tuple(out)

    # --- readers --------------------------------------------------------------------------------------------------

    def reader_states(self) -> tuple[ReaderDoing, ...]:
        """What each reader of this desk is doing now."""
        return tuple(self.readers.states.values()) if self.readers is not None else ()

    def reader_rows(self) -> tuple[ActionRow, ...]:
        """What this desk offers about its readers, and when it locks."""
        found = self.readers.rows() if self.readers is not None else ()
        return found + (self.who.idle.rows() if self.who.idle is not None else ())

    def photo_rows(self, about: str) -> tuple[ActionRow, ...]:
        """What this desk offers about evidence photos."""
        return self.photos.rows(self.row("add-photo", about)) if self.photos is not None else ()

    def read_failed(self, code: str, facts: Mapping[str, object]) -> Answer:
        """See DeskActions. A desk that checks nobody only says it."""
        if self.readers is not None and not self.readers.is_news(code):
            return Answer()
        return Answer(refused=Refusal(code, self.words.text(f"fault-{code}", **facts)))

    def code_of(self, document: Any) -> str:
        """See DeskActions."""
        return self.who.badge_of(document.token) if document.token else document.ticket or ""

    def next_step(self, sitting: str, room: str = "") -> NextStep | None:
        """The next protocol step still to come by the clock."""
        protocol = self.ctx.protocol(sitting)
        if protocol is None:
            return None
        now = self.now()
        due = [(self.ctx.moment(s.at, sitting, room), s) for s in protocol.steps]
        ahead = [(at, s) for at, s in due if at > now]
        if not ahead:
            return None
        at, step = min(ahead, key=lambda pair: pair[0])
        return NextStep(f"{self.words.time(at)} {self.words.step(step)}", at)

    def rows(self, names: Iterable[str], about: str) -> tuple[ActionRow, ...]:
        return rows.rows(self.ctx, self.words, names, about, self.officer, self.now())

    def row(self, name: str, about: str, **more: Any) -> ActionRow | None:
        return rows.action_row(self.ctx, self.words, name, about, self.officer, self.now(), **more)

    # --- acts -----------------------------------------------------------------------------------------------------

    def identify(self, credential: Credential) -> Signed | Refusal:
        return self.who.identify(credential)

    def act(
        self, command: str, about: tuple[str, ...], data: Mapping[str, Any], signatures: tuple[Signed, ...]
    ) -> Answer:
        """Any command of the rules, about the first thing named; or the choice of a reader, or a photo."""
        if self.readers is not None and (done := self.readers.act(command, data)) is not None:
            self.send()
            return done
        if self.who.idle is not None and (done := self.who.idle.act(command, data)) is not None:
            self.send()
            return done
        if not about:
            return self.refused(Refused("about-wrong", {"about": ""}))
        self.record.refresh()
        signed = self.who.spend(signatures)
        if isinstance(signed, Refused):
            return self.refused(signed)
        if command in PHOTO_COMMANDS and self.photos is not None:
            told = self.photos.act(command, about[-1], data, signed)
            self.send()
            return told
        given = rows.data_of(self.ctx, command, about[-1], data)
        if command == "correct-candidate":
            given = self._corrected(given)
        return self.do(Command(command.partition(":")[0], about[-1], given, signed, self.record.desk))

    def do(self, command: Command) -> Answer:
        written = self.record.act(command)
        if isinstance(written, Refused):
            return self.refused(written)
        return self.done(written)

    def done(self, written: tuple[Entry, ...]) -> Answer:
        said = "；".join(dict.fromkeys(self.words.text(f"kind-{e.kind}") for e in written))
        return Answer(text=said)

    def refused(self, refused: Refused) -> Answer:
        sentence, then = self.words.refusal(refused)
        return Answer(refused=Refusal(refused.code, sentence, refused.clause, then))

    def _corrected(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """A corrected value goes into an attachment; the entry only names its hash (Art 28)."""
        out = {k: v for k, v in given.items() if k != "value"}
        body = correction_value(str(given.get("field", "")), str(given.get("value", "")), secrets.token_hex(16))
        out["attachment"] = self._attachments.put(body)
        return out
