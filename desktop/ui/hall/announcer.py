"""Says what is due. Nothing sounds that nobody switched on; what may not sound any more is only shown."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.faults import SiteFault
from desktop.operations.boards.hall import AnnouncementRow, Announcing, HallActions, HallBoard, Phase, Standing
from desktop.operations.desks.hall.schedule import Schedule
from desktop.ui.shared.lanes import Lane
from desktop.wording import Wording

QUIET: frozenset[Phase] = frozenset({"unopened", "running", "suspended", "over"})
"""People sit and write: nothing may be tried out now."""
TRIAL, FREE = "trial", "free"


def _steady() -> int:
    return time.monotonic_ns() // 1_000_000


class Announcer(QObject):
    """One sound at a time, in a lane of its own. `sounding(words)` while something is announced, with empty words when
    it is over; `told(words, tone)` for the operator alone; `failed(fault)` when what was due did not sound."""

    sounding = Signal(str)
    told = Signal(str, str)
    failed = Signal(object)

    def __init__(
        self,
        actions: HallActions,
        record: Lane,
        wording: Wording,
        bells: Path,
        now: Callable[[], int],
        steady: Callable[[], int] = _steady,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions, self._record, self._wording, self._bells = actions, record, wording, bells
        self._now, self._steady = now, steady
        self._voice, self._stopper = Lane("voice"), Lane("voice-stop")
        self._schedule = Schedule()
        self._queue: deque[AnnouncementRow] = deque()
        self._saying: AnnouncementRow | None = None
        self._stopped = False
        self._board = HallBoard("")

    def take(self, board: HallBoard) -> None:
        self._board = board
        self._schedule.take(board.announcements, self._now(), self._steady())

    def tick(self) -> None:
        """Often: take what has come due, say the next one when nothing sounds."""
        row = self._schedule.next(self._now(), self._steady())
        while row is not None:
            self._queue.append(row)
            row = self._schedule.next(self._now(), self._steady())
        if self._saying is None and self._queue:
            self._begin(self._queue.popleft())

    # --- what an operator does ------------------------------------------------------------------------------------

    def try_out(self) -> None:
        """A trial of voice or bell; never while people sit and write."""
        if self._board.phase in QUIET:
            self.told.emit(self._wording.text("hall-trial-not-now"), "warn")
            return
        self._put(TRIAL, self._wording.text("hall-trial-words"))

    def say(self, words: str) -> None:
        """Say this now: the operator's own words, at once."""
        if words.strip():
            self._put(FREE, " ".join(words.split()))

    def mute(self, muted: bool) -> None:
        self.choose(replace(self._board.announcing, muted=muted))
        if muted:
            self.stop()

    def choose(self, announcing: Announcing) -> None:
        """Announce so from now on; the board that comes back shows it."""
        # At once: what is due before the board is back must obey already.
        old, self._board = self._board.announcing, replace(self._board, announcing=announcing)
        work = partial(self._actions.choose, announcing)
        self._record.call(work, failed=partial(self._not_chosen, old), owner=self)
        if not announcing.on:
            self._drop(lambda row: row.kind not in (TRIAL, FREE))

    def use_file(self, kind: str, path: str) -> None:
        """This sound file for a kind, once it has proved to be one."""
        chosen = replace(self._board.announcing, sounds={**self._board.announcing.sounds, kind: path})
        check = partial(self._actions.voice.length, Path(path))
        self._voice.call(check, lambda length: self.choose(chosen), self._tell_fault, owner=self)

    def stop(self) -> None:
        """End what sounds now and what waits behind it. They count as shown."""
        self._drop(lambda row: True)
        if self._saying is not None:
            self._stopped = True
            self._stopper.call(self._actions.voice.stop)

    def close(self) -> None:
        self._queue.clear()
        if self._saying is not None:
            self._stopper.call(self._actions.voice.stop)
        self._stopper.close()
        self._voice.close()

    # --- one announcement -----------------------------------------------------------------------------------------

    def _put(self, kind: str, words: str) -> None:
        if self._board.announcing.muted:
            self.told.emit(self._wording.text("hall-is-muted"), "warn")
            return
        if self._board.rehearsal:
            words = self._wording.text("hall-say-rehearsal", words=words)
        self._queue.append(AnnouncementRow(kind, kind, "", words, self._now()))
        self.tick()

    def _begin(self, row: AnnouncementRow) -> None:
        announcing = self._board.announcing
        scheduled = row.kind not in (TRIAL, FREE)
        timely = self._schedule.still_timely(row, self._now(), self._steady())
        held = scheduled and (self._board.phase == "suspended" or not announcing.on)
        if not timely or held or announcing.muted:
            self._settle(row, "shown")
            return
        self._saying, self._stopped = row, False
        self.sounding.emit(row.words)
        self._voice.call(partial(self._sound, row, announcing), self._over, self._not_sounded, owner=self)

    def _sound(self, row: AnnouncementRow, announcing: Announcing) -> None:
        """In the voice's lane."""
        voice = self._actions.voice
        if announcing.by == "voice":
            voice.say(row.words)
            return
        chosen = announcing.sounds.get(row.kind, "")
        shipped = row.kind if row.kind in ("start", "fifteen", "end") else "custom"
        voice.play(Path(chosen) if chosen else self._bells / f"{shipped}.wav")

    def _over(self, nothing: object) -> None:
        self._finish("shown" if self._stopped else "said")

    def _not_sounded(self, fault: BaseException) -> None:
        self._finish("shown")
        self.failed.emit(fault)
        self._tell_fault(fault)

    def _finish(self, how: Standing) -> None:
        row, self._saying = self._saying, None
        self.sounding.emit("")
        if row is not None:
            self._settle(row, how)
        self.tick()

    def _settle(self, row: AnnouncementRow, how: Standing) -> None:
        if row.kind in (TRIAL, FREE):
            said = how == "said"
            key = "hall-free-said" if said else "hall-free-shown"
            self.told.emit(self._wording.text(key, words=row.words), "ok" if said else "warn")
            return
        self._record.call(partial(self._actions.told, row, how), owner=self)

    def _drop(self, which: Callable[[AnnouncementRow], bool]) -> None:
        dropped = [row for row in self._queue if which(row)]
        self._queue = deque(row for row in self._queue if not which(row))
        for row in dropped:
            self._settle(row, "shown")

    def _not_chosen(self, old: Announcing, fault: BaseException) -> None:
        self._board = replace(self._board, announcing=old)
        self._tell_fault(fault)

    def _tell_fault(self, fault: BaseException) -> None:
        wording = self._wording
        words = wording.fault(fault) if isinstance(fault, SiteFault) else wording.text("fault-ours")
        self.told.emit(words, "stop")
