"""A job under way: how far it is goes to the screen, and from the screen it can be called off."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Final

from desktop.operations.boards.office import Doing
from desktop.operations.words import Words
from desktop.progress import Cancelled

PACE: Final = 100
"""Milliseconds between two boards of a job under way: a bar that moves ten times a second moves."""


class Running:
    """The Progress of one job. It is told in the lane; `call_off` comes from any thread."""

    def __init__(self, name: str, words: Words, steady: Callable[[], int], show: Callable[[Doing], None]) -> None:
        self._words, self._steady, self._show = words, steady, show
        self._title = words.text(f"job-{name}")
        self._off = Event()
        self._shown = steady()
        show(Doing(self._title, stop=words.text("office-call-off")))

    def __call__(self, done: int, of: int, on: str = "", /) -> None:
        """See Progress."""
        now = self._steady()
        if now - self._shown >= PACE:
            self._shown = now
            self._show(Doing(self._title, self._said(done, of, on), done, of, self._words.text("office-call-off")))
        if self._off.is_set():
            raise Cancelled

    def call_off(self) -> None:
        """End the job the next time it tells how far it is."""
        self._off.set()

    def _said(self, done: int, of: int, on: str) -> str:
        what, _, which = on.partition(":")
        what = self._words.text(f"doing-{what}") if what else ""
        return " ".join(filter(None, (what, which, f"{done}/{of}" if of else str(done) if done else "")))
