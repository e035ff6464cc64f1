"""What the print page shows of a form and offers with it: the list, the facts, the forms of its jobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from desktop.exam.plan.model import Plan
from desktop.operations.boards.office import Page
from desktop.operations.boards.printing import Fact, FormLine, SentJob
from desktop.operations.boards.shell import ActionRow, Choice, FieldRow, Tone
from desktop.operations.desks.office.jobs import field, job_row

if TYPE_CHECKING:
    from desktop.operations.desks.office.desk import OfficeDesk
    from desktop.operations.desks.office.printing.hand import Printing

WHOLE: Final = ("site", "staff")
"""Scopes of forms that know neither room nor candidate."""
SIGNED: Final = "summary-sheet"
"""The form that has a copy to sign, with whole numbers."""
FOLDER: Final = "folder:"
"""Where the whole set goes when it goes to no printer; no queue is called so."""
SHOWN: Final = 12
"""So many findings stand in the form that asks for the decision; the page lists them all."""
_STATES: Final[Mapping[str, Tone]] = {"ready": "ok", "printing": "plain", "stopped": "stop"}
_JOBS: Final[Mapping[str, Tone]] = {"done": "ok", "failed": "stop", "cancelled": "warn", "gone": "warn"}


def print_page(desk: OfficeDesk, plan: Plan | None, checks: tuple[Any, ...]) -> Page:
    """The list of forms, the chosen one's sheets, and what goes with them."""
    title = desk.words.text("office-section-print")
    if plan is None:
        return Page(title, nothing=desk.words.text("office-no-plan"))
    printing = desk.printing
    return Page(title, subject(printing), jobs=rows(printing), work=printing.work())


def subject(printing: Printing) -> str:
    """The chosen form in one line."""
    if not printing.chosen:
        return ""
    word, made = printing.desk.words.text, printing.made
    parts = [printing.form()["title"], scope_words(printing)]
    if made is not None:
        parts.append(word("print-count", pages=made.pages))
        if made.flags:
            parts.append(word("print-found", count=len(made.flags)))
    return " · ".join(parts)


def lines(desk: OfficeDesk, forms: Sequence[Mapping[str, Any]]) -> tuple[FormLine, ...]:
    """Every form with its paper, its clause, and what it can be besides."""
    out = []
    for form in forms:
        extra = [desk.words.text(f"print-can-{can}") for can in ("blank", "table") if form[can]]
        out.append(FormLine(form["name"], form["title"], " · ".join((form["paper"], form["clause"], *extra))))
    return tuple(out)


def scope_words(printing: Printing) -> str:
    """What of the form is wanted, in a few words."""
    word, wanted = printing.desk.words.text, printing.wanted()
    parts = []
    if wanted.get("candidate"):
        parts.append(word("print-scope-candidates", candidates=wanted["candidate"]))
    if wanted.get("room"):
        parts.append(word("print-scope-rooms", rooms=wanted["room"]))
    if not parts:
        parts.append(word("print-scope-all"))
    if wanted.get("start_at", 1) != 1:
        parts.append(word("print-scope-start", label=wanted["start_at"]))
    if wanted.get("order") == "cut-stack":
        parts.append(word("print-scope-stack"))
    if wanted.get("stock"):
        parts.append(next((s["title"] for s in printing.stocks if s["name"] == wanted["stock"]), ""))
    parts += [word(f"job-field-{tick}") for tick in ("blank", "signature") if wanted.get(tick)]
    return "，".join(filter(None, parts))


def facts(printing: Printing) -> tuple[Fact, ...]:
    """What is to be printed: scope, pages and since when, reprints, printer."""
    word, made = printing.desk.words.text, printing.made
    out = [Fact(word("job-print-scope"), scope_words(printing), action=job_scope(printing))]
    if made is not None:
        at = printing.desk.words.time(made.at)
        out.append(Fact(word("print-pages"), word("print-pages-made", pages=made.pages, at=at)))
        if made.hidden:
            out.append(Fact(word("print-hidden"), word("print-hidden-rooms", rooms="、".join(made.hidden)), "warn"))
        before = sum(1 for times in made.again if times)
        if before:
            out.append(Fact(word("print-again"), word("print-again-marked", count=before), "warn"))
    return (*out, *printer_facts(printing))


def printer_facts(printing: Printing) -> tuple[Fact, ...]:
    word = printing.desk.words.text
    if printing.printers is None:
        return (Fact(word("job-printer"), word("print-looking-for-printers")),)
    chosen = next((p for p in printing.printers if p.name == printing.printer()), None)
    if chosen is None:
        return (Fact(word("job-printer"), printing.no_printers or word("print-no-printer"), "warn"),)
    told = (chosen.title, *map(word, (chosen.wording, *chosen.alert_wordings)))
    tone: Tone = "warn" if chosen.alert_wordings else _STATES.get(chosen.state, "plain")
    return (Fact(word("job-printer"), " · ".join(told), tone, job_printer(printing)),)


def sent_jobs(printing: Printing) -> tuple[SentJob, ...]:
    """The jobs with printers as they will come out, then those that are over, the newest first."""
    out = []
    sent_ones = [*enumerate(printing.sent, 1)]
    for number, sent in sorted(sent_ones, key=lambda one: (one[1].over, -one[0] if one[1].over else one[0])):
        said = printing.desk.words.text(
            "print-sent-job",
            printer=sent.job.printer,
            title=sent.title,
            pages=sent.pages,
            state=printing.desk.words.text(f"print-job-{sent.progress}"),
        )
        out.append(SentJob(number, sent.job.printer, said, _JOBS.get(sent.progress, "brand"), sent.over))
    return tuple(out)


# --- the jobs and what they ask ---------------------------------------------------------------------------------------


def rows(printing: Printing) -> tuple[ActionRow, ...]:
    """The page's jobs with their keys."""
    whole = (job_all(printing), job_printer(printing))
    if not printing.chosen:
        return whole
    return (
        job_scope(printing),
        job_print(printing),
        job_save(printing),
        *whole,
    )


def job_scope(printing: Printing) -> ActionRow:
    """Which rooms, people, labels."""
    return job_row(printing.desk, "print-scope", "F5", _scope_fields(printing))


def _scope_fields(printing: Printing) -> tuple[FieldRow, ...]:
    desk, form, scope = printing.desk, printing.form(), printing.scope
    fields: list[FieldRow] = []
    if form["scope"] not in WHOLE:
        room = field(desk, "room", value=scope.room or None, required=False)
        fields.append(replace(room, hint=desk.words.text("print-room-hint")))
        fields.append(field(desk, "candidate", value=scope.candidate or None, required=False))
    if form["labels"]:
        stocks = tuple(Choice(str(s["name"]), str(s["title"])) for s in printing.stocks)
        orders = tuple(Choice(order, desk.words.text(f"print-order-{order}")) for order in ("sheets", "cut-stack"))
        word = desk.words.text
        fields.append(field(desk, "start_at", "number", value=scope.start_at, required=False))
        fields.append(FieldRow("order", word("job-field-order"), "choice", orders, False, value=scope.order))
        stock = scope.stock or None
        fields.append(FieldRow("stock", word("job-field-stock"), "choice", stocks, False, value=stock))
    if form["blank"]:
        fields.append(field(desk, "blank", "tick", value=scope.blank, required=False))
    if printing.chosen == SIGNED:
        fields.append(field(desk, "signature", "tick", value=scope.signature, required=False))
    return tuple(fields)


def _decisions(printing: Printing) -> tuple[FieldRow, ...]:
    """What somebody must tick before it is printed."""
    made, out = printing.made, []
    if made is not None and made.flags:
        out.append(field(printing.desk, "accept_flags", "tick"))
    if made is not None and any(made.again):
        out.append(field(printing.desk, "again", "tick"))
    return tuple(out)


def _warning(printing: Printing) -> str:
    made = printing.made
    if made is None or not made.flags:
        return ""
    told = [flag.sentence for flag in made.flags[:SHOWN]]
    if len(made.flags) > SHOWN:
        told.append(printing.desk.words.text("print-more-found", count=len(made.flags) - SHOWN))
    return "\n".join((printing.desk.words.text("print-found", count=len(made.flags)), *told))


def job_print(printing: Printing) -> ActionRow:
    """To a printer, once somebody has decided on what was found."""
    desk = printing.desk
    fields = (
        _printers(printing),
        field(desk, "copies", "number", value=1, required=False),
        field(desk, "pages", "code", required=False),
        *_decisions(printing),
    )
    return _ready(printing, job_row(desk, "print", "F6", fields, primary=True), needs_printer=True)


def job_save(printing: Printing) -> ActionRow:
    """Into a file: a PDF, or a workbook of a list."""
    form = printing.form()
    name = "out_table" if form["table"] else "out"
    out = FieldRow("out", printing.desk.words.text(f"job-field-{name}"), value=f"{form['title']}.pdf")
    fields = (out, field(printing.desk, "pages", "code", required=False), *_decisions(printing))
    return _ready(printing, job_row(printing.desk, "print-save", "F7", fields))


def _ready(printing: Printing, row: ActionRow, needs_printer: bool = False) -> ActionRow:
    """The row with what was found in it, or why it cannot be done now."""
    word = printing.desk.words.text
    if printing.made is None:
        return replace(row, enabled=False, why=printing.fault or word("print-not-made"))
    if needs_printer and not printing.printers:
        why = printing.no_printers or word(
            "print-looking-for-printers" if printing.printers is None else "print-no-printer"
        )
        return replace(row, enabled=False, why=why, next=word("print-save-instead"))
    return replace(row, confirm=_warning(printing))


def job_all(printing: Printing) -> ActionRow:
    """Every form of the site: into a folder, or to a printer."""
    desk, word = printing.desk, printing.desk.words.text
    queues = _printers(printing).choices
    to = (Choice(FOLDER, word("print-to-folder")), *queues)
    fields = (
        FieldRow("to", word("job-field-to"), "choice", to, value=FOLDER),
        field(desk, "folder", value=word("print-folder"), required=False),
        *((field(desk, "labels", "tick", required=False),) if queues else ()),
        field(desk, "accept_flags", "tick", required=False),
        field(desk, "again", "tick", required=False),
    )
    return job_row(desk, "print-all", "F8", fields)


def job_printer(printing: Printing) -> ActionRow:
    """Which printer, and how far it misses."""
    desk = printing.desk
    fields = (
        _printers(printing),
        field(desk, "ruler", "tick", required=False),
        field(desk, "measured", "code", required=False),
    )
    return job_row(desk, "printer", "F9", fields)


def _printers(printing: Printing) -> FieldRow:
    word = printing.desk.words.text
    choices = tuple(
        Choice(p.name, p.title, " · ".join(map(word, (p.wording, *p.alert_wordings)))) for p in printing.printers or ()
    )
    return FieldRow("printer", word("job-printer"), "choice", choices, value=printing.printer() or None)
