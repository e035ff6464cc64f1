"""A small rehearsal as a story to look into: its summary, and its record entry by entry.

Everything is real but the cipher of the plan package: its key derivation takes seconds, and tests/exchange has it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from desktop.bootstrap.packages import Packages
from desktop.bootstrap.parts import Parts
from desktop.exam.plan.model import plan_from_data, plan_to_data
from desktop.ledger.entry import Entry, parse_entry
from desktop.rehearsal.morning import Script, rehearse


class OpenPackages(Packages):
    """Plan packages in the clear."""

    def write(self, path: Path, published: Any, key: Any, passphrase: str) -> None:
        facts = {n: getattr(published, n) for n in ("record", "publisher", "published_at")}
        facts |= {"secret": published.secret.hex(), "pins": dict(published.pins)}
        content = [plan_to_data(published.plan), dict(published.rules), dict(published.protocols), facts]
        path.write_text(json.dumps(content), encoding="utf-8")

    def read(self, path: Path, passphrase: str) -> Any:
        plan, rules, protocols, facts = json.loads(path.read_text(encoding="utf-8"))
        facts["secret"] = bytes.fromhex(facts["secret"])
        return self.publish(plan_from_data(plan), rules, protocols, **facts)


class QuickParts(Parts):
    @cached_property
    def packages(self) -> Any:
        return OpenPackages()


@dataclass
class Day:
    """One morning played. `entries` in the order of folding."""

    out: Path
    told: dict[str, Any]
    entries: list[Entry]

    def of(self, kind: str, **data: Any) -> list[Entry]:
        """Entries of a kind whose data has these values."""
        return [e for e in self.entries if e.kind == kind and all(e.data.get(k) == v for k, v in data.items())]

    def story(self, fault: str) -> list[str]:
        """The kinds of entries a fault left, in order."""
        return [e["kind"] for e in self.told["faults"][fault]["entries"]]

    def refused(self, code: str) -> list[Entry]:
        return self.of("candidate-refused", code=code)

    def assert_good(self) -> None:
        """Everything closed, every equation true, the record intact, nobody surprised."""
        told = self.told
        assert told["unexpected"] == []
        assert told["open_points"] == []
        assert told["conflicts"] == []
        assert told["verify"]["ok"]
        assert told["verify"]["entries"] == told["entries"] == len(self.entries)
        assert told["verify"]["code"] == told["head_code"]
        assert told["heads_agree"]
        assert told["balances"]["first_broken"] is None
        rooms = told["balances"]["rooms"]
        assert all(e["holds"] for equations in (*rooms.values(), told["balances"]["site"]) for e in equations)
        assert told["present"] + told["absent"] == told["registered"]


Play = Callable[..., Day]


def play(out: Path, *faults: str, candidates: int = 14, rooms: int = 2, desks: int = 1, seed: int = 1) -> Day:
    script = Script(candidates, rooms, desks, seed, faults, forms=False)
    told = rehearse(script, out, QuickParts())
    lines = (out / "record.jsonl").read_bytes().splitlines()
    entries = sorted(map(parse_entry, lines), key=lambda e: (e.time, e.desk, e.number))
    return Day(out, told, entries)


def about(entry: Entry, kind: str) -> str:
    """The id of this type that an entry is about."""
    return next(a.partition(":")[2].rpartition("/")[2] for a in entry.about if a.startswith(f"{kind}:"))
