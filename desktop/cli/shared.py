"""What commands share: the home and its record, times, signatures, and sentences for refusals."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from desktop.bootstrap.parts import Parts
from desktop.cli.answer import Answer, Wrong

if TYPE_CHECKING:
    from desktop.exam.frame.command import Refused, Signature
    from desktop.ledger.entry import Entry
    from desktop.operations.record import Record
    from desktop.operations.session import Session
    from desktop.store.home import Home

SITE_OFFSET = 480

_TIME = re.compile(r"\d{4}-?\d\d-?\d\d([T ]\d\d(:?\d\d(:?\d\d([.,]\d{1,9})?)?)?(Z|[+-]\d\d(:?\d\d)?)?)?", re.ASCII)
_YEARS = range(2000, 2101)


@dataclass
class Run:
    """One run of the command line: where the home is, how to answer, the real parts."""

    folder: Path
    answer: Answer
    parts: Parts = field(default_factory=Parts)

    def ask(self) -> str | None:
        """A passphrase from whoever sits there; nobody is asked where nobody sits."""
        return _asked(self.answer.wording.text("ask-passphrase"))

    def passphrase(self) -> str:
        return self.parts.passphrase(self.folder, self.ask)

    @contextlib.contextmanager
    def home(self, create: bool = False) -> Iterator[Home]:
        """The home, open. With `create` it is made where there is none, and taken away again when nothing was kept in
        it: a command that failed leaves nothing behind."""
        passphrase = self.passphrase()
        parts = self.parts
        opened = parts.open_or_create(self.folder, passphrase) if create else parts.open_home(self.folder, passphrase)
        unused = create and _unused(opened)
        try:
            yield opened
        finally:
            unused = unused and _unused(opened)
            opened.close()
            if unused:
                parts.remove_unused(self.folder, passphrase)

    @contextlib.contextmanager
    def record(self) -> Iterator[tuple[Home, Record]]:
        with self.home() as home:
            yield home, self.parts.open_record(home)

    def session(self, home: Home, record: Record) -> Session:
        from desktop.operations.session import Session

        return Session(record.index, record.opened.pins, self.parts.pins, self.parts.clock.steady, home.settings)


def _unused(home: Home) -> bool:
    return home.plans.draft() is None and not home.plans.packages()


def _asked(question: str) -> str | None:
    """What somebody types unseen; None where nobody sits or nothing was typed."""
    if not _somebody_sits():
        return None
    import getpass

    try:
        return getpass.getpass(question + " ") or None
    except EOFError:
        return None


def _somebody_sits() -> bool:
    """Whether standard input is a terminal. On Windows NUL calls itself one too, and then keys would be waited for that
    nobody can press."""
    if sys.stdin is None or not sys.stdin.isatty():
        return False
    raw = getattr(getattr(sys.stdin, "buffer", None), "raw", None)
    return os.name != "nt" or type(raw).__name__ == "_WindowsConsoleIO"


def parse_time(text: str | None, utc_offset: int = SITE_OFFSET) -> int | None:
    """ISO 8601 as UTC ms; without an offset it is site time. Raises Wrong."""
    if text is None:
        return None
    given = text.strip()
    try:
        at = datetime.fromisoformat(given.replace(",", ".")) if _TIME.fullmatch(given) else None
    except ValueError:
        at = None
    if at is None or at.year not in _YEARS:
        raise Wrong(f"时间“{text[:40]}”不是 ISO 8601 格式，例如 2026-11-28T08:12:00。")
    if at.tzinfo is None:
        at = at.replace(tzinfo=timezone(timedelta(minutes=utc_offset)))
    return round((at - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1))


def parse_data(text: str | None) -> dict[str, Any]:
    """The `--data` of a command: a JSON object without floating point. Raises Wrong."""
    if text is None or not text.strip():
        return {}

    def refuse_float(number: str) -> Any:
        raise Wrong(f"--data 里的 {number[:40]} 不是整数；记录不使用小数。")

    def once(members: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(members)
        if len(found) != len(members):
            twice = next(name for name, _ in members if [n for n, _ in members].count(name) > 1)
            raise Wrong(f"--data 里的“{twice[:40]}”写了两次。")
        return found

    try:
        data = json.loads(text, parse_float=refuse_float, parse_constant=refuse_float, object_pairs_hook=once)
        # A lone half of a character pair can be written in JSON and in no entry.
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Wrong("--data 里有不成字的编码。") from None
    except json.JSONDecodeError as error:
        raise Wrong(f"--data 不是 JSON 对象：第 {error.lineno} 行第 {error.colno} 个字符处有误。") from None
    except (ValueError, RecursionError):
        raise Wrong("--data 里的数太长，或嵌套太深。") from None
    if not isinstance(data, dict):
        raise Wrong('--data 要是一个 JSON 对象，例如 {"order": "start"}。')
    return data


def pins(run: Run, officers: Sequence[str]) -> dict[str, str]:
    """PINs of the officers: from KAODIAN_PINS (JSON: id or number to PIN), or asked for one by one."""
    given = os.environ.get("KAODIAN_PINS")
    if given:
        try:
            data = json.loads(given)
            json.dumps(data, ensure_ascii=False).encode()  # half a character can be written in JSON and is no PIN
        except (ValueError, RecursionError):
            data = None
        if not isinstance(data, dict) or not all(isinstance(v, str) for v in data.values()):
            raise Wrong('KAODIAN_PINS 不是 JSON 对象，要写成 {"编号": "密码"}。')
        return data
    asked = {o: _asked(run.answer.wording.text("ask-pin", officer=o)) for o in officers}
    return {officer: pin for officer, pin in asked.items() if pin is not None}


def signatures(run: Run, home: Home, record: Record, officers: Sequence[str], at: int) -> tuple[Signature, ...]:
    """The officers' signatures at `at`. A wrong PIN or an unknown officer is a refusal, said and done."""
    from desktop.exam.frame.command import Refused

    if not officers:
        return ()
    signed = run.session(home, record).sign_all(officers, pins(run, officers), at)
    if isinstance(signed, Refused):
        refuse(run, record, signed)
    return signed


def refusal(run: Run, record: Record, refused: Refused) -> dict[str, Any]:
    """A refusal as JSON: code, facts, clause and what to do next; beside it the sentence."""
    from desktop.operations.words import Words

    message, then = Words(record.index, run.answer.wording).refusal(refused)
    told = {"code": refused.code, "facts": plain(refused.facts), "clause": refused.clause, "next": then}
    return {"refused": told, "message": message}


def refuse(run: Run, record: Record, refused: Refused) -> NoReturn:
    said = refusal(run, record, refused)
    clause = f"（依据：{refused.clause}）" if refused.clause else ""
    run.answer.refuse(said, f"{said['message']}{clause}\n{said['refused']['next']}")


def plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as JSON."""
    return {k: _plain(v) for k, v in facts.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, (tuple, list, set, frozenset)) else value


def entry_data(entry: Entry) -> dict[str, Any]:
    """An entry as its JSON object."""
    from desktop.ledger.entry import entry_to_data

    return entry_to_data(entry)


def about_of(record: Record, given: str, at: int) -> str:
    """`TYPE:ID` as the rules want it: room numbers, admission numbers, staff numbers and bag labels are resolved, the
    sitting of a room or candidate is filled in where the time tells it, and `site` and `sitting` need no id where there
    is one only. What cannot be resolved goes on as given and is refused by the rules."""
    kind, _, id = given.partition(":")
    index, ctx = record.index, record.context()
    if kind in ("room", "candidate"):
        sitting, slash, id = id.rpartition("/")
        if kind == "room":
            room = index.room(id)
            id = room.id if room else id
        else:
            found = index.by_admission_number.get(id) or next(iter(index.by_document.get(id.upper(), ())), None)
            id = found.id if found else id
        if slash:
            return f"{kind}:{sitting}/{id}"
        near = ctx.sitting_at(at) or next(iter(index.plan.sittings), None)
        return f"{kind}:{near.id}/{id}" if near and id else given
    if kind == "site" and id in ("", index.plan.site.name):
        return f"site:{index.plan.site.id}"
    if kind == "sitting" and id not in index.sittings:
        named = [t.id for t in index.plan.sittings if id in ("", t.subject)]
        return f"sitting:{named[0]}" if len(named) == 1 else given
    if kind == "bag" and id not in index.bags:
        bag = next((b for b in index.plan.bags if b.label == id), None)
        return f"bag:{bag.id}" if bag else given
    if kind == "staff":
        person = index.staff_member(id)
        return f"staff:{person.id}" if person else given
    return given
