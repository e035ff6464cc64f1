"""Which readers a setting's name means, and what people are told of them."""

from __future__ import annotations

import pytest

from desktop.devices.pcsc.loop import Attached, Service
from desktop.devices.pcsc.source import chosen
from desktop.devices.pcsc.states import States
from tests.helpers.cards.hearing import Heard
from tests.helpers.cards.reading import A, B


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("*", (A, B)),
        (A, (A,)),
        ("reader b", (B,)),
        ("B 00", (B,)),
        ("Reader", ()),
        ("00", ()),
        ("C", ()),
        ("", ()),
    ],
)
def test_a_name_means_exactly_one_reader_or_none(wanted: str, meant: tuple[str, ...]) -> None:
    assert chosen(wanted, (A, B)) == meant
    assert chosen("Reader A 00", ("Reader A 00", "Reader A 00 01")) == ("Reader A 00",)


def test_where_the_service_ends_with_its_last_reader_people_hear_of_the_reader() -> None:
    for stops, told in ((True, "no-reader"), (False, "no-service")):
        heard = Heard()
        states = States(heard, lambda readers: readers, stops_with_the_last=stops)
        states.note(Service(True))
        states.note(Attached((A,)))
        states.note(Service(False))
        assert heard.told() == ["ready", told]


def test_a_result_for_a_card_that_is_gone_leaves_the_reader_ready() -> None:
    heard = Heard()
    states = States(heard, lambda readers: readers)
    states.note(Attached((A,)))
    states.card(A, 1, "reading")
    states.card(A, 1, "unreadable", "card-torn")
    assert heard.told(A) == ["ready", "reading", "unreadable", "ready"]
