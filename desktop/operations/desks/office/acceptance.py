"""Papers that come back: counted blind (C6, U30), approved by the chief, sealed by the pair (G10). One queue of rooms,
the longest waiting first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from desktop.exam.day.balance import OFFICE_NAMES, office_view, recounted, tally
from desktop.exam.decide import why_not
from desktop.exam.frame.command import Refused
from desktop.exam.frame.state import Count, RoomState
from desktop.operations.boards.office import Figure, Page
from desktop.operations.boards.returned.acceptance import AcceptBoard, AcceptRoom, Attempt, Wait
from desktop.operations.boards.shell import ActionRow, Answer, Tone

if TYPE_CHECKING:
    from desktop.exam.plan.model import Plan
    from desktop.operations.desks.desk import DeskBehind
    from desktop.operations.desks.office.desk import OfficeDesk

ORDER: Final[tuple[tuple[Wait, ...], ...]] = (("count", "approve"), ("again",), ("seal",), ("out",), ("done",))
TONES: Final[Mapping[Wait, Tone]] = {
    "count": "warn",
    "approve": "brand",
    "again": "stop",
    "seal": "ok",
    "out": "plain",
    "done": "plain",
}
BACK: Final = frozenset({"returned", "sealed", "departed", "received"})
CLOSED: Final = BACK - {"returned"}
COUNT, APPROVE = "count-returned", "approve-sealing"


def accept_page(desk: OfficeDesk, plan: Plan | None, checks: Sequence[Any]) -> Page:
    """The queue. No figure of a room's is on it before the office has entered its own."""
    word, behind = desk.words.text, desk.behind
    title = word("office-section-accept")
    if behind is None or desk.record is None:
        return Page(title, nothing=word("office-no-record"))
    found = [
        _Room(desk, behind, sitting.id, room)
        for sitting in desk.record.plan.sittings
        for room in behind.ctx.rooms(sitting.id)
        if behind.ctx.bags(sitting.id, room)
    ]
    if not found:
        return Page(title, nothing=word("accept-no-bags"))
    found.sort(key=lambda r: (next(n for n, waits in enumerate(ORDER) if r.wait in waits), r.since))
    counts = [sum(r.wait == wait for r in found) for wait in ("count", "approve", "again")]
    done = sum(r.wait in ("seal", "done") for r in found)
    heads = tuple(word(f"accept-head-{h}") for h in ("room", "wait", "since"))
    return Page(
        title,
        word("office-blind"),
        (
            Figure(word("accept-to-count"), counts[0], "warn" if counts[0] else "plain"),
            Figure(word("accept-to-approve"), counts[1], "brand" if counts[1] else "plain"),
            Figure(word("accept-to-recount"), counts[2], "stop" if counts[2] else "plain"),
            Figure(word("accept-approved"), done, "ok"),
        ),
        work=AcceptBoard(heads, tuple(r.board() for r in found)),
    )


def told(desk: OfficeDesk, command: str, about: tuple[str, ...], answer: Answer) -> Answer:
    """What a count came to, in words: that it agreed, or both figures now that the office's is written down."""
    behind = desk.behind
    if behind is None or not answer.done or command != COUNT or not about:
        return answer
    target = behind.ctx.target(about[-1])
    if isinstance(target, Refused):
        return answer
    room = _Room(desk, behind, target.sitting, target.room)
    text, tone = room.came_to()
    desk.told["accept"] = text, tone
    desk.send()
    return replace(answer, text=text)


class _Room:
    """One room in the queue, as the record stands."""

    def __init__(self, desk: OfficeDesk, behind: DeskBehind, sitting: str, room: str) -> None:
        self.desk, self.behind, self.sitting, self.room = desk, behind, sitting, room
        self.words, self.ctx = desk.words, behind.ctx
        self.about = f"room:{sitting}/{room}"
        self.state: RoomState = self.ctx.state.room(sitting, room)
        self.bags = [self.ctx.state.bag(bag.id) for bag in self.ctx.bags(sitting, room)]
        self.wait = self._wait()
        self.since = self._since()

    def _wait(self) -> Wait:
        places = {bag.place for bag in self.bags}
        if places <= CLOSED:
            return "done"
        if not places <= BACK:
            return "out"
        if self.state.accepted is None:
            failed = self.state.office_fresh and self.state.office_counts and not self.state.office_counts[-1].agreed
            return "again" if failed else "count"
        return "seal" if self.state.sealing is not None else "approve"

    def _since(self) -> int:
        """From when it waits for what it waits for (UTC ms)."""
        state = self.state
        at: int | None = None
        if self.wait == "count":
            back = state.steps.get("bags-returned")
            at = max(back.at if back else 0, state.counts[-1].at if state.counts else 0)
        elif self.wait == "approve" and state.accepted is not None:
            at = state.accepted.at
        elif self.wait == "again":
            at = state.office_counts[-1].at
        elif self.wait == "seal" and state.sealing is not None:
            at = state.sealing.at
        return at or 0

    def board(self) -> AcceptRoom:
        missing, clause, then = self._missing()
        return AcceptRoom(
            self.about,
            self._name(),
            self.wait,
            self.words.text(f"accept-wait-{self.wait}"),
            TONES[self.wait],
            self.words.time(self.since) if self.since else "",
            missing,
            clause,
            then,
            self._heads(),
            tuple(self._attempt(count) for count in self.state.office_counts),
            self._action(),
        )

    def _name(self) -> str:
        name = self.words.text("board-room", room=self.words.room(self.room))
        if len(self.ctx.index.sittings) == 1:
            return name
        return f"{self.words.time(self.ctx.start(self.sitting))} {name}"

    # --- what is missing ------------------------------------------------------------------------------------------

    def _missing(self) -> tuple[str, str, str]:
        """One sentence, its clause, and what to do next."""
        word = self.words.text
        if self.wait == "count":
            return word("accept-missing-count"), self._clause(COUNT), word("accept-next-count")
        if self.wait == "again":
            return word("accept-missing-again"), self.ctx.rules.clause("C6"), word("accept-next-again")
        if self.wait == "approve":
            broken = recounted(self.ctx, self.sitting, self.room)
            if broken is not None:  # what came in since has undone the count (corrections, other desks' entries)
                facts = {"equation": broken.key, "holder": broken.holder}
                return self._refusal(Refused("equation-broken", facts, self.ctx.rules.clause("C5")))
            return word("accept-missing-approve"), self._clause(APPROVE), word("accept-next-approve")
        command = {"out": COUNT, "seal": "close-room"}.get(self.wait)
        blocked = why_not(self.ctx, command, self.about, self.desk.now()) if command is not None else None
        return self._refusal(blocked) if blocked is not None else (word("accept-nothing-missing"), "", "")

    def _refusal(self, refused: Refused) -> tuple[str, str, str]:
        sentence, then = self.words.refusal(refused)
        return sentence, refused.clause, then

    def _clause(self, command: str) -> str:
        right = self.ctx.rules.rights.get(command)
        return right.clause if right is not None else ""

    def _action(self) -> ActionRow | None:
        """What Enter does: the count for the office, the approval for whichever chief comes to this desk."""
        if self.wait in ("count", "again"):
            row = self.behind.row(COUNT, self.about, primary=True)
            return replace(row, title=self._titled(row), fields=self._fields(row)) if row is not None else None
        if self.wait == "approve":
            row = self.behind.row(APPROVE, self.about, primary=True, in_place=True)
            return replace(row, title=self._titled(row)) if row is not None else None
        return None

    def _titled(self, row: ActionRow) -> str:
        return f"{self._name()} · {row.title}"

    def _fields(self, row: ActionRow) -> tuple[Any, ...]:
        """Cards are asked for where the room had any, and then all of them."""
        if not tally(self.ctx, self.sitting, self.room).cards:
            return tuple(f for f in row.fields if not f.name.startswith("cards."))
        return tuple(replace(f, required=True) for f in row.fields)

    # --- what was counted -----------------------------------------------------------------------------------------

    def _heads(self) -> tuple[str, ...]:
        word = self.words.text
        heads = [word("accept-head-time"), word("accept-head-who")]
        heads += [word(f"term-{name}") for name in OFFICE_NAMES]
        if any(count.cards for count in self.state.office_counts):
            heads += [word("accept-head-cards", term=word(f"term-{name}")) for name in OFFICE_NAMES]
        return (*heads, word("accept-head-result"))

    def _attempt(self, count: Count) -> Attempt:
        """A count beside the room's that it was compared with."""
        word, own = self.words.text, self._own(count)
        papers, cards = office_view(own.papers) if own else {}, office_view(own.cards) if own and own.cards else {}
        figures = [self._figure(count.papers.get(name, 0), papers.get(name)) for name in OFFICE_NAMES]
        if any(c.cards for c in self.state.office_counts):
            figures += [self._figure(count.cards.get(name, 0), cards.get(name)) for name in OFFICE_NAMES]
        agreed = count.agreed
        return Attempt(
            self.words.time(count.at, seconds=True),
            self.words.people(count.officers),
            tuple(figures),
            word("accept-agreed" if agreed else "accept-differs"),
            "ok" if agreed else "stop",
        )

    def _own(self, count: Count) -> Count | None:
        """The room's count that stood when the office made this one."""
        return self.state.counts[count.against - 1] if 0 < count.against <= len(self.state.counts) else None

    def _figure(self, counted: int, expected: int | None) -> str:
        return str(counted) if expected is None or expected == counted else f"{counted} ≠ {expected}"

    def came_to(self) -> tuple[str, Tone]:
        """What the last count came to, in a sentence."""
        word, last = self.words.text, self.state.office_counts[-1]
        if last.agreed:
            return word("accept-came-agreed", room=self._name()), "ok"
        own = self._own(last)
        wrong = [*self._wrong(last.papers, own.papers if own else {}, "{}")]
        wrong += self._wrong(last.cards, own.cards if own else {}, word("accept-head-cards", term="{}"))
        return word("accept-came-differs", room=self._name(), figures="，".join(wrong)), "stop"

    def _wrong(self, counted: Mapping[str, int], own: Mapping[str, int], named: str) -> Iterator[str]:
        """The figures that differ; `named` makes a term of one."""
        for name, expected in (office_view(own) if own else {}).items():
            if counted.get(name, 0) != expected:
                term = named.format(self.words.text(f"term-{name}"))
                facts = {"term": term, "counted": counted.get(name, 0), "expected": expected}
                yield self.words.text("accept-figure", **facts)
