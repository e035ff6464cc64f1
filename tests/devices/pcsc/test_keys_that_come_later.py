"""A travel document that no key opened lies on the reader: it is read at once when the key comes, and not before."""

from __future__ import annotations

import time

import pytest

import desktop.devices.pcsc.identify as identify
from desktop.devices.sources import Document, Needs, SourceState, TravelKey
from tests.helpers.cards.hearing import Heard
from tests.helpers.cards.reading import A, B, badge, fault_of, opened
from tests.helpers.cards.scripted import ScriptedCard, ScriptedScard

SELECT_TRAVEL = "00A4040C07A0000002471001"
RIGHT = TravelKey(can="123456")
WRONG = TravelKey(mrz="another person's")


def passport() -> ScriptedCard:
    return ScriptedCard({SELECT_TRAVEL: "9000"})


class Desk:
    """Who has the key; what the chip was tried with."""

    def __init__(self) -> None:
        self.key = TravelKey()
        self.tried: list[TravelKey] = []

    def read_chip(self, card: object, key: TravelKey, certificates: object, today: object) -> Document:
        self.tried.append(key)
        if key == RIGHT:
            return Document(number="L898902C3")
        return Document(unreadable=True, trouble="travel-key-wrong" if key.complete else "travel-key-needed")


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk()
    monkeypatch.setattr(identify, "read_chip", made.read_chip)
    return made


def test_a_passport_that_lies_there_is_read_when_its_key_comes(desk: Desk) -> None:
    fake, heard = ScriptedScard(A), Heard()
    with opened(fake, needs=Needs(key=lambda: desk.key, told=heard)) as source:
        fake.insert(A, passport())
        assert source.read(10).trouble == "travel-key-needed"
        assert fault_of(source, 0.6) == "read-timeout"
        assert len(desk.tried) == 1, "without a key nobody asks the chip again"
        desk.key = RIGHT
        began = time.monotonic()
        assert source.read(10).number == "L898902C3"
        assert time.monotonic() - began < 2
        assert fault_of(source, 0.6) == "read-timeout"
    assert desk.tried == [TravelKey(), RIGHT]
    assert [s.doing for s in heard.states if s.reader == A][-4:] == ["reading", "unreadable", "reading", "read"]


def test_a_key_that_was_wrong_is_not_tried_again_and_another_is(desk: Desk) -> None:
    """Wrong keys make a chip slower with every try."""
    fake = ScriptedScard(A)
    desk.key = WRONG
    with opened(fake, needs=Needs(key=lambda: desk.key)) as source:
        fake.insert(A, passport())
        assert source.read(10).trouble == "travel-key-wrong"
        assert fault_of(source, 0.6) == "read-timeout"
        desk.key = TravelKey(document="L898902C3", birth="740812")  # without its expiry it opens nothing
        assert fault_of(source, 0.6) == "read-timeout"
        assert desk.tried == [WRONG]
        desk.key = RIGHT
        assert source.read(10).number == "L898902C3"


def test_a_key_that_comes_when_the_passport_is_gone_waits_for_the_next(desk: Desk) -> None:
    fake, heard = ScriptedScard(A, B), Heard()
    with opened(fake, needs=Needs(key=lambda: desk.key, told=heard)) as source:
        fake.insert(A, passport())
        assert source.read(10).unreadable
        fake.remove(A)
        heard.until("ready", A)
        desk.key = RIGHT
        assert fault_of(source, 0.6) == "read-timeout"
        fake.insert(B, badge())
        assert source.read(10).token
        assert desk.tried == [TravelKey()]
        fake.insert(A, passport())
        assert source.read(10).number == "L898902C3"
    assert SourceState("unreadable", A, "travel-key-needed") in heard.states
