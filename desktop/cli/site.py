"""The site from the command line: the window, a rehearsal, the self-test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from desktop.cli.answer import REFUSED, Stop
from desktop.cli.shared import Run, Wrong


def run_of(ctx: typer.Context) -> Run:
    found: Run = ctx.obj
    return found


def rehearse(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("-o", "--output", help="写到哪个文件夹")],
    candidates: Annotated[int, typer.Option("--candidates", help="考生数", min=1, max=100_000)] = 320,
    rooms: Annotated[int, typer.Option("--rooms", help="考场数", min=1, max=4000)] = 12,
    desks: Annotated[int, typer.Option("--desks", help="查证台数", min=1, max=64)] = 1,
    seed: Annotated[int, typer.Option("--seed", help="随机种子")] = 1,
    faults: Annotated[str, typer.Option("--faults", help="逗号分隔，见 --list-faults")] = "",
    speed: Annotated[float, typer.Option("--speed", help="按几倍速播放；0 为不等待", min=0)] = 0,
    list_faults: Annotated[bool, typer.Option("--list-faults", help="列出可演练的意外")] = False,
) -> None:
    """用真实的程序演练一个上午。"""
    from desktop.rehearsal.faults import FAULTS
    from desktop.rehearsal.morning import Script
    from desktop.rehearsal.morning import rehearse as rehearse_

    run = run_of(ctx)
    if list_faults:
        run.answer.give({"faults": list(FAULTS)}, "\n".join(FAULTS))
        return
    chosen = tuple(f.strip() for f in faults.split(",") if f.strip())
    if unknown := [f for f in chosen if f not in FAULTS]:
        raise Wrong(f"没有“{unknown[0]}”这种意外；可选：{'、'.join(FAULTS)}。")
    summary = rehearse_(Script(candidates, rooms, desks, seed, chosen, speed), out, run.parts)
    text = json.dumps(summary, ensure_ascii=False, indent=2)
    run.answer.give(summary, text)
    if summary["open_points"]:
        raise Stop(REFUSED)


def selftest(ctx: typer.Context) -> None:
    """自检：读证、打印、字体、时钟、磁盘、名单；出一份带日期的证明。"""
    from desktop.rehearsal.selftest import selftest as selftest_

    run = run_of(ctx)
    result = selftest_(run.folder, run.parts, run.ask)
    lines = [f"{'✓' if c['ok'] else '✕'} {c['title']}：{c['detail']}" for c in result["checks"]]
    run.answer.give(result, "\n".join([f"{result['date']} {result['home']}", *lines]))
    if not result["ok"]:
        raise Stop(REFUSED)


def open_(ctx: typer.Context, desk: Annotated[str | None, typer.Option("--desk", help="打开哪一台")] = None) -> None:
    """打开窗口。"""
    raise AssertionError("the window is opened before the command line is read")
