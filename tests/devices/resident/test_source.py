"""The poll alone, on a module without a wire and a clock without a wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.devices.resident.frame import FOUND, NOT_FOUND, NOT_SELECTED, NOTHING_THERE, OK, READ_FAILED
from desktop.devices.resident.source import PAUSE, RESTING, ModuleSource
from desktop.devices.resident.writing import write_text
from desktop.devices.sources import Document, Needs, SourceState
from desktop.exam.plan.documents import make_number
from desktop.faults import SiteFault
from tests.devices.resident.people import BORN, PERMIT, RESIDENT_CARD


class Stage:
    """Time that passes only when somebody waits, a module, and what is to happen when."""

    def __init__(self) -> None:
        self.now = 0.0
        self.states: list[SourceState] = []
        self.connected = self.closed = 0
        self.cues: list[tuple[float, Callable[[], None]]] = []
        self.card = b""
        self.left = True
        self.health = OK
        self.forgetful = False
        self.broken: list[SiteFault] = []
        self.refusing = 0
        self.selecting = OK
        self.source = ModuleSource(self.connect, "test:", Needs(told=self.states.append), self.wait)
        self.source._clock = lambda: self.now

    # --- time

    def wait(self, seconds: float) -> None:
        self.now += max(seconds, 0.001)
        for cue in [cue for cue in self.cues if cue[0] <= self.now]:
            self.cues.remove(cue)
            cue[1]()

    def at(self, seconds: float, happens: Callable[[], None]) -> None:
        self.cues.append((self.now + seconds, happens))

    def lay(self, card: Document) -> None:
        self.card, self.left = write_text(card), True

    def lift(self) -> None:
        self.card = b""

    # --- the module

    @property
    def name(self) -> str:
        return "stage"

    def connect(self) -> Stage:
        self._break()
        self.connected += 1
        return self

    def _break(self) -> None:
        if self.broken:
            raise self.broken.pop(0)

    def status(self) -> int:
        return self.health

    def find(self) -> int:
        self.wait(0.02)
        self._break()
        if self.health != OK:
            return self.health
        return FOUND if self.card and (self.left or self.forgetful) else NOT_FOUND

    def select(self) -> int:
        return self.selecting if self.card else NOT_SELECTED

    def read(self) -> tuple[int, bytes]:
        self.wait(0.3)
        if not self.card:
            return READ_FAILED, b""
        if self.refusing:
            self.refusing -= 1
            return READ_FAILED, b""
        self.left = False
        return OK, self.card

    def added(self) -> tuple[int, bytes]:
        return NOTHING_THERE, b""

    def close(self) -> None:
        self.closed += 1

    # --- the desk

    def read_card(self, timeout: float = 5.0) -> Document:
        return self.source.read(timeout)

    def fault(self, timeout: float = 1.0) -> str:
        with pytest.raises(SiteFault) as caught:
            self.source.read(timeout)
        return caught.value.code

    @property
    def doings(self) -> list[str]:
        return [state.doing for state in self.states]


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_without_a_card_the_time_is_waited_out_in_small_steps(stage: Stage) -> None:
    assert stage.fault(2.0) == "read-timeout"
    assert 2.0 <= stage.now < 2.0 + PAUSE
    assert stage.doings == ["ready"]


def test_a_card_laid_while_somebody_waits_is_read_at_the_next_search(stage: Stage) -> None:
    stage.at(1.0, lambda: stage.lay(RESIDENT_CARD))
    assert stage.read_card().number == RESIDENT_CARD.number
    assert stage.now < 1.0 + 0.3 + 2 * PAUSE


def test_a_card_that_lies_there_through_many_reads_is_given_once(stage: Stage) -> None:
    stage.forgetful = True
    stage.lay(RESIDENT_CARD)
    stage.read_card()
    for _ in range(20):
        assert stage.fault(1.0) == "read-timeout"
    assert stage.doings == ["ready", "reading", "read"]


def test_an_edge_lifted_for_a_moment_is_not_a_second_time_but_going_away_is(stage: Stage) -> None:
    stage.lay(RESIDENT_CARD)
    stage.read_card()
    stage.lift()
    stage.at(RESTING / 2, lambda: stage.lay(RESIDENT_CARD))
    assert stage.fault(3.0) == "read-timeout"
    stage.lift()
    stage.at(RESTING + 0.5, lambda: stage.lay(RESIDENT_CARD))
    assert stage.read_card().number == RESIDENT_CARD.number


def test_another_card_right_after_is_read_at_once(stage: Stage) -> None:
    stage.lay(RESIDENT_CARD)
    stage.read_card()
    stage.lay(PERMIT)
    before = stage.now
    assert stage.read_card().number == PERMIT.number
    assert stage.now - before < 0.5


def test_an_unreadable_card_that_lies_there_is_told_once_and_read_when_it_gives_in(stage: Stage) -> None:
    stage.refusing = 30
    stage.lay(RESIDENT_CARD)
    assert stage.read_card().trouble == "lift-card"
    assert stage.fault(3.0) == "read-timeout"
    assert stage.doings == ["ready", "reading", "unreadable"]
    assert stage.read_card(60.0).number == RESIDENT_CARD.number


def test_a_card_that_refuses_to_be_selected_and_goes_was_never_there(stage: Stage) -> None:
    stage.selecting = NOT_SELECTED
    stage.lay(RESIDENT_CARD)
    stage.at(0.1, stage.lift)
    assert stage.fault() == "read-timeout"
    assert stage.doings == ["ready", "reading", "ready"]


def test_a_card_taken_away_while_it_is_read_is_to_be_put_back(stage: Stage) -> None:
    stage.lay(RESIDENT_CARD)
    stage.at(0.1, stage.lift)
    assert stage.read_card().trouble == "lift-card"


def test_a_lost_reader_is_told_at_once_and_then_waited_for(stage: Stage) -> None:
    stage.broken = [SiteFault("reader-lost", source="test:") for _ in range(5)]
    assert stage.fault(5.0) == "reader-lost"
    assert stage.now == 0.0
    assert stage.fault(1.0) == "reader-lost"
    assert stage.now >= 1.0
    stage.lay(PERMIT)
    assert stage.read_card(5.0).number == PERMIT.number
    assert stage.doings == ["no-reader", "ready", "reading", "read"]


def test_a_reader_lost_in_a_search_is_closed_and_connected_anew(stage: Stage) -> None:
    assert stage.fault() == "read-timeout"
    stage.broken = [SiteFault("reader-garbled", source="test:", status="-")]
    assert stage.fault() == "reader-garbled"
    assert (stage.connected, stage.closed) == (1, 1)
    stage.lay(PERMIT)
    assert stage.read_card().number == PERMIT.number
    assert stage.connected == 2


def test_a_fault_that_comes_again_at_every_search_does_not_turn_the_desk_in_circles(stage: Stage) -> None:
    def again() -> None:
        stage.broken = [SiteFault("reader-garbled", source="test:", status="24")]

    assert stage.fault() == "read-timeout"
    again()
    assert stage.fault(1.0) == "reader-garbled"
    for _ in range(3):
        before = stage.now
        stage.at(0.01, again)
        assert stage.fault(1.0) in ("reader-garbled", "read-timeout")
        assert stage.now - before >= 1.0


def test_a_defective_reader_is_asked_how_it_is_and_never_for_cards(stage: Stage) -> None:
    stage.lay(PERMIT)
    stage.health = 0x60
    assert stage.fault(1.0) == "reader-defective"
    assert stage.fault(2.0) == "reader-defective"
    assert (stage.connected, stage.closed) == (1, 0)
    assert "reading" not in stage.doings
    stage.health = OK
    assert stage.read_card().number == PERMIT.number


def test_closing_twice_is_closing_once(stage: Stage) -> None:
    with stage.source:
        assert stage.fault() == "read-timeout"
    stage.source.close()
    assert stage.closed == 1


def test_a_thousand_mixed_reads_leave_the_reader_armed_every_time(stage: Stage) -> None:
    """Good, torn, gone silent, unreadable, double (U12)."""
    came = 0
    for n in range(1000):
        card = replace(RESIDENT_CARD, number=make_number("990102", BORN, n))
        stage.lift()
        assert stage.fault(RESTING + 0.2) == "read-timeout"
        what = n % 5
        if what == 1:
            stage.lay(card)
            stage.at(0.1, stage.lift)
            assert stage.read_card().unreadable
        elif what == 2:
            stage.broken = [SiteFault("reader-lost", source="test:")]
            assert stage.fault() == "reader-lost"
        elif what == 3:
            stage.refusing = 3
            stage.lay(card)
            assert stage.read_card().unreadable
            stage.lift()
            stage.fault(RESTING + 0.2)
        stage.lay(card)
        assert stage.read_card().number == card.number
        came += 1
        if what == 4:
            assert stage.fault(0.5) == "read-timeout"
    assert came == 1000
