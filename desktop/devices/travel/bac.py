"""Basic Access Control (ICAO 9303-11, 4.3): a chip opens to whoever has read its machine-readable zone."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable

from desktop.devices.apdu import OK, StatusError
from desktop.devices.travel.ciphers import pad
from desktop.devices.travel.keys import TDES, bac_seed
from desktop.devices.travel.messaging import Channel, MessagingError, Session

Random = Callable[[int], bytes]

_GET_CHALLENGE = 0x84
_AUTHENTICATE = 0x82
# What chips say to a wrong key: no information, a counter (63Cx), and the several words for "not satisfied".
_REFUSALS = frozenset({0x6300, 0x6982, 0x6985, 0x6988, 0x6A80})


class KeyRefused(Exception):
    """The chip does not accept the key."""


def open_bac(channel: Channel, information: str, random: Random = secrets.token_bytes) -> Session:
    """The session after mutual authentication; the application must be selected. `information` is the zone's (keys.py).

    Raises KeyRefused, MessagingError (the chip proves nothing), StatusError (the chip knows no BAC), and what the card
    raises.
    """
    cipher = TDES.session(bac_seed(information))
    theirs = channel.ask(_GET_CHALLENGE, 0, 0, expect=8)
    if len(theirs) != 8:
        raise MessagingError("a challenge of another length")
    ours, share = random(8), random(16)
    secret = cipher.encrypt(ours + theirs + share)
    answer, sw = channel.send(_AUTHENTICATE, 0, 0, secret + cipher.seal(pad(secret, 8)), expect=40)
    if sw in _REFUSALS or sw & 0xFFF0 == 0x63C0:
        raise KeyRefused
    if sw != OK:
        raise StatusError(sw)
    if len(answer) != 40 or not hmac.compare_digest(cipher.seal(pad(answer[:32], 8)), answer[32:]):
        raise MessagingError("the chip's proof is no proof")
    text = cipher.decrypt(answer[:32])
    if text[:16] != theirs + ours:
        raise MessagingError("the chip answered another challenge")
    seed = (int.from_bytes(share, "big") ^ int.from_bytes(text[16:], "big")).to_bytes(16, "big")
    return Session(TDES.session(seed), int.from_bytes(theirs[4:] + ours[4:], "big"))
