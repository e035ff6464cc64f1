"""Paper from the command line: forms and reports."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.answer import Wrong
from desktop.cli.shared import Run
from desktop.paths import out_file


def print_(
    run: Run,
    form: str | None,
    list_: bool,
    room: str | None,
    candidate: str | None,
    start_at: int,
    blank: bool,
    signature: bool,
    out: Path | None,
) -> None:
    """打印表格为 PDF。"""
    from desktop.press.printing import Wanted, forms_list, print_form

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
        done = print_form(run.parts.print_source(home), wanted, out_file(out), run.parts.clock.wall())
    flags = [{"kind": f.kind, "subject": f.subject, "value": f.value, "detail": f.detail} for f in done.flags]
    notes = "".join(f"\n请核对 {f['subject']}：{f['kind']} {f['value']} {f['detail']}" for f in flags)
    run.answer.give({"file": str(out), "pages": done.pages, "flags": flags}, f"{out}：{done.pages} 页{notes}")


def report(
    run: Run,
    kind: str,
    out: Path,
    room: str | None,
) -> None:
    """由记录生成报告：当日情况、证据清单、合规核对。"""
    from desktop.press.reports import write_report

    with run.record() as (_, record):
        done = write_report(record, kind, room, out_file(out), run.parts)
    run.answer.give(done, f"{out}")
