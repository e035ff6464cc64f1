"""The hybrid logical clock: UTC milliseconds while the machine's clock goes forward, a counter while it does not.

It never runs backwards and never falls behind an entry the desk has taken in, so that what a desk writes sorts after
everything it knew. It reads no clock; the wall time is handed in.
"""

from __future__ import annotations

Time = tuple[int, int]


def after(last: Time, wall: int) -> Time:
    """The time of the entry that follows one of `last`; `wall` in UTC milliseconds."""
    ms, counter = last
    return (wall, 0) if wall > ms else (ms, counter + 1)


class HybridClock:
    """Attributes:
    last: the greatest (milliseconds, counter) of an entry written or taken in.
    """

    __slots__ = ("last",)

    def __init__(self, last: Time = (0, 0)) -> None:
        self.last = last

    def observe(self, time: Time) -> None:
        """Take note of an entry's time, whoever wrote it."""
        if time > self.last:
            self.last = time
