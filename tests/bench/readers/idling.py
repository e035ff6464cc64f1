"""What a reader loop takes of a processor while nothing lies on its readers, on the real PC/SC service."""

from __future__ import annotations

from tests.bench.measure import Measure
from tests.helpers.cards.idling import idle_share
from tests.helpers.cards.service import pcsc_service

SECONDS = 10.0
REACH = 1.0


def measure(seconds: float = SECONDS) -> list[Measure]:
    """Processor time of the whole process beside the time that passed, reads of a second each as a desk does them."""
    with pcsc_service():
        share = idle_share(seconds) * 100
    return [
        Measure(
            *("idle", "two PC/SC readers waiting, % of one core", "-", "%", share, None, REACH, True),
            {"seconds watched": seconds},
        )
    ]
