"""One piece of evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from desktop.exam.frame.state import Recorded
from desktop.operations.reporting.heading import proof


@dataclass(frozen=True)
class Item:
    """One piece of evidence. `key` is stable (`step:rules-read`, `step:bags-opened/b01`, `signatures`); `slots` are the
    signatures it needs, each with the person who gave it or None; `gaps` codes of what is missing, empty when proven.
    `coming` items are not due yet."""

    key: str
    group: str
    clause: str
    planned: int | None = None
    at: int | None = None
    slots: tuple[tuple[str, str | None], ...] = ()
    entries: tuple[Recorded, ...] = ()
    gaps: tuple[str, ...] = ()
    coming: bool = False
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """proven | gap | coming."""
        if not self.gaps:
            return "proven"
        return "coming" if self.coming else "gap"

    def data(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "group": self.group,
            "clause": self.clause,
            "state": self.state,
            "planned": self.planned,
            "at": self.at,
            "signatures": [{"needs": needs, "officer": officer} for needs, officer in self.slots],
            "proof": proof(self.entries),
            "gaps": list(self.gaps) if self.state == "gap" else [],
            **self.facts,
        }
