"""The layouts of sheets that are read back. Their bytes are kept as attachments when a sheet is printed: the page code
carries the beginning of their SHA-256, so a list changed since is still read with the boxes it was printed with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from desktop.faults import SiteFault
from desktop.press.source import PrintSource
from desktop.press.wanted import Wanted
from forms import catalogue
from forms.catalogue import Form
from forms.context import PrintContext

if TYPE_CHECKING:  # reading pictures loads OpenCV, and whoever prints needs none
    from desktop.devices.scans.reading import LayoutOf
    from desktop.devices.scans.sheet import Identity

READ_BACK: Final = ("summary-sheet", "room-record", "custody-slip")


def layouts(form: Form, inputs: Sequence[Any], context: PrintContext) -> list[bytes]:
    """What to keep of a print run; nothing of forms that are not read back, nor of copies that are only posted. Told
    of sheet by sheet, see `PrintContext.told`."""
    if form.name not in READ_BACK:
        return []
    module, out = form.load(), []
    for sheet in inputs:
        context.tell(1, 1)
        if not getattr(sheet, "posted", False):
            out.append(module.layout(sheet, context).data())
    return out


def kept(hashes: Callable[[], Iterable[str]], get: Callable[[str], bytes | None]) -> LayoutOf:
    """Layouts out of the attachments of this desk (`AttachmentStore.hashes` and `.get`)."""

    def find(identity: Identity) -> bytes | None:
        start = identity.check.lower()
        return next((body for name in hashes() if name.startswith(start) and (body := get(name)) is not None), None)

    return find


def anew(source: PrintSource, now: int) -> LayoutOf:
    """Layouts made from plan and record as they are: for a sheet another desk has printed. None when anything that
    moves a box or changes who sits where has changed since."""

    def find(identity: Identity) -> bytes | None:
        if identity.form not in READ_BACK:
            return None
        for data in _made(source, identity, now):
            return data
        return None

    return find


def either(*sources: LayoutOf) -> LayoutOf:
    """The first that knows the sheet."""
    return lambda identity: next((data for source in sources if (data := source(identity)) is not None), None)


def _made(source: PrintSource, identity: Identity, now: int) -> Iterator[bytes]:
    form = catalogue.form(identity.form)
    filling = import_module(f"desktop.press.{form.place}")
    room = identity.scope if form.scope == "room" else None
    context = source.print_context(now)
    for one, blank in product(_sighted(source), (False, True) if form.blank else (False,)):
        try:
            inputs, _ = filling.fill(one, Wanted(form.name, room=room, blank=blank, signature=True), now)
        except SiteFault:
            continue  # no such room, nothing to print: not ours
        for sheet in inputs:
            # Without the head the title may be lower than it was printed, with it as it is now.
            for head in (context, replace(context, head=None)):
                layout = form.load().layout(sheet, head)
                if layout.check == identity.check:
                    yield layout.data()


def _sighted(source: PrintSource) -> list[PrintSource]:
    """With the rooms' counts, as their own desks print, and where some are still hidden from the office without."""
    blind = replace(source, blind=True)
    return [replace(source, blind=False), *([blind] if blind.hidden_rooms() else [])]
