"""A small exam morning for tests of the rules: a plan, a driver, and the script of a day on which all goes well.

The day is 2026-12-05, 8:30 to 10:00 site time. Three rooms: r01 one paper, r02 two papers (mixed) with answer cards,
r03 one paper. `Morning` decides commands, turns their facts into entries and folds them; nothing is stored.

    m = Morning()
    m.run_until("8:25")                                     # everything of a normal day before 8:25
    m.refuses("open-bag", "bag:b01", OPENING, at="8:24:59", code="too-early")
    m.act("open-bag", "bag:b01", OPENING, at="8:25")
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from desktop.exam.day.balance import office_view, tally
from desktop.exam.decide import COMMANDS, decide, find_target
from desktop.exam.fold import Fold
from desktop.exam.frame.command import Command, Fact, Outcome, Refused, Signature, Target
from desktop.exam.frame.context import Context
from desktop.exam.plan.model import (
    Bag,
    Candidate,
    Duty,
    Index,
    Organisation,
    Plan,
    Role,
    Room,
    Seat,
    Site,
    Sitting,
    Staff,
)
from desktop.exam.rules.protocol import Protocol, protocol_from_data
from desktop.exam.rules.ruleset import RuleSet, ruleset_from_data

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
MINUTE = 60_000
DAY = 1_796_400_000_000  # 2026-12-05 00:00 site time, UTC ms
DATE = "2026-12-05"
SITE = "site:k1"
SITTING = "sitting:s1"
FITTER, WELDER = "钳工", "焊工"


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as the rules see it."""

    kind: str
    about: tuple[str, ...]
    data: Mapping[str, Any]
    officers: tuple[str, ...]
    time: tuple[int, int]
    wall: int
    desk: str
    number: int


def clock(at: str | int) -> int:
    """`8:05` or `8:05:30` of the day as UTC ms; a number is taken as it is."""
    if isinstance(at, int):
        return at
    parts = [int(p) for p in at.split(":")]
    seconds = parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) > 2 else 0)
    return DAY + seconds * 1000


@cache
def rule_set() -> RuleSet:
    return ruleset_from_data(tomllib.loads((RESOURCES / "rulesets" / "beijing-2022-1.toml").read_text("utf-8")))


@cache
def protocols() -> Mapping[str, Protocol]:
    """Every shipped protocol by the mode it is for."""
    found = (protocol_from_data(tomllib.loads(p.read_text("utf-8"))) for p in (RESOURCES / "protocols").glob("*.toml"))
    return {p.mode: p for p in found}


def with_params(**values: int | str) -> RuleSet:
    """The rule set with some parameters set otherwise; `late_cutoff=15` is the parameter `late-cutoff`."""
    rules = rule_set()
    changed = {k.replace("_", "-"): v for k, v in values.items()}
    params = {k: replace(p, value=changed.get(k, p.value)) for k, p in rules.params.items()}
    return replace(rules, params=params)


# --- the plan ---------------------------------------------------------------------------------------------------------


def document_number(n: int) -> str:
    """The n-th invented resident number: region 99 does not exist, the check digit is right."""
    body = f"990102199003{n:05d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def candidate(n: int, room: str, seat: int, occupation: str = FITTER, sitting: str = "s1") -> tuple[Candidate, Seat]:
    id = f"c{n:05d}"
    who = Candidate(
        id,
        f"考生{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{n}",
        "居民身份证",
        document_number(n),
        "unknown",
        f"26120501{n:05d}",
        occupation,
        3,
        sittings=(sitting,),
    )
    return who, Seat(id, sitting, room, seat, (seat - 1) % 6 + 1, (seat - 1) // 6 + 1)


_PEOPLE: tuple[tuple[str, Role, str | None], ...] = (
    ("p01", "chief", None),
    ("p02", "deputy-chief", None),
    ("p03", "office", None),
    ("p04", "office", None),
    ("p05", "office", None),
    ("p06", "confidentiality", None),
    ("p07", "roving-proctor", None),
    ("p08", "roving-proctor", None),
    ("p11", "lead-proctor", "r01"),
    ("p12", "assistant-proctor", "r01"),
    ("p21", "lead-proctor", "r02"),
    ("p22", "assistant-proctor", "r02"),
    ("p31", "lead-proctor", "r03"),
    ("p32", "assistant-proctor", "r03"),
    ("p91", "supervisor", None),
    ("p92", "quality", None),
    ("p93", "support", None),
    ("p94", "assessor", None),
)
RESERVE = Staff("p99", "0099", "预备员", "support")  # on the list, with no duty


def small_plan(per_room: int = 4, **changes: Any) -> Plan:
    """Three rooms of `per_room` candidates each, everybody on duty, a bag per paper and room, a spare bag per paper."""
    people: list[Candidate] = []
    seats: list[Seat] = []
    for r, room in enumerate(("r01", "r02", "r03")):
        for n in range(1, per_room + 1):
            mixed = WELDER if room == "r02" and n > per_room // 2 else FITTER
            who, seat = candidate(r * per_room + n, room, n, mixed)
            people.append(who)
            seats.append(seat)
    half = per_room // 2
    bags = (
        Bag("b01", "T-01", "s1", "r01", FITTER, 3, per_room + 1, spares=1, seal="F001"),
        Bag("b02a", "T-02A", "s1", "r02", FITTER, 3, half + 1, spares=1, cards=half + 1, seal="F002"),
        Bag("b02b", "T-02B", "s1", "r02", WELDER, 3, per_room - half + 1, spares=1, cards=per_room - half + 1),
        Bag("b03", "T-03", "s1", "r03", FITTER, 3, per_room + 1, spares=1, seal="F004"),
        Bag("b90", "T-90", "s1", None, FITTER, 3, 5, seal="F090"),
        Bag("b91", "T-91", "s1", None, WELDER, 3, 5),
    )
    plan = Plan(
        id="k-2026-12",
        name="2026年12月20261205示例",
        kind="social",
        organisation=Organisation("示例评价机构", "示例"),
        site=Site("k1", "示例考点"),
        revision=1,
        first_exam_date=DATE,
        sittings=(Sitting("s1", "理论知识", "paper", clock("8:30"), clock("10:00")),),
        rooms=tuple(Room(f"r{n:02d}", f"{n:02d}", f"{300 + n} 教室", "一号楼", "3") for n in (1, 2, 3)),
        candidates=tuple(people),
        staff=(*(Staff(id, "0" + id[1:], f"人员{id[1:]}", role) for id, role, _ in _PEOPLE), RESERVE),
        seats=tuple(seats),
        duties=tuple(Duty(id, "s1", room, role) for id, role, room in _PEOPLE),
        bags=bags,
    )
    return replace(plan, **changes)


def with_afternoon(plan: Plan) -> Plan:
    """The plan with a second sitting at 13:30, for which the first candidate of r02 also has a seat, in r03."""
    first = plan.candidates[len(plan.candidates) // 3]
    who = replace(first, sittings=("s1", "s2"))
    return replace(
        plan,
        sittings=(*plan.sittings, Sitting("s2", "综合评审", "paper", clock("13:30"), clock("15:00"))),
        candidates=tuple(who if c.id == who.id else c for c in plan.candidates),
        seats=(*plan.seats, Seat(who.id, "s2", "r03", 1, 1, 1)),
        duties=(*plan.duties, *(replace(d, sitting="s2") for d in plan.duties)),
    )


# --- the driver -------------------------------------------------------------------------------------------------------

OPENING = {"seals_intact": True, "tongue_intact": True}
PREPARED = dict.fromkeys(
    ("board_written", "rules_posted", "labels_placed", "desks_cleared", "clock_checked", "bag_store"), True
)
Data = Mapping[str, Any] | Callable[["Morning"], Mapping[str, Any]]
Act = tuple[int, str, str, Data]


class Morning:
    """Runs commands through the rules and keeps what they come to. Officers left out are those whose duty it is."""

    def __init__(
        self, plan: Plan | None = None, rules: RuleSet | None = None, absent: Iterable[str] = (), desk: str = "d1"
    ) -> None:
        self.plan = plan or small_plan()
        self.fold = Fold()
        self.entries: list[Recorded] = []
        self.ctx = Context(Index(self.plan), rules or rule_set(), protocols(), self.fold.state)
        self.absent = set(absent)
        self.desk = desk
        self.now = 0
        self._numbers: dict[str, int] = {}
        self._script = normal_day(self)
        self._next = 0
        self._skipped: set[tuple[str, str]] = set()

    # --- one command ---------------------------------------------------------------------------------------------

    def decide(
        self,
        name: str,
        about: str,
        data: Mapping[str, Any] | None = None,
        officers: Iterable[str] | None = None,
        at: str | int | None = None,
        desk: str | None = None,
    ) -> Outcome:
        """What the rules say; nothing is kept."""
        now = self.now if at is None else clock(at)
        given = tuple(self.due(name, about, now) if officers is None else officers)
        command = Command(name, about, dict(data or {}), tuple(Signature(o, now) for o in given), desk or self.desk)
        return decide(self.ctx, command, now)

    def act(
        self,
        name: str,
        about: str,
        data: Mapping[str, Any] | None = None,
        officers: Iterable[str] | None = None,
        at: str | int | None = None,
        desk: str | None = None,
    ) -> tuple[Recorded, ...]:
        """Decide and keep. Fails the test when the rules refuse."""
        self.now = self.now if at is None else clock(at)
        given = tuple(self.due(name, about, self.now) if officers is None else officers)
        outcome = self.decide(name, about, data, given, desk=desk)
        assert not isinstance(outcome, Refused), f"{name} {about}: {outcome}"
        assert {f.kind for f in outcome} <= set(COMMANDS[name].writes), f"{name} writes {[f.kind for f in outcome]}"
        return tuple(self.record(f, given, desk=desk) for f in outcome)

    def refuses(
        self,
        name: str,
        about: str,
        data: Mapping[str, Any] | None = None,
        officers: Iterable[str] | None = None,
        at: str | int | None = None,
        code: str = "",
    ) -> Refused:
        """Fails the test unless the rules refuse (with this code, where one is given)."""
        outcome = self.decide(name, about, data, officers, at)
        assert isinstance(outcome, Refused), f"{name} {about} was allowed: {outcome}"
        assert not code or outcome.code == code, f"{name} {about}: {outcome}"
        return outcome

    def door(
        self,
        room: str,
        candidate: str,
        at: str | int | None = None,
        officers: Iterable[str] | None = None,
        desk: str | None = None,
        **reading: Any,
    ) -> Recorded:
        """One door check of a candidate (by id) at a room; the entry it came to. `reading` overrides what is read."""
        who = self.ctx.index.candidates.get(candidate)
        data = {"number": who.document_number, "name": who.name} if who else {}
        return self.act("check-candidate", f"room:s1/{room}", {**data, **reading}, officers or (), at, desk)[0]

    def record(
        self, fact: Fact, officers: Iterable[str] = (), at: str | int | None = None, desk: str | None = None
    ) -> Recorded:
        """A fact as this desk's next entry, folded."""
        wall = self.now if at is None else clock(at)
        desk = desk or self.desk
        number = self._numbers[desk] = self._numbers.get(desk, 0) + 1
        entry = Recorded(fact.kind, fact.about, fact.data, tuple(officers), (wall, number % 1000), wall, desk, number)
        self.entries.append(entry)
        self.fold.take(entry)
        return entry

    def due(self, name: str, about: str, now: int) -> tuple[str, ...]:
        """The first people whose duty the command is, one per slot of its right."""
        target = find_target(self.ctx, COMMANDS[name], about)
        right = self.ctx.rules.rights.get(name)
        if isinstance(target, Refused) or right is None:
            return ()
        out: list[str] = []
        for slot in right.slots:
            found = next((p for role in slot.roles for p in self._with(role, target, now) if p not in out), None)
            if found is not None:
                out.append(found)
        return tuple(out)

    def _with(self, role: str, target: Target, now: int) -> list[str]:
        sitting = target.sitting or self.plan.sittings[0].id
        if role not in ("lead-proctor", "assistant-proctor"):
            return sorted(self.ctx.on_duty(sitting, None, role, now))
        rooms = [target.room] if target.room else list(self.ctx.rooms(sitting))
        return sorted(p for r in rooms for p in self.ctx.on_duty(sitting, r, role, now))

    # --- the normal day ------------------------------------------------------------------------------------------

    def run_until(self, at: str | int) -> Morning:
        """Go on with the normal day: every act of it before `at`."""
        limit = clock(at)
        while self._next < len(self._script) and self._script[self._next][0] < limit:
            when, name, about, data = self._script[self._next]
            self._next += 1
            if (name, about) in self._skipped:
                continue
            given = data(self) if callable(data) else data
            if name == "check-candidate":
                self.door(about.removeprefix("room:s1/"), given["candidate"], when)
            else:
                self.act(name, about, given, at=when)
        self.now = max(self.now, limit)
        return self

    def skip(self, name: str, about: str) -> Morning:
        """Leave an act of the normal day out: the test does it by itself, or leaves it undone."""
        self._skipped.add((name, about))
        return self

    def run_normal_day(self) -> Morning:
        """From report-in to the receipt at marking."""
        return self.run_until("23:59")

    # --- looking -------------------------------------------------------------------------------------------------

    def person(self, candidate: str) -> Any:
        return self.fold.state.candidate("s1", candidate)

    def room(self, room: str) -> Any:
        return self.fold.state.room("s1", room)

    def bag(self, bag: str) -> Any:
        return self.fold.state.bag(bag)

    def kinds(self) -> list[str]:
        return [e.kind for e in self.entries]

    def count(self, room: str, **changes: int) -> dict[str, Any]:
        """What a room really counts at the end, for `collect-papers`; `changes` are seeded losses, by name."""
        t = tally(self.ctx, "s1", room)
        papers = {
            "handed_in": t.handed_in,
            "collected": t.present - t.handed_in,
            "absent": t.absent,
            "spare": t.spare,
            "void": t.void_copies,
        }
        papers = {k: v + changes.get(k, 0) for k, v in papers.items()}
        cards = {**papers, "void": t.void_cards} if t.cards else {}
        return {"papers": papers, "cards": cards} if cards else {"papers": papers}

    def blind(self, room: str, **changes: int) -> dict[str, Any]:
        """What the office counts, for `count-returned`."""
        own = self.room(room).balanced
        if own is None:
            return {"papers": {"answered": 0}}
        papers = {k: v + changes.get(k, 0) for k, v in office_view(own.papers).items()}
        return {"papers": papers, "cards": office_view(own.cards)} if own.cards else {"papers": papers}


def normal_day(m: Morning) -> list[Act]:
    """The acts of a day on which all goes well, in order of time."""
    plan = m.plan
    rooms = [r.id for r in plan.rooms if any(s.room == r.id and s.sitting == "s1" for s in plan.seats)]
    bags = [b for b in plan.bags if b.sitting == "s1"]
    out: list[Act] = []

    def add(at: str, name: str, about: str, data: Data | None = None) -> None:
        out.append((clock(at) + len(out), name, about, data or {}))  # one ms apart: no two acts at once

    for duty in plan.duties:
        if duty.sitting == "s1":
            add("7:30", "report-staff", SITTING, {"staff": duty.staff})
    add("7:31", "appoint-keyholders", SITE, {"keyholders": ["p06", "p03"]})
    for duty in plan.duties:
        if duty.sitting == "s1":
            add("7:34", "issue-badge", f"staff:{duty.staff}")
    add("7:35", "brief-staff", SITTING, {"lists_announced": True, "clocks_compared": True})
    for r in rooms:
        add("7:37", "check-clock", f"room:s1/{r}", {"seconds_off": 5})
    for b in bags:
        add("7:40", "take-out-bag", f"bag:{b.id}", {"seal": b.seal, "seal_intact": True})
    for b in bags:
        if b.room is not None:
            label = {"occupation": b.occupation, "level": b.level, "copies": b.copies, "seal": b.seal}
            add("7:42", "issue-bag", f"bag:{b.id}", {**label, "seal_intact": True})
    for r in rooms:
        add("7:50", "bring-bags", f"room:s1/{r}")
        add("7:58", "prepare-room", f"room:s1/{r}", PREPARED)
    out.sort(key=lambda a: a[0])
    for r in rooms:
        add("8:05", "open-door", f"room:s1/{r}")
    for s in plan.seats:
        if s.sitting == "s1" and s.candidate not in m.absent:
            add("8:06", "check-candidate", f"room:s1/{s.room}", {"candidate": s.candidate})
            add("8:06", "confirm-signature", f"candidate:s1/{s.candidate}")
    add("8:10", "give-order", SITTING, {"order": "prepare"})
    for r in rooms:
        add("8:20", "read-rules", f"room:s1/{r}")
    for b in bags:
        if b.room is not None:
            add("8:25", "open-bag", f"bag:{b.id}", {**OPENING, "counted": b.copies})
    for r in rooms:
        add("8:27", "hand-out-papers", f"room:s1/{r}", {"absentee_desks_empty": True})
    add("8:30", "give-order", SITTING, {"order": "start"})
    for r in rooms:
        add("8:30", "start-exam", f"room:s1/{r}")
    for r in rooms:
        add("9:00", "freeze-absentees", f"room:s1/{r}", _attendance(r))
        add("9:01", "fill-record", f"room:s1/{r}")
    add("9:45", "give-order", SITTING, {"order": "fifteen-minutes"})
    for r in rooms:
        add("9:45", "announce-fifteen", f"room:s1/{r}")
    add("10:00", "give-order", SITTING, {"order": "end"})
    for r in rooms:
        add("10:00", "end-exam", f"room:s1/{r}")
    for r in rooms:
        add("10:02", "collect-papers", f"room:s1/{r}", lambda m, r=r: m.count(r))
        add("10:03", "release-candidates", f"room:s1/{r}")
        add("10:05", "return-bags", f"room:s1/{r}")
        add("10:07", "count-returned", f"room:s1/{r}", lambda m, r=r: m.blind(r))
        add("10:08", "approve-sealing", f"room:s1/{r}")
        for b in m.ctx.index.bags_in.get(("s1", r), ()):
            seals = {"seal": f"M-{b.id}", "card_seal": f"K-{b.id}"} if b.cards else {"seal": f"M-{b.id}"}
            add("10:10", "seal-bag", f"bag:{b.id}", seals)
        add("10:15", "close-room", f"room:s1/{r}")
    room_bags = [b.id for b in bags if b.room is not None]
    add("10:30", "depart", SITTING, {"bags": room_bags, "escorts": ["p05", "p93"], "vehicle": "京A00000"})
    add("11:20", "receive-at-marking", SITTING, {"bags": room_bags})
    add("11:30", "close-sitting", SITTING)
    return sorted(out, key=lambda a: a[0])


def _attendance(room: str) -> Callable[[Morning], Mapping[str, Any]]:
    def data(m: Morning) -> Mapping[str, Any]:
        t = tally(m.ctx, "s1", room)
        absent = [c for c, s in m.ctx.people("s1", room) if s.admission is None]
        gone = sum(1 for _, s in m.ctx.people("s1", room) if s.status in ("handed-in", "removed", "out"))
        return {"candidates": absent, "signatures": t.present, "heads": t.present - gone}

    return data
