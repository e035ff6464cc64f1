"""A travel document's chip (ICAO 9303-10 and 9303-11), for readers in memory and behind a virtual reader alike.

    chip = PassportChip(specimen_files(), SPECIMEN)
    VirtualCard(chip, atr=chip.atr)         # behind the virtual reader
    Held(chip)                              # an apdu.Card in memory

The card's side of BAC, PACE and secure messaging is written anew here, with fresh ciphers for every message, so that
reader and card agree because both follow the standard. What goes wrong is done by `spoil`: it sees every command and
answer and returns the answer to give, None to leave the field.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.cmac import CMAC

from desktop.devices.apdu import whole_answer
from desktop.devices.travel.curves import CURVES, Curve
from desktop.devices.travel.mrz import check_digit, parse_mrz
from desktop.devices.travel.tlv import encode, oid_bytes
from desktop.faults import SiteFault
from tests.helpers.cards import passport_files as written

APPLICATION = bytes.fromhex("A0000002471001")
PLAIN_ATR = bytes.fromhex("3B80800101")
# Historical bytes with card capabilities: extended lengths understood.
EXTENDED_ATR = bytes.fromhex("3B8580018073C0214000")[:-1] + b"\x00"
OK, END, WRONG_LENGTH = b"\x90\x00", b"\x62\x82", b"\x67\x00"
NOT_SATISFIED, NOT_FOUND, NO_SESSION = b"\x69\x82", b"\x6a\x82", b"\x69\x88"
Spoil = Callable[[int, bytes, bytes], "bytes | None"]
PUBLIC = (written.CARD_ACCESS, written.CARD_INFO)


def specimen_files(zone: str = written.SPECIMEN, image: bytes | None = None, **more: bytes) -> dict[int, bytes]:
    """EF.COM, DG1 and DG2 of a zone; further files by name (`dg11=…`)."""
    files = {written.DG1: written.dg1(zone), written.DG2: written.dg2(image or written.portrait())}
    tags = [0x61, 0x75]
    if "dg11" in more:
        files[written.DG11] = more["dg11"]
        tags.append(0x6B)
    files[written.COM] = written.com(*tags)
    return files


@dataclass
class _Keys:
    """One session's keys. `aes` or 3DES, counter in its own length."""

    encryption: bytes
    authentication: bytes
    aes: bool
    counter: int

    @property
    def block(self) -> int:
        return 16 if self.aes else 8

    def step(self) -> bytes:
        self.counter += 1
        return self.counter.to_bytes(self.block, "big")

    def cipher(self, counter: bytes) -> Cipher[modes.CBC]:
        if not self.aes:
            return Cipher(_triple(self.encryption), modes.CBC(bytes(8)))
        ecb = Cipher(AES(self.encryption), modes.ECB()).encryptor()
        return Cipher(AES(self.encryption), modes.CBC(ecb.update(counter)))

    def mac(self, text: bytes) -> bytes:
        padded = _pad(text, self.block)
        return _cmac(self.authentication, padded) if self.aes else _retail(self.authentication, padded)


@dataclass
class PassportChip:
    """`files` by identifier. `offers` are ways of PACE (suite, parameter); with `bac` off nothing else opens it.
    `longest` is the most it gives in one READ BINARY, `extended` what it takes beyond short lengths (0: nothing)."""

    files: Mapping[int, bytes]
    zone: str = written.SPECIMEN
    can: str = ""
    offers: tuple[tuple[str, int], ...] = ()
    bac: bool = True
    longest: int = 65536
    extended: int = 0
    spoil: Spoil = lambda count, command, answer: answer
    count: int = 0
    refused: int = 0
    _keys: _Keys | None = field(default=None, init=False)
    _application: bool = field(default=False, init=False)
    _selected: int = field(default=0, init=False)
    _challenge: bytes = field(default=b"", init=False)
    _pace: dict[str, object] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        parsed = parse_mrz(self.zone)
        number = parsed.number.ljust(9, "<")
        self.information = "".join(part + check_digit(part) for part in (number, parsed.birth, parsed.expiry))
        self.files = dict(self.files)
        if self.offers and written.CARD_ACCESS not in self.files:
            self.files[written.CARD_ACCESS] = written.card_access(*self.offers)
        if self.extended:
            self.files[written.CARD_INFO] = written.card_info(self.extended)

    @property
    def atr(self) -> bytes:
        return EXTENDED_ATR if self.extended else PLAIN_ATR

    def __call__(self, command: bytes) -> bytes | None:
        """As a virtual card's handler."""
        answer = self._secured(command) if command[0] & 0x0C else self._plain(command)
        self.count += 1
        return self.spoil(self.count, command, answer)

    def transmit(self, command: bytes) -> bytes:
        answer = self(command)
        if answer is None or len(answer) < 2:
            raise SiteFault("read-torn", reader="memory")
        return answer

    # --- commands ---

    def _plain(self, command: bytes) -> bytes:
        was, self._keys = self._keys, None
        if was is not None:
            self._application = False
        ins, data, expect = command[1], *_body(command)
        if ins == 0x84:
            self._challenge = secrets.token_bytes(8)
            return self._challenge + OK if self._application else NOT_SATISFIED
        if ins == 0x82:
            return self._mutual(data)
        if ins == 0x22:
            return self._choose(data)
        if ins == 0x86:
            return self._agree(data)
        answer, sw = self._file(ins, command[2], command[3], data, expect)
        return answer + sw

    def _secured(self, command: bytes) -> bytes:
        keys = self._keys
        if keys is None:
            return NO_SESSION
        counter = keys.step()
        items = _items(_body(command)[0])
        signed = b"".join(raw for tag, _, raw in items if tag != 0x8E)
        values = {tag: value for tag, value, _ in items}
        if keys.mac(counter + _pad(command[:4], keys.block) + signed) != values.get(0x8E):
            self._keys = None
            return NO_SESSION
        data = values.get(0x85, values.get(0x87, b"\x01")[1:])
        if data:
            data = _unpad(keys.cipher(counter).decryptor().update(data))
        expect = int.from_bytes(values.get(0x97, b""), "big") if 0x97 in values else None
        if expect == 0:
            expect = 256 if len(values[0x97]) == 1 else 65536
        if expect is not None and expect > 256 and expect > self.extended:
            self._keys = None
            return WRONG_LENGTH
        answer, sw = self._file(command[1], command[2], command[3], data, expect)
        counter, body = keys.step(), b""
        if answer:
            secret = keys.cipher(counter).encryptor().update(_pad(answer, keys.block))
            body = encode(0x85, secret) if command[1] & 1 else encode(0x87, b"\x01" + secret)
        body += encode(0x99, sw)
        return body + encode(0x8E, keys.mac(counter + body)) + sw

    def _file(self, ins: int, p1: int, p2: int, data: bytes, expect: int | None) -> tuple[bytes, bytes]:
        if ins == 0xA4 and p1 == 0:
            self._application, self._selected = False, 0
            return b"", OK
        if ins == 0xA4 and p1 == 4:
            self._application = data == APPLICATION and (self.bac or self._keys is not None)
            return b"", OK if self._application else NOT_FOUND if data != APPLICATION else NOT_SATISFIED
        if ins == 0xA4:
            self._selected = int.from_bytes(data, "big")
            there = self._selected in self.files and (self._selected in PUBLIC) != self._application
            if there and not self._allowed():
                return b"", NOT_SATISFIED
            self._selected = self._selected if there else 0
            return b"", OK if there else NOT_FOUND
        if ins not in (0xB0, 0xB1) or not self._selected:
            return b"", b"\x6d\x00" if ins not in (0xB0, 0xB1) else b"\x69\x86"
        if not self._allowed():
            return b"", NOT_SATISFIED
        return self._bytes(ins, p1 << 8 | p2, data, expect or 0)

    def _allowed(self) -> bool:
        return self._selected in PUBLIC or self._keys is not None

    def _bytes(self, ins: int, offset: int, data: bytes, expect: int) -> tuple[bytes, bytes]:
        content = self.files[self._selected]
        if ins == 0xB1:
            offset = int.from_bytes(data[2:], "big")
            expect -= 4 if expect < 256 else 5
        elif offset > 0x7FFF:
            return b"", b"\x6b\x00"
        piece = content[offset : offset + min(expect, self.longest)]
        sw = END if offset + expect > len(content) else OK
        return (encode(0x53, piece) if ins == 0xB1 else piece), sw

    # --- Basic Access Control ---

    def _mutual(self, token: bytes) -> bytes:
        challenge, self._challenge = self._challenge, b""
        seed = hashlib.sha1(self.information.encode()).digest()[:16]
        basic = _Keys(_derive(seed, 1, "3DES"), _derive(seed, 2, "3DES"), False, 0)
        text = basic.cipher(b"").decryptor().update(token[:32])
        if not challenge or basic.mac(token[:32]) != token[32:] or text[8:16] != challenge:
            return self._refuse()
        share = secrets.token_bytes(16)
        agreed = bytes(one ^ other for one, other in zip(text[16:32], share, strict=True))
        self._keys = _Keys(
            _derive(agreed, 1, "3DES"),
            _derive(agreed, 2, "3DES"),
            False,
            int.from_bytes(challenge[4:] + text[4:8], "big"),
        )
        secret = basic.cipher(b"").encryptor().update(challenge + text[:8] + share)
        return secret + basic.mac(secret) + OK

    def _refuse(self) -> bytes:
        self.refused += 1
        self._pace.clear()
        return b"\x63\x00"

    # --- PACE ---

    def _choose(self, data: bytes) -> bytes:
        values = {tag: value for tag, value, _ in _items(data)}
        for suite, parameter in self.offers:
            if oid_bytes(written.PACE + written.SUITES[suite]) != values.get(0x80):
                continue
            several = sum(1 for other, _ in self.offers if other == suite) > 1
            if several and values.get(0x84) != bytes((parameter,)):
                continue
            kind = values.get(0x83)
            password = hashlib.sha1(self.information.encode()).digest() if kind == b"\x01" else self.can.encode()
            if not password:
                return b"\x6a\x88"
            self._pace = {"suite": suite, "curve": CURVES[parameter], "password": password, "oid": values[0x80]}
            return OK
        return b"\x6a\x80"

    def _agree(self, data: bytes) -> bytes:
        state = self._pace
        if not state:
            return b"\x69\x85"
        suite, curve = str(state["suite"]), state["curve"]
        assert isinstance(curve, Curve)
        items = _items(_items(data)[0][1])
        if not items:
            state["nonce"] = secrets.token_bytes(16)
            key = _derive(bytes(state["password"]), 3, suite)
            whole = _triple(key) if suite == "3DES" else AES(key)
            zero = modes.CBC(bytes(8 if suite == "3DES" else 16))
            return _dynamic(0x80, Cipher(whole, zero).encryptor().update(state["nonce"]))
        tag, value, _ = items[0]
        if tag == 0x81:
            mine = 1 + secrets.randbelow(curve.n - 1)
            shared = curve.multiply(mine, curve.decode(value))
            nonce = int.from_bytes(bytes(state["nonce"]), "big")
            state["generator"] = curve.add(curve.multiply(nonce, curve.g), shared)
            return _dynamic(0x82, curve.encode(curve.finite(mine, curve.g)))
        if tag == 0x83:
            mine = 1 + secrets.randbelow(curve.n - 1)
            agreed = curve.finite(mine, curve.decode(value))[0].to_bytes(curve.size, "big")
            state["theirs"], state["public"] = value, curve.encode(curve.finite(mine, state["generator"]))
            state["keys"] = _Keys(_derive(agreed, 1, suite), _derive(agreed, 2, suite), suite != "3DES", 0)
            return _dynamic(0x84, state["public"])
        keys = state["keys"]
        assert isinstance(keys, _Keys)
        if value != self._token(keys, bytes(state["public"])):
            return self._refuse()
        answer = _dynamic(0x86, self._token(keys, bytes(state["theirs"])))
        self._keys, self._pace = keys, {}
        return answer

    def _token(self, keys: _Keys, point: bytes) -> bytes:
        text = encode(0x7F49, encode(0x06, bytes(self._pace["oid"])) + encode(0x86, point))
        return _cmac(keys.authentication, text) if keys.aes else _retail(keys.authentication, _pad(text, 8))


@dataclass
class Held:
    """A chip as an apdu.Card in memory: answers whole, as a reader's driver makes them."""

    chip: PassportChip

    @property
    def atr(self) -> bytes:
        return self.chip.atr

    def transmit(self, command: bytes) -> bytes:
        return whole_answer(self.chip.transmit, command)


def _dynamic(tag: int, value: bytes) -> bytes:
    return encode(0x7C, encode(tag, value)) + OK


def _body(command: bytes) -> tuple[bytes, int | None]:
    """Data and expected length of a command APDU."""
    rest = command[4:]
    if not rest:
        return b"", None
    if len(rest) == 1:
        return b"", rest[0] or 256
    if rest[0]:
        data = rest[1 : 1 + rest[0]]
        return data, (rest[-1] or 256) if len(rest) == 2 + rest[0] else None
    if len(rest) == 3:
        return b"", int.from_bytes(rest[1:], "big") or 65536
    length = int.from_bytes(rest[1:3], "big")
    tail = rest[3 + length :]
    return rest[3 : 3 + length], (int.from_bytes(tail, "big") or 65536) if tail else None


def _items(data: bytes) -> list[tuple[int, bytes, bytes]]:
    found, at = [], 0
    while at + 1 < len(data):
        tag, length, begin = data[at], data[at + 1], at + 2
        if length & 0x80:
            count = length & 0x7F
            length, begin = int.from_bytes(data[begin : begin + count], "big"), begin + count
        found.append((tag, data[begin : begin + length], data[at : begin + length]))
        at = begin + length
    return found


def _derive(secret: bytes, use: int, suite: str) -> bytes:
    material = secret + bytes((0, 0, 0, use))
    if suite in ("AES-192", "AES-256"):
        return hashlib.sha256(material).digest()[: int(suite[4:]) // 8]
    return hashlib.sha1(material).digest()[:16]


def _triple(key: bytes) -> TripleDES:
    return TripleDES(key + key[:8])


def _cmac(key: bytes, text: bytes) -> bytes:
    mac = CMAC(AES(key))
    mac.update(text)
    return mac.finalize()[:8]


def _retail(key: bytes, padded: bytes) -> bytes:
    """ISO 9797-1, algorithm 3: single DES along the text, the last block once more with the other key."""
    one, other = TripleDES(key[:8] * 3), TripleDES(key[8:] * 3)
    chained = Cipher(one, modes.CBC(bytes(8))).encryptor().update(padded)[-8:]
    turned = Cipher(other, modes.ECB()).decryptor().update(chained)
    return Cipher(one, modes.ECB()).encryptor().update(turned)


def _pad(text: bytes, block: int) -> bytes:
    return text + b"\x80" + bytes(-(len(text) + 1) % block)


def _unpad(text: bytes) -> bytes:
    return text[: text.rindex(b"\x80")]
