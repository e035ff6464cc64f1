"""What may stand in the table's place on the office's desk: a pane for each kind of work a page can carry."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.operations.boards.office import OfficeActions
from desktop.operations.boards.shell import KeyHint
from desktop.ui.desk import DeskTools

# By the class of `Page.work`: module and class of its pane, imported when the page is first turned to.
PANES: dict[str, tuple[str, str]] = {
    "ColumnsBoard": ("desktop.ui.office.planning.columns", "ColumnsPane"),
    "AcceptBoard": ("desktop.ui.office.acceptance", "AcceptPane"),
    "SheetsBoard": ("desktop.ui.office.sheets.pane", "SheetsPane"),
    "DatesBoard": ("desktop.ui.office.planning.dates", "DatesPane"),
    "PostsBoard": ("desktop.ui.office.planning.posts", "PostsPane"),
    "SeatsWork": ("desktop.ui.office.seats.pane", "SeatsPane"),
    "LayoutWork": ("desktop.ui.office.seats.layout", "LayoutPane"),
    "PrintWork": ("desktop.ui.office.printing.pane", "PrintPane"),
}


class WorkPane(QWidget):
    """A pane over one kind of work. Emits `asked(ActionRow)` for a form, `wanted(Callable[[], Answer])` for an act to
    be done in the lane, `changed` when the foot bar should be read anew."""

    asked = Signal(object)
    wanted = Signal(object)
    changed = Signal()
    tall = False
    """Whether it wants the height that the open rules of the step would take."""

    def __init__(self, actions: OfficeActions, tools: DeskTools) -> None:
        super().__init__()
        self.office, self.tools = actions, tools

    def show_work(self, work: Any) -> None:
        """A new board of this work, in the GUI thread."""
        raise TypeError(f"{type(self).__name__} shows no work")

    def keys(self) -> tuple[KeyHint, ...]:
        """What its own keys do now."""
        return ()

    def pressed(self, key: str) -> bool:
        """A key by its name, asked before the page's own keys; True when this pane made use of it."""
        return False


def pane_for(work: Any) -> Callable[[OfficeActions, DeskTools], WorkPane]:
    """The class of the pane that shows `work`."""
    module, name = PANES[type(work).__name__]
    found: Callable[[OfficeActions, DeskTools], WorkPane] = getattr(import_module(module), name)
    return found
