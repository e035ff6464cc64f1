"""The page of signed sheets that came back: each beside the record, what differs first (C3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.exam.day.balance import LIST
from desktop.exam.frame.state import CandidateState
from desktop.operations.boards.office import Page
from desktop.operations.boards.returned.sheets import (
    DOUBTFUL,
    NONE,
    CardState,
    SheetBoard,
    SheetCard,
    SheetRow,
    SheetsBoard,
)
from desktop.operations.boards.shell import ActionRow, Tone
from desktop.operations.desks.office.jobs import field, job_row
from desktop.operations.desks.office.paper import standing
from desktop.operations.desks.office.paper.sheets import CONFIRM, Sheets, Taken
from desktop.operations.desks.office.paper.standing import Row, Standing

if TYPE_CHECKING:
    from desktop.exam.plan.model import Plan
    from desktop.operations.desks.office.desk import OfficeDesk

HEADS = ("place", "person", "paper", "record")


def sheets_page(desk: OfficeDesk, plan: Plan | None, checks: Sequence[Any]) -> Page:
    word, sheets = desk.words.text, desk.sheets
    title = word("office-section-sheets")
    if desk.behind is None or sheets is None:
        return Page(title, nothing=word("office-no-record"))
    read = job_row(desk, "read-sheets", "F6", (field(desk, "scans"),), primary=not sheets.taken)
    if not sheets.taken:
        return Page(title, word("sheets-words"), nothing=word("sheets-nothing"), jobs=(read,))
    cards = tuple(_Card(desk, sheets, one).card for one in sheets.taken)
    chosen = sheets.find(sheets.chosen) or sheets.taken[0]
    jobs: tuple[ActionRow, ...] = (read,)
    if any(card.state == "confirmed" for card in cards):
        jobs = (*jobs, job_row(desk, "drop-confirmed-sheets", "F7"))
    left = sum(card.state in ("look", "ready") for card in cards)
    words = word("sheets-left", left=left, count=len(cards))
    return Page(title, words, jobs=jobs, work=SheetsBoard(cards, _Card(desk, sheets, chosen).board()))


class _Card:
    """One sheet in words."""

    def __init__(self, desk: OfficeDesk, sheets: Sheets, one: Taken) -> None:
        self.desk, self.sheets, self.one, self.words = desk, sheets, one, desk.words
        self.standing = sheets.standing(one)
        self.twin = sheets.twin(one)
        done = None
        if self.standing is not None and desk.behind is not None:
            done = standing.confirmed(desk.behind.ctx, self.standing)
        self.before = done
        self.done = done is not None and done.data["attachment"] == one.attachment

    @property
    def file(self) -> str:
        one = self.one
        return one.path.name if one.pages == 1 else self.words.text("sheets-page-of", file=one.path.name, page=one.page)

    @property
    def card(self) -> SheetCard:
        state, words = self._state()
        left = len(self.standing.open) if self.standing is not None else 0
        mark = self.words.text(f"sheets-mark-{state}", count=left)
        return SheetCard(self.one.id, self._title(), self.file, state, words, self._short(), mark)

    def _title(self) -> str:
        stood = self.standing
        if stood is None:
            return self.file
        i = stood.identity
        room = self.words.text("board-room", room=stood.room.number) if stood.room else self.words.text("board-whole")
        key = "sheets-title-pages" if i.pages > 1 else "sheets-title"
        return self.words.text(key, room=room, form=self.words.text(f"choice-{i.form}"), page=i.page, pages=i.pages)

    def _short(self) -> str:
        stood = self.standing
        if stood is None:
            return self.file
        i = stood.identity
        room = stood.room.number if stood.room else self.words.text("board-whole")
        page = f"{i.page}/{i.pages}" if i.pages > 1 else ""
        return " ".join(part for part in (room, self.words.text(f"sheets-form-{i.form}"), page) if part)

    def _state(self) -> tuple[CardState, str]:
        word, one = self.words.text, self.one
        if one.fault is not None:
            return "fault", word(f"fault-{one.fault.code}", **one.fault.facts)
        if self.done and self.before is not None:
            who, at = self.words.people(self.before.officers), self.words.time(self.before.at)
            return "confirmed", word("sheets-confirmed", who=who, time=at)
        if self.twin is not None:
            return "duplicate", word("sheets-duplicate", file=self.twin.path.name)
        left = len(self.standing.open) if self.standing is not None else 0
        if left:
            return "look", word("sheets-to-look-at", count=left)
        told = len(self.standing.differ) + len(self.standing.contrary) if self.standing is not None else 0
        return "ready", word("sheets-ready-differs", count=told) if told else word("sheets-ready")

    def board(self) -> SheetBoard:
        heads = tuple(self.words.text(f"sheets-head-{h}") for h in HEADS)
        stood = self.standing
        if stood is None:
            return SheetBoard(self.card, heads)
        rows = sorted(stood.rows, key=lambda row: row.key not in stood.asked)
        return SheetBoard(
            self.card, heads, tuple(self._row(stood, row) for row in rows), tuple(self._notes(stood)), self._confirm()
        )

    # --- rows -----------------------------------------------------------------------------------------------------

    def _row(self, stood: Standing, row: Row) -> SheetRow:
        seen = self.one.seen
        waits = row.key in stood.asked and not row.decided and not self.done
        says = self._says(stood, row)
        tone: Tone = "warn" if waits else "stop" if says and row.decided else "plain" if row.decided else "ok"
        place, who = self._names(row)
        return SheetRow(
            row.key,
            place,
            who,
            self._paper(row),
            self._record(stood, row),
            says,
            tone,
            waits,
            row.decided,
            tuple(row.box.options) if row.box is not None else (),
            seen.pictures.get(row.key, b"") if seen is not None else b"",
        )

    def _names(self, row: Row) -> tuple[str, str]:
        if row.seat is None:
            title = row.box.title if row.box is not None and row.box.title else row.key.rpartition(":")[2]
            return self.words.text("sheets-box-tick" if row.question else "sheets-box-sign"), title
        found = self.words.index.by_admission_number.get(row.who)
        name = self.words.candidate(found.id) if found is not None else ""
        return self.words.text("sheets-seat", seat=row.seat), f"{name} {row.who}".strip()

    def _paper(self, row: Row) -> str:
        """What the paper says, as read or as decided by eye."""
        word, options = self.words.text, row.box.options if row.box is not None else ()
        if row.question and row.signed not in (DOUBTFUL, NONE):
            at = int(row.signed)
            said = options[at] if at < len(options) else word("sheets-option", number=at + 1)
        else:
            said = word(f"sheets-tick-{row.signed}" if row.question else f"sheets-sign-{row.signed}")
        return word("sheets-by-eye", said=said) if row.decided else said

    def _record(self, stood: Standing, row: Row) -> str:
        if row.seat is None:
            box = row.box
            if box is None or not box.answer:
                return box.words if box is not None and box.words else "—"
            if row.question:
                return box.options[int(box.answer)]
            return self.words.text("sheets-box-signed", words=box.words)
        found = self.words.index.by_admission_number.get(row.who)
        if found is None or self.desk.behind is None:
            return "—"
        return self._person(self.desk.behind.ctx.state.candidate(stood.sitting.id, found.id))

    def _person(self, state: CandidateState) -> str:
        """What the door and the room have of a candidate: in or absent, signed, gone again."""
        word, time = self.words.text, self.words.time
        if state.admission is None:
            return word(f"status-{state.status}")
        parts = [word("sheets-let-in", time=time(state.admission.at))]
        if state.signed is not None:
            parts.append(word("sheets-signed-at-door"))
        if state.removed is not None:
            parts.append(word("status-removed"))
        elif state.handed_in is not None:
            parts.append(word("sheets-handed-in", time=time(state.handed_in)))
        return " · ".join(parts)

    def _says(self, stood: Standing, row: Row) -> str:
        difference = stood.differ.get(row.key)
        if difference is not None:
            who = difference.who
            return self.words.text(difference.wording, seat=difference.seat, who=who, now=difference.now or 0)
        if row.signed == DOUBTFUL:
            return self.words.text("sheets-tick-look" if row.question else "sheets-sign-look")
        return self.words.text("sheets-contrary") if row.contrary else ""

    # --- the whole page -------------------------------------------------------------------------------------------

    def _notes(self, stood: Standing) -> Sequence[str]:
        word, before = self.words.text, self.before
        notes = []
        if before is not None and not self.done:
            notes.append(word("sheets-confirmed-before", time=self.words.time(before.at)))
        if left := self._unlisted(stood):
            room = stood.room.number if stood.room else ""
            notes.append(word("scan-unlisted", room=room, who="、".join(left)))
        return notes

    def _unlisted(self, stood: Standing) -> tuple[str, ...]:
        """Admission numbers let in that no page of this list has, once all its pages are here."""
        behind, identity = self.desk.behind, stood.identity
        if behind is None or stood.room is None or identity.form != LIST:
            return ()
        sheets = [one.seen.sheet for one in self.sheets.taken if one.seen is not None and one.fault is None]
        pages = {s.identity.page: s for s in sheets if (s.identity.check, s.identity.start) == _print(identity)}
        if len(pages) < identity.pages:
            return ()
        rows = [row for page in pages.values() for row in page.rows]
        return standing.missing(behind.ctx, stood, rows)

    def _confirm(self) -> ActionRow | None:
        """What writes it down: blocked with its reason while there is something to look at."""
        stood, behind, word = self.standing, self.desk.behind, self.words.text
        if stood is None or behind is None or self.done:
            return None
        row = behind.row(CONFIRM, stood.about, key="F8", primary=True)
        title = word("sheets-confirm")
        if row is None:
            return ActionRow(CONFIRM, title, "F8", enabled=False, why=word("sheets-no-right"))
        row = replace(row, command=f"{CONFIRM}:{self.one.id}", title=title, fields=())
        if self.twin is not None:
            return replace(row, enabled=False, why=word("sheets-duplicate", file=self.twin.path.name))
        if stood.open:
            why, then = word("sheets-to-look-at", count=len(stood.open)), word("sheets-look-first")
            return replace(row, enabled=False, why=why, next=then)
        return replace(row, confirm=self._sentence(stood))

    def _sentence(self, stood: Standing) -> str:
        word = self.words.text
        eye = sum(row.decided for row in stood.rows)
        told = len(stood.differ) + len(stood.contrary)
        signed = sum(row.signed == "yes" for row in stood.rows)
        said = word("sheets-will-write", signed=signed, eye=eye)
        return said + (word("sheets-will-tell", count=told) if told else word("sheets-will-agree"))


def _print(identity: Any) -> tuple[str, int]:
    return identity.check, identity.start
