"""What the centre answers when it does not do what was asked."""

from __future__ import annotations

from desktop.faults import SiteFault


class CentralProblem(SiteFault):
    """The centre refused a call (RFC 9457). As a SiteFault its code is always `central-problem`, because the centre's
    own codes are no keys of our wording; what the centre said is in the attributes and in the facts.

    Attributes:
        status: HTTP status.
        problem: the centre's stable code (`heads-differ`), `http-<status>` where it gave none.
        detail: its sentence, cut at 500 characters, possibly empty.
    """

    def __init__(self, status: int, problem: str, detail: str = "") -> None:
        self.status = status
        self.problem = problem
        self.detail = detail[:500]
        super().__init__("central-problem", status=status, problem=problem, detail=self.detail)
