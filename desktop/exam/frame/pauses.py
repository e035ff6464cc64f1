"""What several suspensions give back together. A moment lost to two of them (the site's and a room's) is lost once."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from desktop.exam.frame.state import Pause


def given_back(pauses: Iterable[Pause]) -> int:
    """Milliseconds that the ended ones of these suspensions add to the end of the exam (G13).

    Where the chief decided nothing, a suspension gives back its own length, and overlapping ones together give back the
    time in which any of them held. What the chief decided instead stretches or shrinks a suspension's minutes alike;
    where two overlap, the more generous holds for the minutes they share. So the order of suspensions is nothing to it,
    none gives back less than it would alone, and together they never give back more than their sum.
    """
    ended = [(p.since, p.until, max(0, p.compensation)) for p in pauses if p.until is not None]
    lasting = [(since, until, Fraction(given, until - since)) for since, until, given in ended if until > since]
    # Resumed in the very moment of the suspension: nothing was lost, so only what the chief gave counts.
    momentary = sum(given for since, until, given in ended if until <= since)
    moments = sorted({at for since, until, _ in lasting for at in (since, until)})
    together = Fraction(momentary)
    for first, last in pairwise(moments):
        together += (last - first) * max((p for since, until, p in lasting if since <= first < until), default=0)
    return round(together)
