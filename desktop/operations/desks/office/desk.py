"""The office desk: what the sections show, before the day from the draft, on the day from the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from desktop.exam.plan.model import Plan
from desktop.faults import SiteFault
from desktop.operations.boards.office import Doing, OfficeBoard, Section
from desktop.operations.boards.session import BoardListener
from desktop.operations.boards.shell import ActionRow, Answer, Credential, Refusal, Signed, TopBoard
from desktop.operations.desks.credentials import Credentials
from desktop.operations.desks.desk import DeskBehind
from desktop.operations.desks.office import acceptance, cards, jobs, pages
from desktop.operations.desks.office.acceptance import accept_page
from desktop.operations.desks.office.paper.page import sheets_page
from desktop.operations.desks.office.paper.sheets import CONFIRM, SHEET, Sheets
from desktop.operations.desks.office.planning import dates, findings, imports, posts, steps
from desktop.operations.desks.office.printing import offers, prints
from desktop.operations.desks.office.printing.hand import Printing
from desktop.operations.desks.office.running import Running
from desktop.operations.desks.office.seats.desk import ACTS as SEATS
from desktop.operations.desks.office.seats.desk import SeatsDesk
from desktop.operations.desks.readers import DeskReaders
from desktop.operations.record import Record
from desktop.operations.words import Words
from desktop.progress import Cancelled

BEFORE = ("plan", "import", "seats", "staff", "print", "publish")
ON_THE_DAY = ("cards", "accept", "sheets", "close")
COMMANDS = ("report-staff", "receive-at-marking", "report-incident", "depart")
SITE = ("raise-leak-alarm",)


NOTHING_TOLD: jobs.Said = ("", "ok")


class _Behind(DeskBehind):
    """The office's acts on the record; what changes is told by the office's own board."""

    def __init__(self, office: OfficeDesk, *parts: Any) -> None:
        self._office = office
        super().__init__(*parts)

    def send(self) -> None:
        self._office.send()


class OfficeDesk:
    """The office's desk over a home, with or without a record. Confined to the session's lane."""

    def __init__(
        self,
        home: Any,
        parts: Any,
        record: Record | None,
        words: Words,
        who: Credentials | None,
        listener: BoardListener,
    ) -> None:
        self.home, self.parts, self.record, self.words, self.who = home, parts, record, words, who
        self._listener = listener
        self._section = "accept" if record is not None else "plan"
        self.roster = imports.RosterFile()
        self.post = ""
        self.problems: tuple[Any, ...] = ()
        self.pins: dict[str, str] = {}
        self.supposed = ""
        self.told: dict[str, jobs.Said] = {}
        self._running: Running | None = None
        self._last: OfficeBoard | None = None
        self.seats = SeatsDesk(self)
        self.printing = Printing(self)
        self._readers: DeskReaders | None = None
        self._behind: DeskBehind | None = None
        self.sheets: Sheets | None = None
        if record is not None and who is not None:
            self._behind = _Behind(self, record, home.attachments, words, who, listener)
            self.sheets = Sheets(self, self._behind)

    def close(self) -> None:
        self.printing.close()
        if self._behind is not None:
            self._behind.close()

    @property
    def readers(self) -> DeskReaders | None:
        """The readers of this desk, once it is open."""
        return self._readers

    @readers.setter
    def readers(self, readers: DeskReaders) -> None:
        self._readers = readers
        if self._behind is not None:
            self._behind.readers = readers

    def read_failed(self, code: str, facts: Mapping[str, object]) -> Answer:
        """See DeskActions."""
        return self._behind.read_failed(code, facts) if self._behind is not None else Answer()

    def code_of(self, document: Any) -> str:
        """See DeskActions."""
        return self._behind.code_of(document) if self._behind is not None else document.ticket or ""

    @property
    def behind(self) -> DeskBehind | None:
        """The desk over the record, for acts; None before there is one."""
        return self._behind

    @property
    def plan(self) -> Plan | None:
        """The draft being edited, or the published plan where this home has no draft."""
        draft: Plan | None = self.home.plans.draft()
        return draft or (self.record.plan if self.record else None)

    # --- acts -----------------------------------------------------------------------------------------------------

    def identify(self, credential: Credential) -> Signed | Refusal:
        if self.who is None:
            return Refusal("not-enrolled", self.words.text("office-no-record"))
        return self.who.identify(credential)

    def act(
        self, command: str, about: tuple[str, ...], data: Mapping[str, Any], signatures: tuple[Signed, ...]
    ) -> Answer:
        if command.startswith("job:"):
            given = data if about in ((), ("office",)) else {**data, "about": about}
            return self.job(command.removeprefix("job:"), given)
        if command.startswith(SEATS):
            return self.seats.act(command.removeprefix(SEATS), data)
        if self._readers is not None and (done := self._readers.act(command, data)) is not None:
            self.send()
            return done
        if command == SHEET and self.sheets is not None:
            self.sheets.take(data)
            self.send()
            return Answer()
        if command.startswith(f"{CONFIRM}:") and self.sheets is not None:
            answer = self.sheets.confirm(command.partition(":")[2], signatures)
            self.send()
            return answer
        if command == cards.ENROL:
            command, about, data = cards.enrolment(self, about, data)
        if self._behind is None:
            return Answer(refused=Refusal("not-enrolled", self.words.text("office-no-record")))
        return acceptance.told(self, command, about, self._behind.act(command, about, data, signatures))

    def turn_to(self, section: str) -> Answer:
        if section in (*BEFORE, *ON_THE_DAY):
            # PINs are shown once and what was only supposed is over when the page is left.
            if section != self._section:
                self.pins, self.supposed, self.roster.matching = {}, "", False
                self.seats.leave()
                self.printing.drop()
            self._section = section
            self.send()
        return Answer()

    def job(self, name: str, data: Mapping[str, Any]) -> Answer:
        """Do a job and keep what it came to on its page."""
        if name not in AT_ONCE:
            self._running = Running(name, self.words, self.parts.clock.steady, self._show_doing)
        try:
            text, tone = JOBS[name](self, data)
        except Cancelled as fault:
            text, tone = self.words.text(f"fault-{fault.code}"), "warn"
        except SiteFault as fault:
            text, tone = self.words.text(f"fault-{fault.code}", **fault.facts), "stop"
        finally:
            self._running = None
        if tone == "stop" and name in imports.IN_THEIR_FORM + posts.IN_THEIR_FORM + dates.IN_THEIR_FORM:
            return Answer(refused=Refusal(name, text))
        self.told[self._section] = (text, tone)
        self.send()
        if tone == "stop":
            return Answer(refused=Refusal(name, text))
        return Answer(text=text)

    def tell(self, done: int, of: int, on: str = "", /) -> None:
        """How far the job under way is; see Progress."""
        if self._running is not None:
            self._running(done, of, on)

    def call_off(self) -> None:
        """See OfficeActions."""
        running = self._running
        if running is not None:
            running.call_off()
        self.printing.leave()

    # --- the board ------------------------------------------------------------------------------------------------

    def _show_doing(self, doing: Doing) -> None:
        """The board as it stood, with how far a job is: nothing else moves while the lane is at it."""
        if self._last is not None:
            self._listener.board(replace(self._last, doing=doing))

    def send_work(self, work: Any) -> None:
        """The board as it stood, but for the work on its page."""
        if self._last is not None:
            self._last = replace(self._last, page=replace(self._last.page, work=work))
            self._listener.board(self._last)

    def send(self) -> None:
        try:
            self._last = self.board()
            self._listener.board(self._last)
        except SiteFault as fault:
            self._listener.fault(fault)

    def now(self) -> int:
        return self.record.now() if self.record else int(self.parts.clock.wall())

    def board(self) -> OfficeBoard:
        plan = self.plan
        checks = pages.checks_of(self, plan) if plan else ()
        page = PAGES[self._section](self, plan, checks)
        text, tone = self.told.get(self._section, NOTHING_TOLD)
        sections, coming = self._sections(plan, checks)
        page = steps.toned_down(replace(page, told=text, told_tone=tone), self._section, coming)
        return OfficeBoard(
            top=self._top(self.plan),
            officer=self.who.officer if self.who else None,
            sections=sections,
            current=self._section,
            page=page,
            deadlines=pages.marks(self, plan, checks) if plan and self._section in BEFORE and page.work is None else (),
            deadline_title=self._deadline_title(plan),
            available=self._available(),
            guide=steps.guide(self, self._section, sections, checks, coming) if self.record is None else None,
        )

    def _deadline_title(self, plan: Plan | None) -> str:
        if plan is None:
            return ""
        return self.words.text("office-deadlines", day=plan.first_exam_date)

    def _top(self, plan: Plan | None) -> TopBoard:
        title = self.words.text("desk-office")
        if self._behind is not None and plan is not None:
            return self._behind.top(
                title, f"{plan.name} · {self.words.text('office-first-day', day=plan.first_exam_date)}"
            )
        subject = f"{plan.name} · {self.words.text('office-first-day', day=plan.first_exam_date)}" if plan else ""
        return TopBoard(title, subject)

    def _sections(self, plan: Plan | None, checks: tuple[Any, ...]) -> tuple[tuple[Section, ...], str]:
        """The rail, and the step that comes next; on the day there is none."""
        states = pages.section_states(self, plan, checks)
        coming = steps.next_step(self, states, checks) if self.record is None else ""
        out = []
        for n, id in enumerate((*BEFORE, *ON_THE_DAY), start=1):
            state, note = states[id]
            title = self.words.text(f"office-section-{id}")
            out.append(Section(id, n, title, state, note, id == ON_THE_DAY[0], id == coming))
        return tuple(out), coming

    def _available(self) -> tuple[ActionRow, ...]:
        behind = self._behind
        readers = self._readers.rows() if self._readers is not None else ()
        if behind is None or self.record is None:
            return readers
        sitting = behind.ctx.sitting_at(self.now()) or next(iter(self.record.plan.sittings), None)
        whole = behind.rows(COMMANDS, f"sitting:{sitting.id}") if sitting else ()
        files = jobs.file_rows(self)
        return whole + behind.rows(SITE, f"site:{self.record.plan.site.id}") + files + readers


JOBS = {**jobs.JOBS, **imports.JOBS, **posts.JOBS, **dates.JOBS, **prints.JOBS, "waive": posts.waive}
AT_ONCE = {*imports.AT_ONCE, *posts.AT_ONCE, *dates.AT_ONCE, "waive"}
"""Jobs that take no time worth showing."""
PAGES = {
    "plan": dates.plan_page,
    "import": findings.import_page,
    "seats": lambda desk, plan, checks: desk.seats.page(plan),
    "staff": posts.staff_page,
    "print": offers.print_page,
    "publish": pages.publish_page,
    "cards": cards.cards_page,
    "accept": accept_page,
    "sheets": sheets_page,
    "close": pages.close_page,
}
