"""An opened home as the window sees it: which desks it may open, who signs in, and the desk behind each screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from desktop.faults import SiteFault
from desktop.operations.boards.shell import (
    DESKS,
    BoardListener,
    Credential,
    DeskName,
    DeskRow,
    Refusal,
    Signed,
)
from desktop.operations.desks.desk import Credentials, DeskBehind
from desktop.operations.record import Record
from desktop.operations.session import Session
from desktop.operations.words import Catalogue, Words


class HomeSession:
    """One home, one record, one desk at a time. Opened, asked and closed in one lane; `now` from any thread.

    `room` is the room of the door and room desks: the home's own setting, or the duty of whoever signs in.
    """

    def __init__(self, home: Any, parts: Any, catalogue: Catalogue) -> None:
        self._home, self._parts = home, parts
        self.record: Record = parts.open_record(home)
        self.words = Words(self.record.index, catalogue)
        session = Session(self.record.index, self.record.opened.pins, parts.pins, parts.clock.steady)
        self.who = Credentials(self.record, session, self.words)
        self._desk: DeskBehind | None = None

    @property
    def desks(self) -> tuple[DeskRow, ...]:
        """The home's own role first; a door home is its room's too, and the control desk may look at all."""
        role = self.record.opened.role
        usual: tuple[DeskName, ...] = {
            "door": ("door", "room"),
            "room": ("room", "door"),
            "control": ("control", "custody", "office", "door", "room"),
            "custody": ("custody",),
            "office": ("office", "custody"),
        }.get(role, DESKS)  # type: ignore[assignment]
        return tuple(DeskRow(name, self.words.text(f"desk-{name}")) for name in usual)

    def now(self) -> int:
        return self.record.now()

    def sign_in(self, credential: Credential) -> Signed | Refusal:
        return self.who.sign_in(credential)

    def open_desk(self, desk: DeskName, listener: BoardListener) -> Any:
        """Start sending this desk's boards, the first at once, and give its actions."""
        if self._desk is not None:
            self._desk.close()
        behind = self._behind(desk)(self.record, self._home.attachments, self.words, self.who, listener)
        self._desk = behind
        behind.send()
        return behind

    def refresh(self) -> None:
        """The open desk's board as it is by now."""
        if self._desk is not None:
            self._desk.send()

    def _behind(self, desk: DeskName) -> Callable[..., DeskBehind]:
        if desk == "door":
            from desktop.operations.desks.door import DoorDesk

            return partial(DoorDesk, self._room())
        if desk == "room":
            from desktop.operations.desks.room import RoomDesk

            return partial(RoomDesk, self._room())
        if desk == "control":
            from desktop.operations.desks.control import ControlDesk

            return ControlDesk
        if desk == "custody":
            from desktop.operations.desks.custody import CustodyDesk

            return CustodyDesk
        from desktop.operations.desks.office import OfficeDesk

        return partial(OfficeDesk, self._home, self._parts)

    def _room(self) -> str:
        """The room of this door: the home's setting, the officer's duty now, else the first room of the plan."""
        kept = self._home.settings.get("room")
        if kept and self.record.index.room(kept) is not None:
            return str(kept)
        ctx, now = self.record.context(), self.record.now()
        if self.who.officer is not None:
            for sitting in self.record.index.sittings:
                for _, room in ctx.duties_of(sitting, self.who.officer.officer, now):
                    if room is not None:
                        return room
        rooms = self.record.plan.rooms
        if not rooms:
            raise SiteFault("plan-incomplete", what="rooms")
        return rooms[0].id

    def close(self) -> None:
        if self._desk is not None:
            self._desk.close()
        self._home.close()
