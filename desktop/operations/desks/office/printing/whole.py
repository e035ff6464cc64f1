"""The whole set of the site in one job: into a folder, or to a printer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.faults import SiteFault, writing_fault
from desktop.operations.boards.shell import Tone
from desktop.operations.desks.office.given import path_of
from desktop.operations.desks.office.printing import offers
from desktop.operations.desks.office.printing.hand import CHOSEN, Sent
from desktop.operations.desks.office.printing.needs import HandedOfAll, MadeOfAll
from desktop.progress import Cancelled

if TYPE_CHECKING:
    from desktop.operations.desks.office.desk import OfficeDesk

Said = tuple[str, Tone]


def everything(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """Every form of the site, where somebody wants it."""
    to = str(data.get("to") or offers.FOLDER)
    said, tone = _into_folder(desk, data) if to == offers.FOLDER else _to_printer(desk, to, data)
    if hidden := desk.printing.shop.hidden_rooms():
        said += "\n" + desk.words.text("print-hidden-rooms", rooms="、".join(hidden))
    return said, tone


def _ticks(data: Mapping[str, Any]) -> tuple[bool, bool]:
    return data.get("accept_flags") is True, data.get("again") is True


def _into_folder(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """Called off between two, the forms written are whole and stay."""
    folder = path_of(data, "folder")
    made_it = _folder(folder)
    found: list[MadeOfAll] = []
    called_off = False
    try:
        for one in desk.printing.shop.everything(folder, *_ticks(data), desk.tell):
            found.append(one)
    except Cancelled:
        called_off = True
    finally:
        if made_it and not any(folder.iterdir()):
            folder.rmdir()
    desk.printing.due = True
    written = [one for one in found if one.file]
    pages = sum(one.pages for one in written)
    key = "press-all-cancelled" if called_off else "press-all"
    empty = sum(one.empty for one in found)
    text = desk.words.text(key, folder=str(folder.absolute()), forms=len(written), pages=pages, empty=empty)
    told = _failed(desk, found)
    return "\n".join((text, *told)), "warn" if called_off or told else "ok"


def _to_printer(desk: OfficeDesk, printer: str, data: Mapping[str, Any]) -> Said:
    """A job for each form. Nothing is sent before all are drawn and decided on; called off, or where the printer takes
    no more, those it has are named and can be taken back. Each is noted once it is printed, see Printing."""
    printing, word = desk.printing, desk.words.text
    if printer not in {one.name for one in printing.printers or ()}:
        raise SiteFault("printer-gone", printer=printer[:60])
    if left := [sent for sent in printing.sent if not sent.over]:
        raise SiteFault("print-set-under-way", jobs=len(left))
    desk.home.settings.put(CHOSEN, printer)
    handed: list[HandedOfAll] = []
    stopped: SiteFault | None = None
    try:
        for one in printing.shop.to_printer(printer, *_ticks(data), data.get("labels") is True, desk.tell):
            handed.append(one)
            if one.job is not None:
                printing.sent.append(Sent(one.job, one.title, one.pages, 1, one.made))
    except SiteFault as fault:  # Cancelled among them
        stopped = fault
    sent = [one for one in handed if one.job is not None]
    if stopped is not None and not sent:
        raise stopped
    facts = {"printer": printer, "forms": len(sent), "pages": sum(one.pages for one in sent)}
    if stopped is not None:
        why = word(f"fault-{stopped.code}", **stopped.facts)
        named = "、".join(one.title for one in sent)
        return word("print-set-stopped", **facts, named=named, why=why), "warn"
    told = [word("press-set-sent", **facts, empty=sum(one.empty for one in handed)), *_failed(desk, handed)]
    if labels := [one.title for one in handed if one.job is None and one.fault is None]:
        told.append(word("press-set-labels", forms="、".join(labels)))
    return "\n".join(told), "warn" if _failed(desk, handed) else "ok"


def _failed(desk: OfficeDesk, found: Sequence[MadeOfAll | HandedOfAll]) -> list[str]:
    """What could not be made, each with its reason."""
    open_ = [(one.title, one.fault) for one in found if one.fault is not None and not one.empty]
    return [f"{title}：{desk.words.text(f'fault-{fault.code}', **fault.facts)}" for title, fault in open_]


def _folder(folder: Path) -> bool:
    """The folder, made where there is none: whether it was. Raises SiteFault cannot-write."""
    there = folder.is_dir()
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise writing_fault(error, folder) from error
    return not there
