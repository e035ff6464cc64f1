"""Who must sign. Two-person rules are enforced here and nowhere else (C, R, X4): every slot of a command's right is
filled by another person who has that duty at that moment, all within the window the rule set gives."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.exam.frame.command import Command, Refused, Signature, Target
from desktop.exam.frame.context import Context
from desktop.exam.rules.ruleset import Right, Slot

ROOM_ROLES = frozenset({"lead-proctor", "assistant-proctor"})
MOST_SIGNERS = 8


def check_rights(ctx: Context, command: Command, target: Target, now: int) -> Refused | None:
    """None when the signatures fill the right; otherwise which slot is open and why."""
    right = ctx.rules.rights.get(command.name)
    if right is None:
        return Refused("no-right", {"command": command.name})
    seen = [s.staff for s in command.signatures]
    unknown = next((s for s in seen if s not in ctx.index.staff), None)
    if unknown is not None:
        return Refused("officer-unknown", {"officer": unknown}, right.clause)
    if len(set(seen)) != len(seen):
        return Refused("same-person", {"officer": next(s for s in seen if seen.count(s) > 1)}, right.clause)
    if len(seen) > MOST_SIGNERS:
        return Refused("too-many-signers", {"most": MOST_SIGNERS}, right.clause)
    if problem := _window(ctx, command.signatures, now, right):
        return problem
    if not right.slots:
        return None
    fits = [[s for s in seen if _has(ctx, slot, s, target, now)] for slot in right.slots]
    return None if _fill(fits, frozenset()) else _open_slot(ctx, right, seen, target, now)


def may(ctx: Context, staff: str, name: str, target: Target, now: int) -> bool:
    """Whether this person could fill any slot of the command: what a desk shows to whom."""
    right = ctx.rules.rights.get(name)
    return right is not None and any(_has(ctx, slot, staff, target, now) for slot in right.slots)


def _window(ctx: Context, signatures: Sequence[Signature], now: int, right: Right) -> Refused | None:
    """Every credential must be fresh: given within the window before now, and not after it."""
    window = ctx.rules.value("two-person-window") * 1000
    for s in signatures:
        if s.at > now or now - s.at > window:
            return Refused("signature-expired", {"officer": s.staff, "seconds": window // 1000}, right.clause)
    return None


def _has(ctx: Context, slot: Slot, staff: str, target: Target, now: int) -> bool:
    """Whether a person has one of the slot's duties now. `@room` binds room duties; a chief is chief everywhere."""
    sittings = [target.sitting] if target.sitting else list(ctx.index.sittings)
    for sitting in sittings:
        for role in slot.roles:
            if role not in ROOM_ROLES:
                if staff in ctx.on_duty(sitting, None, role, now):
                    return True
            elif slot.in_room and target.room:
                if staff in ctx.on_duty(sitting, target.room, role, now):
                    return True
            elif any(r == role for r, _ in ctx.duties_of(sitting, staff, now)):
                return True
    return False


def people_for(ctx: Context, slot: Slot, target: Target, now: int) -> list[str]:
    """Whose duty the slot is now, as planned or standing in: staff ids."""
    sitting = target.sitting or next(iter(ctx.index.sittings), "")
    if not sitting:
        return []
    found: set[str] = set()
    for role in slot.roles:
        if role not in ROOM_ROLES:
            found |= ctx.on_duty(sitting, None, role, now)
        elif target.room:
            found |= ctx.on_duty(sitting, target.room, role, now)
    return sorted(found)


def _fill(fits: Sequence[Sequence[str]], used: frozenset[str]) -> bool:
    """Whether every slot can have a person of its own (`fits`: who could take each slot)."""
    if not fits:
        return True
    return any(_fill(fits[1:], used | {person}) for person in fits[0] if person not in used)


def _open_slot(ctx: Context, right: Right, signers: Sequence[str], target: Target, now: int) -> Refused:
    """Name the slot no one fills, the person whose duty it is, and who came instead."""
    wanted = next(
        (s for s in right.slots if not any(_has(ctx, s, staff, target, now) for staff in signers)), right.slots[-1]
    )
    stray = [s for s in signers if not any(_has(ctx, slot, s, target, now) for slot in right.slots)]
    facts = {
        "needs": wanted.text,
        "due": people_for(ctx, wanted, target, now),
        "given": list(signers),
        "persons": len(right.slots),
    }
    if stray and len(signers) >= len(right.slots):
        return Refused("not-entitled", {**facts, "officer": stray[0]}, right.clause)
    return Refused("signature-missing", facts, right.clause)
