"""A reader with a security module as an identity source: polling, the card that still lies there, faults that pass.

What differs between a serial line and a maker's library is only how a module is connected.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from math import ceil
from types import TracebackType
from typing import Self

from desktop.devices.resident.frame import FOUND, NOT_FOUND, OK, READ_FAILED, reaction
from desktop.devices.resident.module import SecurityModule
from desktop.devices.resident.record import RecordError, added_address, read_text
from desktop.devices.sources import Document, Doing, Needs, SourceState
from desktop.faults import SiteFault

PAUSE = 0.1
"""Seconds between two searches for a card: a tenth of a second nobody notices, a percent of a core nobody pays."""
RESTING = 1.0
"""A card found again within this many seconds of being seen has not been away: its edge was lifted."""
SETTLING = 0.8
"""How long a card that moves into the field may refuse before it is called unreadable."""
REFUSALS = 3
REOPEN = 0.5
LIFT = "lift-card"


class ModuleSource:
    """Reads cards through whatever module `connect` gives; it is called again whenever the last one was lost.

    See IdentitySource. On top of what is raised there: reader-garbled (answers damaged twice in a row),
    reader-defective (the module says so of itself; no card is looked for until it says otherwise), and what `connect`
    raises. A fault is told at once; while it lasts, each further read waits its time out and tells it again.
    """

    def __init__(
        self,
        connect: Callable[[], SecurityModule],
        source: str,
        needs: Needs,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._connect = connect
        self._source = source
        self._needs = needs
        self._wait = wait
        self._clock: Callable[[], float] = time.monotonic
        self._module: SecurityModule | None = None
        # The fault that was told last, until a search for a card goes through again; whether to ask how the module is.
        self._wrong = ""
        self._unsure = True
        self._told: SourceState | None = None
        self._reader = ""
        self._seen = float("-inf")
        # What lies there, as a digest: no person's data stay here between two cards. Empty for an unreadable one.
        self._lying: bytes | None = None

    def read(self, timeout: float) -> Document:
        """The next card: one that was not there before, or was away in between."""
        until = self._clock() + timeout
        module = self._ready(until)
        try:
            while True:
                document = self._poll(module)
                if document is not None:
                    return document
                left = until - self._clock()
                if left <= 0:
                    break
                self._wait(min(PAUSE, left))
        except SiteFault as fault:
            if self._failed(fault):
                self._wait(max(0.0, until - self._clock()))
            raise
        raise SiteFault("read-timeout", source=self._source, seconds=ceil(timeout))

    def close(self) -> None:
        self._drop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ready(self, until: float) -> SecurityModule:
        """A module that works. Raises the fault at once when it is new, else when the time is over."""
        while True:
            try:
                module = self._module
                if module is None:
                    module = self._module = self._connect()
                    self._reader = module.name
                if self._unsure:
                    self._judge(module.status())
                    self._unsure = False
                    self._tell("ready")
                return module
            except SiteFault as fault:
                lasting = self._failed(fault)
                left = until - self._clock()
                if not lasting or left <= 0:
                    raise
                self._wait(min(REOPEN, left))

    def _failed(self, fault: SiteFault) -> bool:
        """Whether that was told before, and nothing has worked since."""
        lasting = self._wrong == fault.code
        self._wrong, self._unsure = fault.code, True
        if fault.code != "reader-defective":
            self._drop()
        self._tell("no-reader")
        return lasting

    def _drop(self) -> None:
        module, self._module = self._module, None
        if module is not None:
            module.close()

    def _poll(self, module: SecurityModule) -> Document | None:
        """One search for a card, and what it came to when there was one."""
        found = module.find()
        self._judge(found)
        self._wrong = ""
        now = self._clock()
        resting = self._lying is not None and now - self._seen < RESTING
        if found != FOUND:
            if not resting:
                self._lying = None
                self._tell("ready")
            elif self._lying:
                self._tell("ready")
            return None
        if not resting:
            self._lying = None
            self._tell("reading")
        text = self._taken(module, now + SETTLING)
        if text is None:
            return None
        lay, self._lying, self._seen = self._lying, blake2b(text).digest() if text else b"", self._clock()
        if self._lying == lay:
            return None
        if not text:
            self._tell("unreadable", LIFT)
            return Document(unreadable=True, trouble=LIFT, source=self._source)
        document = self._document(module, text)
        self._seen = self._clock()
        self._tell("read")
        return document

    def _taken(self, module: SecurityModule, until: float) -> bytes | None:
        """The text record of the card that was found; empty when it cannot be read, None when it went by."""
        refusals = 0
        found = FOUND
        while True:
            status, text = found, b""
            if status == FOUND:
                status = module.select()
                self._judge(status)
            if status == OK:
                status, text = module.read()
                self._judge(status)
            if status == OK:
                if _is_record(text):
                    return text
                status = READ_FAILED
            if status == NOT_FOUND and not refusals:
                return None
            refusals += reaction(status) == "lift"
            if refusals >= REFUSALS or self._clock() >= until:
                return b""
            self._wait(PAUSE / 2)
            found = module.find()
            self._judge(found)

    def _document(self, module: SecurityModule, text: bytes) -> Document:
        document = read_text(text, self._source)
        try:
            status, added = module.added()
        except SiteFault:
            # The card is read. What is wrong now, the next search meets again.
            return document
        latest = added_address(added) if status == OK else ""
        if latest and latest != document.address:
            return replace(document, address="；".join(filter(None, (document.address, latest))))
        return document

    def _judge(self, status: int) -> None:
        if reaction(status) == "defective":
            raise SiteFault("reader-defective", source=self._source, status=f"{status:02X}")

    def _tell(self, doing: Doing, trouble: str = "") -> None:
        state = SourceState(doing, self._reader, trouble)
        if state != self._told:
            self._told = state
            self._needs.told(state)


def _is_record(text: bytes) -> bool:
    try:
        read_text(text)
    except RecordError:
        return False
    return True
