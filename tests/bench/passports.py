"""A passport's EF.COM and DG1 over the virtual reader, beside the same commands and answers without a thought.

The chip's answers are recorded once, with what the reader draws by chance held fast; both sides then talk to a card
that only looks its answers up. So what differs is the reader's own work: keys, secure messaging, parsing. Each passport
is one connection on both sides, as it is at a door; a fact says how the two compare between connecting and letting go.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from statistics import median
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

ROUNDS = 60
IN_A_ROW = 10
"""Reads in one turn: what comes before a turn (a collection of garbage) is not what is measured."""
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


def record() -> list[tuple[bytes, bytes]]:
    """Every command of one read with its answer. The reader's random numbers must be held fast."""
    told: list[tuple[bytes, bytes]] = []

    def listen(count: int, command: bytes, answer: bytes) -> bytes:
        told.append((command, answer))
        return answer

    _read(Held(PassportChip(specimen_files(), spoil=listen)))
    assert len({command for command, _ in told}) == len(set(told)), "one command, one answer"
    return told


def _measured() -> Measure:
    told = record()
    commands, answers = [command for command, _ in told], dict(told)
    with VirtualCard(lambda command: answers.get(command, b"\x6f\x00")):
        _seen()
        ours = partial(_often, partial(_connected, _read))
        theirs = partial(_often, partial(_connected, partial(_bare, commands)))
        took, bare = turns(ROUNDS, partial(seconds, ours), partial(seconds, theirs))
        inside = [_inside(commands) for _ in range(ROUNDS)]
    own, exchange = median(one for one, _ in inside), median(other for _, other in inside)
    return Measure(
        key="passport",
        work="a passport's EF.COM and DG1 by BAC, connecting included",
        yardstick=f"the same {len(told)} commands, connecting included",
        unit="s",
        ours=took / IN_A_ROW,
        theirs=bare / IN_A_ROW,
        reach=REACH,
        at_most=True,
        facts={
            "connected already": f"{own * 1e3:.2f} ms, the exchange alone {exchange * 1e3:.2f} ms",
            "own work": f"{(own - exchange) * 1e6:.0f} us, {(own - exchange) / len(told) * 1e6:.0f} us a command",
        },
    )


def _inside(commands: list[bytes]) -> tuple[float, float]:
    """A read and the exchange alone over a connection that is there, each the mean of some in a row."""
    took: list[float] = []

    def timed(card: Connection) -> None:
        took.append(seconds(lambda: _often(partial(_read, card))) / IN_A_ROW)
        took.append(seconds(lambda: _often(partial(_bare, commands, card))) / IN_A_ROW)

    _connected(timed)
    return took[0], took[1]


def _read(card: Held | Connection) -> None:
    """What is done with every card that may be one: told from others, opened, read."""
    assert reading.is_travel(card)
    found = reading.read_chip(card, KEY, today=TODAY, portrait=False)
    assert found.number == "L898902C3", found.trouble


def _bare(commands: list[bytes], card: Connection) -> None:
    for command in commands:
        card.transmit(command)


def _often(work: Callable[[], None]) -> None:
    for _ in range(IN_A_ROW):
        work()


@contextmanager
def _fixed() -> Iterator[None]:
    """What the reader draws by chance, always the same."""
    with mock.patch.object(reading, "open_bac", partial(open_bac, random=lambda count: bytes(range(count)))):
        yield


def _connected(work: Callable[[Connection], None]) -> None:
    card = Connection(SystemScard(), READERS[0])
    try:
        card.open()
        work(card)
    finally:
        card.close()


def _seen() -> None:
    """Wait until the reader has seen the card."""
    until = time.monotonic() + _DEADLINE
    while True:
        try:
            return _connected(lambda card: None)
        except (SiteFault, BadCard):
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
