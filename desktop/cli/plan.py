"""Before the day from the command line: the plan, its check, workbooks and package, and desks that enrol with it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli import shared
from desktop.cli.answer import REFUSED, Stop, Wrong
from desktop.cli.shared import Run
from desktop.exam.plan.arranging.findings import spoken
from desktop.faults import SiteFault
from desktop.operations import planning
from desktop.paths import out_file

if TYPE_CHECKING:
    from desktop.exam.plan.model import Plan
    from desktop.store.home import Home

DUTY = re.compile(r"D([1-9]|1\d|2[0-2])|N([1-9]|1[0-4])|closed", re.ASCII)


def import_(run: Run, files: list[Path], profile: str | None, check: bool, accept_valid: bool, standard: bool) -> None:
    """导入名单。有一处不能导入就全部不导入。"""
    with run.home(create=True) as home:
        columns = None
        if profile is not None:
            kept = home.profiles.get(profile)
            if kept is None:
                raise SiteFault("no-profile", name=profile, known="、".join(home.profiles.names()) or "none")
            columns = kept

        changed: dict[tuple[str, str, int | None, str], str] = {}

        def read(paths: Any, existing: Any, _: Any) -> Any:
            return run.parts.read_roster(paths, existing, columns, corrections=changed)

        if standard:
            first = planning.import_roster(home, read, files, check=True)
            changed.update(planning.standard_characters(first).items())
        photos = run.parts.keep_photos
        done = planning.import_roster(home, read, files, check=check, accept_valid=accept_valid, photos=photos)
    data = {
        "accepted": dict(done.accepted),
        "rejected": [_finding(f) for f in done.rejected],
        "warnings": [_finding(f) for f in done.warnings],
    }
    if standard:
        data["changed"] = [
            {"file": file, "sheet": sheet, "row": row, "column": column, "value": value}
            for (file, sheet, row, column), value in changed.items()
        ]
    a = done.accepted
    lines = [f"✕ {f.file}：{f.message}" for f in done.rejected]
    lines += [f"! {f.file}：{f.message}" for f in done.warnings]
    lines += [
        f"→ {file}：{sheet} 第 {row} 行{column}用 {value}，请对照证件"
        for (file, sheet, row, column), value in changed.items()
    ]
    verb = "已导入" if done.taken else "没有导入；可导入的有" if not check else "可导入"
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


def template(run: Run, out: Path) -> None:
    """写一份空白的名单工作簿。"""
    from desktop.exchange.roster.template import write_template

    write_template(out_file(out))
    run.answer.give({"file": str(out)}, f"已写入 {out}")


def fetch(run: Run, plan: str, central: str, token_file: Path, ca: Path | None) -> None:
    """从中心系统取计划。"""
    with run.home(create=True) as home, run.parts.central(central, token_file, ca) as client:
        fetched = run.parts.fetch_plan(client, plan)
        draft = home.plans.draft()
        planning.keep_draft(home, planning.renewed(draft, fetched), draft)
    counts = {
        "candidates": len(fetched.candidates),
        "rooms": len(fetched.rooms),
        "staff": len(fetched.staff),
        "sittings": len(fetched.sittings),
    }
    run.answer.give({"plan": fetched.id, "name": fetched.name, "accepted": counts}, f"已取得计划 {fetched.name}。")


def arrange(run: Run, seed: int | None, release: bool) -> None:
    """编排座位、人员和试卷袋。已打印的座位不动，手工安排的也不动，除非 release。"""
    with run.home() as home:
        done = planning.arrange_draft(home, run.parts.rules, seed, release=release)
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


def show(run: Run) -> None:
    """整个计划。"""
    with run.home() as home:
        plan, content_hash = _plan_of(home)
    text = (
        f"{plan.name}  {plan.organisation.name}  {plan.site.name}\n"
        f"场次 {len(plan.sittings)}，考场 {len(plan.rooms)}，考生 {len(plan.candidates)}，"
        f"人员 {len(plan.staff)}，座位 {len(plan.seats)}，岗位 {len(plan.duties)}"
    )
    run.answer.give(planning.plan_view(plan, plan.revision, content_hash), text)


def workbooks(run: Run, out: Path) -> None:
    """写出报中心的三份工作簿：考场、考评员、质量内控人员（002 第十五条）。"""
    with run.home() as home:
        plan, _ = _plan_of(home)
    done = run.parts.write_plan_workbooks(out, plan)
    data = {"folder": str(out), "files": [{"file": str(path), "rows": rows} for path, rows in done]}
    lines = [f"已写入 {path}：{rows} 行" for path, rows in done]
    if empty := [path.stem for path, rows in done if not rows]:
        lines.append(run.answer.wording.text("plan-workbooks-empty", names="、".join(empty)))
    run.answer.give(data, "\n".join(lines))


def _plan_of(home: Home) -> tuple[Plan, str]:
    """The plan being edited here with the hash of its publication, if it has not changed since; at a desk that only
    took part in one, the published plan."""
    from desktop.operations.publishing import opened

    draft = home.plans.draft()
    if draft is not None:
        return draft, planning.published_hash(home)
    if home.plans.current_record() is None:
        raise SiteFault("no-plan")
    own = opened(home)
    return own.plan, own.content_hash


def check(run: Run, today: str | None) -> None:
    """逐条核对 D、N 规定：依据、期限、是否满足。"""
    try:
        day = planning.day_of(today) if today is not None else run.parts.today()
    except SiteFault as fault:
        raise Wrong(f"日期“{fault.facts['value']}”不是 2026-11-28 这样的格式。") from None
    with run.home() as home:
        checks = planning.check(_plan_of(home)[0], run.parts.rules, run.parts.calendar(), day)
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


def mark(run: Run, key: str, on: str) -> None:
    """登记某项规定已办结。"""
    if not DUTY.fullmatch(key):
        raise Wrong(f"没有“{key[:40]}”这项规定；可登记 D1 至 D22、N1 至 N14 和 closed，见 plan check。")
    with run.home() as home:
        plan = planning.mark(home, key, on)
    run.answer.give({"milestones": dict(plan.milestones)}, f"已登记 {key}：{on or '撤销'}")


def waive(run: Run, reason: str, officer: str) -> None:
    """主考准许考场少配监考员的理由（N2）。"""
    with run.home() as home:
        plan = planning.waive(home, run.parts.rules, officer, reason, run.parts.today())
        checks = planning.check(plan, run.parts.rules, run.parts.calendar(), run.parts.today())
    facts = next(c.facts for c in checks if c.key == "N2")
    data = shared.plain({name: facts.get(name, "") for name in ("waiver", "by", "on", "short", "not_waived")})
    short = "、".join(dict.fromkeys(s["room"] for s in facts.get("short", ())))
    said = f"已登记 N2 的理由：{facts['waiver']}（{short} 考场）" if reason.strip() else "已撤销 N2 的理由"
    run.answer.give(data, said)


def publish(run: Run, out: Path, rehearsal: bool, officer: str) -> None:
    """发布：签名、加密、带内容校验码的计划包。"""
    from desktop.operations.publishing import publish as publish_

    parts = run.parts
    with run.home() as home:
        if officer:
            officer = _publisher(home, officer)
        done = publish_(
            home,
            parts.packages,
            parts.rules,
            parts.pins,
            parts.clock,
            out_file(out),
            parts.package_passphrase(run.folder, run.ask),
            rehearsal=rehearsal,
            publisher=officer,
            pins=shared.pins(run, ()),
        )
    data = {
        "package": str(done.path),
        "record": done.record,
        "revision": done.revision,
        "content_hash": done.content_hash,
        "rehearsal": done.rehearsal,
        "pins": dict(done.pins),
        "short": [dict(s) for s in done.short],
    }
    short = [run.answer.wording.text("publish-short", **s) for s in done.short]
    said = "\n".join(f"  {staff}  {pin}" for staff, pin in done.pins.items())
    last = f"签名密码（只显示这一次）：\n{said}"
    if done.photos:
        last = f"随计划包带去考生照片 {done.photos} 张\n{last}"
    run.answer.give(
        data,
        "\n".join([*short, f"已发布第 {done.revision} 版：{done.path}", f"内容校验码 {done.content_hash}", last]),
    )


def _publisher(home: Home, given: str) -> str:
    """The id of whoever publishes, by id or staff number."""
    found = next((p.id for p in planning.draft_of(home).staff if given in (p.id, p.number)), None)
    if found is None:
        raise Wrong(f"计划的人员里没有“{given[:40]}”。")
    return found


def enrol(run: Run, package: Path, label: str, role: str, at: str | None) -> None:
    """让本机成为考点的一台。"""
    from desktop.operations.publishing import enrol as enrol_

    moment = shared.parse_time(at)
    passphrase = run.parts.package_passphrase(run.folder, run.ask)
    with run.home(create=True) as home:
        own, entry = enrol_(home, run.parts.packages, run.parts.clock, package, passphrase, label, role, moment)
    data = {"record": own.record, "desk": own.key.desk_id, "label": own.label, "role": own.role, "entry": entry.number}
    run.answer.give(data, f"本台已登记：{own.label}（{own.role}），台号 {own.key.desk_id}")
