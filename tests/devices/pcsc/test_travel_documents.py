"""A travel document on the real service: key asked for, chip opened, torn, wrong key, next card."""

from __future__ import annotations

import pytest

from desktop.devices.pcsc.source import PcscSource
from desktop.devices.sources import Needs, TravelKey
from desktop.faults import SiteFault
from tests.helpers.cards.passport import PassportChip, specimen_files
from tests.helpers.cards.passport_files import SPECIMEN
from tests.helpers.cards.service import PcscService
from tests.helpers.cards.vpcd import VirtualCard, badge

KEY = TravelKey(document="L898902C3", birth="740812", expiry="120415")


def passport(chip: PassportChip) -> VirtualCard:
    return VirtualCard(chip, atr=chip.atr)


def test_a_passport_is_read_with_the_key_that_is_asked_for(pcscd: PcscService) -> None:
    asked: list[str] = []

    def key() -> TravelKey:
        asked.append("key")
        return KEY

    with PcscSource("*", "pcsc:*", Needs(key=key)) as source:
        with passport(PassportChip(specimen_files(), SPECIMEN)):
            document = source.read(10)
        assert (document.number, document.unreadable, document.source) == ("L898902C3", False, "pcsc:*")
        assert document.authenticity == "not-verified"
        assert asked == ["key"]
        with badge():
            assert source.read(10).token
        assert asked == ["key"]


def test_a_wrong_key_is_an_unreadable_document_and_the_right_one_reads_it_next_time(pcscd: PcscService) -> None:
    keys = iter([TravelKey(document="L898902C3", birth="740813", expiry="120415"), KEY])
    with PcscSource("*", "pcsc:*", Needs(key=lambda: next(keys))) as source:
        with passport(PassportChip(specimen_files(), SPECIMEN)):
            document = source.read(10)
            assert (document.unreadable, document.trouble) == (True, "travel-key-wrong")
        pcscd.empty()
        with passport(PassportChip(specimen_files(), SPECIMEN)):
            assert source.read(10).number == "L898902C3"


def test_a_passport_that_stays_is_read_when_its_key_comes(pcscd: PcscService) -> None:
    """By a wrong key first: the chip itself is asked once for each key."""
    held = [TravelKey()]
    with (
        PcscSource("*", "pcsc:*", Needs(key=lambda: held[-1])) as source,
        passport(PassportChip(specimen_files(), SPECIMEN)),
    ):
        assert source.read(10).trouble == "travel-key-needed"
        held.append(TravelKey(document="L898902C3", birth="740813", expiry="120415"))
        assert source.read(10).trouble == "travel-key-wrong"
        held.append(KEY)
        assert source.read(10).number == "L898902C3"


@pytest.mark.parametrize("after", [1, 4, 9, 14])
def test_a_passport_that_is_taken_away_is_torn_wherever_it_was(pcscd: PcscService, after: int) -> None:
    count = 0

    def torn(number: int, command: bytes, answer: bytes) -> bytes | None:
        nonlocal count
        count += 1
        return None if count == after else answer

    with PcscSource("*", "pcsc:*", Needs(key=lambda: KEY)) as source:
        with passport(PassportChip(specimen_files(), SPECIMEN, spoil=torn)):
            with pytest.raises(SiteFault) as caught:
                source.read(10)
            assert caught.value.code == "read-torn"
        with passport(PassportChip(specimen_files(), SPECIMEN)):
            assert source.read(10).number == "L898902C3"
