"""The garbage collector at rest while many objects are made that will all live: it would walk them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """Inside, nothing is collected; what makes no cycles loses nothing by it."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def rest() -> None:
    """From now on nothing is collected, until `wake`."""
    gc.disable()


def wake() -> None:
    """Collect again, but never walk what is there by now: it was made to live, and a walk over everything imported
    stops every thread for a tenth of a second."""
    gc.freeze()
    gc.enable()


def settle() -> None:
    """What is there now stays for the life of the process: the collector need not look at it again.

    A record of 10,000 candidates is a million objects; without this one decision in a thousand waits 80 ms for a walk
    over all of them.
    """
    gc.collect()
    gc.freeze()
