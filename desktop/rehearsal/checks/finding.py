"""What one check came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """`key` is the sentence's, `facts` what is put in."""

    ok: bool
    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
