"""Whole documents: every way to open a chip, every way it can go wrong, and what the desk then has."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.devices.sources import Document, TravelKey
from desktop.devices.travel.chip import is_travel, read_chip
from desktop.devices.travel.tlv import encode
from desktop.faults import SiteFault
from tests.helpers.cards import passport_files as written
from tests.helpers.cards.passport import Held, PassportChip, Spoil, specimen_files
from tests.helpers.cards.passport_issuer import Issuer, security_object

TODAY = date(2026, 11, 28)
ZONE = TravelKey(mrz=written.SPECIMEN)
PARTS = TravelKey(document="L898902C3", birth="740812", expiry="120415")
CURVES = (8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18)
TROUBLES = {
    "",
    "travel-key-needed",
    "travel-key-wrong",
    "travel-key-misread",
    "travel-chip-unsupported",
    "travel-chip-damaged",
}


def read(chip: PassportChip, key: TravelKey = ZONE, **more: Any) -> Document:
    card = Held(chip)
    assert is_travel(card)
    return read_chip(card, key, today=TODAY, **more)


def test_a_passport_is_read_to_a_document() -> None:
    found = read(PassportChip(specimen_files()))
    assert found == Document(
        number="L898902C3",
        name="ERIKSSON ANNA MARIA",
        other_name="ERIKSSON ANNA MARIA",
        document_type="护照",
        expires="2012-04-15",
        sex="female",
        birth="1974-08-12",
        nationality="UTO",
        issuer="UTO",
        portrait=written.portrait(),
        authenticity="not-verified",
    )


def test_the_parts_of_the_zone_open_it_as_well() -> None:
    assert read(PassportChip(specimen_files()), PARTS).number == "L898902C3"


@pytest.mark.parametrize("parameter", CURVES)
@pytest.mark.parametrize("suite", written.SUITES)
def test_pace_opens_every_suite_on_every_curve(suite: str, parameter: int) -> None:
    chip = PassportChip(specimen_files(), offers=((suite, parameter),), bac=False)
    assert read(chip, PARTS, portrait=False).number == "L898902C3"


def test_a_card_access_number_opens_by_pace() -> None:
    chip = PassportChip(specimen_files(), offers=(("AES-128", 13),), can="123456")
    assert read(chip, TravelKey(can="123456")).number == "L898902C3"
    assert read(chip, TravelKey(can="123457")).trouble == "travel-key-wrong"


def test_several_parameters_are_told_apart() -> None:
    chip = PassportChip(specimen_files(), offers=(("AES-256", 12), ("AES-256", 13), ("3DES", 10)), bac=False)
    assert read(chip).number == "L898902C3"


def test_a_chip_that_takes_back_its_offer_is_opened_by_bac() -> None:
    files = specimen_files() | {written.CARD_ACCESS: written.card_access(("AES-128", 13))}
    assert read(PassportChip(files)).number == "L898902C3"


@pytest.mark.parametrize("refusal", [b"\x69\x85", b"\x6a\x80", b"\x63\x00"])
def test_a_chip_that_gives_no_nonce_is_opened_by_bac(refusal: bytes) -> None:
    chip = PassportChip(specimen_files(), offers=(("AES-128", 13),))
    chip.spoil = lambda count, command, answer: refusal if command[:1] == b"\x10" else answer
    assert read(chip).number == "L898902C3"


def test_a_chip_that_knows_no_challenge_is_not_damaged() -> None:
    chip = PassportChip(specimen_files())
    chip.spoil = lambda count, command, answer: b"\x69\x85" if command[1] == 0x84 else answer
    assert read(chip).trouble == "travel-chip-unsupported"


def test_an_offer_of_nothing_we_speak_is_left_to_bac() -> None:
    files = specimen_files() | {written.CARD_ACCESS: encode(0x31, written.pace_info("0.4.0.127.0.7.2.2.4.4.2", 13))}
    assert read(PassportChip(files)).number == "L898902C3"
    assert read_chip(Held(PassportChip(files, bac=False)), ZONE).trouble == "travel-chip-unsupported"


@pytest.mark.parametrize("offers", [(), (("AES-128", 13),)])
def test_a_wrong_key_is_tried_once_and_told(offers: tuple[tuple[str, int], ...]) -> None:
    """Chips grow slower with every wrong try."""
    chip = PassportChip(specimen_files(), offers=offers)
    found = read(chip, TravelKey(document="L898902C4", birth="740812", expiry="120415"))
    assert (found.unreadable, found.trouble, chip.refused) == (True, "travel-key-wrong", 1)
    assert read(chip).number == "L898902C3"


def test_without_a_key_nothing_is_asked_of_the_chip() -> None:
    chip = PassportChip(specimen_files())
    assert read_chip(Held(chip), TravelKey()).trouble == "travel-key-needed"
    assert read_chip(Held(chip), TravelKey(mrz="P<UTO")).trouble == "travel-key-misread"
    assert chip.count == 0


def test_a_card_access_number_does_not_open_a_chip_without_pace() -> None:
    assert read(PassportChip(specimen_files()), TravelKey(can="123456")).trouble == "travel-key-needed"


def test_other_cards_are_no_travel_documents() -> None:
    class Other:
        atr = b""

        def transmit(self, command: bytes) -> bytes:
            return b"\x6a\x82"

    assert not is_travel(Other())
    assert is_travel(Held(PassportChip(specimen_files(), offers=(("AES-128", 13),), bac=False)))
    assert not is_travel(Held(PassportChip(specimen_files(), bac=False)))


def test_the_own_name_stands_before_the_zones() -> None:
    zone = written.td3("TANG<<SHIYI", state="CHN")
    chip = PassportChip(specimen_files(zone, dg11=written.dg11("唐<<诗一", "x-1")), zone)
    found = read(chip, TravelKey(mrz=zone))
    assert (found.name, found.other_name, found.other_numbers) == ("唐诗一", "TANG SHIYI", ("X-1",))


def test_the_same_name_in_small_letters_is_the_zones() -> None:
    found = read(PassportChip(specimen_files(dg11=written.dg11("Eriksson<<Anna<Maria"))))
    assert (found.name, found.other_name) == ("ERIKSSON ANNA MARIA", "ERIKSSON ANNA MARIA")


def test_jpeg_2000_is_shown_as_jpeg() -> None:
    found = read(PassportChip(specimen_files(image=written.portrait(".jp2"))))
    assert found.portrait is not None
    assert found.portrait.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize("image", [b"\xff\xd8\xff no image", b"no image at all"])
def test_a_portrait_that_cannot_be_shown_keeps_nobody_out(image: bytes) -> None:
    found = read(PassportChip(specimen_files(image=image)))
    assert (found.number, found.portrait, found.trouble) == ("L898902C3", None, "")


def test_what_is_printed_and_what_is_stored_must_be_the_same() -> None:
    printed = written.SPECIMEN.replace("ERIKSSON<<ANNA<MARIA", "ERIKSSON<<ANNA<MARTA")
    found = read(PassportChip(specimen_files()), TravelKey(mrz=printed))
    assert (found.trouble, found.unreadable, found.name) == ("travel-printed-differs", False, "ERIKSSON ANNA MARIA")


# --- length -----------------------------------------------------------------------------------------------------------


def large(size: int) -> bytes:
    """A sound image with room behind it, as some issuers leave it."""
    return written.portrait() + bytes(size)


@pytest.mark.parametrize("size", [40_000, 70_000])
@pytest.mark.parametrize("extended", [0, 2048])
def test_files_beyond_the_reach_of_plain_offsets_are_read_whole(size: int, extended: int) -> None:
    chip = PassportChip(specimen_files(image=large(size)), extended=extended)
    found = read(chip)
    assert found.portrait == large(size)
    assert (chip.count < 100) is bool(extended)


def test_a_file_longer_than_any_is_not_waited_for() -> None:
    files = specimen_files() | {written.DG2: b"\x75\x83\xff\xff\xff" + bytes(600)}
    chip = PassportChip(files)
    assert read(chip).number == "L898902C3"
    assert chip.count < 25


@pytest.mark.parametrize("longest", [16, 100])
def test_a_chip_that_gives_less_than_was_asked_for_is_asked_again(longest: int) -> None:
    assert read(PassportChip(specimen_files(), longest=longest)).portrait == written.portrait()


def test_a_chip_that_gives_a_byte_at_a_time_is_given_up() -> None:
    chip = PassportChip(specimen_files(image=large(5000)), longest=1)
    assert read(chip).unreadable
    assert chip.count < 100


def test_a_chip_that_chokes_on_its_own_extended_length_is_read_in_short_ones() -> None:
    chip = PassportChip(specimen_files(image=large(9000)), extended=4096)
    chip.spoil = lambda count, command, answer: (
        b"\x67\x00" if len(command) > 20 and command[-2:] == b"\x00\x00" else answer
    )
    assert read(chip).portrait == large(9000)


def test_a_reader_that_carries_little_is_asked_for_little() -> None:
    """A chip behind a small buffer answers long ones in the clear and forgets the session."""
    chip = PassportChip(specimen_files(image=large(3000)))

    def small(count: int, command: bytes, answer: bytes) -> bytes:
        if len(answer) > 160:
            chip._keys = None
            return b"\x67\x00"
        return answer

    chip.spoil = small
    assert read(chip).portrait == large(3000)


def test_another_length_is_offered_and_taken() -> None:
    """6Cxx, as the old transport says it: the same command again with that length."""
    held = [b""]

    def offering(count: int, command: bytes, answer: bytes) -> bytes:
        if command[1] == 0x84 and command[-1] == 8 and not held[0]:
            held[0] = answer
            return b"\x6c\x08"
        return answer

    assert read(PassportChip(specimen_files(), spoil=offering)).number == "L898902C3"


# --- what goes wrong --------------------------------------------------------------------------------------------------


def at(number: int, made: Any) -> Spoil:
    """Only the answer of that number is spoiled: by a function of it, or replaced."""

    def spoil(count: int, command: bytes, answer: bytes) -> bytes | None:
        if count != number:
            return answer
        return made(answer) if callable(made) else made

    return spoil


SPOILED = {
    "wrong seal": lambda answer: answer[:-3] + bytes((answer[-3] ^ 1,)) + answer[-2:] if len(answer) > 2 else answer,
    "cut": lambda answer: answer[: max(2, len(answer) // 2)],
    "nothing but success": b"\x90\x00",
    "refused": b"\x6f\x00",
    "hostile length": b"\x87\x83\xff\xff\xff\x90\x00",
    "noise": bytes(range(256)) + b"\x90\x00",
}


@pytest.mark.parametrize("made", SPOILED.values(), ids=SPOILED.keys())
@pytest.mark.parametrize("offers", [(), (("AES-128", 13),)], ids=["bac", "pace"])
def test_every_answer_may_be_spoiled_and_the_read_ends_in_a_document(
    made: object, offers: tuple[tuple[str, int], ...]
) -> None:
    whole = PassportChip(specimen_files(image=large(500)), offers=offers)
    assert not read(whole).unreadable
    for number in range(2, whole.count + 1):
        chip = PassportChip(specimen_files(image=large(500)), offers=offers, spoil=at(number, made))
        found = read(chip)
        assert found.trouble in TROUBLES
        assert found.unreadable == bool(found.trouble)
        assert found.unreadable or found.number == "L898902C3"


def test_a_document_torn_away_at_any_moment_is_told_as_that() -> None:
    whole = PassportChip(specimen_files())
    read(whole)
    for number in range(1, whole.count + 1):
        chip = PassportChip(specimen_files(), spoil=at(number, b"\x90" if number % 2 else None))
        with pytest.raises(SiteFault) as torn:
            read(chip)
        assert torn.value.code == "read-torn"
        chip.spoil = lambda count, command, answer: answer
        assert read(chip).number == "L898902C3"


@pytest.mark.parametrize("group", [written.COM, written.DG1])
@pytest.mark.parametrize(
    "content", [b"\x60\x02\x5c\x00", b"\x61\x04\x5f\x1f\x01A", b"\x00" * 40, b"\x60", b"\x61\x80\x00"]
)
def test_files_that_make_no_sense_are_a_damaged_chip(group: int, content: bytes) -> None:
    found = read(PassportChip(specimen_files() | {group: content}))
    if not (group == written.COM and content.startswith(b"\x60\x02")):
        assert (found.unreadable, found.trouble) == (True, "travel-chip-damaged")


def test_a_point_off_the_curve_and_our_own_key_sent_back_are_refused() -> None:
    offers = (("AES-128", 12),)

    def bent(count: int, command: bytes, answer: bytes) -> bytes:
        return answer[:-3] + bytes((answer[-3] ^ 1,)) + answer[-2:] if b"\x82\x41\x04" in answer else answer

    def mirrored(count: int, command: bytes, answer: bytes) -> bytes:
        return b"\x7c\x43\x84" + command[8:-1] + b"\x90\x00" if command[7:8] == b"\x83" else answer

    for spoil in (bent, mirrored):
        found = read(PassportChip(specimen_files(), offers=offers, spoil=spoil))
        assert found.trouble == "travel-chip-damaged"


@settings(max_examples=150)
@given(st.lists(st.binary(min_size=2, max_size=80), min_size=1, max_size=12), st.booleans())
def test_a_chip_that_says_anything_at_all_ends_in_a_document(answers: list[bytes], willing: bool) -> None:
    class Babbling:
        atr = b""
        turn = 0

        def transmit(self, command: bytes) -> bytes:
            self.turn += 1
            assert self.turn < 500
            said = answers[self.turn % len(answers)]
            return said[:-2] + b"\x90\x00" if willing else said

    is_travel(Babbling())
    assert read_chip(Babbling(), ZONE, today=TODAY).trouble in TROUBLES


@settings(max_examples=100)
@given(st.data())
def test_one_changed_byte_anywhere_never_makes_another_person(data: st.DataObject) -> None:
    number = data.draw(st.integers(1, 16))
    place, flip = data.draw(st.integers(0, 300)), data.draw(st.integers(1, 255))

    def spoil(count: int, command: bytes, answer: bytes) -> bytes:
        if count != number:
            return answer
        changed = bytearray(answer)
        changed[place % len(answer)] ^= flip
        return bytes(changed)

    found = read_chip(Held(PassportChip(specimen_files(), spoil=spoil)), ZONE, today=TODAY, portrait=False)
    assert found.unreadable or (found.number, found.name) == ("L898902C3", "ERIKSSON ANNA MARIA")


# --- authenticity -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> tuple[Issuer, Path]:
    issuer = Issuer("ec")
    folder = tmp_path_factory.mktemp("csca")
    (folder / "utopia.cer").write_bytes(issuer.certificate)
    return issuer, folder


def genuine(issuer: Issuer) -> dict[int, bytes]:
    files = specimen_files(dg11=written.dg11("埃里克松"))
    groups = {1: files[written.DG1], 2: files[written.DG2], 11: files[written.DG11]}
    return files | {written.SOD: security_object(groups, issuer.signer())}


def test_a_genuine_document_is_verified(state: tuple[Issuer, Path]) -> None:
    found = read(PassportChip(genuine(state[0])), certificates=state[1])
    assert (found.authenticity, found.trouble) == ("verified", "")


@pytest.mark.parametrize(
    ("group", "content"),
    [
        (written.DG1, written.dg1(written.SPECIMEN.replace("ANNA", "ANNE"))),
        (written.DG2, written.dg2(written.portrait(width=64))),
        (written.DG11, written.dg11("别人")),
    ],
)
def test_a_changed_document_is_read_and_told(state: tuple[Issuer, Path], group: int, content: bytes) -> None:
    found = read(PassportChip(genuine(state[0]) | {group: content}), PARTS, certificates=state[1])
    assert (found.authenticity, found.trouble, found.unreadable) == ("failed", "travel-data-changed", False)


def test_a_document_without_its_security_object_is_not_verified(state: tuple[Issuer, Path]) -> None:
    found = read(PassportChip(specimen_files()), certificates=state[1])
    assert (found.authenticity, found.trouble) == ("not-verified", "")
