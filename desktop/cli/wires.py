"""Hub and central system from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop.cli.answer import REFUSED, Stop, Wrong
from desktop.cli.shared import Run
from desktop.operations.exchange import Synced, sync_hub


def init(run: Run, url: str) -> None:
    """建汇聚库，并记为本台的汇聚库。"""
    with run.home() as home:
        with run.parts.hub(url) as hub:
            hub.init()
        home.settings.put("hub-url", url)
    run.answer.give({"hub": "ready"}, "汇聚库已就绪。")


def status(run: Run, hub: str | None) -> None:
    """汇聚库现状：各台到第几条，与本机是否一致。"""
    with run.record() as (home, record), run.parts.hub(_url(hub or home.settings.get("hub-url"))) as peer:
        theirs = peer.heads(record.opened.record)
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


def sync(run: Run, hub: str | None, central: str | None, token_file: Path | None, ca: Path | None) -> None:
    """与汇聚库或中心系统对齐。再跑一次不会重复发送。"""
    if central is not None and hub is not None:
        raise Wrong("一次只与一处对齐：--hub 或 --central。")
    if (central is None) != (token_file is None) or (ca is not None and central is None):
        raise Wrong("--central 与 --token-file 要一起给出，--ca 只用于 --central。")
    with run.record() as (home, record):
        if central is not None and token_file is not None:
            done = run.parts.sync_central(home, record, central, token_file, ca)
        else:
            with run.parts.hub(_url(hub or home.settings.get("hub-url"))) as peer:
                done = sync_hub(record, home.entries, peer)
    text = f"发送 {done.sent}，接收 {done.received}，未被接受 {len(done.refused)}；" + (
        "两边一致。" if done.heads_agree else "两边尚不一致。"
    )
    run.answer.give(synced_data(done), "\n".join([text, *(f"  {r}" for r in done.refused)]))
    if not done.heads_agree or done.refused:
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
