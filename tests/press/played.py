"""A morning played through a real record: real chain, real entries, a store in memory."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from desktop.exam.frame.command import Fact
from desktop.exam.plan.model import Plan
from desktop.ledger.chain import Chain
from desktop.ledger.entry import Entry, entry_line
from desktop.ledger.heads import Head, heads_of
from desktop.ledger.keys import DeskKey
from desktop.operations.record import Opened, Record, correction_value
from desktop.press.source import PrintSource, from_record
from desktop.wording import Wording
from tests.helpers.morning import Morning, Recorded, clock, protocols, rule_set, small_plan

RECORD = "6f1c6a0e-2f70-4b3f-9a59-5ddaf0f2a111"


class Shelf:
    """Entries in memory, as a store keeps them."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.held: list[Entry] = list(entries)

    def append(self, entries: Entry | Iterable[Entry]) -> None:
        self.held.extend([entries] if isinstance(entries, Entry) else entries)

    def take_in(self, entries: Iterable[Entry]) -> int:
        before = len(self.held)
        self.held.extend(entries)
        return len(self.held) - before

    def load(self, record: str) -> Iterator[Entry]:
        yield from sorted(self.held, key=lambda e: (e.time, e.desk, e.number))

    def since(self, record: str, versions: Mapping[str, int]) -> Iterator[Entry]:
        yield from (e for e in self.held if e.number > versions.get(e.desk, 0))

    def heads(self, record: str) -> dict[str, Head]:
        return heads_of(self.held)

    def count(self, record: str) -> int:
        return len(self.held)

    def last(self, record: str, desk: str) -> Entry | None:
        return next((e for e in reversed(self.held) if e.desk == desk), None)

    def lines(self, record: str) -> Iterator[bytes]:
        yield from map(entry_line, self.held)


class Box:
    """Attachments in memory."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def put(self, body: bytes) -> str:
        name = hashlib.sha256(body).hexdigest()
        self.held[name] = body
        return name

    def put_all(self, bodies: Iterable[bytes]) -> None:
        for body in bodies:
            self.put(body)

    def get(self, sha256: str) -> bytes | None:
        return self.held.get(sha256)

    def hashes(self) -> list[str]:
        return sorted(self.held)


class Hands:
    """A clock that stands where it is set."""

    def __init__(self) -> None:
        self.now = clock("7:00")

    def wall(self) -> int:
        return self.now

    def steady(self) -> int:
        return self.now


def opened(plan: Plan, key: DeskKey) -> Opened:
    return Opened(RECORD, plan, rule_set(), protocols(), key, "control", "主考台", b"s" * 32, "0" * 64, {})


class Played(Morning):
    """The normal day of `Morning`, every fact of it sealed into a record's chain."""

    def __init__(self, plan: Plan | None = None, absent: Iterable[str] = ()) -> None:
        super().__init__(plan or small_plan(), absent=absent)
        self.key = DeskKey.from_bytes(b"k" * 32)
        self.shelf, self.box, self.hands = Shelf(), Box(), Hands()
        self.shelf.append(Chain(RECORD, self.key).enrol("主考台", "control", b"s" * 32, wall=clock("6:50")))
        self.real = Record(opened(self.plan, self.key), self.shelf, self.hands, self.box)
        self.fold = self.real.fold
        self.ctx = self.real.context()

    def record(
        self, fact: Fact, officers: Iterable[str] = (), at: str | int | None = None, desk: str | None = None
    ) -> Recorded:
        self.hands.now = self.now if at is None else clock(at)
        (entry,) = self.real.write([fact], tuple(officers))
        kept = Recorded(
            entry.kind, entry.about, entry.data, entry.officers, entry.time, entry.wall, entry.desk, entry.number
        )
        self.entries.append(kept)
        return kept

    def correct(self, candidate: str, field: str, value: str, at: str) -> None:
        """信息更正 (Art 28): the value goes into the box, its hash into the record."""
        sha = self.box.put(correction_value(field, value, "salt"))
        data = {"field": field, "attachment": sha, "reason": "登记有误"}
        self.act("correct-candidate", f"candidate:s1/{candidate}", data, at=at)

    def source(self) -> PrintSource:
        return from_record(self.real, Wording("zh-CN"))

    def without(self, gone: Callable[[Entry], bool]) -> Record:
        """The record as it would be had some entries never been written; for the reader only, its chain is broken."""
        kept = Shelf(e for e in self.shelf.held if not gone(e))
        return Record(opened(self.plan, self.key), kept, self.hands, self.box)


def full_day(plan: Plan | None = None, absent: Iterable[str] = ()) -> Played:
    """The normal day with the second check at every seat: a day that leaves no gap."""
    m = Played(plan, absent)
    m.run_until("8:40")
    for seat in m.plan.seats:
        if m.person(seat.candidate).admission is not None:
            m.act("check-at-seat", f"candidate:{seat.sitting}/{seat.candidate}", {"result": "same"})
    return m


def read_json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def nearly_everything() -> Played:
    """A whole morning with two absentees of whom one is late, misconduct, an outing, an early hand-in, a stand-in and a
    correction."""
    m = Played(small_plan(6), absent=["c00001", "c00003"])
    m.run_until("8:04")
    m.correct("c00002", "name", "欧阳更正", "8:04")
    m.run_until("8:36")
    m.door("r01", "c00003", "8:36")
    m.act("confirm-signature", "candidate:s1/c00003", at="8:36:30")
    m.run_until("9:10")
    m.act("let-out", "candidate:s1/c00004", {"reason": "toilet", "escort": "p07"}, at="9:10")
    m.act("let-back", "candidate:s1/c00004", at="9:15")
    told = {"kind": "phone", "told": True, "removed": True, "note": "手机响铃"}
    m.act("record-misconduct", "candidate:s1/c00005", told, at="9:18")
    swap = {"room": "r01", "role": "assistant-proctor", "absent": "p12", "stand_in": "p08", "reason": "身体不适"}
    m.act("start-stand-in", "sitting:s1", swap, at="9:20")
    m.act("end-stand-in", "sitting:s1", {"stand_in": "p08"}, at="9:35")
    m.act("hand-in", "candidate:s1/c00006", {"paper_checked": True}, at="9:40")
    return m.run_normal_day()  # type: ignore[return-value]
