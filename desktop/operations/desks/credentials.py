"""Who proved who they are, and for which act: between the session that checks PINs and the desks that sign."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from desktop.exam.frame.command import Refused, Signature
from desktop.operations.boards.shell import Credential, Refusal, Signed
from desktop.operations.record import Record
from desktop.operations.session import BADGE_PREFIX, Session
from desktop.operations.tokens import badge_holder
from desktop.operations.words import Words


class Credentials:
    """Tokens of those who proved who they are. The officer at the desk signs one-person acts while at the desk; any
    other token signs once and is gone (X4: a replayed one is refused)."""

    def __init__(self, record: Record, session: Session, words: Words) -> None:
        self._record, self._session, self._words, self._now = record, session, words, record.now
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
            self.officer = signed
        return signed

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
