"""All aggregates of one record, by key: what the fold keeps and everybody else reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.exam.frame.seated import Seated
from desktop.exam.frame.state import (
    BagState,
    CandidateState,
    DeskState,
    IncidentState,
    RoomState,
    SiteState,
    SittingState,
    StaffState,
    TokenState,
)

EMPTY: Mapping[str, Any] = {
    "candidate": CandidateState(),
    "room": RoomState(),
    "bag": BagState(),
    "sitting": SittingState(),
    "staff": StaffState(),
    "incident": IncidentState(),
    "desk": DeskState(),
    "site": SiteState(),
    "token": TokenState(),
}


class State:
    """All aggregates of one record. The fold replaces values in it; everybody else only reads.

    Attributes:
        values: aggregate key (`room:s1/r03`) to its frozen state.
        seated: who is admitted to which seat, as the candidates' states say.
        unreadable: (desk, number) of entries whose data the fold could not use, in order; shown, never hidden.
    """

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.seated = Seated()
        self.unreadable: list[tuple[str, int]] = []

    def candidate(self, sitting: str, candidate: str) -> CandidateState:
        found: CandidateState = self.values.get(f"candidate:{sitting}/{candidate}", EMPTY["candidate"])
        return found

    def room(self, sitting: str, room: str) -> RoomState:
        found: RoomState = self.values.get(f"room:{sitting}/{room}", EMPTY["room"])
        return found

    def bag(self, bag: str) -> BagState:
        found: BagState = self.values.get(f"bag:{bag}", EMPTY["bag"])
        return found

    def sitting(self, sitting: str) -> SittingState:
        found: SittingState = self.values.get(f"sitting:{sitting}", EMPTY["sitting"])
        return found

    def staff(self, staff: str) -> StaffState:
        found: StaffState = self.values.get(f"staff:{staff}", EMPTY["staff"])
        return found

    def incident(self, incident: str) -> IncidentState:
        found: IncidentState = self.values.get(f"incident:{incident}", EMPTY["incident"])
        return found

    def desk(self, desk: str) -> DeskState:
        found: DeskState = self.values.get(f"desk:{desk}", EMPTY["desk"])
        return found

    def site(self, site: str) -> SiteState:
        found: SiteState = self.values.get(f"site:{site}", EMPTY["site"])
        return found

    def tokens(self) -> dict[str, TokenState]:
        """By digest: every chip that was ever enrolled."""
        found = sorted(k for k in self.values if k.startswith("token:"))
        return {k.removeprefix("token:"): self.values[k] for k in found}

    def token(self, digest: str) -> TokenState:
        found: TokenState = self.values.get(f"token:{digest}", EMPTY["token"])
        return found

    def incidents(self) -> dict[str, IncidentState]:
        """By id, in the order of their ids: the same on every desk, whatever order the entries came in."""
        found = sorted(k for k in self.values if k.startswith("incident:"))
        return {k.removeprefix("incident:"): self.values[k] for k in found}

    def desks(self) -> dict[str, DeskState]:
        found = sorted(k for k in self.values if k.startswith("desk:"))
        return {k.removeprefix("desk:"): self.values[k] for k in found}
