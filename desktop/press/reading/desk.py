"""Signed sheets as a desk reads them: a file, its pages one by one, what the record says to each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.devices.scans.picture import MOST_BYTES, page_count
from desktop.devices.scans.reading import Seen, see_sheet
from desktop.devices.scans.sheet import Sheet
from desktop.exam.plan.model import Room, Sitting
from desktop.exchange.durable import read_whole
from desktop.operations.ports import AttachmentStore, Clock
from desktop.operations.record import Record
from desktop.operations.words import Catalogue
from desktop.press.reading.layouts import anew, either, kept
from desktop.press.reading.recorded import Box, boxes
from desktop.press.source import from_record
from desktop.wording import Wording


class DeskSheets:
    """See `operations.ports.SheetReading`. Layouts as this home printed them, or as plan and record would be printed
    now, which is always in Chinese."""

    def __init__(self, record: Record, attachments: AttachmentStore, clock: Clock) -> None:
        self._record, self._attachments, self._clock = record, attachments, clock

    def file(self, path: Path) -> tuple[bytes, int]:
        data = read_whole(path, MOST_BYTES)
        return data, page_count(data)

    def see(self, data: bytes, page: int) -> Seen:
        source = from_record(self._record, Wording("zh-CN"))
        known = kept(self._attachments.hashes, self._attachments.get)
        return see_sheet(data, either(known, anew(source, self._clock.wall())), page)

    def boxes(self, sheet: Sheet, sitting: Sitting, room: Room | None, words: Catalogue) -> Sequence[Box]:
        return boxes(from_record(self._record, words), sheet.identity, sitting, room, self._clock.wall())
