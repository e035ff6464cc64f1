"""What is done on the page of seats: rooms shown, somebody taken up and put down, a step taken back, a room drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from desktop.exam.plan.editing.locks import by_print
from desktop.exam.plan.editing.moves import Moves
from desktop.exam.plan.model import Plan
from desktop.faults import SiteFault
from desktop.operations import planning
from desktop.operations.boards.office import Page
from desktop.operations.boards.seats import WAITING, Told
from desktop.operations.boards.shell import ActionRow, Answer
from desktop.operations.desks.office.jobs import field, job_row
from desktop.operations.desks.office.seats.board import Looked, SeatsBoard
from desktop.operations.desks.office.seats.drawing import Drawing
from desktop.operations.desks.office.seats.wording import came_to, told, weighing
from desktop.operations.rooms import seats
from desktop.operations.rooms.printed import call_in
from desktop.operations.rooms.steps import seat_steps

if TYPE_CHECKING:
    from desktop.operations.desks.office.desk import OfficeDesk

ACTS = "seats:"
"""How the acts of this page begin."""


class SeatsDesk:
    """What stands on the page of seats and what is done there. Confined to the session's lane."""

    def __init__(self, desk: OfficeDesk) -> None:
        self._desk = desk
        self._sitting = self._room = self._held = ""
        self._steps = seat_steps(desk.home)
        self._said: Told | None = None
        self._drawing: Drawing | None = None
        self._acts: Mapping[str, Callable[[Mapping[str, Any]], None]] = {
            "show": self._show,
            "next-sitting": self._next_sitting,
            "pick": self._pick,
            "let-go": self._let_go,
            "put": self._put,
            "undo": self._undo,
            "call-in": self._call_in,
            "layout": self._layout,
            "draw": self._draw,
            "save-layout": self._save_layout,
            "leave-layout": self._leave_layout,
        }

    def act(self, name: str, data: Mapping[str, Any]) -> Answer:
        """One act by its name without `ACTS`; what it came to stands on the page. Raises KeyError for no act."""
        act = self._acts[name]
        self._desk.told.pop("seats", None)
        self._said = None
        try:
            act(data)
        except SiteFault as fault:
            self._said = Told(self._desk.words.text(f"fault-{fault.code}", **fault.facts), "", "stop")
        self._desk.send()
        return Answer()

    def leave(self) -> None:
        """The page is left: nobody stays in hand, an unsaved drawing is gone."""
        self._held, self._drawing, self._said = "", None, None

    # --- the page -------------------------------------------------------------------------------------------------

    def page(self, plan: Plan | None) -> Page:
        word = self._desk.words.text
        if plan is None:
            return Page(word("office-section-seats"), nothing=word("office-no-plan"))
        if not plan.rooms or not plan.sittings:
            return Page(word("office-section-seats"), nothing=word("seats-no-rooms"))
        if self._drawing is not None:
            work, lost = self._drawing.work(plan)
            return Page(work.title, jobs=self._drawing_jobs(work.saving, lost), work=work)
        ids = [t.id for t in plan.sittings]
        self._sitting = self._sitting if self._sitting in ids else ids[0]
        board = SeatsBoard(self._moves(plan), self._desk.words.catalogue)
        work_ = board.shown(Looked(self._room, self._held, self._said))
        self._room, self._held = work_.room, work_.held
        seated = {(s.sitting, s.candidate) for s in plan.seats}
        without = sum((t, c.id) not in seated for c in plan.candidates for t in c.sittings)
        facts = {"seed": plan.seed, "seats": len(plan.seats), "without": without}
        printed = sum(s.locked for s in plan.seats)
        return Page(
            word("office-section-seats"),
            word("seats-words", printed=printed, **facts),
            jobs=self._jobs(plan),
            work=work_,
        )

    def _moves(self, plan: Plan) -> Moves:
        return Moves(plan, self._sitting, planning.params_of(self._desk.parts.rules, plan))

    def _jobs(self, plan: Plan) -> tuple[ActionRow, ...]:
        desk, word = self._desk, self._desk.words.text
        fields = (
            field(desk, "seed", "number", required=False),
            field(desk, "release", "tick", required=False),
        )
        undo = word("seats-undo")
        return (
            ActionRow(
                f"{ACTS}undo", undo, "U", enabled=bool(self._steps.all()), why=word("seats-nothing-to-undo"), persons=0
            ),
            ActionRow(
                f"{ACTS}layout",
                word("seats-layout"),
                "F7",
                enabled=self._room != WAITING,
                why=word("seats-choose-room"),
                persons=0,
            ),
            *self._calling_in(plan),
            job_row(desk, "arrange", "F6", fields, primary=True),
        )

    def _calling_in(self, plan: Plan) -> tuple[ActionRow, ...]:
        """Offered where only paper holds seats of this room."""
        word = self._desk.words.text
        held = sum(s.room == self._room and by_print(plan, s) for s in plan.seats)
        if not held:
            return ()
        room = next(r.number for r in plan.rooms if r.id == self._room)
        confirm = word("seats-call-in-confirm", room=room, count=held)
        return (ActionRow(f"{ACTS}call-in", word("seats-call-in"), "F9", persons=0, confirm=confirm),)

    def _drawing_jobs(self, saving: bool, lost: int) -> tuple[ActionRow, ...]:
        word = self._desk.words.text
        confirm = word("layout-confirm", count=lost) if lost else ""
        return (
            ActionRow(f"{ACTS}leave-layout", word("layout-leave"), "Esc", persons=0),
            ActionRow(
                f"{ACTS}save-layout",
                word("layout-save"),
                "F6",
                enabled=saving,
                why=word("layout-nothing-to-save"),
                persons=0,
                primary=True,
                confirm=confirm,
            ),
        )

    # --- acts -----------------------------------------------------------------------------------------------------

    def _show(self, data: Mapping[str, Any]) -> None:
        self._room = str(data["room"])

    def _next_sitting(self, data: Mapping[str, Any]) -> None:
        plan = self._desk.plan
        if plan is not None and plan.sittings:
            ids = [t.id for t in plan.sittings]
            at = ids.index(self._sitting) if self._sitting in ids else -1
            self._sitting, self._held = ids[(at + 1) % len(ids)], ""

    def _pick(self, data: Mapping[str, Any]) -> None:
        self._held = str(data["candidate"])

    def _let_go(self, data: Mapping[str, Any]) -> None:
        self._held = ""

    def _put(self, data: Mapping[str, Any]) -> None:
        """`room`, `number` (none for the best free desk), and the codes of the warnings that stood there (`seen`)."""
        room, number = str(data["room"]), data.get("number")
        if not self._held or room == WAITING:
            return
        plan, words = planning.draft_of(self._desk.home), self._desk.words.catalogue
        names, rooms = {c.id: c.name for c in plan.candidates}, {r.id: r.number for r in plan.rooms}
        home, rules = self._desk.home, self._desk.parts.rules
        seen = tuple(data.get("seen") or ())
        done = seats.move(home, rules, self._held, room, number, sitting=self._sitting, seen=seen)
        verdict, sentence, _ = weighing(words, done.weighed, names)
        self._room = room
        if done.kept and done.weighed.change is not None:
            step = came_to(words, done.weighed, names, rooms)
            self._steps.add((done.weighed.change, step))
            self._said, self._held = Told(step, "", "ok"), ""
        elif done.weighed.refused is not None:
            self._said = Told(sentence, "", "stop" if verdict == "stop" else "plain")
            self._held = self._held if verdict == "stop" else ""
        else:
            self._said = Told(words.text("seats-look-first", told=sentence), "", "warn")

    def _undo(self, data: Mapping[str, Any]) -> None:
        steps = self._steps.all()
        if not steps:
            return
        change, step = steps[-1]
        self._steps.pop()
        refused = seats.take_back(self._desk.home, self._desk.parts.rules, change)
        if refused is not None:
            self._said = told(self._desk.words.catalogue, refused, refused=True)
            return
        self._held, self._said = "", Told(self._desk.words.text("seats-undone", step=step), "", "ok")
        seat = next(iter((*change.before, *change.after)), None)
        self._room = seat.room if seat is not None else self._room

    def _call_in(self, data: Mapping[str, Any]) -> None:
        count = call_in(self._desk.home, self._room)
        self._said = Told(self._desk.words.text("seats-called-in", count=count), "", "ok")

    def _layout(self, data: Mapping[str, Any]) -> None:
        room = next((r for r in planning.draft_of(self._desk.home).rooms if r.id == self._room), None)
        if room is not None:
            self._held, self._drawing = "", Drawing(self._desk, room)

    def _draw(self, data: Mapping[str, Any]) -> None:
        if self._drawing is not None:
            self._drawing.change(data)

    def _save_layout(self, data: Mapping[str, Any]) -> None:
        if self._drawing is None:
            return
        change, self._said = self._drawing.save()
        if change is not None:
            self._steps.add((change, self._said.sentence))
            self._drawing = None

    def _leave_layout(self, data: Mapping[str, Any]) -> None:
        if self._drawing is not None and self._drawing.changed:
            self._said = Told(self._desk.words.text("layout-not-saved"), "", "warn")
        self._drawing = None
