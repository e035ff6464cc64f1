"""The office's jobs: each does one thing through the wiring and says in a sentence what it came to, with a tone.
Below them the rows that offer them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from desktop.faults import SiteFault
from desktop.operations import planning
from desktop.operations.boards.shell import ActionRow, FieldRow, Tone
from desktop.operations.desks.office import wires
from desktop.operations.desks.office.given import path_of
from desktop.operations.desks.office.paper.jobs import JOBS as SHEET_JOBS
from desktop.operations.publishing import enrol, publish
from desktop.paths import out_file

if TYPE_CHECKING:
    from desktop.operations.desks.office.desk import OfficeDesk

Said = tuple[str, Tone]


def template(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    path = out_file(path_of(data, "out"))
    desk.parts.write_template(path)
    return desk.words.text("job-written", path=str(path)), "ok"


def arrange(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    seed, release = data.get("seed"), data.get("release") is True
    given = seed if isinstance(seed, int) else None
    done = planning.arrange_draft(desk.home, desk.parts.rules, given, desk.tell, release=release)
    desk.problems = done.problems
    text = desk.words.text(
        "job-arranged", seats=len(done.plan.seats), duties=len(done.plan.duties), bags=len(done.plan.bags)
    )
    hard = done.unseated or any(p.weight == "problem" for p in done.problems)
    return text, "warn" if hard else "ok"


def mark(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    key, day = str(data.get("key", "")).strip().upper(), str(data.get("day", "")).strip()
    planning.mark(desk.home, key, day)
    return desk.words.text("job-marked", rule=key, day=day), "ok"


def publish_plan(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    parts = desk.parts
    path = out_file(path_of(data, "out"))
    passphrase = parts.package_passphrase(desk.home.folder)
    done = publish(
        desk.home,
        parts.packages,
        parts.rules,
        parts.pins,
        parts.clock,
        path,
        passphrase,
        rehearsal=data.get("rehearsal") is True,
        tell=desk.tell,
    )
    desk.pins = dict(done.pins)
    lines = [desk.words.text("publish-short", **short) for short in done.short]
    lines.append(desk.words.text("job-published", path=str(path), revision=done.revision))
    return "\n".join(lines), "warn" if done.short else "ok"


def plan_workbooks(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """Rooms, assessors and quality staff for a centre that takes workbooks only."""
    plan = desk.plan
    if plan is None:
        raise SiteFault("no-plan")
    folder = path_of(data, "folder")
    done = desk.parts.write_plan_workbooks(folder, plan)
    rooms, assessors, quality = (rows for _, rows in done)
    said = {"rooms": rooms, "assessors": assessors, "quality": quality}
    lines = [desk.words.text("job-workbooks", folder=str(folder.absolute()), **said)]
    empty = [path.stem for path, rows in done if not rows]
    if empty:
        lines.append(desk.words.text("plan-workbooks-empty", names="、".join(empty)))
    return "\n".join(lines), "warn" if empty else "ok"


def enrol_home(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    parts = desk.parts
    passphrase = parts.package_passphrase(desk.home.folder)
    own, _ = enrol(
        desk.home,
        parts.packages,
        parts.clock,
        path_of(data, "package"),
        passphrase,
        str(data.get("label", "")),
        str(data.get("role", "")),
    )
    return desk.words.text("job-enrolled", label=own.label), "ok"


def export(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    record = wires.record_of(desk)
    path = out_file(path_of(data, "out"))
    desk.parts.export(desk.home, record, path, desk.tell)
    return desk.words.text("job-exported", path=str(path), code=record.head_code()), "ok"


# --- their buttons ----------------------------------------------------------------------------------------------------


def job_row(
    desk: OfficeDesk, name: str, key: str, fields: tuple[FieldRow, ...] = (), primary: bool = False
) -> ActionRow:
    """A button of a page."""
    title = desk.words.text(f"job-{name}")
    return ActionRow(f"job:{name}", title, key, fields=fields, persons=0, primary=primary, about=("office",))


def field(desk: OfficeDesk, name: str, kind: Any = "text", value: Any = None, required: bool = True) -> FieldRow:
    return FieldRow(name, desk.words.text(f"job-field-{name}"), kind, required=required, value=value)


def file_rows(desk: OfficeDesk) -> tuple[ActionRow, ...]:
    """What can be done with the record of another desk, and with the own one as it stands."""
    return (
        job_row(desk, "merge", "", (field(desk, "record_file"),)),
        job_row(desk, "verify", "", (field(desk, "record_file", required=False),)),
    )


def mark_row(desk: OfficeDesk, key: str, rule: str = "") -> ActionRow:
    day = field(desk, "day", "code", value=desk.parts.today().isoformat())
    return job_row(desk, "mark", key, (field(desk, "key", value=rule or None), day))


JOBS: Mapping[str, Callable[[Any, Mapping[str, Any]], Said]] = {
    "template": template,
    "arrange": arrange,
    "mark": mark,
    "publish": publish_plan,
    "plan-workbooks": plan_workbooks,
    "enrol": enrol_home,
    "export": export,
    **SHEET_JOBS,
    "sync-hub": wires.hub,
    "sync-central": wires.central,
    "merge": wires.merge_file,
    "verify": wires.verify_record,
}
