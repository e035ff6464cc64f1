"""What readers and their service are known to do wrong, a test a row (the table of failures seen in the field)."""

from __future__ import annotations

import ast
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.devices.pcsc import connection, loop
from desktop.devices.pcsc import scard as sc
from desktop.devices.pcsc.loop import Arrived, Attached, Left, ReaderLoop, Service
from desktop.devices.sources import Needs
from desktop.faults import SiteFault
from tests.helpers.cards.hearing import Heard
from tests.helpers.cards.reading import A, B, Queue, badge, fault_of, next_of, opened
from tests.helpers.cards.scripted import HANG, ScriptedCard, ScriptedScard

ROOT = Path(__file__).parents[3]


def test_the_service_ends_with_the_last_reader_and_comes_back_with_the_next() -> None:
    """Windows 8+ stops SCardSvr when the last reader leaves: 0x8010001D / 0x8010001E from then on | release and
    re-establish the context."""
    for stopped in (sc.E_SERVICE_STOPPED, sc.E_NO_SERVICE):
        fake, heard = ScriptedScard(A), Heard()
        with opened(fake, needs=Needs(told=heard)) as source:
            after = heard.until("ready", A)
            fake.unplug(A)
            fake.stop(stopped)
            assert fault_of(source) == "reader-lost"
            fake.until("establish", 4)
            fake.plug(A)
            fake.restart()
            heard.until("ready", A, after)
            fake.insert(A, badge())
            assert source.read(10).token
        fake.until("release", 1)


def test_a_service_that_stops_or_crashes_is_a_state_until_it_is_back() -> None:
    """pcscd stops or crashes: 0x80100013, then 0x8010001D | own loop + state "reader service down"."""
    fake, heard = ScriptedScard(A), Heard()
    with opened(fake, needs=Needs(told=heard)) as source:
        after = heard.until("ready", A)
        fake.fail("wait", sc.F_COMM_ERROR)
        fake.stop(sc.E_NO_SERVICE)
        after = heard.until("no-service", after=after)
        assert fault_of(source) == "reader-lost"
        fake.restart()
        heard.until("ready", A, after)
        fake.insert(A, badge())
        assert source.read(10).token
    assert heard.told().count("no-service") == 1, "said once, however often it is tried"


def test_only_result_codes_are_used_so_no_family_of_exceptions_can_be_missed() -> None:
    """Two exception families | catch both, or use `smartcard.scard` return codes."""
    taken = set()
    for path in (ROOT / "desktop" / "devices" / "pcsc").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "smartcard":
                taken.update(f"{node.module}.{alias.name}" for alias in node.names)
            elif isinstance(node, ast.Import):
                taken.update(alias.name for alias in node.names if alias.name.startswith("smartcard"))
    assert taken == {"smartcard.scard"}
    fake = ScriptedScard(A)
    fake.fail("establish", 0x80100001, 0x8010006A)
    fake.fail("readers", 0x80100001, sc.E_INVALID_HANDLE)
    with opened(fake) as source:
        fake.insert(A, badge())
        assert source.read(10).token


def test_no_readers_is_a_state_and_no_error() -> None:
    """No readers: 0x8010002E from SCardListReaders | treat as state, not error."""
    fake, events = ScriptedScard(), Queue()
    with ReaderLoop(fake, events.put):
        assert [events.get(timeout=10), events.get(timeout=10)] == [Service(True), Attached(())]
        fake.until("wait", 1)
        fake.plug(A)
        assert events.get(timeout=10) == Attached((A,))
    assert fake.calls["establish"] == 1, "the context is good"


def test_one_thread_owns_the_context_and_all_that_is_asked_of_it() -> None:
    """Monitor singleton races, wrong observer count | one owner thread."""
    fake, other = ScriptedScard(A), ScriptedScard(A)
    with opened(fake) as source, opened(other) as second:
        for scard, reader in ((fake, source), (other, second)):
            scard.insert(A, badge())
            assert reader.read(10).token
            owners = scard.threads["wait"] | scard.threads["readers"]
            assert len(owners) == 1
            assert not owners & (scard.threads["connect"] | scard.threads["transmit"])
    assert not fake.threads["wait"] & other.threads["wait"], "nothing is shared between two sources"


def test_what_happens_between_two_waits_is_not_missed() -> None:
    """Events lost between two calls | the counter is compared, not only PRESENT."""
    fake, events = ScriptedScard(A), Queue()
    with ReaderLoop(fake, events.put, wait=30.0):
        fake.insert(A, badge())
        first = next_of(events, Arrived)
        fake.swap(A, badge())
        left, second = next_of(events, Left), next_of(events, Arrived)
        assert isinstance(first, Arrived)
        assert isinstance(second, Arrived)
        assert left == Left(A, first.visit)
        assert second.visit != first.visit
        fake.remove(A)
        fake.insert(A, badge())
        next_of(events, Arrived)


def test_waiting_takes_no_thread_a_call() -> None:
    """A thread per wait, machine slows down | own loop, 1-2 s."""
    fake = ScriptedScard(A)
    with ReaderLoop(fake, lambda event: None, wait=0.03):
        fake.until("wait", 3)
        before = threading.active_count()
        fake.until("wait", 60)
        assert threading.active_count() <= before
    assert len(fake.threads["wait"]) == 1
    assert 1 <= loop.WAIT <= 2


def test_a_spurious_timeout_ends_nothing() -> None:
    """Monitor thread ends on a spurious timeout | own loop."""
    fake = ScriptedScard(A)
    with opened(fake) as source:
        fake.fail("wait", *[sc.E_TIMEOUT] * 5, sc.E_CANCELLED)
        fake.insert(A, badge())
        assert source.read(10).token


def test_a_document_arrives_in_the_thread_that_reads() -> None:
    """Callback races with main thread | marshal to one thread."""
    fake, asked = ScriptedScard(A), []
    states: list[int] = []
    with opened(fake, needs=Needs(told=lambda state: states.append(threading.get_ident()))) as source:
        fake.insert(A, badge())
        got = source.read(10)
        asked.append(got.token)
    assert asked == ["04A1B2C3D4E5F6"], "no observer, no callback: read gives it to whoever asked"
    assert threading.get_ident() not in fake.threads["transmit"] | fake.threads["wait"]


def test_connecting_never_holds_up_the_next_event() -> None:
    """Connect/disconnect inside the callback blocks the next events (quick taps) | callback only queues."""
    fake, heard = ScriptedScard(A, B), Heard()
    with opened(fake, needs=Needs(told=heard), exchange_limit=30.0) as source:
        fake.insert(A, ScriptedCard(lambda command: HANG))
        fake.insert(B, badge())
        assert source.read(10).token == "04A1B2C3D4E5F6"
        for number in range(10):
            fake.swap(B, badge(f"040000000000{number:02}"))
            assert source.read(10).token == f"040000000000{number:02}"
        fake.remove(A)
        assert fault_of(source) == "read-torn"


def test_a_card_that_is_not_powered_yet_is_tried_three_times_more() -> None:
    """Connect fails with "Card is unpowered" (0x80100067) on a quick tap | retry 3 x 50-100 ms while PRESENT."""
    assert len(connection.PAUSES) == 3
    assert all(0.05 <= seconds <= 0.1 for seconds in connection.PAUSES)
    fake = ScriptedScard(A)
    with opened(fake) as source:
        fake.fail("connect", *[sc.W_UNPOWERED_CARD] * 3)
        fake.insert(A, badge())
        assert source.read(10).token
        assert fake.calls["connect"] == 4
        fake.fail("connect", *[sc.W_UNPOWERED_CARD] * 4)
        fake.swap(A, badge())
        assert source.read(10).trouble == "card-unpowered"
        fake.fail("connect", sc.W_UNPOWERED_CARD, sc.E_NO_SMARTCARD)
        fake.swap(A, badge())
        assert fault_of(source) == "read-torn"
        assert fake.calls["connect"] == 10, "once it is gone it is not tried again"


def test_readers_that_come_and_go_hide_no_tap_on_another() -> None:
    """PnP churn hides a tap on another reader | do not reseed the state of surviving readers on a PnP event."""
    fake, events = ScriptedScard(A), Queue()
    with ReaderLoop(fake, events.put):
        fake.until("wait", 2)
        for number in range(10):
            fake.plug(f"Churn {number}")
            fake.insert(A, badge())
            fake.unplug(f"Churn {number}")
            next_of(events, Arrived)
            fake.remove(A)
            next_of(events, Left)
    assert fake.calls["establish"] == 1
    with opened(fake) as source:
        fake.insert(A, badge())
        assert source.read(10).token
        fake.plug(B)
        fake.unplug(B)
        fake.plug(B)
        assert fault_of(source, 0.2) == "read-timeout", "nor is a card that stays read again for it"


@pytest.mark.parametrize("rest", ["first", "last"])
def test_a_pseudo_reader_that_answers_at_once_neither_spins_nor_hides(rest: str) -> None:
    """PnP pseudo reader returns success at once with state UNAWARE on Windows | feed the returned state back."""
    fake = ScriptedScard(A, pnp="unaware")
    with opened(fake) as source:
        if rest == "last":
            assert fault_of(source, 0.5) == "read-timeout"
        fake.insert(A, badge())
        assert source.read(10).token
        before = fake.calls["wait"]
        assert fault_of(source, 0.5) == "read-timeout"
        assert fake.calls["wait"] - before < 10, "it rests"
        fake.plug(B)
        fake.insert(B, badge("04000000000002"))
        assert source.read(10).token == "04000000000002"


def test_the_pseudo_readers_state_is_handed_back() -> None:
    """The same row, where the pseudo reader counts readers: handed back its count it waits, or it would never."""
    fake = ScriptedScard(A, pnp="counting")
    with opened(fake) as source:
        assert fault_of(source, 0.5) == "read-timeout"
        assert fake.calls["wait"] < 5
        fake.plug(B)
        fake.insert(B, badge())
        assert source.read(10).token


def test_several_readers_attached_at_once_are_all_found() -> None:
    """Multiple readers attached at once: only one event | list again after each PnP event and each timeout."""
    fake, events = ScriptedScard(), Queue()
    with ReaderLoop(fake, events.put):
        fake.until("wait", 1)
        fake.plug(A, B, "Reader C 00")
        while next_of(events, Attached) != Attached((A, B, "Reader C 00")):
            pass
        fake.insert("Reader C 00", badge())
        arrived = next_of(events, Arrived)
        assert isinstance(arrived, Arrived)
        assert arrived.reader == "Reader C 00"


def test_a_program_with_a_reader_open_and_a_card_that_hangs_ends() -> None:
    """Observers never removed -> process does not exit | daemon thread + SCardCancel; check exit in a test."""
    program = """
from desktop.devices.pcsc.source import PcscSource
from desktop.faults import SiteFault
from tests.helpers.cards.reading import A, B, Queue, badge, fault_of, next_of, opened
from tests.helpers.cards.scripted import HANG, ScriptedCard, ScriptedScard
fake = ScriptedScard("A")
fake.insert("A", ScriptedCard(lambda command: HANG))
source = PcscSource("*", "pcsc:*", scard=fake, exchange_limit=0.2)
assert source.read(30).trouble == "card-hung"
if {close}:
    source.close()
"""
    for close in (True, False):
        done = subprocess.run(
            [sys.executable, "-c", program.format(close=close)], cwd=ROOT, capture_output=True, text=True, timeout=60
        )
        assert (done.returncode, done.stderr) == (0, "")
    fake = ScriptedScard(A)
    watching = ReaderLoop(fake, lambda event: None, wait=30.0)
    with watching:
        fake.until("wait", 2)
        began = time.monotonic()
    assert not watching.alive, "cancelled, not waited for"
    assert time.monotonic() - began < 5
    assert fake.open_contexts == 0


def test_a_reader_another_program_holds_is_tried_again_and_then_named() -> None:
    """Sharing violation 0x8010000B | connect SHARED, short retry, tell the operator which reader."""
    fake, heard = ScriptedScard(A, B), Heard()
    with opened(fake, needs=Needs(told=heard)) as source:
        fake.fail("connect", *[sc.E_SHARING_VIOLATION] * 3)
        fake.insert(B, badge())
        assert source.read(10).token
        fake.fail("connect", *[sc.E_SHARING_VIOLATION] * 4)
        fake.swap(B, badge())
        assert source.read(10).trouble == "card-in-use"
    (told,) = [state for state in heard.states if state.doing == "unreadable"]
    assert (told.reader, told.trouble) == (B, "card-in-use")


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (sc.E_NOT_TRANSACTED, "read-torn"),
        (sc.W_RESET_CARD, "read-torn"),
        (sc.W_REMOVED_CARD, "read-torn"),
        (sc.E_NO_SMARTCARD, "read-torn"),
        (sc.E_READER_UNAVAILABLE, "reader-lost"),
        (sc.E_UNKNOWN_READER, "reader-lost"),
        (sc.F_COMM_ERROR, "reader-lost"),
        (sc.E_NO_SERVICE, "reader-lost"),
        (sc.E_SERVICE_STOPPED, "reader-lost"),
        (sc.E_SYSTEM_CANCELLED, "reader-lost"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value:08X}",
)
def test_each_result_of_an_exchange_is_told_as_what_it_means(result: int, code: str) -> None:
    """Return codes: 09 unknown reader, 0C no card, 12 system cancelled, 13 comm error, 16 not transacted, 17 reader
    unavailable, 1D no service, 1E service stopped, 68 reset, 69 removed."""
    fake = ScriptedScard(A)
    with opened(fake) as source:
        fake.fail("transmit", result)
        fake.insert(A, badge())
        assert fault_of(source) == code
        fake.swap(A, badge())
        assert source.read(10).token


def test_results_are_compared_without_their_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unsigned in 2.3.1, signed or unsigned in old versions | mask with 0xFFFFFFFF before comparing."""

    def signed(result: int) -> int:
        return result - (1 << 32)

    class Old:
        SCARD_SCOPE_USER = SCARD_SHARE_SHARED = SCARD_PROTOCOL_ANY = SCARD_PROTOCOL_T0 = SCARD_PCI_T0 = SCARD_PCI_T1 = 0
        SCARD_LEAVE_CARD = 0

        def __getattr__(self, name: str) -> Callable[..., object]:
            answers: dict[str, object] = {
                "SCardEstablishContext": [signed(sc.E_NO_SERVICE), 0],
                "SCardListReaders": [signed(sc.E_NO_READERS_AVAILABLE), []],
                "SCardGetStatusChange": [signed(sc.E_TIMEOUT), [("A", -1, [])]],
                "SCardConnect": [signed(sc.W_UNPOWERED_CARD), 0, 0],
                "SCardStatus": [signed(sc.W_REMOVED_CARD), "", 0, 0, []],
                "SCardTransmit": [signed(sc.W_RESET_CARD), []],
            }
            return lambda *given: answers.get(name, signed(sc.E_INVALID_HANDLE))

    system = sc.SystemScard()
    monkeypatch.setattr(system, "_scard", Old())
    assert system.establish()[0] == sc.E_NO_SERVICE
    assert system.readers(0)[0] == sc.E_NO_READERS_AVAILABLE
    assert system.wait(0, 0, [])[0] == sc.E_TIMEOUT
    assert system.connect(0, "")[0] == sc.W_UNPOWERED_CARD
    assert system.atr(0)[0] == sc.W_REMOVED_CARD
    assert system.transmit(0, 0, b"")[0] == sc.W_RESET_CARD
    assert {system.release(0), system.cancel(0), system.begin(0), system.end(0), system.disconnect(0, 0)} == {
        sc.E_INVALID_HANDLE
    }


def test_a_reader_lost_in_the_middle_is_told_and_the_next_card_is_read() -> None:
    """Reader unavailable (17) between the list and the wait, and in the middle of a card."""
    fake = ScriptedScard(A, B)

    def unplugged(command: bytes) -> None:
        fake.unplug(B)

    with opened(fake) as source:
        fake.fail("wait", *[sc.E_READER_UNAVAILABLE] * 2, *[sc.E_UNKNOWN_READER] * 4)
        fake.insert(A, badge())
        assert source.read(10).token
        fake.insert(B, ScriptedCard(unplugged))
        with pytest.raises(SiteFault) as caught:
            source.read(10)
        assert caught.value.code in ("read-torn", "reader-lost")
        fake.swap(A, badge())
        assert source.read(10).token
