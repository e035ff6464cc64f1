"""What opens a chip, and the keys made of it (ICAO 9303-11, 4.3.2, 4.4.4 and 9.7)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from desktop.devices.sources import TravelKey
from desktop.devices.travel.ciphers import AesCipher, SessionCipher, TdesCipher
from desktop.devices.travel.mrz import Mrz, MrzError, check_digit, parse_mrz

Use = Literal[1, 2, 3]
ENCRYPTION: Use = 1
AUTHENTICATION: Use = 2
PASSWORD: Use = 3

_SIX = re.compile(r"[0-9]{6}")
_EIGHT = re.compile(r"[0-9]{8}")
_CAN = re.compile(r"[0-9]{6,10}")
_NUMBER = re.compile(r"[0-9A-Z<]{1,30}")
_MARKS = re.compile(r"[\s\-/.]")
# DES keys carry odd parity in their lowest bits; nothing checks it, the published examples show it.
_PARITY = bytes(byte & 0xFE | (1 - (byte >> 1).bit_count() % 2) for byte in range(256))


class KeyMissing(Exception):
    """Nothing was given that could open a chip."""


class KeyMisread(Exception):
    """What was given cannot be right: no zone, a wrong check digit, no date. The chip is not asked: wrong keys make it
    slower with every try."""


@dataclass(frozen=True, slots=True)
class Access:
    """What opens the chip. `information` is number, birth and expiry, each with its check digit; empty where only the
    card access number was given. `printed` is the zone where all of it was given."""

    information: str
    can: str
    printed: Mrz | None = None


@dataclass(frozen=True, slots=True)
class Suite:
    """A cipher with the length of its keys in bytes."""

    name: str
    length: int
    make: Callable[[bytes, bytes], SessionCipher]

    def derive(self, secret: bytes, use: Use) -> bytes:
        """The key for one use out of a shared secret or a password (9.7.1)."""
        material = secret + use.to_bytes(4, "big")
        if self.length > 16:
            return hashlib.sha256(material).digest()[: self.length]
        found = hashlib.sha1(material).digest()[:16]
        return found.translate(_PARITY) if self is TDES else found

    def session(self, secret: bytes) -> SessionCipher:
        """Both keys of a session out of its shared secret."""
        return self.make(self.derive(secret, ENCRYPTION), self.derive(secret, AUTHENTICATION))


TDES = Suite("3DES", 16, TdesCipher)
AES128 = Suite("AES-128", 16, AesCipher)
AES192 = Suite("AES-192", 24, AesCipher)
AES256 = Suite("AES-256", 32, AesCipher)


def access(key: TravelKey) -> Access:
    """What a key gives to open a chip with. The whole zone goes before its parts. Raises KeyMissing, KeyMisread."""
    can = _MARKS.sub("", key.can) if key.can else ""
    if can and not _CAN.fullmatch(can):
        raise KeyMisread("can")
    if key.mrz.strip():
        return _from_zone(key.mrz, can)
    if key.document.strip() and key.birth.strip() and key.expiry.strip():
        return Access(mrz_information(key.document, _six(key.birth), _six(key.expiry)), can)
    if can:
        return Access("", can)
    raise KeyMissing


def mrz_information(number: str, birth: str, expiry: str) -> str:
    """Number, birth and expiry, each with its check digit, the number filled up to nine (9303-11, 4.3.2; appendix D.2
    for longer ones). Raises KeyMisread."""
    bare = _MARKS.sub("", number).upper().rstrip("<")
    if not _NUMBER.fullmatch(bare):
        raise KeyMisread("number")
    filled = bare.ljust(9, "<")
    return "".join(part + check_digit(part) for part in (filled, birth, expiry))


def bac_seed(information: str) -> bytes:
    return hashlib.sha1(information.encode("ascii")).digest()[:16]


def pace_password(information: str) -> bytes:
    return hashlib.sha1(information.encode("ascii")).digest()


def _from_zone(text: str, can: str) -> Access:
    try:
        zone = parse_mrz(text)
    except MrzError:
        raise KeyMisread("zone") from None
    wrong = [field for field in ("number", "birth", "expiry") if field in zone.failed]
    if wrong:
        raise KeyMisread(wrong[0])
    # Fillers inside a number belong to it here, so it is taken as printed.
    return Access(_printed_information(zone), can, zone)


def _printed_information(zone: Mrz) -> str:
    if len(zone.number) > 9:
        return mrz_information(zone.number, zone.birth, zone.expiry)
    if zone.kind == "TD1":
        upper, middle, _ = zone.lines
        return upper[5:15] + middle[0:7] + middle[8:15]
    lower = zone.lines[1]
    return lower[0:10] + lower[13:20] + lower[21:28]


def _six(day: str) -> str:
    """YYMMDD; a date with its century, with or without marks, loses it."""
    bare = _MARKS.sub("", day)
    if _EIGHT.fullmatch(bare):
        bare = bare[2:]
    if not _SIX.fullmatch(bare):
        raise KeyMisread("date")
    return bare
