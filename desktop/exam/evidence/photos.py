"""Evidence photos: the room, its blackboard, a seal, something that happened (002 Art 22, N11).

An entry names the picture by its SHA-256 and says what it shows; the picture stays an attachment of the home, so no
face is ever in the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop.exam.frame.command import Command, Fact, Field, Outcome, Refused, Spec, Target, room_key
from desktop.exam.frame.context import Context
from desktop.exam.frame.given import word
from desktop.exam.frame.state import Done, Recorded, RoomState, SittingState

SHOWS = ("overview", "blackboard", "paper-seal", "event", "other")
PROBLEMS = ("small", "dark", "bright", "empty", "blurred")
"""What may be wrong with a photo somebody kept all the same; the camera's codes."""
DIGEST = re.compile("[0-9a-f]{64}")


def add_photo(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """One photo of a room, of somebody in it, of an incident, or of what concerns the whole sitting. The same picture
    is evidence once."""
    attachment, problems = str(command.data["attachment"]), list(command.data.get("problems") or ())
    if not DIGEST.fullmatch(attachment):
        return Refused("data-wrong", {"field": "attachment", "command": command.name, "choices": []})
    if not set(problems) <= set(PROBLEMS):
        return Refused("data-wrong", {"field": "problems", "command": command.name, "choices": list(PROBLEMS)})
    state: RoomState | SittingState = ctx.state.sitting(target.sitting)
    if target.room:
        state = ctx.state.room(target.sitting, target.room)
    for photo in state.photos:
        if photo.data["attachment"] == attachment:
            return Refused("already-done", {"at": photo.at})
    data = {
        "sitting": target.sitting,
        "room": target.room,
        "attachment": attachment,
        "shows": command.data["shows"],
        "note": str(command.data.get("note") or ""),
        "problems": [p for p in PROBLEMS if p in problems],
    }
    place = room_key(target.sitting, target.room) if target.room else target.sitting_key
    return (Fact("photo-added", tuple(dict.fromkeys((target.key, place))), data),)


def _added(state: Any, e: Recorded) -> Any:
    """A room's photos and a sitting's alike. Two desks that took in one picture did so once."""
    attachment = word(e.data, "attachment")
    if any(photo.data["attachment"] == attachment for photo in state.photos):
        return state
    return replace(state, photos=(*state.photos, Done(e.wall, e.officers, e.data)))


APPLY: dict[tuple[str, str], Callable[[Any, Any], Any]] = {
    ("room", "photo-added"): _added,
    ("sitting", "photo-added"): _added,
}

COMMANDS = (
    Spec(
        "add-photo",
        "room",
        add_photo,
        ("photo-added",),
        (
            Field("attachment", "text"),
            Field("shows", "choice", choices=SHOWS),
            Field("note", "text", required=False),
            Field("problems", "list", required=False),
        ),
    ),
)
