"""A passport's EF.COM and DG1 over the virtual reader, beside the same commands and answers without a thought.

The chip's answers are recorded once, with what the reader draws by chance held fast; both sides then talk to a card that
only looks its answers up. So what is measured is the reader's own work: keys, secure messaging, parsing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from unittest import mock

from desktop.devices.pcsc.connection import BadCard, Connection
from desktop.devices.pcsc.scard import SystemScard
from desktop.devices.sources import TravelKey
from desktop.devices.travel import chip as reading
from desktop.devices.travel.bac import open_bac
from desktop.faults import SiteFault
from tests.bench.measure import Measure, seconds, turns
from tests.helpers.cards.passport import Held, PassportChip, specimen_files
from tests.helpers.cards.passport_files import SPECIMEN
from tests.helpers.cards.service import pcsc_service
from tests.helpers.cards.vpcd import READERS, VirtualCard

ROUNDS = 200
REACH = 1.5
KEY = TravelKey(mrz=SPECIMEN)
TODAY = date(2026, 11, 28)
_DEADLINE = 10.0


def measure() -> list[Measure]:
    """Starts the PC/SC service for as long as it takes; nothing where it is not installed."""
    try:
        with pcsc_service(), _fixed():
            return [_measured()]
    except FileNotFoundError:
        return []


def record() -> dict[bytes, bytes]:
    """Every command of one read with its answer, in order. The reader's random numbers must be held fast."""
    told: dict[bytes, bytes] = {}

    def listen(count: int, command: bytes, answer: bytes) -> bytes:
        assert command not in told, "a command that comes twice cannot be looked up"
        told[command] = answer
        return answer

    _read(Held(PassportChip(specimen_files(), spoil=listen)))
    return told


def _measured() -> Measure:
    told = record()
    with VirtualCard(lambda command: told.get(command, b"\x6f\x00")), _connected() as card:
        bare = partial(_bare, card, list(told))
        ours, theirs = turns(ROUNDS, lambda: seconds(lambda: _read(card)), lambda: seconds(bare))
    return Measure(
        key="passport",
        work="a passport's EF.COM and DG1, BAC, virtual reader",
        yardstick=f"the same {len(told)} commands and answers",
        unit="s",
        ours=ours,
        theirs=theirs,
        reach=REACH,
        at_most=True,
        facts={"own work, us": round((ours - theirs) * 1e6), "commands": len(told)},
    )


def _read(card: Held | Connection) -> None:
    found = reading.read_chip(card, KEY, today=TODAY, portrait=False)
    assert found.number == "L898902C3", found.trouble


def _bare(card: Connection, commands: list[bytes]) -> None:
    for command in commands:
        card.transmit(command)


@contextmanager
def _fixed() -> Iterator[None]:
    """What the reader draws by chance, always the same."""
    with mock.patch.object(reading, "open_bac", partial(open_bac, random=lambda count: bytes(range(count)))):
        yield


@contextmanager
def _connected() -> Iterator[Connection]:
    """A connection to the card, once the reader has seen it."""
    until = time.monotonic() + _DEADLINE
    while True:
        card = Connection(SystemScard(), READERS[0])
        try:
            card.open()
            break
        except (SiteFault, BadCard):
            card.close()
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
    try:
        yield card
    finally:
        card.close()
