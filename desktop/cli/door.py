"""Door checks from the command line: one, or one a line with `--stdin`."""

from __future__ import annotations

import codecs
import contextlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from desktop.cli import shared
from desktop.cli.answer import REFUSED, USAGE, Stop, Wrong
from desktop.cli.shared import Run
from desktop.cli.travel import travel_key
from desktop.exam.day.verdict import Reading
from desktop.exam.frame.command import Refused, Signature
from desktop.faults import SiteFault
from desktop.operations.door import WANTS_KEY, Checked, check, reading_of
from desktop.operations.record import Record
from desktop.operations.session import Session
from desktop.operations.verdicts import names_beside, said_of
from desktop.operations.words import Words

if TYPE_CHECKING:
    from desktop.store.home import Home

LONGEST = 2000


def door(
    run: Run,
    room: str,
    source: str | None,
    number: str | None,
    ticket: str | None,
    at: str | None,
    stdin: bool,
    officer: Sequence[str],
    mrz: str | None,
    document: str | None,
    birth: str | None,
    expiry: str | None,
    can: str | None,
) -> None:
    """One check, or with `stdin` one a line. Refused at the door is exit 1, as every refusal."""
    if stdin:
        run.answer.in_lines()
        if number is not None or source is not None or ticket is not None:
            raise Wrong("--stdin 不能与 --number、--ticket 或 --source 同时使用。")
    elif (number is None) == (source is None):
        raise Wrong("请给出 --number、--source 或 --stdin 中的一种。")
    if number is not None and not number.strip():
        raise Wrong("--number 是空的。")
    parts = (mrz, document, birth, expiry, can)
    if source is None and any(part is not None for part in parts):
        raise Wrong("--mrz、--document、--birth、--expiry、--can 是 --source 读旅行证件用的。")
    with run.record() as (home, record):
        moment = shared.parse_time(at, record.plan.site.utc_offset)
        if stdin:
            _Lines(run, home, record, room, moment, officer).answer_all()
            return
        if source is not None:
            holder = record.index.by_admission_number.get((ticket or "").strip())
            key = travel_key(*parts, known=holder.document_number if holder is not None else "")
            reading = _read(run, home, record, source, key)
        else:
            reading = Reading(number=(number or "").strip(), method="reader")
        if ticket is not None:
            reading = _with_ticket(reading, ticket)
        signed = shared.signatures(run, home, record, officer, record.now(moment))
        checked = check(record, room, reading, signed, moment)
        if isinstance(checked, Refused):
            shared.refuse(run, record, checked)
        said = verdict_data(run, record, checked, reading)
        run.answer.give(said, _spoken(said))
        if not checked.verdict.admits:
            raise Stop(REFUSED)


def _spoken(said: dict[str, Any]) -> str:
    seat = f" {said['room']} 考场 {said['seat']} 号座位" if said["admitted"] else ""
    clause = f"（依据：{said['clause']}）" if said["clause"] else ""
    lines = [f"{said['title']}{seat} {said['name'] or ''}".rstrip(), f"{said['reason']}{clause}", said["next"]]
    if names := said["names"]:
        roster, read = (_marked(names[n], names[f"{n}_marks"]) for n in ("roster", "read"))
        lines.append(f"名册：{roster}　证件：{read}{'（拼音相符）' if names['alike'] else ''}")
    return "\n".join(line for line in (*lines, *said["told"]) if line)


def _marked(name: str, places: Sequence[int]) -> str:
    """A name with the characters that differ in brackets."""
    return "".join(f"〔{ch}〕" if n in places else ch for n, ch in enumerate(name)).replace("〕〔", "")


def verdict_data(run: Run, record: Record, checked: Checked, reading: Reading) -> dict[str, Any]:
    """A verdict as JSON: code and colour for programs, sentences for people, and the entry that holds it. `warnings`
    are codes, `told` their sentences; `names` are two names to compare, with the places of characters that differ;
    `alike` where the one is how the other is read."""
    v, words = checked.verdict, Words(record.index, run.answer.wording)
    said, names = said_of(words, v, reading), names_beside(record.context(), v.candidate, reading)
    who = record.index.candidates.get(v.candidate)
    there = record.index.rooms.get(v.place.room) if v.place else None
    return {
        "verdict": v.code,
        "admitted": v.admits,
        "colour": v.colour,
        "title": said.title,
        "reason": said.reason,
        "next": said.next,
        "clause": v.clause,
        "facts": shared.plain(v.facts),
        "candidate": v.candidate or None,
        "name": who.name if who else None,
        "room": there.number if there else None,
        "seat": v.place.number if v.place else None,
        "late": v.late,
        "warnings": list(v.warnings),
        "told": list(said.warnings),
        "names": asdict(names) if names else None,
        "choices": list(v.choices),
        "at": checked.at,
        "entry": {"desk": checked.entry.desk, "number": checked.entry.number, "hash": checked.entry.hash},
    }


def _with_ticket(reading: Reading, ticket: str) -> Reading:
    return replace(reading, ticket="" if ticket.strip() in ("-", "") else ticket.strip())


def _read(run: Run, home: Home, record: Record, source: str, key: dict[str, str]) -> Reading:
    """The next document of a reader. A chip that its key did not open is refused: nobody was checked."""
    with run.parts.open_source(source, lambda state: None, lambda: key, home.folder) as reader:
        document = reader.read(timeout=15.0)
    if document.unreadable and document.trouble in WANTS_KEY:
        told = run.answer.wording.text(f"trouble-{document.trouble}")
        refused = {"code": document.trouble, "facts": {}, "clause": "", "next": ""}
        run.answer.refuse({"refused": refused, "message": told}, told)
    return reading_of(document, record.opened.secret, run.parts.certificates(home.folder) is not None)


@dataclass
class _Lines:
    """One check a line: `number[,ticket[,time]]`. Every line gets exactly one JSON document, out before the next line
    is read, and only after its entry is on the disk. A line that is no check is answered, not fatal."""

    run: Run
    home: Home
    record: Record
    room: str
    at: int | None
    officers: Sequence[str]

    def answer_all(self) -> None:
        """Exit 1 when a line met a fault or a refusal of the rules, 2 when a line was no check, else 0: a candidate
        who may not enter is an answer like any other."""
        session = self.run.session(self.home, self.record) if self.officers else None
        pins = shared.pins(self.run, self.officers) if self.officers else {}
        worst = 0
        for line in _lines_given():
            self.record.refresh()
            try:
                said, code = self._one(line, session, pins)
            except Wrong as wrong:
                said, code = {"usage": str(wrong), "line": line[:80]}, USAGE
            except SiteFault as fault:
                said, code = self.run.answer.fault_data(fault), REFUSED
            self.run.answer.line(said)
            worst = max(worst, code)
        if worst:
            raise Stop(worst)

    def _one(self, line: str, session: Session | None, pins: dict[str, str]) -> tuple[dict[str, Any], int]:
        parts = [part.strip() for part in line.split(",")]
        if len(parts) > 3 or not parts[0] or len(line) > LONGEST:
            raise Wrong("一行是一次查验：号码[,准考证[,时间]]。")
        given = shared.parse_time(parts[2] if len(parts) == 3 else None, self.record.plan.site.utc_offset)
        at = self.at if given is None else given
        reading = Reading(number=parts[0], method="reader")
        if len(parts) > 1 and parts[1]:
            reading = _with_ticket(reading, parts[1])
        signed: tuple[Signature, ...] | Refused = ()
        if session is not None:
            signed = session.sign_all(self.officers, pins, self.record.now(at))
        checked = signed if isinstance(signed, Refused) else check(self.record, self.room, reading, signed, at)
        if isinstance(checked, Refused):
            return shared.refusal(self.run, self.record, checked), REFUSED
        return verdict_data(self.run, self.record, checked, reading), 0


def _lines_given() -> Iterator[str]:
    """Lines of standard input, as they come; bytes that are no text become replacement marks, empty lines are left out.
    UTF-8, or UTF-16 where a file says that it is that, as Windows' own tools write them."""
    if sys.stdin is None:
        return
    with contextlib.suppress(AttributeError, ValueError):
        peek = getattr(sys.stdin.buffer, "peek", None)
        begins = peek(2)[:2] if peek is not None else b""
        encoding = "utf-16" if begins in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
        sys.stdin.reconfigure(encoding=encoding, errors="replace")  # type: ignore[union-attr]
    for line in sys.stdin:
        if line.strip():
            yield line.strip()
