"""The day from the command line: door checks, any command of the rules, one document read."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Annotated, Any

import typer

from desktop.cli import shared
from desktop.cli.answer import REFUSED, Stop
from desktop.cli.shared import Run, Wrong
from desktop.exam.day.verdict import Reading
from desktop.exam.decide import COMMANDS
from desktop.exam.frame.command import Command, Refused, Signature
from desktop.operations.door import Checked, check
from desktop.operations.record import Record
from desktop.operations.words import Words


def run_of(ctx: typer.Context) -> Run:
    found: Run = ctx.obj
    return found


def verdict_data(run: Run, record: Record, checked: Checked) -> dict[str, Any]:
    """A verdict as JSON: code and colour for programs, sentences for people, and the entry that holds it."""
    v, words = checked.verdict, Words(record.index, run.answer.wording)
    facts = words.facts(v.facts)
    who = record.index.candidates.get(v.candidate)
    there = record.index.rooms.get(v.place.room) if v.place else None
    return {
        "verdict": v.code,
        "admitted": v.admits,
        "colour": v.colour,
        "title": words.text(f"verdict-{v.code}", **facts),
        "reason": words.text(f"reason-{v.code}", **facts),
        "next": words.text(f"todo-{v.code}", **facts),
        "clause": v.clause,
        "facts": shared.plain(v.facts),
        "candidate": v.candidate or None,
        "name": who.name if who else None,
        "room": there.number if there else None,
        "seat": v.place.number if v.place else None,
        "late": v.late,
        "warnings": list(v.warnings),
        "at": checked.at,
        "entry": {"desk": checked.entry.desk, "number": checked.entry.number, "hash": checked.entry.hash},
    }


def door(
    ctx: typer.Context,
    room: Annotated[str, typer.Option("--room", help="考场号")],
    source: Annotated[str | None, typer.Option("--source", help="读证方式，例如 virtual:脚本")] = None,
    number: Annotated[str | None, typer.Option("--number", help="证件号码")] = None,
    ticket: Annotated[str | None, typer.Option("--ticket", help="准考证号；- 表示没有准考证")] = None,
    at: Annotated[str | None, typer.Option("--at", help="演练用的时间")] = None,
    stdin: Annotated[bool, typer.Option("--stdin", help="每行一次查验：号码[,准考证[,时间]]")] = False,
    officer: Annotated[list[str] | None, typer.Option("--officer", help="经办人编号，可多次")] = None,
) -> None:
    """一次查证入场，写入记录后才给出结论。"""
    run = run_of(ctx)
    if stdin and (number or source):
        raise Wrong("--stdin 不能与 --number 或 --source 同时使用。")
    if not stdin and not number and not source:
        raise Wrong("请给出 --number、--source 或 --stdin。")
    with run.record() as (_, record):
        moment = shared.parse_time(at, record.plan.site.utc_offset)
        if stdin:
            _from_stdin(run, record, room)
            return
        signed = shared.signatures(run, record, officer or (), record.now(moment))
        reading = _read(run, source) if source else Reading(number=number or "", method="reader")
        if ticket is not None:
            reading = _with_ticket(reading, ticket)
        checked = _check(run, record, room, reading, signed, moment)
        said = verdict_data(run, record, checked)
        seat = f" {said['room']} 考场 {said['seat']} 号座位" if said["admitted"] else ""
        run.answer.give(said, f"{said['title']}{seat} {said['name'] or ''}\n{said['reason']} {said['next']}".strip())
        if not checked.verdict.admits:
            raise Stop(REFUSED)


def _check(
    run: Run, record: Record, room: str, reading: Reading, signed: tuple[Signature, ...], at: int | None
) -> Checked:
    checked = check(record, room, reading, signed, at)
    if isinstance(checked, Refused):
        shared.refuse(run, record, checked)
    return checked


def _with_ticket(reading: Reading, ticket: str) -> Reading:
    return replace(reading, ticket="" if ticket.strip() in ("-", "") else ticket.strip())


def _read(run: Run, source: str) -> Reading:
    from desktop.devices.sources import open_source

    with open_source(source) as reader:
        document = reader.read(timeout=15.0)
    return Reading(
        number=document.number,
        name=document.name,
        document_type=document.document_type,
        expires=document.expires,
        ticket=document.ticket,
        method=document.method,
        unreadable=document.unreadable,
    )


def _from_stdin(run: Run, record: Record, room: str) -> None:
    """One JSON verdict a line, each only after its entry is durable. A line nobody can read is answered, not fatal."""
    for text in sys.stdin:
        line = text.strip()
        if not line:
            continue
        parts = [p.strip() for p in line.split(",")]
        try:
            if len(parts) > 3:
                raise Wrong("一行最多三项：号码[,准考证[,时间]]。")
            at = shared.parse_time(parts[2] if len(parts) == 3 else None, record.plan.site.utc_offset)
        except Wrong as wrong:
            run.answer.line({"usage": str(wrong), "line": line[:80]})
            continue
        ticket = parts[1] if len(parts) > 1 and parts[1] else None
        reading = Reading(number=parts[0], method="reader")
        if ticket is not None:
            reading = _with_ticket(reading, ticket)
        checked = check(record, room, reading, (), at)
        if isinstance(checked, Refused):
            run.answer.line(shared.refusal(run, record, checked))
        else:
            run.answer.line(verdict_data(run, record, checked))


def act(
    ctx: typer.Context,
    command: Annotated[str | None, typer.Argument(help="命令名，见 act --list")] = None,
    about: Annotated[str | None, typer.Option("--about", help="类型:编号，例如 room:03")] = None,
    data: Annotated[str | None, typer.Option("--data", help="JSON 对象")] = None,
    officer: Annotated[list[str] | None, typer.Option("--officer", help="签名人编号，可多次")] = None,
    at: Annotated[str | None, typer.Option("--at", help="演练用的时间")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只判断，不写入")] = False,
    list_: Annotated[bool, typer.Option("--list", help="列出全部命令")] = False,
) -> None:
    """规则中的任何一个命令。"""
    run = run_of(ctx)
    if list_:
        _list(run)
        return
    if not command or not about:
        raise Wrong("请给出命令名和 --about，或用 --list 查看全部命令。")
    if command not in COMMANDS:
        raise Wrong(f"没有“{command}”这个命令；用 act --list 查看全部命令。")
    given = shared.parse_data(data)
    with run.record() as (_, record):
        moment = shared.parse_time(at, record.plan.site.utc_offset)
        now = record.now(moment)
        signed = shared.signatures(run, record, officer or (), now)
        order = Command(command, shared.about_of(record, about, now), given, signed, record.desk)
        written = record.act(order, moment, dry_run)
        if isinstance(written, Refused):
            shared.refuse(run, record, written)
        entries = [shared.entry_data(e) for e in written]
        words = run.answer.wording
        text = "\n".join(f"{words.text('kind-' + e.kind)}  {'、'.join(e.about)}" for e in written)
        run.answer.give({"entries": entries, "dry_run": dry_run}, text)


def _list(run: Run) -> None:
    """Every command with its data, roles and clause, out of the shipped rule set."""
    from desktop.exam.rules.ruleset import ruleset_from_data

    rules = ruleset_from_data(run.parts.rules.rule_set("beijing-2022-1"))
    words = run.answer.wording
    rows: list[dict[str, Any]] = []
    for name, spec in sorted(COMMANDS.items()):
        right = rules.rights[name]
        rows.append(
            {
                "command": name,
                "title": words.text(f"command-{name}"),
                "about": spec.about,
                "data": [
                    {"name": f.name, "kind": f.kind, "required": f.required, "choices": list(f.choices)}
                    for f in spec.fields
                ],
                "signers": [slot.text for slot in right.slots],
                "writes": list(spec.writes),
                "clause": right.clause,
            }
        )
    lines = [
        f"{r['command']:<22} {r['title']}（{r['about']}；{' + '.join(r['signers']) or '本台'}；{r['clause']}）"
        for r in rows
    ]
    run.answer.give({"commands": rows}, "\n".join(lines))


def read_id(
    ctx: typer.Context,
    source: Annotated[str, typer.Option("--source", help="例如 virtual:脚本 或 keyboard:")],
    timeout: Annotated[float, typer.Option("--timeout", help="秒")] = 15.0,
    mrz: Annotated[str | None, typer.Option("--mrz")] = None,
    document: Annotated[str | None, typer.Option("--document")] = None,
    birth: Annotated[str | None, typer.Option("--birth")] = None,
    expiry: Annotated[str | None, typer.Option("--expiry")] = None,
    can: Annotated[str | None, typer.Option("--can")] = None,
) -> None:
    """读一个证件。"""
    from desktop.devices.sources import TravelKey, open_source

    run = run_of(ctx)
    if sum(bool(x) for x in (mrz, document or birth or expiry, can)) > 1:
        raise Wrong("--mrz、--document/--birth/--expiry、--can 只能用一种。")
    key = TravelKey(mrz or "", document or "", birth or "", expiry or "", can or "")
    with open_source(source, key) as reader:
        found = reader.read(timeout=timeout)
    run.answer.give(found.as_data(), f"{found.document_type} {found.number} {found.name}")
