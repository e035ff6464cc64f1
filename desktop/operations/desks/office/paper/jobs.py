"""The jobs of the section of signed sheets: reading files, putting away what is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from desktop.faults import SiteFault
from desktop.operations.boards.shell import Tone

if TYPE_CHECKING:
    from desktop.operations.desks.office.desk import OfficeDesk


def read_sheets(desk: OfficeDesk, data: Mapping[str, Any]) -> tuple[str, Tone]:
    """Photos and scans of signed sheets, files and folders; nothing is written before somebody confirms."""
    if desk.sheets is None:
        raise SiteFault("not-enrolled", home=str(desk.home.folder))
    read, failed, blank = desk.sheets.read(str(data.get("scans") or ""))
    key = "job-sheets-read" if not failed else "job-sheets-read-some"
    said = desk.words.text(key, read=read, failed=failed)
    if blank:
        said += desk.words.text("job-sheets-blank", count=blank)
    return said, "warn" if failed else "ok"


def drop_confirmed(desk: OfficeDesk, data: Mapping[str, Any]) -> tuple[str, Tone]:
    count = desk.sheets.drop_confirmed() if desk.sheets is not None else 0
    return desk.words.text("job-sheets-dropped", count=count), "ok"


JOBS: Mapping[str, Callable[[Any, Mapping[str, Any]], tuple[str, Tone]]] = {
    "read-sheets": read_sheets,
    "drop-confirmed-sheets": drop_confirmed,
}
