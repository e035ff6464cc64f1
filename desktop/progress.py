"""How long work says how far it is, and learns that nobody wants it any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Protocol, TypeVar

from desktop.faults import SiteFault

T = TypeVar("T")
EVERY: Final = 64
"""Of many small things one in so many is told of: telling must cost nothing beside the work."""


class Progress(Protocol):
    """Called by long work again and again, and for the last time before it keeps anything: whatever was called off has
    changed nothing."""

    def __call__(self, done: int, of: int, on: str = "", /) -> None:
        """`done` of `of` things are done, 0 where nobody knows how many there will be; `on` is what is being done
        (`doing-<on>` in the wording; what follows a colon is said as it is). Raises Cancelled."""
        ...


class Cancelled(SiteFault):
    """Whoever asked for the work has called it off."""

    def __init__(self) -> None:
        super().__init__("cancelled")


def unwatched(done: int, of: int, on: str = "", /) -> None:
    """Work that nobody watches."""


def watched(items: Iterable[T], tell: Progress, of: int, on: str = "", every: int = EVERY) -> Iterator[T]:
    """The items one by one, told of as they go. Raises Cancelled between two of them."""
    for done, item in enumerate(items):
        if done % every == 0:
            tell(done, of, on)
        yield item
