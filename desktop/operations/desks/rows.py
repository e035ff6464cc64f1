"""Any command of the rules as an action a desk offers: enabled or why not, its fields, who signs; and the form's flat
answers back into the command's data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from desktop.exam.day.balance import OFFICE_NAMES, PAPER_NAMES
from desktop.exam.decide import COMMANDS, why_not
from desktop.exam.frame.command import Command, Field, Refused, Spec, Target
from desktop.exam.frame.context import Context
from desktop.exam.frame.rights import may, people_for
from desktop.operations.boards.shell import ActionRow, Choice, FieldKind, FieldRow, SeatState, Signed, SignerSlot
from desktop.operations.words import Words

PRESET: Mapping[str, Mapping[str, Any]] = {"hand-in": {"paper_checked": True}}
"""What pressing the key itself states: the paper was looked at before the person goes."""

FILLED = frozenset({"candidates", "bags", "attachment", "text_version"})
"""Fields the desk fills from the record instead of asking."""

CODES = frozenset({"number", "ticket", "expires", "birth", "valid_from"})
"""Texts of figures and Latin letters, as far as the plan's own are: a soldier's document has 字第 in its number."""

OF_CARDS = frozenset({"cards", "counted_cards", "card_seal"})
"""Fields about answer cards: not asked where there are none."""

CARRIED: Mapping[str, str] = {
    "give-order": "order",
    "acknowledge-order": "order",
    "resolve-conflict": "conflict",
    "close-leak-alarm": "alarm",
    "end-stand-in": "stand_in",
    "enrol-token": "kind",
}
"""The field a row may carry behind its command after a colon (`give-order:start`): one key, one order."""


def action_row(
    ctx: Context,
    words: Words,
    name: str,
    about: str,
    officer: Signed | None,
    now: int,
    *,
    key: str = "",
    for_seats: tuple[SeatState, ...] = (),
    primary: bool = False,
    confirm: str = "",
    values: Mapping[str, Any] | None = None,
    in_place: bool = False,
) -> ActionRow | None:
    """The row of one command about one thing; None when this officer has no part in it at all (what a role may not do
    is not shown), unless whoever has comes to this desk and signs here (`in_place`). `name` may carry one field's value
    (`give-order:start`)."""
    whole, (name, _, carried) = name, name.partition(":")
    spec = COMMANDS[name]
    target = ctx.target(about)
    if isinstance(target, Refused):
        return None
    right = ctx.rules.rights.get(name)
    if right is None:  # a plan published before this command was known
        return None
    if right.slots and not in_place and (officer is None or not may(ctx, officer.officer, name, target, now)):
        return None
    blocked = None if for_seats else why_not(ctx, name, about, now)
    why, then = words.refusal(blocked) if blocked else ("", "")
    if carried and blocked is None and not for_seats:
        blocked = _carried_refusal(ctx, name, carried, target, now)
        why, then = words.refusal(blocked) if blocked else ("", "")
    return ActionRow(
        command=whole,
        title=words.text(f"order-{carried}" if name == "give-order" else f"command-{name}"),
        key=key,
        enabled=blocked is None,
        why=why,
        clause=blocked.clause if blocked else right.clause,
        next=then,
        fields=tuple(
            f for f in _fields(ctx, words, spec, target, values or {}) if not carried or f.name != CARRIED.get(name)
        ),
        persons=len(right.slots),
        primary=primary,
        about=() if for_seats else (about,),
        for_seats=for_seats,
        signers=tuple(_signers(ctx, words, name, target, officer, now)),
        confirm=confirm,
        group=words.text(f"group-{spec.about}"),
    )


def _carried_refusal(ctx: Context, name: str, carried: str, target: Target, now: int) -> Refused | None:
    """What the rule itself says to the value carried, as far as it can be known without signatures."""
    command = Command(name, target.key, {CARRIED[name]: carried})
    if name not in ("give-order", "acknowledge-order"):
        return None
    outcome = COMMANDS[name].rule(ctx, command, target, now)
    return outcome if isinstance(outcome, Refused) else None


def rows(
    ctx: Context, words: Words, names: Iterable[str], about: str, officer: Signed | None, now: int
) -> tuple[ActionRow, ...]:
    """Several commands about one thing."""
    found = (action_row(ctx, words, n, about, officer, now) for n in names)
    return tuple(r for r in found if r is not None)


def _signers(
    ctx: Context, words: Words, name: str, target: Target, officer: Signed | None, now: int
) -> Iterable[SignerSlot]:
    """One slot a person; the officer at the desk stands in the first slot that is theirs."""
    taken = False
    for slot in ctx.rules.rights[name].slots:
        people = people_for(ctx, slot, target, now)
        title = words.roles(slot.text)
        expected = words.people(people[:4]) if 0 < len(people) <= 4 else ""
        mine = not taken and officer is not None and officer.officer in people
        taken = taken or mine
        yield SignerSlot(title, expected, officer if mine else None)


def _fields(ctx: Context, words: Words, spec: Spec, target: Target, values: Mapping[str, Any]) -> Iterable[FieldRow]:
    preset = PRESET.get(spec.name, {})
    for f in spec.fields:
        if f.name in preset or f.name in FILLED or (f.name in OF_CARDS and not _has_cards(ctx, target)):
            continue
        yield from _field(ctx, words, spec, f, target, values)
    if spec.name == "correct-candidate":
        yield FieldRow("value", words.text("field-value"))


def _has_cards(ctx: Context, target: Target) -> bool:
    """Whether the bag, or a bag of the room, has answer cards in it."""
    bag = ctx.index.bags.get(target.bag)
    return any(b.cards for b in ([bag] if bag is not None else ctx.bags(target.sitting, target.room)))


def _field(
    ctx: Context, words: Words, spec: Spec, f: Field, target: Target, values: Mapping[str, Any]
) -> Iterable[FieldRow]:
    label = words.text(f"field-{f.name}")
    value = values.get(f.name)
    match f.kind:
        case "map":
            names = OFFICE_NAMES if spec.name == "count-returned" else PAPER_NAMES
            for n in names:
                term = words.text(f"term-{n}")
                yield FieldRow(f"{f.name}.{n}", f"{label} · {term}", "number", required=f.required)
        case "staffs":
            for i in (1, 2):
                yield FieldRow(f"{f.name}.{i}", f"{label} {i}", "staff", words.staff_choices, f.required)
        case "staff":
            yield FieldRow(f.name, label, "staff", words.staff_choices, f.required, value=value)
        case "choice":
            found = tuple(Choice(c, words.text(f"choice-{c}")) for c in f.choices)
            yield FieldRow(f.name, label, "choice", found, f.required, value=value)
        case "bag":
            bags = [b for b in ctx.index.plan.bags if b.sitting == target.sitting and b.room is None]
            yield FieldRow(f.name, label, "bag", tuple(Choice(b.id, b.label) for b in bags), f.required, value=value)
        case "room":
            found = tuple(Choice(r.id, r.number, r.place) for r in ctx.index.plan.rooms)
            yield FieldRow(f.name, label, "choice", found, f.required, value=value)
        case "list":
            return
        case "number" | "tick":
            yield FieldRow(f.name, label, f.kind, required=f.required, value=value)
        case "text" if f.name == "token":
            hint = words.text("office-lay-card")
            yield FieldRow(f.name, label, "token", required=f.required, hint=hint, value=value)
        case _:
            yield _text(ctx, words, spec, f, label, value)


def _text(ctx: Context, words: Words, spec: Spec, f: Field, label: str, value: Any) -> FieldRow:
    group = {"record-misconduct": "misconduct", "report-incident": "incident"}.get(spec.name)
    if f.name == "kind" and group:
        kinds = tuple(Choice(k.key, k.title) for k in ctx.rules.kinds.get(group, ()))
        if group == "incident":  # E and a figure: there is no time for more
            hint = words.text("incident-quick")
            return FieldRow(f.name, label, "choice", kinds, f.required, hint, value, quick=True)
        return FieldRow(f.name, label, "choice", kinds, f.required, value=value)
    if f.name == "conflict":
        open_ = tuple(Choice(c.id, words.text(f"conflict-{c.kind}")) for c in ctx.conflicts())
        return FieldRow(f.name, label, "choice", open_, f.required, value=value)
    kind: FieldKind = "code" if f.name in CODES and words.latin_numbers else "text"
    return FieldRow(f.name, label, kind, required=f.required, value=value)


def data_of(ctx: Context, name: str, about: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The form's answers as the command's data: dotted names nested, presets and fields the record knows filled in."""
    name, _, carried = name.partition(":")
    spec = COMMANDS.get(name)
    if spec is None:
        return dict(given)
    if carried:
        given = {**given, CARRIED[name]: carried}
    kinds = {f.name: f.kind for f in spec.fields}
    out: dict[str, Any] = dict(PRESET.get(name, {}))
    for key, value in given.items():
        head, dot, tail = key.partition(".")
        if value is None or value == "":
            continue
        if not dot:
            out[key] = value
        elif kinds.get(head) == "staffs":
            out.setdefault(head, []).append(value)
        else:
            out.setdefault(head, {})[tail] = value
    target = ctx.target(about)
    if not isinstance(target, Refused):
        _fill(ctx, name, target, kinds, out)
    return out


def _fill(ctx: Context, name: str, target: Target, kinds: Mapping[str, str], out: dict[str, Any]) -> None:
    if name == "freeze-absentees":
        out["candidates"] = [c for c, s in ctx.people(target.sitting, target.room) if s.admission is None]
    elif name == "depart":
        mine = (b.id for b in ctx.index.plan.bags if b.sitting == target.sitting)
        out["bags"] = [b for b in mine if ctx.state.bag(b).place == "sealed"]
    elif name in ("take-out-bag", "issue-bag"):
        _agreed(ctx, target, kinds, out)
    elif name == "receive-at-marking":
        out["bags"] = sorted({b for d in ctx.state.sitting(target.sitting).departed for b in d.data["bags"]})


def _agreed(ctx: Context, target: Target, kinds: Mapping[str, str], out: dict[str, Any]) -> None:
    """What the signers state by signing without a remark: the label says what was ordered and the seal is whole."""
    bag = ctx.index.bags.get(target.bag)
    if bag is None:
        return
    said = {"occupation": bag.occupation, "level": bag.level, "copies": bag.copies, "seal_intact": True}
    for name, value in said.items():
        if name in kinds:
            out.setdefault(name, value)
