"""Who proved who they are, and for which act: between the session that checks PINs and the desks that sign. And after
how long a desk nobody touches asks again."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from desktop.exam.frame.command import Refused, Signature
from desktop.operations.boards.shell import ActionRow, Answer, Choice, Credential, FieldRow, Refusal, Signed
from desktop.operations.ports import SettingStore
from desktop.operations.record import Record
from desktop.operations.session import BADGE_PREFIX, Session
from desktop.operations.tokens import badge_holder
from desktop.operations.words import Words

UNTOUCHED = "lock-when-idle"
"""The command, and the setting that holds its minutes."""
MINUTES = (5, 10, 20, 30, 0)
USUAL = 10


class IdleLock:
    """After how many minutes without key, scan, card or pointer this home's desks ask who is there; 0 is never.

    Attributes:
        minutes: kept by the home; any thread may read it.
    """

    def __init__(self, kept: SettingStore, words: Words) -> None:
        self._kept, self._words = kept, words
        text = kept.get(UNTOUCHED) or ""
        self.minutes = int(text) if text.isdecimal() else USUAL

    def rows(self) -> tuple[ActionRow, ...]:
        word = self._words.text
        choices = tuple(Choice(str(n), word("idle-after", minutes=n) if n else word("idle-never")) for n in MINUTES)
        field = FieldRow("minutes", word("idle-minutes"), "choice", choices, value=str(self.minutes))
        group = word("group-desk")
        return (ActionRow(UNTOUCHED, word("idle-lock"), fields=(field,), persons=0, about=("desk",), group=group),)

    def act(self, command: str, data: Mapping[str, Any]) -> Answer | None:
        """None for a command that is not this one."""
        if command != UNTOUCHED:
            return None
        given = str(data.get("minutes") or "")
        if given.isdecimal() and int(given) in MINUTES:
            self._kept.put(UNTOUCHED, given)
            self.minutes = int(given)
        word = self._words.text
        return Answer(text=word("idle-chosen", minutes=self.minutes) if self.minutes else word("idle-never"))


class Credentials:
    """Tokens of those who proved who they are. The officer at the desk signs one-person acts while at the desk; any
    other token signs once and is gone (X4: a replayed one is refused)."""

    def __init__(self, record: Record, session: Session, words: Words, idle: IdleLock | None = None) -> None:
        self._record, self._session, self._words, self._now = record, session, words, record.now
        self.idle = idle
        self._given: dict[str, Signature] = {}
        self.officer: Signed | None = None

    def identify(self, credential: Credential) -> Signed | Refusal:
        signed = self._session.sign(credential.who, credential.pin, self._now())
        if isinstance(signed, Refused):
            sentence, then = self._words.refusal(signed)
            return Refusal(signed.code, sentence, signed.clause, then)
        person = self._session.index.staff[signed.staff]
        token = secrets.token_hex(16)
        self._given[token] = signed
        return Signed(person.id, person.name, self._words.role(self.duty(person.id)), signed.at, token)

    def duty(self, staff: str) -> str:
        """What this person is on duty as now; the roster only knows a proctor, the plan which of the two."""
        ctx, now = self._record.context(), self._now()
        sitting = ctx.sitting_at(now) or next(iter(ctx.index.plan.sittings), None)
        duties = ctx.duties_of(sitting.id, staff, now) if sitting else []
        return duties[-1][0] if duties else ctx.index.staff[staff].role

    def badge_of(self, serial: str) -> str:
        """What scanning this person's badge would have given, for a chip that was enrolled as one; else empty."""
        staff = badge_holder(self._record, serial)
        return BADGE_PREFIX + staff if staff else ""

    def sign_in(self, credential: Credential) -> Signed | Refusal:
        signed = self.identify(credential)
        if isinstance(signed, Signed):
            self._given.pop(signed.token, None)
            if self.officer is not None and self.officer.officer == signed.officer:
                # The same person again, at a desk that was locked: what is half filled in is still theirs to sign.
                signed = replace(signed, token=self.officer.token)
            self.officer = signed
        return signed

    def say_again(self) -> None:
        """The language has changed: the officer's role is said in the new one."""
        if self.officer is not None:
            self.officer = replace(self.officer, role=self._words.role(self.duty(self.officer.officer)))

    def spend(self, signed: Iterable[Signed]) -> tuple[Signature, ...] | Refused:
        """Signatures for one act. The desk's own officer signs now; everybody else's token is used up."""
        out = []
        for one in signed:
            if self.officer is not None and (one.token, one.officer) == (self.officer.token, self.officer.officer):
                out.append(Signature(one.officer, self._now()))
                continue
            given = self._given.pop(one.token, None)
            if given is None or given.staff != one.officer:
                return Refused("signature-used", {"officer": one.officer})
            out.append(given)
        return tuple(out)
