"""What is announced when. Nothing here sounds: a row says what is due, the hall's schedule picks, the voice speaks.

An announcement that was said is no entry of the record: who announces in an exam is a proctor or the chief, and their
own act (`announce-fifteen`, the chief's orders) is what is written down. What this desk said is kept in its home, so
that it is not said twice, and shown in the hall's list.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.exam.frame.context import MINUTE, Context
from desktop.exam.rules.protocol import Step
from desktop.faults import SiteFault
from desktop.operations.boards.hall import KINDS, LATEST, AnnouncementRow, Announcing, Custom, Standing
from desktop.operations.desks.hall.moments import Moments
from desktop.operations.ports import SettingStore
from desktop.operations.words import Words

KEPT, TOLD = "announcing", "announced"
COMMANDS = {"start": "start-exam", "fifteen": "announce-fifteen", "end": "end-exam"}
ORDERS = {"start": "start", "fifteen": "fifteen-minutes", "end": "end"}
MOST_WORDS, MOST_CUSTOMS = 200, 20
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")
_BEFORE_END = re.compile(r"-(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Told:
    """What became of an announcement: for which moment, when, and how."""

    due: int
    at: int
    state: Standing


class Kept:
    """How this home announces and what it has said, both for one record. Anything unreadable counts as nothing kept."""

    def __init__(self, settings: SettingStore, record: str) -> None:
        self._settings, self._record = settings, record
        self.announcing = _announcing(self._read(KEPT))
        self.told: dict[str, Told] = {}
        for key, value in self._read(TOLD).items():
            match value:
                case [int(due), int(at), "said" | "shown" as how]:
                    self.told[str(key)] = Told(due, at, "said" if how == "said" else "shown")

    def choose(self, announcing: Announcing) -> None:
        self.announcing = checked(announcing)
        data = {
            "on": announcing.on,
            "muted": announcing.muted,
            "kinds": list(announcing.kinds),
            "by": announcing.by,
            "when": announcing.when,
            "sounds": dict(announcing.sounds),
            "customs": [[c.words, c.when] for c in announcing.customs],
        }
        self._write(KEPT, data)

    def tell(self, key: str, told: Told) -> None:
        self.told[key] = told
        self._write(TOLD, {k: [t.due, t.at, t.state] for k, t in self.told.items()})

    def _read(self, key: str) -> dict[str, Any]:
        try:
            kept = json.loads(self._settings.get(key) or "{}")
        except ValueError:
            return {}
        if not isinstance(kept, dict) or kept.get("record") != self._record:
            return {}
        data = kept.get("data")
        return data if isinstance(data, dict) else {}

    def _write(self, key: str, data: Mapping[str, Any]) -> None:
        self._settings.put(key, json.dumps({"record": self._record, "data": data}, ensure_ascii=False))


def _announcing(data: Mapping[str, Any]) -> Announcing:
    try:
        return checked(
            Announcing(
                on=data.get("on") is True,
                muted=data.get("muted") is True,
                kinds=tuple(k for k in KINDS if k in data.get("kinds", KINDS)),
                by="sounds" if data.get("by") == "sounds" else "voice",
                when="clock" if data.get("when") == "clock" else "orders",
                sounds={str(k): str(v) for k, v in dict(data.get("sounds", {})).items()},
                customs=tuple(Custom(str(words), str(when)) for words, when in data.get("customs", ())),
            )
        )
    except (SiteFault, TypeError, ValueError):
        return Announcing()


def checked(announcing: Announcing) -> Announcing:
    """Raises SiteFault announce-words, announce-when, announce-many."""
    if len(announcing.customs) > MOST_CUSTOMS:
        raise SiteFault("announce-many", most=MOST_CUSTOMS)
    for custom in announcing.customs:
        if not custom.words.strip() or len(custom.words) > MOST_WORDS or not custom.words.isprintable():
            raise SiteFault("announce-words", most=MOST_WORDS)
        if not (_CLOCK.fullmatch(custom.when) or _BEFORE_END.fullmatch(custom.when)):
            raise SiteFault("announce-when", text=custom.when[:40])
    return announcing


@dataclass(frozen=True, slots=True)
class Announcer:
    """The rows of one place: a room, or the whole site where `room` is empty. `later` names rooms that end after it."""

    ctx: Context
    words: Words
    sitting: str
    room: str
    times: Moments
    later: tuple[str, ...] = ()

    def rows(self, kept: Kept, now: int) -> tuple[AnnouncementRow, ...]:
        announcing = kept.announcing
        protocol = self.ctx.protocol(self.sitting)
        out = []
        for kind in KINDS:
            step = protocol.step_of(COMMANDS[kind]) if protocol else None
            if step is not None:
                row = self._row(kind, kind, step.title, self._text(kind, step), self._due(kind, step, announcing))
                out.append(self._standing(row, kept, announcing.on and kind in announcing.kinds, now))
        for custom in announcing.customs:
            digest = hashlib.sha256(custom.words.encode()).hexdigest()[:12]
            title = self.words.text("hall-custom")
            row = self._row(f"{custom.when}:{digest}", "custom", title, custom.words, self._custom_due(custom))
            out.append(self._standing(row, kept, announcing.on, now))
        return tuple(out)

    def _row(self, key: str, kind: str, title: str, words: str, due: int | None) -> AnnouncementRow:
        if self.ctx.index.plan.rehearsal:
            words = self.words.text("hall-say-rehearsal", words=words)
        # Not by room: a clock that is turned from the site to a room says nothing again.
        return AnnouncementRow(f"{self.sitting}/{key}", kind, title, words, due)

    def _text(self, kind: str, step: Step) -> str:
        words = step.text or step.title
        if self.later and kind != "start":
            words += self.words.text("hall-say-later", rooms="、".join(self.later))
        return words

    def _due(self, kind: str, step: Step, announcing: Announcing) -> int | None:
        """None while the exam is suspended, and while an order that is waited for has not been given."""
        if self.times.phase == "suspended":
            return None
        at = self.ctx.moment(step.at, self.sitting, self.room)
        if announcing.when == "clock":
            return at
        order = self.ctx.state.sitting(self.sitting).orders.get(ORDERS[kind])
        # A room with more time comes to its own end after the order for the others.
        return max(order.at, at) if order is not None else None

    def _custom_due(self, custom: Custom) -> int | None:
        if self.times.phase == "suspended":
            return None
        if before := _BEFORE_END.fullmatch(custom.when):
            return self.times.end - int(before[1]) * MINUTE
        clock = _CLOCK.fullmatch(custom.when)
        if clock is None:
            return None
        midnight = self.ctx.local_day(self.times.start) * 1440 - self.ctx.index.plan.site.utc_offset
        return (midnight + int(clock[1]) * 60 + int(clock[2])) * MINUTE

    def _standing(self, row: AnnouncementRow, kept: Kept, on: bool, now: int) -> AnnouncementRow:
        told = kept.told.get(row.key)
        state: Standing = "coming"
        # Its moment may have moved on since (an extension): then it is to be said again.
        if told is not None and (row.due is None or row.due <= told.due or now - row.due > LATEST):
            state = told.state
        elif not on:
            state = "off"
        elif row.due is None:
            state = "held"
        elif now - row.due > LATEST:
            state = "missed"
        at = told.at if told is not None and state == told.state else row.due
        note = self.words.text(f"hall-row-{state}")
        return AnnouncementRow(
            row.key, row.kind, row.title, row.words, row.due, state, self.words.time(at, seconds=_odd(at)), note
        )


def _odd(at: int | None) -> bool:
    """Whether a moment needs its seconds: not when it lies on the minute."""
    return at is not None and at % MINUTE != 0
