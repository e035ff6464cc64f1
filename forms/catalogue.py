"""The forms there are. Imports no PDF engine, so that `print --list` and menus cost nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Form:
    """`name` is what the command line takes, `input` the class in `module` that `render` takes a sequence of.

    `scope` is what one input stands for: candidate, room, hop, staff, bag or site. `records` says that the form carries
    the head code, `blank` that it may be printed empty, to be filled in by hand.
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
    blank: bool = False

    @property
    def place(self) -> str:
        """`rooms.door_sign`: where the form is under `forms/`, and what fills it under the press."""
        return self.module.removeprefix("forms.")

    def load(self) -> ModuleType:
        """The form's module: its input class, `preflight` and `render`. Imports reportlab."""
        return import_module(self.module)


# Under each folder: name | title | edition | paper | clause | input | scope, marks. The module bears the form's name.
_TABLE = """
[candidates]
seat-labels | 座位号 | 1 | A4 不干胶 | 附件3 三(四) | SeatLabel | candidate
summary-sheet | 考生信息汇总表 | 1 | A4 | 附件3 三(三)、附件5 8:05 | RoomSheet | room
[rooms]
door-sign | 考场标识 | 1 | A4 横、A4 | 附件3 三(三) | RoomSheet | room
room-record | 考场情况记录单 | 1 | A4 | 附件5 9:00 | RoomRecord | room records blank
[papers]
custody-slip | 试卷交接单 | 1 | A4 | 附件4 三、附件5 7:40 | CustodySlip | hop records blank
"""


def _forms() -> Iterator[Form]:
    folder = ""
    for line in _TABLE.strip().splitlines():
        if line.startswith("["):
            folder = line.strip("[]")
            continue
        name, title, edition, paper, clause, given, rest = (part.strip() for part in line.split("|"))
        scope, *marks = rest.split()
        module = f"forms.{folder}.{name.replace('-', '_')}"
        yield Form(name, title, edition, paper, clause, module, given, scope, "records" in marks, "blank" in marks)


FORMS: tuple[Form, ...] = tuple(_forms())


def form(name: str) -> Form:
    """The form of that name. Raises KeyError."""
    for item in FORMS:
        if item.name == name:
            return item
    raise KeyError(name)
