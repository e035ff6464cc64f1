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
