"""Password Authenticated Connection Establishment (ICAO 9303-11, 4.4; BSI TR-03110-3): ECDH with generic mapping.

Other agreements and mappings (DH, integrated, chip authentication mapping) are not spoken here. A chip that offers chip
authentication mapping offers generic mapping too (9303-11, 4.4.1); one with none of ours is left to BAC.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desktop.devices.apdu import OK, StatusError
from desktop.devices.travel.bac import KeyRefused
from desktop.devices.travel.ciphers import pad
from desktop.devices.travel.curves import CURVES, Curve, CurveError
from desktop.devices.travel.keys import AES128, AES192, AES256, PASSWORD, TDES, Suite
from desktop.devices.travel.messaging import Channel, MessagingError, Session
from desktop.devices.travel.tlv import TlvError, encode, first, objects, oid_bytes, only

MRZ = 1
CAN = 2
GENERIC_ECDH = "0.4.0.127.0.7.2.2.4.2."
_SUITES = {"1": TDES, "2": AES128, "3": AES192, "4": AES256}
_SET_AT = 0x22
_AUTHENTICATE = 0x86
_REFUSALS = frozenset({0x6300, 0x6982, 0x6985, 0x6988, 0x6A80})
# Secret numbers below the order of a curve, made by whoever wants to know them (tests replay published ones).
Secret = Callable[[int], int]


class PaceUnsupported(Exception):
    """The chip does not go along with what its EF.CardAccess offers."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One way of PACE that a chip offers. `several`: it has further parameters for the same protocol."""

    protocol: str
    suite: Suite
    curve: Curve
    parameter: int
    several: bool = False


def offers(infos: Iterable[tuple[str, int | None]]) -> list[Offer]:
    """The ways this reader knows among (protocol, parameter), in the chip's order but AES before 3DES."""
    listed = list(infos)
    found = []
    for protocol, parameter in listed:
        suite = _SUITES.get(protocol.removeprefix(GENERIC_ECDH)) if protocol.startswith(GENERIC_ECDH) else None
        curve = CURVES.get(-1 if parameter is None else parameter)
        if suite is not None and curve is not None and parameter is not None:
            several = sum(1 for other, _ in listed if other == protocol) > 1
            found.append(Offer(protocol, suite, curve, parameter, several))
    return sorted(found, key=lambda offer: offer.suite is TDES)


def below(order: int) -> int:
    """A secret number from 1 to order - 1."""
    return 1 + secrets.randbelow(order - 1)


def open_pace(channel: Channel, offer: Offer, password: bytes, kind: int, secret: Secret = below) -> Session:
    """The session after PACE, its counter at zero. `password` is the zone's hash or the card access number in ASCII,
    `kind` MRZ or CAN.

    Raises KeyRefused, PaceUnsupported, MessagingError (a point off the curve, a wrong token, nonsense), and what the
    card raises.
    """
    _choose(channel, offer, kind)
    curve, protocol = offer.curve, oid_bytes(offer.protocol)
    try:
        hidden = _nonce(channel)
        if not hidden or len(hidden) % 16 or len(hidden) > 64:
            raise MessagingError("a nonce of no length that is used")
        nonce = offer.suite.make(offer.suite.derive(password, PASSWORD), bytes(offer.suite.length)).decrypt(hidden)

        ours = secret(curve.n)
        theirs = curve.decode(_step(channel, encode(0x81, curve.encode(curve.finite(ours, curve.g))), 0x82))
        shared = curve.finite(ours, theirs)
        generator = curve.add(curve.multiply(int.from_bytes(nonce, "big"), curve.g), shared)

        ours = secret(curve.n)
        public = curve.finite(ours, generator)
        theirs = curve.decode(_step(channel, encode(0x83, curve.encode(public)), 0x84))
        if theirs == public:
            raise MessagingError("the chip sent our own key back")
        agreed = curve.finite(ours, theirs)[0].to_bytes(curve.size, "big")

        cipher = offer.suite.session(agreed)
        proof = cipher.seal(_token(protocol, curve.encode(theirs), cipher.block))
        answer = _step(channel, encode(0x85, proof), 0x86, last=True)
        if not hmac.compare_digest(cipher.seal(_token(protocol, curve.encode(public), cipher.block)), answer):
            raise MessagingError("the chip's token is wrong")
    except (TlvError, CurveError) as fault:
        raise MessagingError(str(fault)) from None
    return Session(offer.suite.session(agreed))


def _choose(channel: Channel, offer: Offer, kind: int) -> None:
    """MSE:Set AT. The parameter is named when the protocol alone does not tell it, and when a chip wants it so."""
    data = encode(0x80, oid_bytes(offer.protocol)) + encode(0x83, bytes((kind,)))
    named = data + encode(0x84, bytes((offer.parameter,)))
    for said in (named,) if offer.several else (data, named):
        _, sw = channel.send(_SET_AT, 0xC1, 0xA4, said)
        # 63Cx counts the tries that are left; the chip goes on.
        if sw == OK or sw & 0xFFF0 == 0x63C0:
            return
    raise PaceUnsupported


def _nonce(channel: Channel) -> bytes:
    """The first step says nothing of the key yet: a chip that refuses it does not go this way."""
    try:
        return _step(channel, b"", 0x80)
    except (KeyRefused, StatusError):
        raise PaceUnsupported from None


def _step(channel: Channel, data: bytes, wanted: int, last: bool = False) -> bytes:
    """One GENERAL AUTHENTICATE; all but the last are chained."""
    answer, sw = channel.send(_AUTHENTICATE, 0, 0, encode(0x7C, data), expect=256, chained=not last)
    if sw in _REFUSALS or sw & 0xFFF0 == 0x63C0:
        raise KeyRefused
    if sw != OK:
        raise StatusError(sw)
    return first(objects(only(answer, 0x7C)), wanted).value


def _token(protocol: bytes, point: bytes, block: int) -> bytes:
    """What a token seals: the other side's public key as a data object. CMAC pads for itself, the DES MAC does not."""
    text = encode(0x7F49, encode(0x06, protocol) + encode(0x86, point))
    return pad(text, block) if block == 8 else text
