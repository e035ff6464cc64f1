"""What any reader must do, on a virtual one; with `--reader NAME` on a real one, where a person lays the cards.

    python -m pytest -s tests/devices/pcsc/test_reader.py --reader "ACS ACR122U"

The person needs one card with a serial of its own (a badge) for the whole of it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Protocol

import pytest

from desktop.devices.pcsc.source import PcscSource
from desktop.devices.sources import Document, Needs
from desktop.faults import SiteFault
from tests.helpers.cards.hearing import Heard
from tests.helpers.cards.service import PcscService
from tests.helpers.cards.vpcd import READERS, STORAGE, VirtualCard


class Hands(Protocol):
    """Who lays a card down and takes it away. `patience` is how long that may take, in seconds."""

    reader: str
    patience: float

    def lay(self) -> None: ...
    def lift(self) -> None: ...


class Virtual:
    reader, patience = READERS[0], 10.0

    def __init__(self) -> None:
        self._card = VirtualCard({"FFCA000000": "04A1B2C3D4E5F6 9000"}, atr=STORAGE)

    def lay(self) -> None:
        self._card.insert()

    def lift(self) -> None:
        self._card.remove()


class Person:
    patience = 60.0

    def __init__(self, reader: str, say: pytest.CaptureFixture[str]) -> None:
        self.reader, self._capture = reader, say

    def lay(self) -> None:
        self._say("lay the card on the reader")

    def lift(self) -> None:
        self._say("take the card away")

    def _say(self, what: str) -> None:
        with self._capture.disabled():
            sys.stderr.write(f"\n>>> {self.reader}: {what}\n")


@pytest.fixture
def hands(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Iterator[Hands]:
    name = request.config.getoption("--reader", default=None)
    if name:
        yield Person(str(name), capsys)
        return
    service: PcscService = request.getfixturevalue("pcscd")
    assert service.pid
    virtual = Virtual()
    yield virtual
    virtual.lift()


def read(source: PcscSource, hands: Hands) -> Document:
    return source.read(hands.patience)


def test_a_card_is_read_once_for_each_time_it_is_laid_down(hands: Hands) -> None:
    heard = Heard()
    with PcscSource(hands.reader, f"pcsc:{hands.reader}", Needs(told=heard)) as source:
        heard.until("ready", deadline=hands.patience)
        hands.lay()
        first = read(source, hands)
        assert not first.unreadable, first.trouble
        assert first.token or first.number
        with pytest.raises(SiteFault, match="read-timeout"):
            source.read(1.0)
        hands.lift()
        after = heard.until("ready", after=heard.until("read"), deadline=hands.patience)
        hands.lay()
        assert read(source, hands) == first
        hands.lift()
        heard.until("ready", after=after, deadline=hands.patience)


def test_a_card_that_lies_there_is_read_at_opening(hands: Hands) -> None:
    hands.lay()
    with PcscSource(hands.reader, f"pcsc:{hands.reader}") as source:
        assert not read(source, hands).unreadable
    with PcscSource(hands.reader, f"pcsc:{hands.reader}") as source:
        began = time.monotonic()
        assert not read(source, hands).unreadable
        assert time.monotonic() - began < 10, "it still lies there"
        hands.lift()
