"""What opens a chip: the zone, its parts, or the card access number."""

from __future__ import annotations

import pytest

from desktop.devices.sources import TravelKey
from desktop.devices.travel.keys import Access, KeyMisread, KeyMissing, access
from tests.helpers.cards.passport_files import SPECIMEN, td1, td3

INFORMATION = "L898902C3674081221204159"


@pytest.mark.parametrize(
    "key",
    [
        TravelKey(mrz=SPECIMEN),
        TravelKey(mrz=SPECIMEN.lower(), document="another"),
        TravelKey(document="L898902C3", birth="740812", expiry="120415"),
        TravelKey(document=" l898902c3 ", birth="1974-08-12", expiry="2012.04.15"),
        TravelKey(document="L898902C3<", birth="19740812", expiry="120415"),
    ],
)
def test_the_zone_and_its_parts_open_alike(key: TravelKey) -> None:
    assert access(key).information == INFORMATION


def test_the_whole_zone_is_kept_for_comparison() -> None:
    found = access(TravelKey(mrz=SPECIMEN, can="123456"))
    assert found.printed is not None
    assert (found.printed.name, found.can) == ("ERIKSSON ANNA MARIA", "123456")


def test_a_card_access_number_stands_alone() -> None:
    assert access(TravelKey(can=" 123 456 ")) == Access("", "123456")


def test_fillers_inside_a_number_stay_where_they_are_printed() -> None:
    assert access(TravelKey(mrz=td3(number="AB<123456"))).information.startswith("AB<123456")


def test_a_long_number_is_whole_from_zone_and_parts_alike() -> None:
    zone = td1("TANG<<SHIYI", "D23145890734")
    parts = TravelKey(document="D23145890734", birth="900102", expiry="350101")
    assert access(TravelKey(mrz=zone)).information == access(parts).information


@pytest.mark.parametrize(
    "key",
    [TravelKey(), TravelKey(mrz="  "), TravelKey(document="L898902C3"), TravelKey(birth="740812", expiry="120415")],
)
def test_less_than_all_of_it_is_no_key(key: TravelKey) -> None:
    with pytest.raises(KeyMissing):
        access(key)


@pytest.mark.parametrize(
    "key",
    [
        TravelKey(mrz=SPECIMEN[:-1]),
        TravelKey(mrz=SPECIMEN.replace("740812", "740813")),
        TravelKey(mrz=SPECIMEN.replace("L898902C3", "L898902C4")),
        TravelKey(document="L898902C3", birth="12 August", expiry="120415"),
        TravelKey(document="证件", birth="740812", expiry="120415"),
        TravelKey(document="L898902C3", birth="740812", expiry="120415", can="12"),
    ],
)
def test_what_cannot_be_right_is_not_tried_on_a_chip(key: TravelKey) -> None:
    with pytest.raises(KeyMisread):
        access(key)


def test_a_wrong_check_digit_elsewhere_still_opens() -> None:
    assert access(TravelKey(mrz=SPECIMEN[:-1] + "7")).information == INFORMATION
