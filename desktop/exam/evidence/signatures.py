"""What a signed list says against what the record says (C3: counted by the system = signatures). Pure.

Nothing is changed by it: each difference is for a person to look at, with the sheet in hand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["signed-not-admitted", "admitted-not-signed", "doubtful", "moved", "unknown"]


class SignedRow(Protocol):
    """A row of a list as it came back: `seat` printed (None elsewhere), `who` the admission number beside it, `signed`
    yes, no or doubtful."""

    @property
    def seat(self) -> int | None: ...
    @property
    def who(self) -> str: ...
    @property
    def signed(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that does not agree. `seat` as printed, `who` the admission number printed beside it.

    signed-not-admitted: a signature, and the door let nobody in by that number; admitted-not-signed: let in, and no
    signature; doubtful: the picture does not say; moved: the person sits elsewhere by now (`now`), so whose signature
    it is has to be asked; unknown: no such number in this room's plan.
    """

    kind: Kind
    seat: int
    who: str
    now: int | None = None

    @property
    def wording(self) -> str:
        """Key of its sentence (seat, who, now)."""
        return f"scan-difference-{self.kind}"


def differences(
    rows: Sequence[SignedRow], seats: Mapping[str, int], admitted: Collection[str]
) -> tuple[Difference, ...]:
    """The rows of a signature copy that differ, in the order printed.

    `seats`: admission number to seat, everyone the plan has in the room now; `admitted`: admission numbers the door has
    let in. Both in the room and sitting the sheet is of.
    """
    inside = frozenset(admitted)
    out = []
    for row in rows:
        if row.seat is None:
            continue
        now = seats.get(row.who)
        signed, let_in = row.signed, row.who in inside
        if now is None:
            if signed != "no" or let_in:
                out.append(Difference("unknown", row.seat, row.who))
        elif signed == "doubtful":
            out.append(Difference("doubtful", row.seat, row.who))
        elif now != row.seat and signed == "yes":
            out.append(Difference("moved", row.seat, row.who, now))
        elif signed == "yes" and not let_in:
            out.append(Difference("signed-not-admitted", row.seat, row.who))
        elif signed == "no" and let_in:
            out.append(Difference("admitted-not-signed", row.seat, row.who))
    return tuple(out)


def unlisted(rows: Sequence[SignedRow], admitted: Collection[str]) -> tuple[str, ...]:
    """Admission numbers let in that none of these rows has: a page is missing, or the list is older."""
    listed = {row.who for row in rows if row.seat is not None}
    return tuple(sorted(frozenset(admitted) - listed))
