"""3DES and AES as secure messaging uses them (ICAO 9303-11, 9.8.6 and 9.8.7).

Making a cipher takes several times as long as using it, so each session makes its own once and never resets them. A CBC
cipher that goes on holds its last block as the next initialisation vector: that vector is known, and taking it out of
the first block (`_xor`) gives the same bytes as a fresh cipher with the vector the standard asks for.
"""

from __future__ import annotations

from struct import Struct
from typing import Protocol

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC, ECB
from cryptography.hazmat.primitives.cmac import CMAC

TOKEN = 8
NO_COUNTER = b""
_BLOCK = Struct(">Q")
_number, _bytes = _BLOCK.unpack_from, _BLOCK.pack
# By block length and by how much of the last block there is.
_PADDING = {block: tuple(b"\x80" + bytes(block - 1 - over) for over in range(block)) for block in (8, 16)}


class SessionCipher(Protocol):
    """Encryption and authentication under one pair of keys. Texts are whole blocks, padded by the caller."""

    block: int

    def encrypt(self, text: bytes, counter: bytes = NO_COUNTER) -> bytes:
        """CBC; with a send sequence counter, as the cipher's session ties it in (AES does, 3DES does not)."""
        ...

    def decrypt(self, text: bytes, counter: bytes = NO_COUNTER) -> bytes: ...

    def seal(self, text: bytes) -> bytes:
        """Eight bytes of authentication over padded text."""
        ...


class TdesCipher:
    """Two-key 3DES in CBC, zero vector; ISO 9797-1 MAC algorithm 3 with DES. Keys of 16 bytes."""

    block = 8

    def __init__(self, encryption: bytes, authentication: bytes) -> None:
        whole = Cipher(_three(encryption), CBC(bytes(8)))
        self._encrypt, self._decrypt = whole.encryptor().update, whole.decryptor().update
        first = authentication[:8]
        # Three times the same key is single DES, which the library offers under no other name.
        self._chain = Cipher(TripleDES(first * 3), CBC(bytes(8))).encryptor().update
        self._end = Cipher(_three(authentication), ECB()).encryptor().update
        # The last block that went through each, as a number.
        self._last_out = self._last_in = self._chained = 0

    def encrypt(self, text: bytes, counter: bytes = NO_COUNTER) -> bytes:
        out = self._encrypt(_taken(text, self._last_out))
        self._last_out = _number(out, -8)[0]
        return out

    def decrypt(self, text: bytes, counter: bytes = NO_COUNTER) -> bytes:
        before, self._last_in = self._last_in, _number(text, -8)[0]
        return _taken(self._decrypt(text), before)

    def seal(self, text: bytes) -> bytes:
        if len(text) == 8:
            return self._end(text)
        (chained,) = _number(self._chain(_taken(text[:-8], self._chained)), -8)
        self._chained = chained
        return self._end(_bytes(_number(text, -8)[0] ^ chained))


class AesCipher:
    """AES in CBC, the vector being the encrypted counter; CMAC cut to eight bytes. Keys of 16, 24 or 32 bytes."""

    block = 16

    def __init__(self, encryption: bytes, authentication: bytes) -> None:
        whole = Cipher(AES(encryption), CBC(bytes(16)))
        self._encryptor, self._decryptor = whole.encryptor(), whole.decryptor()
        self._last_out = self._last_in = bytes(16)
        self._vector: CipherContext = Cipher(AES(encryption), ECB()).encryptor()
        self._fresh = CMAC(AES(authentication))

    def encrypt(self, text: bytes, counter: bytes = NO_COUNTER) -> bytes:
        shift = _xor(self._last_out, self._vector.update(counter)) if counter else self._last_out
        out = self._encryptor.update(_xor(text[:16], shift) + text[16:])
        self._last_out = out[-16:]
        return out

    def decrypt(self, text: bytes, counter: bytes = NO_COUNTER) -> bytes:
        out = self._decryptor.update(text)
        shift = _xor(self._last_in, self._vector.update(counter)) if counter else self._last_in
        self._last_in = text[-16:]
        return _xor(out[:16], shift) + out[16:]

    def seal(self, text: bytes) -> bytes:
        mac = self._fresh.copy()
        mac.update(text)
        return mac.finalize()[:TOKEN]


def pad(text: bytes, block: int) -> bytes:
    """ISO 7816-4 padding: 80, then zeros to a whole block."""
    return text + _PADDING[block][len(text) % block]


def unpad(text: bytes) -> bytes | None:
    """What was padded; None where the padding is none."""
    bare = text.rstrip(b"\x00")
    return bare[:-1] if bare[-1:] == b"\x80" else None


def _three(key: bytes) -> TripleDES:
    return TripleDES(key + key[:8])


def _taken(text: bytes, last: int) -> bytes:
    """The text of whole blocks of eight with `last` taken out of its first."""
    return _bytes(_number(text)[0] ^ last) + text[8:]


def _xor(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).to_bytes(len(one), "big")
