"""The room desk: the next step with its text, the seats, the paper balance, everything a proctor may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from desktop.exam.day.balance import PAPER_NAMES, Equation, Tally, room_equations, tally
from desktop.exam.day.protocol import ORDERS, StepStanding, step_standing
from desktop.exam.decide import COMMANDS
from desktop.exam.frame.command import Refused, Target
from desktop.exam.frame.state import Pause
from desktop.operations.boards.room import CheckRow, DrawSheet, RoomBoard, StepBoard
from desktop.operations.boards.shell import (
    ActionRow,
    AlertRow,
    Answer,
    BalanceBoard,
    BalanceLine,
    SeatMapBoard,
    SeatState,
    StepRow,
    Sum,
)
from desktop.operations.desks.desk import DeskBehind
from desktop.operations.desks.seats import seat_map
from desktop.operations.door import door_of
from desktop.operations.ports import SheetDrawing
from desktop.operations.words import Words

SEAT_KEYS: tuple[tuple[str, str, tuple[SeatState, ...]], ...] = (
    ("hand-in", "Space", ("present", "misconduct")),
    ("let-out", "W", ("present", "misconduct")),
    ("let-back", "W", ("out",)),
    ("record-misconduct", "V", ("present", "out", "misconduct")),
    ("check-at-seat", "C", ("present", "misconduct")),
    ("confirm-signature", "P", ("present",)),
    ("annul-admission", "", ("present",)),
    ("admit-by-order", "", ("expected",)),
)
ROOM_KEYS = (("report-incident", "E"), ("call-chief", "F9"))
ROOM_MORE = ("check-clock", "void-paper", "log-visitor", "fill-record", "raise-leak-alarm")
SHOWN = ("hand-in", "let-out", "let-back", "record-misconduct", "report-incident", "call-chief")


class RoomDesk(DeskBehind):
    """One room.

    Attributes:
        sheets: what draws the room's record sheet; None where nothing can.
    """

    def __init__(self, room: str, *parts: Any) -> None:
        self.room = room
        self.sheets: SheetDrawing | None = None
        super().__init__(*parts)

    def _here(self) -> Target:
        found = door_of(self.ctx, self.room, self.now())
        if isinstance(found, Refused):
            return Target("", "room")
        return found

    def complete_step(self, step: str, data: Mapping[str, Any]) -> Answer:
        """The primary button: the step's own command, signed by whoever is at the desk."""
        here = self._here()
        protocol = self.ctx.protocol(here.sitting)
        found = protocol.step(step) if protocol else None
        if found is None or self.officer is None:
            return self.refused(Refused("command-unknown", {"command": step}))
        about = self._about_of_step(found.command, here)
        return self.act(found.command, (about,), data, (self.officer,))

    def warm_sheet(self) -> None:
        """See RoomActions."""
        if self.sheets is not None:
            self.sheets.warm()

    def sheet(self) -> DrawSheet | None:
        """See RoomActions."""
        here = self._here()
        if self.sheets is None or not here.room:
            return None
        return self.sheets.room_record(self.record, here.sitting, here.room, self.now())

    def _about_of_step(self, command: str, here: Target) -> str:
        """The room, or the first of its bags the step still waits for."""
        if COMMANDS[command].about != "bag":
            return here.key
        before = {"open-bag": "room", "seal-bag": "returned", "issue-bag": "office"}.get(command, "")
        bags = self.ctx.bags(here.sitting, here.room)
        waiting = [b for b in bags if self.ctx.state.bag(b.id).place == before]
        bag = next(iter(waiting or bags), None)
        return f"bag:{bag.id}" if bag else here.key

    # --- the board ------------------------------------------------------------------------------------------------

    def board(self) -> RoomBoard:
        here, now = self._here(), self.now()
        if not here.room:
            return RoomBoard(self.top(self.words.text("desk-room")), self.officer, None, SeatMapBoard())
        ctx = self.ctx
        protocol = ctx.protocol(here.sitting)
        standings = [step_standing(ctx, s, here.sitting, here.room, now) for s in protocol.steps] if protocol else []
        mine = [s for s in standings if s.step.scope == "room"]
        nxt = next((s for s in mine if s.standing != "done" and self._mine(s)), None)
        return RoomBoard(
            top=self.top(self._title(here), self._subject(here), note=self._pair(here)),
            officer=self.officer,
            step=self._step(nxt, here) if nxt else None,
            seats=seat_map(ctx, self.words, here.sitting, here.room, now),
            balance=self._balance(here),
            steps=tuple(self._line(s, nxt) for s in mine),
            alerts=self._alerts(here, mine),
            available=self._available(here),
            shown=SHOWN,
            written=self.record.fold.count,
        )

    def _title(self, here: Target) -> str:
        return self.words.text("room-title", room=self.words.room(here.room))

    def _mine(self, standing: StepStanding) -> bool:
        """Whether the step is this room's to do; the office's and the chief's are waited for elsewhere."""
        return bool({"lead-proctor", "assistant-proctor"} & set(standing.step.actors))

    def _subject(self, here: Target) -> str:
        sitting = self.record.index.sittings[here.sitting]
        end = self.ctx.end(here.sitting, here.room)
        bags = self.ctx.bags(here.sitting, here.room)
        paper = " / ".join(dict.fromkeys(f"{b.occupation} {self.words.level(b.level)}" for b in bags))
        return f"{paper} · {sitting.subject} {self.words.time(sitting.start)}–{self.words.time(end)}"

    def _pair(self, here: Target) -> str:
        now = self.now()
        out = []
        for role in ("lead-proctor", "assistant-proctor"):
            people = self.ctx.on_duty(here.sitting, here.room, role, now)
            if people:
                out.append(f"{self.words.role(role)} {self.words.people(sorted(people))}")
        return " · ".join(out)

    def _step(self, standing: StepStanding, here: Target) -> StepBoard | None:
        step = standing.step
        about = self._about_of_step(step.command, here)
        values = {"counted": None, "seal_intact": True}
        action = self._counting(self.row(step.command, about, primary=True, values=values), here)
        if action is None:
            action = ActionRow(
                step.command,
                self.words.text(f"command-{step.command}"),
                enabled=False,
                why=self.words.text("room-not-yours", roles=" / ".join(self.words.role(r) for r in step.actors)),
                clause=step.clause,
            )
        return StepBoard(
            id=step.id,
            time=self.words.time(standing.due),
            title=self.words.step(step),
            due=standing.due,
            action=self._without_ticks(action),
            read=step.text,
            checks=tuple(
                CheckRow(f.name, f.label, False, True) for f in action.fields if f.kind == "tick" and f.required
            ),
            late=standing.standing == "late",
            held=self.words.text("room-held") if self._pause(here) else "",
            official=self.words.step_official(step),
        )

    def _pause(self, here: Target) -> Pause | None:
        return self.ctx.state.sitting(here.sitting).pause_of("site", f"room:{here.room}")

    def _counting(self, row: ActionRow | None, here: Target) -> ActionRow | None:
        """The count at the end with its equations (C5), and without the cards where the room has none."""
        if row is None or row.command != "collect-papers":
            return row
        sums, cards = count_sums(self.words, tally(self.ctx, here.sitting, here.room))
        fields = tuple(replace(f, required=True) for f in row.fields if cards or not f.name.startswith("cards."))
        return replace(row, fields=fields, sums=sums)

    @staticmethod
    def _without_ticks(action: ActionRow) -> ActionRow:
        """A step of ticks only, signed by one person at the desk, is done in place; any other opens its form."""
        ticks = all(f.kind == "tick" or not f.required for f in action.fields)
        alone = action.persons <= 1 and all(s.signed for s in action.slots)
        return replace(action, fields=()) if ticks and alone else action

    def _line(self, standing: StepStanding, nxt: StepStanding | None) -> StepRow:
        state: Literal["done", "current", "late", "coming"] = "coming"
        if standing.standing in ("done", "late"):
            state = "done" if standing.standing == "done" else "late"
        elif nxt is not None and standing.step.id == nxt.step.id:
            state = "current"
        progress = f"{standing.done}/{standing.total}" if standing.total > 1 else ""
        return StepRow(standing.step.id, self.words.time(standing.due), self.words.step(standing.step), state, progress)

    def _balance(self, here: Target) -> BalanceBoard | None:
        t = tally(self.ctx, here.sitting, here.room)
        if not t.copies:
            return None
        word = self.words.text
        state = self.ctx.state.room(here.sitting, here.room)
        where = "collected" if state.balanced else "in-hand" if "papers-handed-out" in state.steps else "to-give"
        terms = (
            (word(f"balance-{where}"), t.present - t.handed_in),
            (word("balance-handed-in"), t.handed_in),
            (word("balance-absent"), t.absent),
            (word("balance-spare"), t.spare),
            (word("balance-void"), t.void_copies),
        )
        broken = next((e for e in room_equations(self.ctx, here.sitting, here.room) if e.holds is False), None)
        lines = (BalanceLine(word("balance-copies"), t.copies), *(BalanceLine(n, v) for n, v in terms))
        return BalanceBoard(
            title=word("balance-title"),
            lines=lines,
            equation="+".join(str(v) for _, v in terms),
            total=f"= {sum(v for _, v in terms)}",
            holds=broken is None and sum(v for _, v in terms) == t.copies and t.spare >= 0,
            fault=equation_words(self.words.text, broken) if broken else "",
        )

    def _alerts(self, here: Target, mine: list[StepStanding]) -> tuple[AlertRow, ...]:
        out = []
        word = self.words.text
        for s in mine:
            if s.standing == "late" and self._mine(s):
                text = word("alert-step-late", time=self.words.time(s.due))
                out.append(AlertRow(f"late-{s.step.id}", self.words.step_whole(s.step), text, s.step.clause, "warn"))
        if order := self._order(here):
            given, row = self.ctx.state.sitting(here.sitting).orders[order], self._acknowledge(here)
            title = word("alert-order", order=word(f"choice-{order}"), time=self.words.time(given.at))
            out.insert(0, AlertRow(f"order-{order}", title, tone="brand", actions=(row,) if row else ()))
        if (pause := self._pause(here)) is not None:
            out.insert(0, AlertRow("suspended", word("alert-suspended"), pause.reason, tone="stop"))
        return tuple(out[:4])

    def _stand_ins(self, here: Target) -> list[ActionRow | None]:
        """Who leaves this room and who takes the place: whoever may decide it comes here and signs in place."""
        about = f"sitting:{here.sitting}"
        begin = self.row("start-stand-in", about, values={"room": here.room}, in_place=True)
        changes = self.ctx.state.sitting(here.sitting).duty_changes
        running = [c for c in changes if c.room == here.room and c.until is None and not c.lasting]
        ends = [self.row(f"end-stand-in:{c.stand_in}", about, in_place=True) for c in running]
        return [begin, *ends]

    def _order(self, here: Target) -> str:
        """The chief's last order, while this room owes its acknowledgement: whoever has heard the end no longer owes
        anybody the beginning."""
        given = self.ctx.state.sitting(here.sitting).orders
        last = next((o for o in reversed(ORDERS) if o in given), "")
        return "" if last in self.ctx.state.room(here.sitting, here.room).acknowledged else last

    def _acknowledge(self, here: Target) -> ActionRow | None:
        order = self._order(here)
        return self.row(f"acknowledge-order:{order}", here.key, key="K") if order else None

    def _available(self, here: Target) -> tuple[ActionRow, ...]:
        out: list[ActionRow | None] = []
        candidate = next((f"candidate:{here.sitting}/{c}" for c, _ in self.ctx.people(here.sitting, here.room)), "")
        if candidate:
            out += [self.row(n, candidate, key=k, for_seats=s) for n, k, s in SEAT_KEYS]
        out += [self._acknowledge(here)]
        out += [self.row(n, here.key, key=k) for n, k in ROOM_KEYS]
        protocol = self.ctx.protocol(here.sitting)
        for step in protocol.steps if protocol else ():
            if step.scope == "room":
                row = self.row(step.command, self._about_of_step(step.command, here))
                out.append(self._counting(row, here))
        out += [self.row(n, here.key) for n in ROOM_MORE]
        bags = self.ctx.bags(here.sitting, here.room)
        out += [self.row("report-defect", f"bag:{b.id}") for b in bags]
        out += self._stand_ins(here)
        return tuple(r for r in out if r is not None) + self.photo_rows(here.key) + self.reader_rows()


def count_sums(words: Words, t: Tally) -> tuple[tuple[Sum, ...], bool]:
    """C5 as the room counts it: what was handed in and collected against who came, the desks without anybody, what was
    void, all papers together; the same for cards, where there are any."""
    out = []
    kinds = (("papers", t.copies, t.void_copies), ("cards", t.cards, t.void_cards))
    for kind, whole, void in kinds if t.cards else kinds[:1]:
        wanted = (
            ("answered", ("handed_in", "collected"), t.present),
            ("absent", ("absent",), t.absent),
            ("void", ("void",), void),
            ("whole", PAPER_NAMES, whole),
        )
        for name, terms, number in wanted:
            title = words.text(f"count-{name}", kind=words.text(f"field-{kind}"))
            out.append(Sum(title, tuple(f"{kind}.{term}" for term in terms), number))
    return tuple(out), t.cards > 0


def equation_words(text: Any, equation: Equation) -> str:
    """An equation written out with its terms: `C5 收卷核对：22 + 5 ≠ 28`."""
    left = " + ".join(str(n) for _, n in equation.left)
    right = " + ".join(str(n) for _, n in equation.right)
    sign = "=" if equation.holds else "≠" if equation.holds is False else "?"
    return f"{text('equation-' + equation.key)}：{left} {sign} {right}"
