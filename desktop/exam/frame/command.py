"""Commands are imperative, facts past tense: a command is decided into facts, or refused with code and clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from desktop.exam.frame.context import Context


class _Nothing(Mapping[str, Any]):
    """The empty mapping as a default: immutable and hashable, which dataclasses ask of a default."""

    def __getitem__(self, key: str) -> Any:
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "{}"


NOTHING: Mapping[str, Any] = _Nothing()
HALF_PAIR = re.compile("[\ud800-\udfff]")

AboutType = Literal["site", "sitting", "room", "candidate", "bag", "staff", "incident", "desk"]
FieldKind = Literal["text", "number", "choice", "tick", "staff", "staffs", "candidate", "room", "bag", "list", "map"]


@dataclass(frozen=True, slots=True)
class Signature:
    """One officer's credential for one command: who (staff id) and when it was given (UTC ms)."""

    staff: str
    at: int


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody wants done. `about` is `type:id`; rooms and candidates are named per sitting (`room:s1/r03`)."""

    name: str
    about: str
    data: Mapping[str, Any] = NOTHING
    signatures: tuple[Signature, ...] = ()
    desk: str = ""

    @property
    def officers(self) -> tuple[str, ...]:
        return tuple(s.staff for s in self.signatures)


# A check at a door makes one of each of these, and a named tuple is made in a third of a frozen dataclass's time.


class Fact(NamedTuple):
    """What a decision writes down; the ledger makes an entry of it."""

    kind: str
    about: tuple[str, ...]
    data: Mapping[str, Any] = NOTHING
    edition: int = 1


class Target(NamedTuple):
    """What `about` names, resolved against the plan. Empty strings where the type has no such part."""

    key: str
    type: AboutType
    sitting: str = ""
    room: str = ""
    candidate: str = ""
    bag: str = ""
    id: str = ""

    @property
    def sitting_key(self) -> str:
        return f"sitting:{self.sitting}"

    @property
    def room_key(self) -> str:
        return f"room:{self.sitting}/{self.room}"

    @property
    def candidate_key(self) -> str:
        return f"candidate:{self.sitting}/{self.candidate}"


@dataclass(frozen=True, slots=True)
class Refused:
    """Why not. `code` is the key of its sentences (`refused-<code>`, `next-<code>`), `clause` the article behind it."""

    code: str
    facts: Mapping[str, Any] = NOTHING
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One member of a command's data, for checking and for drawing a form."""

    name: str
    kind: FieldKind
    required: bool = True
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 100_000


Outcome = tuple[Fact, ...] | Refused
Rule = Callable[["Context", Command, Target, int], Outcome]


@dataclass(frozen=True, slots=True)
class Spec:
    """A command as the outside sees it: its name, what it is about, its data, what it writes, and its rule."""

    name: str
    about: AboutType
    rule: Rule
    writes: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    gated: bool = True


def room_key(sitting: str, room: str) -> str:
    return f"room:{sitting}/{room}"


def candidate_key(sitting: str, candidate: str) -> str:
    return f"candidate:{sitting}/{candidate}"


def check_data(spec: Spec, data: Mapping[str, Any]) -> Refused | None:
    """Refuse data a command does not take, lacks, or has in a wrong form: untrusted bytes come through here."""
    if not isinstance(data, Mapping):
        return Refused("data-wrong", {"field": "data", "command": spec.name, "choices": []})
    known = {f.name: f for f in spec.fields}
    for name in data:
        if name not in known:
            return Refused("data-unknown", {"field": str(name)[:50], "command": spec.name})
    for f in spec.fields:
        value = data.get(f.name)
        if value is None or (isinstance(value, str) and not value.strip()):
            if f.required:
                return Refused("data-missing", {"field": f.name, "command": spec.name})
            continue
        if problem := _wrong(f, value):
            return Refused(problem, {"field": f.name, "command": spec.name, "choices": list(f.choices)})
    return None


def _wrong(f: Field, value: Any) -> str | None:
    match f.kind:
        case "number":
            good = isinstance(value, int) and not isinstance(value, bool) and f.least <= value <= f.most
        case "tick":
            good = isinstance(value, bool)
        case "choice":
            good = isinstance(value, str) and value in f.choices
        case "list" | "staffs":
            good = isinstance(value, (list, tuple)) and len(value) <= 1000 and all(_short(v) for v in value)
        case "map":
            good = (
                isinstance(value, Mapping)
                and len(value) <= 100
                and all(_short(k) and (_short(v) or _whole(v)) for k, v in value.items())
            )
        case _:
            good = _short(value)
    return None if good else "data-wrong"


def _short(value: Any) -> bool:
    """A text an entry can hold. Half a surrogate pair is valid JSON and no Unicode text: it cannot be written down."""
    return isinstance(value, str) and len(value) <= 500 and (value.isascii() or not HALF_PAIR.search(value))


def _whole(value: Any) -> bool:
    return isinstance(value, int) and abs(value) < 2**53
