"""The record from the command line: show, verify, export, merge."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from desktop.cli import shared
from desktop.cli.shared import Run, Wrong
from desktop.faults import SiteFault
from desktop.ledger.heads import HeadClaim, read_claim
from desktop.ledger.verify import Report, verify

record_app = typer.Typer(no_args_is_help=True, add_completion=False, help="记录：查看、核验、导出、合并")


def run_of(ctx: typer.Context) -> Run:
    found: Run = ctx.obj
    return found


@record_app.command()
def show(
    ctx: typer.Context,
    about: Annotated[str | None, typer.Option("--about", help="只看一项，例如 room:03")] = None,
) -> None:
    """记录现状：各台条数、校验码、考场、矛盾；或一项的全部条目。"""
    from desktop.operations.reports import record_summary

    run = run_of(ctx)
    with run.record() as (_, record):
        if about:
            key = shared.about_of(record, about, record.now())
            entries = [shared.entry_data(e) for e in record.fold.history(key)]  # type: ignore[arg-type]
            text = "\n".join(f"{e['wall']} {e['kind']} {'、'.join(e['officers'])}" for e in entries)
            run.answer.give({"about": key, "entries": entries}, text)
            return
        data = record_summary(record)
    desks = "\n".join(f"  {d['desk']}  {d['label']}  {d['number']} 条" for d in data["desks"])
    rooms = "\n".join(
        f"  {r['number']} 考场  应到 {r['registered']}  已到 {r['present']}  未到 {r['absent']}  {r['status']}"
        for r in data["rooms"]
    )
    mark = "（演练）" if data["rehearsal"] else ""
    run.answer.give(data, f"记录 {data['record']}{mark}\n校验码 {data['code']}\n{desks}\n{rooms}")


@record_app.command("verify")
def verify_(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="记录文件；不给则核验本机的记录")] = None,
    heads: Annotated[Path | None, typer.Option("--heads", help="打印件二维码内容（JSON 文件）")] = None,
    record_secret: Annotated[str | None, typer.Option("--record-secret", help="记录密钥，十六进制")] = None,
) -> None:
    """核验记录：任何一字节被改动都会指出台号、条号和原因。"""
    run = run_of(ctx)
    secret = _secret(record_secret)
    claim = _claim(heads)
    if file is None:
        with run.record() as (home, record):
            own = record.opened
            report = verify(home.entries.lines(own.record), own.record, secret or own.secret, claim)
    else:
        report = _verify_file(file, secret, claim)
    data = report_data(report)
    words = run.answer.wording
    if report.ok:
        proof = "" if report.proof_checked else "（未提供记录密钥，登记证明未核验）"
        run.answer.give(data, f"记录完整：{report.entries} 条，校验码 {report.code}{proof}")
        return
    where = f"台 {report.desk or '—'}，第 {report.number or '—'} 条" + (f"，第 {report.line} 行" if report.line else "")
    run.answer.refuse(data, f"记录不完整：{where}：{words.text('verify-' + str(report.reason))}（{report.reason}）")


def _secret(text: str | None) -> bytes | None:
    if not text:
        return None
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise Wrong("--record-secret 不是十六进制。") from None


def _claim(path: Path | None) -> HeadClaim | None:
    if path is None:
        return None
    try:
        return read_claim(path.read_bytes())
    except OSError:
        raise SiteFault("file-not-found", path=str(path)) from None
    except ValueError:
        raise SiteFault("not-a-head-code", path=str(path)) from None


def _verify_file(path: Path, secret: bytes | None, claim: HeadClaim | None) -> Report:
    from desktop.exchange.ledger_files import is_encrypted, read_lines
    from desktop.ledger.verify import verify_file

    if is_encrypted(path):
        from desktop.store.passphrase import find_passphrase

        return verify(read_lines(path, passphrase=find_passphrase(path.parent) or ""), None, secret, claim)
    try:
        with path.open("rb") as stream:
            return verify_file(stream, None, secret, claim)
    except FileNotFoundError:
        raise SiteFault("file-not-found", path=str(path)) from None
    except OSError as error:
        raise SiteFault("file-unreadable", path=str(path), reason=str(error)) from None


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


@record_app.command()
def export(
    ctx: typer.Context, out: Annotated[Path, typer.Option("-o", "--output", help=".jsonl 或 .jsonl.age")]
) -> None:
    """导出记录：.jsonl 明文，.jsonl.age 加密（标准 age 工具可开）。"""
    from desktop.exchange.ledger_files import write_lines

    run = run_of(ctx)
    with run.record() as (home, record):
        encrypted = out.suffix == ".age"
        passphrase = run.parts.package_passphrase(run.folder, run.ask) if encrypted else None
        write_lines(shared.out_file(out), home.entries.lines(record.opened.record), passphrase=passphrase)
        data = {"file": str(out), "entries": home.entries.count(record.opened.record), "code": record.head_code()}
        (qr,) = (record.qr(),)
    run.answer.give({**data, "qr": json.loads(qr)}, f"已导出 {data['entries']} 条：{out}\n校验码 {data['code']}")


@record_app.command()
def merge(ctx: typer.Context, files: Annotated[list[Path], typer.Argument(help="其他台导出的记录")]) -> None:
    """并入其他台的记录。重复并入无害；有矛盾的列出来由主考裁定。"""
    from desktop.exchange.ledger_files import is_encrypted, read_ledger
    from desktop.operations.exchange import merge as merge_

    run = run_of(ctx)
    with run.record() as (home, record):
        received = known = 0
        for path in files:
            passphrase = run.parts.package_passphrase(run.folder, run.ask) if is_encrypted(path) else None
            done = merge_(record, home.entries, list(read_ledger(path, passphrase=passphrase)))
            received, known = received + done.received, known + done.known
        conflicts = [c.id for c in record.context().conflicts()]
        code = record.head_code()
    data = {"received": received, "known": known, "conflicts": conflicts, "code": code}
    run.answer.give(data, f"并入 {received} 条（已有 {known} 条），矛盾 {len(conflicts)} 处，校验码 {code}")
