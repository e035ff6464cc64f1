"""Hub and central system from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from desktop.cli.shared import Run, Wrong
from desktop.operations.exchange import Synced, sync_hub

hub_app = typer.Typer(no_args_is_help=True, add_completion=False, help="考点汇聚库")


def run_of(ctx: typer.Context) -> Run:
    found: Run = ctx.obj
    return found


@hub_app.command()
def init(ctx: typer.Context, url: Annotated[str, typer.Argument(help="postgresql://…")]) -> None:
    """建汇聚库，并记为本台的汇聚库。"""
    run = run_of(ctx)
    with run.home() as home:
        with run.parts.hub(url) as hub:
            hub.init()
        home.settings.put("hub-url", url)
    run.answer.give({"hub": "ready"}, "汇聚库已就绪。")


@hub_app.command()
def status(ctx: typer.Context, url: Annotated[str | None, typer.Option("--hub")] = None) -> None:
    """汇聚库现状：各台到第几条，与本机是否一致。"""
    run = run_of(ctx)
    with run.record() as (home, record), run.parts.hub(_url(url or home.settings.get("hub-url"))) as hub:
        theirs = hub.heads(record.opened.record)
        mine = record.heads()
    data: dict[str, Any] = {
        "desks": {
            d: {"here": mine[d].number if d in mine else 0, "hub": theirs[d].number if d in theirs else 0}
            for d in sorted({*mine, *theirs})
        },
        "heads_agree": mine == theirs,
    }
    lines = [f"  {d}  本机 {n['here']}  汇聚库 {n['hub']}" for d, n in data["desks"].items()]
    run.answer.give(data, "\n".join([*lines, "一致" if data["heads_agree"] else "尚不一致，请运行 sync"]))


def sync(
    ctx: typer.Context,
    hub: Annotated[str | None, typer.Option("--hub", help="汇聚库地址")] = None,
    central: Annotated[str | None, typer.Option("--central", help="中心系统地址")] = None,
    token_file: Annotated[Path | None, typer.Option("--token-file", help="存令牌的文件")] = None,
    ca: Annotated[Path | None, typer.Option("--ca", help="证书文件")] = None,
) -> None:
    """与汇聚库或中心系统对齐。再跑一次不会重复发送。"""
    run = run_of(ctx)
    if central and not token_file:
        raise Wrong("--central 需要 --token-file。")
    with run.record() as (home, record):
        if central and token_file:
            done = run.parts.sync_central(home, record, central, token_file, ca)
        else:
            with run.parts.hub(_url(hub or home.settings.get("hub-url"))) as peer:
                done = sync_hub(record, home.entries, peer)
    text = f"发送 {done.sent}，接收 {done.received}，未被接受 {len(done.refused)}；" + (
        "两边一致。" if done.heads_agree else "两边尚不一致。"
    )
    run.answer.give(synced_data(done), "\n".join([text, *(f"  {r}" for r in done.refused)]))
    if not done.heads_agree or done.refused:
        from desktop.cli.answer import REFUSED, Stop

        raise Stop(REFUSED)


def synced_data(done: Synced) -> dict[str, Any]:
    return {
        "sent": done.sent,
        "received": done.received,
        "refused": [dict(r) for r in done.refused],
        "heads_agree": done.heads_agree,
        "attachments": done.attachments,
        "held_back": done.held_back,
        "receipts": [dict(r) for r in done.receipts],
    }


def _url(url: str | None) -> str:
    if not url:
        raise Wrong("请给出 --hub 或 --central，或先运行 hub init。")
    return url
