"""What a PC/SC source makes of cards, with PC/SC as a script."""

from __future__ import annotations

import threading
import time

import pytest

from desktop.devices.pcsc import scard as sc
from desktop.devices.pcsc.lying import AGAIN_AFTER, MOST_LOOKS
from desktop.devices.pcsc.source import PcscSource
from desktop.devices.sources import Document, Needs, SourceState, TravelKey
from desktop.faults import SiteFault
from tests.helpers.cards.hearing import Heard
from tests.helpers.cards.reading import A, B, badge, fault_of, opened
from tests.helpers.cards.scripted import HANG, ScriptedCard, ScriptedScard
from tests.helpers.cards.vpcd import STORAGE, table

SELECT_TRAVEL = "00A4040C07A0000002471001"
BADGE = {"FFCA000000": "04A1B2C3D4E5F6 9000"}
TICKET = {"FFCA000000": "01020304 9000"}
RESIDENT_CHIP = {"0036000008": "1122334455667788 9000", "FFCA000000": "00000000 9000"}


def test_a_badge_is_a_token_and_nothing_else() -> None:
    fake = ScriptedScard(A)
    with opened(fake) as source:
        fake.insert(A, badge())
        document = source.read(10)
    assert document == Document(token="04A1B2C3D4E5F6", method="token", source="pcsc:*")
    assert fake.commands == [bytes.fromhex("FFCA000000")], "a storage chip takes no other command"


def test_a_resident_card_is_known_by_its_chips_serial() -> None:
    fake = ScriptedScard(A)
    with opened(fake) as source:
        fake.insert(A, ScriptedCard(RESIDENT_CHIP))
        document = source.read(10)
    assert (document.document_type, document.token, document.number) == ("居民身份证", "1122334455667788", "")


@pytest.mark.parametrize("uid", ["00000000", "08A1B2C3", "010203", "", "00" * 7], ids=lambda uid: uid or "none")
def test_a_serial_that_is_no_identity_is_no_token(uid: str) -> None:
    fake = ScriptedScard(A)
    with opened(fake) as source:
        fake.insert(A, badge(uid))
        assert fault_of(source) == "document-unknown"


def test_a_card_that_lies_there_when_the_source_opens_is_read() -> None:
    fake = ScriptedScard(A)
    fake.insert(A, badge())
    with opened(fake) as source:
        assert source.read(10).token == "04A1B2C3D4E5F6"


def test_a_card_that_stays_is_read_once_and_again_when_it_comes_back() -> None:
    fake, heard = ScriptedScard(A), Heard()
    with opened(fake, needs=Needs(told=heard)) as source:
        fake.insert(A, badge())
        source.read(10)
        assert fault_of(source, 0.05) == "read-timeout"
        fake.remove(A)
        after = heard.until("ready", A, heard.until("read", A))
        fake.insert(A, badge())
        assert source.read(10).token
        heard.until("read", A, after)
    assert heard.told(A) == ["ready", "reading", "read", "ready", "reading", "read"]


def test_a_card_that_was_taken_away_while_nobody_read_is_not_read_later() -> None:
    fake = ScriptedScard(A)
    with opened(fake) as source:
        fake.insert(A, badge())
        fake.until("wait", 3)
        fake.remove(A)
        fake.until("wait", 4)
        assert fault_of(source, 0.05) == "read-timeout"


def test_a_card_at_the_edge_of_the_field_is_told_once() -> None:
    fake, heard = ScriptedScard(A), Heard()
    with opened(fake, needs=Needs(told=heard), bounce=60.0) as source:
        fake.insert(A, badge())
        assert source.read(10).token
        fake.swap(A, badge())
        assert fault_of(source, 0.3) == "read-timeout"
        fake.swap(A, badge("04FFFFFFFFFFFF"))
        assert source.read(10).token == "04FFFFFFFFFFFF", "another card is another document however fast it comes"


def test_cards_on_two_readers_are_both_told() -> None:
    fake, heard = ScriptedScard(A, B), Heard()
    with opened(fake, needs=Needs(told=heard)) as source:
        fake.insert(A, badge("04000000000001"))
        fake.insert(B, badge("04000000000002"))
        assert {source.read(10).token, source.read(10).token} == {"04000000000001", "04000000000002"}
    assert heard.told(A) == heard.told(B) == ["ready", "reading", "read"]


def test_a_torn_card_that_comes_back_without_an_event_is_read_after_all() -> None:
    fake, heard = ScriptedScard(A), Heard()
    tears = iter([True, True])
    answers = table({"FFCA000000": "04A1B2C3D4E5F6 9000"})
    torn = ScriptedCard(lambda command: None if next(tears, False) else answers(command), atr=STORAGE)
    with opened(fake, needs=Needs(told=heard)) as source:
        fake.insert(A, torn)
        assert fault_of(source) == "read-torn"
        assert source.read(10).token == "04A1B2C3D4E5F6"
    assert bytes.fromhex(SELECT_TRAVEL) in [c[:12] for c in fake.commands], "the answer to reset may be another card's"
    assert heard.told(A) == ["ready", "reading", "unreadable", "read"]


def test_a_reader_that_says_a_torn_card_lies_there_is_not_asked_for_ever() -> None:
    fake = ScriptedScard(A)
    with opened(fake) as source:
        fake.insert(A, ScriptedCard(lambda command: None, atr=STORAGE))
        assert fault_of(source) == "read-torn"
        assert fault_of(source, 4 * AGAIN_AFTER) == "read-timeout"
        assert fake.calls["connect"] == MOST_LOOKS
        fake.remove(A)
        fake.insert(A, badge())
        assert source.read(10).token


def test_a_card_that_hangs_holds_up_no_other_reader_and_no_next_card() -> None:
    fake, heard = ScriptedScard(A, B), Heard()
    with opened(fake, needs=Needs(told=heard), exchange_limit=0.3) as source:
        fake.insert(A, ScriptedCard(lambda command: HANG))
        heard_reading = heard.until
        fake.until("wait", 2)
        fake.insert(B, badge())
        first = source.read(10)
        assert first.token == "04A1B2C3D4E5F6"
        hung = source.read(10)
        assert (hung.unreadable, hung.trouble) == (True, "card-hung")
        heard_reading("unreadable", A)
        fake.remove(A)
        fake.insert(A, badge("04000000000001"))
        assert source.read(10).token == "04000000000001"
    assert SourceState("unreadable", A, "card-hung") in heard.states


def test_a_hung_card_that_is_taken_away_is_not_waited_for() -> None:
    """Even where the call never comes back: another second and the next person is served."""
    fake = ScriptedScard(A)
    stays = threading.Event()

    def deaf(command: bytes) -> bytes:
        stays.wait(60)
        return b"\x90\x00"

    try:
        with opened(fake, exchange_limit=30.0) as source:
            fake.insert(A, ScriptedCard(deaf))
            threading.Thread(target=lambda: (fake.until("transmit", 1), fake.remove(A)), daemon=True).start()
            began = time.monotonic()
            assert fault_of(source) == "read-torn"
            assert time.monotonic() - began < 10
            fake.insert(A, badge())
            assert source.read(10).token
    finally:
        stays.set()


def test_a_reader_whose_cards_never_come_back_counts_as_lost() -> None:
    fake = ScriptedScard(A)
    stays = threading.Event()

    def deaf(command: bytes) -> bytes:
        stays.wait(60)
        return b"\x90\x00"

    codes = []
    try:
        with opened(fake, exchange_limit=0.02) as source:
            for number in range(8):
                (fake.swap if number else fake.insert)(A, ScriptedCard(deaf))
                try:
                    codes.append(source.read(10).trouble)
                except SiteFault as fault:
                    codes.append(fault.code)
    finally:
        stays.set()
    assert codes == ["card-hung"] * 6 + ["reader-lost"] * 2


def test_closing_does_not_wait_for_a_card_that_hangs() -> None:
    fake = ScriptedScard(A)
    fake.insert(A, ScriptedCard(lambda command: HANG))
    with opened(fake) as source:
        assert fault_of_in_a_thread(source)
        fake.until("transmit", 1)
        began = time.monotonic()
    assert time.monotonic() - began < 3
    fake.remove(A)


def fault_of_in_a_thread(source: PcscSource) -> bool:
    """A read that nobody waits for any more, as when a window closes."""

    def run() -> None:
        try:
            source.read(0.2)
        except SiteFault:
            return

    threading.Thread(target=run, daemon=True).start()
    return True


@pytest.mark.parametrize(
    ("deaf", "trouble"),
    [
        (sc.W_UNRESPONSIVE_CARD, "card-mute"),
        (sc.W_UNPOWERED_CARD, "card-unpowered"),
        (sc.E_SHARING_VIOLATION, "card-in-use"),
        (0x8010000F, "card-failed"),
    ],
)
def test_a_bad_card_is_a_document_that_is_there_and_says_why(deaf: int, trouble: str) -> None:
    fake, heard = ScriptedScard(A), Heard()
    with opened(fake, needs=Needs(told=heard)) as source:
        fake.insert(A, ScriptedCard(deaf=deaf))
        document = source.read(10)
        assert (document.unreadable, document.trouble, document.source) == (True, trouble, "pcsc:*")
        fake.swap(A, badge())
        assert source.read(10).token
    assert SourceState("unreadable", A, trouble) in heard.states


def test_an_answer_of_no_bytes_is_a_torn_card_and_the_reader_says_what_to_do() -> None:
    fake, heard = ScriptedScard(A), Heard()
    with opened(fake, needs=Needs(told=heard)) as source:
        fake.insert(A, ScriptedCard(lambda command: None))
        assert fault_of(source) == "read-torn"
        fake.swap(A, badge())
        assert source.read(10).token
    assert SourceState("unreadable", A, "card-torn") in heard.states


def test_a_fault_of_ours_is_raised_as_it_is_and_the_reader_stays_armed() -> None:
    fake = ScriptedScard(A)

    def broken(command: bytes) -> bytes:
        raise ZeroDivisionError

    with opened(fake) as source:
        fake.insert(A, ScriptedCard(broken))
        with pytest.raises(ZeroDivisionError):
            source.read(10)
        fake.swap(A, badge())
        assert source.read(10).token


def passport() -> ScriptedCard:
    return ScriptedCard({SELECT_TRAVEL: "9000"})


@pytest.fixture
def chip(monkeypatch: pytest.MonkeyPatch) -> list[TravelKey]:
    """Travel documents are another test's matter: here only that they are asked for, with which key."""
    import desktop.devices.pcsc.identify as identify

    keys: list[TravelKey] = []

    def read_chip(card: object, key: TravelKey, certificates: object, today: object) -> Document:
        keys.append(key)
        return Document(number="L898902C3")

    monkeypatch.setattr(identify, "read_chip", read_chip)
    return keys


def test_a_travel_documents_key_is_asked_for_each_time_one_lies_there_by_whoever_reads(chip: list[TravelKey]) -> None:
    asked: list[int] = []

    def key() -> TravelKey:
        asked.append(threading.get_ident())
        return TravelKey(can=str(len(asked)))

    fake = ScriptedScard(A)
    with opened(fake, needs=Needs(key=key)) as source:
        fake.insert(A, badge())
        source.read(10)
        assert not asked
        fake.swap(A, passport())
        assert source.read(10).number == "L898902C3"
        fake.swap(A, passport())
        source.read(10)
    assert [one.can for one in chip] == ["1", "2"]
    assert set(asked) == {threading.get_ident()}
    assert fake.calls["begin"] == fake.calls["end"] == 5, "the card is not held while the key is asked for"


def test_a_card_another_program_has_reset_is_connected_anew_and_nobody_hears_of_it() -> None:
    fake, heard = ScriptedScard(A), Heard()
    with opened(fake, needs=Needs(told=heard)) as source:
        fake.fail("begin", *[sc.W_RESET_CARD] * 3)
        fake.insert(A, badge())
        assert source.read(10).token
        fake.fail("begin", *[sc.W_RESET_CARD] * 4)
        fake.swap(A, badge())
        assert fault_of(source) == "read-torn"
        assert source.read(10).token, "it lies there still and is looked at again"
    assert fake.open_contexts == 0


def test_a_key_that_takes_long_is_not_the_cards_time(chip: list[TravelKey]) -> None:
    fake = ScriptedScard(A)

    def key() -> TravelKey:
        time.sleep(0.4)
        return TravelKey(can="1")

    with opened(fake, needs=Needs(key=key), exchange_limit=0.2, read_limit=0.3) as source:
        fake.insert(A, passport())
        assert source.read(10).number == "L898902C3"


def test_a_key_that_cannot_be_told_ends_the_reading_and_leaves_the_reader_armed(chip: list[TravelKey]) -> None:
    fake = ScriptedScard(A)

    def key() -> TravelKey:
        raise SiteFault("read-timeout", source="keyboard:", seconds=1)

    with opened(fake, needs=Needs(key=key)) as source:
        fake.insert(A, passport())
        assert fault_of(source) == "read-timeout"
        fake.swap(A, badge())
        assert source.read(10).token


def test_no_reader_no_service_and_a_wrong_name_are_a_lost_reader_and_soon_said() -> None:
    down = ScriptedScard(A)
    down.stop()
    for fake, rest in ((ScriptedScard(), "*"), (ScriptedScard(A), "Nobody's"), (down, "*")):
        heard = Heard()
        with opened(fake, rest, Needs(told=heard)) as source:
            began = time.monotonic()
            assert fault_of(source, 60) == "reader-lost"
            assert time.monotonic() - began < 10
        assert heard.told() in (["no-reader"], ["no-service"])


def test_a_reader_that_is_plugged_in_during_the_morning_is_used() -> None:
    fake, heard = ScriptedScard(), Heard()
    with opened(fake, A, Needs(told=heard)) as source:
        assert fault_of(source) == "reader-lost"
        fake.plug(A)
        heard.until("ready", A)
        fake.insert(A, badge())
        assert source.read(10).token
        fake.unplug(A)
        heard.until("no-reader", A)
        assert fault_of(source) == "reader-lost"
        fake.plug(A)
        fake.insert(A, badge())
        assert source.read(10).token


def test_a_named_reader_does_not_hear_the_others() -> None:
    fake = ScriptedScard(A, B)
    with opened(fake, "Reader B") as source:
        fake.insert(A, badge("04000000000001"))
        fake.insert(B, badge("04000000000002"))
        assert source.read(10).token == "04000000000002"
        assert fault_of(source, 0.05) == "read-timeout"


def test_a_name_that_fits_several_readers_says_so_once_until_it_fits_one() -> None:
    fake = ScriptedScard(A, B)
    with opened(fake, "Reader") as source:
        assert fault_of(source) == "reader-ambiguous"
        assert fault_of(source, 0.1) == "reader-lost"
        fake.insert(A, badge())
        fake.unplug(B)
        assert source.read(10).token, "the card lay there before the name was clear"


def test_a_source_that_is_closed_gives_nothing_more() -> None:
    with opened(ScriptedScard(A)) as source:
        pass
    assert fault_of(source) == "source-ended"


def test_a_card_whose_answers_never_end_is_cut_off() -> None:
    fake = ScriptedScard(A)
    with opened(fake) as source:
        fake.insert(A, ScriptedCard(lambda command: b"\x01" * 20 + b"\x61\x10"))
        assert source.read(10).unreadable
        fake.swap(A, badge())
        assert source.read(10).token
