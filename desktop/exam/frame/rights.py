"""Who must sign. Two-person rules are enforced here and nowhere else (C, R, X4): every slot of a command's right is
filled by another person who has that duty at that moment, all within the window the rule set gives."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from desktop.exam.frame.command import Command, Refused, Signature, Target
from desktop.exam.frame.context import Context
from desktop.exam.rules.ruleset import Right, Slot

ROOM_ROLES = frozenset({"lead-proctor", "assistant-proctor"})


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
        return Refused("same-person", {"officer": seen[0]}, right.clause)
    if problem := _window(ctx, command.signatures, now, right):
        return problem
    if not right.slots:
        return None
    signers = [s.staff for s in command.signatures]
    if any(_fill(ctx, right.slots, order, target, now) for order in permutations(signers, len(right.slots))):
        return None
    return _open_slot(ctx, right, signers, target, now)


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


def _fill(ctx: Context, slots: Sequence[Slot], order: Sequence[str], target: Target, now: int) -> bool:
    return all(_has(ctx, slot, staff, target, now) for slot, staff in zip(slots, order, strict=True))


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
