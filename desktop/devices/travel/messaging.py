"""Secure messaging (ICAO 9303-11, 9.8) and the channel to a chip, plain before it and protected after.

A protected answer is believed only when its eight bytes of authentication are right, and only then decrypted. A chip
that answers out of secure messaging has ended it: nothing more can be asked over that channel.
"""

from __future__ import annotations

import hmac

from desktop.devices.apdu import OK, Card, StatusError, command, split
from desktop.devices.travel.ciphers import SessionCipher, pad, unpad
from desktop.devices.travel.tlv import Object, TlvError, encode, objects

CIPHERED = 0x87
CIPHERED_ODD = 0x85
WANTED = 0x97
STATUS = 0x99
SEAL = 0x8E


class MessagingError(Exception):
    """An answer that is not what secure messaging allows: forged, torn or nonsense."""


class SessionLost(Exception):
    """The chip has ended secure messaging. `sw` is its plain status word."""

    def __init__(self, sw: int) -> None:
        self.sw = sw
        super().__init__(f"{sw:04X}")


class Session:
    """One run of secure messaging: keys and the send sequence counter."""

    def __init__(self, cipher: SessionCipher, counter: int = 0) -> None:
        self._cipher = cipher
        self._block = cipher.block
        self._counter = counter
        self._turn = 1 << 8 * cipher.block

    def protect(self, ins: int, p1: int, p2: int, data: bytes, expect: int | None) -> bytes:
        """The command in its wrapping."""
        counter = self._next()
        body = b""
        if data:
            secret = self._cipher.encrypt(pad(data, self._block), counter)
            # An odd instruction has its data as objects, which need no word on padding (ISO 7816-4, 10.2).
            body = encode(CIPHERED_ODD, secret) if ins & 1 else encode(CIPHERED, b"\x01" + secret)
        if expect is not None:
            body += _wanted(expect)
        text = counter + pad(bytes((0x0C, ins, p1, p2)), self._block) + body
        seal = self._cipher.seal(pad(text, self._block))
        body += b"\x8e\x08" + seal
        long = len(body) > 255 or (expect is not None and expect > 256)
        return command(0x0C, ins, p1, p2, body, 65536 if long else 256)

    def accept(self, answer: bytes) -> tuple[bytes, int]:
        """Data and status word of a protected answer, without its outer status word. Raises MessagingError."""
        counter = self._next()
        found, signed = _sorted(answer)
        seal = found.get(SEAL)
        if seal is None or len(seal) != 8:
            raise MessagingError("no seal")
        if not hmac.compare_digest(self._cipher.seal(pad(counter + signed, self._block)), seal):
            raise MessagingError("the seal is wrong")
        status = found.get(STATUS)
        if status is None or len(status) != 2:
            raise MessagingError("no status word inside")
        return self._opened(found, counter), status[0] << 8 | status[1]

    def _opened(self, found: dict[int, bytes], counter: bytes) -> bytes:
        secret = found.get(CIPHERED)
        if secret is not None:
            if secret[:1] != b"\x01":
                raise MessagingError("padding of an unknown kind")
            secret = secret[1:]
        else:
            secret = found.get(CIPHERED_ODD)
            if secret is None:
                return b""
        if not secret or len(secret) % self._block:
            raise MessagingError("no whole blocks")
        plain = unpad(self._cipher.decrypt(secret, counter))
        if plain is None:
            raise MessagingError("no padding")
        return plain

    def _next(self) -> bytes:
        self._counter = (self._counter + 1) % self._turn
        return self._counter.to_bytes(self._block, "big")


class Channel:
    """What is said to a chip: plain until `session` is there, protected from then on."""

    def __init__(self, card: Card) -> None:
        self._card = card
        self.session: Session | None = None

    def send(
        self, ins: int, p1: int, p2: int, data: bytes = b"", expect: int | None = None, chained: bool = False
    ) -> tuple[bytes, int]:
        """One command: data and status word. Raises MessagingError, SessionLost, and what the card raises."""
        session = self.session
        if session is None:
            return self._exchange(command(0x10 if chained else 0, ins, p1, p2, data, expect))
        answer, sw = self._exchange(session.protect(ins, p1, p2, data, expect))
        if not answer:
            raise SessionLost(sw)
        return session.accept(answer)

    def ask(self, ins: int, p1: int, p2: int, data: bytes = b"", expect: int | None = None) -> bytes:
        """The data of an answer that is 9000. Raises StatusError otherwise, and what `send` raises."""
        answer, sw = self.send(ins, p1, p2, data, expect)
        if sw != OK:
            raise StatusError(sw)
        return answer

    def _exchange(self, sent: bytes) -> tuple[bytes, int]:
        try:
            return split(self._card.transmit(sent))
        except StatusError:
            raise MessagingError("an answer without a status word") from None


def _wanted(expect: int) -> bytes:
    if expect <= 256:
        return bytes((WANTED, 1, expect & 0xFF))
    return encode(WANTED, (expect & 0xFFFF).to_bytes(2, "big"))


def _sorted(answer: bytes) -> tuple[dict[int, bytes], bytes]:
    """Objects by tag, and the bytes the seal covers: all before it."""
    try:
        items = objects(answer)
    except TlvError as fault:
        raise MessagingError(str(fault)) from None
    found: dict[int, bytes] = {}
    signed: list[Object] = []
    for item in items:
        if item.tag in found:
            raise MessagingError("the same object twice")
        if SEAL in found:
            raise MessagingError("something after the seal")
        found[item.tag] = item.value
        if item.tag != SEAL:
            signed.append(item)
    return found, b"".join(item.raw for item in signed)
