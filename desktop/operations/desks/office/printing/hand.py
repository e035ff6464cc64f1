"""What the print page has in hand: the form chosen, its scope, the sheets made of it, the printers, what was sent.

A form is made once and looked at; what goes to the printer or into a file afterwards are those very bytes. It is made
anew when its scope changes, when it was printed (the next one says that it is a reprint), and when it has become old.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from desktop.faults import SiteFault
from desktop.operations.boards.office import Doing
from desktop.operations.boards.printing import Picture, PrintWork, Sheets
from desktop.operations.boards.shell import Answer
from desktop.operations.desks.office.printing import offers
from desktop.operations.desks.office.printing.needs import (
    MadeForm,
    PagePictures,
    PaperShop,
    PrinterSeen,
    PrintJob,
    PrintState,
)
from desktop.operations.desks.office.running import Running
from desktop.progress import Cancelled, Progress

if TYPE_CHECKING:
    from desktop.operations.desks.office.desk import OfficeDesk

FRESH: Final = 600_000
"""Milliseconds: a preview older than this is made again before it is printed, for the sheet tells the time."""
NOTHING: Final = ("failed", "cancelled")
"""Ends of a job that left nothing on paper, or nothing whole: the log does not count it as printed."""
CHOSEN: Final = "printer"
_ASKED: Final = 2


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a form is wanted; the members of the press's Wanted, empty for all."""

    room: str = ""
    candidate: str = ""
    start_at: int = 1
    order: str = "sheets"
    stock: str = ""
    blank: bool = False
    signature: bool = False


@dataclass(slots=True)
class Sent:
    """A job with a printer. `made` is noted as printed when it is over (`chosen`: which of its pages; empty: all),
    unless nothing came of it; None: a ruler."""

    job: PrintJob
    title: str
    pages: int
    copies: int
    made: MadeForm | None
    progress: str = "waiting"
    over: bool = False
    chosen: str = ""


Found = tuple[tuple[PrinterSeen, ...] | SiteFault | None, tuple[tuple[int, str, bool], ...]]
"""What looking around gave: printers (None: not asked for), and of jobs which of `sent`, progress, whether it is over.
They are counted here, from 1: Windows counts the jobs of each printer apart."""


class Printing:
    """See PrintActions. All but `leave`, `picture`, `look_around` and `take_back` belongs to the session's lane."""

    def __init__(self, desk: OfficeDesk) -> None:
        self.desk = desk
        self.scope = Scope()
        self.chosen = ""
        self.made: MadeForm | None = None
        self.fault = ""
        self.due = False
        self.printers: tuple[PrinterSeen, ...] | None = None
        self.no_printers = ""
        self.sent: list[Sent] = []
        self._shop: PaperShop | None = None
        self._shown: tuple[int, PagePictures] | None = None
        self._edition = self._wish = 0
        self._looking: Running | None = None
        self._making = ""
        self._stocks: tuple[Any, ...] | None = None

    @property
    def stocks(self) -> tuple[Any, ...]:
        """The label sheets there are."""
        if self._stocks is None:
            self._stocks = tuple(self.shop.stocks())
        return self._stocks

    @property
    def shop(self) -> PaperShop:
        if self._shop is None:
            self._shop = self.desk.parts.paper(self.desk.home, self.desk.record)
        return self._shop

    def close(self) -> None:
        """What is still with a printer counts as printed: nobody will look after it any more."""
        for sent in self.sent:
            self._over(sent, sent.progress)
        self.drop()

    # --- the form being looked at -----------------------------------------------------------------------------------

    def choose(self, form: str, wish: int) -> Answer:
        """See PrintActions."""
        if wish != self._wish or form not in {line["name"] for line in self.shop.forms()}:
            return Answer()
        self.chosen = form
        self._looking = Running("print-look", self.desk.words, self.desk.parts.clock.steady, self._show_making)
        try:
            self.make(self._looking)
        except Cancelled:
            self.drop()
        except SiteFault as fault:
            self.fault = self.desk.words.text(f"fault-{fault.code}", **fault.facts)
        finally:
            self._looking, self._making = None, ""
        self.desk.send()
        return Answer()

    def leave(self) -> int:
        """See PrintActions."""
        self._wish += 1
        looking = self._looking
        if looking is not None:
            looking.call_off()
        return self._wish

    def make(self, tell: Progress) -> None:
        """The chosen form as it is now, to be looked at. Raises SiteFault print-…, Cancelled."""
        self.drop()
        made = self.shop.make(self.wanted(), tell)
        self._edition += 1
        self._shown = (self._edition, self.shop.look(made))
        self.made = made

    def drop(self) -> None:
        """Nothing is looked at any more."""
        shown, self._shown = self._shown, None
        self.made, self.fault, self.due = None, "", False
        if shown is not None:
            shown[1].close()

    def _show_making(self, doing: Doing) -> None:
        self._making = doing.words or self.desk.words.text("print-making")
        self.desk.send_work(self.work())

    def wanted(self) -> dict[str, Any]:
        """The scope as far as the chosen form knows it."""
        form, scope = self.form(), self.scope
        told: dict[str, Any] = {"form": self.chosen}
        if form["scope"] not in offers.WHOLE:
            told |= {"room": scope.room or None, "candidate": scope.candidate or None}
        if form["labels"]:
            told |= {"start_at": scope.start_at, "order": scope.order, "stock": scope.stock}
        if form["blank"]:
            told["blank"] = scope.blank
        if self.chosen == offers.SIGNED:
            told["signature"] = scope.signature
        return told

    def form(self) -> Any:
        """The chosen form, of the press's list."""
        return next(line for line in self.shop.forms() if line["name"] == self.chosen)

    def picture(self, edition: int, page: int, width: int) -> Picture | None:
        """See PrintActions."""
        shown = self._shown
        if shown is None or shown[0] != edition:
            return None
        try:
            drawn = shown[1].picture(page, width)
        except SiteFault:
            return None
        return Picture(drawn.width, drawn.height, drawn.pixels)

    # --- printers ---------------------------------------------------------------------------------------------------

    def printer(self) -> str:
        """The queue chosen before, else the system's own choice; empty where there is none."""
        names = {one.name for one in self.printers or ()}
        kept = self.desk.home.settings.get(CHOSEN) or ""
        default = next((one.name for one in self.printers or () if one.default), "")
        return kept if kept in names else default or next(iter(sorted(names)), "")

    def look_around(self) -> Found:
        """See PrintActions."""
        states = []
        try:
            for number, sent in _next_to_end(self.sent):
                states.append(_told(number, self.shop.follow(sent.job)))
            return tuple(self.shop.printers()), tuple(states)
        except SiteFault as fault:
            return fault, tuple(states)

    def take_back(self, number: int) -> Found:
        """See PrintActions."""
        states: list[tuple[int, str, bool]] = []
        # The last ones first: else the printer is at the next one while this one is being taken back.
        for place, sent in [*enumerate(self.sent, 1)][::-1]:
            if sent.over or number not in (0, place):
                continue
            try:
                states.append(_told(place, self.shop.cancel(sent.job)))
            except SiteFault as fault:
                return fault, tuple(states)
        return None, tuple(states)

    def seen(self, found: Found) -> Answer:
        """See PrintActions."""
        printers, states = found
        if isinstance(printers, SiteFault):
            self.printers = ()
            self.no_printers = self.desk.words.text(f"fault-{printers.code}", **printers.facts)
        elif printers is not None:
            self.printers, self.no_printers = printers, ""
        for number, progress, over in states:
            sent = self.sent[number - 1]
            if not sent.over:
                sent.progress = progress
                if over:
                    self._over(sent, progress)
        self.desk.send()
        return Answer()

    def _over(self, sent: Sent, progress: str) -> None:
        if sent.over:
            return
        sent.over = True
        if sent.made is not None and progress not in NOTHING:
            self.shop.note(sent.made, sent.chosen, sent.copies)
            self.due = self.due or self.made is sent.made
        sent.made = None

    # --- the board --------------------------------------------------------------------------------------------------

    def work(self) -> PrintWork:
        """The page's board."""
        sheets = Sheets(self._edition, self.made.pages) if self.made is not None else None
        work = PrintWork(offers.lines(self.desk, self.shop.forms()), self.chosen, sheets, self._making, self.fault)
        if not self.chosen:
            return replace(work, facts=offers.printer_facts(self), sent=offers.sent_jobs(self))
        found = tuple(flag.sentence for flag in self.made.flags) if self.made is not None else ()
        title = self.desk.words.text("print-found", count=len(found)) if found else ""
        return replace(
            work,
            facts=offers.facts(self),
            found_title=title,
            found=found,
            sent=offers.sent_jobs(self),
            due=self.due,
        )


def _next_to_end(jobs: Sequence[Sent]) -> list[tuple[int, Sent]]:
    """Of the jobs of each printer the first two that are not over, with their places: it takes them in their order, and
    a set has forty of them to ask after."""
    asked: list[tuple[int, Sent]] = []
    for number, sent in enumerate(jobs, 1):
        before = sum(one.job.printer == sent.job.printer for _, one in asked)
        if not sent.over and before < _ASKED:
            asked.append((number, sent))
    return asked


def _told(number: int, state: PrintState) -> tuple[int, str, bool]:
    return number, state.progress, state.over
