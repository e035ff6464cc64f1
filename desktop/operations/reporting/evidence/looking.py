"""Where the evidence of one room in one sitting is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

from desktop.exam.decide import COMMANDS
from desktop.exam.frame.command import Refused, Target, candidate_key, room_key
from desktop.exam.frame.context import MINUTE, Context
from desktop.exam.frame.rights import people_for
from desktop.exam.frame.state import CandidateState, Recorded
from desktop.exam.rules.ruleset import Slot
from desktop.operations.record import Record
from desktop.operations.reporting.evidence.item import Item
from desktop.operations.reporting.heading import at_of


@dataclass(frozen=True)
class Looking:
    """One room in one sitting as of `now` (UTC ms)."""

    record: Record
    ctx: Context
    sitting: str
    room: str
    now: int

    def history(self, key: str) -> Sequence[Recorded]:
        """The entries about an aggregate."""
        return self.record.fold.history(key)

    def here(self) -> Sequence[Recorded]:
        """The entries about the room."""
        return self.history(room_key(self.sitting, self.room))

    def of_candidate(self, candidate: str) -> Sequence[Recorded]:
        """The entries about a candidate in this sitting."""
        return self.history(candidate_key(self.sitting, candidate))

    def candidates(self) -> Iterable[tuple[str, CandidateState]]:
        """Who belongs to the room now."""
        return self.ctx.people(self.sitting, self.room)

    def proctors(self) -> list[str]:
        """Who watched the room at the start, or comes to: each must have reported, worn a badge and signed."""
        at = self.ctx.start(self.sitting)
        found = {
            p: None
            for role in ("lead-proctor", "assistant-proctor")
            for p in sorted(self.ctx.on_duty(self.sitting, self.room, role, at))
        }
        return list(found)

    def slots(self, command: str, entry: Recorded | None) -> tuple[tuple[str, str | None], ...]:
        """The signatures a command needs and who gave them: the officers laid onto the slots as well as they fit."""
        right = self.ctx.rules.rights.get(command)
        if right is None:
            return ()
        if entry is None:
            return tuple((slot.text, None) for slot in right.slots)
        spec = COMMANDS[command]
        about = next((a for a in entry.about if a.partition(":")[0] == spec.about), entry.about[0])
        target = self.ctx.target(about)
        if isinstance(target, Refused):
            return tuple((slot.text, None) for slot in right.slots)
        at = at_of(entry)
        fits = [{p for p in entry.officers if _may(self.ctx, slot, p, target, at)} for slot in right.slots]
        officers: list[str | None] = [*entry.officers]
        officers += [None] * (len(right.slots) - len(officers))
        best: tuple[str | None, ...] = ()
        most = -1
        for order in permutations(officers, len(right.slots)):
            good = sum(who is not None and who in who_may for who, who_may in zip(order, fits, strict=True))
            if good > most:
                best, most = order, good
        return tuple(
            (slot.text, who if who is not None and who in may else None)
            for slot, who, may in zip(right.slots, best, fits, strict=True)
        )

    def one(
        self, key: str, clause: str, command: str, found: Sequence[Recorded], planned: int | None, due: int
    ) -> Item:
        """One entry that must be there by `due` (and five minutes)."""
        entry = found[-1] if found else None
        slots = self.slots(command, entry)
        gaps = () if entry else ("entry",)
        kind, _, of = key.partition("/")
        facts = {"what": kind, "of": of} if of else {"what": kind}
        at = at_of(entry) if entry else None
        coming = self.now <= due + 5 * MINUTE
        return Item(key, "records", clause, planned, at, slots, tuple(found), gaps, coming, facts)


def _may(ctx: Context, slot: Slot, officer: str, target: Target, at: int) -> bool:
    """Whether somebody had a slot's duty then; a duty in any room counts for what is about no room."""
    if officer in people_for(ctx, slot, target, at):
        return True
    sittings = [target.sitting] if target.sitting else list(ctx.index.sittings)
    held = {role for t in sittings for role, _ in ctx.duties_of(t, officer, at)}
    return not target.room and not held.isdisjoint(slot.roles)


def of_kind(entries: Iterable[Recorded], *kinds: str) -> list[Recorded]:
    """The entries of these kinds."""
    return [e for e in entries if e.kind in kinds]
