"""Before the day from the command line: the plan, its check, its package, and desks that enrol with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from desktop.cli import shared
from desktop.cli.answer import REFUSED, Stop
from desktop.cli.shared import Run, Wrong
from desktop.exam.plan.arranging.findings import spoken
from desktop.faults import SiteFault
from desktop.operations import planning

plan_app = typer.Typer(no_args_is_help=True, add_completion=False, help="计划：导入、编排、核对、发布")
desk_app = typer.Typer(no_args_is_help=True, add_completion=False, help="本台登记")


def run_of(ctx: typer.Context) -> Run:
    found: Run = ctx.obj
    return found


@plan_app.command("import")
def import_(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="名单文件：.xlsx .xls .ods .csv")],
    profile: Annotated[str | None, typer.Option("--profile", help="已存的列对应方案")] = None,
    check: Annotated[bool, typer.Option("--check", help="只检查，不导入")] = False,
    accept_valid: Annotated[bool, typer.Option("--accept-valid", help="有问题的行除外，其余导入")] = False,
) -> None:
    """导入名单。有一处不能导入就全部不导入。"""
    run = run_of(ctx)
    with run.home(create=True) as home:
        columns = None
        if profile is not None:
            kept = home.profiles.get(profile)
            if kept is None:
                raise SiteFault("no-profile", name=profile, known="、".join(home.profiles.names()))
            columns = kept

        def read(paths: Any, existing: Any, _: Any) -> Any:
            return run.parts.read_roster(paths, existing, columns)

        done = planning.import_roster(home, read, files, check=check, accept_valid=accept_valid)
    data = {
        "accepted": dict(done.accepted),
        "rejected": [_finding(f) for f in done.rejected],
        "warnings": [_finding(f) for f in done.warnings],
    }
    a = done.accepted
    lines = [f"{f.file} {f.sheet} 第 {f.row or '-'} 行 {f.column or ''}：{f.message}" for f in done.rejected]
    lines += [f"提示 {f.file} {f.sheet} 第 {f.row or '-'} 行 {f.column or ''}：{f.message}" for f in done.warnings]
    verb = "已导入" if done.taken else "可导入"
    lines.append(f"{verb}：考生 {a['candidates']}，考场 {a['rooms']}，人员 {a['staff']}，场次 {a['sittings']}。")
    run.answer.give(data, "\n".join(lines))
    if done.rejected:
        raise Stop(REFUSED)


def _finding(f: planning.RowFinding) -> dict[str, Any]:
    return {
        "file": f.file,
        "sheet": f.sheet,
        "row": f.row,
        "column": f.column,
        "code": f.code,
        "value": f.value,
        "message": f.message,
    }


@plan_app.command()
def template(ctx: typer.Context, out: Annotated[Path, typer.Option("-o", "--output", help="写到哪个文件")]) -> None:
    """写一份空白的名单工作簿。"""
    from desktop.exchange.roster.template import write_template

    run = run_of(ctx)
    write_template(shared.out_file(out))
    run.answer.give({"file": str(out)}, f"已写入 {out}")


@plan_app.command()
def fetch(
    ctx: typer.Context,
    plan: Annotated[str, typer.Argument(help="中心系统里的计划编号")],
    central: Annotated[str, typer.Option("--central", help="中心系统地址")],
    token_file: Annotated[Path, typer.Option("--token-file", help="存令牌的文件")],
    ca: Annotated[Path | None, typer.Option("--ca", help="证书文件")] = None,
) -> None:
    """从中心系统取计划。"""
    run = run_of(ctx)
    with run.home(create=True) as home, run.parts.central(central, token_file, ca) as client:
        fetched = run.parts.fetch_plan(client, plan)
        home.plans.save_draft(fetched)
    counts = {
        "candidates": len(fetched.candidates),
        "rooms": len(fetched.rooms),
        "staff": len(fetched.staff),
        "sittings": len(fetched.sittings),
    }
    run.answer.give({"plan": fetched.id, "name": fetched.name, "accepted": counts}, f"已取得计划 {fetched.name}。")


@plan_app.command()
def arrange(ctx: typer.Context, seed: Annotated[int | None, typer.Option("--seed", help="随机种子")] = None) -> None:
    """编排座位、人员和试卷袋。已打印的座位不动。"""
    run = run_of(ctx)
    with run.home() as home:
        done = planning.arrange_draft(home, run.parts.rules, seed)
    words = run.answer.wording
    data = {
        "seats": len(done.plan.seats),
        "kept": done.kept,
        "unseated": done.unseated,
        "duties": len(done.plan.duties),
        "bags": len(done.plan.bags),
        "seed": done.plan.seed,
        "problems": [_problem(p) for p in done.problems],
    }
    lines = [words.text(f"finding-{p.code}", **spoken(p.facts)) for p in done.problems]
    lines.append(f"座位 {len(done.plan.seats)}，岗位 {len(done.plan.duties)}，试卷袋 {len(done.plan.bags)}。")
    run.answer.give(data, "\n".join(lines))
    if done.unseated or any(p.weight == "problem" for p in done.problems):
        raise Stop(REFUSED)


def _problem(p: Any) -> dict[str, Any]:
    return {"code": p.code, "clause": p.clause, "weight": p.weight, "facts": shared.plain(p.facts)}


@plan_app.command()
def show(ctx: typer.Context) -> None:
    """整个计划。"""
    from desktop.operations.publishing import opened

    run = run_of(ctx)
    with run.home() as home:
        content_hash = ""
        if home.plans.current_record() is not None:
            own = opened(home)
            plan, content_hash = own.plan, own.content_hash
        else:
            plan = planning.draft_of(home)
            content_hash = home.settings.get("published-hash") or ""
    text = (
        f"{plan.name}  {plan.organisation.name}  {plan.site.name}\n"
        f"场次 {len(plan.sittings)}，考场 {len(plan.rooms)}，考生 {len(plan.candidates)}，"
        f"人员 {len(plan.staff)}，座位 {len(plan.seats)}，岗位 {len(plan.duties)}"
    )
    run.answer.give(planning.plan_view(plan, plan.revision, content_hash), text)


@plan_app.command()
def check(
    ctx: typer.Context, today: Annotated[str | None, typer.Option("--today", help="按哪一天核对（默认今天）")] = None
) -> None:
    """逐条核对 D、N 规定：依据、期限、是否满足。"""
    run = run_of(ctx)
    try:
        day = date.fromisoformat(today) if today else run.parts.today()
    except ValueError:
        raise Wrong(f"日期“{today}”不是 2026-11-28 这样的格式。") from None
    with run.home() as home:
        checks = planning.check(planning.draft_of(home), run.parts.rules, run.parts.calendar(), day)
    rows: list[dict[str, Any]] = [
        {
            "key": c.key,
            "clause": c.clause,
            "title": c.title,
            "due": c.due.isoformat() if c.due else None,
            "state": c.state,
            "met": c.state in ("met", "not-applicable"),
            "blocking": c.blocking,
            "facts": {k: v.isoformat() if isinstance(v, date) else v for k, v in shared.plain(c.facts).items()},
        }
        for c in checks
    ]
    words = run.answer.wording
    lines = [
        f"{r['key']:<4} {words.text('check-state-' + r['state'])}  {r['due'] or '—'}  {r['title']}（{r['clause']}）"
        for r in rows
    ]
    blocked = any(c.blocking and c.state in ("missed", "not-met") for c in checks)
    run.answer.give({"checks": rows, "blocked": blocked}, "\n".join(lines))
    if any(c.state in ("missed", "not-met") for c in checks):
        raise Stop(REFUSED)


@plan_app.command()
def mark(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(help="D3、N6 等")],
    on: Annotated[str, typer.Option("--on", help="办结日期；空表示撤销")],
) -> None:
    """登记某项规定已办结。"""
    run = run_of(ctx)
    with run.home() as home:
        plan = planning.mark(home, key, on)
    run.answer.give({"milestones": dict(plan.milestones)}, f"已登记 {key}：{on or '撤销'}")


@plan_app.command()
def publish(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("-o", "--output", help="计划包写到哪个文件")],
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="演练用，每条记录和每张表都会写明")] = False,
    officer: Annotated[str, typer.Option("--officer", help="发布人编号")] = "",
) -> None:
    """发布：签名、加密、带内容校验码的计划包。"""
    from desktop.operations.publishing import publish as publish_

    run = run_of(ctx)
    parts = run.parts
    with run.home() as home:
        done = publish_(
            home,
            parts.packages,
            parts.rules,
            parts.pins,
            parts.clock,
            shared.out_file(out),
            parts.package_passphrase(run.folder, run.ask),
            rehearsal=rehearsal,
            publisher=officer,
            pins=shared.pins(run, ()),
        )
        home.settings.put("published-hash", done.content_hash)
    data = {
        "package": str(done.path),
        "record": done.record,
        "revision": done.revision,
        "content_hash": done.content_hash,
        "rehearsal": done.rehearsal,
        "pins": dict(done.pins),
    }
    said = "\n".join(f"  {staff}  {pin}" for staff, pin in done.pins.items())
    run.answer.give(
        data,
        f"已发布第 {done.revision} 版：{done.path}\n内容校验码 {done.content_hash}\n签名密码（只显示这一次）：\n{said}",
    )


@desk_app.command()
def enrol(
    ctx: typer.Context,
    package: Annotated[Path, typer.Argument(help="计划包")],
    label: Annotated[str, typer.Option("--label", help="本台名称")],
    role: Annotated[str, typer.Option("--role", help="control|door|room|custody|office")],
    at: Annotated[str | None, typer.Option("--at", help="演练用的时间")] = None,
) -> None:
    """让本机成为考点的一台。"""
    from desktop.operations.publishing import DESK_ROLES
    from desktop.operations.publishing import enrol as enrol_

    run = run_of(ctx)
    if role not in DESK_ROLES:
        raise Wrong(f"--role 只能是 {'、'.join(DESK_ROLES)}。")
    moment = shared.parse_time(at)
    passphrase = run.parts.package_passphrase(run.folder, run.ask)
    with run.home(create=True) as home:
        own, entry = enrol_(home, run.parts.packages, run.parts.clock, package, passphrase, label, role, moment)
    data = {"record": own.record, "desk": own.key.desk_id, "label": own.label, "role": own.role, "entry": entry.number}
    run.answer.give(data, f"本台已登记：{own.label}（{own.role}），台号 {own.key.desk_id}")
