"""What lies on a PC/SC reader and answers whatever it likes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from desktop.devices.apdu import MOST_PIECES, StatusError, ask, command, expecting, split, whole_answer
from desktop.devices.pcsc.connection import BadCard
from desktop.devices.pcsc.identify import read_card
from desktop.devices.pcsc.pages import read_page
from desktop.devices.resident.writing import write_payload
from desktop.devices.sources import Document, TravelKey
from desktop.faults import SiteFault
from tests.fuzz.mutation import joined, pieces_of, spoiled_pieces
from tests.fuzz.parser import Parser
from tests.fuzz.parsers.modules import records
from tests.helpers.cards.passport_files import SPECIMEN
from tests.helpers.cards.vpcd import CONTACTLESS, PAGE, STORAGE

OK = b"\x90\x00"
NOTHING = b"\x6d\x00"
_OF_PAGES = {"page-refused", "page-damaged", "read-torn"}
_SENT = (
    command(0, 0xB0, 0, 0, expect=256),
    command(0xFF, 0xCA, 0, 0, expect=256),
    command(0x0C, 0xA4, 4, 0x0C, bytes(300), 65536),
    command(0, 0x22, 0xC1, 0xA4, bytes(20)),
)


class Says:
    """A card whose answers are given before; after the last it knows no command. Answers are whole, as a connection
    makes them, and one too short for a status word is a torn card, as a connection says."""

    atr_holds = True

    def __init__(self, answers: list[bytes], atr: bytes = b"") -> None:
        self._answers, self.atr = answers, atr
        self._asked = 0

    def transmit(self, sent: bytes) -> bytes:
        return whole_answer(self._next, sent)

    def _next(self, sent: bytes) -> bytes:
        self._asked += 1
        answer = self._answers[self._asked - 1] if self._asked <= len(self._answers) else NOTHING
        if len(answer) < 2:
            raise SiteFault("read-torn", reader="fuzz")
        return answer

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        yield


@cache
def talks() -> tuple[bytes, ...]:
    plain = [b"\x01" * 20 + OK, b"\x61\x10", bytes(16) + b"\x61\x00", bytes(256) + OK, b"\x6c\x08", bytes(8) + OK]
    commands = [*_SENT, b"\x00\xb0\x00\x00", b"\x00\xb0\x00\x00\x00\x00\x02\xaa\xbb\x01\x00"]
    return tuple(joined([sent, *plain[n:], *plain[:n]]) for n, sent in enumerate(commands))


@cache
def pages() -> tuple[bytes, ...]:
    found = []
    for text in records():
        content = write_payload(text)
        blocks = [content[at : at + 256] + OK for at in range(0, len(content), 256)]
        found += [joined(blocks), joined([*blocks[:-1], blocks[-1][:-2] + b"\x62\x82"])]
    return tuple(found)


@cache
def lying() -> tuple[bytes, ...]:
    """The answer to reset first, then what the card says."""
    page = pieces_of(pages()[0])
    serial, uid = bytes(range(1, 9)) + OK, bytes.fromhex("04A1B2C3D4E5F6") + OK
    return (
        joined([PAGE, *page]),
        joined([PAGE, NOTHING, b"\x6a\x82", serial]),
        joined([STORAGE, uid]),
        joined([CONTACTLESS, b"\x6a\x82", serial]),
        joined([CONTACTLESS, b"\x6a\x82", NOTHING, uid]),
        joined([CONTACTLESS, OK, NOTHING, NOTHING, OK, bytes(8) + OK, bytes(40) + OK]),
    )


def try_answers(data: bytes) -> bool:
    """One command's answer with everything that belongs to it; the first piece is a command itself."""
    sent, *answers = pieces_of(data) or [b""]
    again: bytes | None = None
    try:
        again = expecting(sent, len(answers) % 256)
    except ValueError:
        sent = _SENT[len(sent) % len(_SENT)]
    assert again is None or (again[:4] == sent[:4] and len(again) <= len(sent) + 2)
    card = Says(answers)
    try:
        got, sw = split(card.transmit(sent))
        assert card._asked <= 2 * MOST_PIECES + 4
        ask(card, sent)
    except StatusError:
        return False
    except SiteFault as fault:
        if fault.code != "read-torn":
            raise
        return False
    return sw == 0x9000 and bool(got)


def try_page(data: bytes) -> bool:
    try:
        document = read_page(Says(pieces_of(data)))
    except (BadCard, SiteFault) as fault:
        if (fault.trouble if isinstance(fault, BadCard) else fault.code) not in _OF_PAGES:
            raise
        return False
    assert document is None or document.number
    return document is not None


def try_card(data: bytes) -> bool:
    atr, *answers = pieces_of(data) or [b""]
    card = Says(answers, atr)
    card.atr_holds = len(data) % 4 != 0
    try:
        document = read_card(card, lambda: TravelKey(mrz=SPECIMEN), None)  # type: ignore[arg-type]
    except (BadCard, SiteFault) as fault:
        if isinstance(fault, SiteFault) and fault.code not in ("read-torn", "document-unknown"):
            raise
        return False
    assert isinstance(document, Document)
    return not document.unreadable


PARSERS = (
    Parser("apdu-answers", talks, spoiled_pieces(), try_answers),
    Parser("page-record", pages, spoiled_pieces(), try_page),
    Parser("card", lying, spoiled_pieces(), try_card),
)
