"""Which announcement to say now. Waiting is by steady time, so that a clock that somebody moves says nothing twice, and
a desk that is busy misses nothing; how late it would be is judged by the site's time, so that a computer that slept
through its moment stays silent. Holds no clock."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.operations.boards.hall import LATEST, AnnouncementRow


class Schedule:
    """`take` the rows of each new board, ask `next` as often as you like: each moment is handed out once."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[AnnouncementRow, int]] = {}
        self._given: dict[str, int] = {}

    def take(self, rows: Iterable[AnnouncementRow], wall: int, steady: int) -> None:
        """`wall` is site time (UTC ms) at the same instant as `steady` (ms of a clock that nobody moves)."""
        self._rows = {
            row.key: (row, steady + row.due - wall) for row in rows if row.due is not None and row.state == "coming"
        }

    def next(self, wall: int, steady: int) -> AnnouncementRow | None:
        """The announcement whose moment has come, the earliest first; None while there is none."""
        come = [
            (target, row)
            for row, target in self._rows.values()
            if target <= steady and self._is_new(row) and not self.late(row, target, wall, steady)
        ]
        if not come:
            return None
        _, row = min(come, key=lambda pair: pair[0])
        self._given[row.key] = row.due or 0
        return row

    def still_timely(self, row: AnnouncementRow, wall: int, steady: int) -> bool:
        """Whether a row that had to wait for another announcement may still be said."""
        known = self._rows.get(row.key)
        return not self.late(row, known[1] if known else steady, wall, steady)

    @staticmethod
    def late(row: AnnouncementRow, target: int, wall: int, steady: int) -> bool:
        return max(steady - target, wall - (row.due or 0)) > LATEST

    def _is_new(self, row: AnnouncementRow) -> bool:
        given = self._given.get(row.key)
        return given is None or (row.due or 0) > given
