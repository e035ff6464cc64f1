"""The jobs of the print page: scope, printing, saving, the choice of a printer; the whole set is `whole`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from desktop.faults import SiteFault
from desktop.operations.boards.shell import Tone
from desktop.operations.desks.office.given import path_of
from desktop.operations.desks.office.printing import offers, whole
from desktop.operations.desks.office.printing.hand import CHOSEN, FRESH, Scope, Sent
from desktop.operations.desks.office.printing.needs import MadeForm
from desktop.paths import out_file

if TYPE_CHECKING:
    from desktop.operations.desks.office.desk import OfficeDesk

Said = tuple[str, Tone]


def scope(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """Other rooms, people, labels; what the form cannot be made of stays as it was."""
    printing, before = desk.printing, desk.printing.scope
    asked = {row.name for row in offers.rows(printing)[0].fields}
    changed = {f.name: _given(data, f.name, f.default) for f in fields(Scope) if f.name in asked}
    printing.scope = replace(before, **changed)
    try:
        printing.make(desk.tell)
    except SiteFault:
        printing.scope = before
        printing.due = True
        raise
    return "", "ok"


def _given(data: Mapping[str, Any], name: str, default: Any) -> Any:
    found = data.get(name)
    return found.strip() if isinstance(found, str) else default if found is None else found


def print_form(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """What is looked at goes to a printer."""
    printing, printer = desk.printing, str(data.get("printer") or "")
    made, copies, pages = _decided(desk, data), _copies(data), str(data.get("pages") or "")
    if printer not in {one.name for one in printing.printers or ()}:
        raise SiteFault("printer-gone", printer=printer[:60])
    desk.home.settings.put(CHOSEN, printer)
    desk.tell(0, 0, "handing")
    job = printing.shop.send(made, printer, pages, copies, desk.tell)
    printing.sent.append(Sent(job, made.title, made.pages, copies, made, chosen=pages))
    return desk.words.text("job-sent", printer=printer, title=made.title, pages=made.pages), "ok"


def save(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """What is looked at goes into a file, or its lists into a workbook."""
    printing, path = desk.printing, out_file(path_of(data, "out"))
    if path.suffix.lower() == ".xlsx":
        printing.shop.write_table(printing.wanted(), path)
        return desk.words.text("job-written", path=str(path.absolute())), "ok"
    made = _decided(desk, data)
    count = printing.shop.write(made, path, str(data.get("pages") or ""), 1)
    printing.due = True
    return desk.words.text("job-saved", path=str(path.absolute()), pages=count), "ok"


def _decided(desk: OfficeDesk, data: Mapping[str, Any]) -> MadeForm:
    """The form as it was looked at. Raises SiteFault print-not-made, print-grown-old, print-changed,
    print-flags, print-again."""
    printing = desk.printing
    made = printing.made
    if made is None:
        raise SiteFault("print-not-made")
    if printing.due or not 0 <= int(desk.parts.clock.wall()) - made.at <= FRESH:
        printing.make(desk.tell)
        raise SiteFault("print-grown-old", title=made.title)
    if printing.shop.changed(made, desk.tell):
        printing.make(desk.tell)
        raise SiteFault("print-changed", title=made.title)
    for sent in printing.sent:
        if sent.made is not None and not sent.over and set(sent.made.abouts) & set(made.abouts):
            raise SiteFault("print-under-way", title=made.title, printer=sent.job.printer)
    accept_flags, again = (data.get(name) is True for name in ("accept_flags", "again"))
    printing.shop.decide(made, accept_flags, again, str(data.get("pages") or ""))
    return made


def _copies(data: Mapping[str, Any]) -> int:
    found = data.get("copies")
    return found if isinstance(found, int) else 1


def printer(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """Another printer from now on; its ruler page; how far it was measured to miss."""
    printing, name = desk.printing, str(data.get("printer") or "")
    if name not in {one.name for one in printing.printers or ()}:
        raise SiteFault("printer-gone", printer=name[:60])
    desk.home.settings.put(CHOSEN, name)
    said = [desk.words.text("job-printer-chosen", printer=name)]
    if given := str(data.get("measured") or "").strip():
        across, down, scale = printing.shop.measure(name, given)
        facts = {"across": f"{across / 10:+.1f}", "down": f"{down / 10:+.1f}", "scale": f"{scale / 10_000:+.2f}"}
        said.append(desk.words.text("press-measured", printer=name, **facts))
    if data.get("ruler") is True:
        desk.tell(0, 0, "handing")
        title = desk.words.text("print-ruler")
        printing.sent.append(Sent(printing.shop.send_ruler(name), title, 1, 1, None))
        said.append(desk.words.text("job-sent", printer=name, title=title, pages=1))
    return "\n".join(said), "ok"


JOBS: Mapping[str, Callable[[Any, Mapping[str, Any]], Said]] = {
    "print-scope": scope,
    "print": print_form,
    "print-save": save,
    "print-all": whole.everything,
    "printer": printer,
}
