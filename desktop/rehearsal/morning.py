"""The morning: a scripted clock, what happens when, and `rehearse`, which plays it and says what it came to."""

from __future__ import annotations

import heapq
import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.exam.frame.command import Refused
from desktop.exam.frame.context import Context
from desktop.exchange import ledger_files
from desktop.exchange.durable import write_durably
from desktop.faults import SiteFault
from desktop.ledger.entry import Entry
from desktop.rehearsal import cast, faults, steps, summary
from desktop.rehearsal.cast import Visitor
from desktop.rehearsal.desk import Desk
from desktop.rehearsal.script import MINUTE, SECOND, Script
from desktop.rehearsal.site import Site, prepare
from desktop.wording import Wording

if TYPE_CHECKING:
    from desktop.bootstrap.parts import Parts

__all__ = ["Morning", "Script", "rehearse"]

Data = Mapping[str, Any] | Callable[[], Mapping[str, Any]]
Then = Callable[[tuple[Entry, ...]], None]
WAITING = (
    *("not-suspended", "order-first", "escort-busy", "someone-out", "nobody-out"),
    *("leak-open", "bag-not-there", "bags-carried", "bags-in-room"),
)
"""Refusals after which people wait half a minute and ask again."""
PATIENCE = 120


class Morning:
    """One morning under way. Everything happens in order of time on one thread; equal scripts give equal mornings.

    Attributes:
        now: what the site's clock shows, UTC ms.
        visitors: who comes to the doors, by candidate.
        copies_short: room to copies missing from what is opened there.
        readers_out: room to the fault that takes its reader; readers_lost: rooms whose reader is gone now.
        instead: (step, id) to what happens in place of the ordinary.
        told: fault to what was done about it and the entries it left.
        trouble: commands that were refused though all was thought well.
        blocked: commands tried on purpose, and rightly refused.
    """

    def __init__(self, script: Script, site: Site, sleep: Callable[[float], None] = time.sleep) -> None:
        self.script = script
        self.site = site
        self.control = site.control
        self.index = site.control.record.index
        self.sitting = self.index.sittings[site.sitting]
        self.words = Wording()
        self.chance = random.Random(f"morning-{script.seed}")
        self.now = self.sitting.start - 61 * MINUTE
        self.visitors: dict[str, Visitor] = {}
        self.copies_short: dict[str, int] = {}
        self.instead: dict[tuple[str, str], Callable[[], None]] = {}
        self.told: dict[str, dict[str, Any]] = {}
        self.trouble: list[dict[str, Any]] = []
        self.blocked: list[dict[str, Any]] = []
        self.busy: set[str] = set()
        self.bag_rooms: set[str] = set()
        self.readers_out: dict[str, str] = {}
        self.readers_lost: set[str] = set()
        self._sleep = sleep
        self._queue: list[tuple[int, int, Callable[[], object]]] = []
        self._n = 0

    # --- time -----------------------------------------------------------------------------------------------------

    def at(self, when: int, do: Callable[[], object]) -> None:
        """Let something happen at an instant; what is due at one instant happens in the order it was asked for."""
        self._n += 1
        heapq.heappush(self._queue, (when, self._n, do))

    def after(self, seconds: float, do: Callable[[], object]) -> None:
        self.at(self.now + round(seconds * SECOND), do)

    def minute(self, offset: float) -> int:
        """An instant by minutes from the start."""
        return self.sitting.start + round(offset * MINUTE)

    def play(self) -> None:
        while self._queue:
            when, _, do = heapq.heappop(self._queue)
            if when > self.now:
                if self.script.speed > 0:
                    self._sleep((when - self.now) / SECOND / self.script.speed)
                self.now = when
            do()

    # --- people ---------------------------------------------------------------------------------------------------

    @property
    def ctx(self) -> Context:
        """What the control desk knows."""
        return self.control.record.context()

    @property
    def rooms(self) -> list[str]:
        return [r.id for r in self.index.rooms_of_sitting[self.sitting.id]]

    def room_key(self, room: str) -> str:
        return f"room:{self.sitting.id}/{room}"

    def person_key(self, candidate: str) -> str:
        return f"candidate:{self.sitting.id}/{candidate}"

    @property
    def sitting_key(self) -> str:
        return f"sitting:{self.sitting.id}"

    @property
    def site_key(self) -> str:
        return f"site:{self.index.plan.site.id}"

    def on_duty(self, role: str, room: str | None = None) -> list[str]:
        return cast.by_role(self.ctx, self.sitting.id, role, self.control.now(self.now), room)

    # --- work -----------------------------------------------------------------------------------------------------

    def act(
        self,
        name: str,
        about: str,
        data: Data | None = None,
        *,
        officers: Sequence[str] | None = None,
        desk: Desk | None = None,
        room: str = "",
        then: Then | None = None,
        story: str = "",
        tries: int = 0,
    ) -> None:
        """Give a command, signed by those whose duty it is unless told otherwise. People who are told to wait wait and
        try again; any other refusal is trouble. `then` goes on with the entries; `story` keeps them for that fault."""
        where = desk or self.control
        given = dict(data() if callable(data) else data or {})
        now = where.now(self.now)
        signers = cast.due(where.record.context(), name, about, now, room) if officers is None else officers
        outcome = where.act(name, about, given, signers, self.now)
        if not isinstance(outcome, Refused):
            if story:
                self.trace(story, "", outcome)
            if then is not None:
                then(outcome)
            return
        wait = self._wait(outcome, now)
        if wait is not None and tries < PATIENCE:
            self.at(
                self.now + wait,
                lambda: self.act(
                    name,
                    about,
                    data,
                    officers=officers,
                    desk=desk,
                    room=room,
                    then=then,
                    story=story,
                    tries=tries + 1,
                ),
            )
            return
        self.trouble.append(self._refusal(name, about, outcome))

    def _wait(self, refused: Refused, now: int) -> int | None:
        """How long people wait who hear this refusal; None where waiting does not help."""
        if refused.code == "too-early":
            return max(SECOND, int(refused.facts["opens"]) - now)
        return MINUTE // 2 if refused.code in WAITING else None

    def blocked_at(
        self, name: str, about: str, data: Data | None, story: str, officers: Sequence[str] | None = None
    ) -> None:
        """Try what the rules must refuse. Allowed, it is trouble."""
        given = dict(data() if callable(data) else data or {})
        signers = cast.due(self.ctx, name, about, self.control.now(self.now)) if officers is None else officers
        outcome = self.control.act(name, about, given, signers, self.now)
        if isinstance(outcome, Refused):
            found = {**self._refusal(name, about, outcome), "fault": story}
            self.blocked.append(found)
            self.trace(story, f"{found['time']} {self.title(name)}被拒绝：{outcome.code}（{outcome.clause}）", ())
        else:
            self.trouble.append({"command": name, "about": about, "code": "allowed", "time": self.clock(), "facts": {}})

    def _refusal(self, name: str, about: str, refused: Refused) -> dict[str, Any]:
        return {
            "command": name,
            "about": about,
            "code": refused.code,
            "facts": summary.plain(refused.facts),
            "clause": refused.clause,
            "time": self.clock(),
        }

    def perform(self, step: str, id: str, ordinary: Callable[[], None]) -> None:
        """A step that a fault may have taken over."""
        taken = self.instead.pop((step, id), None)
        (taken or ordinary)()

    def trace(self, story: str, text: str, entries: Sequence[Entry]) -> None:
        """What was done in a fault, and the entries it left."""
        told = self.told.setdefault(story, {"done": [], "entries": [], "skipped": ""})
        if text:
            told["done"].append(text)
        told["entries"].extend({"desk": e.desk, "number": e.number, "kind": e.kind} for e in entries)

    def skip(self, story: str, why: str) -> None:
        self.told.setdefault(story, {"done": [], "entries": [], "skipped": ""})["skipped"] = why

    def title(self, command: str) -> str:
        return self.words.text(f"command-{command}")

    def clock(self, at: int | None = None) -> str:
        """The site's clock as people read it."""
        return summary.clock(self.now if at is None else at, self.index.plan.site.utc_offset)


def rehearse(script: Script, out: Path, parts: Parts, sleep: Callable[[float], None] = time.sleep) -> dict[str, Any]:
    """Play the script through the real code, write everything under `out`, answer what `out/summary.json` holds.

    Raises SiteFault: rehearsal-folder, cannot-write, disk-full, rehearsal-roster, and whatever the operations meet.
    """
    if unknown := set(script.faults) - set(faults.FAULTS):
        raise ValueError(f"no such faults: {sorted(unknown)}")
    script = replace(script, faults=tuple(dict.fromkeys(script.faults)))
    began = time.monotonic()
    site = prepare(script, out, parts)
    try:
        morning = Morning(script, site, sleep)
        morning.visitors = cast.visitors(morning.index, site.sitting, morning.chance)
        faults.arrange(morning)
        steps.arrange(morning)
        morning.play()
        steps.meet(morning)
        record = site.control.record
        ledger_files.write_lines(out / "record.jsonl", site.control.home.entries.lines(record.opened.record))
        told = summary.of(morning)
        told["forms"] = print_forms(morning, out / "forms", parts) if script.forms else []
        told["seconds"] = round(time.monotonic() - began, 1)
    finally:
        site.close()
    write_durably(out / "summary.json", (json.dumps(told, ensure_ascii=False, indent=2).encode(),))
    return told


def print_forms(m: Morning, folder: Path, parts: Parts) -> list[dict[str, Any]]:
    """Every form of the site that has something to say, and the summary sheet to sign beside the posted one, printed as
    `kaodian print` does it: file, pages, and how many places somebody should look at. Raises SiteFault as printing
    does."""
    from desktop.press.batch import EMPTY
    from desktop.press.printing import Wanted, forms_list, print_form

    folder.mkdir(parents=True, exist_ok=True)
    source = parts.print_source(m.site.control.home)
    out = []
    every = (Wanted(form["name"], accept_flags=True) for form in forms_list())
    for one in (*every, Wanted("summary-sheet", signature=True, accept_flags=True)):
        path = folder / f"{one.form}{'-signature' if one.signature else ''}.pdf"
        try:
            done = print_form(source, one, path, m.now)
        except SiteFault as fault:
            if fault.code in EMPTY:
                continue
            raise
        out.append({"file": f"forms/{path.name}", "pages": done.pages, "flags": len(done.flags)})
    return out
