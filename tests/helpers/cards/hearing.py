"""What a reader tells of itself, kept and waited for."""

from __future__ import annotations

import threading
import time

from desktop.devices.sources import Doing, SourceState


class Heard:
    """Give it as `Needs.told`."""

    def __init__(self) -> None:
        self.states: list[SourceState] = []
        self._more = threading.Condition()

    def __call__(self, state: SourceState) -> None:
        with self._more:
            self.states.append(state)
            self._more.notify_all()

    def until(self, doing: Doing, reader: str | None = None, after: int = 0, deadline: float = 15.0) -> int:
        """Wait for a state, told as number `after` or later; the number of the one after it."""
        end = time.monotonic() + deadline
        with self._more:
            while True:
                for number, state in enumerate(self.states[after:], start=after):
                    if state.doing == doing and reader in (None, state.reader):
                        return number + 1
                assert self._more.wait(max(0.0, end - time.monotonic())), f"{doing} after {self.states[after:]}"

    def told(self, reader: str | None = None) -> list[Doing]:
        with self._more:
            return [state.doing for state in self.states if reader in (None, state.reader)]
