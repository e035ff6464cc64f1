"""The day from the command line: any command of the rules. Door checks are in door.py, documents in site.py."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop.cli import shared
from desktop.cli.answer import Wrong
from desktop.cli.shared import Run
from desktop.exam.decide import COMMANDS
from desktop.exam.frame.command import Command, Refused, Spec
from desktop.exam.plan.model import Index
from desktop.operations.record import correction_value

RULE_SET = "beijing-2022-1"


def act(
    run: Run,
    command: str | None,
    about: str | None,
    data: str | None,
    photo: Path | None,
    officer: Sequence[str],
    at: str | None,
    dry_run: bool,
    list_: bool,
) -> None:
    """Any command of the rules: the entries it wrote, or the refusal."""
    if list_:
        if command is not None:
            raise Wrong("act --list 后面不跟命令名。")
        _list(run)
        return
    if not command or not about:
        raise Wrong("请给出命令名和 --about，或用 act --list 查看全部命令。")
    spec = COMMANDS.get(command)
    if spec is None:
        raise Wrong(f"没有“{command}”这个命令；用 act --list 查看全部命令。")
    given = shared.parse_data(data)
    if photo is not None and (command != "add-photo" or "attachment" in given):
        raise Wrong('--photo 只用于 add-photo，--data 例如 {"shows": "event"}。')
    with run.record() as (home, record):
        moment = shared.parse_time(at, record.plan.site.utc_offset)
        now = record.now(moment)
        given, kept = _corrected(command, _by_ids(record.index, spec, given))
        if photo is not None:
            given, kept = _photographed(photo, given)
        signed = shared.signatures(run, home, record, officer, now)
        order = Command(command, shared.about_of(record, about, now), given, signed, record.desk)
        written = record.act(order, moment, dry_run=True)
        if not dry_run and not isinstance(written, Refused):
            if kept is not None:
                home.attachments.put(kept)
            written = record.act(order, moment)
        if isinstance(written, Refused):
            shared.refuse(run, record, written)
        entries = [shared.entry_data(e) for e in written]
        words = run.answer.wording
        told = "（未写入）" if dry_run else ""
        text = "\n".join(f"{words.text('kind-' + e.kind)}  {'、'.join(e.about)}{told}" for e in written)
        run.answer.give({"entries": entries, "dry_run": dry_run}, text)


def _by_ids(index: Index, spec: Spec, data: Mapping[str, Any]) -> dict[str, Any]:
    """Staff numbers, room numbers, admission numbers and bag labels in the data as the ids the rules know. What is not
    found goes on as given and is refused there."""
    kinds = {f.name: f.kind for f in spec.fields}

    def staff(given: Any) -> Any:
        person = index.staff_member(given) if isinstance(given, str) else None
        return person.id if person else given

    def one(kind: str, given: Any) -> Any:
        match kind:
            case "staff":
                return staff(given)
            case "staffs":
                return [staff(v) for v in given] if isinstance(given, list) else given
            case "room" if isinstance(given, str):
                room = index.room(given)
                return room.id if room else given
            case "candidate" if isinstance(given, str):
                person = index.by_admission_number.get(given)
                return person.id if person else given
            case "bag" if isinstance(given, str):
                return next((b.id for b in index.plan.bags if given in (b.id, b.label)), given)
        return given

    return {name: one(kinds.get(name, ""), value) for name, value in data.items()}


def _corrected(command: str, data: dict[str, Any]) -> tuple[dict[str, Any], bytes | None]:
    """A corrected `value` becomes an attachment; the entry only names its hash (Art 28)."""
    if command != "correct-candidate" or "value" not in data:
        return data, None
    import hashlib

    value = data.pop("value")
    if not isinstance(value, str) or not value.strip() or "attachment" in data:
        raise Wrong('correct-candidate 的 --data 例如 {"field": "name", "value": "…", "reason": "…"}。')
    body = correction_value(str(data.get("field", "")), value.strip(), secrets.token_hex(16))
    return {**data, "attachment": hashlib.sha256(body).hexdigest()}, body


def _photographed(file: Path, data: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The file as a photo of ours, and what is wrong with it in the data: whoever gives a file has looked at it."""
    import hashlib

    from desktop.devices.camera.photo import photo_of

    photo = photo_of(file)
    digest = hashlib.sha256(photo.jpeg).hexdigest()
    return {**data, "attachment": digest, "problems": list(photo.quality.problems)}, photo.jpeg


def _list(run: Run) -> None:
    """Every command with its data, roles and clause, out of the shipped rule set."""
    from desktop.exam.rules.ruleset import ruleset_from_data

    rules = ruleset_from_data(run.parts.rules.rule_set(RULE_SET))
    words = run.answer.wording
    rows: list[dict[str, Any]] = []
    for name, spec in sorted(COMMANDS.items()):
        right = rules.rights[name]
        rows.append(
            {
                "command": name,
                "title": words.text(f"command-{name}"),
                "about": spec.about,
                "data": [
                    {"name": f.name, "kind": f.kind, "required": f.required, "choices": list(f.choices)}
                    for f in spec.fields
                ],
                "roles": [slot.text for slot in right.slots],
                "writes": list(spec.writes),
                "clause": right.clause,
            }
        )
    lines = [
        f"{r['command']:<22} {r['title']}（{r['about']}；{' + '.join(r['roles']) or '本台'}；{r['clause']}）"
        + "".join(f"\n{'':<24}{_field(f)}" for f in r["data"])
        for r in rows
    ]
    run.answer.give({"commands": rows}, "\n".join(lines))


def _field(field: Mapping[str, Any]) -> str:
    kind = "|".join(field["choices"]) or field["kind"]
    return f"{field['name']}: {kind}" + ("" if field["required"] else "（可省）")
