"""The loop against a model: whatever comes and goes in whatever order, what it told adds up to what lies there."""

from __future__ import annotations

import random
import time

import pytest

from desktop.devices.pcsc import scard as sc
from desktop.devices.pcsc.loop import Arrived, Attached, Event, Left, ReaderLoop, Service
from desktop.devices.pcsc.source import PcscSource
from desktop.devices.sources import Needs, SourceState
from tests.helpers.cards.reading import A, B, Queue, badge
from tests.helpers.cards.scripted import Pnp, ScriptedScard

READERS = (A, B, "Reader C 00")


class Model:
    """What the events so far say."""

    def __init__(self) -> None:
        self.attached: set[str] = set()
        self.lying: dict[str, int] = {}
        self.seen: set[int] = set()

    def take(self, event: Event) -> None:
        match event:
            case Attached(readers):
                assert set(self.lying) <= set(readers), "a card leaves before its reader does"
                self.attached = set(readers)
            case Arrived(reader, visit):
                assert reader in self.attached
                assert reader not in self.lying
                assert visit not in self.seen
                self.seen.add(visit)
                self.lying[reader] = visit
            case Left(reader, visit):
                assert self.lying.pop(reader) == visit
            case Service():
                pass


@pytest.mark.parametrize("pnp", ["quiet", "counting", "unaware"])
@pytest.mark.parametrize("seed", range(4))
def test_what_is_told_adds_up_to_what_is_there(seed: int, pnp: Pnp) -> None:
    chance = random.Random(seed)
    fake, events, model = ScriptedScard(A, pnp=pnp), Queue(), Model()
    there, lying = {A}, set[str]()
    with ReaderLoop(fake, events.put, wait=0.2, again=0.01):
        for _ in range(150):
            reader = chance.choice(READERS)
            match chance.choice(("card", "card", "card", "plug", "swap", "fail", "service")):
                case "plug" if reader in there:
                    fake.unplug(reader)
                    there.discard(reader)
                    lying.discard(reader)
                case "plug":
                    fake.plug(reader)
                    there.add(reader)
                case "card" if reader in lying:
                    fake.remove(reader)
                    lying.discard(reader)
                case "card" if reader in there:
                    fake.insert(reader, badge())
                    lying.add(reader)
                case "swap" if reader in lying:
                    fake.swap(reader, badge())
                case "fail":
                    fake.fail(chance.choice(("wait", "readers")), chance.choice((sc.E_TIMEOUT, sc.F_COMM_ERROR, 9)))
                case "service" if chance.random() < 0.1:
                    fake.stop(sc.E_SERVICE_STOPPED)
                    fake.restart()
                case _:
                    pass
        until = time.monotonic() + 15
        while (model.attached, set(model.lying)) != (there, lying):
            assert time.monotonic() < until, (model.attached, model.lying, there, lying)
            model.take(events.get(timeout=15))
    assert fake.open_contexts == 0


@pytest.mark.logs
def test_a_fault_of_ours_in_the_loop_is_logged_and_leaves_no_reader_unwatched(caplog: pytest.LogCaptureFixture) -> None:
    fake, events = ScriptedScard(A), Queue()
    broken = iter([True])

    def queued(event: Event) -> None:
        if isinstance(event, Attached) and next(broken, False):
            raise ZeroDivisionError
        events.put(event)

    with ReaderLoop(fake, queued, again=0.01):
        fake.insert(A, badge())
        while not isinstance(events.get(timeout=10), Arrived):
            pass
    assert "begins anew" in caplog.text
    assert fake.open_contexts == 0


def test_a_window_that_is_gone_does_not_stop_its_reader() -> None:
    def told(state: SourceState) -> None:
        raise RuntimeError("the object behind this was deleted")

    fake = ScriptedScard(A)
    with PcscSource("*", "pcsc:*", Needs(told=told), scard=fake) as source:
        fake.insert(A, badge())
        assert source.read(10).token
