"""A thousand mixed reads leave the reader armed every time (U12): by script; forty on the real service; one hangs."""

from __future__ import annotations

import random
import time
from collections import Counter

from desktop.devices.pcsc import scard as sc
from desktop.devices.pcsc.source import EXCHANGE_LIMIT, LOOK, PcscSource
from tests.helpers.cards.reading import A, comes_to, opened
from tests.helpers.cards.scripted import HANG, ScriptedCard, ScriptedScard
from tests.helpers.cards.service import PcscService
from tests.helpers.cards.vpcd import STORAGE, Stuck, VirtualCard

KINDS = ("good", "torn", "hung", "unknown", "double", "mute", "lost")
WEIGHTS = (500, 130, 15, 130, 130, 15, 80)
COMES_TO = {
    "torn": "read-torn",
    "hung": "card-hung",
    "unknown": "document-unknown",
    "mute": "card-mute",
    "lost": "reader-lost",
}


def scripted(kind: str, uid: str) -> ScriptedCard:
    match kind:
        case "torn":
            return ScriptedCard(lambda command: None, atr=STORAGE)
        case "hung":
            return ScriptedCard(lambda command: HANG, atr=STORAGE)
        case "unknown":
            return ScriptedCard({}, atr=STORAGE)
        case "mute":
            return ScriptedCard(deaf=sc.W_UNRESPONSIVE_CARD)
        case _:
            return ScriptedCard({"FFCA000000": uid + " 9000"}, atr=STORAGE)


def test_a_thousand_mixed_reads_leave_the_reader_armed_every_time() -> None:
    chance = random.Random(20261205)
    fake = ScriptedScard(A)
    came: Counter[str] = Counter()
    with opened(fake, exchange_limit=0.1) as source:
        for number in range(1000):
            kind = chance.choices(KINDS, WEIGHTS)[0] if number < 999 else "good"
            uid = f"04{number:012X}"
            if kind == "lost":
                fake.fail("transmit", sc.E_READER_UNAVAILABLE)
            (fake.swap if number else fake.insert)(A, scripted(kind, uid))
            assert comes_to(source) == COMES_TO.get(kind, uid), f"read {number} ({kind})"
            if kind == "double":
                fake.swap(A, scripted(kind, uid))
                assert comes_to(source) == uid
            came[kind] += 1
    assert set(came) == set(KINDS)


def test_forty_mixed_reads_on_the_real_service_leave_both_readers_armed(pcscd: PcscService) -> None:
    chance = random.Random(40)
    with PcscSource("*", "pcsc:*", exchange_limit=0.5) as source:
        for turn in range(20):
            laid: list[VirtualCard] = []
            wanted: list[str] = []
            stuck = Stuck()
            for slot in (0, 1):
                kind = chance.choices(("good", "torn", "hung", "unknown"), (5, 2, 1, 2))[0]
                uid = f"04{turn:04X}{slot:08X}"
                answers = {"torn": lambda command: None, "hung": stuck, "unknown": {}}
                card = VirtualCard(answers.get(kind, {"FFCA000000": uid + " 9000"}), atr=STORAGE, slot=slot)
                laid.append(card.insert())
                wanted.append(COMES_TO.get(kind, uid))
            assert sorted((comes_to(source), comes_to(source))) == sorted(wanted), f"turn {turn}"
            stuck.end()
            for card in laid:
                card.remove()
            pcscd.empty()


def test_a_chip_that_hangs_costs_little_more_than_an_honest_one_may_take() -> None:
    """ISO 14443-4, 7.2: 4.95 s for an answer before more time has to be asked for; the look-out adds a fifth."""
    assert 4.95 < EXCHANGE_LIMIT < EXCHANGE_LIMIT + LOOK < 5.3
    fake = ScriptedScard(A)
    with opened(fake, exchange_limit=1.6) as source:
        fake.insert(A, ScriptedCard(lambda command: HANG))
        began = time.monotonic()
        assert source.read(10).trouble == "card-hung"
        assert 1.6 <= time.monotonic() - began < 1.6 + 3 * LOOK
