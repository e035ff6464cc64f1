"""Signed sheets read back at the office desk (P, C3). What was read is held here until somebody confirms it; nothing is
written before, and the file is kept by its hash together with the entry that names it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.exam.frame.command import Command, Refused
from desktop.exam.plan.model import Room, Sitting
from desktop.faults import SiteFault
from desktop.operations.boards.shell import Answer, Refusal, Signed
from desktop.operations.desks.office.paper import standing
from desktop.operations.desks.office.paper.standing import Standing
from desktop.operations.ports import SeenSheet, SheetReading

if TYPE_CHECKING:
    from desktop.operations.desks.desk import DeskBehind
    from desktop.operations.desks.office.desk import OfficeDesk

CONFIRM = "confirm-sheet"
SHEET = "sheet"
"""What a key at the screen asks of a sheet."""
PICTURES = (".jpg", ".jpeg", ".png", ".pdf", ".tif", ".tiff")
MOST = 200
"""Sheets held at a time."""
BETWEEN = "|"
"""Stands between files in a form's one line: no file name of Windows has it."""


@dataclass
class Taken:
    """One page of a file: `seen` as read and where it belongs, or why not. `answers` are a person's, by row."""

    id: str
    path: Path
    page: int
    pages: int
    attachment: str = ""
    seen: SeenSheet | None = None
    place: tuple[Sitting, Room | None] | None = None
    fault: SiteFault | None = None
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def same(self) -> tuple[object, ...] | None:
        """What two pictures of one page have in common."""
        if self.seen is None or self.fault is not None:
            return None
        i = self.seen.sheet.identity
        return i.form, i.scope, i.start, i.page


class Sheets:
    """The sheets of one office desk. Confined to the session's lane."""

    def __init__(self, desk: OfficeDesk, behind: DeskBehind) -> None:
        self._desk, self._behind = desk, behind
        self.taken: list[Taken] = []
        self.chosen = ""
        self._count = 0
        self._stood: dict[str, tuple[object, Standing]] = {}

    @cached_property
    def _reading(self) -> SheetReading:
        """Made when the first sheet is read: it brings the whole of picture reading with it."""
        made: SheetReading = self._desk.parts.sheet_reading(self._desk.home, self._behind.record)
        return made

    # --- reading --------------------------------------------------------------------------------------------------

    def read(self, given: str) -> tuple[int, int, int]:
        """Read every sheet of these files and folders, `BETWEEN` each two. Answers how many were read, how many could
        not be, and how many pages of larger files were blank. Raises SiteFault file-not-found, scan-too-many,
        cancelled."""
        before, blank = len(self.taken), 0
        files = list(_files(given))
        done = 0
        try:
            for left, path in zip(range(len(files) - 1, -1, -1), files, strict=True):
                for page, of, one in self._pages(path):
                    # So many pages are known of; each file after this one is one at least.
                    self._desk.tell(done, done + of - page + 1 + left, f"sheets:{path.name}")
                    taken = one()
                    if taken is None:
                        blank += 1
                    else:
                        self._add(taken)
                    done += 1
        finally:  # called off or too many: what was read until then stands
            new = self.taken[before:]
            first = next((t for t in new if t.fault is None), new[0] if new else None)
            if first is not None:
                self.chosen = first.id
        return sum(t.fault is None for t in new), sum(t.fault is not None for t in new), blank

    def _pages(self, path: Path) -> Iterator[tuple[int, int, Callable[[], Taken | None]]]:
        """Each page of a file, how many it has, and what reads it."""
        try:
            data, pages = self._reading.file(path)
        except SiteFault as fault:
            failed = Taken("", path, 1, 1, fault=fault)
            yield 1, 1, lambda: failed
            return
        attachment = hashlib.sha256(data).hexdigest()
        for page in range(1, pages + 1):
            yield page, pages, partial(self._read_page, data, Taken("", path, page, pages, attachment))

    def _read_page(self, data: bytes, one: Taken) -> Taken | None:
        """A page as it is read; None for the blank back of a sheet in a file of many."""
        try:
            one.seen = self._reading.see(data, one.page)
            one.place = standing.look_over(self._behind.ctx, one.seen)
        except SiteFault as fault:
            if fault.code == "scan-blank" and one.pages > 1:
                return None
            one.fault = fault
        return one

    def _add(self, one: Taken) -> None:
        if len(self.taken) >= MOST:
            raise SiteFault("scan-too-many", most=MOST)
        self._count += 1
        one.id = str(self._count)
        self.taken.append(one)

    # --- what a person does with them -----------------------------------------------------------------------------

    def find(self, id: str) -> Taken | None:
        return next((t for t in self.taken if t.id == id), None)

    def take(self, data: Mapping[str, Any]) -> None:
        """A key at the screen: another sheet, a word on a row of this one, or put it away."""
        id = str(data.get("sheet", ""))
        if "answer" in data:
            self.judge(id, str(data.get("row", "")), str(data["answer"]))
        elif data.get("drop") is True:
            self.drop(id)
        elif self.find(id) is not None:
            self.chosen = id

    def judge(self, id: str, key: str, answer: str) -> None:
        """What the paper says in one row, by eye. An empty answer takes it back."""
        one = self.find(id)
        if one is not None and answer:
            one.answers[key] = answer
        elif one is not None:
            one.answers.pop(key, None)

    def drop(self, id: str) -> None:
        """Put a sheet away; what was confirmed of it stays in the record."""
        at = next((n for n, t in enumerate(self.taken) if t.id == id), None)
        if at is not None:
            self._stood.pop(id, None)
            del self.taken[at]
            left = self.taken[min(at, len(self.taken) - 1)] if self.taken else None
            self.chosen = left.id if left is not None else ""

    def drop_confirmed(self) -> int:
        """Put away what is confirmed; answers how many."""
        done = [t.id for t in self.taken if self.is_confirmed(t)]
        for id in done:
            self.drop(id)
        return len(done)

    # --- how they stand -------------------------------------------------------------------------------------------

    def standing(self, one: Taken) -> Standing | None:
        """A sheet beside the record as it is now; None for one that could not be read."""
        if one.seen is None or one.place is None or one.fault is not None:
            return None
        words = self._behind.words.catalogue
        key = (self._behind.record.fold.count, words.locale, tuple(sorted(one.answers.items())))
        if one.id in self._stood and self._stood[one.id][0] == key:
            return self._stood[one.id][1]
        sitting, room = one.place
        boxes = self._reading.boxes(one.seen.sheet, sitting, room, words)
        found = standing.stand(self._behind.ctx, one.seen.sheet, one.place, boxes, one.answers)
        self._stood[one.id] = key, found
        return found

    def twin(self, one: Taken) -> Taken | None:
        """The picture of the same page that was read before this one."""
        before = self.taken[: self.taken.index(one)]
        return next((t for t in before if one.same is not None and t.same == one.same), None)

    def is_confirmed(self, one: Taken) -> bool:
        """Whether this very picture of its page is what was confirmed last."""
        stood = self.standing(one)
        found = standing.confirmed(self._behind.ctx, stood) if stood is not None else None
        return found is not None and found.data["attachment"] == one.attachment

    def confirm(self, id: str, signatures: tuple[Signed, ...]) -> Answer:
        """Write a sheet down as decided: the file first, then the entry that names it."""
        one, behind = self.find(id), self._behind
        stood = self.standing(one) if one is not None else None
        if one is None or stood is None or stood.open or self.twin(one) is not None:
            return Answer(refused=Refusal(CONFIRM, behind.words.text("sheets-not-ready")))
        data, _ = self._reading.file(one.path)
        if hashlib.sha256(data).hexdigest() != one.attachment:
            raise SiteFault("scan-file-changed", path=str(one.path))
        behind.record.refresh()
        signed = behind.who.spend(signatures)
        if isinstance(signed, Refused):
            return behind.refused(signed)
        said: Mapping[str, Any] = standing.data_of(behind.ctx, stood, one.attachment)
        command = Command(CONFIRM, stood.about, said, signed, behind.record.desk)
        tried = behind.record.act(command, dry_run=True)
        if isinstance(tried, Refused):
            return behind.refused(tried)
        self._desk.home.attachments.put(data)
        answer = behind.do(command)
        if answer.done:
            self._next()
        return answer

    def _next(self) -> None:
        """After one is confirmed the next one that is not is chosen."""
        waiting = [t for t in self.taken if t.fault is None and self.twin(t) is None and not self.is_confirmed(t)]
        if waiting:
            self.chosen = waiting[0].id


def _files(given: str) -> Iterator[Path]:
    """The files named, and the pictures of the folders named, in the order of their names."""
    named = [part.strip() for part in given.split(BETWEEN) if part.strip()]
    if not named:
        raise SiteFault("file-not-found", path="")
    for name in named:
        path = Path(name).expanduser()
        try:
            inside = sorted(path.iterdir())
        except (OSError, ValueError):
            yield path  # a file, or nothing at all: reading says so
            continue
        found = [one for one in inside if one.suffix.lower() in PICTURES]
        if not found:
            raise SiteFault("scan-empty-folder", path=name)
        yield from found
