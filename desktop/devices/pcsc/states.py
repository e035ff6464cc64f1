"""What each reader is doing, for people: said once when it changes, from whichever thread saw it."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable

from desktop.devices.pcsc.loop import Arrived, Attached, Event, Left, Service
from desktop.devices.sources import Doing, SourceState

log = logging.getLogger(__name__)

STOPS_WITH_THE_LAST_READER = sys.platform == "win32"
"""Windows ends its service with the last reader: that it is not there only says that no reader is."""


class States:
    """`chosen` picks the readers that are watched out of those attached."""

    def __init__(
        self,
        told: Callable[[SourceState], None],
        chosen: Callable[[tuple[str, ...]], tuple[str, ...]],
        wanted: str = "",
        stops_with_the_last: bool = STOPS_WITH_THE_LAST_READER,
    ) -> None:
        self._told, self._chosen, self._wanted = told, chosen, wanted
        self._stops_with_the_last = stops_with_the_last
        self._lock = threading.RLock()
        self._readers: tuple[str, ...] = ()
        self._visits: dict[str, int] = {}
        self._last: dict[str, SourceState] = {}

    def note(self, event: Event) -> None:
        """What the loop saw."""
        with self._lock:
            match event:
                case Service(up=False):
                    self._nobody("no-reader" if self._stops_with_the_last else "no-service")
                case Attached(readers):
                    self._match(self._chosen(readers))
                case Arrived(reader, visit, _):
                    self._visits[reader] = visit
                case Left(reader, _):
                    self._visits.pop(reader, None)
                    if reader in self._readers:
                        self._say(SourceState("ready", reader))
                case _:
                    pass

    def card(self, reader: str, visit: int, doing: Doing, trouble: str = "") -> None:
        """What the reading of a card comes to. When the card is gone already, the reader is ready again after it."""
        with self._lock:
            if reader not in self._readers:
                return
            self._say(SourceState(doing, reader, trouble))
            if doing != "reading" and self._visits.get(reader) != visit:
                self._say(SourceState("ready", reader))

    def _match(self, readers: tuple[str, ...]) -> None:
        came = [reader for reader in readers if reader not in self._readers]
        self._readers = readers
        if not readers:
            self._nobody("no-reader")
            return
        self._last.pop("", None)
        for reader in came:
            self._say(SourceState("ready", reader))

    def _nobody(self, doing: Doing) -> None:
        self._readers = ()
        last = self._last.get("")
        self._last.clear()
        if last is not None:
            self._last[""] = last
        self._say(SourceState(doing, self._wanted if doing == "no-reader" else ""), place="")

    def _say(self, state: SourceState, place: str | None = None) -> None:
        place = state.reader if place is None else place
        if self._last.get(place) != state:
            self._last[place] = state
            try:
                self._told(state)
            except RuntimeError:
                log.debug("nobody hears any more what a reader does", exc_info=True)
