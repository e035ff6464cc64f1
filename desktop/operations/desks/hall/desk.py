"""Behind the hall clock: the board of one room or of the whole site. It signs nothing and writes nothing into the
record; it shows no name of any candidate."""

from __future__ import annotations

from desktop.exam.frame.context import MINUTE, Context
from desktop.exam.plan.model import Sitting
from desktop.faults import SiteFault
from desktop.operations.boards.hall import AnnouncementRow, Announcing, HallBoard, Standing, Voice
from desktop.operations.boards.session import BoardListener
from desktop.operations.boards.shell import NextStep, StatusDot
from desktop.operations.desks.hall.announcements import Announcer, Kept, Told
from desktop.operations.desks.hall.moments import Moments, moments
from desktop.operations.desks.hall.seats import seats_with_time_of_their_own
from desktop.operations.ports import SettingStore
from desktop.operations.record import Record
from desktop.operations.words import LEVELS, Words


class HallDesk:
    """Confined to the session's lane, but for `voice`. `room` empty shows the whole site."""

    def __init__(
        self, record: Record, settings: SettingStore, words: Words, voice: Voice, listener: BoardListener, room: str
    ) -> None:
        self.voice = voice
        self._record, self._words, self._listener = record, words, listener
        self._room = room
        self._kept = Kept(settings, record.opened.record)
        self._stop = record.listen(lambda changed: self.send())

    def close(self) -> None:
        """See HallActions."""
        self._stop()

    def send(self) -> None:
        """The newest board to the screen."""
        try:
            self._listener.board(self.board())
        except SiteFault as fault:
            self._listener.fault(fault)

    # --- what can be asked for ------------------------------------------------------------------------------------

    def turn(self, by: int) -> None:
        """See HallActions."""
        sitting = self._sitting()
        places = ("", *(self._record.context().rooms(sitting.id) if sitting else ()))
        here = places.index(self._room) if self._room in places else 0
        self._room = places[(here + by) % len(places)]
        self.send()

    def choose(self, announcing: Announcing) -> None:
        """See HallActions."""
        self._kept.choose(announcing)
        self.send()

    def told(self, row: AnnouncementRow, state: Standing) -> None:
        """See HallActions."""
        now = self._record.now()
        self._kept.tell(row.key, Told(row.due if row.due is not None else now, now, state))
        self.send()

    # --- the board ------------------------------------------------------------------------------------------------

    def _sitting(self) -> Sitting | None:
        now = self._record.now()
        found = self._record.context().sitting_at(now)
        return found or min(self._record.plan.sittings, key=lambda t: abs(t.start - now), default=None)

    def board(self) -> HallBoard:
        plan, words = self._record.plan, self._words
        place = words.text("hall-room", room=words.room(self._room)) if self._room else plan.site.name
        sitting = self._sitting()
        if sitting is None:
            return HallBoard(
                place, plan.name, state=words.text("hall-phase-none"), rehearsal=plan.rehearsal, whole=not self._room
            )
        ctx, now, room = self._record.context(), self._record.now(), self._room
        times = moments(ctx, sitting.id, room, now)
        others = self._others(ctx, sitting, times, now) if not room else ()
        later = tuple(words.room(r) for r, t in others if t.end > times.end or t.phase == "suspended")
        announcer = Announcer(ctx, words, sitting.id, room, times, later)
        return HallBoard(
            place=place,
            subject=plan.name,
            lines=self._lines(ctx, sitting, times),
            phase=times.phase,
            state=words.text(f"hall-phase-{times.phase}"),
            note=self._note(times),
            start=times.start,
            end=times.end,
            left=times.left,
            step=self._step(ctx, sitting, times, now),
            next=self._next(ctx, sitting, times, now),
            rooms=(*(self._other(r, t) for r, t in others), *seats_with_time_of_their_own(ctx, words, sitting, room)),
            clock=self._clock(),
            rehearsal=plan.rehearsal,
            utc_offset=plan.site.utc_offset,
            whole=not room,
            announcing=self._kept.announcing,
            announcements=announcer.rows(self._kept, now),
        )

    def _time(self, at: int) -> str:
        return self._words.time(at, seconds=at % MINUTE != 0)

    def _lines(self, ctx: Context, sitting: Sitting, times: Moments) -> tuple[str, ...]:
        """The blackboard (B), with the end as it is now; for the whole site every paper of the sitting."""
        protocol = ctx.protocol(sitting.id)
        rooms = (self._room,) if self._room else ctx.rooms(sitting.id)
        people = [ctx.index.candidates[id] for room in rooms for id, _ in ctx.people(sitting.id, room)]
        facts = {
            "occupation": "、".join(dict.fromkeys(c.occupation for c in people)),
            "level": "、".join(LEVELS.get(n, str(n)) for n in sorted({c.level for c in people}, reverse=True)),
            "subject": sitting.subject,
            "start": self._words.time(times.start),
            "end": self._words.time(times.end),
        }
        return tuple(line.format(**facts) for line in protocol.board) if protocol else ()

    def _note(self, times: Moments) -> str:
        """From when to when, and what an extension changed."""
        words = self._words
        if times.phase == "suspended":
            return words.text("hall-held", time=self._time(times.held or times.start))
        if times.phase == "waiting":
            return words.text("hall-begins", time=self._time(times.start))
        if times.added > 0:
            planned = self._time(times.end - times.added)
            return words.text("hall-extended", planned=planned, time=self._time(times.end))
        return words.text("hall-ends", time=self._time(times.end))

    def _steps(self, ctx: Context, sitting: Sitting, times: Moments) -> list[tuple[int, str]]:
        """(when, title) in order; what hangs on the end goes with it."""
        protocol = ctx.protocol(sitting.id)
        steps = protocol.steps if protocol else ()
        moved = times.end - ctx.end(sitting.id, self._room)
        found = [
            (ctx.moment(s.at, sitting.id, self._room) + (moved if s.at.anchor == "end" else 0), self._words.step(s))
            for s in steps
        ]
        return sorted(found, key=lambda pair: pair[0])

    def _step(self, ctx: Context, sitting: Sitting, times: Moments, now: int) -> str:
        """The step the clock has come to; while the exam is suspended the one it was suspended in."""
        until = now if times.held is None else min(now, times.held)
        come = [(at, title) for at, title in self._steps(ctx, sitting, times) if at <= until]
        return f"{self._time(come[-1][0])} {come[-1][1]}" if come else ""

    def _next(self, ctx: Context, sitting: Sitting, times: Moments, now: int) -> NextStep | None:
        """The step to come; nobody knows when while the exam is suspended."""
        ahead = ((at, title) for at, title in self._steps(ctx, sitting, times) if at > now)
        found = None if times.held is not None else next(ahead, None)
        return NextStep(f"{self._time(found[0])} {found[1]}", found[0]) if found else None

    def _others(self, ctx: Context, sitting: Sitting, whole: Moments, now: int) -> tuple[tuple[str, Moments], ...]:
        """Rooms whose exam does not end with the site's, or which are suspended alone."""
        found = ((room, moments(ctx, sitting.id, room, now)) for room in ctx.rooms(sitting.id))
        return tuple(
            (room, times)
            for room, times in found
            if times.phase != "ended"
            and (times.end != whole.end or (times.phase == "suspended") != (whole.phase == "suspended"))
        )

    def _other(self, room: str, times: Moments) -> str:
        name = self._words.room(room)
        if times.phase == "suspended":
            return self._words.text("hall-room-held", room=name, time=self._time(times.held or times.start))
        return self._words.text("hall-room-ends", room=name, time=self._time(times.end))

    def _clock(self) -> StatusDot | None:
        """A clock that was set back is no clock to go by; the chief's is (X14)."""
        if self._record.state.desk(self._record.desk).set_backs:
            return StatusDot(self._words.text("hall-clock-moved"), "warn")
        return None
