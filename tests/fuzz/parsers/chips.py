"""A travel document's chip that lies: in the clear, in its proofs, and inside of secure messaging under right seals.

A chip's answers are recorded once, what the reader draws by chance held fast, and then spoiled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from random import Random

from desktop.devices.apdu import StatusError
from desktop.devices.sources import Document, TravelKey
from desktop.devices.travel import chip as reading
from desktop.devices.travel.bac import KeyRefused, open_bac
from desktop.devices.travel.ciphers import pad
from desktop.devices.travel.keys import AES128, TDES, access, pace_password
from desktop.devices.travel.messaging import Channel, MessagingError, Session
from desktop.devices.travel.pace import MRZ, Offer, PaceUnsupported, offers, open_pace
from desktop.devices.travel.tlv import encode
from desktop.faults import SiteFault
from tests.fuzz.mutation import joined, pieces_of, spoiled_pieces
from tests.fuzz.parser import Parser
from tests.fuzz.parsers.cards import Says
from tests.fuzz.trees import spoiled_tree
from tests.helpers.cards.passport import Held, PassportChip, specimen_files
from tests.helpers.cards.passport_files import COM, DG1, DG2, DG11, SPECIMEN, dg11

KEY = TravelKey(mrz=SPECIMEN)
INFORMATION = access(KEY).information
SECRET = bytes(range(20))
_SUITES = (TDES, AES128)
_FILES = (COM, DG1, DG2, DG11)
_FACE = b"\xff\xd8\xff" + bytes(60)
"""An image that is known by its beginning and given up by every decoder at once: those are tried apart."""

fixed_bac = partial(open_bac, random=lambda count: bytes(range(count)))
fixed_pace = partial(open_pace, secret=lambda order: order // 3)


def _recorded(chip: PassportChip, work: Callable[[Held], object]) -> list[bytes]:
    told: list[bytes] = []

    def listen(count: int, command: bytes, answer: bytes) -> bytes:
        told.append(answer)
        return answer

    chip.spoil = listen
    work(Held(chip))
    return told


def _read(card: Held | Says) -> Document:
    """As any reader reads it, but with nothing left to chance."""
    reading.open_bac, reading.open_pace = fixed_bac, fixed_pace  # type: ignore[assignment]
    return reading.read_chip(card, KEY)  # type: ignore[arg-type]


@cache
def conversations() -> tuple[bytes, ...]:
    """Whole readings: by BAC, with extended lengths, with a name in another script."""
    files = specimen_files(image=_FACE, dg11=dg11("唐<<诗一", "7"))
    chips = PassportChip(specimen_files(image=_FACE)), PassportChip(files), PassportChip(files, extended=2048)
    return tuple(joined([chip.atr, *_recorded(chip, _read)]) for chip in chips)


@cache
def bac_answers() -> tuple[bytes, ...]:
    def opened(card: Held) -> None:
        channel = Channel(card)
        channel.send(0xA4, 4, 0x0C, bytes.fromhex("A0000002471001"))
        fixed_bac(channel, INFORMATION)

    return tuple(joined(_recorded(PassportChip(specimen_files()), opened)[1:]) for _ in range(4))


@cache
def pace_answers() -> tuple[bytes, ...]:
    def opened(card: Held) -> None:
        fixed_pace(Channel(card), offer(), pace_password(INFORMATION), MRZ)

    ways = (("AES-128", 12),)
    return tuple(joined(_recorded(PassportChip(specimen_files(), offers=ways), opened)) for _ in range(4))


@cache
def offer() -> Offer:
    return offers([("0.4.0.127.0.7.2.2.4.2.2", 12)])[0]


@cache
def sealed_bodies() -> tuple[bytes, ...]:
    """What stands before the seal in protected answers; the first byte says which cipher it is."""
    found = []
    for n, suite in enumerate(_SUITES):
        cipher = suite.session(SECRET)
        secret = cipher.encrypt(pad(b"what the chip holds", cipher.block), (2).to_bytes(cipher.block, "big"))
        status = encode(0x99, b"\x90\x00")
        found += [
            bytes((n,)) + body
            for body in (encode(0x87, b"\x01" + secret) + status, status, encode(0x85, secret) + status)
        ]
    return tuple(found)


def spoiled_body(rng: Random, seeds: Sequence[bytes]) -> bytes:
    seed = rng.choice(seeds)
    return seed[:1] + spoiled_tree(rng, [seed[1:]])


def try_sealed(data: bytes) -> bool:
    """One protected answer; its seal is right, whatever it seals."""
    suite = _SUITES[data[0] % 2]
    session, cipher = Session(suite.session(SECRET)), suite.session(SECRET)
    session.protect(0xB0, 0, 0, b"", 4)
    counter, body = (2).to_bytes(cipher.block, "big"), data[1:]
    try:
        text, sw = session.accept(body + encode(0x8E, cipher.seal(pad(counter + body, cipher.block))))
    except MessagingError:
        return False
    assert 0 <= sw <= 0xFFFF
    assert len(text) < len(body)
    return True


def try_bac(data: bytes) -> bool:
    try:
        fixed_bac(Channel(Says(pieces_of(data))), INFORMATION)
    except (KeyRefused, MessagingError, StatusError, SiteFault):
        return False
    return True


def try_pace(data: bytes) -> bool:
    try:
        fixed_pace(Channel(Says(pieces_of(data))), offer(), pace_password(INFORMATION), MRZ)
    except (KeyRefused, MessagingError, PaceUnsupported, StatusError, SiteFault):
        return False
    return True


def try_chip(data: bytes) -> bool:
    atr, *answers = pieces_of(data) or [b""]
    try:
        document = _read(Says(answers, atr))
    except SiteFault as fault:
        if fault.code != "read-torn":
            raise
        return False
    return _sound(document)


@cache
def file_sets() -> tuple[bytes, ...]:
    files = specimen_files(image=_FACE, dg11=dg11("唐<<诗一", "7"))
    return (joined([files[one] for one in _FILES]),)


def try_files(data: bytes) -> bool:
    """A chip that keeps to every protocol and holds spoiled files."""
    found = dict(zip(_FILES, pieces_of(data), strict=False))
    longest = (65536, 7, 200)[len(data) % 3]
    return _sound(_read(Held(PassportChip(found, longest=longest, extended=2048 * (len(data) % 2)))))


def _sound(document: Document) -> bool:
    assert not document.unreadable or document.trouble.startswith("travel-")
    return not document.unreadable


PARSERS = (
    Parser("sealed-answers", sealed_bodies, spoiled_body, try_sealed),
    Parser("bac", bac_answers, spoiled_pieces(), try_bac),
    Parser("chip-answers", conversations, spoiled_pieces(), try_chip, share=0.25),
    Parser("chip-files", file_sets, spoiled_pieces(spoiled_tree), try_files, share=0.02),
    Parser("pace", pace_answers, spoiled_pieces(spoiled_tree), try_pace, share=0.02),
)
