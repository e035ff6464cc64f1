"""What was changed by hand in the draft, kept in the home: whoever opens the desk again can still take it back.

A step knows what it changed and how it left it, so one whose seats, room or posts were changed since is refused however
old it is. Steps of another plan, or of a shape this program does not know, are none.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from desktop.exam.plan.editing.change import Change
from desktop.exam.plan.editing.posts import PostChange
from desktop.exam.plan.model import Bag, Duty, Room, Seat, row_from_data, row_to_data
from desktop.operations.ports import Home

MOST = 50
"""So many steps can be taken back."""
S = TypeVar("S")
SeatStep = tuple[Change, str]
"""A change of seats or of a room, and what it came to in words."""


class Steps(Generic[S]):
    """The steps of one kind, the newest last. Confined to the session's lane."""

    def __init__(self, home: Home, key: str, out: Callable[[S], Any], back: Callable[[Any], S]) -> None:
        self._home, self._key, self._out, self._back = home, key, out, back
        self._read: tuple[str, str, list[S]] = ("", "", [])

    def all(self) -> list[S]:
        """Those of the draft as it is now."""
        plan, text = self._home.plans.draft(), self._home.settings.get(self._key) or "{}"
        about = plan.id if plan is not None else ""
        if (text, about) != self._read[:2]:
            self._read = (text, about, self._taken_apart(text, about))
        return list(self._read[2])

    def _taken_apart(self, text: str, plan: str) -> list[S]:
        try:
            kept = json.loads(text)
            return [self._back(step) for step in kept["steps"]] if kept.get("plan") == plan else []
        except (ValueError, TypeError, KeyError, AttributeError, IndexError):
            return []

    def add(self, step: S) -> None:
        self._keep([*self.all(), step][-MOST:])

    def pop(self) -> None:
        """The newest one was taken back."""
        self._keep(self.all()[:-1])

    def clear(self) -> None:
        self._keep([])

    def _keep(self, steps: list[S]) -> None:
        plan = self._home.plans.draft()
        kept = {"plan": plan.id if plan is not None else "", "steps": [self._out(step) for step in steps]}
        self._home.settings.put(self._key, json.dumps(kept, ensure_ascii=False))


def seat_steps(home: Home) -> Steps[SeatStep]:
    """Seats moved and rooms drawn."""
    return Steps(home, "steps-seats", _seats_out, _seats_back)


def post_steps(home: Home) -> Steps[PostChange]:
    """Posts given to somebody else."""
    return Steps(home, "steps-posts", _posts_out, _posts_back)


def _seats_out(step: SeatStep) -> Any:
    change, told = step
    rooms = [row_to_data(room) if room is not None else None for room in (change.room_before, change.room_after)]
    rows = [[row_to_data(row) for row in rows] for rows in (change.before, change.after, change.bags)]
    return {"told": told, "rooms": rooms, "before": rows[0], "after": rows[1], "bags": rows[2]}


def _seats_back(data: Any) -> SeatStep:
    before, after = (tuple(row_from_data(Seat, row) for row in data[name]) for name in ("before", "after"))
    rooms = [row_from_data(Room, row) if row is not None else None for row in data["rooms"]]
    bags = tuple(row_from_data(Bag, row) for row in data["bags"])
    return Change(before, after, rooms[0], rooms[1], bags), str(data["told"])


def _posts_out(step: PostChange) -> Any:
    gone = [[place, row_to_data(duty)] for place, duty in step.gone]
    return {"post": step.post, "came": [row_to_data(d) for d in step.came], "gone": gone, "after": step.after}


def _posts_back(data: Any) -> PostChange:
    gone = tuple((int(place), row_from_data(Duty, row)) for place, row in data["gone"])
    return PostChange(str(data["post"]), tuple(row_from_data(Duty, d) for d in data["came"]), gone, str(data["after"]))
