"""Acceptance and sealing at the office desk: rooms whose bags are back, what each waits for, every count that was made.

A room's own figures stand only beside a count the office has made before (U30)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.operations.boards.shell import ActionRow, Tone

Wait = Literal["count", "approve", "again", "seal", "out", "done"]
"""What a room waits for: the office's count, the chief's approval, a new count of its pair's, sealing, its bags."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One count of the office's: `figures` of papers (and cards) as the heads name them, each beside the room's where
    the two differ."""

    time: str
    who: str
    figures: tuple[str, ...]
    result: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class AcceptRoom:
    """`since` is from when it waits ("10:05"); `missing` says in one sentence what is wanted, by which `clause`, and
    `next` what to do. `action` is what Enter does now; None where it is not the office's turn."""

    about: str
    room: str
    wait: Wait
    state: str
    tone: Tone
    since: str
    missing: str
    clause: str = ""
    next: str = ""
    heads: tuple[str, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    action: ActionRow | None = None


@dataclass(frozen=True, slots=True)
class AcceptBoard:
    """`heads` are of the list of rooms; rooms that wait come first, the oldest at the top."""

    heads: tuple[str, ...]
    rooms: tuple[AcceptRoom, ...]
