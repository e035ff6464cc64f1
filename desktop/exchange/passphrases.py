"""Age files for a passphrase (age-encryption.org/v1, one scrypt stanza), written and opened without keeping the
interpreter: deriving the key takes a second, and in the library the window would stand still for it.

Written are files as the `age` tool writes them (2^18: 256 MiB). Opened is exactly what is written here and by that
tool; anything else, armour for one, is the library's (sealed.py).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterator
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

WORK: Final = 18
_LABEL: Final = b"age-encryption.org/v1/scrypt"
_NONCE: Final = bytes(12)
_CHUNK: Final = 64 * 1024
_TAG: Final = 16
_HEADER: Final = re.compile(
    rb"(age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n---)"
    rb" ([A-Za-z0-9+/]{43})\n"
)


class WrongPassphrase(Exception):
    """The passphrase, or the salt it is mixed with, is another one."""


class Broken(Exception):
    """Opened by the passphrase, but no longer as it was written."""


def written(plain: bytes, passphrase: str, work: int = WORK) -> bytes:
    """The age file."""
    key, salt = secrets.token_bytes(16), secrets.token_bytes(16)
    wrapped = ChaCha20Poly1305(_derived(passphrase, salt, work)).encrypt(_NONCE, key, None)
    head = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (_base64(salt), work, _base64(wrapped))
    nonce = secrets.token_bytes(16)
    cipher = ChaCha20Poly1305(_hkdf(key, nonce, b"payload"))
    out = [head, b" ", _base64(_mac(key, head)), b"\n", nonce]
    out += [cipher.encrypt(counter, piece, None) for counter, piece in _pieces(plain, _CHUNK)]
    return b"".join(out)


def is_ours(data: bytes) -> bool:
    """Whether `opened` knows how to open it."""
    return _HEADER.match(data) is not None


def opened(data: bytes, passphrase: str) -> bytes:
    """The plain content of a file that `is_ours`. Raises WrongPassphrase, Broken."""
    head = _HEADER.match(data)
    if head is None:
        raise Broken("header")
    salt, wrapped, mac = (_bytes(head[n]) for n in (2, 4, 5))
    if _base64(mac) != head[5]:
        raise Broken("header")  # other letters for the same bytes
    try:
        key = ChaCha20Poly1305(_derived(passphrase, salt, int(head[3]))).decrypt(_NONCE, wrapped, None)
    except InvalidTag:
        raise WrongPassphrase from None
    if not hmac.compare_digest(_mac(key, head[1]), mac):
        raise Broken("header")
    body = memoryview(data)[head.end() :]
    nonce, body = bytes(body[:16]), body[16:]
    if len(nonce) < 16 or len(body) < _TAG:
        raise Broken("cut")
    cipher = ChaCha20Poly1305(_hkdf(key, nonce, b"payload"))
    try:
        plain = [cipher.decrypt(counter, piece, None) for counter, piece in _pieces(body, _CHUNK + _TAG)]
    except InvalidTag:
        raise Broken("payload") from None
    if len(plain) > 1 and not plain[-1]:
        raise Broken("payload")
    return b"".join(plain)


def _pieces(data: bytes | memoryview, size: int) -> Iterator[tuple[bytes, bytes | memoryview]]:
    """Each piece with its nonce: a counter, and whether it is the last."""
    count = max(1, -(-len(data) // size))
    for n in range(count):
        yield n.to_bytes(11, "big") + bytes([n == count - 1]), data[n * size : (n + 1) * size]


def _derived(passphrase: str, salt: bytes, work: int) -> bytes:
    n, room = 1 << work, (1 << work) * 1024 + (1 << 20)
    return hashlib.scrypt(passphrase.encode(), salt=_LABEL + salt, n=n, r=8, p=1, maxmem=room, dklen=32)


def _mac(key: bytes, head: bytes) -> bytes:
    return hmac.digest(_hkdf(key, b"", b"header"), head, "sha256")


def _hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA-256, one block."""
    return hmac.digest(hmac.digest(salt or bytes(32), key, "sha256"), info + b"\x01", "sha256")


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))
