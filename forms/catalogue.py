"""The forms there are. Imports no PDF engine, so that `print --list` and menus cost nothing."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Form:
    """`name` is what the command line takes, `input` the class in `module` that `render` takes a sequence of.

    `records` says that the form carries the head code; `scope` what one input stands for.
    """

    name: str
    title: str
    edition: str
    paper: str
    clause: str
    module: str
    input: str
    scope: str
    records: bool = False

    def load(self) -> ModuleType:
        """The form's module: its input class, `preflight` and `render`. Imports reportlab."""
        return import_module(self.module)


FORMS: tuple[Form, ...] = (
    Form("seat-labels", "座位号", "1", "A4 不干胶", "附件3 三(四)", "forms.seat_labels", "SeatLabel", "candidate"),
    Form("door-sign", "考场标识", "1", "A4 横、A4", "附件3 三(三)", "forms.door_sign", "RoomSheet", "room"),
    Form(
        "summary-sheet",
        "考生信息汇总表",
        "1",
        "A4",
        "附件3 三(三)、附件5 8:05",
        "forms.summary_sheet",
        "RoomSheet",
        "room",
    ),
    Form(
        "room-record",
        "考场情况记录单",
        "1",
        "A4",
        "附件5 9:00",
        "forms.room_record",
        "RoomRecord",
        "room",
        records=True,
    ),
    Form(
        "custody-slip",
        "试卷交接单",
        "1",
        "A4",
        "附件4 三、附件5 7:40",
        "forms.custody_slip",
        "CustodySlip",
        "hop",
        records=True,
    ),
)


def form(name: str) -> Form:
    """The form of that name. Raises KeyError."""
    for item in FORMS:
        if item.name == name:
            return item
    raise KeyError(name)
