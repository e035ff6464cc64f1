"""One desk at work: commands signed with real PINs, door checks through a virtual reader, a plug that can be pulled."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.devices.virtual import Step, VirtualSource
from desktop.exam.day.verdict import Reading
from desktop.exam.frame.command import Command, Fact, Refused
from desktop.ledger.entry import Entry
from desktop.ledger.heads import Head
from desktop.operations.door import Checked, check, reading_of
from desktop.operations.exchange import Merged, merge
from desktop.operations.ports import EntryStore
from desktop.operations.publishing import opened
from desktop.operations.record import Record
from desktop.operations.session import Session

if TYPE_CHECKING:
    from desktop.bootstrap.parts import Parts
    from desktop.store.home import Home


class PowerCut(Exception):
    """The plug was pulled in the middle of a write."""


class PluggedStore:
    """A ledger whose next append fails as a power cut does: before anything is written, or after it is on the disk but
    before anybody was told."""

    def __init__(self, real: EntryStore) -> None:
        self._real = real
        self.cut = ""

    def append(self, entries: Entry | Sequence[Entry]) -> None:
        cut, self.cut = self.cut, ""
        if cut == "before":
            raise PowerCut
        self._real.append(entries)
        if cut == "after":
            raise PowerCut

    def take_in(self, entries: Iterable[Entry]) -> int:
        return self._real.take_in(entries)

    def load(self, record: str) -> Iterator[Entry]:
        return self._real.load(record)

    def since(self, record: str, versions: Mapping[str, int]) -> Iterator[Entry]:
        return self._real.since(record, versions)

    def heads(self, record: str) -> dict[str, Head]:
        return self._real.heads(record)

    def count(self, record: str) -> int:
        return self._real.count(record)

    def last(self, record: str, desk: str) -> Entry | None:
        return self._real.last(record, desk)

    def lines(self, record: str) -> Iterator[bytes]:
        return self._real.lines(record)


class Desk:
    """A home enrolled as a desk, and the people who work at it.

    Attributes:
        skew: what this desk's clock is off, in ms; negative when it lags.
        took: milliseconds of every door check, the operation alone.
    """

    def __init__(self, name: str, folder: Path, passphrase: str, pins: Mapping[str, str], parts: Parts) -> None:
        self.name = name
        self.folder = folder
        self.skew = 0
        self.took: list[float] = []
        self._passphrase = passphrase
        self._pins = pins
        self._parts = parts
        self._readers: dict[str, VirtualSource] = {}
        self._open()

    def _open(self) -> None:
        self.home: Home = self._parts.open_home(self.folder, self._passphrase)
        self.store = PluggedStore(self.home.entries)
        self.record = Record(opened(self.home), self.store, self._parts.clock, self.home.attachments)
        opened_ = self.record.opened
        self._session = Session(self.record.index, opened_.pins, self._parts.pins, self._parts.clock.steady)

    def close(self) -> None:
        self.home.close()

    # --- work -----------------------------------------------------------------------------------------------------

    def now(self, at: int) -> int:
        """The instant the rules at this desk see when the site's clock shows `at`."""
        return self.record.now(at + self.skew)

    def act(
        self, name: str, about: str, data: Mapping[str, Any], officers: Sequence[str], at: int
    ) -> tuple[Entry, ...] | Refused:
        """One command, every officer's PIN checked for it."""
        signed = self._session.sign_all(officers, self._pins, self.now(at))
        if isinstance(signed, Refused):
            return signed
        return self.record.act(Command(name, about, data, signed, self.record.desk), at + self.skew)

    def note(self, facts: Sequence[Fact], at: int) -> tuple[Entry, ...]:
        """What the desk writes by itself: its reader, its clock."""
        return self.record.write(facts, (), at + self.skew)

    def reader(self, room: str) -> VirtualSource:
        """The reader at a room's door; it never waits."""
        found = self._readers.get(room)
        if found is None:
            found = self._readers[room] = VirtualSource(source=f"virtual:{room}", wait=lambda _: None)
        return found

    def read(self, room: str, *steps: Step) -> Reading:
        """Put a document on the room's reader and read it. Raises SiteFault as the reader does."""
        reader = self.reader(room)
        reader.put(*steps)
        return reading_of(reader.read(timeout=5.0), self.record.opened.secret)

    def check(self, room: str, reading: Reading, officers: Sequence[str], at: int) -> Checked | Refused:
        """One door check; only the operation itself is timed."""
        signed = self._session.sign_all(officers, self._pins, self.now(at))
        if isinstance(signed, Refused):
            return signed
        began = time.perf_counter_ns()
        checked = check(self.record, room, reading, signed, at + self.skew)
        self.took.append((time.perf_counter_ns() - began) / 1e6)
        return checked

    def meet(self, other: Desk) -> Merged:
        """Take in what the other desk has and this one lacks, verified."""
        versions = {d: h.number for d, h in self.record.heads().items()}
        record = self.record.opened.record
        return merge(self.record, self.home.entries, list(other.home.entries.since(record, versions)))

    # --- power ----------------------------------------------------------------------------------------------------

    def lose_power(self) -> dict[str, Head]:
        """What a power cut leaves: the files as they lie there, opened from a copy. Then this desk starts again.

        Answers the heads found on the disk; everything acknowledged before must be in them.
        """
        image = self.folder.with_name(self.folder.name + ".cut")
        shutil.copytree(self.folder, image, ignore=shutil.ignore_patterns("*-shm"))
        try:
            left = self._parts.open_home(image, self._passphrase)
            try:
                found = left.entries.heads(self.record.opened.record)
            finally:
                left.close()
        finally:
            shutil.rmtree(image)
        self.home.close()
        self._open()
        return found
