"""Paper from the command line: forms and reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli import shared
from desktop.cli.shared import Run, Wrong

REPORTS = ("day", "evidence", "compliance")


def run_of(ctx: typer.Context) -> Run:
    found: Run = ctx.obj
    return found


def print_(
    ctx: typer.Context,
    form: Annotated[str | None, typer.Argument(help="表名，见 print --list")] = None,
    list_: Annotated[bool, typer.Option("--list", help="列出全部表")] = False,
    room: Annotated[str | None, typer.Option("--room", help="只印一个考场")] = None,
    candidate: Annotated[str | None, typer.Option("--candidate", help="只印一名考生（编号、准考证号或证件号）")] = None,
    start_at: Annotated[int, typer.Option("--start-at", help="标签从第几格开始")] = 1,
    blank: Annotated[bool, typer.Option("--blank", help="空白表")] = False,
    signature: Annotated[bool, typer.Option("--signature", help="汇总表印签字件（不遮盖）")] = False,
    out: Annotated[Path | None, typer.Option("-o", "--output", help="写到哪个 PDF")] = None,
) -> None:
    """打印表格为 PDF。"""
    from desktop.press.printing import Wanted, forms_list, print_form

    run = run_of(ctx)
    if list_:
        rows = forms_list()
        lines = [f"{r['name']:<16} {r['title']}（{r['paper']}；{r['clause']}）" for r in rows]
        run.answer.give({"forms": rows}, "\n".join(lines))
        return
    if not form or out is None:
        raise Wrong("请给出表名和 -o 文件，或用 print --list 查看全部表。")
    if form not in {r["name"] for r in forms_list()}:
        raise Wrong(f"没有“{form}”这张表；用 print --list 查看全部表。")
    wanted = Wanted(form, room, candidate, start_at, blank, signature)
    with run.home() as home:
        done = print_form(run.parts.print_source(home), wanted, shared.out_file(out), run.parts.clock.wall())
    flags = [{"kind": f.kind, "subject": f.subject, "value": f.value, "detail": f.detail} for f in done.flags]
    notes = "".join(f"\n请核对 {f['subject']}：{f['kind']} {f['value']} {f['detail']}" for f in flags)
    run.answer.give({"file": str(out), "pages": done.pages, "flags": flags}, f"{out}：{done.pages} 页{notes}")


def report(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(help="day|evidence|compliance")],
    out: Annotated[Path, typer.Option("-o", "--output", help="写到哪个文件（.pdf 或 .json）")],
    room: Annotated[str | None, typer.Option("--room", help="只报一个考场")] = None,
) -> None:
    """由记录生成报告：当日情况、证据清单、合规核对。"""
    from desktop.press.reports import write_report

    run = run_of(ctx)
    if kind not in REPORTS:
        raise Wrong(f"报告只有 {'、'.join(REPORTS)}。")
    with run.record() as (_, record):
        done = write_report(record, kind, room, shared.out_file(out), run.parts)
    run.answer.give(done, f"{out}")
