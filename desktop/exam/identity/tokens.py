"""Contactless tokens: a staff badge, a candidate's ticket, the chip of a resident card as "same card as at enrolment".

An entry never holds a chip's serial. It holds a digest only those with the record's secret can make (operations do:
HMAC-SHA-256 of the serial), so that a record tells nobody which card was whose. Two desks that enrol one chip for two
owners make a conflict; until a chief decides, the chip is nobody's.
"""

from __future__ import annotations

import re
from typing import Any

from desktop.exam.frame.command import Command, Fact, Field, Outcome, Refused, Spec, Target, candidate_key
from desktop.exam.frame.context import Context
from desktop.exam.frame.folded import State
from desktop.exam.frame.given import word, words
from desktop.exam.frame.state import CandidateState, Done, Recorded, TokenState, changed

TICKET, BADGE, CHIP = "ticket", "badge", "resident-chip"
KINDS = (TICKET, BADGE, CHIP)
_DIGEST = re.compile(r"[0-9a-f]{64}")


def enrol_token(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """The office hands out a chip as ticket or badge, or takes down the chip of a resident card (G5)."""
    digest, kind, owner = str(command.data["token"]), str(command.data["kind"]), owner_of(target)
    if not _DIGEST.fullmatch(digest):
        return Refused("data-wrong", {"field": "token", "command": command.name})
    if (kind == BADGE) != (target.type == "staff"):
        return Refused("token-kind", {"kind": kind})
    for held in ctx.state.token(digest).owners:
        if held.data["owner"] != owner:
            return Refused("token-taken", {"owner": person_of(str(held.data["owner"]))})
        if held.data["kind"] == kind:
            return Refused("already-done", {"token": digest[:8]})
    data = {"token": digest, "kind": kind, "owner": owner}
    return (Fact("token-enrolled", (*_about(ctx, target), f"token:{digest}"), data),)


def withdraw_token(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Lost, broken or given back: from now on the chip is nobody's."""
    digest, owner = str(command.data["token"]), owner_of(target)
    if not any(held.data["owner"] == owner for held in ctx.state.token(digest).owners):
        return Refused("token-not-theirs", {"owner": target.id})
    data = {"token": digest, "owner": owner, "reason": command.data["reason"]}
    return (Fact("token-withdrawn", (*_about(ctx, target), f"token:{digest}"), data),)


def owner_of(target: Target) -> str:
    """`candidate:c00017` or `staff:p012`: a person, not a person in one sitting."""
    return f"{target.type}:{target.id}"


def person_of(owner: str) -> str:
    return owner.partition(":")[2]


def _about(ctx: Context, target: Target) -> tuple[str, ...]:
    if target.type != "candidate":
        return (target.key,)
    sittings = ctx.index.candidates[target.candidate].sittings
    return tuple(dict.fromkeys((target.key, *(candidate_key(s, target.candidate) for s in sittings))))


# --- asking -----------------------------------------------------------------------------------------------------------


def holder(state: State, digest: str) -> tuple[str, str] | None:
    """(owner, kind) of a chip; None where nobody has it or two claim it."""
    owners = state.token(digest).owners
    return (str(owners[0].data["owner"]), str(owners[0].data["kind"])) if len(owners) == 1 else None


def candidate_with(ctx: Context, digest: str, kind: str) -> str:
    """The candidate whose chip of this kind it is, or empty."""
    held = holder(ctx.state, digest) if digest else None
    if held is None or held[1] != kind:
        return ""
    who = person_of(held[0])
    return who if held[0].startswith("candidate:") and who in ctx.index.candidates else ""


def staff_with(ctx: Context, digest: str) -> str:
    """The person whose badge it is, or empty: who it is, not that they may sign; the PIN proves that."""
    held = holder(ctx.state, digest) if digest else None
    who = person_of(held[0]) if held is not None and held[1] == BADGE else ""
    return who if who in ctx.index.staff else ""


def other_chip(state: State, mine: CandidateState, candidate: str, digest: str) -> bool:
    """Whether resident chips were enrolled for this candidate and this is none of them, nor a ticket or a badge."""
    own = [c for c in mine.chips if holder(state, c) == (f"candidate:{candidate}", CHIP)]
    held = holder(state, digest)
    return bool(own) and digest not in own and (held is None or held[1] == CHIP)


# --- folding ----------------------------------------------------------------------------------------------------------


def _enrolled(state: TokenState, e: Recorded) -> TokenState:
    data = {"owner": word(e.data, "owner"), "kind": word(e.data, "kind"), "version": f"{e.desk}.{e.number}"}
    others = tuple(held for held in state.owners if held.data["owner"] != data["owner"])
    return TokenState((*others, Done(e.wall, e.officers, data)))


def _withdrawn(state: TokenState, e: Recorded) -> TokenState:
    owner = word(e.data, "owner")
    return TokenState(tuple(held for held in state.owners if held.data["owner"] != owner))


def _decided(state: TokenState, e: Recorded) -> TokenState:
    dropped = set(words(e.data, "dropped"))
    return TokenState(tuple(held for held in state.owners if held.data["version"] not in dropped))


def _chip_enrolled(state: CandidateState, e: Recorded) -> CandidateState:
    chip = word(e.data, "token")
    if word(e.data, "kind") != CHIP or chip in state.chips:
        return state
    return changed(state, chips=(*state.chips, chip))


def _chip_withdrawn(state: CandidateState, e: Recorded) -> CandidateState:
    chip = word(e.data, "token")
    return changed(state, chips=tuple(c for c in state.chips if c != chip))


APPLY: dict[tuple[str, str], Any] = {
    ("token", "token-enrolled"): _enrolled,
    ("token", "token-withdrawn"): _withdrawn,
    ("token", "conflict-resolved"): _decided,
    ("candidate", "token-enrolled"): _chip_enrolled,
    ("candidate", "token-withdrawn"): _chip_withdrawn,
}

_TOKEN = Field("token", "text")

COMMANDS = (
    Spec(
        "enrol-token", "candidate", enrol_token, ("token-enrolled",), (_TOKEN, Field("kind", "choice", choices=KINDS))
    ),
    Spec("withdraw-token", "candidate", withdraw_token, ("token-withdrawn",), (_TOKEN, Field("reason", "text"))),
)
