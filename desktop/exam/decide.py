"""`decide`: the one door every command goes through. Data, rights, gates, then the command's own rule; nothing written.

decide(context, command, now) -> facts, or Refused(code, facts, clause).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from desktop.exam.day import (
    admission,
    corrections,
    custody,
    incidents,
    papers,
    presence,
    protocol,
    roomrecord,
    staffing,
)
from desktop.exam.evidence import photos, sheets
from desktop.exam.frame.command import Command, Outcome, Refused, Spec, Target, check_data
from desktop.exam.frame.context import Context
from desktop.exam.frame.gates import check_gate
from desktop.exam.frame.rights import check_rights
from desktop.exam.identity import tokens

COMMANDS: Mapping[str, Spec] = MappingProxyType(
    {
        spec.name: spec
        for noun in (
            protocol,
            staffing,
            custody,
            papers,
            admission,
            presence,
            incidents,
            corrections,
            roomrecord,
            tokens,
            photos,
            sheets,
        )
        for spec in noun.COMMANDS
    }
)


WIDER: Mapping[str, tuple[str, ...]] = {
    "report-incident": ("sitting", "candidate"),
    "add-photo": ("sitting", "candidate", "incident"),
    "confirm-sheet": ("sitting",),
    "enrol-token": ("staff",),
    "withdraw-token": ("staff",),
}
"""What else a command may be about than its spec says."""

SEATLESS = frozenset({"move-seat", "bar-candidate", "lift-bar", "enrol-token", "withdraw-token"})
"""Commands about a candidate who need not have a seat."""


def decide(ctx: Context, command: Command, now: int) -> Outcome:
    """What the command comes to at `now` (UTC ms)."""
    spec = COMMANDS.get(command.name)
    if spec is None:
        return Refused("command-unknown", {"command": command.name})
    target = find_target(ctx, spec, command.about)
    if isinstance(target, Refused):
        return target
    if problem := check_data(spec, command.data):
        return problem
    if problem := check_rights(ctx, command, target, now):
        return problem
    if spec.gated and (problem := check_gate(ctx, command.name, target, now)):
        return problem
    return spec.rule(ctx, command, target, now)


def why_not(ctx: Context, name: str, about: str, now: int) -> Refused | None:
    """Why a command could not be given here and now, whoever signs: what a blocked button explains (X5)."""
    spec = COMMANDS[name]
    target = find_target(ctx, spec, about)
    if isinstance(target, Refused):
        return target
    return check_gate(ctx, name, target, now) if spec.gated else None


def find_target(ctx: Context, spec: Spec, about: str) -> Target | Refused:
    """What the command is about, of a type it takes."""
    target = ctx.target(about)
    if isinstance(target, Refused):
        return target
    if target.type != spec.about and target.type not in WIDER.get(spec.name, ()):
        return Refused("about-type", {"about": about, "needs": spec.about})
    if target.type == "incident" and spec.about != "incident":
        return _incident_place(ctx, target)
    if target.type == "candidate" and not target.room and spec.name not in SEATLESS:
        return Refused("no-seat", {"candidate": target.candidate})
    return target


def _incident_place(ctx: Context, target: Target) -> Target | Refused:
    """An incident with the sitting and the room it happened in, for what belongs to a room: who may sign is on duty
    there."""
    opened = ctx.state.incident(target.id).opened
    sitting = str(opened.data.get("sitting")) if opened is not None else ""
    if opened is None or sitting not in ctx.index.sittings:
        return Refused("about-unknown", {"about": target.key})
    room = ctx.index.room(str(opened.data.get("room")))
    return target._replace(sitting=sitting, room=room.id if room is not None else "")
