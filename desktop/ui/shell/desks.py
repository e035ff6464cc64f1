"""A desk's view by its name. Each desk is imported when it is opened, so the window paints before any of them."""

from __future__ import annotations

from typing import Any

from desktop.operations.boards.shell import DeskName
from desktop.ui.desk import DeskTools, DeskView


def desk_view(name: DeskName, actions: Any, tools: DeskTools) -> DeskView:
    """Build the view of `name`; `actions` are what the session's `open_desk` gave for it. Raises LookupError."""
    if name == "door":
        from desktop.ui.door.view import DoorView

        return DoorView(actions, tools)
    if name == "room":
        from desktop.ui.room.view import RoomView

        return RoomView(actions, tools)
    if name == "control":
        from desktop.ui.control.view import ControlView

        return ControlView(actions, tools)
    if name == "custody":
        from desktop.ui.custody.view import CustodyView

        return CustodyView(actions, tools)
    if name == "office":
        from desktop.ui.office.view import OfficeView

        return OfficeView(actions, tools)
    raise LookupError(name)
