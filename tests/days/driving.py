"""A door desk driven as the window drives it, without the window: its session, and one thread a reader."""

from __future__ import annotations

import queue
from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from time import monotonic
from types import SimpleNamespace
from typing import Any

from desktop.bootstrap.parts import Parts
from desktop.faults import SiteFault
from desktop.operations.boards.shell import Credential, Signed
from desktop.operations.desks.door.desk import DoorDesk
from desktop.operations.desks.session import HomeSession
from desktop.operations.publishing import open_record
from desktop.wording import Wording
from tests.helpers.homes import Enrolled, PlainPins, Tireless

DEADLINE = 30.0
ROOM, DOOR = "r01", "room:s1/r01"


class Desk:
    """A door's session with its readers: one thread each, what they tell done one after the other in this one."""

    def __init__(self, home: Enrolled, *settings: str) -> None:
        self.home = home
        real = Parts()
        parts = SimpleNamespace(
            readings=real.readings,
            wakefulness=Tireless(),
            open_record=lambda opened: open_record(opened, home.clock),
            clock=home.clock,
            pins=PlainPins(),
            open_source=real.open_source,
            found_sources=real.found_sources,
            certificates=real.certificates,
            zone_document=real.zone_document,
        )
        self.session = HomeSession(home.home, parts, Wording("en"))
        self.session.choose_readers(settings)
        assert self.session.record is not None
        self.record = self.session.record
        self.screen: Any = None
        self.came: list[str] = []
        self._told: queue.SimpleQueue[tuple[str, str, Any]] = queue.SimpleQueue()
        self._stopped = Event()
        self._threads: list[Thread] = []
        self.me = self._sign_in("assistant-proctor")
        self.door: DoorDesk = self.session.open_desk("door", self)

    # --- a screen ---

    def board(self, board: object) -> None:
        self.screen = board

    def fault(self, fault: BaseException) -> None:
        raise fault

    # --- people ---

    def _staff(self, role: str) -> str:
        return next(d.staff for d in self.record.plan.duties if d.role == role and d.room == ROOM)

    def _sign_in(self, role: str) -> Signed:
        signed = self.session.sign_in(Credential(self._staff(role), "246810"))
        assert isinstance(signed, Signed)
        return signed

    def number(self, n: int) -> str:
        return self.record.plan.candidates[n].document_number

    def typed(self, number: str, two: bool = True) -> None:
        """F2: the number by hand, with the lead proctor's PIN beside the officer's at the desk."""
        signed = [self.me]
        if two:
            second = self.door.identify(Credential(self._staff("lead-proctor"), "246810"))
            assert isinstance(second, Signed)
            signed.append(second)
        self.door.act("check-candidate", (DOOR,), {"number": number}, tuple(signed))

    def seated(self, n: int, *codes: str) -> None:
        """The last verdict let the n-th candidate in, with this code; the person signs the sheet."""
        id = self.record.plan.candidates[n].id
        admission = self.record.state.candidate("s1", id).admission
        assert admission is not None, self.screen
        assert self.codes()[-1] in codes
        self.door.confirm_signature()
        assert self.record.state.candidate("s1", id).signed is not None

    def codes(self) -> list[str]:
        kinds = ("candidate-admitted", "candidate-refused")
        entries = self.home.home.entries.load(self.record.opened.record)
        return [str(e.data["code"]) for e in entries if e.kind in kinds]

    def changes(self) -> list[tuple[str, str]]:
        """What the desk wrote about its readers: (lost or ready, which kind)."""
        entries = self.record.fold.history(f"desk:{self.record.desk}")
        return [(e.data["state"], e.data["source"].partition(":")[0]) for e in entries if e.kind == "reader-changed"]

    # --- readers ---

    def __enter__(self) -> Desk:
        for setting in self.session.readers:
            self._threads.append(Thread(target=self._watch, args=(setting,), name=setting))
            self._threads[-1].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join(DEADLINE)
        assert not any(thread.is_alive() for thread in self._threads)

    def _watch(self, setting: str) -> None:
        """As the window's own threads do: whatever a read came to, the next begins."""
        opening = self.session.opening(setting)
        tell = partial(self._tell, setting, "state")
        wrong = ""
        with opening(tell) as reader:  # type: ignore[attr-defined]
            while not self._stopped.is_set():
                try:
                    document = reader.read(0.5)
                except SiteFault as fault:
                    if fault.code not in ("read-timeout", wrong):
                        self._tell(setting, "fault", fault)
                    wrong = fault.code if fault.code == "reader-lost" else ""
                    continue
                wrong = ""
                self._tell(setting, "document", document)

    def _tell(self, setting: str, what: str, value: Any) -> None:
        self._told.put((what, setting, value))

    def until(self, holds: Callable[[], object]) -> None:
        """Do what the readers tell until something holds."""
        end = monotonic() + DEADLINE
        while not holds():
            try:
                what, setting, value = self._told.get(timeout=max(0.0, end - monotonic()))
            except queue.Empty:
                raise AssertionError(f"{self.came} {self.screen}") from None
            self.came.append(value.doing if what == "state" else value.code if what == "fault" else what)
            if what == "state":
                self.session.reader_state(setting, value)
            elif what == "fault":
                self.door.read_failed(value.code, value.facts)
            else:
                self.door.read(value)

    def until_came(self, word: str) -> None:
        """Until a reader told this once more."""
        before = self.came.count(word)
        self.until(lambda: self.came.count(word) > before)
