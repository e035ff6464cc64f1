"""Random mornings (X1): whatever is tried in whatever order, no illegal order is ever accepted.

Every example is a day on which acts of the normal day, in any order, by any people, at any time, are tried along with
what nobody should do. The invariants are checked on the entries alone, by means of their own.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exam.day.balance import room_equations
from desktop.exam.decide import COMMANDS
from desktop.exam.frame.command import Refused
from tests.helpers.morning import SITE, SITTING, Morning, Recorded, clock, normal_day

START, END = clock("8:30"), clock("10:00")
MINUTE = 60_000
ROOMS = ("r01", "r02", "r03")


class Wild:
    """A morning in which a hand with no manners presses buttons."""

    def __init__(self, seed: int, absent: int) -> None:
        self.chance = random.Random(seed)
        everyone = [f"c{n:05d}" for n in range(1, 13)]
        self.m = Morning(absent=self.chance.sample(everyone, absent))
        self.acts = normal_day(self.m)
        self.balanced_when_closed: list[bool] = []

    def run(self, tries: int) -> list[Recorded]:
        """Mostly the normal day with some acts left out, repeated or out of order; in between anything at all."""
        chance, at = self.chance, 0
        left_out = chance.choice((0.0, 0.0, 0.02))
        wild = chance.choice((0.0, 0.05, 0.2, 0.5))
        for _ in range(tries):
            while chance.random() < wild:
                self.anything()
            if at >= len(self.acts):
                break
            when, name, about, data = self.acts[at]
            at += 1
            if chance.random() < left_out:
                continue
            if chance.random() < 0.7:
                self.tidy()
            for jitter in (chance.choice((0, -MINUTE, -20 * MINUTE)), 0, MINUTE):  # too early first, then again
                now = max(self.m.now, when + jitter)
                if self.attempt(name, about, data(self.m) if callable(data) else data, now):
                    break
        return self.m.entries

    def tidy(self) -> None:
        """What wild things left behind is settled, most of the time."""
        m, now = self.m, self.m.now
        site, sitting = m.fold.state.site("k1"), m.fold.state.sitting("s1")
        for p in sitting.pauses:
            if p.until is None:
                self.attempt("resume-exam", SITTING, {"scope": p.scope, "compensation_minutes": 0}, now)
        for c in sitting.duty_changes:
            if c.until is None and not c.lasting:
                self.attempt("end-stand-in", SITTING, {"stand_in": c.stand_in}, now)
        for alarm in sorted(set(site.leaks) - set(site.leaks_closed)):
            for officer in ("p01", "p02"):
                data = {"alarm": alarm, "decision": "x"}
                outcome = m.decide("close-leak-alarm", SITE, data, [officer], now)
                if not isinstance(outcome, Refused):
                    m.record(outcome[0], [officer])
                    break
        for conflict in m.ctx.conflicts():
            self.attempt("resolve-conflict", SITE, {"conflict": conflict.id, "keep": 1, "reason": "x"}, now)
        for id, i in m.fold.state.incidents().items():
            if i.resolved is None:
                self.attempt("resolve-incident", f"incident:{id}", {"decision": "x"}, now)
        for r in ROOMS:
            if len(m.room(r).calls) > m.room(r).answered:
                self.attempt("answer-call", f"room:s1/{r}", {}, now)
            for who, person in list(m.ctx.people("s1", r)):
                if person.status == "out":
                    self.attempt("let-back", f"candidate:s1/{who}", {}, now)

    def anything(self) -> None:
        chance = self.chance
        name = chance.choice(sorted(COMMANDS))
        when, about, data = self.m.now + chance.choice((0, 0, 0, 1000, 10_000)), "", {}
        same = [a for a in self.acts if a[1] == name]
        if same:
            _, _, about, given = chance.choice(same)
            data = given(self.m) if callable(given) and self.m.now > START else {} if callable(given) else given
        else:
            about, data = self.about(COMMANDS[name].about), self.data(name)
        self.attempt(name, about, data, max(self.m.now, when))

    def about(self, kind: str) -> str:
        match kind:
            case "site":
                return SITE
            case "sitting":
                return SITTING
            case "room":
                return f"room:s1/{self.chance.choice(ROOMS)}"
            case "bag":
                return f"bag:{self.chance.choice(self.m.plan.bags).id}"
            case "staff":
                return f"staff:{self.chance.choice(self.m.plan.staff).id}"
            case "incident":
                return f"incident:{self.chance.choice([*self.m.fold.state.incidents(), 'i0'])}"
            case _:
                return f"candidate:s1/c{self.chance.randint(1, 12):05d}"

    def data(self, name: str) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for f in COMMANDS[name].fields:
            match f.kind:
                case "tick":
                    out[f.name] = self.chance.random() < 0.8
                case "number":
                    out[f.name] = self.chance.choice((0, 1, 2, 4, 5))
                case "choice":
                    out[f.name] = self.chance.choice(f.choices)
                case "staff":
                    out[f.name] = self.chance.choice(self.m.plan.staff).id
                case "staffs":
                    out[f.name] = [p.id for p in self.chance.sample(self.m.plan.staff, 2)]
                case "bag":
                    out[f.name] = self.chance.choice(self.m.plan.bags).id
                case "room":
                    out[f.name] = self.chance.choice(ROOMS)
                case "list":
                    out[f.name] = []
                case "map":
                    out[f.name] = {"collected": 4, "spare": 1}
                case _:
                    out[f.name] = "phone" if f.name == "kind" else "site" if f.name == "scope" else "x"
        return out

    def attempt(self, name: str, about: str, data: Mapping[str, Any], now: int) -> bool:
        m, chance = self.m, self.chance
        if name == "check-candidate":
            who = m.ctx.index.candidates.get(str(data.get("candidate", "c00001")))
            data = {"number": who.document_number if who else "x"}
        officers = list(m.due(name, about, now))
        if chance.random() < 0.08:
            officers = [p.id for p in chance.sample(m.plan.staff, chance.randint(0, 3))]
        desk = chance.choice(("d1", "d1", "d2"))
        outcome = m.decide(name, about, data, officers, now, desk)
        if isinstance(outcome, Refused):
            assert outcome.code
            return False
        m.now = now
        for fact in outcome:
            m.record(fact, officers, desk=desk)
        if name == "close-room":
            room = about.rpartition("/")[2]
            holds = all(e.holds for e in room_equations(m.ctx, "s1", room) if e.key != "C2")
            self.balanced_when_closed.append(holds)
        return True


def before(entries: list[Recorded], n: int, kind: str, about: str) -> bool:
    return any(e.kind == kind and about in e.about for e in entries[:n])


def room_of(m: Morning, entries: list[Recorded], n: int, bag: str) -> str:
    given = [e for e in entries[:n] if e.kind in ("bag-issued", "bag-assigned") and f"bag:{bag}" in e.about]
    return given[-1].data["room"] if given else (m.ctx.index.bags[bag].room or "")


def check_order(m: Morning, entries: list[Recorded]) -> None:
    """The law of the day, told from the entries."""
    for n, e in enumerate(entries):
        room = next((a for a in e.about if a.startswith("room:")), "")
        match e.kind:
            case "bag-issued":
                assert before(entries, n, "bag-taken-out", e.about[0])
                assert len(set(e.officers)) >= 3
            case "bag-opened":
                bag = e.about[0].removeprefix("bag:")
                room = f"room:s1/{room_of(m, entries, n, bag)}"
                assert e.wall >= START - 5 * MINUTE, "no bag opened before T-5"
                assert before(entries, n, "rules-read", room), "nor before the rules are read"
                assert before(entries, n, "bags-brought", room)
                assert len(set(e.officers)) >= 2
            case "candidate-admitted":
                assert START - 25 * MINUTE <= e.wall <= START + 30 * MINUTE
            case "exam-started":
                assert any(x.kind == "order-given" and x.data["order"] == "start" for x in entries[:n])
                assert before(entries, n, "bag-opened", room)
                assert e.wall >= START
            case "paper-handed-in":
                if e.data.get("by") != "proctor":
                    assert e.wall >= START + 30 * MINUTE
                    room_id = room.rpartition("/")[2]
                    who = e.about[0].rpartition("/")[2]
                    assert e.wall <= m.ctx.end("s1", room_id, who) - 15 * MINUTE
                assert before(entries, n, "exam-started", room)
            case "exam-ended":
                assert any(x.kind == "order-given" and x.data["order"] == "end" for x in entries[:n])
                assert e.wall >= END
            case "candidates-released" | "sealing-approved":
                counts = [x for x in entries[:n] if x.kind == "papers-collected" and room in x.about]
                assert counts, e.kind
                assert counts[-1].data["agreed"], "C5 before anybody leaves"
            case "bag-sealed":
                counts = [x for x in entries[:n] if x.kind in ("papers-collected", "bags-counted") and room in x.about]
                assert [x.kind for x in counts[-2:]] == ["papers-collected", "bags-counted"] or counts[-1].data[
                    "agreed"
                ]
                assert counts[-1].kind == "bags-counted"
                assert counts[-1].data["agreed"], "C6 before sealing"
                approvals = [i for i, x in enumerate(entries[:n]) if x.kind == "sealing-approved" and room in x.about]
                assert approvals, "approval before sealing"
                assert approvals[-1] > entries.index(counts[-1]), "and of this very count"
            case "escort-departed":
                for r in ROOMS:
                    assert before(entries, n, "room-closed", f"room:s1/{r}")
                    for bag in m.ctx.bags("s1", r):
                        assert before(entries, n, "bag-sealed", f"bag:{bag.id}")
            case "sitting-closed":
                assert all(before(entries, n, "room-closed", f"room:s1/{r}") for r in ROOMS)


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32), absent=st.integers(0, 5))
def test_no_illegal_order_is_ever_accepted(seed: int, absent: int) -> None:
    wild = Wild(seed, absent)
    check_order(wild.m, wild.run(400))
    assert all(wild.balanced_when_closed), "no room closes with papers that do not balance"
    assert wild.m.fold.state.unreadable == []


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32))
def test_a_decision_changes_nothing_and_is_the_same_twice(seed: int) -> None:
    wild = Wild(seed, 2)
    wild.run(120)
    m = wild.m
    was = dict(m.fold.state.values)
    history = len(m.entries)
    for _ in range(40):
        name = wild.chance.choice(sorted(COMMANDS))
        about, data = wild.about(COMMANDS[name].about), wild.data(name)
        assert m.decide(name, about, data) == m.decide(name, about, data)
    assert m.fold.state.values == was
    assert all(m.fold.state.values[k] is was[k] for k in was)
    assert len(m.entries) == history


def test_the_wild_hand_gets_some_days_to_the_end() -> None:
    """Were every day stopped early, the invariants of the afternoon would hold for nothing."""
    kinds = {e.kind for seed in range(60) for e in Wild(seed, seed % 3).run(400)}
    assert {"bag-sealed", "room-closed", "escort-departed", "sitting-closed", "exam-suspended"} <= kinds
    assert {"misconduct-recorded", "papers-voided", "admission-annulled"} <= kinds
