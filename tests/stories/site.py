"""The site of a story: its plan, one desk's home with the morning before the story in its record, and its clock."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from desktop.exam.fold import Fold
from desktop.exam.frame.command import Command, Refused, Signature
from desktop.exam.frame.context import Context
from desktop.exam.plan.documents import make_number
from desktop.exam.plan.model import Candidate, Index, Plan
from desktop.exchange import packages
from desktop.exchange.rulefiles import RuleFolder
from desktop.ledger.entry import Entry
from desktop.ledger.verify import verify
from desktop.operations.publishing import enrol, open_record, opened
from desktop.operations.record import Record
from desktop.store.home import Home, create_home
from desktop.store.pins import Argon2Pins
from tests.helpers.homes import KeptPackages, ScriptedClock
from tests.helpers.morning import DATE, RESOURCES, Morning, Recorded, clock, small_plan

PASSPHRASE, PIN = "rehearsal", "246810"
_FAMILY = "李王张刘陈杨赵黄周吴徐孙胡朱高"
_GIVEN = ("敏", "静", "丽娟", "志强", "磊", "洋", "艳", "勇", "秀英", "建国", "桂兰")


@cache
def _hashed() -> str:
    return Argon2Pins().hash(PIN)


def person(n: int) -> str:
    """The n-th invented name."""
    return _FAMILY[n % len(_FAMILY)] + _GIVEN[n % len(_GIVEN)]


def story_plan(per_room: int = 12) -> Plan:
    """Three rooms with people who have names, and numbers that cards can carry (region 99 does not exist)."""
    plan = small_plan(per_room)

    def named(n: int, who: Candidate) -> Candidate:
        return replace(who, name=person(n), document_number=make_number("990102", date(1990, 3, 7), 100 + n))

    people = tuple(named(n, who) for n, who in enumerate(plan.candidates))
    staff = tuple(replace(p, name=person(n + 7)) for n, p in enumerate(plan.staff))
    return replace(plan, candidates=people, staff=staff, rehearsal=True)


class Before(Morning):
    """The acts of a normal day, done in the record of a home: before a story all of them, beside it those of the rooms
    nobody looks at. The program may work in the same home meanwhile."""

    def __init__(self, record: Record, absent: Iterable[str]) -> None:
        super().__init__(record.plan, record.opened.rules, absent)
        self._record = record
        self.fold = record.fold

    def leave_out(self, *about: str) -> None:
        """The story does by itself whatever is about these."""
        done = self._script[: self._next]
        self._script = done + [act for act in self._script[self._next :] if act[2] not in about]

    def act(
        self,
        name: str,
        about: str,
        data: Mapping[str, Any] | None = None,
        officers: Iterable[str] | None = None,
        at: str | int | None = None,
        desk: str | None = None,
    ) -> tuple[Recorded, ...]:
        self.now = self.now if at is None else clock(at)
        self._record.refresh()
        self.ctx = self._record.context()
        given = tuple(self.due(name, about, self.now) if officers is None else officers)
        signed = tuple(Signature(o, self.now) for o in given)
        done = self._record.act(Command(name, about, dict(data or {}), signed, self._record.desk), self.now)
        assert not isinstance(done, Refused), (name, about, done)
        return ()

    def door(self, room: str, candidate: str, at: str | int | None = None, *_: Any, **reading: Any) -> Any:
        who = self.ctx.index.candidates[candidate]
        data = {"number": who.document_number, "name": who.name, **reading}
        return self.act("check-candidate", f"room:s1/{room}", data, (), at)


class StorySite:
    """A home enrolled as one desk. `entries` may be asked while the program works in the same home."""

    def __init__(
        self, folder: Path, plan: Plan | None = None, role: str = "control", settings: Mapping[str, str] | None = None
    ) -> None:
        self.folder, self.plan = folder, plan or story_plan()
        self.clock_file = folder / "clock"
        rules = RuleFolder(RESOURCES)
        published = packages.publish(
            replace(self.plan, revision=1),
            rules.rule_set("beijing-2022-1"),
            rules.protocols(),
            record=str(uuid.uuid4()),
            secret=secrets.token_bytes(32),
            pins={p.id: _hashed() for p in self.plan.staff},
            publisher="p01",
            published_at=clock("7:00"),
        )
        files, self._clock = KeptPackages(), ScriptedClock("7:05")
        files.kept[Path("plan")] = published
        self.home: Home = create_home(folder / "home", PASSPHRASE)
        enrol(self.home, files, self._clock, Path("plan"), "", "演练台", role)
        for name, value in {"tours": "off", "readers": "[]", **(settings or {})}.items():
            self.home.settings.put(name, value)
        self._began = 0
        self.index = Index(self.plan)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.home.close()

    # --- before the story -----------------------------------------------------------------------------------------

    def begin_at(
        self,
        at: str,
        absent: Iterable[str] = (),
        skip: Iterable[tuple[str, str]] = (),
        story: Iterable[str] = (),
        since: str = "",
    ) -> Before:
        """Play the normal day until `at` and set the clock there: without these acts, and from `since` on without what
        is about these things of the story."""
        before = Before(open_record(self.home, self._clock), absent)
        for name, about in skip:
            before.skip(name, about)
        if since:
            before.run_until(since)
            before.leave_out(*story)
        before.run_until(at)
        self._began = len(self.all_entries())
        self.set_clock(at)
        return before

    def set_clock(self, at: str) -> None:
        """Lead the program's clock to this time of the day, forward or back."""
        hours, minutes, *seconds = at.split(":")
        words = f"{DATE}T{int(hours):02d}:{minutes}:{seconds[0] if seconds else '00'}"
        draft = self.clock_file.with_suffix(".new")
        draft.write_text(words, encoding="utf-8")
        draft.replace(self.clock_file)

    # --- who --------------------------------------------------------------------------------------------------------

    def candidate(self, room: str, seat: int) -> Candidate:
        found = next(s for s in self.plan.seats if (s.room, s.number) == (room, seat))
        return self.index.candidates[found.candidate]

    def badge(self, staff: str) -> str:
        """What a scan of this person's badge gives."""
        return f"KD-{self.index.staff[staff].number}"

    # --- what is in the record --------------------------------------------------------------------------------------

    def all_entries(self) -> list[Entry]:
        return list(self.home.entries.load(opened(self.home).record))

    def entries(self, kind: str = "", about: str = "") -> list[Entry]:
        """What was written since the story began, in the order of folding; of a kind, about something."""
        new = self.all_entries()[self._began :]
        return [e for e in new if kind in ("", e.kind) and (not about or about in e.about)]

    def kinds(self) -> list[str]:
        return [e.kind for e in self.entries()]

    def state(self) -> Context:
        """The record folded anew."""
        fold = Fold()
        for entry in self.all_entries():
            fold.take(entry)
        found = opened(self.home)
        return Context(self.index, found.rules, found.protocols, fold.state)

    def verify(self) -> None:
        """The whole record is intact, entry by entry."""
        desk = opened(self.home)
        report = verify(self.home.entries.lines(desk.record), desk.record, desk.secret)
        assert report.ok, report.reason
