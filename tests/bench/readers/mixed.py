"""Reads of every kind, good and bad, and after each a reader that is armed (U12).

A thousand by script, where everything that can go wrong may; some on the real service and both its virtual readers. A
read counts when it came to what its card was, and the next one could only come to what it was if the reader was armed.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from time import perf_counter

from desktop.devices.pcsc import scard as sc
from desktop.devices.pcsc.source import PcscSource
from desktop.faults import SiteFault
from tests.bench.measure import Measure
from tests.helpers.cards.scripted import HANG, ScriptedCard, ScriptedScard
from tests.helpers.cards.service import pcsc_service
from tests.helpers.cards.vpcd import STORAGE, VirtualCard

SCRIPTED, REAL = 1000, 60
READER = "Scripted reader 00"
KINDS = {"good": 500, "torn": 130, "hung": 15, "unknown": 130, "double": 130, "mute": 15, "lost": 80}
COMES_TO = {
    "torn": "read-torn",
    "hung": "card-hung",
    "unknown": "document-unknown",
    "mute": "card-mute",
    "lost": "reader-lost",
}
_LIMIT = 10.0


def measure(scripted: int = SCRIPTED, real: int = REAL) -> list[Measure]:
    """Starts the PC/SC service for its own part."""
    return [
        _measured("mixed", "mixed reads by script, each leaves the reader armed", scripted, _by_script(scripted)),
        _measured("mixed-real", "mixed reads on the real service, both readers armed", real, _for_real(real)),
    ]


def _measured(key: str, work: str, reads: int, came: tuple[Counter[str], float]) -> Measure:
    right, took = came
    facts = {
        "of each kind": ", ".join(f"{kind} {right[kind]}" for kind in KINDS if right[kind]),
        "seconds": round(took),
    }
    return Measure(key, work, "-", "reads", sum(right.values()), None, reads, False, facts)


def _by_script(reads: int) -> tuple[Counter[str], float]:
    chance, fake, right = random.Random(20261128), ScriptedScard(READER), Counter[str]()
    began = perf_counter()
    with PcscSource("*", "pcsc:*", scard=fake, exchange_limit=0.1, again=0.05, bounce=0.0) as source:
        for number in range(reads):
            # The last is good: it finds out whether the one before it left the reader armed.
            kind = "good" if number == reads - 1 else chance.choices(list(KINDS), list(KINDS.values()))[0]
            uid = f"04{number:012X}"
            if kind == "lost":
                fake.fail("transmit", sc.E_READER_UNAVAILABLE)
            for _ in range(2 if kind == "double" else 1):
                (fake.swap if number else fake.insert)(READER, _scripted(kind, uid))
                came = _comes_to(source)
                if came != COMES_TO.get(kind, uid):
                    break
            else:
                right[kind] += 1
    return right, perf_counter() - began


def _scripted(kind: str, uid: str) -> ScriptedCard:
    if kind == "mute":
        return ScriptedCard(deaf=sc.W_UNRESPONSIVE_CARD)
    if kind in ("torn", "hung"):
        return ScriptedCard(lambda command: None if kind == "torn" else HANG, atr=STORAGE)
    return ScriptedCard({} if kind == "unknown" else {"FFCA000000": uid + " 9000"}, atr=STORAGE)


def _for_real(reads: int) -> tuple[Counter[str], float]:
    """Two cards at a time, one on each reader."""
    chance, right = random.Random(60), Counter[str]()
    kinds = ("good", "torn", "hung", "unknown")
    with pcsc_service() as service, PcscSource("*", "pcsc:*", exchange_limit=0.5) as source:
        began = perf_counter()
        for turn in range(reads // 2):
            stuck = threading.Event()
            wanted: list[tuple[str, str]] = []
            cards = []
            for slot in (0, 1):
                kind = chance.choices(kinds, (5, 2, 1, 2))[0]
                uid = f"04{turn:04X}{slot:08X}"
                wanted.append((COMES_TO.get(kind, uid), kind))
                cards.append(_virtual(kind, uid, slot, stuck).insert())
            came = Counter((_comes_to(source), _comes_to(source)))
            for what, kind in wanted:
                right[kind] += came[what] > 0
                came[what] -= 1
            stuck.set()
            for card in cards:
                card.remove()
            service.empty()
        return right, perf_counter() - began


def _virtual(kind: str, uid: str, slot: int, stuck: threading.Event) -> VirtualCard:
    def answer(command: bytes) -> bytes | None:
        if kind == "hung":
            stuck.wait(60)
        return None

    if kind in ("torn", "hung"):
        return VirtualCard(answer, slot=slot)
    return VirtualCard({} if kind == "unknown" else {"FFCA000000": uid + " 9000"}, atr=STORAGE, slot=slot)


def _comes_to(source: PcscSource) -> str:
    """One read as one word: the token, the trouble or the fault."""
    try:
        document = source.read(_LIMIT)
    except SiteFault as fault:
        return fault.code
    return document.trouble or document.token
