"""Texts: machine-readable zones, what is typed or sent by a wedge, what a code holds."""

from __future__ import annotations

import zlib
from datetime import date
from functools import cache

from desktop.devices.camera.codes import FOREIGN, meaning
from desktop.devices.keyboard import KeyboardSource
from desktop.devices.numbers import told_by, type_told, typed_number
from desktop.devices.sources import TravelKey
from desktop.devices.travel.keys import KeyMisread, KeyMissing, access
from desktop.devices.travel.mrz import LINES, MrzError, parse_mrz
from desktop.exam.plan.documents import make_number
from desktop.exam.plan.scans import MOST, could_be_number, follows, plain, whole_zone, zone_line
from desktop.faults import SiteFault
from desktop.ledger.heads import Head, qr_payload
from desktop.ui.shared.readers.bursts import MARKS, Bursts
from tests.fuzz.mutation import spoiled_text, text_of
from tests.fuzz.parser import Parser
from tests.helpers.cards.passport_files import SPECIMEN, td1, td3

TODAY = date(2026, 11, 28)
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<6"
NUMBER = make_number("990102", date(1990, 3, 7), 233)
_OF_LINES = {"number-malformed", "number-check-digit", "number-old", "zone-malformed", "zone-check-digit"}
_WIDTHS = {count * width for count, width in LINES.values()}


def _cut(zone: str, end: str = "\n") -> str:
    width = {88: 44, 72: 36, 90: 30}[len(zone)]
    return end.join(zone[at : at + width] for at in range(0, len(zone), width))


@cache
def zones() -> tuple[bytes, ...]:
    whole = (
        SPECIMEN,
        TD2,
        td3(optional="ZE184226B", name="VAN<DER<MUSTERFRAU<<" + "ABCDE<" * 3),
        td3(state="CHN", code="PO", number="E00000001"),
        td1("SAMPLE<<ANNA", "D231458907"),
        td1("SAMPLE<<ANNA", "H12345678901", code="CR", state="CHN"),
    )
    texts = [*whole, *(_cut(zone) for zone in whole), _cut(whole[0], "\r\n").lower(), _cut(whole[2]).rstrip("<")]
    return tuple(text.encode() for text in texts)


@cache
def typed() -> tuple[bytes, ...]:
    numbers = (NUMBER, f" {NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}", "E12345678", "H1234567801", "1234567890(B)")
    others = (
        "ZZZ123456789012",
        "810000199001011234",
        "930123199001011234",
        "KD-0123",
        "261128ABCD0001",
        "6901234567892",
    )
    keys = ("123456", "E12345678 900102 350101", "e12345678,900102;350101", "]C1010690123", "https://example.org/x?y=1")
    fulls = ("９９０１０２１９９００３０７２３３Ｘ", "110101900307233", "\x02" + NUMBER + "\x03")
    return (*(text.encode() for text in (*numbers, *others, *keys, *fulls)), *zones())


@cache
def read_by_codes() -> tuple[bytes, ...]:
    heads = {"0123456789abcdef": Head(12, "0" * 64), "fedcba9876543210": Head(7, "1" * 64)}
    texts = ("bag:B01-2", "KD-0123", "[" * 200, '{"record": ' * 50, qr_payload("r", heads), qr_payload("", {}))
    return (*(text.encode() for text in texts), *typed())


@cache
def keyed() -> tuple[bytes, ...]:
    """Wedge lines: whole reads with what ends them, some twice, some with frame marks."""
    ends = ("\r", "\n", "\t", "\r\n", "\x03", "")
    texts = [text_of(text) for text in typed()]
    return tuple(
        f"{text}{ends[n % 6]}{text if n % 3 == 0 else ''}{ends[n // 2 % 6]}".encode() for n, text in enumerate(texts)
    )


def try_mrz(data: bytes) -> bool:
    try:
        zone = parse_mrz(text_of(data))
    except MrzError:
        return False
    assert len(zone.text) in _WIDTHS
    assert zone.document_type is not None
    for today in (None, TODAY):
        zone.birth_on(today)
        zone.expires_on(today)
    assert "<" not in zone.name + zone.number + zone.optional
    return True


def try_typed(data: bytes) -> bool:
    text = text_of(data)
    try:
        number = typed_number(text)
    except SiteFault as fault:
        if fault.code not in _OF_LINES:
            raise
        return False
    told_by(number)
    type_told(number)
    assert number.isascii()
    assert typed_number(number) == number
    return True


def try_keys(data: bytes) -> bool:
    """Whatever is taken for a chip's key makes one, or is refused as misread."""
    text = text_of(data)
    key = TravelKey(mrz=text)
    try:
        opened = access(key)
    except (KeyMisread, KeyMissing):
        return False
    assert opened.information.isascii()
    return True


def try_shapes(data: bytes) -> bool:
    text = text_of(data)
    word = plain(text)
    assert len(word) <= MOST
    zone, place = whole_zone(text), zone_line(word)
    assert not zone or all(zone_line(line) for line in zone.split("\n"))
    follows([word], text)
    follows(text.splitlines()[:4], word)
    return could_be_number(word) or bool(zone) or place is not None


def try_lines(data: bytes) -> bool:
    """Lines as a keyboard source takes them, one after the other: a zone may wait for its next."""
    source, came = KeyboardSource(descriptor=-1), False
    for line in text_of(data).splitlines():
        try:
            came |= source._document(plain(line)) is not None
        except SiteFault as fault:
            if fault.code not in _OF_LINES:
                raise
        assert len(source._zone) < 3
    return came


def try_wedge(data: bytes) -> bool:
    """Keys with a rhythm that the input itself sets: nothing is held for good."""
    text, told, typed_keys = text_of(data), list[str](), list[str]()
    bursts: Bursts[str] = Bursts(told.append, typed_keys.extend)
    beat = zlib.crc32(data)
    at = 0.0
    for n, key in enumerate(text):
        at += (3.0, 3.0, 3.0, 3.0, 3.0, 30.0, 60.0, 400.0)[beat >> n % 24 & 7 if beat & 1 else 0]
        if key in "\r\n\t":
            bursts.close(at, at)
        elif key in MARKS:
            bursts.mark(key, key, at, at)
        elif not key.isprintable():
            bursts.break_off(at)
        else:
            bursts.press(key, key, at, at)
        assert len(bursts.held()) <= bursts.rhythm.most
    for _ in range(3):
        at += 500
        if bursts.wait() is not None:
            bursts.pause(at)
    assert bursts.wait() is None
    assert not bursts.holding()
    assert all(0 < len(word) <= MOST for word in told)
    return bool(told)


def try_code(data: bytes) -> bool:
    text = text_of(data)
    seen = meaning(text, ("]C0", "]C1", "]Q1", "")[len(text) % 4])
    assert seen.kind != "foreign" or seen == FOREIGN
    assert seen.kind == "head" or len(seen.text) <= 48
    return seen != FOREIGN


PARSERS = (
    Parser("mrz", zones, spoiled_text, try_mrz),
    Parser("typed-number", typed, spoiled_text, try_typed),
    Parser("travel-key", typed, spoiled_text, try_keys),
    Parser("line-shapes", typed, spoiled_text, try_shapes),
    Parser("typed-lines", typed, spoiled_text, try_lines),
    Parser("wedge", keyed, spoiled_text, try_wedge),
    Parser("code-text", read_by_codes, spoiled_text, try_code),
)
