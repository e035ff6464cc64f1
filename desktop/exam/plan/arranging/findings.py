"""What an arrangement has to say to people: a code, the clause behind it, and facts. Sentences are in `plan.ftl`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

Weight = Literal["note", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is the key `finding-<code>` of the wording; a `problem` breaks a rule, a `note` only asks for a look.

    Facts speak of rooms and people by the number or name that people read, lists are tuples.
    """

    code: str
    clause: str = ""
    weight: Weight = "note"
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def spoken(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as a sentence takes them: lists joined by 、 with what belongs together joined by a slash.

    Texts and numbers stay as they are, so that a wording can still choose by them; True and False become yes and no.
    """
    return {
        name: fact if isinstance(fact, int) and not isinstance(fact, bool) else _said(fact)
        for name, fact in facts.items()
    }


def _said(fact: Any) -> str:
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, Mapping):
        return "/".join(_said(part) for part in fact.values())
    if isinstance(fact, (tuple, list)):
        return "、".join(
            "/".join(map(_said, part)) if isinstance(part, (tuple, list)) else _said(part) for part in fact
        )
    return str(fact)
