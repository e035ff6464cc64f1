"""What commands share: the home and its record, times, signatures, and sentences for refusals."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from desktop.bootstrap import Parts
from desktop.cli.answer import Answer
from desktop.exam.frame.command import Refused, Signature
from desktop.faults import SiteFault
from desktop.ledger.entry import Entry
from desktop.operations.words import Words

if TYPE_CHECKING:
    from desktop.operations.record import Record
    from desktop.operations.session import Session
    from desktop.store.home import Home

SITE_OFFSET = 480


class Wrong(Exception):
    """Wrong usage: a value the command line cannot take. Exit 2."""


@dataclass
class Run:
    """One run of the command line: where the home is, how to answer, the real parts."""

    folder: Path
    answer: Answer
    parts: Parts = field(default_factory=Parts)

    def ask(self) -> str | None:
        """A passphrase from whoever sits there; nobody is asked where nobody sits."""
        if not sys.stdin.isatty():
            return None
        return getpass.getpass(self.answer.wording.text("ask-passphrase") + " ") or None

    def passphrase(self) -> str:
        return self.parts.passphrase(self.folder, self.ask)

    @contextlib.contextmanager
    def home(self, create: bool = False) -> Iterator[Home]:
        passphrase = self.passphrase()
        parts = self.parts
        opened = parts.open_or_create(self.folder, passphrase) if create else parts.open_home(self.folder, passphrase)
        try:
            yield opened
        finally:
            opened.close()

    @contextlib.contextmanager
    def record(self) -> Iterator[tuple[Home, Record]]:
        with self.home() as home:
            yield home, self.parts.open_record(home)

    def session(self, record: Record) -> Session:
        from desktop.operations.session import Session

        return Session(record.index, record.opened.pins, self.parts.pins, self.parts.clock.steady)


def parse_time(text: str | None, utc_offset: int = SITE_OFFSET) -> int | None:
    """ISO 8601 as UTC ms; without an offset it is site time. Raises Wrong."""
    if text is None or not text.strip():
        return None
    given = text.strip().replace("Z", "+00:00")
    try:
        at = datetime.fromisoformat(given)
    except ValueError:
        raise Wrong(f"时间“{text}”不是 ISO 8601 格式，例如 2026-11-28T08:12:00。") from None
    if at.tzinfo is None:
        at = at.replace(tzinfo=timezone(timedelta(minutes=utc_offset)))
    return round((at - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1))


def parse_data(text: str | None) -> dict[str, Any]:
    """The `--data` of a command: a JSON object without floating point. Raises Wrong."""
    if not text:
        return {}

    def refuse_float(number: str) -> Any:
        raise Wrong(f"--data 里的 {number} 不是整数；记录不使用小数。")

    try:
        data = json.loads(text, parse_float=refuse_float, parse_constant=refuse_float)
    except (json.JSONDecodeError, RecursionError) as error:
        raise Wrong(f"--data 不是 JSON 对象：{error}") from None
    if not isinstance(data, dict):
        raise Wrong('--data 要是一个 JSON 对象，例如 {"order": "start"}。')
    return data


def pins(run: Run, officers: Sequence[str]) -> dict[str, str]:
    """PINs of the officers: from KAODIAN_PINS (JSON: id or number to PIN), or asked for one by one."""
    given = os.environ.get("KAODIAN_PINS")
    if given:
        try:
            data = json.loads(given)
        except json.JSONDecodeError:
            raise Wrong("KAODIAN_PINS 不是 JSON 对象（编号 → 密码）。") from None
        if not isinstance(data, dict) or not all(isinstance(v, str) for v in data.values()):
            raise Wrong("KAODIAN_PINS 不是 JSON 对象（编号 → 密码）。")
        return data
    if not sys.stdin.isatty():
        return {}
    return {o: getpass.getpass(run.answer.wording.text("ask-pin", officer=o) + " ") for o in officers}


def signatures(run: Run, record: Record, officers: Sequence[str], at: int) -> tuple[Signature, ...]:
    """The officers' signatures at `at`. A wrong PIN or an unknown officer is a refusal, said and done."""
    if not officers:
        return ()
    signed = run.session(record).sign_all(officers, pins(run, officers), at)
    if isinstance(signed, Refused):
        refuse(run, record, signed)
    return signed


def refusal(run: Run, record: Record, refused: Refused) -> dict[str, Any]:
    """A refusal as JSON: code, facts, clause, and the sentences for it."""
    message, then = Words(record.index, run.answer.wording).refusal(refused)
    return {
        "refused": {
            "code": refused.code,
            "facts": plain(refused.facts),
            "clause": refused.clause,
            "message": message,
            "next": then,
        }
    }


def refuse(run: Run, record: Record, refused: Refused) -> NoReturn:
    said = refusal(run, record, refused)
    r = said["refused"]
    clause = f"（依据：{r['clause']}）" if r["clause"] else ""
    run.answer.refuse(said, f"{r['message']}{clause}\n{r['next']}")


def plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as JSON."""
    return {k: _plain(v) for k, v in facts.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, (tuple, set)) else value


def entry_data(entry: Entry) -> dict[str, Any]:
    """An entry as its JSON object."""
    from desktop.ledger.entry import entry_to_data

    return entry_to_data(entry)


def about_of(record: Record, given: str, at: int) -> str:
    """`TYPE:ID` as the rules want it: room numbers, admission numbers and staff numbers are resolved, and the sitting
    is filled in where the time tells it. What cannot be resolved goes on as given and is refused by the rules."""
    kind, _, id = given.partition(":")
    index, ctx = record.index, record.context()
    if kind in ("room", "candidate") and "/" not in id:
        if kind == "room":
            room = index.room(id)
            id = room.id if room else id
        else:
            found = index.by_admission_number.get(id) or next(iter(index.by_document.get(id.upper(), ())), None)
            id = found.id if found else id
        sitting = ctx.sitting_at(at) or next(iter(index.plan.sittings), None)
        return f"{kind}:{sitting.id}/{id}" if sitting else given
    if kind == "bag" and id not in index.bags:
        bag = next((b for b in index.plan.bags if b.label == id), None)
        return f"bag:{bag.id}" if bag else given
    if kind == "staff":
        person = index.staff_member(id)
        return f"staff:{person.id}" if person else given
    return given


def out_file(path: Path) -> Path:
    """A file to write: its folder must be there. Raises SiteFault cannot-write."""
    if not path.parent.exists():
        raise SiteFault("cannot-write", path=str(path), reason="folder")
    return path
