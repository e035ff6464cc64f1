"""Passports on the real PC/SC service's virtual reader, over the connection desks use."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from desktop.devices.pcsc.connection import BadCard, Connection
from desktop.devices.pcsc.scard import SystemScard
from desktop.devices.sources import Document, TravelKey
from desktop.devices.travel.chip import is_travel, read_chip
from desktop.faults import SiteFault
from tests.helpers.cards import passport_files as written
from tests.helpers.cards.passport import PassportChip, specimen_files
from tests.helpers.cards.service import PcscService, pcsc_service
from tests.helpers.cards.vpcd import READERS, VirtualCard

TODAY = date(2026, 11, 28)
ZONE = TravelKey(mrz=written.SPECIMEN)


@pytest.fixture(scope="module")
def _service() -> Iterator[PcscService]:
    with pcsc_service() as service:
        yield service


@pytest.fixture(autouse=True)
def pcscd(_service: PcscService) -> None:
    _service.empty()


@contextmanager
def laid(chip: PassportChip) -> Iterator[Connection]:
    """The chip on the reader, connected once the reader has seen it."""
    deadline = time.monotonic() + 10
    with VirtualCard(chip, atr=chip.atr):
        while True:
            card = Connection(SystemScard(), READERS[0])
            try:
                card.open()
                break
            except (SiteFault, BadCard):
                card.close()
                assert time.monotonic() < deadline, "the reader does not see the card"
                time.sleep(0.02)
        try:
            yield card
        finally:
            card.close()


def read(chip: PassportChip, key: TravelKey = ZONE) -> Document:
    with laid(chip) as card:
        assert is_travel(card)
        return read_chip(card, key, today=TODAY)


@pytest.mark.parametrize(
    ("offers", "key"),
    [((), ZONE), ((("AES-256", 13),), ZONE), ((("3DES", 12),), TravelKey(can="123456"))],
    ids=["bac", "pace", "can"],
)
def test_a_passport_on_the_reader_is_read(offers: tuple[tuple[str, int], ...], key: TravelKey) -> None:
    files = specimen_files(image=written.portrait(".jp2"), dg11=written.dg11("埃里克松安娜"))
    found = read(PassportChip(files, offers=offers, can="123456"), key)
    assert (found.number, found.name, found.other_name) == ("L898902C3", "埃里克松安娜", "ERIKSSON ANNA MARIA")
    assert found.portrait is not None


def test_extended_lengths_pass_the_service_and_its_driver() -> None:
    chip = PassportChip(specimen_files(image=written.portrait() + bytes(40_000)), extended=4096)
    found = read(chip)
    assert found.portrait is not None
    assert len(found.portrait) > 40_000
    assert chip.count < 40


def test_a_wrong_key_is_told_and_the_next_one_opens() -> None:
    chip = PassportChip(specimen_files())
    with laid(chip) as card:
        wrong = TravelKey(document="L898902C4", birth="740812", expiry="120415")
        assert read_chip(card, wrong, today=TODAY).trouble == "travel-key-wrong"
        assert read_chip(card, ZONE, today=TODAY).number == "L898902C3"


def test_a_passport_lifted_in_the_middle_is_torn() -> None:
    chip = PassportChip(specimen_files(), spoil=lambda count, command, answer: answer if count < 12 else None)
    with laid(chip) as card, pytest.raises(SiteFault) as torn:
        read_chip(card, ZONE, today=TODAY)
    assert torn.value.code == "read-torn"
