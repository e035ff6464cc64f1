"""Secure messaging (ICAO 9303-11, 9.8) and the channel to a chip, plain before it and protected after.

A protected answer is believed only when its eight bytes of authentication are right, and only then decrypted. A chip
that answers out of secure messaging has ended it: nothing more can be asked over that channel.
"""

from __future__ import annotations

import hmac

from desktop.devices.apdu import OK, Card, StatusError, command
from desktop.devices.travel.ciphers import SessionCipher, pad, unpad
from desktop.devices.travel.tlv import encode

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
        self._head_padding = pad(bytes(4), cipher.block)[4:]

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
        head = bytes((0x0C, ins, p1, p2))
        seal = self._cipher.seal(pad(counter + head + self._head_padding + body, self._block))
        body += b"\x8e\x08" + seal
        if len(body) > 255 or (expect is not None and expect > 256):
            return command(0x0C, ins, p1, p2, body, 65536)
        return head + bytes((len(body),)) + body + b"\x00"

    def accept(self, answer: bytes) -> tuple[bytes, int]:
        """Data and status word of a protected answer, without its outer status word. Raises MessagingError."""
        counter = self._next()
        found, signed = _sorted(answer)
        seal, status = found.get(SEAL, b""), found.get(STATUS, b"")
        if not hmac.compare_digest(self._cipher.seal(pad(counter + signed, self._block)), seal):
            raise MessagingError("no seal, or a wrong one")
        if len(status) != 2:
            raise MessagingError("no status word inside")
        secret = found.get(CIPHERED)
        if secret is not None:
            if secret[:1] != b"\x01":
                raise MessagingError("padding of an unknown kind")
            secret = secret[1:]
        else:
            secret = found.get(CIPHERED_ODD)
        return (b"" if secret is None else self._opened(secret, counter)), status[0] << 8 | status[1]

    def _opened(self, secret: bytes, counter: bytes) -> bytes:
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
            sent = command(0x10 if chained else 0, ins, p1, p2, data, expect)
        else:
            sent = session.protect(ins, p1, p2, data, expect)
        answer = self._card.transmit(sent)
        if len(answer) < 2:
            raise MessagingError("an answer without a status word")
        sw = answer[-2] << 8 | answer[-1]
        if session is None:
            return answer[:-2], sw
        if len(answer) == 2:
            raise SessionLost(sw)
        return session.accept(answer[:-2])

    def ask(self, ins: int, p1: int, p2: int, data: bytes = b"", expect: int | None = None) -> bytes:
        """The data of an answer that is 9000. Raises StatusError otherwise, and what `send` raises."""
        answer, sw = self.send(ins, p1, p2, data, expect)
        if sw != OK:
            raise StatusError(sw)
        return answer


def _wanted(expect: int) -> bytes:
    if expect <= 256:
        return bytes((WANTED, 1, expect & 0xFF))
    return encode(WANTED, (expect & 0xFFFF).to_bytes(2, "big"))


def _sorted(answer: bytes) -> tuple[dict[int, bytes], bytes]:
    """Objects by tag, and the bytes the seal covers: all before it. Tags are of one byte here; a longer one is none of
    ours, and whatever it is read as does not fit. Read by hand because this is done for every answer."""
    found: dict[int, bytes] = {}
    at, end, signed = 0, len(answer), 0
    while at < end:
        tag, begin = answer[at], at + 2
        if tag in found or SEAL in found or begin > end:
            raise MessagingError("objects that do not fit")
        length = answer[at + 1]
        if length > 0x7F:
            count = length & 0x7F
            begin += count
            if not 1 <= count <= 3 or begin > end:
                raise MessagingError("a length that does not fit")
            length = int.from_bytes(answer[at + 2 : begin], "big")
        at = begin + length
        if at > end:
            raise MessagingError("longer than what is there")
        found[tag] = answer[begin:at]
        if tag != SEAL:
            signed = at
    return found, answer[:signed]
