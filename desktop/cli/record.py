"""The record from the command line: show, verify, export, results, merge."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli import shared
from desktop.cli.answer import Wrong
from desktop.cli.shared import Run
from desktop.faults import SiteFault, reading_fault
from desktop.ledger.entry import Entry
from desktop.ledger.heads import HeadClaim, read_claim
from desktop.ledger.verify import Report, verify, verify_file
from desktop.paths import out_file

CLAIM_LIMIT = 1 << 20

if TYPE_CHECKING:
    from desktop.operations.record import Record


def show(
    run: Run,
    about: str | None,
) -> None:
    """记录现状：各台条数、校验码、考场、矛盾；或一项的全部条目。"""
    from desktop.operations.reports import record_summary

    words = run.answer.wording
    with run.record() as (_, record):
        if about:
            key = shared.about_of(record, about, record.now())
            entries = [shared.entry_data(e) for e in record.fold.history(key)]  # type: ignore[arg-type]
            text = "\n".join(f"{e['wall']} {e['kind']} {'、'.join(e['officers'])}" for e in entries)
            run.answer.give({"about": key, "entries": entries}, text or words.text("record-nothing-about", about=about))
            return
        data = {**record_summary(record), "bags": _bags(record)}
    desks = "\n".join(f"  {d['desk']}  {d['label']}  {d['number']} 条" for d in data["desks"])
    rooms = "\n".join(
        f"  {r['number']} 考场  应到 {r['registered']}  已到 {r['present']}  未到 {r['absent']}  {r['status']}"
        for r in data["rooms"]
    )
    mark = "（演练）" if data["rehearsal"] else ""
    run.answer.give(data, f"记录 {data['record']}{mark}\n校验码 {data['code']}\n{desks}\n{rooms}")


def _bags(record: Record) -> list[dict[str, Any]]:
    """Every paper bag and where it is: its id is what `act --about bag:…` takes."""
    return [
        {
            "id": bag.id,
            "label": bag.label,
            "sitting": bag.sitting,
            "room": bag.room,
            "occupation": bag.occupation,
            "level": bag.level,
            "copies": bag.copies,
            "cards": bag.cards,
            "place": record.state.bag(bag.id).place,
        }
        for bag in record.plan.bags
    ]


def verify_(run: Run, file: Path | None, heads: Path | None, record_secret: str | None) -> None:
    """核验记录：任何一字节被改动都会指出台号、条号和原因。"""
    secret = _secret(record_secret)
    claim = _claim(heads)
    if file is None:
        with run.home() as home:
            record = home.plans.current_record()
            package = home.plans.package(record) if record else None
            if record is None or package is None:
                raise SiteFault("not-enrolled", home=str(home.folder))
            report = verify(home.entries.lines(record), record, secret or package.secret, claim)
    else:
        report = _verify_file(run, file, secret, claim)
    data = report_data(report)
    words = run.answer.wording
    if report.ok:
        proof = "" if report.proof_checked else "（未提供记录密钥，登记证明未核验）"
        run.answer.give(data, f"记录完整：{report.entries} 条，校验码 {report.code}{proof}")
        return
    parts = [f"台 {report.desk}" if report.desk else "", f"第 {report.number} 条" if report.number else ""]
    parts += [f"文件第 {report.line} 行" if report.line else ""]
    where = "，".join(p for p in parts if p) or "整个文件"
    reason = words.text(f"verify-{report.reason}")
    run.answer.refuse(data, f"记录不完整：{where}：{reason}（{report.reason}）。请保留原件并报告主考")


def _secret(text: str | None) -> bytes | None:
    if text is None:
        return None
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != 32:
        raise Wrong("--record-secret 要是 64 位十六进制。")
    return secret


def _claim(path: Path | None) -> HeadClaim | None:
    if path is None:
        return None
    from desktop.exchange.durable import read_whole

    try:
        return read_claim(read_whole(path, CLAIM_LIMIT))
    except ValueError:
        raise SiteFault("not-a-head-code", path=str(path)) from None


def _verify_file(run: Run, path: Path, secret: bytes | None, claim: HeadClaim | None) -> Report:
    from desktop.exchange.ledger_files import is_encrypted, read_lines

    if is_encrypted(path):
        passphrase = run.parts.package_passphrase(run.folder, run.ask)
        return verify(read_lines(path, passphrase=passphrase), None, secret, claim)
    try:
        with path.open("rb") as stream:
            return verify_file(stream, None, secret, claim)
    except OSError as error:
        raise reading_fault(error, path) from error


def report_data(report: Report) -> dict[str, Any]:
    return {
        "ok": report.ok,
        "entries": report.entries,
        "code": report.code,
        "heads": {d: {"number": h.number, "hash": h.hash} for d, h in report.heads.items()},
        "proof_checked": report.proof_checked,
        "desk": report.desk,
        "number": report.number,
        "line": report.line,
        "reason": report.reason,
    }


def export(run: Run, out: Path) -> None:
    """导出记录：.jsonl 明文，.jsonl.age 加密（标准 age 工具可开）。"""
    from desktop.exchange.ledger_files import write_lines

    with run.record() as (home, record):
        encrypted = out.suffix == ".age"
        passphrase = run.parts.package_passphrase(run.folder, run.ask) if encrypted else None
        write_lines(out_file(out), home.entries.lines(record.opened.record), passphrase=passphrase)
        data = {"file": str(out), "entries": record.fold.count, "code": record.head_code()}
        qr = json.loads(record.qr())
    run.answer.give({**data, "qr": qr}, f"已导出 {data['entries']} 条：{out}\n校验码 {data['code']}")


def results(run: Run, sitting: str, out: Path) -> None:
    """一场的认定结果工作簿：只填记录里有的缺考、舞弊，其余空着，由阅卷登统后填写。"""
    from desktop.exchange.results import ResultState, write_results
    from desktop.operations.reporting.results import known_results

    states: dict[str, ResultState] = {"absent": "缺考", "cheated": "舞弊"}
    with run.record() as (_, record):
        found, plan = known_results(record, sitting), record.plan
    at = found.sitting
    write_results(out_file(out), plan, at.id, {id: states[one] for id, one in found.known.items()})
    counts = {one: found.count(one) for one in states}
    data = {"file": str(out), "sitting": at.id, **counts, "empty": found.empty, "unseen": found.unseen}
    text = run.answer.wording.text
    lines = [text("results-written", path=str(out), subject=at.subject, empty=found.empty, **counts)]
    if found.unseen:
        lines.append(text("results-unseen", count=found.unseen))
    run.answer.give(data, "\n".join(lines))


def merge(run: Run, files: list[Path]) -> None:
    """并入其他台的记录。重复并入无害；有矛盾的列出来由主考裁定。"""
    from desktop.exchange.ledger_files import is_encrypted, read_ledger
    from desktop.operations.exchange import gathered
    from desktop.operations.exchange import merge as merge_

    with run.record() as (home, record):

        def read(path: Path) -> Iterator[Entry]:
            passphrase = run.parts.package_passphrase(run.folder, run.ask) if is_encrypted(path) else None
            return read_ledger(path, passphrase=passphrase)

        done = merge_(record, home.entries, gathered(map(read, files)))
        conflicts = [c.id for c in record.context().conflicts()]
        code = record.head_code()
    data = {"received": done.received, "known": done.known, "conflicts": conflicts, "code": code}
    run.answer.give(data, f"并入 {done.received} 条（已有 {done.known} 条），矛盾 {len(conflicts)} 处，校验码 {code}")
