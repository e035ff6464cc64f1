"""A room's record sheet as it would be printed now, as pictures: filled where the record is, drawn in any thread."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desktop.press.source import from_record
from desktop.wording import Wording

if TYPE_CHECKING:
    from desktop.devices.printers.pages import Picture
    from desktop.operations.record import Record


class RoomSheets:
    """See operations/ports.SheetDrawing. Paper always speaks Chinese; nothing here is a print, so nothing is logged."""

    def warm(self) -> None:
        """Load the fonts' engine and the one that makes pictures of pages."""
        import desktop.devices.printers.pages
        import desktop.press.rooms.room_record  # noqa: F401

    def room_record(self, record: Record, sitting: str, room: str, now: int) -> Callable[[int], Sequence[Picture]]:
        """The sheet's figures as they are now; what comes back makes its pages so many pixels wide."""
        from desktop.press.rooms.room_record import room_records
        from forms.rooms.room_record import render

        source = from_record(record, Wording("zh-CN"))
        start = record.index.sittings[sitting].start
        number = record.index.rooms[room].number
        inputs = [one for one in room_records(source, room, None, now, blank=False) if one.start == start]
        inputs = [one for one in inputs if one.room == number]
        context = source.print_context(now)

        def drawn(width: int) -> Sequence[Picture]:
            from desktop.devices.printers.pages import Pages

            out = io.BytesIO()
            render(inputs, out, context)
            with Pages(out.getvalue()) as pages:
                return [pages.picture(n, width) for n in range(1, pages.count + 1)]

        return drawn
