"""A PC/SC source as tests open it, and what a read of it comes to."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from desktop.devices.pcsc.loop import Event
from desktop.devices.pcsc.source import PcscSource
from desktop.devices.sources import Needs
from desktop.faults import SiteFault
from tests.helpers.cards.scripted import ScriptedCard, ScriptedScard
from tests.helpers.cards.vpcd import STORAGE

A, B = "Reader A 00", "Reader B 00"
Queue = queue.SimpleQueue[Event]


@contextmanager
def opened(
    fake: ScriptedScard | None, rest: str = "*", needs: Needs | None = None, **limits: Any
) -> Iterator[PcscSource]:
    """On a script, or on the service of this machine where `fake` is None."""
    limits = {"again": 0.01, "bounce": 0.0, **limits}
    with PcscSource(rest, f"pcsc:{rest}", needs or Needs(), scard=fake, **limits) as source:
        yield source


def fault_of(source: PcscSource, timeout: float = 10.0) -> str:
    with pytest.raises(SiteFault) as caught:
        source.read(timeout)
    return caught.value.code


def badge(uid: str = "04A1B2C3D4E5F6") -> ScriptedCard:
    return ScriptedCard({"FFCA000000": uid + " 9000"}, atr=STORAGE)


def comes_to(source: PcscSource) -> str:
    """A read as one word: the trouble, the token or number, or the fault."""
    try:
        document = source.read(10)
    except SiteFault as fault:
        return fault.code
    return document.trouble or document.token or document.number


def next_of(events: Queue, kind: type[Event]) -> Event:
    while True:
        event = events.get(timeout=10)
        if isinstance(event, kind):
            return event
