"""The real PC/SC service and its virtual readers: cards that come, go, tear and hang, and a service that stops."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from desktop.devices.pcsc.loop import Arrived, Left, ReaderLoop
from desktop.devices.pcsc.scard import SystemScard
from desktop.devices.pcsc.source import PcscSource
from desktop.devices.sources import Needs
from desktop.faults import SiteFault
from tests.helpers.cards.hearing import Heard
from tests.helpers.cards.page import NUMBER, Page, record
from tests.helpers.cards.reading import Queue, fault_of, next_of, opened
from tests.helpers.cards.service import PcscService
from tests.helpers.cards.vpcd import PAGE, READERS, STORAGE, Stuck, VirtualCard, badge

ROOT = Path(__file__).parents[3]
FIRST, SECOND = READERS

pytestmark = pytest.mark.usefixtures("pcscd")


def test_a_card_is_read_when_it_comes_once_and_again_after_it_left() -> None:
    heard, card = Heard(), badge()
    with opened(None, needs=Needs(told=heard)) as source:
        with card:
            document = source.read(10)
            assert (document.token, document.method, document.source) == ("04A1B2C3D4E5F6", "token", "pcsc:*")
            assert fault_of(source, 1.0) == "read-timeout", "it lies there still"
        after = heard.until("ready", FIRST, heard.until("read", FIRST))
        with card:
            assert source.read(10).token == "04A1B2C3D4E5F6"
        heard.until("ready", FIRST, heard.until("read", FIRST, after))
    assert heard.told(FIRST) == ["ready", "reading", "read"] * 2 + ["ready"]
    assert heard.told(SECOND) == ["ready"]


def test_a_card_that_lies_there_at_opening_is_read() -> None:
    events = Queue()
    with badge(), ReaderLoop(SystemScard(), events.put):
        next_of(events, Arrived)
        with opened(None) as source:
            assert source.read(10).token


def test_a_swap_is_two_events_however_fast_it_was() -> None:
    events = Queue()
    with ReaderLoop(SystemScard(), events.put):
        card, other = badge(), badge("04FFFFFFFFFFFF")
        card.insert()
        first = next_of(events, Arrived)
        card.until_settled()
        card.remove()
        with other:
            left, second = next_of(events, Left), next_of(events, Arrived)
        assert isinstance(first, Arrived)
        assert isinstance(second, Arrived)
        assert left == Left(FIRST, first.visit)
        assert second.visit != first.visit
        next_of(events, Left)


def test_a_card_that_is_torn_out_is_told_and_the_next_is_read() -> None:
    with opened(None) as source:
        with VirtualCard(lambda command: None):
            assert fault_of(source) == "read-torn"
        with badge():
            assert source.read(10).token


def test_a_card_that_hangs_is_abandoned_and_the_next_is_read() -> None:
    stuck, heard = Stuck(), Heard()
    with opened(None, needs=Needs(told=heard), exchange_limit=0.8) as source:
        with VirtualCard(stuck), badge("04000000000001", slot=1):
            got = {document.token or document.trouble for document in (source.read(10), source.read(10))}
            assert got == {"04000000000001", "card-hung"}, "the other reader goes on"
            heard.until("unreadable", FIRST)
        stuck.end()
        with badge():
            assert source.read(10).token == "04A1B2C3D4E5F6"


def test_a_hung_card_that_is_swapped_without_an_event_gives_way_to_the_next() -> None:
    """The driver sees nothing of it: the dead card was found out by the exchange, the new one was there at its look."""
    stuck = Stuck()
    with opened(None, exchange_limit=0.5) as source:
        with VirtualCard(stuck):
            assert source.read(10).trouble == "card-hung"
            stuck.end()
        with badge():
            assert source.read(10).token == "04A1B2C3D4E5F6"


def test_a_slow_card_is_waited_for() -> None:
    slow = threading.Event()

    def handler(command: bytes) -> bytes:
        slow.wait(1.5)
        return bytes.fromhex("04A1B2C3D4E5F6 9000")

    with opened(None) as source, VirtualCard(handler, atr=STORAGE):
        assert source.read(5.0).token == "04A1B2C3D4E5F6"


def test_a_page_reader_hands_out_the_resident_record() -> None:
    with opened(None) as source, VirtualCard(Page(record()).transmit, atr=PAGE):
        document = source.read(10)
    assert (document.number, document.name, document.method) == (NUMBER, "王䶮", "reader")


def test_a_resident_cards_chip_tells_its_serial() -> None:
    chip = {"0036000008": "1122334455667788 9000", "FFCA000000": "00000000 9000"}
    with opened(None) as source, VirtualCard(chip):
        document = source.read(10)
    assert (document.document_type, document.token) == ("居民身份证", "1122334455667788")


def test_something_without_an_identity_is_told() -> None:
    with opened(None) as source, VirtualCard({"FFCA000000": "08A1B2C3 9000"}):
        assert fault_of(source) == "document-unknown"


def test_two_cards_at_once_are_both_read() -> None:
    with opened(None) as source, badge("04000000000001"), badge("04000000000002", slot=1):
        assert {source.read(10).token, source.read(10).token} == {"04000000000001", "04000000000002"}


def test_a_named_reader_is_used_alone_and_a_wrong_name_is_a_lost_reader() -> None:
    with opened(None, "00 01") as source, badge("04000000000001"), badge("04000000000002", slot=1):
        assert source.read(10).token == "04000000000002"
        assert fault_of(source, 0.5) == "read-timeout"
    for rest, code in (("Nobody's reader", "reader-lost"), ("Virtual PCD", "reader-ambiguous")):
        with opened(None, rest) as source:
            assert fault_of(source) == code


def test_a_service_that_stops_is_a_state_and_after_its_return_cards_are_read(pcscd: PcscService) -> None:
    heard = Heard()
    with opened(None, needs=Needs(told=heard)) as source:
        with badge():
            assert source.read(10).token
        for _ in range(2):
            after = heard.until("ready", FIRST)
            pcscd.stop()
            try:
                after = heard.until("no-service", after=after)
                assert fault_of(source) == "reader-lost"
            finally:
                pcscd.start()
            heard.until("ready", FIRST, after)
            with badge():
                assert source.read(10).token


def test_a_service_that_stops_under_a_card_ends_that_reading(pcscd: PcscService) -> None:
    stuck, heard = Stuck(), Heard()
    with opened(None, needs=Needs(told=heard), exchange_limit=20.0) as source:
        card = VirtualCard(stuck).insert()
        stopping = threading.Thread(target=lambda: (card.spoken_to.wait(10), pcscd.stop()))
        stopping.start()
        try:
            code = fault_of(source)
        finally:
            stuck.end()
            stopping.join()
            card.remove()
            pcscd.start()
        assert code in ("read-torn", "reader-lost")
        with badge():
            assert read_soon(source).token


def read_soon(source: PcscSource) -> Any:
    """As a desk reads: a reader that is lost is read again."""
    until = time.monotonic() + 15
    while True:
        try:
            return source.read(10)
        except SiteFault as fault:
            if fault.code != "reader-lost" or time.monotonic() > until:
                raise


def test_a_program_whose_card_hangs_closes_and_ends() -> None:
    program = """
import sys
from desktop.devices.pcsc.source import PcscSource
source = PcscSource("*", "pcsc:*", exchange_limit=0.5)
assert source.read(30).trouble == "card-hung"
source.close()
"""
    stuck = Stuck()
    with VirtualCard(stuck):
        done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stderr) == (0, "")
        stuck.end()
