"""The control desk: rooms by steps, what is late or broken, the chief's orders, the site's paper account."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from desktop.exam.day.balance import Equation, room_equations, tally
from desktop.exam.day.protocol import StepStanding, step_standing
from desktop.exam.decide import COMMANDS
from desktop.exam.frame.context import Context
from desktop.exam.frame.state import Done
from desktop.exam.plan.model import Sitting
from desktop.exam.rules.protocol import Step
from desktop.operations.boards.control import (
    Arrivals,
    ControlBoard,
    Order,
    OrderState,
    RoomCell,
    RoomDetail,
    RoomLine,
    StepColumn,
)
from desktop.operations.boards.shell import ActionRow, StepRow
from desktop.operations.desks.chief import matters
from desktop.operations.desks.chief.balance import site_balance
from desktop.operations.desks.chief.orders import overdue
from desktop.operations.desks.chief.stations import station_dots
from desktop.operations.desks.chief.timeline import ORDER_OF, morning
from desktop.operations.desks.paced import PacedDesk
from desktop.operations.desks.room import equation_words

Standings = dict[str, dict[str, StepStanding]]
"""How every step stands: by room those of the rooms, under "" those of the whole site."""

ORDERS = ("prepare", "start", "fifteen-minutes", "end")
SITTING_COMMANDS = (
    "report-staff",
    "brief-staff",
    "replace-staff",
    "start-stand-in",
    "extend-exam",
    "suspend-exam",
    "resume-exam",
    "report-incident",
    "depart",
    "receive-at-marking",
    "close-sitting",
)
SITE_COMMANDS = ("appoint-keyholders", "raise-leak-alarm", "note-supervision")
ROOM_COMMANDS = ("answer-call", "approve-sealing", "release-spare", "close-room", "report-incident")


class ControlDesk(PacedDesk):
    """The whole site, one sitting at a time."""

    def sitting(self) -> Sitting:
        ctx = self.ctx
        return ctx.sitting_at(self.now()) or min(ctx.index.plan.sittings, key=lambda t: abs(t.start - self.now()))

    def board(self) -> ControlBoard:
        ctx, now, sitting = self.ctx, self.now(), self.sitting()
        protocol = ctx.protocol(sitting.id)
        steps = protocol.steps if protocol else ()
        rooms = ctx.rooms(sitting.id)
        in_rooms, whole = ([s for s in steps if s.scope == kind] for kind in ("room", "sitting"))
        standings = {r: {s.id: step_standing(ctx, s, sitting.id, r, now) for s in in_rooms} for r in rooms}
        standings[""] = {s.id: step_standing(ctx, s, sitting.id, "", now) for s in whole}
        equations = {r: room_equations(ctx, sitting.id, r) for r in rooms}
        silent = overdue(self, sitting.id, rooms)
        plan = self.record.plan
        shown = [s for s in in_rooms if s.id not in ("clock", "released", "accepted", "approved")]
        current = self._current(shown, standings)
        subject = self.words.text("board-subject", plan=plan.name, rooms=len(rooms), people=len(plan.candidates))
        top = self.top(self.words.text("desk-control"), subject, self.next_step(sitting.id))
        return ControlBoard(
            top=replace(top, dots=(*station_dots(self, sitting), *top.dots)),
            officer=self.officer,
            steps=tuple(self._step_row(s, standings, now) for s in steps),
            columns=(
                StepColumn("arrivals", self.words.text("board-arrivals")),
                *(StepColumn(s.id, self.words.step_short(s), self.words.step(s), s.id == current) for s in shown),
            ),
            rooms=tuple(
                self._line(ctx, sitting.id, r, [standings[r][s.id] for s in shown], equations[r], silent.get(r))
                for r in rooms
            ),
            alerts=tuple(matters.alerts(self, sitting, standings, equations, silent)),
            arrivals=self._arrivals(ctx, sitting),
            orders=tuple(self._orders(sitting)),
            balance=site_balance(self, sitting.id, equations),
            lists=matters.lists(self, sitting),
            available=self._available(sitting),
            morning=morning(self, sitting, standings),
        )

    # --- steps and rooms ------------------------------------------------------------------------------------------

    @staticmethod
    def _current(shown: list[Any], standings: Standings) -> str:
        """The first step not every room has done."""
        for s in shown:
            if any(place[s.id].standing != "done" for room, place in standings.items() if room):
                return str(s.id)
        return ""

    def _step_row(self, step: Step, standings: Standings, now: int) -> StepRow:
        if step.scope == "sitting":
            one = standings[""][step.id]
            done, total, due, late = one.done, one.total, one.due, one.standing == "late"
        else:
            all_ = [place[step.id] for room, place in standings.items() if room]
            done, total = sum(s.standing == "done" for s in all_), len(all_)
            due = min((s.due for s in all_), default=self.ctx.moment(step.at, self.sitting().id))
            late = any(s.standing == "late" for s in all_)
        if total and done >= total:
            progress = "✓" if total == 1 else f"{done}/{total}"
            return StepRow(step.id, self.words.time(due), self.words.step(step), "done", progress)
        state: Literal["late", "current", "coming"] = "late" if late else "coming"
        if not late and now >= due - 120_000:
            state = "current"
        progress = f"{done}/{total}" if state != "coming" and total > 1 else ""
        return StepRow(step.id, self.words.time(due), self.words.step(step), state, progress)

    def _line(
        self,
        ctx: Context,
        sitting: str,
        room: str,
        standings: list[StepStanding],
        equations: tuple[Equation, ...],
        silent: int | None,
    ) -> RoomLine:
        """`silent` is since how many minutes the room owes an answer to the last order."""
        t = tally(ctx, sitting, room)
        told = self.words.text("board-came", expected=t.registered, came=t.present)
        part = t.present * 1000 // t.registered if t.registered else 0
        cells = [RoomCell("share", f"{t.present}/{t.registered}", part, told)]
        broken = {e.key: e for e in equations if e.holds is False}
        state = ctx.state.room(sitting, room)
        cells += [self._cell(s, broken, state.steps.get(s.step.kind)) for s in standings]
        if len(state.calls) > state.answered:
            return RoomLine(room, self.words.room(room), tuple(cells), self.words.text("board-calling"), "stop")
        note = "" if silent is None else self.words.text("board-silent", minutes=silent)
        return RoomLine(room, self.words.room(room), tuple(cells), note, "warn" if note else "plain")

    def _cell(self, s: StepStanding, broken: dict[str, Equation], done: Done | None) -> RoomCell:
        word = self.words.text
        fault = broken.get("C2") if s.step.id == "bags-opened" else None
        if s.step.id == "collected":
            fault = next((e for k, e in broken.items() if k.startswith("C5")), None)
        if s.step.id == "returned":
            fault = broken.get("C6")
        if fault is not None:
            words = word("board-short", count=abs(fault.difference))
            return RoomCell("blocked", words, told=equation_words(word, fault))
        if s.standing == "done":
            told = word("board-done-at", step=self.words.step_whole(s.step), time=self.words.time(s.at))
            who = self.words.people(done.officers) if done is not None else ""
            return RoomCell("done", told=word("board-done-by", told=told, people=who) if who else told)
        due = self.words.time(s.due)
        if s.standing == "late":
            minutes = max(1, (self.now() - s.due) // 60_000)
            words = word("board-late", minutes=minutes)
            return RoomCell("late", words, told=word("board-late-told", step=self.words.step_whole(s.step), time=due))
        if s.standing == "due":
            words = word("board-due", step=self.words.step_mark(s.step))
            return RoomCell("due", words, told=word("board-due-told", step=self.words.step_whole(s.step), time=due))
        return RoomCell("coming", told=word("board-due-told", step=self.words.step_whole(s.step), time=due))

    def look(self, room: str, step: str) -> RoomDetail:
        """Who and when in a room, why the step is blocked, and every command for it."""
        ctx, now, sitting = self.ctx, self.now(), self.sitting()
        about = f"room:{sitting.id}/{room}"
        protocol = ctx.protocol(sitting.id)
        lines = []
        for s in protocol.steps if protocol else ():
            if s.scope != "room":
                continue
            done = ctx.state.room(sitting.id, room).steps.get(s.kind)
            if done is not None:
                who = self.words.people(done.officers)
                lines.append((self.words.step_short(s), f"{self.words.time(done.at)} {who}".strip()))
        asked = protocol.step(step) if protocol else None
        why = clause = then = ""
        if asked is not None:
            row = self.row(asked.command, about) if COMMANDS[asked.command].about == "room" else None
            if row is not None and not row.enabled:
                why, clause, then = row.why, row.clause, row.next
            standing = step_standing(ctx, asked, sitting.id, room, now)
            if standing.standing == "late" and not why:
                why, clause, then = asked.failure, asked.clause, ""
        named = self.words.step_whole(asked) if asked else ""
        title = self.words.text("board-room-step", room=self.words.room(room), step=named)
        actions = self.rows(ROOM_COMMANDS, about) + self.photo_rows(about)
        return RoomDetail(room, step, title, tuple(lines), why, clause, then, "warn" if why else "plain", actions)

    # --- orders, arrivals, balance --------------------------------------------------------------------------------

    def _orders(self, sitting: Sitting) -> list[Order]:
        about = f"sitting:{sitting.id}"
        ctx, out = self.ctx, []
        given = ctx.state.sitting(sitting.id).orders
        rooms = ctx.rooms(sitting.id)
        first = next((o for o in ORDERS if o not in given), "")
        for n, name in enumerate(ORDERS, start=2):
            row = self.row(f"give-order:{name}", about, key=f"F{n}")
            if row is None:
                continue
            state: OrderState = "given" if name in given else "now" if row.enabled and name == first else "coming"
            if name in given:
                seen = sum(name in ctx.state.room(sitting.id, r).acknowledged for r in rooms)
                time = self.words.time(given[name].at)
                note = self.words.text("board-order-given", time=time, seen=seen, rooms=len(rooms))
            else:
                planned = self._planned(sitting, name) if state == "coming" else ""
                note = planned or row.why or self.words.text("board-order-twice")
            out.append(Order(row, state, note))
        # While the whole site stands still its key is the way on.
        stopped = ctx.state.sitting(sitting.id).pause_of("site") is not None
        free: tuple[tuple[str, str, OrderState, str], ...] = (
            ("F6", "extend-exam", "open", "board-extend-note"),
            ("F7", "resume-exam", "now", "board-resume-note")
            if stopped
            else ("F7", "suspend-exam", "danger", "board-suspend-note"),
        )
        for key, name, kind, note in free:
            row = self.row(name, about, key=key)
            if row is not None:
                out.append(Order(row, kind, self.words.text(note)))
        return out

    def _planned(self, sitting: Sitting, order: str) -> str:
        """When the step that waits for this order is due; empty where no step does."""
        protocol = self.ctx.protocol(sitting.id)
        step = next((s for s in protocol.steps if ORDER_OF.get(s.kind) == order), None) if protocol else None
        if step is None:
            return ""
        return self.words.text("board-order-planned", time=self.words.time(self.ctx.moment(step.at, sitting.id)))

    def _arrivals(self, ctx: Context, sitting: Sitting) -> Arrivals:
        times = sorted(
            s.admission.at
            for r in ctx.rooms(sitting.id)
            for _, s in ctx.people(sitting.id, r)
            if s.admission is not None
        )
        expected = sum(len(tuple(ctx.people(sitting.id, r))) for r in ctx.rooms(sitting.id))
        points: dict[int, int] = {}
        for n, at in enumerate(times, start=1):
            points[at // 60_000 * 60_000 + 60_000] = n
        opens = sitting.start - ctx.rules.minutes("door-opens-before")
        return Arrivals(expected, opens, ctx.late_cutoff(sitting.id), ((opens, 0), *points.items()))

    def _available(self, sitting: Sitting) -> tuple[ActionRow, ...]:
        site = f"site:{self.record.plan.site.id}"
        rows = self.rows(SITTING_COMMANDS, f"sitting:{sitting.id}") + self.rows(SITE_COMMANDS, site)
        return rows + self.photo_rows(f"sitting:{sitting.id}") + self.reader_rows()
